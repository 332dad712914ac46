"""What changes when a project states something else: two scorings and what differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .card import Card
from .claims import Basis, Claim, Claims, read_state
from .result import GateState, ItemScore, Result
from .scoring import score


@dataclass(frozen=True)
class Difference:
    """A project as it is, as it would be, and what moved: items, and gates by level."""

    before: Result
    after: Result
    items: tuple[tuple[ItemScore, ItemScore], ...]
    gates: tuple[tuple[str, GateState, GateState], ...]


def what_if(
    card: Card,
    claims: Claims,
    changes: Mapping[str, Mapping[str, Any]],
    stage: str,
    basis: Basis | str = Basis.CLAIMED,
) -> Difference:
    """Score with `changes` (subject -> inputs, beside those already stated) and compare.

    Points stated outright are replaced by inputs, and the other way round. Raises RatingError.
    """
    basis = Basis(basis)
    changed = {}
    for subject, raw in changes.items():
        new = read_state(subject, raw, card, claims.context)
        old = claims.claims.get(subject, Claim()).given(basis)
        if new.points is None and old.points is None:
            values = {**old.values, **new.values}
            gone = (old.absent - new.values.keys()) | new.absent
            kept = {key: value for key, value in values.items() if key not in new.absent}
            new = type(new)(kept, gone, old.others_absent or new.others_absent)
        changed[subject] = new
    return compare(
        score(card, claims, stage, basis), score(card, claims.changed(changed, basis), stage, basis)
    )


def compare(before: Result, after: Result) -> Difference:
    """What differs between two results of one card."""
    items = [(old, after.items[id]) for id, old in before.items.items()]
    gates = [
        (level, old, new)
        for level, states in before.gates.items()
        for old, new in zip(states, after.gates[level], strict=True)
    ]
    return Difference(
        before,
        after,
        tuple((old, new) for old, new in items if old.span != new.span),
        tuple((level, old, new) for level, old, new in gates if old != new),
    )
