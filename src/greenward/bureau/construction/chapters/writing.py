"""Writing a green chapter: a stage begins, a draft is saved part by part, a version is handed in
(Article 13, first paragraph).

A draft may be left incomplete at any time and starts with what the stage before says. Handing in
goes through `recorded`: where the planning permit stands on the chapter a reason is asked, and the
permit opens anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters.parties import acting_for
from greenward.bureau.casework.models import Filing

from ..law import law_of
from ..models import Project
from ..models.chapters import BegunStage, Chapter, Stage
from ..recording import recorded
from . import reading, versions
from .contents import COLUMNS, STATED, contents_of, has_chapters, holding_up, part
from .writers import in_words, may_write, writers


def begin_stage(
    actor: Actor, project: Project, stage: Stage, *, on: date, because: str = ""
) -> BegunStage:
    """Record the day a stage began, or correct it. Raises ValidationError for a day to come."""
    check_past(begun_on=on)
    with recorded(actor, project, "begin_stage", because=because) as event:
        _check_law(project)
        row, _made = BegunStage.objects.update_or_create(
            project=project, stage=stage, defaults={"begun_on": on, "recorded_by": actor.user}
        )
        event.note(stage=stage.value, begun_on=on)
    return row


def begin(actor: Actor, project: Project, stage: Stage) -> Chapter:
    """The draft of a stage, begun where there is none; either way with what the newest version before
    it says carried over. Raises ValidationError while the stage has not begun."""
    _check_writer(actor, project, stage)
    with recorded(actor, project, "draft_chapter") as event:
        _check_law(project)
        if not BegunStage.objects.filter(project=project, stage=stage).exists():
            raise ValidationError(_("Record first on which day the stage began."))
        last = Chapter.objects.filter(project=project, stage=stage).order_by("-version").first()
        draft = last if last is not None and last.is_draft else _new(actor, project, stage, last)
        _carry(draft)
        event.note(stage=stage.value, version=draft.version)
    return draft


def save(actor: Actor, chapter: Chapter, values: Mapping[str, Any]) -> Chapter:
    """Save some columns of a draft. A carried part that is typed over is the writer's own from then."""
    _check_writer(actor, chapter.project, Stage(chapter.stage))
    with recorded(actor, chapter.project, "draft_chapter") as event:
        draft = _draft(chapter)
        before = contents_of(draft)
        after = before | {name: values[name] for name in COLUMNS if name in values}
        changed = versions.changes(before, after)
        draft.carried = versions.still_carried(before, after, draft.carried)
        for change in changed:
            setattr(draft, change.column, change.after)
        draft.save()
        event.note(stage=draft.stage, version=draft.version, saved=[c.column for c in changed])
    return draft


def take_over(actor: Actor, chapter: Chapter, name: str) -> Chapter:
    """Take one part as the version before has it, where it is not carried over by itself."""
    source = reading.before(chapter)
    if source is None:
        raise ValidationError(_("There is no earlier chapter to take it from."))
    said = contents_of(source)
    return save(actor, chapter, {column: said[column] for column in part(name).columns})


def attach(actor: Actor, chapter: Chapter, upload: Upload, title: str = "") -> Filing:
    """File a document with the project and attach it to a draft."""
    _check_writer(actor, chapter.project, Stage(chapter.stage))
    with recorded(actor, chapter.project, "draft_chapter") as event:
        draft = _draft(chapter)
        filing = file_document(actor, chapter.project.matter, upload, "drawing", title)
        draft.attachments.add(filing)
        event.note(stage=draft.stage, version=draft.version, attached=filing.document_id)
    return filing


def detach(actor: Actor, chapter: Chapter, filing: int) -> None:
    """Leave an attachment out of a draft; the document stays on file."""
    _check_writer(actor, chapter.project, Stage(chapter.stage))
    with recorded(actor, chapter.project, "draft_chapter") as event:
        draft = _draft(chapter)
        draft.attachments.remove(filing)
        event.note(stage=draft.stage, version=draft.version, detached=filing)


