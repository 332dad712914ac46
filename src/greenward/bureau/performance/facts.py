"""The facts of Articles 25 and 32 for the law: a year's figure, and what was done about it.

A recorded act (report, audit, measures, retrofit) that is not on file is *no* once the day the
authority set for it has passed, and unknown before that day or where none is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.limits import due_on
from greenward.engine import fetch, scaled

FIGURES = f"""
    SELECT e.building_id, e.year, {scaled("e.intensity", 1_000_000)}, e.intensity_unit,
        e.why_missing ->> 0, e.id
    FROM performance_energyyear e
    JOIN registry_building b ON b.id = e.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s
"""
FIGURE_TYPES = {
    "building": "int",
    "year": "int",
    "intensity": "int",
    "intensity_unit": "text",
    "why_intensity": "text",
    "energy_year": "int",
}
ACTS = """
    SELECT t.building_id, t.year, t.kind, min(t.done_on)
    FROM performance_energyact t
    JOIN registry_building b ON b.id = t.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s AND t.done_on <= %(on)s
"""
ACTS_GROUPED = " GROUP BY t.building_id, t.year, t.kind"
ACT_TYPES = {"building": "int", "year": "int", "kind": "text", "done_on": "date"}

DUTY_OF = {
    "audit_done": "32.2.2",
    "measures_taken": "32.2.2",
    "energy_retrofit_done": "32.2.3",
}
"""The duty whose due date decides when a missing act is no."""


def energy_year_facts(city: Area, on: date, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """The years on file of a city's buildings, keyed ``building`` and ``year``.

    ``intensity`` is in 1e-6 of ``intensity_unit``; ``why_intensity`` is the code of the reason
    where there is none.
    """
    params = {"path": city.path + "%", "on": on, "ids": list(ids or ())}
    some = "" if ids is None else " AND b.id = ANY(%(ids)s)"
    years = fetch(FIGURES + some, FIGURE_TYPES, params)
    acts = fetch(ACTS + some + ACTS_GROUPED, ACT_TYPES, params)
    for kind in DUTY_OF:
        done = acts.filter(pl.col("kind") == kind).select(
            "building", "year", pl.lit(True).alias(kind)
        )
        years = years.join(done, on=["building", "year"], how="left")
    reported = (
        pl.when(pl.col("intensity").is_not_null()).then(pl.lit(True)).alias("energy_reported")
    )
    years = years.with_columns(reported)
    return years.with_columns(
        _no_once_due(years, name, duty, on)
        for name, duty in {**DUTY_OF, "energy_reported": "25.2"}.items()
    )


def _no_once_due(years: pl.DataFrame, name: str, duty: str, on: date) -> pl.Expr:
    """The fact, *no* in the years whose due date has passed with nothing on file."""
    late = [
        year
        for year in years["year"].unique().to_list()
        if (day := due_on(duty, year)) is not None and day < on
    ]
    nothing = pl.col(name).is_null() & pl.col("year").is_in(late)
    return pl.when(nothing).then(pl.lit(False)).otherwise(pl.col(name)).alias(name)
