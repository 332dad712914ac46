"""A year reported only as amounts of its commodities gets its figure as a year of bills does.

The figure is marked by its `coverage_days`, which a figure that was itself reported does not have;
it is worked out again whenever its amounts change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import polars as pl
from django.db import connection
from django.utils import timezone

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.figures import ENERGY_UNIT, UNIT, Figure, Yardstick, figure_of
from greenward.bureau.standards.limits import Yardsticks
from greenward.bureau.standards.parameters import factors
from greenward.engine import store
from greenward.metering.calendar_years import EnergyYear, Total
from greenward.metering.commodities import Commodity, billed_unit

STAGED = "import_worked_out"
READ = """
    SELECT e.id, e.building_id, e.year, coalesce(e.floor_area, b.floor_area), e.quantities,
           split_part(a.path, '/', 1)
    FROM performance_energyyear e
    JOIN registry_building b ON b.id = e.building_id JOIN accounts_area a ON a.id = b.area_id
    WHERE e.building_id = ANY(%s) AND e.basis = 'reported' AND e.quantities <> '{}'::jsonb
      AND ((e.intensity IS NULL AND e.energy IS NULL) OR e.coverage_days IS NOT NULL)
"""
WRITE = f"""
    UPDATE performance_energyyear e
    SET intensity = s.intensity, intensity_unit = s.intensity_unit, energy = s.energy,
        energy_unit = s.energy_unit, kgce = s.kgce, coverage_days = s.coverage_days,
        why_missing = s.why
    FROM {STAGED} s WHERE s.id = e.id
"""
COLUMNS = {
    "id": "bigint",
    "intensity": "numeric",
    "intensity_unit": "text",
    "energy": "numeric",
    "energy_unit": "text",
    "kgce": "numeric",
    "coverage_days": "smallint",
    "why": "jsonb",
}


def work_out(buildings: Collection[int]) -> None:
    """Give the years of these buildings that state amounts and no figure theirs, or the reason.

    Runs in the transaction that is open; a constant number of queries.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(buildings)])
        rows = cursor.fetchall()
        if not rows:
            return
        yardstick = _yardsticks()
        lines = [
            _line(id, figure_of(building, area, _amounts(year, said), yardstick(city, year)))
            for id, building, year, area, said, city in rows
        ]
        stated = ", ".join(f"{name} {type}" for name, type in COLUMNS.items())
        cursor.execute(f"DROP TABLE IF EXISTS {STAGED}")
        cursor.execute(f"CREATE TEMP TABLE {STAGED} ({stated}) ON COMMIT DROP")
        schema = dict.fromkeys(COLUMNS, pl.String) | {"id": pl.Int64, "coverage_days": pl.Int64}
        store(STAGED, pl.DataFrame(lines, schema=schema, orient="row"))
        cursor.execute(WRITE)


def _amounts(year: int, said: str) -> EnergyYear:
    """The reported amounts as a complete year."""
    totals = []
    for name, (amount, unit) in json.loads(said).items():
        commodity = Commodity(name)
        totals.append(Total(commodity, billed_unit(unit, commodity), Fraction(amount), Fraction(0)))
    days = date(year, 12, 31).timetuple().tm_yday
    return EnergyYear(year, days, days, tuple(totals), (), (), ())


def _yardsticks() -> Callable[[str, int], Yardstick]:
    today, known = timezone.localdate(), factors()

    @cache
    def of_city(code: str) -> Yardsticks:
        return Yardsticks(Area.objects.get(code=code), today)

    @cache
    def yardstick(city: str, year: int) -> Yardstick:
        return Yardstick.of({one.method for one in of_city(city).standards(year)}, known)

    return yardstick


def _line(id: int, figure: Figure) -> tuple[object, ...]:
    return (
        id,
        _decimal(figure.intensity, 6),
        UNIT if figure.complete else "",
        _decimal(figure.energy, 4),
        "" if figure.energy is None else ENERGY_UNIT,
        _decimal(figure.kgce, 4),
        figure.coverage_days,
        json.dumps(figure.why, ensure_ascii=False, sort_keys=True),
    )


def _decimal(whole: int | None, places: int) -> str | None:
    return None if whole is None else f"{Decimal(whole).scaleb(-places):f}"
