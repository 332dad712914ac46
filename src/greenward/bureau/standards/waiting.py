"""How many buildings wait for each row: asked of whoever knows the findings.

This room lies below the assessment and knows no finding; the assessment registers its counter when
Django is ready (`greenward.bureau.assessment.waiting`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from greenward.bureau.accounts.actors import Actor


@dataclass(frozen=True)
class Waiting:
    """Row -> buildings that wait for it; `buildings` counts each building once."""

    by_row: Mapping[int, int] = field(default_factory=dict)
    buildings: int = 0


_counters: list[Callable[[Actor], Waiting]] = []


def register(counter: Callable[[Actor], Waiting]) -> None:
    """Name the one who counts; the last one named counts."""
    _counters[:] = [counter]


def count(actor: Actor) -> Waiting:
    """The buildings the actor may see that wait, by row."""
    return _counters[0](actor) if _counters else Waiting()
