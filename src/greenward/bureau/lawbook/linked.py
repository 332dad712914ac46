"""Which rows of standards a rule's facts rest on, and how many of them no official has confirmed.

The limits of Article 32 are rows of standards, its figures are made with their factors and
corrections, and the day an act is due is the authority's own row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from greenward.bureau.standards.models import RowState, StandardInUse, StandardRow
from greenward.law.language import Duty, Rule, facts_of
from greenward.law.standards import quantity
from greenward.law.standards.uses import FACTS

from .words import lang

KINDS = {
    "factor.": gettext_lazy("factors of energy"),
    "correction.": gettext_lazy("corrections for how a building is used"),
}
"""What is said of a whole kind of rows; the others have the name of their quantity."""


def kind_of(quantity: str) -> str:
    """The kind a quantity is shown under: itself, or the beginning of its name."""
    return next((kind for kind in KINDS if quantity.startswith(kind)), quantity)


def _fed_by() -> dict[str, tuple[str, ...]]:
    fed: dict[str, tuple[str, ...]] = {}
    for quantity_name, facts in FACTS.items():
        for fact in facts:
            fed[fact] = (*fed.get(fact, ()), quantity_name)
    return fed


FED_BY = _fed_by()
"""Fact -> the quantities of standards its value comes from."""


@dataclass(frozen=True)
class Link:
    """One standard's rows of one kind: how many stand, how many wait for an official."""

    standard: int
    code: str
    what: str
    rows: int
    undecided: int
    in_use: bool


def quantities_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The quantities of standards that some rules rest on."""
    names: dict[str, None] = {}
    for rule in rules:
        for fact in facts_of(rule):
            names |= dict.fromkeys(FED_BY.get(fact, ()))
        if isinstance(rule, Duty):
            names[f"due.{rule.id}"] = None
    return tuple(names)


def links(names: Iterable[str]) -> dict[str, list[Link]]:
    """The rows on file of some quantities, by the kind they are shown under, in one query."""
    asked = frozenset(names)
    if not asked:
        return {}
    rows: Counter[tuple[str, int, str, bool]] = Counter()
    waiting: Counter[tuple[str, int, str, bool]] = Counter()
    for name, standard, code, evidence, word, used, number in _on_file():
        if name not in asked:
            continue
        key = (kind_of(name), standard, code, used)
        rows[key] += number
        waiting[key] += number if _state(evidence, word) is RowState.UNDECIDED else 0
    found: dict[str, list[Link]] = {}
    for key, number in sorted(rows.items()):
        name, standard, code, used = key
        applied = used or name.startswith("due.")  # the authority's own rows need no one's use
        link = Link(standard, code, _what(name), number, waiting[key], applied)
        found.setdefault(name, []).append(link)
    for each in found.values():
        each.sort(key=lambda link: (not link.in_use, link.code))
    return found


def _on_file() -> QuerySet[StandardRow, tuple[str, int, str, str, str, bool, int]]:
    """All standing rows, counted by what they state, whose they are and where they stand."""
    used = StandardInUse.objects.filter(standard=OuterRef("standard"), last_day=None)
    groups = ("quantity", "standard", "standard__code", "evidence", "word", "used")
    rows = StandardRow.objects.standing().annotate(used=Exists(used)).order_by()
    return rows.values_list(*groups).annotate(number=Count("pk"))


def _state(evidence: str, word: str | None) -> RowState:
    row = StandardRow(evidence=evidence)
    row.word = word
    return row.state


def _what(name: str) -> str:
    if name in KINDS:
        return str(KINDS[name])
    known = quantity(name)
    return known.label.in_(lang()) if known else name
