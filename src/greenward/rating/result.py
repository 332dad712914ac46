"""What scoring gives back: points, gates apart from points, the level, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .card import Card, Category, Item, Level
from .claims import Basis
from .inputs import Need
from .rules import Span
from .words import Evidence, Text


@dataclass(frozen=True)
class ItemScore:
    """An item's points under the basis, and in each of the three states beside it."""

    item: Item
    span: Span
    states: Mapping[Basis, Span]
    documents: tuple[str, ...]


@dataclass(frozen=True)
class CategoryScore:
    """A category's points in hundredths. `factor`: what one of them adds to the total; None unknown."""

    category: Category
    sure: int
    possible: int
    most: int
    factor: Fraction | None
    items: tuple[ItemScore, ...]


@dataclass(frozen=True)
class GateState:
    """One gate before one level: open (True), shut (False) or unknown (None).

    `have` and `need` are hundredths of a point where the gate is one of points.
    """

    id: str
    kind: str
    name: Text
    open: bool | None
    missing: tuple[Need, ...] = ()
    have: Span | None = None
    need: int | None = None


MINIMUM, TOTAL = "minimum", "total"


@dataclass(frozen=True)
class Reliance:
    """A value the result rests on that nobody has confirmed, and how well it is known."""

    subject: str
    name: Text
    evidence: Evidence


@dataclass(frozen=True)
class Result:
    """A scored project. `total`: hundredths of a point, cut; decisions were made on `exact`."""

    card: Card
    stage: str
    basis: Basis
    categories: tuple[CategoryScore, ...]
    base: Span
    exact: tuple[Fraction, Fraction]
    level: Level | None
    possible_level: Level | None
    gates: Mapping[str, tuple[GateState, ...]]
    missing: tuple[Need, ...]
    rests_on: tuple[Reliance, ...]

    @property
    def total(self) -> Span:
        sure, possible = self.exact
        return Span(int(sure), int(possible))

    @property
    def next(self) -> Level | None:
        """The level above the one that is sure."""
        return self.card.above(self.level)

    @property
    def blocking(self) -> tuple[GateState, ...]:
        """The gates before the next level that are not open: those known shut first."""
        return self.blocking_at(self.next) if self.next else ()

    def blocking_at(self, level: Level) -> tuple[GateState, ...]:
        shut = [gate for gate in self.gates[level.id] if not gate.open]
        return tuple(sorted(shut, key=lambda gate: gate.open is None))

    @property
    def items(self) -> Mapping[str, ItemScore]:
        return {one.item.id: one for category in self.categories for one in category.items}
