"""Rows of a file that speak of the same thing, made one."""

from __future__ import annotations

import polars as pl


def one_each(frame: pl.DataFrame, keys: list[str], stated: list[str]) -> pl.DataFrame:
    """One row a key: the first value stated in each column, ``row``, ``rows`` and ``matched_on``.

    ``apart`` names the first column in which the rows of a key state different values, else null.
    """
    apart = pl.coalesce(
        pl.when(pl.col(name).drop_nulls().n_unique() > 1).then(pl.lit(name)) for name in stated
    )
    return frame.group_by(keys, maintain_order=True).agg(
        pl.col("row").first(),
        pl.col("row").alias("rows"),
        pl.col("matched_on").first(),
        apart.alias("apart"),
        *(pl.col(name).drop_nulls().first() for name in stated),
    )