def hand_in(actor: Actor, chapter: Chapter, *, because: str = "") -> Chapter:
    """Hand in a draft under its hash; from then it never changes.

    Raises ValidationError that names every missing part without which a gate of the law stays shut (an
    official who enters a chapter from paper enters what it says), where nothing differs from the
    version before, and without `because` where the permit stands on it.
    """
    _check_writer(actor, chapter.project, Stage(chapter.stage))
    anew = STATED if Stage(chapter.stage) is reading.REVIEWED else ()
    with recorded(actor, chapter.project, "submit_chapter", because=because, anew=anew) as event:
        draft = _draft(chapter)
        if not actor.is_official:
            check_whole(draft)
        _check_differs(draft)
        draft.organisation = _organisation(actor, draft)
        draft.handed_in_at, draft.handed_in_by = timezone.now(), actor.user
        draft.because = because
        draft.sha256 = versions.fingerprint(canonical_of(draft))
        draft.save()
        event.note(stage=draft.stage, version=draft.version, sha256=draft.sha256)
    return draft


def check_whole(draft: Chapter) -> None:
    """Raise ValidationError with all that is missing for a gate, in plain words."""
    lacking = holding_up(law_of(draft.project.area).edition, contents_of(draft))
    if lacking:
        raise ValidationError([f"{one.title}: {one.missing}" for one in lacking])


def canonical_of(chapter: Chapter) -> str:
    """The canonical form of a version, from the rows as they are: its hash can be made again."""
    return versions.canonical(
        contents_of(chapter),
        project=chapter.project.code,
        stage=chapter.stage,
        version=chapter.version,
        attachments=chapter.attachments.values_list("document_id", flat=True),
    )


def _new(actor: Actor, project: Project, stage: Stage, last: Chapter | None) -> Chapter:
    draft = Chapter.objects.create(
        project=project, stage=stage, version=last.version + 1 if last else 1, begun_by=actor.user
    )
    if last is not None:
        draft.attachments.set(last.attachments.all())
    return draft


def _carry(draft: Chapter) -> None:
    source = reading.before(draft)
    if source is None:
        return
    values, carried = versions.carried_over(
        contents_of(source),
        contents_of(draft),
        draft.carried,
        same_stage=source.stage == draft.stage,
    )
    for column, value in values.items():
        setattr(draft, column, value)
    draft.carried, draft.carried_from = carried, source
    draft.save()


def _draft(chapter: Chapter) -> Chapter:
    """The row as it is now, under the project's lock. Raises ValidationError once it is handed in."""
    row = Chapter.objects.select_related("project__area").get(pk=chapter.pk)
    if not row.is_draft:
        raise ValidationError(_("This version was handed in and never changes: begin a new one."))
    return row


def _check_law(project: Project) -> None:
    if not has_chapters(law_of(project.area).edition):
        raise ValidationError(_("The law of this place asks for no green chapter."))


def _check_writer(actor: Actor, project: Project, stage: Stage) -> None:
    if not may_write(actor, project, stage):
        who = in_words(writers(project.area)[stage])
        raise PermissionDenied(
            _("The chapter of this stage is written by: %(who)s.") % {"who": who}
        )


def _check_differs(draft: Chapter) -> None:
    last = reading.newest(draft.project_id, Stage(draft.stage))
    if last is None or versions.changes(contents_of(last), contents_of(draft)):
        return
    if set(last.attachments.values_list("pk")) == set(draft.attachments.values_list("pk")):
        raise ValidationError(_("Nothing differs from the version that was handed in."))


def _organisation(actor: Actor, draft: Chapter) -> Organisation | None:
    """The company a chapter is handed in for: the writer's own among the writers of the stage."""
    if actor.is_official:
        return None
    named = writers(draft.project.area)[Stage(draft.stage)]
    return acting_for(actor, draft.project.matter, named)
