"""The buildings of the scan: Article 32's facts, made from a seed and crowding its boundaries.

18 facts: 12 are measured and 2 to 8 % of each are missing; 2 are classes an official recorded
(4 % are), 2 are orders that expired, 1 is the fine imposed (3 %). The limits come by type and year.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

KINDS = ("office", "state_office", "hotel", "mall", "school", "hospital")
YEAR = 2025
LIMITS: dict[int, tuple[int, ...]] = {
    2024: (800_000, 650_000, 1_200_000, 1_500_000, 700_001, 0),
    2025: (750_000, 650_000, 1_150_001, 1_500_000, 700_000, 1_300_000),
}
"""Constraint value in 0.0001 kWh/(m²·a) by year and kind; 0: no row of the standard yet."""

FLAGS = (
    "in_city", "in_use", "public", "state_organ_office", "large_public_recorded",
    "fiscal_recorded", "audit_done", "measures_taken", "energy_retrofit_done",
    "order_expired_32_2_2", "order_expired_32_2_3",
)  # fmt: skip
QUANTITIES = ("floor_area", "fiscal_share", "eui", "eui_last_year", "entity_fine")
OUTPUTS = (
    "verdict_1", "verdict_2", "verdict_3", "owed_1", "owed_2", "owed_3", "exposed_2", "exposed_3",
    "low_2", "high_2", "low_3", "high_3", "persons_low", "persons_high",
)  # fmt: skip
"""Verdicts (0 to 3) and owed of 32.2.1 to 32.2.3; exposure and band (fen, 0 when not exposed) of
the two fines; the persons' share (fen) of the fine imposed, where a fine may be."""

MISSING = {
    "in_city": 0.02, "in_use": 0.03, "public": 0.03, "state_organ_office": 0.04,
    "large_public_recorded": 0.96, "fiscal_recorded": 0.96, "audit_done": 0.08,
    "measures_taken": 0.08, "energy_retrofit_done": 0.08, "order_expired_32_2_2": 0.02,
    "order_expired_32_2_3": 0.02, "floor_area": 0.05, "fiscal_share": 0.06, "eui": 0.05,
    "eui_last_year": 0.08, "entity_fine": 0.97,
}  # fmt: skip


def make(path: Path, height: int, seed: int = 32) -> None:
    """Write the buildings as one Parquet file: `kind` and the facts, null where unknown."""
    draw = np.random.default_rng(seed)
    kind = draw.integers(0, len(KINDS), height, dtype=np.int8)
    columns: dict[str, Any] = {"kind": kind}
    for name in FLAGS:
        columns[name] = draw.random(height) < {"in_city": 0.97, "in_use": 0.9}.get(name, 0.5)
    columns["state_organ_office"] = draw.random(height) < 0.1
    columns["floor_area"] = 2_000_000 + _steps(draw, height, 1_900_000)
    columns["fiscal_share"] = np.maximum(0, _steps(draw, height, 900_000))
    columns["eui"] = _near(draw, np.array(LIMITS[YEAR])[kind])
    columns["eui_last_year"] = _near(draw, np.array(LIMITS[YEAR - 1])[kind])
    columns["entity_fine"] = draw.integers(10_000_000, 100_000_000, height)
    facts = {
        name: pl.Series(columns[name]).set(pl.Series(draw.random(height) < share), None)
        for name, share in MISSING.items()
    }
    pl.DataFrame({"kind": kind, **facts}).write_parquet(path)


def _steps(draw: np.random.Generator, height: int, most: int) -> Any:
    """Distances from a boundary: one in twenty exactly on it, one in twenty a unit off."""
    found = draw.integers(-most, most, height)
    chance = draw.random(height)
    return np.where(chance < 0.05, 0, np.where(chance < 0.10, np.sign(found), found))


def _near(draw: np.random.Generator, limit: Any) -> Any:
    """Figures about the limit and its one-and-a-half-fold."""
    mark = np.where(draw.random(len(limit)) < 0.5, limit, limit * 3 // 2)
    return np.maximum(0, mark + _steps(draw, len(limit), 600_000))


def limits() -> pl.DataFrame:
    """The constraint values of this year and the last by kind, null where there is none."""
    return pl.DataFrame(
        {
            "constraint_value": [value or None for value in LIMITS[YEAR]],
            "constraint_last_year": [value or None for value in LIMITS[YEAR - 1]],
        }
    )


def limits_of_kind() -> list[pl.Expr]:
    """The limits as columns beside `kind`, taken by its number."""
    return [pl.lit(row).gather(pl.col("kind")).alias(row.name) for row in limits()]


def totals(columns: dict[str, Any]) -> dict[str, int]:
    """What must be the same for every engine: how often each verdict, and the sum of the rest."""
    found = {}
    for name in OUTPUTS:
        values = np.asarray(columns[name])
        if name.startswith("verdict"):
            for verdict in range(4):
                found[f"{name} = {verdict}"] = int((values == verdict).sum())
        else:
            found[name] = int(values.sum(dtype=np.int64))
    return found
