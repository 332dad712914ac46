"""How an item's points follow from what is claimed: a small closed set of rules.

A rule gives the points that are sure and the points that are still possible, and names what is
missing between the two. Leaves read inputs (a table of conditions, a ladder per step, a straight
line, the assessor's own points); nodes add parts up or take the best, the least or the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import product

from .conditions import Condition, needs
from .inputs import Given, Input, Need
from .words import POINT, UNIT, Evidence, Text

Context = Mapping[str, str]
"""What is known of the project as a whole: stage, building type, zones, structure …"""


@dataclass(frozen=True)
class Span:
    """Points in hundredths: what is sure, what is possible at most, and what would settle it."""

    sure: int
    possible: int
    missing: tuple[Need, ...] = ()

    @property
    def known(self) -> bool:
        return self.sure == self.possible


NOTHING = Span(0, 0)


@dataclass(frozen=True)
class Only:
    """Where a part counts at all: per context key the codes it holds for. Empty: everywhere."""

    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, context: Context) -> bool | None:
        if any(key in context and context[key] not in codes for key, codes in self.codes.items()):
            return False
        return True if all(key in context for key in self.codes) else None

    def missing(self, context: Context) -> tuple[Need, ...]:
        return tuple(Need(key, Text(key, key)) for key in self.codes if key not in context)


ANYWHERE = Only()


@dataclass(frozen=True)
class Rule:
    """What all rules have: where they count, and evidence of their own if it is not the item's."""

    only: Only = field(default=ANYWHERE, kw_only=True)
    evidence: Evidence | None = field(default=None, kw_only=True)

    def span(self, given: Given, context: Context) -> Span:
        raise NotImplementedError

    def attainable(self, context: Context) -> frozenset[int]:
        """Every number of points this rule can give."""
        raise NotImplementedError

    def inputs(self) -> tuple[Input, ...]:
        raise NotImplementedError

    def leaves(self) -> Iterable[Rule]:
        return (self,)

    def present(self, given: Given, context: Context) -> bool | None:
        """Does this part exist for this building: yes, no, or unknown?"""
        return self.only.holds(context)


# --- leaves -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table(Rule):
    """Conditions and points; the best row that holds counts."""

    asked: tuple[Input, ...]
    rows: tuple[tuple[Condition, int], ...]

    def span(self, given: Given, context: Context) -> Span:
        answers = [(condition.answer(given), points) for condition, points in self.rows]
        sure = max((points for answer, points in answers if answer.value), default=0)
        open_ = [(a, points) for a, points in answers if a.value is None and points > sure]
        possible = max((points for _, points in open_), default=sure)
        return Span(sure, possible, needs([answer for answer, _ in open_]))

    def attainable(self, context: Context) -> frozenset[int]:
        return frozenset({0, *(points for _, points in self.rows)})

    def inputs(self) -> tuple[Input, ...]:
        return self.asked

    def present(self, given: Given, context: Context) -> bool | None:
        if self.asked and all(given.lacks(one.id) for one in self.asked):
            return False
        return self.only.holds(context)


@dataclass(frozen=True)
class Measured(Rule):
    """A leaf whose points follow from one number by a formula."""

    asked: Input
    most: int

    def span(self, given: Given, context: Context) -> Span:
        value = given.values.get(self.asked.id)
        if value is None:
            return Span(0, self.most, (self.asked.need,))
        points = self.points(value)
        return Span(points, points)

    def points(self, value: int) -> int:
        raise NotImplementedError

    def inputs(self) -> tuple[Input, ...]:
        return (self.asked,)

    def present(self, given: Given, context: Context) -> bool | None:
        return False if given.lacks(self.asked.id) else self.only.holds(context)


