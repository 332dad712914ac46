"""What could be done to reach a star, and what each would cost: the options of a path.

An option makes one or several subjects (items, requirements) state something else, for a price in
fen. A subject can be changed by one option at most; an option may need others or exclude them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .card import Card
from .claims import CONTROLS, read_state
from .inputs import Given
from .rule_reading import text
from .words import RatingError, Text, whole

YUAN = 100
"""Fen in a yuan; option files give yuan, everything else is in fen."""

KEYS = {"id", "zh", "en", "cost", "claims", "needs", "excludes", "impossible"}


@dataclass(frozen=True)
class Option:
    """One thing that can be done. `impossible`: why it cannot, for an option that is ruled out."""

    id: str
    name: Text
    cost: int
    claims: Mapping[str, Given]
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    impossible: Text | None = None


def read_options(raw: Sequence[Any], card: Card, context: Mapping[str, str]) -> tuple[Option, ...]:
    """The `[[option]]` tables of a file, checked against the card. Raises RatingError."""
    options = tuple(_option(one, n, card, context) for n, one in enumerate(raw, 1))
    known = [option.id for option in options]
    for option in options:
        if known.count(option.id) > 1:
            raise RatingError(f"option {option.id} is there twice")
        for other in (*option.needs, *option.excludes):
            if other not in known or other == option.id:
                raise RatingError(f"option {option.id}: there is no other option {other!r}")
    return options


def _option(raw: Any, n: int, card: Card, context: Mapping[str, str]) -> Option:
    where = f"option {raw.get('id', n)}" if isinstance(raw, Mapping) else f"option {n}"
    if not isinstance(raw, Mapping) or not {"id", "cost", "claims"} <= raw.keys():
        raise RatingError(f"{where}: id, cost (yuan) and claims are wanted")
    if strange := sorted(raw.keys() - KEYS):
        raise RatingError(f"{where}: unknown key {strange[0]!r}; known: {', '.join(sorted(KEYS))}")
    cost = whole(raw["cost"], YUAN, f"{where}, cost")
    if cost < 0:
        raise RatingError(f"{where}: a cost below 0 is not one")
    if CONTROLS in raw["claims"] and CONTROLS not in card.subjects:
        raise RatingError(f"{where}: name the control items one by one")
    return Option(
        str(raw["id"]),
        Text(raw.get("zh", raw["id"]), raw.get("en", raw["id"])),
        cost,
        {key: read_state(key, state, card, context) for key, state in raw["claims"].items()},
        tuple(raw.get("needs", ())),
        tuple(raw.get("excludes", ())),
        text(raw["impossible"], f"{where}, impossible") if "impossible" in raw else None,
    )
