"""A scorecard: categories of items, requirements that no points replace, and the levels above them.

A card is one edition of one standard. Whatever its scheme (points added up, shares weighted, a
ladder by one figure), it is the same four kinds of things; so one engine scores them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from .conditions import Condition
from .inputs import Given, Input
from .rules import ANYWHERE, Context, Only, Rule
from .words import Evidence, RatingError, Text


@dataclass(frozen=True)
class Item:
    """A scoring item. In a stage that is not among `stages` it scores nothing."""

    id: str
    name: Text
    most: int
    rule: Rule
    evidence: Evidence
    stages: frozenset[str]
    note: Text | None = None

    def scores_in(self, stage: str) -> bool:
        return stage in self.stages

    def attainable(self, context: Context) -> frozenset[int]:
        return frozenset(min(self.most, points) for points in self.rule.attainable(context))

    def highest(self, context: Context) -> int:
        """The most it can give here, in hundredths; 0 in a stage that leaves it out."""
        if not self.scores_in(context["stage"]):
            return 0
        return min(self.most, self.rule.span(Given(), context).possible)

    @property
    def inputs(self) -> dict[str, Input]:
        return {one.id: one for one in self.rule.inputs()}


@dataclass(frozen=True)
class Weight:
    """A category counts this many per cent where `only` holds."""

    only: Only
    percent: int


@dataclass(frozen=True)
class Category:
    """Items that are added up, at most `most` of the stage.

    Without weights a point is a point. With weights the category counts as a share of the points
    that apply to the building (the claims say how many do), and not at all where no weight holds.
    """

    id: str
    name: Text
    items: tuple[Item, ...]
    most: Mapping[str, int]
    minimum: bool
    weights: tuple[Weight, ...] = ()

    def weight(self, context: Context) -> int | None:
        """Per cent of the whole; 0 where the category does not count, None if that is unknown."""
        holds = [(one.only.holds(context), one.percent) for one in self.weights]
        found = next((percent for there, percent in holds if there), None)
        unknown = any(there is None for there, _ in holds)
        return found if found is not None or unknown else 0


@dataclass(frozen=True)
class Requirement:
    """A gate: it is met or not, and no points replace it. `levels`: what each level asks of it."""

    id: str
    kind: str
    name: Text
    asked: tuple[Input, ...]
    levels: Mapping[str, Condition]
    evidence: Evidence
    only: Only = ANYWHERE
    note: Text | None = None

    @property
    def inputs(self) -> dict[str, Input]:
        return {one.id: one for one in self.asked}


CONTROL, PREREQUISITE = "control", "prerequisite"


@dataclass(frozen=True)
class Level:
    """A level, from the lowest rank up. `total` in hundredths of a point, `minimum` in per cent."""

    id: str
    rank: int
    name: Text
    total: int | None
    minimum: int | None
    evidence: Evidence


@dataclass(frozen=True)
class Key:
    """A context key the card asks for, with the codes it knows. `must`: without it no scoring."""

    id: str
    name: Text
    codes: Mapping[str, Text]
    must: bool


@dataclass(frozen=True)
class Card:
    """One edition of a standard. `base`: points that come with the control items, in hundredths."""

    id: str
    code: str
    title: Text
    first_day: date
    evidence: Evidence
    stages: Mapping[str, Text]
    keys: tuple[Key, ...]
    categories: tuple[Category, ...]
    requirements: tuple[Requirement, ...]
    levels: tuple[Level, ...]
    base: int
    divisor: int
    digest: str
    gaps: tuple[Text, ...] = ()
    amends: str | None = None
    subjects: Mapping[str, Item | Requirement] = field(default_factory=dict, compare=False)

    @property
    def items(self) -> Iterator[Item]:
        return (item for category in self.categories for item in category.items)

    @property
    def controls(self) -> tuple[Requirement, ...]:
        return tuple(one for one in self.requirements if one.kind == CONTROL)

    def level(self, wanted: str) -> Level:
        """A level by its id. Raises RatingError."""
        for level in self.levels:
            if level.id == wanted:
                return level
        known = ", ".join(level.id for level in self.levels)
        raise RatingError(f"{self.code} has no level {wanted!r}; known: {known}")

    def above(self, level: Level | None) -> Level | None:
        """The next level up, or None at the top."""
        rank = -1 if level is None else level.rank
        return next((one for one in self.levels if one.rank > rank), None)

    def subject(self, wanted: str) -> Item | Requirement:
        """An item or requirement by its id. Raises RatingError."""
        if wanted not in self.subjects:
            raise RatingError(f"{self.code} has no item or requirement {wanted!r}")
        return self.subjects[wanted]
