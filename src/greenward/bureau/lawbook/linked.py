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

from .words import lang

LIMIT, GUIDING = ("energy.constraint",), ("energy.guiding",)
FIGURE = ("factor.", "correction.")
KINDS = {
    "factor.": gettext_lazy("factors of energy"),
    "correction.": gettext_lazy("corrections for how a building is used"),
}
"""What is said of a whole kind of rows; the others have the name of their quantity."""
RESTS_ON = {
    "constraint_value": LIMIT,
    "constraint_last_year": LIMIT,
    "mean_constraint": LIMIT,
    "mean_guiding": GUIDING,
    "eui": FIGURE,
    "eui_last_year": FIGURE,
}
"""Fact -> the quantities its value comes from; a name that ends in a full stop means all below it."""


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
            names |= dict.fromkeys(RESTS_ON.get(fact, ()))
        if isinstance(rule, Duty):
            names[f"due.{rule.id}"] = None
    return tuple(names)


def links(names: Iterable[str]) -> dict[str, list[Link]]:
    """The rows on file of some quantities, by the name asked for, in one query."""
    asked = tuple(names)
    if not asked:
        return {}
    rows: Counter[tuple[str, int, str, bool]] = Counter()
    waiting: Counter[tuple[str, int, str, bool]] = Counter()
    for name, standard, code, evidence, word, used, number in _on_file():
        if (covering := _covering(name, asked)) is None:
            continue
        key = (covering, standard, code, used)
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
    row.word = word  # type: ignore[attr-defined]
    return row.state


def _covering(name: str, asked: tuple[str, ...]) -> str | None:
    return next((a for a in asked if name == a or (a.endswith(".") and name.startswith(a))), None)


def _what(name: str) -> str:
    if name in KINDS:
        return str(KINDS[name])
    known = quantity(name)
    return known.label.in_(lang()) if known else name
