"""The law of a city as one closed piece of data, with the articles it stands on and its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, TypeVar

from .conditions import LawError, Text
from .norms import LATER, Duty, Gate, Permission, Rule, Span
from .parties import Bearer, Subject


class Class(StrEnum):
    """What an article asks of a system that serves it."""

    COMPUTABLE = "computable"
    WORKFLOW = "workflow"
    POLICY = "policy"
    DECLARATORY = "declaratory"


@dataclass(frozen=True)
class Instrument:
    """A regulation, law or practice an edition reads: its title, its chapters, its days in force."""

    code: str
    title: Text
    in_force: Span
    chapters: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Article:
    """One article: what it is about, what it asks of us, and the room that serves it.

    `chapter` counts from 1. The first of `classes` is the main one. `text` says in our own words
    what the article provides; for a declaratory one also why nothing is computed from it.
    """

    number: str
    chapter: int
    title: Text
    classes: tuple[Class, ...]
    text: Text
    room: str = ""
    instrument: str = ""


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


R = TypeVar("R", Duty, Gate, Permission)


@dataclass(frozen=True)
class Edition:
    """The law of a city: its duties, gates and permissions, and the facts they ask for."""

    pack: str
    title: Text
    duties: tuple[Duty, ...]
    vocabulary: tuple[FactEntry, ...]
    grammar: int = 1
    gates: tuple[Gate, ...] = field(default=(), metadata=LATER)
    permissions: tuple[Permission, ...] = field(default=(), metadata=LATER)
    articles: tuple[Article, ...] = field(default=(), metadata=LATER)
    instruments: tuple[Instrument, ...] = field(default=(), metadata=LATER)
    _entries: dict[str, FactEntry] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_entries", {entry.name: entry for entry in self.vocabulary})
        if len(self._entries) != len(self.vocabulary):
            raise LawError("two facts of the vocabulary carry the same name")
        for kind, ids in (
            ("duties", [duty.id for duty in self.duties]),
            ("gates", [gate.id for gate in self.gates]),
            ("permissions", [permission.id for permission in self.permissions]),
            ("articles", [(a.instrument, a.number) for a in self.articles]),
        ):
            if len(set(ids)) != len(ids):
                raise LawError(f"two {kind} carry the same id")

    def entry(self, name: str) -> FactEntry:
        try:
            return self._entries[name]
        except KeyError:
            raise LawError(f"the vocabulary has no fact named {name!r}") from None

    def duty(self, id: str) -> Duty:
        return _one("duty", self.duties, id)

    def gate(self, id: str) -> Gate:
        return _one("gate", self.gates, id)

    def permission(self, id: str) -> Permission:
        return _one("permission", self.permissions, id)

    def rules(self) -> tuple[Rule, ...]:
        return (*self.duties, *self.gates, *self.permissions)

    def in_force(self, on: date, subject: Subject | None = None) -> tuple[Duty, ...]:
        return tuple(
            duty
            for duty in self.duties
            if duty.in_force.holds(on) and subject in (None, duty.subject)
        )


def _one(kind: str, among: Iterable[R], id: str) -> R:
    found = {rule.id: rule for rule in among}
    if id not in found:
        known = ", ".join(found)
        raise LawError(f"there is no {kind} {id!r} in this edition; it has {known}")
    return found[id]
