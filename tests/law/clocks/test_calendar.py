"""The working-day calendar: what the notices said, what the authority adds, what is provisional."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.clocks import Calendar

from .strategies import calendars, days

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-10-01", False),  # National Day, a Thursday
        ("2026-10-07", False),  # the last day of the holiday
        ("2026-10-08", True),
        ("2026-10-10", True),  # a Saturday that makes up for the holiday
        ("2026-10-11", False),  # a Sunday
        ("2026-02-14", True),  # a Saturday worked before the Spring Festival
        ("2020-01-31", False),  # the Spring Festival of 2020 was made longer
        ("2018-12-29", True),  # a Saturday moved by the notice for 2019
        ("2018-12-31", False),
    ],
)
def test_the_days_of_the_national_notices(day: str, worked: bool) -> None:
    asked = date.fromisoformat(day)
    assert Calendar().is_working(asked) is worked
    assert not Calendar().is_provisional(asked)


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_every_shipped_day_is_as_the_package_says(day: date) -> None:
    assert Calendar().is_working(day) is chinese_calendar.is_workday(day)


def test_a_year_whose_notice_is_not_out_knows_its_weekends_and_is_provisional() -> None:
    thursday, saturday = date(2099, 10, 1), date(2099, 10, 3)
    assert Calendar().is_working(thursday)
    assert not Calendar().is_working(saturday)
    assert Calendar().is_provisional(thursday)
    assert Calendar().is_provisional(saturday)


def test_the_last_three_days_of_a_year_wait_for_the_notice_of_the_next() -> None:
    assert not Calendar().is_provisional(date(2026, 12, 28))
    assert Calendar().is_provisional(date(2026, 12, 29))
    assert Calendar().is_provisional(date(2026, 12, 31))
    assert not Calendar(published=[2027]).is_provisional(date(2026, 12, 29))


def test_a_day_of_the_authority_overrides_the_notice_both_ways_and_is_certain() -> None:
    own = {date(2026, 11, 23): False, date(2026, 10, 3): True, date(2030, 1, 1): False}
    calendar = Calendar(own)
    assert not calendar.is_working(date(2026, 11, 23))
    assert calendar.is_working(date(2026, 10, 3))
    assert not calendar.is_provisional(date(2030, 1, 1))
    assert calendar.is_provisional(date(2030, 1, 2))


def test_a_year_the_authority_published_is_certain_on_every_day() -> None:
    calendar = Calendar({date(2027, 1, 1): False}, published=[2027])
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.is_provisional(date(2027, 12, 31))


@given(calendars(), days, st.integers(0, 90))
def test_working_days_between_agrees_with_a_naive_count(
    calendar: Calendar, first: date, length: int
) -> None:
    last = first + length * DAY
    worked, day = 0, first
    while day < last:
        day += DAY
        if calendar.own.get(day, None) is True:
            worked += 1
        elif day not in calendar.own:
            try:
                worked += chinese_calendar.is_workday(day)
            except NotImplementedError:
                worked += day.isoweekday() <= 5
    assert calendar.working_days_between(first, last) == worked


@given(calendars(), days)
def test_the_first_working_day_is_worked_and_none_before_it_is(
    calendar: Calendar, day: date
) -> None:
    found = calendar.first_working(day)
    assert calendar.is_working(found)
    assert not any(calendar.is_working(day + i * DAY) for i in range((found - day).days))
