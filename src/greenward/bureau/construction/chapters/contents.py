"""The nine parts of a green chapter, what each settles for the law, and what is still missing.

Article 13 names the star, the targets, the technical path, the industrialised construction and the
costs. The other parts are the content model of a neighbouring city, since the drafting rules of the
authority are not published; they make a chapter whole but hold up nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from greenward.law.language import Edition, Subject, facts_of

from ..facts import Value
from ..models.chapters import Budgeted, Chapter

Contents = Mapping[str, Any]
"""Column of `Chapter` -> value; what is not filled in is None or an empty text."""


@dataclass(frozen=True)
class Part:
    """One part of the chapter as the clerk sees it."""

    name: str
    title: Any
    columns: tuple[str, ...]
    missing: Any
    """What to do when it is not filled in."""
    facts: tuple[str, ...] = ()
    """The facts of the law it settles."""
    carries: bool = True
    """Whether it is carried over from the stage before. What each stage works out anew is not."""

    def filled(self, contents: Contents) -> bool:
        """Whether nothing of it is missing."""
        return all(known(contents[name]) for name in self.asked(contents))

    def empty(self, contents: Contents) -> bool:
        return not any(known(contents[name]) for name in self.columns)

    def asked(self, contents: Contents) -> tuple[str, ...]:
        """The columns to fill in: a rate is asked only of what is built industrially, an item of the
        estimate only of costs that stand in it."""
        left_out = set()
        if contents.get("industrialised") is not True:
            left_out.add("prefabrication_rate")
        if contents.get("budgeted") == Budgeted.NEITHER:
            left_out.add("budget_lines")
        return tuple(name for name in self.columns if name not in left_out)


PARTS = (
    Part(
        "star",
        _("Star"),
        ("star",),
        _("Choose the star the project will reach."),
        ("chapter_states_star", "chapter_star"),
    ),
    Part(
        "standard",
        _("Evaluation standard"),
        ("standard",),
        _("Say by which standard, in which edition, the star is counted."),
    ),
    Part(
        "energy",
        _("Energy target"),
        ("energy_target",),
        _("Give the energy use the project is designed for, as a number."),
        ("chapter_states_targets",),
    ),
    Part(
        "emission",
        _("Emission target"),
        ("emission_target",),
        _("Give the carbon emission the project is designed for, as a number."),
        ("chapter_states_targets",),
    ),
    Part(
        "saving",
        _("Energy saving and renewable energy"),
        ("saving_rate", "renewable_share"),
        _("Give both shares in per cent; 0 is an answer."),
    ),
    Part(
        "industrialised",
        _("Industrialised construction"),
        ("industrialised", "prefabrication_rate"),
        _(
            "Say whether industrialised construction is required and, if so, the prefabrication rate."
        ),
        ("chapter_states_prefab",),
    ),
    Part(
        "path",
        _("Technical path"),
        ("technical_path",),
        _("Describe by which measures the star and the targets are reached at this stage."),
        ("chapter_states_path",),
        carries=False,
    ),
    Part(
        "cost",
        _("Costs, estimate and budget"),
        ("cost_fen", "budgeted", "budget_lines"),
        _(
            "Give the costs of the green measures and where they stand in the estimate and the budget."
        ),
        ("chapter_cost_budgeted",),
        carries=False,
    ),
    Part(
        "funding",
        pgettext_lazy("of a chapter", "Funding"),
        ("funding_source",),
        _("Say where the money for the green measures comes from."),
        carries=False,
    ),
)
COLUMNS = tuple(column for part in PARTS for column in part.columns)
STATED = tuple(dict.fromkeys(fact for part in PARTS for fact in part.facts))
"""The facts that the contents of a chapter settle."""


def known(value: object) -> bool:
    return value is not None and value != ""


def contents_of(chapter: Chapter) -> dict[str, Any]:
    return {column: getattr(chapter, column) for column in COLUMNS}


def part(name: str) -> Part:
    return next(one for one in PARTS if one.name == name)


def missing(contents: Contents) -> tuple[Part, ...]:
    """The parts that are not filled in, in the order of the chapter."""
    return tuple(one for one in PARTS if not one.filled(contents))


def holding_up(edition: Edition, contents: Contents) -> tuple[Part, ...]:
    """The missing parts without which a gate of the law stays shut."""
    asked = {fact for gate in edition.gates for fact in facts_of(gate)}
    return tuple(one for one in missing(contents) if asked & set(one.facts))


def has_chapters(edition: Edition) -> bool:
    """Whether the law of a place asks for green chapters at all."""
    return any(duty.subject is Subject.CHAPTER for duty in edition.duties)


def facts_of_contents(contents: Contents) -> dict[str, Value]:
    """What a version says to the law: a part that is not filled in is not stated.

    Costs that stand in the estimate while no budget is drawn up yet are neither yes nor no.
    """
    budgeted = {Budgeted.BOTH: True, Budgeted.NEITHER: False}
    return {
        "chapter_states_star": part("star").filled(contents),
        "chapter_states_targets": _filled(contents, ("energy", "emission")),
        "chapter_states_path": part("path").filled(contents),
        "chapter_states_prefab": part("industrialised").filled(contents),
        "chapter_cost_budgeted": budgeted.get(contents["budgeted"])
        if contents["budgeted"]
        else None,
        "chapter_star": contents["star"],
    }


def _filled(contents: Contents, names: Iterable[str]) -> bool:
    return all(part(name).filled(contents) for name in names)
