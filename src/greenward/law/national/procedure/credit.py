"""How long a record of bad conduct stays public, by its level (Measures for Credit Repair, 2026).

The scheme is known from summaries, not from its text, so every level is unverified until an
official confirms it. For days before 1 April 2026 the levels are unknown here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...clocks.counting import add_months
from ...language import Count, LawError, Period, Text
from .laws import REPAIR, Evidence


class Gravity(StrEnum):
    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"


@dataclass(frozen=True)
class Level:
    """One level of dishonesty: the least and the longest time its record is public.

    Without a least time the record may also not be published at all. Repair may be asked for from
    the day the least time has passed; at the longest time the publication ends by itself.
    """

    gravity: Gravity
    title: Text
    least: Period | None
    longest: Period
    evidence: Evidence = "S1"


@dataclass(frozen=True)
class Publicity:
    """The days of one record: repair may be asked for from, and the last public day."""

    repair_from: date
    ends_on: date
    verified: bool


LEVELS = (
    Level(Gravity.MINOR, Text("轻微失信", "minor"), None, Period(3, Count.MONTHS)),
    Level(
        Gravity.GENERAL,
        Text("一般失信", "general"),
        Period(3, Count.MONTHS),
        Period(1, Count.YEARS),
    ),
    Level(
        Gravity.SERIOUS, Text("严重失信", "serious"), Period(1, Count.YEARS), Period(3, Count.YEARS)
    ),
)


def levels_on(day: date) -> tuple[Level, ...]:
    """The levels in force on a day; none where they are not known."""
    return LEVELS if REPAIR.in_force.holds(day) else ()


def publicity(gravity: Gravity, published_on: date) -> Publicity:
    """The days of a record published on a day. Raises LawError where the levels are unknown then.

    Publication is a burden, so its end is never moved on by a holiday.
    """
    for level in levels_on(published_on):
        if level.gravity is gravity:
            return Publicity(
                repair_from=published_on
                if level.least is None
                else _after(published_on, level.least),
                ends_on=_after(published_on, level.longest),
                verified=level.evidence == "P",
            )
    raise LawError(
        f"the levels of credit records are not known for {published_on}: they are in force from "
        f"{REPAIR.in_force.first}; enter the rule that held before"
    )


def _after(day: date, period: Period) -> date:
    return add_months(day, period.length * (12 if period.count is Count.YEARS else 1))
