"""The steps of a penalty case on real calendars, and what of them is not verified."""

from __future__ import annotations

from datetime import date

import pytest

from greenward.law.clocks import Calendar, deadline, extend, start
from greenward.law.language import Count, LawError, Period
from greenward.law.national.procedure import (
    INSTRUMENTS,
    LEVELS,
    ON_THE_SPOT,
    STEPS,
    Gravity,
    Side,
    days_of_compulsion_law,
    days_of_penalty_law,
    levels_on,
    publicity,
    step,
    window,
)
from greenward.law.shenzhen.credit import STEPS as CREDIT_STEPS

EVERY = (*STEPS, *CREDIT_STEPS)
PLAIN = Calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("id", "event", "first", "last"),
    [
        ("hearing_request", "2026-09-28", "2026-09-28", "2026-10-10"),
        ("hearing_notice", "2026-10-15", None, "2026-09-30"),
        ("preservation", "2026-11-13", "2026-11-13", "2026-11-24"),
        ("decision", "2026-01-05", "2026-01-05", "2026-04-07"),  # 5 and 6 April are free
        ("service", "2026-04-30", "2026-04-30", "2026-05-13"),  # Saturday 9 May is worked
        ("public_notice", "2026-11-20", "2026-12-22", None),  # 20 December is a Sunday
        ("payment", "2026-09-18", "2026-09-18", "2026-10-08"),
        ("reconsideration", "2026-08-04", "2026-08-04", "2026-10-08"),  # 3 October is free
        ("suit", "2025-08-31", "2025-08-31", "2026-02-28"),
        ("court_after_demand", "2026-11-06", "2026-11-21", None),
        ("court_application", "2026-08-31", "2026-08-31", "2026-11-30"),
        ("withdrawal", "2026-11-20", "2026-11-20", "2026-11-25"),
        ("publication", "2026-11-20", "2026-11-20", "2026-12-01"),
        ("disclosure", "2026-11-20", "2026-11-20", "2026-12-18"),
    ],
)
def test_when_a_step_may_be_taken(id: str, event: str, first: str | None, last: str | None) -> None:
    found = window(step(id), day(event), PLAIN)
    assert found is not None
    assert found.first == (None if first is None else day(first))
    assert found.last == (None if last is None else day(last))
    assert not found.provisional


def test_a_step_into_a_year_not_yet_published_is_provisional() -> None:
    found = window(step("decision"), day("2026-11-20"), PLAIN)
    assert found is not None and found.provisional
    ahead = window(step("hearing_notice"), day("2027-01-15"), PLAIN)
    assert ahead is not None and ahead.provisional


@pytest.mark.parametrize("id", ["open_case", "correction", "notice", "deferral"])
def test_where_the_law_gives_no_number_there_is_no_day(id: str) -> None:
    assert step(id).period is None
    assert window(step(id), day("2026-11-20"), PLAIN) is None


def test_an_officer_enters_the_time_to_correct_and_of_a_deferral_and_no_other() -> None:
    assert {one.id for one in EVERY if one.entered} == {"correction", "deferral"}


def test_short_periods_of_the_penalty_law_are_working_days_and_no_others() -> None:
    working = {n for n in range(1, 100) if days_of_penalty_law(n).count is Count.WORKING_DAYS}
    assert working == {2, 3, 5, 7}
    assert days_of_penalty_law(15) == Period(15, Count.CALENDAR_DAYS)


def test_up_to_ten_days_of_the_compulsion_law_are_working_days() -> None:
    assert days_of_compulsion_law(10).count is Count.WORKING_DAYS
    assert days_of_compulsion_law(11).count is Count.CALENDAR_DAYS


def test_what_rests_on_memory_or_second_hand_is_not_verified() -> None:
    assert {one.id: one.evidence for one in EVERY if not one.verified} == {
        "completeness": "S",
        "public_notice": "S1",
        "suit": "S",
        "publication": "M",
        "inspection_result": "M",
    }
    assert {level.evidence for level in LEVELS} == {"S1"}
    assert ON_THE_SPOT.evidence == "M"


def test_every_step_is_said_in_both_languages_once() -> None:
    assert len({one.id for one in EVERY}) == len(EVERY)
    for one in EVERY:
        for text in (one.title, one.rule, one.event, one.source):
            assert text.zh and text.en
            assert text.zh != text.en
    assert {one.law for one in STEPS} <= set(INSTRUMENTS)
    assert {one.id for one in EVERY if one.side is not Side.WITHIN} == {
        "hearing_notice",
        "public_notice",
        "court_after_demand",
    }


def test_an_unknown_step_is_refused_with_those_there_are() -> None:
    with pytest.raises(LawError, match="hearing_request"):
        step("appeal")


def test_a_credit_repair_takes_three_working_days_and_three_more() -> None:
    repair = next(one for one in CREDIT_STEPS if one.id == "credit_repair_decision")
    assert repair.period is not None and repair.longer is not None
    asked = start(day("2026-09-28"), "申请", "企业")
    longer = extend(day("2026-09-30"), "情况复杂", "信用中心", repair.longer)
    first = deadline(repair.period, [asked], PLAIN, asked.on)
    assert first.due == day("2026-10-08")  # 29, 30 September, then after the holiday
    assert deadline(repair.period, [asked, longer], PLAIN, asked.on).due == day("2026-10-12")


def test_the_greatest_fines_on_the_spot_in_fen() -> None:
    assert (ON_THE_SPOT.person, ON_THE_SPOT.entity) == (20_000, 300_000)


@pytest.mark.parametrize(
    ("gravity", "repair_from", "ends_on"),
    [
        (Gravity.MINOR, "2026-11-30", "2027-02-28"),
        (Gravity.GENERAL, "2027-02-28", "2027-11-30"),
        (Gravity.SERIOUS, "2027-11-30", "2029-11-30"),
    ],
)
def test_how_long_a_record_is_public_by_its_level(
    gravity: Gravity, repair_from: str, ends_on: str
) -> None:
    found = publicity(gravity, day("2026-11-30"))
    assert (found.repair_from, found.ends_on) == (day(repair_from), day(ends_on))
    assert not found.verified


def test_before_the_measures_the_levels_are_unknown() -> None:
    assert levels_on(day("2026-03-31")) == ()
    assert levels_on(day("2026-04-01")) == LEVELS
    with pytest.raises(LawError, match="not known for 2026-03-31"):
        publicity(Gravity.GENERAL, day("2026-03-31"))
