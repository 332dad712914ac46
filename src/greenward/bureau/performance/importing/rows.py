"""Rows of a file that speak of the same thing, made one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def one_each(
    frame: pl.DataFrame, keys: Sequence[str], stated: Sequence[str], telling: Sequence[str]
) -> pl.DataFrame:
    """One row a key: the first value stated in each column, ``row``, ``rows`` and ``matched_on``.

    ``apart`` names the first of the `telling` columns in which the rows of a key state different
    values; null where they agree.
    """
    apart = pl.coalesce(
        pl.when(pl.col(name).drop_nulls().n_unique() > 1).then(pl.lit(name)) for name in telling
    )
    return frame.group_by(keys, maintain_order=True).agg(
        pl.col("row").first(),
        pl.col("row").alias("rows"),
        pl.col("matched_on").first(),
        apart.alias("apart"),
        *(pl.col(name).drop_nulls().first() for name in stated),
    )
