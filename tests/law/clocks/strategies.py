"""Calendars with days of an authority, periods and days for the tests of clocks."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from greenward.law.clocks import Calendar
from greenward.law.language import Count, Period

days = st.dates(date(2017, 1, 1), date(2029, 12, 31))
"""Days in shipped years and in years not yet published."""


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Single days of the authority's own, and now and then a run of them."""
    own = draw(st.dictionaries(days, st.booleans(), max_size=40))
    first, length = draw(days), draw(st.integers(0, 12))
    run = {date.fromordinal(first.toordinal() + i): False for i in range(length)}
    return Calendar({**own, **run}, draw(st.sets(st.integers(2027, 2030))))


def periods(greatest: int = 40) -> st.SearchStrategy[Period]:
    """Periods of every kind; the shorter the unit the longer."""
    working = st.builds(Period, st.integers(1, greatest), st.just(Count.WORKING_DAYS))
    plain = st.builds(Period, st.integers(1, greatest * 2), st.just(Count.CALENDAR_DAYS))
    months = st.builds(Period, st.integers(1, 14), st.just(Count.MONTHS))
    years = st.builds(Period, st.integers(1, 3), st.just(Count.YEARS))
    return st.one_of(working, plain, months, years)
