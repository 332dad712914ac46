"""How a period is counted, forwards from an event and backwards before one.

The day of the event is not counted; months and years end on the same day of the month, or on its
last day where there is none; a last day that is not worked moves to the next one that is. Days
under suspension are left out wherever they lie.
"""

from __future__ import annotations

import calendar as months_of
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..language import Count, Period, Span, Text
from .calendar import DAY, Calendar
from .events import BadPeriod

MONTHS_IN = {Count.MONTHS: 1, Count.YEARS: 12}


@dataclass(frozen=True)
class Course:
    """A period counted to its end: the days that counted, the last day before and after it moved
    off days that are not worked, and whether a notice not yet out could still move it."""

    counted: tuple[date, ...]
    due: date
    provisional: bool

    @property
    def nominal(self) -> date:
        return self.counted[-1]


@dataclass(frozen=True)
class LastDay:
    """The last day on which something may be done before an event."""

    day: date
    provisional: bool


def checked(period: Period) -> Period:
    """The period itself, or a BadPeriod if it has no length."""
    if period.length < 1:
        raise BadPeriod(
            Text(
                "期限至少为一日：请填写大于零的整数",
                "a period is one day or longer: enter a whole number above zero",
            )
        )
    return period


def legs(periods: Iterable[Period]) -> list[Period]:
    """The periods one after another; neighbours of one kind become one, years become months.

    One month added to one month from 31 January ends on 31 March, not on 28 March.
    """
    found: list[Period] = []
    for period in map(checked, periods):
        length, count = period.length, period.count
        if count in MONTHS_IN:
            length, count = length * MONTHS_IN[count], Count.MONTHS
        if found and found[-1].count is count:
            found[-1] = Period(found[-1].length + length, count)
        else:
            found.append(Period(length, count))
    return found


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = months_of.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def count(
    begun: date, periods: Sequence[Period], pauses: Sequence[Span], calendar: Calendar
) -> Course:
    """Count the legs from the day after `begun`; `pauses` are closed spans that do not count."""
    at, provisional = begun, False
    counted: list[date] = []
    for leg in periods:
        working = leg.count is Count.WORKING_DAYS
        left = (add_months(at, leg.length) - at).days if leg.count is Count.MONTHS else leg.length
        while left:
            at += DAY
            if _paused(at, pauses):
                continue
            provisional |= working and calendar.is_provisional(at)
            if not working or calendar.is_working(at):
                counted.append(at)
                left -= 1
    while True:
        provisional |= calendar.is_provisional(at)
        if calendar.is_working(at) and not _paused(at, pauses):
            return Course(tuple(counted), at, provisional)
        at += DAY


def _paused(day: date, pauses: Sequence[Span]) -> bool:
    return any(pause.holds(day) for pause in pauses)


def latest_before(event: date, period: Period, calendar: Calendar) -> LastDay:
    """The last day to do something that must be done so long before an event.

    The day of the event is not counted. A last day that is not worked moves to the worked day
    before it: nobody's time to prepare is ever shortened.
    """
    checked(period)
    working = period.count is Count.WORKING_DAYS
    if period.count in MONTHS_IN:
        at = add_months(event, -period.length * MONTHS_IN[period.count])
        left = 0
    else:
        at, left = event, period.length
    provisional = False
    while left:
        at -= DAY
        provisional |= working and calendar.is_provisional(at)
        left -= 1 if not working or calendar.is_working(at) else 0
    while not calendar.is_working(at):
        provisional |= calendar.is_provisional(at)
        at -= DAY
    return LastDay(at, provisional or calendar.is_provisional(at))
