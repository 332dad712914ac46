"""What is asked of inputs: comparisons like ``>= 40`` that answer yes, no or unknown.

An answer is unknown when an input is missing, and also when a standard states its bounds in whole
numbers only and the value lies between two of them with the answer hanging on the rounding.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .inputs import Given, Input, Need
from .words import UNIT, RatingError, Text

COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
PATTERN = re.compile(r"(>=|<=|>|<|=)\s*([^\s<>=]+)")


@dataclass(frozen=True)
class Answer:
    """Yes, no or unknown (None), and what is missing to know it."""

    value: bool | None
    missing: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """One comparison of an input with a bound: a whole number, or another input."""

    input: Input
    compare: str
    bound: int | Input

    def answer(self, given: Given) -> Answer:
        if given.lacks(self.input.id):
            return Answer(False)
        value = given.values.get(self.input.id)
        bound = given.values.get(self.bound.id) if isinstance(self.bound, Input) else self.bound
        if value is None:
            return Answer(None, (self.input.need,))
        if bound is None:
            assert isinstance(self.bound, Input)
            return Answer(None, (self.bound.need,))
        test = COMPARE[self.compare]
        if self.input.whole and value % UNIT:
            below = value - value % UNIT
            low, high = test(below, bound), test(below + UNIT, bound)
            return Answer(low) if low == high else Answer(None, (self._rounding(),))
        return Answer(test(value, bound))

    def _rounding(self) -> Need:
        name = self.input.name
        return Need(
            f"{self.input.id}.rounding",
            Text(
                f"{name.zh}的取整方法（标准只列整数）",
                f"how {name.en} is rounded (the standard knows whole numbers only)",
            ),
        )


@dataclass(frozen=True)
class Condition:
    """Any of several ways, each of which needs all its tests."""

    ways: tuple[tuple[Comparison, ...], ...]

    def answer(self, given: Given) -> Answer:
        answers = [_all_of(way, given) for way in self.ways]
        if any(answer.value for answer in answers):
            return Answer(True)
        unknown = [answer for answer in answers if answer.value is None]
        return Answer(None, needs(unknown)) if unknown else Answer(False)


def _all_of(tests: tuple[Comparison, ...], given: Given) -> Answer:
    answers = [test.answer(given) for test in tests]
    if any(answer.value is False for answer in answers):
        return Answer(False)
    unknown = [answer for answer in answers if answer.value is None]
    return Answer(None, needs(unknown)) if unknown else Answer(True)


def needs(answers: Sequence[Answer]) -> tuple[Need, ...]:
    """Everything that several answers miss, each once, in order."""
    return tuple(dict.fromkeys(need for answer in answers for need in answer.missing))


def read_condition(raw: Any, inputs: Mapping[str, Input], where: str) -> Condition:
    """``{ rate = ">=40" }``, or a list of such tables of which one is enough. Raises RatingError."""
    ways = raw if isinstance(raw, list) else [raw]
    return Condition(tuple(_way(way, inputs, where) for way in ways))


def _way(raw: Any, inputs: Mapping[str, Input], where: str) -> tuple[Comparison, ...]:
    if not isinstance(raw, Mapping) or not raw:
        raise RatingError(f'{where}: a condition is a table such as {{ rate = ">=40" }}')
    return tuple(
        test for key, wanted in raw.items() for test in read_tests(key, wanted, inputs, where)
    )


def read_tests(key: str, wanted: Any, inputs: Mapping[str, Input], where: str) -> list[Comparison]:
    """``">=0.5 <0.8"`` or ``true`` on one input. Raises RatingError."""
    if key not in inputs:
        raise RatingError(f"{where}: there is no input {key!r}; known: {', '.join(inputs)}")
    about = inputs[key]
    if isinstance(wanted, bool):
        return [Comparison(about, "=", about.read(wanted, where))]
    found = PATTERN.findall(wanted) if isinstance(wanted, str) else []
    if not found or PATTERN.sub("", wanted).strip():
        raise RatingError(f'{where}: {wanted!r} is no test; write ">=40", ">=0.5 <0.8" or true')
    return [
        Comparison(about, compare, inputs[bound] if bound in inputs else about.read(bound, where))
        for compare, bound in found
    ]
