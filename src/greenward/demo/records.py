"""What the invented authority has on file about its buildings: audits, retrofits, metering, orders.

Written by COPY like an import of another system's records would be: thousands of rows at once.
Stuck and late matters are among them: orders that expired, audits without measures, gateways down.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import polars as pl
from django.utils import timezone

from greenward.bureau.registry.models import Building
from greenward.engine import store

from .invent import CONSTRAINT, SEED, SHOWN, YEARS, Invented

BY = "林科员"


def file_records(found: list[Invented]) -> None:
    """Store the records of all invented buildings; they must be in the register already."""
    random = Random(SEED + 1)
    numbers = dict(Building.objects.exclude(code=None).values_list("code", "pk"))
    at = timezone.now()
    metering = [
        (numbers[b.code], *b.metering, date(2025, 11, 3), "监测平台月报", BY)
        for b in found
        if b.metering
    ]
    names = ["building_id", "submeters_installed", "monitoring_installed", "metering_operating"]
    _copy(
        "operation_meteringstate",
        metering,
        [*names, "data_transmitted", "as_of", "source", "recorded_by"],
    )
    acts = [(numbers[b.code], *row, "", at) for b in found for row in _acts(random, b)]
    _copy(
        "performance_energyact",
        acts,
        ["building_id", "year", "kind", "done_on", "note", "recorded_at"],
    )
    orders = [(numbers[b.code], *row) for b in found for row in _orders(random, b)]
    numbered = [(*row, f"深住建责改〔2026〕{i:03d}号") for i, row in enumerate(orders, 1)]
    names = ["building_id", "duty", "year", "issued_on", "served_on", "due_on", "corrected_on"]
    _copy("enforcement_correctionorder", numbered, [*names, "number"])


def _copy(table: str, rows: list[tuple[object, ...]], columns: list[str]) -> None:
    frame = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    store(table, frame)


def excess(building: Invented, year: int) -> float | None:
    """How the year stands to the class's constraint value, as a multiple; None where unknown."""
    figure = building.figures.get(year)
    limit = CONSTRAINT.get(str(building.row["energy_class"]))
    return None if figure is None or limit is None else float(figure) / limit


def _acts(random: Random, building: Invented) -> Iterator[tuple[int, str, date]]:
    """Audits and measures for most years above the value, retrofits for some of the heavy ones."""
    for year in YEARS:
        over = excess(building, year)
        if over is None or over <= 1 or building.row["name"] == SHOWN:
            continue
        day = date(year + 1, 2, 1) + timedelta(days=random.randrange(140))
        if random.random() < 0.7:
            yield year, "audit_done", day
            if random.random() < 0.8:
                yield year, "measures_taken", day + timedelta(days=60)
        if over >= 1.5 and random.random() < 0.35:
            yield year, "energy_retrofit_done", day + timedelta(days=120)


def _orders(
    random: Random, building: Invented
) -> Iterator[tuple[str, int | None, date, date | None, date, date | None]]:
    """Orders to correct: some obeyed, some running, some expired, one in ten not yet served."""
    over = excess(building, 2024)
    if building.row["name"] == SHOWN:
        yield "32.2.3", 2024, date(2026, 2, 2), date(2026, 2, 4), date(2026, 8, 31), None
    elif over is not None and over > 1.15 and random.random() < 0.3:
        yield "32.2.2", 2024, *_course(random)
    if building.metering and building.metering[0] is False and random.random() < 0.6:
        yield "27.1", None, *_course(random)


def _course(random: Random) -> tuple[date, date | None, date, date | None]:
    issued = date(2026, 1, 5) + timedelta(days=random.randrange(200))
    served = issued + timedelta(days=random.randrange(1, 9)) if random.random() > 0.1 else None
    due = issued + timedelta(days=random.choice((60, 90, 120, 180)))
    corrected = due - timedelta(days=random.randrange(1, 30)) if random.random() < 0.4 else None
    return issued, served, due, corrected
