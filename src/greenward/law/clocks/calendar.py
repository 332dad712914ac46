"""The working-day calendar: weekends, national holidays, the workdays that make up for them.

The national notices of past years come from `chinese_calendar`; the authority adds the notice of
a new year, and days of its own. A year whose notice is not out is *provisional*: its weekends
alone are days off, and whatever is computed from it says so. Serves every period counted in
working days and every last day that may fall on a holiday (Penalty Law, Article 85).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

DAY = timedelta(days=1)
SATURDAY = 5
TURN_OF_YEAR = (12, 29)
"""Notices have moved days of the three days before their year (29 to 31 December 2018), so these
stay open until the notice of the year to come is out."""


@cache
def shipped_years() -> frozenset[int]:
    """The years whose national notice the package holds."""
    return frozenset(day.year for day in chinese_calendar.holidays)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked.

    `own` maps a day to whether it is worked and overrides everything else; `published` names the
    years beyond the package's whose holidays `own` holds completely.
    """

    own: Mapping[date, bool] = field(default_factory=dict)
    published: Collection[int] = ()

    def is_working(self, day: date) -> bool:
        """Whether the day is worked, as far as is known today. Never raises, whatever the year."""
        if day in self.own:
            return self.own[day]
        if day in chinese_calendar.workdays:
            return True
        return day not in chinese_calendar.holidays and day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether a notice not yet out could still make the day worked or free."""
        if day in self.own:
            return False
        if not self.is_published(day.year):
            return True
        return (day.month, day.day) >= TURN_OF_YEAR and not self.is_published(day.year + 1)

    def is_published(self, year: int) -> bool:
        return year in self.published or year in shipped_years()

    def first_working(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many days are worked after `after`, up to and including `until`."""
        span = range((until - after).days)
        return sum(self.is_working(after + (i + 1) * DAY) for i in span)
