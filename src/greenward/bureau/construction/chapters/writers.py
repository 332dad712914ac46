"""Who writes the chapter of a stage. Article 13 names nobody: the authority says it for its city, and
until it does the custom of the trade holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, PartyRole
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.matters.parties import roles_in
from greenward.law.language import Edition, Subject

from .. import cases
from ..models import Project
from ..models.chapters import ChapterWriters, Stage
from ..stating import SUPPLIERS

BATCH = 2_000
"""Projects whose cases are kept anew at a time."""
CUSTOM = {
    Stage.APPROVAL: (PartyRole.DEVELOPER,),
    Stage.PLANNING: (PartyRole.DEVELOPER, PartyRole.CONSULTANT),
    Stage.DESIGN: (PartyRole.DESIGNER,),
    Stage.CONSTRUCTION: (PartyRole.CONTRACTOR,),
}
Writers = dict[Stage, tuple[PartyRole, ...]]


def writers(area: Area) -> Writers:
    """The writers of each stage in the city an area lies in: one query."""
    return writers_of([area])[_city(area)]


def writers_of(areas: Iterable[Area]) -> dict[str, Writers]:
    """The writers of each stage by the code of the city, for all cities some areas lie in."""
    codes = {_city(area) for area in areas}
    found: dict[str, Writers] = {code: dict(CUSTOM) for code in codes}
    rows = ChapterWriters.objects.filter(area__code__in=codes, ended_at=None)
    for code, stage, roles in rows.values_list("area__code", "stage", "roles"):
        found[code][Stage(stage)] = tuple(PartyRole(role) for role in roles)
    return found


def may_write(actor: Actor, project: Project, stage: Stage) -> bool:
    """A writer of the stage may; an official of the post too, for a chapter handed in on paper."""
    if actor.may("draft_chapter", project.area.path):
        return True
    named = writers(project.area)[stage]
    return bool(roles_in(actor, project.matter) & set(named))


def nameable(edition: Edition) -> tuple[PartyRole, ...]:
    """Whom the law lets the authority name: the bearers of its duties about chapters."""
    bearers = [
        bearer
        for duty in edition.duties
        if duty.subject is Subject.CHAPTER
        for bearer in duty.bearers
    ]
    return tuple(dict.fromkeys(SUPPLIERS[bearer] for bearer in bearers if bearer in SUPPLIERS))


def name_writers(actor: Actor, city: Area, stage: Stage, roles: Sequence[PartyRole]) -> None:
    """Name the writers of a stage in a city, from now on. Raises ValidationError for nobody."""
    if not roles:
        raise ValidationError(_("Name at least one party for each stage."))
    with transaction.atomic(), act(actor, "name_writers", city, area=city) as event:
        if tuple(roles) == writers(city)[stage]:
            return
        open_row = Q(area=city, stage=stage, ended_at=None)
        ChapterWriters.objects.filter(open_row).update(ended_at=timezone.now())
        ChapterWriters.objects.create(
            area=city, stage=stage, roles=[role.value for role in roles], named_by=actor.user
        )
        event.note(stage=stage.value, roles=[role.value for role in roles])
        _keep_cases(city, stage)


def _keep_cases(city: Area, stage: Stage) -> None:
    """Whose case the stage's chapter is changes with its writers, in every project that has one."""
    begun = Q(stages__stage=stage) | Q(chapters__stage=stage)
    mine = Project.objects.filter(begun, area__path__startswith=city.path).values("pk")
    locked = Project.objects.filter(pk__in=mine).order_by("pk").select_for_update()
    keys = list(locked.values_list("pk", flat=True))
    for at in range(0, len(keys), BATCH):
        cases.keep(keys[at : at + BATCH])


def in_words(roles: Collection[PartyRole]) -> str:
    """The writers in words: *development party or consultant*."""
    return _(" or ").join(str(role.label) for role in roles)


def _city(area: Area) -> str:
    return area.path.split("/", 1)[0]
