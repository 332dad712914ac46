"""Holidays from a pasted notice: read exactly, kept, and used by every count of working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.statutes import holidays, selectors
from greenward.bureau.statutes.errors import StatutesError
from greenward.bureau.statutes.models import HolidayNotice
from greenward.bureau.statutes.notices import read_notice

YEAR = 2031
PASTED = """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月22日（周三）至28日（周二）放假调休，共7天。1月18日（周六）、2月1日（周六）上班。
"""
NEW_YEAR, WORKED = date(YEAR, 1, 1), date(YEAR, 1, 18)


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def days() -> dict[date, bool]:
    found, wrong = read_notice(PASTED, YEAR)
    assert not wrong
    return found


# --- reading --------------------------------------------------------------------------------


def test_the_sentences_of_a_notice_are_read() -> None:
    off = {NEW_YEAR, *(date(YEAR, 1, 22) + timedelta(n) for n in range(7))}
    assert days() == dict.fromkeys(off, False) | {WORKED: True, date(YEAR, 2, 1): True}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2027-02-05 to 2027-02-07 off", {5: False, 6: False, 7: False}),
        ("2027-02-05 – 2027-02-06 holiday", {5: False, 6: False}),
        ("2027/2/5-2/6 放假", {5: False, 6: False}),
        ("2月5日至6日休息", {5: False, 6: False}),
        ("2027年2月5日（星期五）放假；2月6日（星期六）上班", {5: False, 6: True}),
        ("2027-02-06 work", {6: True}),
        ("共9天。", {}),
        ("", {}),
    ],
)
def test_many_ways_to_write_a_day(line: str, expected: dict[int, bool]) -> None:
    found, wrong = read_notice(line, 2027)
    assert not wrong
    assert found == {date(2027, 2, day): working for day, working in expected.items()}


def test_a_span_goes_on_into_the_next_month_and_year() -> None:
    found, wrong = read_notice("2026年12月31日至2027年1月2日放假", 2027)
    assert not wrong and list(found) == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1月1日（周三）放假", "Line 1: 2027-01-01 is a Friday"),
        ("2月30日放假", "is no day"),
        ("1月1日", "whether these days are off"),
        ("1月1日放假，1月2日上班", "in one sentence each"),
        ("1月5日至3日放假", "no span"),
        ("1月1日至12月31日放假", "no span"),
        ("1月2日放假\n1月2日上班", "Line 2: 2027-01-02 is both worked and off"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, said: str) -> None:
    _, wrong = read_notice(line, 2027)
    assert any(said in str(one) for one in wrong), [str(one) for one in wrong]


# --- keeping --------------------------------------------------------------------------------


def enter(actor: Actor, whole_year: bool = True, number: str = "1号") -> HolidayNotice:
    return holidays.enter(
        actor, year=YEAR, document=number, days=days(), whole_year=whole_year
    )  # fmt: skip


def test_a_notice_settles_its_year_and_its_days_count(standards_official: Actor) -> None:
    before = selectors.calendar()
    assert not before.is_published(YEAR) and before.is_provisional(NEW_YEAR)
    assert before.is_working(NEW_YEAR) and not before.is_working(WORKED)
    enter(standards_official)
    after = selectors.calendar()
    assert after.is_published(YEAR) and not after.is_provisional(NEW_YEAR)
    assert not after.is_working(NEW_YEAR) and after.is_working(WORKED)
    assert selectors.own_days().published == {YEAR}


def test_single_days_settle_no_year(standards_official: Actor) -> None:
    holidays.enter(
        standards_official, year=YEAR, document="台风", days={NEW_YEAR: False}, whole_year=False
    )
    calendar = selectors.calendar()
    assert not calendar.is_working(NEW_YEAR) and not calendar.is_published(YEAR)


def test_a_withdrawn_notice_counts_no_longer_and_may_be_entered_anew(
    standards_official: Actor,
) -> None:
    notice = enter(standards_official)
    with pytest.raises(StatutesError, match="settles 2031 already"):
        enter(standards_official)
    with pytest.raises(StatutesError, match="on file from 1号"):
        enter(standards_official, whole_year=False)
    with pytest.raises(StatutesError, match="reason"):
        holidays.withdraw(standards_official, notice, reason="")
    holidays.withdraw(standards_official, notice, reason="抄错")
    assert selectors.own_days().days == {}
    assert not selectors.calendar().is_published(YEAR)
    with pytest.raises(StatutesError, match="withdrawn already"):
        holidays.withdraw(standards_official, notice, reason="x")
    enter(standards_official, number="2号")
    assert selectors.calendar().is_published(YEAR)


@pytest.mark.parametrize(
    ("year", "given", "said"),
    [
        (YEAR, {}, "names no day"),
        (YEAR, {date(YEAR + 1, 5, 1): False}, "does not belong"),
        (1999, {date(1999, 5, 1): False}, "out of reach"),
    ],
)
def test_a_notice_of_nothing_or_of_another_year_is_refused(
    standards_official: Actor, year: int, given: dict[date, bool], said: str
) -> None:
    with pytest.raises(StatutesError, match=said):
        holidays.enter(standards_official, year=year, document="1", days=given, whole_year=True)


def test_an_officer_enters_none(officer: Actor) -> None:
    with pytest.raises(PermissionDenied):
        enter(officer)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statutes_ownday SET working = NOT working",
        "DELETE FROM statutes_ownday",
        "UPDATE statutes_holidaynotice SET year = 2040",
        "DELETE FROM statutes_holidaynotice",
    ],
)
def test_the_database_keeps_what_was_entered(operator: Actor, statement: str) -> None:
    enter(operator)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        connection.cursor().execute(statement)
