"""The way to a level as an integer program: which options, so that every gate opens, for the least.

Everything in it is a whole number: points are scaled until they are, costs are fen divided by their
common divisor. A row belongs to the gate it stands for, so that a gate can be left out to learn
which one keeps a level out of reach.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .card import Item, Level
from .inputs import Given
from .options import Option
from .result import CategoryScore, GateState, Result
from .scoring import Scoring, least
from .solver import Row, minimise


@dataclass(frozen=True)
class Share:
    """A category's part in the total: gains by option, from `start` up to `most`, times `weight`."""

    gains: Mapping[int, int]
    start: int
    most: int
    minimum: int | None
    weight: int


@dataclass
class Program:
    """Rows by the gate they stand for (None: rules of the options themselves), over the options.

    Variables are the options in order, then one for each capped category. `ceilings`: their upper
    bounds. The first `local` rows are about options alone; what the others say of points is also in
    `shares` and `need` (None: no total is asked for), for a way that needs no rows.
    """

    costs: list[int]
    ceilings: list[int]
    rows: list[tuple[GateState | None, Row]] = field(default_factory=list)
    local: int = 0
    shares: list[Share] = field(default_factory=list)
    need: int | None = None

    def add(self, gate: GateState | None, coefficients: dict[int, int], at_least: int) -> None:
        self.rows.append((gate, (coefficients, at_least)))


def build(scoring: Scoring, result: Result, level: Level, options: Sequence[Option]) -> Program:
    """The program for one level. Options that are ruled out stay in, with nothing to choose."""
    program = Program(
        [option.cost for option in options], [0 if option.impossible else 1 for option in options]
    )
    _rules(program, options)
    for gate in result.gates[level.id]:
        if gate.have is None:
            _requirement(program, gate, scoring, level, options)
    program.local = len(program.rows)
    _points(program, scoring, result, level, options)
    return program


def _rules(program: Program, options: Sequence[Option]) -> None:
    """One option a subject; what an option needs and excludes."""
    number = {option.id: n for n, option in enumerate(options)}
    subjects: dict[str, list[int]] = {}
    for n, option in enumerate(options):
        for subject in option.claims:
            subjects.setdefault(subject, []).append(n)
        for other in option.needs:
            program.add(None, {number[other]: 1, n: -1}, 0)
        for other in option.excludes:
            program.add(None, {number[other]: -1, n: -1}, -1)
    for chosen in subjects.values():
        if len(chosen) > 1:
            program.add(None, dict.fromkeys(chosen, -1), -1)


def _requirement(
    program: Program, gate: GateState, scoring: Scoring, level: Level, options: Sequence[Option]
) -> None:
    """A gate that is open must not be shut by an option; one that is not needs one that opens it."""
    requirement = next(one for one in scoring.card.requirements if one.id == gate.id)
    touching = {
        n: scoring.answer(requirement, level, option.claims[gate.id]).open is True
        for n, option in enumerate(options)
        if gate.id in option.claims
    }
    if gate.open:
        program.add(gate, {n: -1 for n, opens in touching.items() if not opens}, 0)
    else:
        program.add(gate, {n: 1 for n, opens in touching.items() if opens}, 1)


def _points(
    program: Program, scoring: Scoring, result: Result, level: Level, options: Sequence[Option]
) -> None:
    """Minima of the categories, and the total with its caps."""
    gates = {gate.id: gate for gate in result.gates[level.id]}
    need = Fraction(level.total or 0) - Fraction(scoring.card.base, scoring.card.divisor)
    factors = [one.factor or Fraction(0) for one in result.categories]
    scale = math.lcm(need.denominator, *(factor.denominator for factor in factors))
    floor, terms = int(need * scale), dict[int, int]()
    for one, factor in zip(result.categories, factors, strict=True):
        gains = _gains(one, scoring, options)
        start = sum(item.span.sure for item in one.items)
        minimum = least(one, level) if level.minimum and one.category.minimum else None
        if minimum is not None:
            program.add(gates[one.category.id], gains, minimum - start)
        weight = int(factor * scale)
        program.shares.append(Share(gains, start, one.most, minimum, weight))
        if level.total is None or not weight:
            continue
        if start + _most_gain(gains, options) <= one.most:
            floor -= weight * start
            for n, gain in gains.items():
                terms[n] = terms.get(n, 0) + weight * gain
        else:
            terms[_capped(program, one, gains, start)] = weight
    if level.total is not None:
        program.need = int(need * scale)
        program.add(gates["total"], terms, floor)


def _gains(one: CategoryScore, scoring: Scoring, options: Sequence[Option]) -> dict[int, int]:
    """Points each option adds to (or takes from) a category."""
    items = {score.item.id: score for score in one.items}
    gains: dict[int, int] = {}
    for n, option in enumerate(options):
        for subject, given in option.claims.items():
            if score := items.get(subject):
                gain = _sure(scoring, score.item, given) - score.span.sure
                gains[n] = gains.get(n, 0) + gain
    return gains


def _sure(scoring: Scoring, item: Item, given: Given) -> int:
    return scoring.span(item, given).sure


def _most_gain(gains: dict[int, int], options: Sequence[Option]) -> int:
    return sum(max(0, gain) for n, gain in gains.items() if not options[n].impossible)


def _capped(program: Program, one: CategoryScore, gains: dict[int, int], start: int) -> int:
    """A variable for the points that count: no more than there are, and no more than the cap."""
    counted = len(program.ceilings)
    program.costs.append(0)
    program.ceilings.append(one.most)
    program.add(None, {**gains, counted: -1}, -start)
    return counted


@dataclass(frozen=True)
class Solution:
    """The options chosen (numbers), and a cost below which no choice opens every gate, in fen."""

    chosen: tuple[int, ...]
    bound: int


def solve(program: Program, options: int, without: GateState | None = None) -> Solution | None:
    """The cheapest choice; None when there is none. `without`: as if that gate were not there."""
    rows = [row for gate, row in program.rows if without is None or gate is not without]
    if any(not coefficients and bound > 0 for coefficients, bound in rows):
        return None
    if not program.costs:
        return Solution((), 0)
    unit = math.gcd(*program.costs) or 1
    costs = [cost // unit for cost in program.costs]
    answer = minimise(costs, program.ceilings, [row for row in rows if row[0]])
    if answer is None:
        return None
    values, bound = answer
    return Solution(tuple(n for n in range(options) if values[n]), bound * unit)
