"""On which days a step may be taken, by its side of the period: within, before or after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...clocks import Calendar, deadline, latest_before, start
from ...clocks.calendar import DAY
from .laws import Procedure, Side


@dataclass(frozen=True)
class Window:
    """The first and the last day of a step; None is open. Provisional: a notice may still move it."""

    first: date | None
    last: date | None
    provisional: bool


def window(step: Procedure, event: date, calendar: Calendar) -> Window | None:
    """The days of a step whose event is on a day, or None where the law gives no number.

    What interrupts the time (a suspension, an extension) is for `greenward.law.clocks.deadline`.
    """
    if step.period is None:
        return None
    if step.side is Side.BEFORE:
        found = latest_before(event, step.period, calendar)
        return Window(None, found.day, found.provisional)
    begun = start(event, step.event.zh, step.source.zh)
    counted = deadline(step.period, [begun], calendar, event)
    assert counted.due is not None  # it has started and nothing suspends it
    if step.side is Side.AFTER:
        return Window(counted.due + DAY, None, counted.provisional)
    return Window(event, counted.due, counted.provisional)
