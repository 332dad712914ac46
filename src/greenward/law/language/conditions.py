"""Conditions and whole numbers: the closed words a rule is written in.

A condition is built from flags (yes, no, unknown), whole-number quantities, comparisons, ``&``,
``|``, ``~`` and *is known*; nothing else exists, so every condition has a canonical JSON form
(`greenward.law.canonical`) and exactly three readings (`greenward.law.reading`). No float and no
decimal ever enters a condition: a ratio is written as a product of whole numbers
(``2 * eui >= 3 * limit``), because with doubles a figure exactly 50 % over a limit is judged below
it for one limit in four.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Operator = Literal["<", "<=", ">", ">=", "=="]


class LawError(Exception):
    """The law is written wrongly: an unknown fact, a mixed kind, a number that could overflow."""


@dataclass(frozen=True)
class Text:
    """Own-words text in both languages; never a sentence of the statute."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


# --- whole numbers --------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    """A whole-number expression. Comparing two of them gives a condition."""

    def __add__(self, other: Number | int) -> Number:
        return Arithmetic("+", self, number(other))

    def __sub__(self, other: Number | int) -> Number:
        return Arithmetic("-", self, number(other))

    def __mul__(self, other: Number | int) -> Number:
        return Arithmetic("*", self, number(other))

    def __radd__(self, other: int) -> Number:
        return number(other) + self

    def __rsub__(self, other: int) -> Number:
        return number(other) - self

    def __rmul__(self, other: int) -> Number:
        return number(other) * self

    def __lt__(self, other: Number | int) -> Condition:
        return Comparison("<", self, number(other))

    def __le__(self, other: Number | int) -> Condition:
        return Comparison("<=", self, number(other))

    def __gt__(self, other: Number | int) -> Condition:
        return Comparison(">", self, number(other))

    def __ge__(self, other: Number | int) -> Condition:
        return Comparison(">=", self, number(other))

    def equals(self, other: Number | int) -> Condition:
        """``==`` stays structural equality of the written law; this is the law's own word."""
        return Comparison("==", self, number(other))


@dataclass(frozen=True)
class Quantity(Number):
    """A whole-number fact, in the unit and scale its vocabulary entry declares."""

    name: str

    @property
    def is_known(self) -> Condition:
        return Known(self.name)


@dataclass(frozen=True)
class Constant(Number):
    value: int

    def __post_init__(self) -> None:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise LawError(
                f"{self.value!r} is not a whole number: state the value in the unit and scale of "
                "the fact it is compared with, and write ratios as products"
            )


@dataclass(frozen=True)
class Arithmetic(Number):
    operator: Literal["+", "-", "*"]
    left: Number
    right: Number


def number(value: Number | int) -> Number:
    """The expression itself, or a constant. Anything but a whole number is refused."""
    return value if isinstance(value, Number) else Constant(value)


# --- conditions -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Condition:
    """A three-valued statement: yes, no or unknown."""

    def __and__(self, other: Condition) -> Condition:
        return All(_flat(All, self) + _flat(All, other))

    def __or__(self, other: Condition) -> Condition:
        return Some(_flat(Some, self) + _flat(Some, other))

    def __invert__(self) -> Condition:
        return self.part if isinstance(self, Not) else Not(self)

    def __bool__(self) -> bool:
        raise LawError("a condition has no truth of its own: join with & | ~, never and/or/not")


@dataclass(frozen=True)
class Flag(Condition):
    """A yes-or-no fact."""

    name: str

    @property
    def is_known(self) -> Condition:
        return Known(self.name)


@dataclass(frozen=True)
class Comparison(Condition):
    operator: Operator
    left: Number
    right: Number


@dataclass(frozen=True)
class All(Condition):
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some(Condition):
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not(Condition):
    part: Condition


@dataclass(frozen=True)
class Known(Condition):
    """Whether a fact is on file. Always yes or no, never unknown."""

    name: str


@dataclass(frozen=True)
class Always(Condition):
    """Holds in every case."""


@dataclass(frozen=True)
class Term(Condition):
    """A defined term of the law: a condition with a name, so that reasons read as the law does."""

    label: Text
    denial: Text
    part: Condition


@dataclass(frozen=True)
class Recorded(Condition):
    """What an official recorded with a reason, and where nothing is recorded, what is derived."""

    flag: str
    derived: Condition


ALWAYS = Always()


def _flat(kind: type[All | Some], condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


def facts_in(node: Condition | Number) -> tuple[str, ...]:
    """The names of the facts a condition or number reads, in the order they are written."""
    match node:
        case Quantity(name) | Flag(name) | Known(name):
            found: tuple[str, ...] = (name,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            found = facts_in(left) + facts_in(right)
        case All(parts) | Some(parts):
            found = tuple(name for part in parts for name in facts_in(part))
        case Not(part) | Term(_, _, part):
            found = facts_in(part)
        case Recorded(flag, derived):
            found = (flag, *facts_in(derived))
        case _:
            found = ()
    return tuple(dict.fromkeys(found))
