"""Late payment: 3 % of the unpaid fine a day, never more than the fine (Penalty Law, 72 and 73).

Days under reconsideration or suit are not counted. Every day the surcharge accrues on what was
unpaid when the day began, so the day of a payment still counts in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ..language import LawError, Span
from .money import whole_fen

PER_DAY = 300
"""Basis points of the unpaid fine."""
WHOLE = 10_000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Payment:
    """A part of the fine that was paid, in fen."""

    on: date
    fen: int


@dataclass(frozen=True)
class Surcharge:
    """The surcharge in fen, cut to the fen below; the days it was counted for; the day on which it
    reached the fine, if it did; what of the fine itself is still unpaid."""

    fen: int
    days: int
    capped_on: date | None
    unpaid: int


def surcharge(
    fine: int,
    due_on: date,
    paid_on: date,
    stopped: Iterable[Span] = (),
    payments: Iterable[Payment] = (),
) -> Surcharge:
    """The surcharge on a fine (fen) up to and including `paid_on`, the day it is paid or today.

    `due_on` is the last day to pay without one, after any deferral. `stopped` are the spans of
    reconsideration and suit, `payments` the parts paid before. Raises LawError for a fine or a
    payment that is no positive whole number of fen.
    """
    pauses, parts = tuple(stopped), tuple(payments)
    whole_fen(fine, *(part.fen for part in parts))
    if fine <= 0 or any(part.fen <= 0 for part in parts):
        raise LawError("a fine and each payment are at least one fen")
    grown = days = 0
    capped_on: date | None = None
    day = due_on
    while day < paid_on and capped_on is None:
        day += DAY
        unpaid = _unpaid(fine, parts, day - DAY)
        if unpaid == 0:
            break
        if any(pause.holds(day) for pause in pauses):
            continue
        grown += unpaid * PER_DAY
        days += 1
        if grown >= fine * WHOLE:
            capped_on = day
    fen = min(fine, grown // WHOLE)
    return Surcharge(fen, days, capped_on, _unpaid(fine, parts, paid_on))


def _unpaid(fine: int, payments: Iterable[Payment], until: date) -> int:
    return max(0, fine - sum(part.fen for part in payments if part.on <= until))
