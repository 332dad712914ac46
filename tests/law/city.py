"""A made city: for each duty of an edition, cases that crowd around everything the duty turns on.

Nothing is listed by hand. The canonical form of a duty says which facts it reads and what it
compares; each case is aimed at a truth of *applies* and of *requires*, every comparison is moved
onto its boundary or one unit beside it, and then some facts are taken away again. A duty that is
added to the law is in the city at once.
"""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from greenward.law.canonical import to_data
from greenward.law.language import Duty, Edition, FactEntry, facts_of

from . import oracle
from .strategies import Row

FIRST_DAY = 738_337
"""1 July 2022 as a day number, written out so that the law's own constant is not used."""
SHARES = (0.0, 0.0, 0.05, 0.15)
"""How many facts of a case are unknown."""
FIGURES = (650_000, 800_000, 800_001)
BESIDE = (0, 0, 0, -1, 1, -1, 1, -100_000, 100_000, -2, 2)
SIGNS = oracle.TESTS


@cache
def cases_for(duty: Duty, edition: Edition, height: int) -> list[Row]:
    """`height` cases of one duty, each with every fact the duty reads (None where unknown)."""
    draw = random.Random(f"{edition.pack} {duty.id}")
    maker = _Maker(edition, to_data(duty), draw)
    return [maker.case(facts_of(duty)) for _ in range(height)]


class _Maker:
    def __init__(self, edition: Edition, duty: dict[str, Any], draw: random.Random) -> None:
        self.edition, self.duty, self.draw = edition, duty, draw
        self.recorded = {*recorded(duty["applies"]), *recorded(duty["requires"])}

    def case(self, names: tuple[str, ...]) -> Row:
        draw = self.draw
        row = {name: self.some(self.edition.entry(name)) for name in names}
        self.aim(self.duty["requires"], draw.random() < 0.5, row)
        self.aim(self.duty["applies"], draw.random() < 0.8, row)
        if draw.random() < 0.5:  # what both speak of is settled by whichever came last
            self.aim(self.duty["requires"], draw.random() < 0.5, row)
        share = draw.choice(SHARES)
        return {name: None if draw.random() < share else row[name] for name in row}

    def some(self, entry: FactEntry) -> bool | int | None:
        """A value that says little by itself; a class that may be recorded mostly is not."""
        draw = self.draw
        if entry.name in self.recorded and draw.random() < 0.8:
            return None
        if entry.kind == "flag":
            return draw.random() < 0.5
        if entry.unit == "day":
            return FIRST_DAY + draw.choice((-900, -1, 0, 1, 900))
        return min(draw.choice(FIGURES), draw.randint(entry.low, entry.high))

    def aim(self, data: Any, wanted: bool, row: Row) -> None:
        """Move the facts of a condition so that it comes to yes or to no, if they can."""
        if data is True:
            return
        name, body = oracle.word(data)
        if name == "flag":
            row[body] = wanted
        elif name == "not":
            self.aim(body, not wanted, row)
        elif name == "term":
            self.aim(body[2], wanted, row)
        elif name == "recorded":
            row[body[0]] = wanted if self.draw.random() < 0.2 else None
            self.aim(body[1], wanted, row)
        elif name in ("all", "any"):
            self.aim_parts(body, wanted, wanted is (name == "all"), row)
        elif name in SIGNS:
            self.aim_comparison(name, body, wanted, row)

    def aim_parts(self, parts: list[Any], wanted: bool, every: bool, row: Row) -> None:
        if every:
            for part in parts:
                self.aim(part, wanted, row)
            return
        chosen = self.draw.randrange(len(parts))
        for i, part in enumerate(parts):
            if i == chosen or self.draw.random() < 0.2:
                self.aim(part, wanted, row)
            elif self.draw.random() < 0.7:
                self.aim(part, not wanted, row)

    def aim_comparison(self, sign: str, sides: list[Any], wanted: bool, row: Row) -> None:
        """Set one quantity where both sides meet, or a little beside, on the side that is wanted."""
        names = sorted({*oracle.names(sides[0]), *oracle.names(sides[1])})
        for name in names:
            if row[name] is None:
                row[name] = self.some(self.edition.entry(name))
        for name in self.draw.sample(names, len(names)):
            meeting, entry = _meeting(sides, name, row), self.edition.entry(name)
            if meeting is None:
                continue
            for beside in self.draw.sample(BESIDE, len(BESIDE)):
                moved = {**row, name: meeting + beside}
                left, right = oracle.number(sides[0], moved), oracle.number(sides[1], moved)
                within = entry.low <= moved[name] <= entry.high
                if within and SIGNS[sign](left, right) is wanted:
                    row[name] = moved[name]
                    return


def _meeting(sides: list[Any], name: str, row: Row) -> int | None:
    """The value of a quantity at which both sides of a comparison are equal, rounded down."""

    def gap(value: int) -> int:
        moved = {**row, name: value}
        left, right = oracle.number(sides[0], moved), oracle.number(sides[1], moved)
        assert left is not None and right is not None
        return left - right

    slope = gap(1) - gap(0)
    return -gap(0) // slope if slope else None


def recorded(data: Any) -> set[str]:
    """The classes an official may record that a condition reads."""
    if isinstance(data, dict):
        found = {data["recorded"][0]} if "recorded" in data else set()
        return found.union(*(recorded(body) for body in data.values()))
    if isinstance(data, list):
        return set().union(*(recorded(item) for item in data))
    return set()
