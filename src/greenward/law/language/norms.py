"""What the law is made of: duties, fines, gates and permissions, each naming its article.

A duty says who is bound, when it binds, what fulfils it and what a breach costs. A gate says what
an act of an authority requires. A permission says what may be granted once the authority has put
an implementing policy in force. All of them are plain data with conditions inside.

A field marked `LATER` came after the first published editions; at its default it is left out of
the canonical form, so that an edition of that time keeps its hash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from .conditions import ALWAYS, Condition, Flag, LawError, Number, Text, facts_in
from .parties import Authority, Bearer, Subject

LATER = {"later": True}


@dataclass(frozen=True)
class Span:
    """From the first day in force to the last one, both included; an open end is None."""

    first: date
    last: date | None = None

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


class Count(StrEnum):
    """How the law counts a period of time."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Period:
    """A number of days, months or years, as the law counts them."""

    length: int
    count: Count


@dataclass(frozen=True)
class Clock:
    """When a duty falls due: from which event and, where the text gives one, how long after it.

    Without a period the text gives no number; the authority enters the day.
    """

    event: Text
    period: Period | None = None


@dataclass(frozen=True)
class Anchor:
    """The place in the official text a rule was read from, and the hash of its words then."""

    place: str
    """AKN-like: ``art_32__para_2``, ``art_57__item_1``."""
    sha256: str


@dataclass(frozen=True)
class Measure:
    """What may follow beside a fine, and who may order it."""

    text: Text
    authorities: tuple[Authority, ...]


@dataclass(frozen=True)
class Fine:
    """What a breach costs. The band includes both ends.

    Without a base, `low` and `high` are fen. With a base (the name of a fact) they are shares of
    it in 1/`per`: basis points of an amount in fen, or with ``per=1`` fen for each whole unit of
    the fact. They stay whole numbers, so that no rounding ever crosses a band's edge.
    """

    article: str
    low: int
    high: int
    authorities: tuple[Authority, ...]
    cure_first: bool
    base: str | None = None
    extras: tuple[Text, ...] = ()
    persons: Fine | None = None
    per: int = field(default=10_000, metadata=LATER)
    grave: tuple[Measure, ...] = field(default=(), metadata=LATER)
    """What is added where the circumstances are grave."""

    def band(self, base: int | None = None) -> tuple[int, int]:
        """The band in fen: the low end rounded up and the high end down, so never outside."""
        if self.base is None:
            return self.low, self.high
        if base is None:
            raise LawError(f"the band of Article {self.article} needs {self.base} (fen)")
        return -(-base * self.low // self.per), base * self.high // self.per


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
    authorities: tuple[Authority, ...] = field(default=(), metadata=LATER)
    """Who sees to it."""
    clock: Clock | None = field(default=None, metadata=LATER)
    instrument: str = field(default="", metadata=LATER)
    """The instrument the article belongs to; empty: the first one of the edition."""
    read_from: Anchor | None = field(default=None, metadata=LATER)

    @property
    def exposed_when(self) -> Condition:
        """What must hold, beside the breach, before the fine may be proposed."""
        if self.breach is None or not self.breach.cure_first:
            return ALWAYS
        return Flag(order_expired(self.id))


@dataclass(frozen=True)
class Ground:
    """One requirement of a gate: when it is asked, what must hold, and under which article."""

    id: str
    article: str
    text: Text
    requires: Condition
    applies: Condition = ALWAYS
    instrument: str = ""
    remedy: Text | None = None
    read_from: Anchor | None = None


@dataclass(frozen=True)
class Gate:
    """An act that may be done only when its grounds are met: a permit, a report, a filing.

    A gate that requires another one to be passed says so in a ground, with `passed`.
    """

    id: str
    article: str
    subject: Subject
    title: Text
    applicants: tuple[Bearer, ...]
    authorities: tuple[Authority, ...]
    """Who decides; empty where the applicants themselves do (an acceptance)."""
    grounds: tuple[Ground, ...]
    in_force: Span
    period: Period | None = None
    """The time to decide, where the law gives one."""
    instrument: str = ""
    read_from: Anchor | None = None
    early: bool = field(default=False, metadata=LATER)
    """Whether it may be asked for while a gate it waits for is still open. It is passed only after."""


@dataclass(frozen=True)
class Share:
    """A whole number and what it is divided by, rounded down: 3 % of an area is (3 * area, 100)."""

    number: Number
    per: int = 1


@dataclass(frozen=True)
class Permission:
    """What may be granted (Article 47), once the authority has put a policy in force.

    The amount is the least of `least_of`, in whole units of the fact `unit_of`; without any the
    grant has no amount.
    """

    id: str
    article: str
    subject: Subject
    beneficiaries: tuple[Bearer, ...]
    text: Text
    applies: Condition
    in_force: Span
    authorities: tuple[Authority, ...] = ()
    least_of: tuple[Share, ...] = ()
    unit_of: str = ""
    instrument: str = ""
    read_from: Anchor | None = None

    @property
    def granted_when(self) -> Condition:
        """The conditions of the grant, the policy among them."""
        return Flag(policy_in_force(self.id)) & self.applies


Rule = Duty | Gate | Permission


def order_expired(duty_id: str) -> str:
    """The name of the fact: the order to correct this duty was not obeyed in time."""
    return "order_expired_" + _named(duty_id)


def fine_imposed(duty_id: str) -> str:
    """The name of the fact: the fine imposed on the entity for a breach of this duty, in fen."""
    return "fine_imposed_" + _named(duty_id)


def policy_in_force(permission_id: str) -> str:
    """The name of the fact: a policy that implements this permission is in force."""
    return "policy_in_force_" + _named(permission_id)


def gate_passed(gate_id: str) -> str:
    """The name of the fact: this gate was passed, here or as recorded from another authority."""
    return "passed_" + _named(gate_id)


def passed(gate_id: str) -> Flag:
    """The condition that another gate was passed; gates and what they wait for make the graph."""
    return Flag(gate_passed(gate_id))


def _named(id: str) -> str:
    return id.replace(".", "_").replace("-", "_")


def fine_bases(fine: Fine | None) -> list[str]:
    """The facts a fine and the fine of the persons responsible are a share of."""
    if fine is None:
        return []
    return ([fine.base] if fine.base else []) + fine_bases(fine.persons)


def conditions_of(rule: Rule) -> tuple[Condition | Number, ...]:
    """Every condition and number a rule is written with, in the order it is written."""
    match rule:
        case Duty():
            return rule.applies, rule.requires, rule.exposed_when
        case Gate():
            return tuple(c for ground in rule.grounds for c in (ground.applies, ground.requires))
        case Permission():
            return rule.granted_when, *(share.number for share in rule.least_of)


def facts_of(node: Any) -> tuple[str, ...]:
    """The names of the facts a rule, a condition or a number reads, in the order they are written."""
    if not isinstance(node, Duty | Gate | Permission):
        return facts_in(node)
    found = [name for part in conditions_of(node) for name in facts_in(part)]
    if isinstance(node, Duty):
        found += fine_bases(node.breach)
    return tuple(dict.fromkeys(found))
