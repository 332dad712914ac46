"""Kinds of letters: what an officer enters, how the letter reads, what follows its issue and service.

A room registers its kinds in ``AppConfig.ready``; registering a name again replaces the kind, so a
room adds its hooks to one that stands here:

    kinds.register(replace(kinds.named("order"), on_served=begin_the_time_to_correct))

The hooks run in the transaction of the act, under the matter's lock: what they raise takes all back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.models.filings import Label
from greenward.bureau.casework.words import in_language
from greenward.law.language import Text

from .content import Content

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.casework.models import Matter

    from .models import Authority, Letter


class Entry(StrEnum):
    """How an officer enters a field."""

    LINE = "line"
    LINES = "lines"
    """A text of several lines, each a point of its own."""
    DAYS = "days"
    COUNT = "count"
    """Working days or calendar days."""
    DATE = "date"


@dataclass(frozen=True)
class Field:
    """What an officer enters for a letter; `label` and `help` are lazy translations."""

    name: str
    label: Any
    entry: Entry = Entry.LINES
    required: bool = True
    help: Any = ""


@dataclass(frozen=True)
class Source:
    """What a letter is built from."""

    letter: Letter
    matter: Matter
    authority: Authority
    addressee: str
    identifier: str
    """The unified social credit code of the addressee; empty for a person."""
    entered: dict[str, Any]
    on: date
    """The day of issue, or today for a draft."""

    def text(self, name: str) -> str:
        return str(self.entered.get(name) or "")


Hook = Callable[["Actor", "Letter", date], None]
"""What a room does in the same transaction, with the day."""


@dataclass(frozen=True)
class LetterKind:
    name: str
    word: str
    """Its word in numbers: 责改 in 深福建责改〔2026〕17号."""
    title: Text
    fields: tuple[Field, ...]
    build: Callable[[Source], Content]
    issue: str = "send_letter"
    """The act that issues it: ``issue_letter`` for a decision, which four eyes must see."""
    served: bool = True
    """Whether it must be served; else it is only filed."""
    about: frozenset[str] = frozenset()
    """The kinds of letters it is about; empty when it stands alone. ``*`` is any issued letter."""
    sides: Label = Label.PARTIES
    """Who may open the filed letter once it is served; until then the authority alone."""
    initial: Callable[[Matter, Letter | None], dict[str, Any]] = lambda matter, about: {}
    """What its fields begin with."""
    by_hand: bool = True
    """Whether an officer may begin one; else only the room's own acts do."""
    on_issued: Hook = lambda actor, letter, day: None
    on_served: Hook = lambda actor, letter, day: None

    @property
    def label(self) -> str:
        """What pages call it: its title in the language of the page."""
        return in_language(self.title)


_kinds: dict[str, LetterKind] = {}


def register(kind: LetterKind) -> None:
    """Add a kind or replace the one of its name. Raises ValueError for an unknown act."""
    if kind.issue not in ACTS:
        raise ValueError(f"letter {kind.name}: nothing is known of the act {kind.issue}")
    _kinds[kind.name] = kind


def named(name: str) -> LetterKind:
    return _kinds[name]


def every() -> tuple[LetterKind, ...]:
    return tuple(_kinds.values())


def standing_alone() -> tuple[LetterKind, ...]:
    """The kinds an officer may begin with no other letter to follow."""
    return tuple(kind for kind in _kinds.values() if kind.by_hand and not kind.about)


def about(letter: Letter) -> tuple[LetterKind, ...]:
    """The kinds of letters that may follow an issued one."""
    return tuple(kind for kind in _kinds.values() if "*" in kind.about or letter.kind in kind.about)
