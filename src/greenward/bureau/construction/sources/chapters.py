"""What the green chapters say to the law (Article 13): of the project by its planning stage, of each
stage by its own case.

The star of the project's chapter is the lowest that the newest versions from the planning stage on
state, so that a later stage cannot quietly fall below what the permit stands on. A chapter that is
not handed in is unknown while its stage runs and not written once the next stage has begun.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole
from greenward.law.language import Subject

from .. import cases
from ..chapters import reading
from ..chapters.contents import STATED, contents_of, facts_of_contents
from ..chapters.writers import writers_of
from ..facts import Source, Value, register
from ..models import Project
from ..models.chapters import BegunStage, Chapter, Stage

BEGUN, BEGUN_ON = "stage_begun", "stage_begun_on"
WRITTEN, CONFORMS = "chapter_written", "chapter_conforms"
Held = Mapping[Stage, Chapter]
Begun = Mapping[Stage, BegunStage]


def projects(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The facts of projects: those of the stage the permit is decided on. A chapter that is not there
    is unknown, since a gate asks for what is missing and never refuses it."""
    held, begun = reading.standing(keys), reading.begun(keys)
    return {key: _of_project(held.get(key, {}), begun.get(key, {})) for key in {*held, *begun}}


def _of_project(held: Held, begun: Begun) -> dict[str, Value]:
    own = {stage: row for stage, row in begun.items() if stage is reading.REVIEWED}
    return _of_stage(reading.REVIEWED, held, own) | {"chapter_star": lowest_star(held)}


def lowest_star(held: Held) -> int | None:
    """The lowest star stated by the chapters from the reviewed stage on; None without one of it."""
    if reading.REVIEWED not in held:
        return None
    order = list(Stage)
    later = order[order.index(reading.REVIEWED) :]
    stars = [held[stage].star for stage in later if stage in held]
    return None if held[reading.REVIEWED].star is None else min(s for s in stars if s is not None)


def of_stages(keys: Sequence[int]) -> Iterator[cases.Case]:
    """One case for each stage of a project that has begun or has a chapter: four queries."""
    held, begun = reading.standing(keys), reading.begun(keys)
    rows = Project.objects.filter(pk__in={*held, *begun}).select_related("area")
    found = {row.pk: row for row in rows.only("area__path", "area__code")}
    named = writers_of(row.area for row in found.values())
    for key, project in found.items():
        city = project.area.path.split("/", 1)[0]
        own, days = held.get(key, {}), begun.get(key, {})
        for stage in (stage for stage in Stage if stage in own or stage in days):
            yield cases.Case(
                Subject.CHAPTER,
                key,
                cases.labelled(stage.label),
                _of_stage(stage, own, days),
                ("construction:chapter", key, stage.value),
                _single(named[city][stage]),
            )


def _of_stage(stage: Stage, held: Held, begun: Begun) -> dict[str, Value]:
    """All facts of a case, unknown ones too: those of the project beneath are of another stage."""
    row, chapter = begun.get(stage), held.get(stage)
    facts: dict[str, Value] = dict.fromkeys(STATED)
    if chapter is not None:
        facts |= facts_of_contents(contents_of(chapter))
    return facts | {
        BEGUN: True if row or chapter else None,
        BEGUN_ON: row.begun_on.toordinal() if row else None,
        WRITTEN: _written(stage, chapter, begun),
        CONFORMS: chapter.conforms if chapter is not None else None,  # type: ignore[attr-defined]
    }


def _written(stage: Stage, chapter: Chapter | None, begun: Begun) -> bool | None:
    if chapter is not None:
        return True
    return False if any(stage in later.earlier for later in begun) else None


def _single(roles: tuple[PartyRole, ...]) -> PartyRole | None:
    return roles[0] if len(roles) == 1 else None


register(
    Source(
        "chapters",
        _("green chapters"),
        frozenset({*STATED, BEGUN, BEGUN_ON, WRITTEN, CONFORMS}),
        projects,
        url="construction:chapters",
    )
)
cases.register(Subject.CHAPTER, of_stages)
