"""A card that amends another: only what changed is written, the rest is taken from the older one.

That is how the 2024 edition of GB/T 50378 is published (56 revised clauses beside the untouched
ones), and how a city can write down its own local edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .words import RatingError

Raw = dict[str, Any]
LISTS = ("level", "requirement", "category")


def with_defaults(raw: Raw) -> Raw:
    """The same card with evidence and source written to every row that states none."""
    default = {key: raw["card"][key] for key in ("evidence", "source") if key in raw["card"]}
    filled = {**raw}
    for key in ("level", "requirement"):
        filled[key] = [{**default, **row} for row in raw.get(key, [])]
    filled["category"] = [
        {**category, "item": [{**default, **item} for item in category.get("item", [])]}
        for category in raw.get("category", [])
    ]
    controls = raw.get("controls", {})
    own = default | {key: controls[key] for key in ("evidence", "source") if key in controls}
    filled["controls"] = {"items": [{**own, **row} for row in controls.get("items", [])]}
    return filled


def amend(older: Raw, newer: Raw) -> Raw:
    """`older` with everything `newer` states in its place. Both already have their defaults.

    A row takes the place of the row with its id, or of the one it `replaces`; `without` in
    `[card]` names rows that are gone. Raises RatingError for a row that is not there.
    """
    gone = set(newer["card"].get("without", []))
    merged: Raw = {
        "card": _card(older["card"], newer["card"]),
        "context": {**older.get("context", {}), **newer.get("context", {})},
        "controls": {"items": _rows(older["controls"]["items"], newer["controls"]["items"], gone)},
        "level": _rows(older["level"], newer["level"], gone),
        "requirement": _rows(older["requirement"], newer["requirement"], gone),
        "category": _categories(older["category"], newer["category"], gone),
    }
    if gone:
        raise RatingError(f"{newer['card']['id']}, without: there is no {', '.join(sorted(gone))}")
    return merged


def _card(older: Raw, newer: Raw) -> Raw:
    kept = {key: value for key, value in older.items() if key not in ("gaps", "without")}
    sources = {**older.get("sources", {}), **newer.get("sources", {})}
    return {**kept, **newer, "sources": sources}


def _rows(older: list[Raw], newer: list[Raw], gone: set[str]) -> list[Raw]:
    known = {row["id"] for row in older}
    places = {row.get("replaces", row["id"]): row for row in newer}
    if strange := [
        row["replaces"]
        for row in newer
        if row.get("replaces", row["id"]) not in known and "replaces" in row
    ]:
        raise RatingError(f"replaces: there is no {', '.join(strange)}")
    kept = [places.pop(row["id"], row) for row in older if row["id"] not in gone]
    gone -= known
    return [_clean(row) for row in (*kept, *places.values())]


def _categories(older: list[Raw], newer: list[Raw], gone: set[str]) -> list[Raw]:
    changes: Mapping[str, Raw] = {category["id"]: category for category in newer}
    known = {category["id"] for category in older}
    merged = []
    for category in older:
        change = changes.get(category["id"], {"item": []})
        items = _rows(category["item"], change["item"], gone)
        merged.append({**category, **change, "item": items})
    return merged + [category for category in newer if category["id"] not in known]


def _clean(row: Raw) -> Raw:
    return {key: value for key, value in row.items() if key != "replaces"}
