"""How a city pack is put together: its rules, the articles they stand on, and the facts they ask.

A pack is one folder with an entry point in the group ``greenward.city``. It lists its rules and
articles; the vocabulary of its edition follows from them, with the facts every rule brings along
(an order to correct, a fine imposed, a gate passed, a policy in force).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from .check import check
from .language import (
    Anchor,
    Article,
    Duty,
    Edition,
    FactEntry,
    Gate,
    Ground,
    Instrument,
    LawError,
    Permission,
    Text,
    facts_of,
)
from .vocabulary.entering import ENTRIES, fine_entry, gate_entry, order_entry, policy_entry

Anchors = Mapping[str, Mapping[str, str]]
"""Instrument -> place in its text -> hash of the words there when our reading was made."""

Anchored = TypeVar("Anchored", Duty, Gate, Ground, Permission)


def build(
    pack: str,
    title: Text,
    instruments: tuple[Instrument, ...],
    *,
    duties: Iterable[Duty],
    articles: Iterable[Article],
    gates: Iterable[Gate] = (),
    permissions: Iterable[Permission] = (),
    anchors: Anchors | None = None,
) -> Edition:
    """The checked edition of a pack. Raises LawError with the rule's id and what is wrong in it.

    `instruments` names what the pack reads, the city's own first; `anchors` where its official
    text was read, by place.
    """
    main = instruments[0].code
    known = anchors or {}

    def anchored(rule: Anchored) -> Anchored:
        place = place_of(rule.article)
        found = known.get(rule.instrument or main, {}).get(place)
        return replace(rule, read_from=Anchor(place, found)) if found else rule

    edition = Edition(
        pack=pack,
        title=title,
        duties=tuple(anchored(duty) for duty in duties),
        gates=tuple(
            replace(anchored(gate), grounds=tuple(anchored(ground) for ground in gate.grounds))
            for gate in gates
        ),
        permissions=tuple(anchored(permission) for permission in permissions),
        articles=tuple(articles),
        instruments=instruments,
        vocabulary=(),
    )
    return check(replace(edition, vocabulary=vocabulary_of(edition)))


def place_of(article: str) -> str:
    """The anchor of an article, paragraph, item: 32 -> art_32, 32.2 -> art_32__para_2,
    47.1.2 -> art_47__para_1__item_2."""
    numbers = article.split(".")
    if not 1 <= len(numbers) <= 3 or not all(numbers):
        raise LawError(f"{article!r} names no article, paragraph or item")
    return "__".join(
        f"{word}_{number}" for word, number in zip(("art", "para", "item"), numbers, strict=False)
    )


def vocabulary_of(edition: Edition) -> tuple[FactEntry, ...]:
    """Every fact the rules of an edition ask for, in the order they ask."""
    brought = {
        entry.name: entry
        for entry in (
            *(order_entry(d) for d in edition.duties if d.breach and d.breach.cure_first),
            *(fine_entry(d) for d in edition.duties if d.breach),
            *(gate_entry(gate) for gate in edition.gates),
            *(policy_entry(permission) for permission in edition.permissions),
        )
    }
    asked = [name for rule in edition.rules() for name in facts_of(rule)]
    asked += [p.unit_of for p in edition.permissions if p.unit_of]
    found = []
    for name in dict.fromkeys(asked):
        entry = brought.get(name) or ENTRIES.get(name)
        if entry is None:
            raise LawError(f"a rule of {edition.pack} asks for {name!r}, which no one has entered")
        found.append(entry)
    return tuple(found)
