"""What a claim can state of a subject: its inputs, and what is given for them.

A value is true or false, a number in its unit, or one of some named options in order. What the
building has none of is said so ("none"), which is not the same as saying nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .words import UNIT, RatingError, Text, points, shown, whole

NONE = "none"
"""Claimed for an input: the building has no such thing."""
OTHERS = "others"
"""``others = "none"``: what a claim does not name, the building has none of."""


class Kind(StrEnum):
    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True)
class Need:
    """Something that is missing, and its name."""

    key: str
    name: Text


@dataclass(frozen=True)
class Input:
    """One thing a claim can state. `whole`: the standard knows this quantity in whole units only."""

    id: str
    name: Text
    kind: Kind = Kind.FLAG
    unit: str = ""
    options: tuple[tuple[str, Text], ...] = ()
    whole: bool = False
    most: int | None = None

    def read(self, raw: Any, what: str) -> int:
        """A claimed value as a whole number; choices count from 0, worst first. RatingError."""
        if self.kind is Kind.FLAG:
            if not isinstance(raw, bool):
                raise RatingError(f"{what}: true or false is wanted, not {raw!r}")
            return int(raw)
        if self.kind is Kind.CHOICE:
            known = [option for option, _ in self.options]
            if raw not in known:
                raise RatingError(f"{what}: one of {', '.join(known)} is wanted, not {raw!r}")
            return known.index(raw)
        value = whole(raw, UNIT, what)
        if value < 0 or (self.most is not None and value > self.most):
            limit = "" if self.most is None else f" to {shown(self.most, UNIT)}"
            raise RatingError(f"{what}: 0{limit or ' or more'} is wanted, not {raw}")
        return value

    @property
    def need(self) -> Need:
        return Need(self.id, self.name)


@dataclass(frozen=True)
class Given:
    """What is stated of one subject: values by input, what it has none of, or points outright."""

    values: Mapping[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    others_absent: bool = False
    points: int | None = None

    def lacks(self, key: str) -> bool:
        """The building has no such thing."""
        return key in self.absent or (self.others_absent and key not in self.values)

    @property
    def empty(self) -> bool:
        return not (self.values or self.absent or self.others_absent or self.points is not None)


def read_given(raw: Any, inputs: Mapping[str, Input], what: str) -> Given:
    """A table of a claims file, checked against the inputs there are. Raises RatingError."""
    if not isinstance(raw, Mapping):
        raise RatingError(f"{what}: a table of inputs is wanted, not {raw!r}")
    values: dict[str, int] = {}
    absent: set[str] = set()
    stated: int | None = None
    for key, value in raw.items():
        if key == "points" and key not in inputs:
            stated = points(value, f"{what}.points")
        elif key == OTHERS and value == NONE:
            continue
        elif key not in inputs:
            raise RatingError(f"{what}: there is no input {key!r}; known: {', '.join(inputs)}")
        elif value == NONE and not isinstance(value, bool):
            absent.add(key)
        else:
            values[key] = inputs[key].read(value, f"{what}.{key}")
    others = raw.get(OTHERS) == NONE
    if stated is not None and (values or absent or others):
        raise RatingError(f"{what}: state either points or inputs, not both")
    return Given(values, frozenset(absent), others, stated)
