"""What the green chapter and the tests say already of what the papers of a handover promise (Articles 13,
18, 19). It fills the forms, so that nothing is typed twice; the promise is the developer's, who may
change it, and wherever it differs from the chapter or the tests of today the pages say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.models import Chapter, Project, SoundTest
from greenward.bureau.construction.testing.targets import Target, chapter_of, targets
from greenward.law.measured import AIRBORNE, IMPACT
from greenward.web.numbers import iso

from .indicators import KINDS

OF_FIGURE = {
    "energy_target": "energy_use",
    "emission_target": "emission",
    "saving_rate": "energy_saving",
    "renewable_share": "renewable",
    "prefabrication_rate": "prefabrication",
}
"""The indicator of a handover that promises a figure of the chapter."""
BETWEEN_HOMES = tuple(one for one in AIRBORNE if not one.startswith("outdoor"))
"""A facade holds back the street, not the neighbours: its test says nothing of this promise."""


@dataclass(frozen=True)
class Told:
    """What a record says of one indicator or text, and which record that is, in words."""

    value: str
    source: str


def indicators(project: Project) -> dict[str, Told]:
    """What the newest chapter and the tests of sound say of each indicator: two queries."""
    chapter = chapter_of(project)
    found = {
        OF_FIGURE[one.figure.name]: Told(_plain(one), named(chapter))
        for one in targets(chapter)
        if chapter is not None and one.figure.name in OF_FIGURE
    }
    return found | _sound(project)


def measures(project: Project) -> Told | None:
    """The technical path of the newest chapter: the measures, and a hint at the equipment."""
    chapter = chapter_of(project)
    if chapter is None or not chapter.technical_path.strip():
        return None
    return Told(chapter.technical_path.strip(), named(chapter))


def named(chapter: Chapter) -> str:
    """A chapter as the pages call it."""
    said = {"stage": chapter.get_stage_display(), "number": chapter.version}
    return _("the green chapter, %(stage)s, version %(number)s") % said


def note(told: Told | None, entered: str) -> str:
    """Where a value comes from, or how it differs from its record; "" where no record tells it."""
    if told is None:
        return ""
    if not entered.strip():
        return _("Taken over from %(source)s; change it where you promise something else.") % {
            "source": told.source
        }
    if _same(told.value, entered):
        return _("As in %(source)s.") % {"source": told.source}
    return _("Differs: %(source)s says “%(value)s”.") % {
        "source": told.source,
        "value": told.value,
    }


def differing(project: Project, entered: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each promised indicator that its record tells otherwise today."""
    told = indicators(project)
    return [
        f"{in_language(KINDS[name].label).capitalize()}: {value}. {note(told[name], value)}"
        for name, value in entered
        if name in told and not _same(told[name].value, value)
    ]


def begun(told: Mapping[str, Told], entered: Mapping[str, str]) -> dict[str, str]:
    """What a form of indicators begins with: what was entered, else what the records say. Once
    anything was entered an empty field stays empty: it was taken out."""
    return dict(entered) if entered else {name: one.value for name, one in told.items()}


def _same(told: str, entered: str) -> bool:
    return "".join(told.split()) == "".join(entered.split())


def _plain(target: Target) -> str:
    sign = "≤" if target.figure.at_most else "≥"
    return f"{sign} {_number(target.required)}"


def _number(value: Decimal) -> str:
    """Without noughts at the end: 62.5, 80."""
    return f"{value.normalize():f}"


def _sound(project: Project) -> dict[str, Told]:
    """Once the tests of sound conform: the least favourable among walls and floors, and among floors
    stepped on."""
    if not project.facts.get("sound_tests_conform"):
        return {}
    tests = list(SoundTest.objects.standing().filter(project=project))
    found = {}
    for name, elements, worst in (("sound_air", BETWEEN_HOMES, min), ("sound_impact", IMPACT, max)):
        among = [test for test in tests if test.element in elements]
        if among:
            test = worst(among, key=lambda one: one.value)
            said = {"number": test.report_number, "day": iso(test.tested_on)}
            source = _("test report %(number)s of %(day)s") % said
            found[name] = Told(_number(test.value), source)
    return found
