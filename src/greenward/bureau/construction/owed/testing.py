"""What a laboratory is asked to test: what, in which rooms, before which gate (Articles 17, 34, 35).

The developer answers for the results. The laboratory that takes part reads what is still to be tested
as its own work, from when the gate that asks for it is the next one or the one after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.words import in_language
from greenward.law.gates import Finding
from greenward.law.language import Verdict, facts_in
from greenward.law.measured import AIRBORNE, IMPACT
from greenward.law.sampled import Shown
from greenward.law.standards.names import NAMES

from ..course import Leg, Step
from ..saying import article
from ..testing.judging import Day, Overview, overviews
from .items import Item, Place, Who

MAIN, LISTED, SOUND = "air_samples_conform", "indoor_air_conforms", "sound_tests_conform"
WHAT: Mapping[str, Any] = {
    MAIN: gettext_lazy("test the air for the main pollutants"),
    LISTED: gettext_lazy("test the air for the acceptance"),
    SOUND: gettext_lazy("test the sound insulation"),
}
"""The facts that tests settle, and what a laboratory does about each."""
ROOMS = 4
"""Rooms named in one line; the page of the tests names all."""


@dataclass
class Bench:
    """What is on file of the tests of some projects, and what their cities ask for today."""

    tests: Mapping[int, Overview] = field(default_factory=dict)
    days: dict[str, Day] = field(default_factory=dict)


def bench(places: Sequence[Place]) -> Bench:
    """What the lines of a reader's projects need; no query where the reader tests in none of them,
    else those of `overviews` and two a city."""
    found = [place for place in places if any(_asked(place))]
    made = Bench(overviews([place.project.pk for place in found]) if found else {})
    for place in found:
        if (code := _city(place)) not in made.days:
            made.days[code] = Day(place.project.area.city(), place.today)
    return made


def items(place: Place, known: Bench) -> Iterator[Item]:
    """One line for each kind of test that a gate asks for and that is not passed."""
    who = Who(frozenset({PartyRole.LABORATORY}))
    for fact, (leg, found) in _asked(place):
        note, failed = _note(place, known, fact)
        yield Item(
            place.project,
            Verdict.BREACHED if failed else Verdict.UNKNOWN,
            str(WHAT[fact]),
            who.words,
            place.mine(who),
            when=_("due: before the gate “%(gate)s”") % {"gate": in_language(leg.gate.title)},
            article=article(found.ground.article, found.ground.instrument),
            note=note,
            url=reverse("construction:tests", args=[place.project.pk]),
            go=_("Open"),
        )


def _asked(place: Place) -> Iterator[tuple[str, tuple[Leg, Finding]]]:
    """The facts to be settled by tests, each with the first gate and ground that ask for it now."""
    if PartyRole.LABORATORY not in place.roles:
        return
    waiting = {leg.gate.id for leg in place.legs if leg.waits_for}
    seen = set()
    for leg in place.legs:
        if leg.step is Step.PASSED or any(gate.id in waiting for gate in leg.waits_for):
            continue
        for found in leg.hearing.findings:
            if found.truth is True or found.asked.truth is not True:
                continue
            for fact in facts_in(found.ground.requires):
                if fact in WHAT and fact not in seen and place.project.facts.get(fact) is not True:
                    seen.add(fact)
                    yield fact, (leg, found)


def _note(place: Place, known: Bench, fact: str) -> tuple[str, bool]:
    """What failed and what is not tested yet, by room; and whether anything failed."""
    tests, day = known.tests[place.project.pk], known.days[_city(place)]
    if fact == SOUND:
        shown = tests.sounds
        missing = shown.missing or [("", one) for one in (*AIRBORNE, *IMPACT) if not tests.sound]
        return _said("element", shown, missing), shown.truth is False
    shown = tests.samples if fact == MAIN else tests.indoors
    if tests.air:
        return _said("pollutant", shown, shown.missing), shown.truth is False
    asked = day.main if fact == MAIN else day.listed(place.project.function)
    if asked is None:
        unsaid = _("the authority has not said, or not confirmed, which substances are asked for")
        return pgettext("between items", "; ").join([_("no room is tested yet"), unsaid]), False
    those = _names("pollutant", sorted(asked))
    return _("no room is tested yet; asked for in each room: %(those)s") % {"those": those}, False


def _said(key: str, shown: Shown, missing: Sequence[tuple[str, str]]) -> str:
    lines = []
    if shown.failed:
        lines.append(_("failed: %(those)s") % {"those": _places(key, shown.failed)})
    if missing:
        lines.append(_("not tested yet: %(those)s") % {"those": _places(key, missing)})
    return pgettext("between items", "; ").join(lines)


def _places(key: str, found: Sequence[tuple[str, str]]) -> str:
    """Places and what is tested in them: *201: formaldehyde, benzene*."""
    rooms = [(room, [what for _room, what in some]) for room, some in groupby(found, itemgetter(0))]
    said = [
        f"{room}: {_names(key, what)}" if room else _names(key, what)
        for room, what in islice(rooms, ROOMS)
    ]
    if (more := len(rooms) - ROOMS) > 0:
        said.append(_("and %(more)s more") % {"more": more})
    return pgettext("between items", "; ").join(said)


def _names(key: str, codes: Sequence[str]) -> str:
    return pgettext("between items", ", ").join(
        in_language(NAMES[key][c]) if c in NAMES[key] else c for c in codes
    )


def _city(place: Place) -> str:
    return place.project.area.path.split("/", 1)[0]
