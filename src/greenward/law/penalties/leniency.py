"""Breaches that are not punished (Administrative Penalty Law, Article 33).

A slight breach corrected in time without harm *shall* not be punished, nor one whose author
proves to be without fault; a first breach with slight harm, corrected in time, *may* go
unpunished. Educating the party follows in each case.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .. import vocabulary as fact
from ..language import Condition
from ..reading import Facts, Reason, read


class Outcome(StrEnum):
    SHALL_NOT = "shall_not_be_punished"
    MAY_NOT = "may_go_unpunished"
    PUNISHABLE = "punishable"
    UNKNOWN = "unknown"


class ReasonCode(StrEnum):
    """Why a case ends without a penalty; kept with the decision."""

    SLIGHT_AND_CORRECTED = "33.1.a"
    FIRST_AND_SLIGHT = "33.1.b"
    NO_FAULT = "33.2"


GROUNDS: dict[ReasonCode, tuple[Outcome, Condition]] = {
    ReasonCode.SLIGHT_AND_CORRECTED: (
        Outcome.SHALL_NOT,
        fact.breach_slight & fact.corrected_in_time & ~fact.harm_done,
    ),
    ReasonCode.NO_FAULT: (Outcome.SHALL_NOT, fact.fault_disproved),
    ReasonCode.FIRST_AND_SLIGHT: (
        Outcome.MAY_NOT,
        fact.first_breach & fact.corrected_in_time & (~fact.harm_done | fact.harm_slight),
    ),
}


@dataclass(frozen=True)
class Leniency:
    """What Article 33 makes of a case: the outcome, the grounds that hold, and the missing facts
    that could still change the outcome."""

    outcome: Outcome
    reasons: tuple[ReasonCode, ...]
    missing: tuple[str, ...]


def first_slight(facts: Facts) -> Leniency:
    """Judge a case under Article 33 from the facts of `vocabulary.liability`; absent is unknown.

    Where a stronger ground is still unknown the outcome is too, and `reasons` hold what is known.
    """
    read_as = {code: read(condition, facts) for code, (_, condition) in GROUNDS.items()}
    reasons = tuple(code for code, reason in read_as.items() if reason.truth is True)
    for outcome in (Outcome.SHALL_NOT, Outcome.MAY_NOT):
        grounds = [read_as[code] for code, (leads_to, _) in GROUNDS.items() if leads_to is outcome]
        if any(ground.truth is True for ground in grounds):
            return Leniency(outcome, reasons, ())
        if any(ground.truth is None for ground in grounds):
            return Leniency(Outcome.UNKNOWN, reasons, _missing(read_as, reasons))
    return Leniency(Outcome.PUNISHABLE, (), ())


def _missing(read_as: dict[ReasonCode, Reason], reasons: tuple[ReasonCode, ...]) -> tuple[str, ...]:
    """What could still change the outcome: a weaker ground is not asked for once one holds."""
    asked = [reason for code, reason in read_as.items() if code not in reasons]
    return tuple(dict.fromkeys(name for reason in asked for name in reason.missing()))
