"""The cheapest path to a star: which options to take, in which order, and the proof that none is cheaper.

Only what is sure counts: a path that rests on an unknown would be a promise. When there is no path,
the answer names the gate that stays shut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .card import Card, Level
from .claims import Basis, Claims
from .fronts import Coupled, cheapest
from .options import Option
from .program import Program, Solution, build, solve
from .result import GateState, Result
from .scoring import Scoring
from .words import RatingError


@dataclass(frozen=True)
class Step:
    """One option of a path, and what it adds to the total (hundredths of a point, before caps)."""

    option: Option
    gain: int


@dataclass(frozen=True)
class Path:
    """A path to a level. `cost` in fen; `bound`: no set of options reaches the level for less.

    When the level cannot be reached, `reached` is False and `because` names the gates that stay
    shut whatever is done: each alone, or all that only fail together. `ruled_out`: options the
    path could not use.
    """

    level: Level
    before: Result
    after: Result | None
    steps: tuple[Step, ...]
    cost: int
    bound: int
    because: tuple[GateState, ...] = ()
    ruled_out: tuple[Option, ...] = ()

    @property
    def reached(self) -> bool:
        return self.after is not None

    @property
    def optimal(self) -> bool:
        """The cost equals its proven lower bound: gap 0."""
        return self.reached and self.cost == self.bound


def cheapest_path(
    card: Card,
    claims: Claims,
    options: Sequence[Option],
    stage: str,
    basis: Basis | str = Basis.CLAIMED,
    to: str | None = None,
) -> Path:
    """The options that reach a level (the next one) for the least money.

    Raises RatingError for an unknown level, or when there is no next one.
    """
    scoring = Scoring(card, claims, stage, Basis(basis))
    before = scoring.result()
    level = card.level(to) if to else before.next
    if level is None:
        raise RatingError(f"{card.code}: the highest level is reached already")
    if not before.blocking_at(level):
        return Path(level, before, before, (), 0, 0)
    program = build(scoring, before, level, options)
    try:
        solution = cheapest(program)
    except Coupled:
        solution = solve(program, len(options))
    if solution is None:
        because = tuple(_shut(program, level, before, options))
        return Path(level, before, None, (), 0, 0, because, _ruled_out(options))
    return _checked(scoring, before, level, options, solution)


def _checked(
    scoring: Scoring,
    before: Result,
    level: Level,
    options: Sequence[Option],
    solution: Solution,
) -> Path:
    """The path, scored again with all its steps: what the solver says is believed when it holds."""
    steps = tuple(
        Step(option, gain(scoring, before, option))
        for option in _in_order([options[n] for n in solution.chosen])
    )
    changes = {key: given for step in steps for key, given in step.option.claims.items()}
    claims = scoring.claims.changed(changes, scoring.basis)
    after = Scoring(scoring.card, claims, scoring.stage, scoring.basis).result()
    if after.blocking_at(level):
        raise RuntimeError(f"the solver's path does not reach {level.id}")
    cost = sum(step.option.cost for step in steps)
    bound = min(solution.bound, cost)
    return Path(level, before, after, steps, cost, bound, (), _ruled_out(options))


def gain(scoring: Scoring, before: Result, option: Option) -> int:
    """What an option adds to the total, in hundredths of a point, before caps."""
    added = Fraction(0)
    for one in before.categories:
        for item in one.items:
            if item.item.id in option.claims and one.factor:
                span = scoring.span(item.item, option.claims[item.item.id])
                added += one.factor * (span.sure - item.span.sure)
    return int(added)


def _ruled_out(options: Sequence[Option]) -> tuple[Option, ...]:
    return tuple(option for option in options if option.impossible)


def _in_order(chosen: list[Option]) -> list[Option]:
    """Cheapest first, but nothing before what it needs."""
    waiting = sorted(chosen, key=lambda option: (option.cost, option.id))
    done: list[Option] = []
    while waiting:
        ids = {option.id for option in done}
        free = next((one for one in waiting if ids.issuperset(one.needs)), waiting[0])
        waiting.remove(free)
        done.append(free)
    return done


def _shut(
    program: Program, level: Level, before: Result, options: Sequence[Option]
) -> list[GateState]:
    """The gates that keep the level out of reach.

    First those that no choice opens even when every other gate is left out; else those of which any
    one left out would free the way; else all that are not open.
    """
    gates = list(before.gates[level.id])
    alone = [gate for gate in gates if solve(_only(program, gate), len(options)) is None]
    if alone:
        return alone
    freeing = [gate for gate in gates if solve(program, len(options), without=gate) is not None]
    return freeing or list(before.blocking_at(level))


def _only(program: Program, gate: GateState) -> Program:
    rows = [(one, row) for one, row in program.rows if one is None or one is gate]
    return Program(program.costs, program.ceilings, rows)
