"""Limitation: a breach not discovered in two years is not punished (Penalty Law, Article 36).

Five years where life, health or finance was harmed. The time runs from the act, or from the end
of one that goes on. The last day is never moved on by a holiday: the power to punish ends, no
one's time to act does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..clocks.counting import add_months
from ..language import LawError

YEARS = 2
YEARS_GRAVE = 5


class Answer(StrEnum):
    WITHIN = "within"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limitation:
    """The answer, the last day of the time (None while it has not begun or is unknown), and what
    is missing to tell."""

    answer: Answer
    last_day: date | None
    missing: tuple[str, ...] = ()


def limitation(
    act_end: date | None, continuing: bool | None, on: date, grave: bool | None = False
) -> Limitation:
    """Whether a breach discovered on `on` may still be punished.

    `act_end` is the day of the act, or on which a continuing one ended; `continuing` says that it
    still goes on; `grave` that life, health or financial safety was harmed. None is unknown. The
    day of the act is not counted.
    """
    if continuing and act_end is not None:
        raise LawError(f"a breach that ended on {act_end} does not go on: state one of the two")
    if continuing:
        return Limitation(Answer.WITHIN, None)
    if act_end is None:
        missing = ("act_end",) if continuing is False else ("continuing", "act_end")
        return Limitation(Answer.UNKNOWN, None, missing)
    short, long = (add_months(act_end, 12 * years) for years in (YEARS, YEARS_GRAVE))
    if grave is None:
        if short < on <= long:
            return Limitation(Answer.UNKNOWN, None, ("grave",))
        return Limitation(Answer.WITHIN if on <= short else Answer.EXPIRED, None)
    last = long if grave else short
    return Limitation(Answer.WITHIN if on <= last else Answer.EXPIRED, last)
