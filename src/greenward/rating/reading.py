"""Reads a scorecard from TOML and refuses one whose sums do not come out.

The form is closed: an unknown key, a rule that cannot reach its item's maximum, or a category whose
items do not add up to the stage's maximum is an error that names its place. See docs/rating.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from .card import CONTROL, Card, Category, Item, Key, Level, Requirement, Weight
from .conditions import read_condition
from .inputs import Input
from .rule_reading import NODES, Raw, RuleReading, closed, flag, read_input, text
from .rules import Rule
from .words import Evidence, RatingError, Text, evidence, points

CARD = {
    *("id", "code", "zh", "en", "first_day", "evidence", "source", "dated", "base", "divisor"),
    *("stages", "sources", "gaps", "amends", "without"),
}
ROW = {"id", "zh", "en", "evidence", "source", "note"}
MET = "met"
"""The input of an all-or-nothing item and of a plain gate."""


def read_card(raw: Raw) -> Card:
    """The card a (merged) TOML document states. Raises RatingError with the place."""
    closed(
        raw, {"card", "context", "controls", "level", "requirement", "category"}, {"card"}, "card"
    )
    card = CardReading(raw).card()
    for problem in problems(card):
        raise RatingError(f"{card.id}: {problem}")
    return card


class CardReading:
    """One document on its way to a card."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.head = closed(raw["card"], CARD, {"id", "code", "first_day", "stages"}, "card")
        self.stages = {
            code: text(name, f"stage {code}") for code, name in self.head["stages"].items()
        }
        self.keys = [self._key(code, one) for code, one in raw.get("context", {}).items()]
        codes = {key.id: frozenset(key.codes) for key in self.keys}
        self.rules = RuleReading({**codes, "stage": frozenset(self.stages)}, self._own_evidence)

    def card(self) -> Card:
        head = self.head
        levels = [self._level(n, row) for n, row in enumerate(self.raw.get("level", []))]
        known = {level.id for level in levels}
        requirements = [
            *(self._control(row, known) for row in self.raw.get("controls", {}).get("items", [])),
            *(self._requirement(row, known) for row in self.raw.get("requirement", [])),
        ]
        categories = [self._category(row) for row in self.raw.get("category", [])]
        subjects: dict[str, Item | Requirement] = {}
        items = [item for category in categories for item in category.items]
        every: list[Item | Requirement] = [*requirements, *items]
        for one in every:
            if subjects.setdefault(one.id, one) is not one:
                raise RatingError(f"{head['id']}: {one.id} is there twice")
        if not isinstance(head["first_day"], date):
            raise RatingError("card: first_day is a date such as 2024-10-01")
        return Card(
            id=head["id"],
            code=head["code"],
            title=text(head, "card"),
            first_day=head["first_day"],
            evidence=self._dated(),
            stages=self.stages,
            keys=tuple(self.keys),
            categories=tuple(categories),
            requirements=tuple(requirements),
            levels=tuple(levels),
            base=points(head.get("base", 0), "card.base"),
            divisor=int(head.get("divisor", 1)),
            digest=digest(self.raw),
            gaps=tuple(text(gap, "card.gaps") for gap in head.get("gaps", [])),
            amends=head.get("amends"),
            subjects=subjects,
        )

    def _key(self, code: str, raw: Raw) -> Key:
        closed(raw, {"zh", "en", "must", "codes"}, {"codes"}, f"context {code}")
        codes = {one: text(name, f"context {code}.{one}") for one, name in raw["codes"].items()}
        return Key(code, text(raw, f"context {code}"), codes, bool(raw.get("must")))

    def _evidence(self, raw: Raw, where: str) -> Evidence:
        sources = self.head.get("sources", {})
        source = raw.get("source", self.head.get("source"))
        if source not in sources:
            raise RatingError(f"{where}: source {source!r} is not among [card.sources]")
        return evidence(
            str(raw.get("evidence", "")), text(sources[source], f"source {source}"), where
        )

    def _dated(self) -> Evidence:
        """How well the first day in force is known; without `dated`, as well as the rest."""
        mark, *source = self.head.get("dated", [self.head.get("evidence", "")])
        named = source[0] if source else self.head.get("source")
        return self._evidence({"evidence": mark, "source": named}, "card.dated")

    def _own_evidence(self, raw: Raw, where: str) -> Evidence | None:
        return self._evidence(raw, where) if "evidence" in raw else None

    def _level(self, rank: int, raw: Raw) -> Level:
        where = f"level {raw.get('id')}"
        closed(raw, ROW | {"total", "minimum"}, {"id"}, where)
        total = points(raw["total"], where) if "total" in raw else None
        return Level(
            raw["id"], rank, text(raw, where), total, raw.get("minimum"), self._evidence(raw, where)
        )

    def _control(self, raw: Raw, levels: set[str]) -> Requirement:
        where = f"control {raw.get('id')}"
        closed(raw, ROW, {"id"}, where)
        return self._gate(raw, CONTROL, {level: {MET: True} for level in levels}, where)

    def _requirement(self, raw: Raw, levels: set[str]) -> Requirement:
        where = f"requirement {raw.get('id')}"
        closed(raw, ROW | {"kind", "inputs", "only", "levels"}, {"id", "kind", "levels"}, where)
        asks = raw["levels"]
        if isinstance(asks, list):
            asks = {level: {MET: True} for level in asks}
        if strange := asks.keys() - levels:
            raise RatingError(f"{where}: there is no level {sorted(strange)[0]!r}")
        return self._gate(raw, raw["kind"], asks, where)

    def _gate(self, raw: Raw, kind: str, asks: Mapping[str, Any], where: str) -> Requirement:
        name = text(raw, where)
        asked = [read_input(one, where) for one in raw.get("inputs", [])] or [Input(MET, name)]
        by_id = {one.id: one for one in asked}
        return Requirement(
            raw["id"],
            kind,
            name,
            tuple(asked),
            {
                level: read_condition(ask, by_id, f"{where}, level {level}")
                for level, ask in asks.items()
            },
            self._evidence(raw, where),
            self.rules.only(raw.get("only"), where),
            _note(raw, where),
        )

    def _category(self, raw: Raw) -> Category:
        where = f"category {raw.get('id')}"
        closed(raw, {"id", "zh", "en", "max", "minimum", "weights", "item"}, {"id", "max"}, where)
        most = (
            raw["max"]
            if isinstance(raw["max"], Mapping)
            else dict.fromkeys(self.stages, raw["max"])
        )
        weights = tuple(
            Weight(
                self.rules.only({k: v for k, v in one.items() if k != "percent"}, where),
                one["percent"],
            )
            for one in raw.get("weights", [])
        )
        return Category(
            raw["id"],
            text(raw, where),
            tuple(self._item(one) for one in raw["item"]),
            {stage: points(most[stage], where) for stage in self.stages},
            bool(raw.get("minimum")),
            weights,
        )

    def _item(self, raw: Raw) -> Item:
        where = f"item {raw.get('id')}"
        closed(raw, ROW | {"max", "stages", "most"} | set(NODES), {"id", "max"}, where)
        most = points(raw["max"], where)
        stages = frozenset(raw.get("stages", self.stages))
        if strange := stages - self.stages.keys():
            raise RatingError(f"{where}: there is no stage {sorted(strange)[0]!r}")
        rule = self._rule(raw, text(raw, where), most, where)
        return Item(
            raw["id"],
            text(raw, where),
            most,
            rule,
            self._evidence(raw, where),
            stages,
            _note(raw, where),
        )

    def _rule(self, raw: Raw, name: Text, most: int, where: str) -> Rule:
        for key, kind in NODES.items():
            if key in raw:
                return self.rules.node(kind, raw, key, where, {})
        return flag(Input(MET, name), most)


