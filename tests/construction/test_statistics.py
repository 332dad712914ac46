"""Shares of green building: no share without what it counts, parts never beyond the whole, districts and
stars sum to the city, and every number is as long as its list (B11)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.construction import sitework
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Decision, Project
from greenward.bureau.construction.stating import state
from greenward.bureau.construction.statistics.counting import (
    GREEN,
    NOBODY,
    Asked,
    Count,
    count,
    members,
)
from greenward.bureau.construction.statistics.ratio import Ratio, Unit
from greenward.bureau.construction.statistics.stages import LABELLED, STARTED, stages_of
from greenward.bureau.registry.models import Building
from greenward.law.assess import answerable
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Verdict
from greenward.law.reading import judge
from tests.fixtures.people import area, make_actor

from .conftest import Site, build_site

TODAY = date(2026, 11, 20)
GATES = ("planning_permit", "conformity_assessment", "special_acceptance")
MEASURE = dict(zip(GATES, ("permit_star", "assessed_star", "accepted_star"), strict=True))


def asked(site: Site, cut_off: date = TODAY, since: date | None = None) -> Asked:
    city = site.project.area.city()
    return Asked(Actor.operator(), city, stages_of(law_of(city)), cut_off, since)


# --- one share ------------------------------------------------------------------------------


@given(st.integers(), st.integers(), st.sampled_from(Unit))
def test_no_share_beyond_its_whole(part: int, whole: int, unit: Unit) -> None:
    if not 0 <= part <= whole:
        with pytest.raises(ValueError, match="no part"):
            Ratio("起点", part, whole, unit, TODAY)
        return
    ratio = Ratio("起点", part, whole, unit, TODAY)
    assert (ratio.percent == "100%") == (part == whole > 0)  # 99.99 % never reads as all
    for said in (ratio.stage, ratio.counts, "2026-11-20"):
        assert said in str(ratio)


def test_no_share_without_its_stage() -> None:
    with pytest.raises(ValueError, match="stage"):
        Ratio(" ", 1, 2, Unit.PROJECTS, TODAY)


# --- which stages a law has ------------------------------------------------------------------


def test_the_stages_follow_from_the_law_of_each_city(shenzhen: Site, jinzhou: Site) -> None:
    """Works start by the permit where a law has one, else by what is stated of them."""
    of_shenzhen = asked(shenzhen).stages
    assert [stage.name for stage in of_shenzhen.every] == [
        "planning_permit", STARTED, "conformity_assessment", "special_acceptance",
        "completion_acceptance", "completion_filing", LABELLED,
    ]  # fmt: skip
    assert {s.name: s.measure for s in of_shenzhen.every}["completion_filing"] == "accepted_star"
    of_jinzhou = asked(jinzhou).stages
    assert of_jinzhou.start == "construction_permit"
    assert {s.name: s.measure for s in of_jinzhou.every}["construction_permit"] == "green_designed"
    assert {gate.id for gate in of_jinzhou.silent} == {"planning_permit", "completion_acceptance"}


# --- counting --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decided:
    """One decision of an example: on which project, how, when, and with which star known."""

    project: int
    gate: str
    day: int
    granted: bool
    star: int | None
    reopened: int | None


DECISIONS = st.lists(
    st.builds(
        Decided,
        st.integers(0, 4),
        st.sampled_from(GATES),
        st.integers(0, 9),
        st.booleans(),
        st.sampled_from([None, 0, 1, 2, 3]),
        st.sampled_from([None, None, 3, 8]),
    ),
    max_size=14,
)
FIRST = date(2026, 3, 1)


def test_counts_are_those_of_the_decisions_and_their_parts_sum(shenzhen: Site) -> None:
    """Against a count by hand; the districts, the stars and the lists all sum to the stage."""
    city = shenzhen.project.area.city()
    others = [area("440399", "测试区", "Test", city), city, city, shenzhen.project.area]
    projects = [shenzhen.project]
    for number, place in enumerate(others, 2):
        size = None if number == 3 else Decimal(number * 1_000)
        projects.append(build_site(place, f"SZ-{number}", floor_area=size).project)

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(DECISIONS, st.integers(0, 9), st.none() | st.integers(0, 9))
    def sums(decided: list[Decided], until: int, since: int | None) -> None:
        with transaction.atomic():
            _decide(shenzhen, projects, decided)
            first = None if since is None else FIRST + timedelta(since)
            question = asked(shenzhen, FIRST + timedelta(until), first)
            _check(question, _by_hand(projects, decided, until, since))
            transaction.set_rollback(True)

    sums()


def _decide(site: Site, projects: list[Project], decided: list[Decided]) -> None:
    edition = law_of(site.project.area).hash
    for each in decided:
        reopened = each.reopened is not None and datetime(2026, 3, 1 + each.reopened, 5, tzinfo=UTC)
        Decision.objects.create(
            project=projects[each.project],
            gate=each.gate,
            granted=each.granted,
            decided_on=FIRST + timedelta(each.day),
            edition_id=edition,
            facts={} if each.star is None else {MEASURE[each.gate]: each.star},
            reopened_at=reopened or None,
        )


def _by_hand(
    projects: list[Project], decided: list[Decided], until: int, since: int | None
) -> dict[str, dict[int, int | None]]:
    """For each gate the projects that passed it, with the star known."""
    newest = {(d.gate, d.project): d for d in decided if d.day <= until}
    found: dict[str, dict[int, int | None]] = {gate: {} for gate in GATES}
    for (gate, project), one in newest.items():
        stands = one.granted and (one.reopened is None or one.reopened > until)
        if stands and (since is None or one.day >= since):
            found[gate][projects[project].pk] = one.star
    return found


def _check(question: Asked, by_hand: dict[str, dict[int, int | None]]) -> None:
    counts = count(question)
    for gate, passed in by_hand.items():
        line = counts.by_stage.get(gate, NOBODY)
        stars = Counter(passed.values())
        assert line.reached == len(passed)
        assert line.green == sum(n for star, n in stars.items() if star)
        assert line.unknown == stars[None]
        assert {star: each.reached for star, each in counts.by_star.get(gate, {}).items()} == stars
        assert _sum(counts.by_star.get(gate, {}).values()) == line
        assert _sum(counts.by_district.get(gate, {}).values()) == line
        listed = members(question, gate)
        assert set(listed.values_list("pk", flat=True)) == set(passed)
        sizes = dict(Project.objects.filter(pk__in=passed).values_list("pk", "floor_area"))
        assert line.area == sum(size or 0 for size in sizes.values())
        assert line.unmeasured == sum(size is None for size in sizes.values())
        behind = {green: members(question, gate, green=green).count() for green in GREEN}
        assert (behind["yes"], behind["unknown"]) == (line.green, line.unknown)
        assert sum(behind.values()) == line.reached
        for code, part in counts.by_district.get(gate, {}).items():
            assert members(question, gate, district=code).count() == part.reached
        stage = question.stages.named(gate)
        assert stage
        line.share(stage, question.cut_off)  # parts never beyond their whole


def _sum(lines: object) -> Count:
    """Lines added up, field by field."""
    rows = [tuple(vars(line).values()) for line in lines]  # type: ignore[attr-defined]
    return Count(*map(sum, zip(*rows, strict=True))) if rows else NOBODY  # type: ignore[arg-type]


# --- over the services ------------------------------------------------------------------------


def test_a_share_at_the_start_is_none_of_the_acceptance(jinzhou: Site) -> None:
    """Two of two started are green; nothing of it is accepted or labelled, before or after."""
    city = jinzhou.project.area.city()
    sites = [jinzhou, build_site(jinzhou.project.area, "JZ-2", floor_area=Decimal("18085.5"))]
    for number, site in enumerate(sites):
        facts = {"green_designed": True, "green_planned": True, "in_key_scope": False}
        state(site.housing, site.fresh(), facts)
        record_decision(
            site.housing,
            site.fresh(),
            "construction_permit",
            granted=True,
            decided_on=date(2020, 5, 4 + number),
            number=f"2020-{number}",
            authority="锦州市行政审批局",
        )
    assert city.pack == "jinzhou"
    counts = count(asked(jinzhou, date(2020, 11, 18))).by_stage
    share = counts["construction_permit"].share(
        asked(jinzhou).stages.named("construction_permit"),  # type: ignore[arg-type]
        date(2020, 11, 18),
    )
    assert (share.projects.percent, share.area.percent) == ("100%", "100%")
    assert share.area.denominator == Decimal("30085.5")
    assert set(counts) == {"construction_permit"}
    duties = [duty for duty in JINZHOU.duties if duty.article == "B11"]
    assert len(duties) == 3
    assert answerable(duties, share.facts()) == tuple(duties)
    assert {judge(duty, share.facts()).verdict for duty in duties} == {Verdict.SATISFIED}
    assert not count(asked(jinzhou, date(2020, 5, 3))).by_stage  # before the first of them
    later = count(asked(jinzhou, since=date(2020, 5, 5))).by_stage
    assert later["construction_permit"].reached == 1


def test_labelled_is_every_building_with_a_star(shenzhen: Site) -> None:
    project, place = shenzhen.project, shenzhen.project.area
    first = Building.objects.create(name="一号楼", area=place, star=2)
    second = Building.objects.create(name="二号楼", area=place)
    project.buildings.set([first, second])
    assert LABELLED not in count(asked(shenzhen)).by_stage
    Building.objects.filter(pk=second.pk).update(star=1)
    assert count(asked(shenzhen)).by_star[LABELLED][1].green == 1


def test_nobody_counts_what_lies_elsewhere(shenzhen: Site, nanshan: Area) -> None:
    state(shenzhen.planning, shenzhen.fresh(), {"permit_star": 2})
    sitework.record(shenzhen.housing, shenzhen.fresh(), "begun", happened_on=date(2026, 11, 2))
    stages = asked(shenzhen).stages

    def started(actor: Actor) -> Count:
        city = shenzhen.project.area.city()
        return count(Asked(actor, city, stages, TODAY)).by_stage.get(STARTED, NOBODY)

    assert started(shenzhen.housing).green == 1
    assert not count(asked(shenzhen, date(2026, 11, 1))).by_stage
    assert started(shenzhen.developer).green == 1
    assert started(make_actor("sibling", (Role.OFFICER, nanshan))) == NOBODY
