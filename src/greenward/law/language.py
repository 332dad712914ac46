"""The words the law is written in: facts, conditions, duties and fines.

The language is closed. A condition is built from flags (yes, no, unknown), whole-number
quantities, comparisons, ``&``, ``|``, ``~`` and *is known*; nothing else exists, so every
condition has a canonical JSON form (`greenward.law.canonical`) and exactly three readings
(`greenward.law.reading`). No float and no decimal ever enters a condition: a ratio is written as
a product of whole numbers (``2 * eui >= 3 * limit``), because with doubles a figure exactly 50 %
over a limit is judged below it for one limit in four.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Literal

Operator = Literal["<", "<=", ">", ">=", "=="]


class Verdict(IntEnum):
    """The answer of a duty for one case."""

    NOT_APPLICABLE = 0
    SATISFIED = 1
    BREACHED = 2
    UNKNOWN = 3


class Subject(StrEnum):
    """What one case of a duty is about."""

    BUILDING = "building"
    BUILDING_YEAR = "building_year"
    SUPPLIER = "supplier"


class Bearer(StrEnum):
    """Who is bound. The names follow the regulation's own parties."""

    OWNER = "owner"
    RIGHT_HOLDER = "right_holder"
    USER = "user"
    PROPERTY_COMPANY = "property_company"
    UTILITY = "utility"
    DEVELOPER = "developer"


class Authority(StrEnum):
    """Who orders correction and imposes the fine."""

    MUNICIPAL_HOUSING = "municipal_housing"
    DISTRICT_HOUSING = "district_housing"


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


# --- duties ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """From the first day in force to the last one, both included; an open end is None."""

    first: date
    last: date | None = None

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True)
class Fine:
    """What a breach costs. The band includes both ends.

    Without a base, `low` and `high` are fen. With a base (the name of a fact in fen) they are
    basis points of it, kept as whole numbers so that no rounding ever crosses a band's edge.
    """

    article: str
    low: int
    high: int
    authorities: tuple[Authority, ...]
    cure_first: bool
    base: str | None = None
    extras: tuple[Text, ...] = ()
    persons: Fine | None = None

    def band(self, base: int | None = None) -> tuple[int, int]:
        """The band in fen: the low end rounded up and the high end down, so never outside."""
        if self.base is None:
            return self.low, self.high
        if base is None:
            raise LawError(f"the band of Article {self.article} needs {self.base} (fen)")
        return -(-base * self.low // 10_000), base * self.high // 10_000


@dataclass(frozen=True)
class Duty:
    """One obligation: who is bound, when it binds, what fulfils it, what a breach costs."""

    id: str
    article: str
    subject: Subject
    bearers: tuple[Bearer, ...]
    text: Text
    applies: Condition
    requires: Condition
    in_force: Span
    breach: Fine | None = None
    remedy: Text | None = None
    leans_on: tuple[str, ...] = ()

    @property
    def exposed_when(self) -> Condition:
        """What must hold, beside the breach, before the fine may be proposed."""
        if self.breach is None or not self.breach.cure_first:
            return ALWAYS
        return Flag(order_expired(self.id))


def order_expired(duty_id: str) -> str:
    """The name of the fact: the order to correct this duty was not obeyed in time."""
    return "order_expired_" + duty_id.replace(".", "_")


@dataclass(frozen=True)
class FactEntry:
    """One entry of the vocabulary: all the law may ask for, and who can prove it.

    `scale` is the number of whole units in one `unit` (area in 0.01 m² has scale 100). `low` and
    `high` bound a quantity, so that no expression can leave 64 bits; a value outside them is
    refused on entry. A *recorded* fact is an act that must reach the authority: once its due date
    has passed with nothing on file it is no, before that unknown. A *measured* one is unknown
    while it is missing.
    """

    name: str
    kind: Literal["flag", "quantity"]
    label: Text
    denial: Text | None = None
    unit: str = ""
    scale: int = 1
    low: int = 0
    high: int = 0
    recorded: bool = False
    proof: Text | None = None
    supplier: Bearer | Literal["authority"] = "authority"


@dataclass(frozen=True)
class Edition:
    """The law of a city as one closed piece of data: its duties and the facts they ask for."""

    pack: str
    title: Text
    duties: tuple[Duty, ...]
    vocabulary: tuple[FactEntry, ...]
    grammar: int = 1
    _entries: dict[str, FactEntry] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_entries", {entry.name: entry for entry in self.vocabulary})
        if len(self._entries) != len(self.vocabulary):
            raise LawError("two facts of the vocabulary carry the same name")
        ids = [duty.id for duty in self.duties]
        if len(set(ids)) != len(ids):
            raise LawError("two duties carry the same id")

    def entry(self, name: str) -> FactEntry:
        try:
            return self._entries[name]
        except KeyError:
            raise LawError(f"the vocabulary has no fact named {name!r}") from None

    def duty(self, id: str) -> Duty:
        for duty in self.duties:
            if duty.id == id:
                return duty
        known = ", ".join(duty.id for duty in self.duties)
        raise LawError(f"there is no duty {id!r} in this edition; it has {known}")

    def in_force(self, on: date, subject: Subject | None = None) -> tuple[Duty, ...]:
        return tuple(
            duty
            for duty in self.duties
            if duty.in_force.holds(on) and subject in (None, duty.subject)
        )


def facts_of(node: Any) -> tuple[str, ...]:
    """The names of the facts a condition, number or duty reads, in the order they are written."""
    match node:
        case Quantity(name) | Flag(name) | Known(name):
            found: tuple[str, ...] = (name,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            found = facts_of(left) + facts_of(right)
        case All(parts) | Some(parts):
            found = tuple(name for part in parts for name in facts_of(part))
        case Not(part) | Term(_, _, part):
            found = facts_of(part)
        case Recorded(flag, derived):
            found = (flag, *facts_of(derived))
        case Duty():
            found = facts_of(node.applies) + facts_of(node.requires) + facts_of(node.exposed_when)
            found += tuple(fine_bases(node.breach))
        case _:
            found = ()
    return tuple(dict.fromkeys(found))


def fine_bases(fine: Fine | None) -> list[str]:
    """The facts a fine and the fine of the persons responsible are a share of."""
    if fine is None:
        return []
    return ([fine.base] if fine.base else []) + fine_bases(fine.persons)
