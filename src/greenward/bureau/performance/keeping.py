"""Keeps worked-out years beside what was reported: one COPY, then the differences in sets.

A row that the owner's report filled keeps its amounts and gets the figure from bills beside them.
A row without any amount, or worked out from bills before, is taken over. What came in with a list
(the list it came by; hours, occupancy …) stays, and the row with it when its bills go.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.db import connection

from greenward.engine import store

from .figures import ENERGY_UNIT, UNIT, Figure

NEW = "new_energy_year"
COLUMNS = {
    "intensity": "numeric(20, 6)",
    "intensity_unit": "varchar(40)",
    "floor_area": "numeric(14, 4)",
    "energy": "numeric(20, 4)",
    "energy_unit": "varchar(20)",
    "kgce": "numeric(20, 4)",
    "quantities": "jsonb",
    "coverage_days": "smallint",
    "estimated_share": "numeric(5, 4)",
    "why_missing": "jsonb",
}
"""What is worked out, with its type in the database."""
STATED = """(t.basis = 'reported'
    AND (t.intensity IS NOT NULL OR t.energy IS NOT NULL OR t.quantities <> '{}'))"""
LISTED = """(t.run_id IS NOT NULL
    OR coalesce(t.hours, t.area_per_person, t.occupancy, t.guest_room_share) IS NOT NULL)"""


@dataclass(frozen=True)
class Kept:
    """How many rows came to be, changed or went; `beside`: complete years under a reported one."""

    created: int
    updated: int
    removed: int
    beside: int


def keep(buildings: Sequence[int], figures: Sequence[Figure]) -> Kept:
    """Make what is on file of these buildings' bills equal to `figures`."""
    where = {"ids": list(buildings)}
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{NEW}")
        cursor.execute(
            f"CREATE TEMP TABLE {NEW} (building_id bigint, year smallint, {columns}) ON COMMIT DROP"
        )
        store(NEW, _frame(figures))
        cursor.execute(f"ANALYZE {NEW}")
        cursor.execute(REMOVE, where)
        removed = cursor.rowcount
        cursor.execute(EMPTY, where)
        removed += cursor.rowcount
        cursor.execute(BESIDE, where)
        updated = cursor.rowcount
        cursor.execute(TAKE)
        taken = [new for (new,) in cursor.fetchall()]
        cursor.execute(COUNT_BESIDE, where)
        beside = cursor.fetchone()[0]
    created = sum(taken)
    return Kept(created, updated + len(taken) - created, removed, beside)


def _frame(figures: Sequence[Figure]) -> pl.DataFrame:
    rows = [
        (
            one.building,
            one.year,
            _decimal(one.intensity, 6),
            UNIT if one.complete else "",
            one.floor_area,
            _decimal(one.energy, 4),
            "" if one.energy is None else ENERGY_UNIT,
            _decimal(one.kgce, 4),
            json.dumps(one.quantities, sort_keys=True),
            one.coverage_days,
            _decimal(one.estimated_share, 4),
            json.dumps(one.why, sort_keys=True, ensure_ascii=False),
        )
        for one in sorted(figures, key=lambda one: (one.building, one.year))
    ]
    types = {
        "numeric(20, 6)": pl.Decimal(38, 6),
        "numeric(20, 4)": pl.Decimal(38, 4),
        "numeric(14, 4)": pl.Decimal(38, 4),
        "numeric(5, 4)": pl.Decimal(38, 4),
        "smallint": pl.Int64,
    }
    schema = {name: types.get(kind, pl.String) for name, kind in COLUMNS.items()}
    return pl.DataFrame(
        rows, schema={"building_id": pl.Int64, "year": pl.Int64, **schema}, orient="row"
    )


def _decimal(whole: int | None, places: int) -> Decimal | None:
    return None if whole is None else Decimal(whole).scaleb(-places)


_NAMED = ", ".join(COLUMNS)
_OWN, _THEIRS = (", ".join(f"{a}.{name}" for name in COLUMNS) for a in ("t", "excluded"))
_GONE = f"""t.building_id = ANY(%(ids)s) AND NOT EXISTS (
    SELECT FROM {NEW} n WHERE n.building_id = t.building_id AND n.year = t.year)"""

REMOVE = f"""
    DELETE FROM performance_energyyear t WHERE t.basis = 'bills' AND NOT {LISTED} AND {_GONE}
"""
EMPTY = f"""
    UPDATE performance_energyyear t
    SET basis = 'reported', intensity = NULL, intensity_unit = '', energy = NULL, energy_unit = '',
        kgce = NULL, quantities = '{{}}', coverage_days = NULL, estimated_share = NULL,
        floor_area = NULL, why_missing = '["no_figure"]'
    WHERE t.basis = 'bills' AND {LISTED} AND {_GONE}
"""
BESIDE = f"""
    UPDATE performance_energyyear t SET bills_intensity = s.intensity
    FROM performance_energyyear o
    LEFT JOIN {NEW} s ON s.building_id = o.building_id AND s.year = o.year
    WHERE o.id = t.id AND t.building_id = ANY(%(ids)s) AND {STATED}
    AND t.bills_intensity IS DISTINCT FROM s.intensity
"""
TAKE = f"""
    INSERT INTO performance_energyyear AS t (building_id, year, basis, {_NAMED})
    SELECT building_id, year, 'bills', {_NAMED} FROM {NEW} ORDER BY building_id, year
    ON CONFLICT (building_id, year) DO UPDATE
    SET basis = 'bills', bills_intensity = NULL,
        {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
    WHERE NOT {STATED} AND (t.basis, {_OWN}) IS DISTINCT FROM ('bills', {_THEIRS})
    RETURNING xmax = 0
"""
COUNT_BESIDE = """
    SELECT count(*) FROM performance_energyyear
    WHERE building_id = ANY(%(ids)s) AND bills_intensity IS NOT NULL
"""