def _note(raw: Raw, where: str) -> Text | None:
    return text(raw["note"], where) if "note" in raw else None


def digest(raw: Raw) -> str:
    """SHA-256 of what the card states, whatever the order of its keys."""
    plain = json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


# --- what must hold of a card ------------------------------------------------------------------


def problems(card: Card) -> Iterator[str]:
    """Items that cannot reach their maximum, and categories whose items do not add up to theirs."""
    if not card.levels:
        yield "a card has at least one level"
    for category in card.categories:
        for item in category.items:
            best = max(max(item.rule.attainable(one)) for one in contexts(card, item))
            if best != item.most:
                yield f"item {item.id}: its rule gives {best / 100:g} at most, its maximum is {item.most / 100:g}"
        for stage, most in category.most.items():
            total = sum(item.most for item in category.items if item.scores_in(stage))
            silent = category.weights and not total
            if total < most and not silent:
                yield f"category {category.id}: its items give {total / 100:g} in {stage}, not {most / 100:g}"
            if category.minimum and total != most:
                yield f"category {category.id}: its items add up to {total / 100:g} in {stage}, not {most / 100:g}"


def contexts(card: Card, item: Item) -> Iterator[dict[str, str]]:
    """Every context the rule of an item can tell apart."""
    asked = {key for leaf in _all_rules(item.rule) for key in leaf.only.codes}
    choices = {key.id: list(key.codes) for key in card.keys if key.id in asked}
    choices["stage"] = [stage for stage in card.stages if item.scores_in(stage)]
    for chosen in product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))


def _all_rules(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in getattr(rule, "parts", ()):
        yield from _all_rules(part)
