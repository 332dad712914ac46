"""The steps of procedure that no city writes itself, as data: who, from when, how long, and why.

Administrative Licensing Law, Administrative Penalty Law (2021), Administrative Compulsion Law,
Reconsideration Law, Litigation Law, the Civil Procedure Law where the Penalty Law sends service to
it, the rules on publication and on credit repair. They serve the permits of Article 13, Articles 48
to 60 of Shenzhen and whatever a city permits or fines. Each step keeps its evidence; one that is not primary is *unverified* and
waits for an official.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...language import LawError
from . import afterwards, delivery, licensing, penalty
from .credit import LEVELS, Gravity, Level, Publicity, levels_on, publicity
from .laws import (
    INSTRUMENTS,
    Evidence,
    Procedure,
    Side,
    days_of_compulsion_law,
    days_of_penalty_law,
    instrument,
    working,
)
from .window import Window, window

STEPS = (*licensing.STEPS, *penalty.STEPS, *delivery.STEPS, *afterwards.STEPS)


@dataclass(frozen=True)
class OnTheSpot:
    """The greatest fine that may be imposed on the spot, in fen (Penalty Law, Article 51)."""

    person: int
    entity: int
    evidence: Evidence


ON_THE_SPOT = OnTheSpot(person=200 * 100, entity=3_000 * 100, evidence="M")


def step(id: str) -> Procedure:
    """One step by its id; a LawError that names the ids there are."""
    for one in STEPS:
        if one.id == id:
            return one
    known = ", ".join(one.id for one in STEPS)
    raise LawError(f"there is no step {id!r} of procedure; there are {known}")


__all__ = [
    "INSTRUMENTS",
    "LEVELS",
    "ON_THE_SPOT",
    "STEPS",
    "Evidence",
    "Gravity",
    "Level",
    "OnTheSpot",
    "Procedure",
    "Publicity",
    "Side",
    "Window",
    "days_of_compulsion_law",
    "days_of_penalty_law",
    "instrument",
    "levels_on",
    "publicity",
    "step",
    "window",
    "working",
]
