"""Gates asked about many cases at once: what a gate answers depends only on how its comparisons come
out, so cases that agree in all of them share one hearing (Articles 12 to 16; B1 to B5).
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import eq, ge, gt, le, lt

from .gates import Hearing, ask
from .language import (
    All,
    Comparison,
    Condition,
    Flag,
    Gate,
    Known,
    Not,
    Recorded,
    Some,
    Term,
    facts_in,
)
from .reading import Facts, value_of

COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq}
Shape = tuple[str, tuple[str, ...]]
"""A gate by its id and its grounds: of one gate, those of an earlier day may be fewer."""
Outcome = bool | None | tuple[str, ...]
"""How a leaf comes out: yes, no, unknown; of a comparison that is unknown, the facts it lacks."""


class Hearings:
    """Asks gates, and remembers. The values a reason quotes are those of the first such case; truths
    and missing facts are those of every one."""

    def __init__(self) -> None:
        self._leaves: dict[Shape, tuple[Condition, ...]] = {}
        self._known: dict[tuple[Shape, tuple[Outcome, ...]], Hearing] = {}

    def ask(self, gate: Gate, facts: Facts) -> Hearing:
        shape = gate.id, tuple(ground.id for ground in gate.grounds)
        leaves = self._leaves.get(shape)
        if leaves is None:
            leaves = self._leaves[shape] = tuple(dict.fromkeys(_of_gate(gate)))
        key = shape, tuple([_outcome(leaf, facts) for leaf in leaves])
        heard = self._known.get(key)
        if heard is None:
            heard = self._known[key] = ask(gate, facts)
        return heard


def _of_gate(gate: Gate) -> Iterator[Condition]:
    for ground in gate.grounds:
        yield from leaves(ground.applies)
        yield from leaves(ground.requires)


def leaves(condition: Condition) -> Iterator[Condition]:
    """The flags, comparisons and questions of knowledge a condition is made of."""
    match condition:
        case All(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Term(_, _, part):
            yield from leaves(part)
        case Recorded(flag, derived):
            yield Flag(flag)
            yield from leaves(derived)
        case Comparison() | Flag() | Known():
            yield condition


def _outcome(leaf: Condition, facts: Facts) -> Outcome:
    match leaf:
        case Flag(name):
            value = facts.get(name)
            return None if value is None else bool(value)
        case Known(name):
            return facts.get(name) is not None
        case Comparison(operator, left, right):
            first, second = value_of(left, facts), value_of(right, facts)
            if first is None or second is None:
                return tuple(name for name in facts_in(leaf) if facts.get(name) is None)
            return bool(COMPARE[operator](first, second))
    raise TypeError(f"{leaf!r} is no leaf of a condition")
