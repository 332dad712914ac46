"""What a draw comes to: who inspects what, everything that was passed over, and why.

One type for the draw itself and for every substitution; its plain data are what is published and
what anybody's own computation is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why the order passed over a target or an inspector."""

    TOO_FEW_INSPECTORS = "too_few_inspectors"
    """Fewer inspectors than a target needs serve its district and are not recused."""
    RECUSED = "recused"
    WITHDRAWN = "withdrawn"
    """Taken out of the draw, or out of this target, by a substitution."""
    CAP = "cap"


@dataclass(frozen=True)
class Placed:
    """An inspector at a target, with the value that put the inspector there."""

    id: str
    order: str


@dataclass(frozen=True)
class Chosen:
    """A target that is drawn, with its inspectors in the order of their values."""

    target: str
    stratum: str
    order: str
    inspectors: tuple[Placed, ...]


@dataclass(frozen=True)
class Skip:
    """Something the order passed over: a target, or an inspector for a target."""

    target: str
    order: str
    reason: Reason
    inspector: str = ""


@dataclass(frozen=True)
class Taken:
    """One stratum: how many there are, how many were asked for and how many were taken."""

    stratum: str
    of: int
    asked: int
    taken: int


@dataclass(frozen=True)
class Result:
    cap: int
    """The cap the pairing was done under; larger than the pool's where that led to a dead end."""
    chosen: tuple[Chosen, ...]
    skipped: tuple[Skip, ...]
    quota: tuple[Taken, ...]

    @property
    def short(self) -> tuple[Taken, ...]:
        """The strata whose quota could not be met; the skips say why."""
        return tuple(one for one in self.quota if one.taken < one.asked)

    def to_data(self) -> dict[str, Any]:
        """Plain data, as published."""
        return {
            "cap": self.cap,
            "chosen": [
                {
                    "target": one.target,
                    "stratum": one.stratum,
                    "order": one.order,
                    "inspectors": [{"id": i.id, "order": i.order} for i in one.inspectors],
                }
                for one in self.chosen
            ],
            "skipped": [_skip_data(one) for one in self.skipped],
            "quota": [
                {"stratum": q.stratum, "of": q.of, "asked": q.asked, "taken": q.taken}
                for q in self.quota
            ],
        }

    @classmethod
    def read(cls, data: dict[str, Any]) -> Result:
        """The result published data stand for."""
        return cls(
            data["cap"],
            tuple(
                Chosen(
                    one["target"],
                    one["stratum"],
                    one["order"],
                    tuple(Placed(**i) for i in one["inspectors"]),
                )
                for one in data["chosen"]
            ),
            tuple(
                Skip(one["target"], one["order"], Reason(one["reason"]), one.get("inspector", ""))
                for one in data["skipped"]
            ),
            tuple(Taken(**one) for one in data["quota"]),
        )


def _skip_data(one: Skip) -> dict[str, str]:
    data = {"target": one.target, "order": one.order, "reason": one.reason.value}
    return {**data, "inspector": one.inspector} if one.inspector else data
