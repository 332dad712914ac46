"""The cases of a city: one row a building, and one row a building and year, with every fact asked.

Each room gives its own facts in one query; here they are joined, each year meets the limit in
force in that year and its predecessor, and every fact that is missing gets the reason why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from greenward.bureau.accounts.models import Area
from greenward.bureau.enforcement import facts as enforcement
from greenward.bureau.operation import facts as operation
from greenward.bureau.performance import facts as performance
from greenward.bureau.registry import facts as registry
from greenward.bureau.standards.limits import DueDates, energy_limits
from greenward.law.language import Duty, facts_of

from .intensity import in_limit_unit

FIRST_YEAR = 2022
"""The regulation is in force from 1 July 2022: no earlier year's data were ever due under it."""
WHY = "why:"
"""Columns of this prefix carry the code of the reason why a fact is missing."""


@dataclass(frozen=True)
class Cases:
    """The two tables the law is asked about. Keys: ``building``; ``building`` and ``year``."""

    buildings: pl.DataFrame
    years: pl.DataFrame


def gather(city: Area, on: date, ids: Sequence[int] | None = None) -> Cases:
    """All cases of a city (or of some of its buildings) with the facts as they stood on a day."""
    buildings = (
        registry.building_facts(city.path, ids)
        .join(operation.metering_facts(city.path, on, ids), on="building", how="left")
        .join(enforcement.building_orders(city.path, on, ids), on="building", how="left")
    )
    years = _owed_years(performance.energy_year_facts(city, on, ids), buildings, on)
    years = years.join(
        enforcement.year_orders(city.path, on, ids), on=["building", "year"], how="left"
    ).join(
        buildings.drop([c for c in buildings.columns if c.startswith("order_expired_")]),
        on="building",
        how="left",
    )
    return Cases(buildings, with_last_year(_with_limits(years, city, on)))


def _owed_years(years: pl.DataFrame, buildings: pl.DataFrame, on: date) -> pl.DataFrame:
    """Add the years whose data fell due with nothing on file at all for a building in use.

    Only where the authority has entered a due date for Article 25 (the text gives none), and only
    years that began after the building was completed.
    """
    dates = DueDates()
    due = [y for y in range(FIRST_YEAR, on.year) if (d := dates.on("25.2", y)) and d < on]
    if not due:
        return years
    begins = [date(y, 1, 1).toordinal() for y in due]
    asked = pl.DataFrame(
        {"year": due, "begins": begins}, schema={"year": pl.Int64, "begins": pl.Int64}
    )
    used = buildings.filter(pl.col("in_use")).select("building", "completed_on")
    owed = used.join(asked, how="cross").filter(pl.col("completed_on") < pl.col("begins"))
    silent = owed.select("building", "year").join(years, on=["building", "year"], how="anti")
    return pl.concat([years, silent.with_columns(energy_reported=pl.lit(False))], how="diagonal")


def _with_limits(years: pl.DataFrame, city: Area, on: date) -> pl.DataFrame:
    combos = years.select("energy_class", "year").unique()
    limits = energy_limits(city, combos, on)
    joined = years.join(limits, on=["energy_class", "year"], how="left", nulls_equal=True)
    no_figure = pl.when(pl.col("why_intensity").is_null()).then(pl.lit("no_figure"))
    return in_limit_unit(joined).with_columns(
        pl.when(pl.col("eui").is_null())
        .then(no_figure.otherwise(pl.col("why_intensity")))
        .alias(f"{WHY}eui"),
        pl.col("why").alias(f"{WHY}constraint_value"),
        pl.col("mean_why").alias(f"{WHY}mean_constraint"),
        pl.col("mean_why").alias(f"{WHY}mean_guiding"),
    )


def with_orders(table: pl.DataFrame, duties: Iterable[Duty]) -> pl.DataFrame:
    """The table with every order of its duties said: none on record is no, not unknown."""
    names = [name for duty in duties for name in facts_of(duty.exposed_when)]
    return table.with_columns(
        pl.col(name).fill_null(False) if name in table.columns else pl.lit(False).alias(name)
        for name in names
    )


def with_last_year(years: pl.DataFrame) -> pl.DataFrame:
    """Join each building-year to the year before: its figure and the limit in force then."""
    before = years.select(
        "building",
        (pl.col("year") + 1).alias("year"),
        pl.col("eui").alias("eui_last_year"),
        pl.col("constraint_value").alias("constraint_last_year"),
        pl.col(f"{WHY}eui").alias(f"{WHY}eui_last_year"),
        pl.col(f"{WHY}constraint_value").alias(f"{WHY}constraint_last_year"),
        pl.lit(True).alias("has_last_year"),
    )
    joined = years.join(before, on=["building", "year"], how="left")
    absent = pl.col("has_last_year").is_null()
    return joined.with_columns(
        pl.when(absent)
        .then(pl.lit("no_year"))
        .otherwise(pl.col(f"{WHY}{name}"))
        .alias(f"{WHY}{name}")
        for name in ("eui_last_year", "constraint_last_year")
    ).drop("has_last_year")