@dataclass(frozen=True)
class Ladder(Measured):
    """``base`` points from ``start`` on, ``plus`` more for each whole ``per`` beyond it."""

    start: int
    base: int
    per: int
    plus: int

    def points(self, value: int) -> int:
        if value < self.start:
            return 0
        return min(self.most, self.base + (value - self.start) // self.per * self.plus)

    def attainable(self, context: Context) -> frozenset[int]:
        return frozenset({0, self.most, *range(self.base, self.most, self.plus)})


@dataclass(frozen=True)
class Line(Measured):
    """Full points at ``full``, below it in proportion, cut to the hundredth and never rounded up."""

    full: int

    def points(self, value: int) -> int:
        return min(self.most, self.most * value // self.full)

    def attainable(self, context: Context) -> frozenset[int]:
        return frozenset(range(self.most + 1))


@dataclass(frozen=True)
class Assessed(Measured):
    """Points the assessor states: the rule behind them is not (or cannot be) computed here."""

    step: int = POINT

    def points(self, value: int) -> int:
        return min(self.most, value * POINT // UNIT // self.step * self.step)

    def attainable(self, context: Context) -> frozenset[int]:
        return frozenset(range(0, self.most + 1, self.step))


# --- nodes ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node(Rule):
    """A rule made of parts."""

    parts: tuple[Rule, ...]

    def span(self, given: Given, context: Context) -> Span:
        here = [(part, part.present(given, context)) for part in self.parts]
        sure = [part.span(given, context) for part, there in here if there]
        maybe = [
            Span(0, span.possible, (*part.only.missing(context), *span.missing))
            for part, there in here
            if there is None
            for span in (part.span(given, context),)
        ]
        if not sure and not maybe:
            return NOTHING
        low, high = self.bounds(sure, maybe)
        open_ = [span for span in (*sure, *maybe) if not span.known]
        missing = dict.fromkeys(need for span in open_ for need in span.missing)
        return Span(low, high, tuple(missing) if low != high else ())

    def bounds(self, sure: list[Span], maybe: list[Span]) -> tuple[int, int]:
        """Sure and possible points, from parts that exist and parts that may exist."""
        raise NotImplementedError

    def attainable(self, context: Context) -> frozenset[int]:
        sets = []
        for part in self.parts:
            there = part.only.holds(context)
            if there is not False:
                own = part.attainable(context)
                sets.append(own if there else own | {0})
        return self.joined(sets) | {0}

    def joined(self, sets: list[frozenset[int]]) -> frozenset[int]:
        raise NotImplementedError

    def inputs(self) -> tuple[Input, ...]:
        return tuple(dict.fromkeys(one for part in self.parts for one in part.inputs()))

    def leaves(self) -> Iterable[Rule]:
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True)
class Total(Node):
    """All parts count, up to `most` if there is one."""

    most: int | None = None

    def bounds(self, sure: list[Span], maybe: list[Span]) -> tuple[int, int]:
        low = sum(span.sure for span in sure)
        high = sum(span.possible for span in (*sure, *maybe))
        return (low, high) if self.most is None else (min(low, self.most), min(high, self.most))

    def joined(self, sets: list[frozenset[int]]) -> frozenset[int]:
        sums = reduce(lambda a, b: frozenset(x + y for x in a for y in b), sets, frozenset({0}))
        return sums if self.most is None else frozenset(min(one, self.most) for one in sums)


@dataclass(frozen=True)
class Best(Node):
    """The part with the most points counts."""

    def bounds(self, sure: list[Span], maybe: list[Span]) -> tuple[int, int]:
        return (
            max((span.sure for span in sure), default=0),
            max(span.possible for span in (*sure, *maybe)),
        )

    def joined(self, sets: list[frozenset[int]]) -> frozenset[int]:
        return frozenset().union(*sets)


@dataclass(frozen=True)
class Least(Node):
    """The part with the fewest points counts, of those the building has."""

    def bounds(self, sure: list[Span], maybe: list[Span]) -> tuple[int, int]:
        low = 0 if maybe else min(span.sure for span in sure)
        high = min((span.possible for span in sure), default=0)
        return low, high if sure else max(span.possible for span in maybe)

    def joined(self, sets: list[frozenset[int]]) -> frozenset[int]:
        return frozenset().union(*sets)


@dataclass(frozen=True)
class Mean(Node):
    """The mean of the parts the building has, cut to the hundredth."""

    def bounds(self, sure: list[Span], maybe: list[Span]) -> tuple[int, int]:
        low = 0 if maybe else sum(span.sure for span in sure) // len(sure)
        if maybe:
            return low, max(span.possible for span in (*sure, *maybe))
        return low, sum(span.possible for span in sure) // len(sure)

    def joined(self, sets: list[frozenset[int]]) -> frozenset[int]:
        means = (sum(chosen) // len(chosen) for chosen in product(*sets) if chosen)
        return frozenset(means).union(*sets)
