"""A year's figure in the unit of the limit it is compared with.

A figure written in the limit's own unit is taken as it is. Another unit is converted by the exact
ratio and rounded to odd, so that no conversion moves it across the limit, its one-and-a-half-fold
or a mean (`greenward.units.to_scaled`). Where the limit's row says *rounded* (GB/T 8170), the
figure is first rounded to the decimals the limit is written with.
"""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from greenward.units import parse_unit, round_gbt8170, to_scaled

STORED = 1_000_000
"""Stored figures are whole numbers of 1e-6 of their unit."""
SCALE = 10_000
"""Facts are whole numbers of 1e-4 of the limit's unit."""
STEP = STORED // SCALE


def in_limit_unit(years: pl.DataFrame) -> pl.DataFrame:
    """Add ``eui``: from ``intensity`` (1e-6 of ``intensity_unit``) to 1e-4 of ``unit``.

    A figure without any limit keeps its own unit. Null stays null.
    """
    years = years.with_columns(pl.coalesce("unit", "intensity_unit").alias("unit"))
    plain = (pl.col("unit") == pl.col("intensity_unit")) & (
        pl.col("compare").fill_null("full") == "full"
    )
    whole = pl.col("intensity") // STEP
    same = pl.when(pl.col("intensity") % STEP == 0).then(whole).otherwise(whole | 1)
    exact = years.with_columns(eui=pl.when(plain).then(same))
    if years.select((~plain & pl.col("intensity").is_not_null()).any()).item():
        exact = _converted(exact, plain)
    return exact


def _converted(years: pl.DataFrame, plain: pl.Expr) -> pl.DataFrame:
    keys = ["intensity", "intensity_unit", "unit", "compare", "decimals"]
    distinct = years.filter(~plain & pl.col("intensity").is_not_null()).select(keys).unique()
    values = [_convert(*row) for row in distinct.iter_rows()]
    answers = distinct.with_columns(pl.Series("converted", values, dtype=pl.Int64))
    joined = years.join(answers, on=keys, how="left", nulls_equal=True)
    return joined.with_columns(eui=pl.coalesce("eui", "converted")).drop("converted")


def _convert(
    intensity: int, unit: str, limit_unit: str, compare: str | None, decimals: int | None
) -> int:
    ratio = parse_unit(unit).factor / parse_unit(limit_unit).factor
    value = Fraction(intensity, STORED) * ratio
    if compare == "rounded":
        return to_scaled(round_gbt8170(value, decimals or 0), SCALE)
    return to_scaled(value, SCALE)
