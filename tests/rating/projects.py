"""Projects for the tests: a public building in Shenzhen whose gates are open, with chosen points."""

from __future__ import annotations

from typing import Any

from greenward.rating import Card, Claims, read_claims

PUBLIC = {
    "type": "public",
    "use": "business",
    "zone": "HSWW",
    "region": "IV",
    "conditioning": "conditioned",
    "structure": "concrete",
}
OPEN: dict[str, dict[str, Any]] = {
    "controls": {"met": True},
    "decoration": {"met": True},
    "envelope": {"thermal": 20},
    "fixtures": {"grade": 2},
    "pollutants": {"reduction": 20},
    "airtight": {"met": True},
    "materials": {"ratio": 30},
    "carbon": {"met": True},
}


def project(card: Card, *, context: dict[str, str] | None = None, **states: Any) -> Claims:
    """Claims with every gate of GB/T 50378 open; `states` by subject (dots written as _)."""
    known = set(card.subjects) | {"controls"}
    wanted = {key: value for key, value in OPEN.items() if key in known}
    wanted |= {key.lstrip("i").replace("_", "."): value for key, value in states.items()}
    claims = {key: {"claimed": value} for key, value in wanted.items() if value is not None}
    return read_claims({"project": context or PUBLIC, "claims": claims}, card)


def full(card: Card, stage: str, but: dict[str, int] | None = None, **context: str) -> Claims:
    """Claims with every item at its highest, except `but`: whole points by item."""
    less = but or {}
    here = {**PUBLIC, **context}
    claims: dict[str, Any] = {
        key: {"claimed": value}
        for key, value in OPEN.items()
        if key in card.subjects or key == "controls"
    }
    for item in card.items:
        if item.scores_in(stage):
            best = item.highest({**here, "stage": stage}) // 100
            claims[item.id] = {"claimed": {"points": less.get(item.id, best)}}
    return read_claims({"project": here, "claims": claims}, card)
