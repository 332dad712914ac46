"""The rows of the page's tables: what moves in a duty, a class or a district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from greenward.web.numbers import number, short, yuan

TEN_THOUSAND_YUAN = 6
"""Decimal places from fen to 10,000 yuan."""
AREA = 100
"""Floor areas are counted in 0.01 m² and shown in whole m², cut down."""


@dataclass(frozen=True)
class Line:
    """One row of a table: a duty, class or district with what moves in it."""

    label: str
    note: str
    href: str
    bound: str
    bound_area: str
    released: str
    released_area: str
    breached: str
    satisfied: str
    unknown: str
    fines: tuple[str, ...]
    """The summed bands in force and on paper, or the one that stays."""


def moving(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows in which a case or a sum moves."""
    sums = (pl.col(f"{end}_after") != pl.col(f"{end}_before") for end in ("low", "high"))
    counts = (pl.col(name) > 0 for name in ("changed", "newly_bound", "released"))
    return table.filter(pl.any_horizontal(*counts, *sums)).rows(named=True)


def line_of(row: Mapping[str, Any], label: str, note: str = "", href: str = "") -> Line:
    """A row of `greenward.law.simulate.moved` or `distinct` as the page shows it."""
    return Line(
        label=label,
        note=note,
        href=href,
        bound=number(row["newly_bound"]),
        bound_area=area(row["newly_bound_area"]),
        released=number(row["released"]),
        released_area=area(row["released_area"]),
        breached=_moves(row, "breached"),
        satisfied=_moves(row, "satisfied") if "satisfied_before" in row else "",
        unknown=_moves(row, "unknown") if "unknown_before" in row else "",
        fines=_bands(row),
    )


def _moves(row: Mapping[str, int], what: str) -> str:
    before, after = row[f"{what}_before"], row[f"{what}_after"]
    return number(after) if before == after else f"{number(before)} → {number(after)}"


def _bands(row: Mapping[str, int]) -> tuple[str, ...]:
    """The summed bands in 10,000 yuan, before and after."""
    bands = [
        _band(row[f"low_{side}"] or 0, row[f"high_{side}"] or 0) for side in ("before", "after")
    ]
    return tuple(dict.fromkeys(bands))


def _band(low: int, high: int) -> str:
    if not high:
        return "—"
    return f"{short(low, TEN_THOUSAND_YUAN)}–{short(high, TEN_THOUSAND_YUAN)}"


def signed_yuan(fen: int) -> str:
    """``+¥500,000.00``, ``−¥2,000.00``."""
    return f"{'+' if fen > 0 else '−' if fen < 0 else ''}{yuan(abs(fen))}"


def area(value: int | None) -> str:
    """Whole square metres, cut down."""
    return f"{number((value or 0) // AREA)} m²"
