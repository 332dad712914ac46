"""Scores a project under a card: points by category, gates apart from them, the level that is sure.

An item nobody states anything of is unknown: it surely gives nothing and possibly everything. The
level is the one that is sure; the one that is still possible stands beside it, with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from .card import Card, Category, Item, Level, Requirement
from .claims import Basis, Claims
from .inputs import Given, Need
from .result import (
    MINIMUM,
    TOTAL,
    CategoryScore,
    GateState,
    ItemScore,
    Reliance,
    Result,
)
from .rules import NOTHING, Context, Span
from .words import DOUBT, RatingError, Text

TOTAL_NAME = Text("总得分", "total score")


def score(card: Card, claims: Claims, stage: str, basis: Basis | str = Basis.CLAIMED) -> Result:
    """The points and the level of a project at a stage, on what was claimed, reviewed or verified.

    Raises RatingError for a stage the card does not know.
    """
    if stage not in card.stages:
        raise RatingError(f"{card.code} has no stage {stage!r}; known: {', '.join(card.stages)}")
    return Scoring(card, claims, stage, Basis(basis)).result()


class Scoring:
    """One scoring on its way: the card and the claims, at one stage and on one basis."""

    def __init__(self, card: Card, claims: Claims, stage: str, basis: Basis) -> None:
        self.card, self.claims, self.stage, self.basis = card, claims, stage, basis
        self.context: Context = {**claims.context, "stage": stage}
        self.keys = {key.id: key.name for key in card.keys}
        self.met = {control.id: self._control(control) for control in card.controls}

    def result(self) -> Result:
        categories = tuple(map(self._category, self.card.categories))
        base = self._base()
        exact = (
            self._total(categories, base, sure=True),
            self._total(categories, base, sure=False),
        )
        gates = {
            level.id: tuple(self._gates(level, categories, exact)) for level in self.card.levels
        }
        return Result(
            self.card,
            self.stage,
            self.basis,
            categories,
            base,
            exact,
            self._highest(gates, sure=True),
            self._highest(gates, sure=False),
            gates,
            self._missing(categories, gates),
            tuple(self._reliances(categories, gates)),
        )

    # --- points -----------------------------------------------------------------------------

    def span(self, item: Item, given: Given) -> Span:
        """The points of an item if `given` is all that is stated of it."""
        if not item.scores_in(self.stage):
            return NOTHING
        if given.points is not None:
            return Span(given.points, given.points)
        if given.empty:
            most = item.highest(self.context)
            return Span(0, most, (Need(item.id, item.name),) if most else ())
        span = item.rule.span(given, self.context)
        named = tuple(self._named(item, need) for need in span.missing)
        return Span(min(span.sure, item.most), min(span.possible, item.most), named)

    def _named(self, subject: Item | Requirement, need: Need) -> Need:
        name = self.keys.get(need.key)
        return Need(need.key, name) if name else Need(f"{subject.id}.{need.key}", need.name)

    def _item(self, item: Item) -> ItemScore:
        claim = self.claims.of(item)
        states = {basis: self.span(item, given) for basis, given in claim.states.items()}
        span = states.get(self.basis) or self.span(item, Given())
        return ItemScore(item, span, states, claim.evidence)

    def _category(self, category: Category) -> CategoryScore:
        items = tuple(map(self._item, category.items))
        most = category.most[self.stage]
        if category.weights:
            most = min(most, self.claims.applicable.get(category.id, most))
        return CategoryScore(
            category,
            min(most, sum(one.span.sure for one in items)),
            min(most, sum(one.span.possible for one in items)),
            most,
            self.factor(category),
            items,
        )

    def factor(self, category: Category) -> Fraction | None:
        """What a point of a category adds to the total; None where applicable points are unknown."""
        if not category.weights:
            return Fraction(1, self.card.divisor)
        weight, points = category.weight(self.context), self.claims.applicable.get(category.id)
        if weight == 0:
            return Fraction(0)
        return None if weight is None or points is None else Fraction(weight * 100, points)

    def _total(self, categories: tuple[CategoryScore, ...], base: Span, *, sure: bool) -> Fraction:
        total = Fraction(base.sure if sure else base.possible, self.card.divisor)
        for one in categories:
            if one.factor is not None:
                total += one.factor * (one.sure if sure else one.possible)
            elif not sure:
                total += 100 * max(weight.percent for weight in one.category.weights)
        return total

    def _base(self) -> Span:
        """The points that come with the control items, once all of them are met."""
        states = [state.open for state in self.met.values()]
        if False in states:
            return NOTHING
        return Span(0 if None in states else self.card.base, self.card.base)

    # --- gates ------------------------------------------------------------------------------

    def _control(self, control: Requirement) -> GateState:
        """A control item asks the same of every level."""
        return self.answer(
            control, next(one for one in self.card.levels if one.id in control.levels)
        )

    def answer(
        self, requirement: Requirement, level: Level, given: Given | None = None
    ) -> GateState:
        """Whether a requirement lets a project through to a level, if `given` is stated of it."""
        asked = requirement.levels[level.id]
        there = requirement.only.holds(self.context)
        answer = asked.answer(
            self.claims.given(requirement, self.basis) if given is None else given
        )
        missing = tuple(self._named(requirement, need) for need in answer.missing)
        opened = answer.value
        if there is False:
            opened, missing = True, ()
        elif there is None and not opened:
            keys = requirement.only.missing(self.context)
            opened, missing = None, (*(self._named(requirement, key) for key in keys), *missing)
        return GateState(requirement.id, requirement.kind, requirement.name, opened, missing)

    def _gates(
        self,
        level: Level,
        categories: tuple[CategoryScore, ...],
        exact: tuple[Fraction, Fraction],
    ) -> Iterator[GateState]:
        for requirement in self.card.requirements:
            if level.id in requirement.levels:
                yield self.met.get(requirement.id) or self.answer(requirement, level)
        for one in categories if level.minimum else ():
            if one.category.minimum:
                need = least(one, level)
                yield _of_points(
                    one.category.id, MINIMUM, one.category.name, one.sure, one.possible, need
                )
        if level.total is not None:
            yield _of_points("total", TOTAL, TOTAL_NAME, *exact, level.total)

    def _highest(self, gates: dict[str, tuple[GateState, ...]], *, sure: bool) -> Level | None:
        def reached(level: Level) -> bool:
            states = (gate.open for gate in gates[level.id])
            return all(states) if sure else not any(state is False for state in states)

        return next((level for level in reversed(self.card.levels) if reached(level)), None)

    # --- what is missing, and what it rests on ------------------------------------------------

    def _missing(
        self, categories: tuple[CategoryScore, ...], gates: dict[str, tuple[GateState, ...]]
    ) -> tuple[Need, ...]:
        of_gates = [need for states in gates.values() for gate in states for need in gate.missing]
        of_items = [need for one in categories for item in one.items for need in item.span.missing]
        of_shares = [
            Need(
                f"applicable.{one.category.id}",
                Text(
                    f"{one.category.name.zh}适用总分",
                    f"points that apply to {one.category.name.en}",
                ),
            )
            for one in categories
            if one.factor is None
        ]
        return tuple(dict.fromkeys([*of_gates, *of_shares, *of_items]))

    def _reliances(
        self, categories: tuple[CategoryScore, ...], gates: dict[str, tuple[GateState, ...]]
    ) -> Iterator[Reliance]:
        """Every unconfirmed value in use, the least certain first."""
        asked = {gate.id for states in gates.values() for gate in states}
        card = self.card
        found = [Reliance(card.id, Text("施行日期", "first day in force"), card.evidence)]
        found += [Reliance(level.id, level.name, level.evidence) for level in card.levels]
        found += [
            Reliance(one.id, one.name, one.evidence) for one in card.requirements if one.id in asked
        ]
        stated = [item for one in categories for item in one.items if item.states]
        for score_ in stated:
            item = score_.item
            parts = [leaf.evidence for leaf in item.rule.leaves() if leaf.evidence]
            worst = min([item.evidence, *parts], key=lambda one: DOUBT[one.grade])
            found.append(Reliance(item.id, item.name, worst))
        yield from sorted((one for one in found if not one.evidence.primary), key=_doubt)


def _doubt(one: Reliance) -> tuple[int, int, str]:
    """The least certain first, and what has the same source together."""
    known = one.evidence
    return DOUBT[known.grade], known.confidence or 0, known.source.en


def least(one: CategoryScore, level: Level) -> int:
    """The points a category needs for a level: a share of its maximum, in hundredths."""
    return -(-one.most * (level.minimum or 0) // 100)


def _of_points(
    id: str, kind: str, name: Text, sure: Fraction | int, possible: Fraction | int, need: int
) -> GateState:
    opened = True if sure >= need else None if possible >= need else False
    return GateState(id, kind, name, opened, (), Span(int(sure), int(possible)), need)
