"""The planning authority's review of a chapter (Article 13, second paragraph): the version beside the
one before, the law's own reading of it, and the officer's opinion.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import Event
from greenward.law.gates import Finding, ask
from greenward.law.language import Gate, Subject, facts_of
from greenward.law.star_chain import STARS

from ..law import Law, law_of
from ..models import Project
from ..models.chapters import Chapter, ChapterReview, Stage
from ..recording import recorded
from . import reading
from .contents import STATED

CONFORMS = "chapter_conforms"
READS = frozenset({*STATED, "chapter_written", CONFORMS})
"""What the law asks of a chapter."""


def review(
    actor: Actor, chapter: Chapter, *, conforms: bool, opinion: str, because: str = ""
) -> ChapterReview:
    """Say whether the newest version of the reviewed stage conforms. Raises ValidationError for another
    version or without an opinion, PermissionDenied for whoever is of the writer's side."""
    project = chapter.project
    with recorded(actor, project, "review_chapter", because=because) as event:
        check_reviewable(chapter)
        _check_other_side(actor, chapter)
        if not opinion.strip():
            raise ValidationError(_("Give your opinion in words: the writer must understand it."))
        found = ChapterReview.objects.create(
            chapter=chapter, conforms=conforms, opinion=opinion, reviewed_by=actor.user
        )
        _note(event, chapter, found)
    return found


def check_reviewable(chapter: Chapter) -> None:
    """Raise ValidationError unless a chapter is the newest version handed in of the reviewed stage."""
    if chapter.is_draft:
        raise ValidationError(_("This version was not handed in yet."))
    if Stage(chapter.stage) is not reading.REVIEWED:
        raise ValidationError(
            _("Only the chapter of the planning stage is reviewed for the permit.")
        )
    newest = reading.newest(chapter.project_id, reading.REVIEWED)
    if newest is None or newest.pk != chapter.pk:
        raise ValidationError(_("A newer version was handed in: review that one."))


def grounds(law: Law, project: Project) -> list[tuple[Gate, Finding]]:
    """The law's own reading: every ground of a gate that asks something of the chapter, on the facts
    kept by the last act; those about the star among them compare it with permit and land."""
    return [
        (gate, found)
        for gate in law.gates(Subject.PROJECT, project.regime_on)
        if READS & set(facts_of(gate))
        for found in ask(gate, project.facts).findings
        if _about_chapter_or_star(found)
    ]


def reading_of(project: Project) -> list[tuple[Gate, Finding]]:
    return grounds(law_of(project.area), project)


def _about_chapter_or_star(found: Finding) -> bool:
    return bool(set(facts_of(found.ground.requires)) & (READS | STARS))


def _check_other_side(actor: Actor, chapter: Chapter) -> None:
    writer = chapter.organisation_id
    mine = actor.user is not None and actor.user.pk in {
        chapter.handed_in_by_id,
        chapter.begun_by_id,
    }
    if mine or actor.acts_for(writer):
        raise PermissionDenied(
            _("Somebody else must review this: you are of the side that wrote it (four eyes).")
        )


def _note(event: Event, chapter: Chapter, found: ChapterReview) -> None:
    event.note(
        stage=chapter.stage,
        version=chapter.version,
        sha256=chapter.sha256,
        conforms=found.conforms,
        opinion=found.opinion,
    )
