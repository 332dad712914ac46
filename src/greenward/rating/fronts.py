"""The cheapest choice without an integer program, where options of different categories do not meet.

Options that share a subject or need one another make a *block*. When no block has points in two
categories, the cheapest cost of every number of points can be built up block by block, and then
category by category, keeping only choices that no other beats in both points and cost (the front of
Nemhauser and Ullmann). All of it is whole numbers, so what it finds is the least there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from .program import Program, Share, Solution
from .solver import Row

Ints = np.ndarray[Any, np.dtype[np.int64]]
Pick = tuple[int, ...]
"""The options taken together out of one block."""

WIDEST = 8
"""A block of more options than this must be alternatives of each other, or is left to the solver."""


class Coupled(Exception):
    """Blocks that reach over several categories, or are too wide to list: not for this way."""


@dataclass(frozen=True)
class Front:
    """Points (falling) and costs (falling) of choices none of which beats another, and the choices.

    `origin`: what each came from, as a number into `parent` and one into the picks of `block`.
    """

    points: Ints
    costs: Ints
    parent: Front | None
    origin: tuple[Ints, Ints]
    picks: Sequence[Any]

    def choice(self, n: int) -> list[Any]:
        """Everything picked on the way to the n-th choice."""
        found: list[Any] = []
        front: Front = self
        while front.parent is not None:
            found.append(front.picks[int(front.origin[1][n])])
            n, front = int(front.origin[0][n]), front.parent
        return found


NOWHERE = np.zeros(1, dtype=np.int64)
START = Front(NOWHERE, NOWHERE, None, (NOWHERE, NOWHERE), ())


def cheapest(program: Program) -> Solution | None:
    """The cheapest choice, None when there is none. Raises Coupled where this way does not reach."""
    for _, (row, bound) in program.rows[: program.local]:
        if bound > 0 and not any(program.ceilings[n] for n in row):
            return None
    taken: list[Pick] = []
    by_share: dict[int, list[list[Pick]]] = {n: [] for n in range(len(program.shares))}
    rows = _rows_of_options(program)
    for block in _blocks(program):
        picks = _picks(
            block, list({id(row): row for n in block for row in rows.get(n, ())}.values())
        )
        if not picks:
            return None
        homes = [
            n for n, share in enumerate(program.shares) if any(share.gains.get(o) for o in block)
        ]
        if len(homes) > 1:
            raise Coupled
        if homes:
            by_share[homes[0]].append(picks)
        else:
            taken.append(min(picks, key=lambda pick: _cost(program, pick)))
    fronts = [_of_share(program, share, by_share[n]) for n, share in enumerate(program.shares)]
    if any(front is None for front in fronts):
        return None
    last = _together([front for front in fronts if front is not None], program.need)
    if last is None:
        return None
    chosen = sorted(n for pick in (*taken, *last) for n in pick)
    return Solution(tuple(chosen), sum(program.costs[n] for n in chosen))


# --- blocks -----------------------------------------------------------------------------------


def _blocks(program: Program) -> list[list[int]]:
    """Options that a rule or a gate ties to each other, directly or through others."""
    block = {n: [n] for n, ceiling in enumerate(program.ceilings) if ceiling == 1}
    options = {n for share in program.shares for n in share.gains} | {
        n for _, (row, _) in program.rows[: program.local] for n in row
    }
    for _, (row, _) in program.rows[: program.local]:
        tied = [n for n in row if n in block]
        for n in tied[1:]:
            one, other = block[tied[0]], block[n]
            if one is not other:
                one.extend(other)
                for moved in other:
                    block[moved] = one
    return list({id(one): one for n, one in block.items() if n in options}.values())


def _rows_of_options(program: Program) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for _, row in program.rows[: program.local]:
        for n in row[0]:
            found.setdefault(n, []).append(row)
    return found


def _picks(block: list[int], rows: list[Row]) -> list[Pick]:
    """What may be taken out of a block: nothing, one, or several, so that its rows hold."""
    inside = set(block)
    alternatives = any(
        bound == -1 and inside <= row.keys() and set(row.values()) == {-1} for row, bound in rows
    )
    if alternatives:
        offered: list[Pick] = [(), *((n,) for n in block)]
    elif len(block) <= WIDEST:
        offered = [
            tuple(n for n, taken in zip(block, chosen, strict=True) if taken)
            for chosen in product((False, True), repeat=len(block))
        ]
    else:
        raise Coupled
    return [
        pick
        for pick in offered
        if all(sum(row.get(n, 0) for n in pick) >= bound for row, bound in rows)
    ]


def _cost(program: Program, pick: Pick) -> int:
    return sum(program.costs[n] for n in pick)


# --- fronts -----------------------------------------------------------------------------------


def _joined(front: Front, points: Ints, costs: Ints, picks: Sequence[Any]) -> Front:
    """Every choice with every pick, without those that another beats."""
    total = (front.points[:, None] + points[None, :]).ravel()
    cost = (front.costs[:, None] + costs[None, :]).ravel()
    order = np.lexsort((cost, -total))
    least = np.minimum.accumulate(cost[order])
    kept = order[np.concatenate(([True], least[1:] < least[:-1]))]
    origin = (kept // len(points), kept % len(points))
    return Front(total[kept], cost[kept], front, origin, picks)


def _of_share(program: Program, share: Share, blocks: list[list[Pick]]) -> Front | None:
    """The front of one category, in parts of the total; None when its minimum is out of reach."""
    front = START
    for picks in blocks:
        points = [sum(share.gains.get(n, 0) for n in pick) for pick in picks]
        costs = [_cost(program, pick) for pick in picks]
        front = _joined(front, np.array(points), np.array(costs), picks)
    raw = front.points + share.start
    enough = raw >= share.minimum if share.minimum is not None else np.ones(len(raw), dtype=bool)
    if not enough.any():
        return None
    numbers = np.flatnonzero(enough)
    worth = np.minimum(raw[numbers], share.most) * share.weight
    picked = [(front, int(n)) for n in numbers]
    return _joined(START, worth, front.costs[numbers], picked)


def _together(fronts: list[Front], need: int | None) -> list[Pick] | None:
    """The cheapest way to the total: the longest front is only looked up, never multiplied."""
    *others, last = sorted(fronts, key=lambda front: len(front.points)) or [START]
    front, still = START, sum(int(one.points[0]) for one in fronts)
    for one in others:
        front = _joined(front, one.points, one.costs, [(one, n) for n in range(len(one.points))])
        still -= int(one.points[0])
        if need is not None:
            front = _above(front, need - still)
    wanted = (need if need is not None else int(last.points[-1] + front.points[-1])) - front.points
    at = len(last.points) - 1 - np.searchsorted(last.points[::-1], wanted, side="left")
    open_ = np.flatnonzero(at >= 0)
    if not len(open_):
        return None
    best = open_[np.argmin(front.costs[open_] + last.costs[at[open_]])]
    chosen = [*front.choice(int(best)), (last, int(at[best]))]
    return [pick for one, n in chosen for pick in _picked(one, n)]


def _above(front: Front, least: int) -> Front:
    """Without the choices that cannot reach the total any more, whatever the rest adds."""
    kept = np.flatnonzero(front.points >= least)
    origin = (front.origin[0][kept], front.origin[1][kept])
    return Front(front.points[kept], front.costs[kept], front.parent, origin, front.picks)


def _picked(front: Front, n: int) -> list[Pick]:
    """The picks of a category's front behind the n-th choice."""
    if front.parent is None:
        return []
    ((inner, number),) = front.choice(n)
    picks: list[Pick] = inner.choice(number)
    return picks
