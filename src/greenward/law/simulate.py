"""What an amendment would change: the same cases under two editions, side by side.

Both editions judge the same table of facts (or, where a standard's limits are moved, a second
table of the same cases). What comes out is counted by duty, before and after, and by whatever keys
the caller gives (class, district); nothing is stored and no edition in force is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from .assess import assess, judgement
from .language import Duty, Edition, Verdict
from .reading import band_columns

BEFORE, AFTER = "before", "after"
SUBJECTS, AREA = "subjects", "floor_area"


@dataclass(frozen=True)
class Side:
    """One side of the comparison: an edition, and the cases as it meets them."""

    edition: Edition
    table: pl.DataFrame


def simulate(
    before: Side, after: Side, duties: Sequence[str], keys: Sequence[str] = ()
) -> pl.DataFrame:
    """Judge the same cases, row by row, under both editions and count how they move.

    `duties` are the ids judged on both sides. One row for each duty, combination of `keys`, verdict
    before and after, and whether bound before and after, with the columns: ``duty``, the keys,
    ``before``, ``after`` (see `Verdict`), ``bound_before``, ``bound_after``, ``subjects`` (count),
    ``floor_area`` (0.01 m²), and the summed fine bands of what is breached, in fen: ``low_before``,
    ``high_before``, ``low_after``, ``high_after``.
    """
    sides = {BEFORE: _judged(before, duties), AFTER: _judged(after, duties)}
    counted = []
    for id in duties:
        columns = [before.table.select(*keys, _area(before.table))]
        for side, judged in sides.items():
            columns.append(_side_of(judged, id, side))
        table = pl.concat(columns, how="horizontal")
        groups = [*keys, BEFORE, AFTER, "bound_before", "bound_after"]
        sums = [AREA, *(f"{end}_{side}" for side in sides for end in ("low", "high"))]
        counted.append(
            table.group_by(groups)
            .agg(pl.len().cast(pl.Int64).alias(SUBJECTS), *(pl.col(name).sum() for name in sums))
            .select(pl.lit(id).alias("duty"), *groups, SUBJECTS, *sums)
        )
    return pl.concat(counted).sort("duty", *keys, BEFORE, AFTER)


def _area(table: pl.DataFrame) -> pl.Expr:
    found = pl.col("floor_area") if "floor_area" in table.columns else pl.lit(None, pl.Int64)
    return found.alias(AREA)


def _judged(side: Side, ids: Sequence[str]) -> pl.DataFrame:
    duties = [side.edition.duty(id) for id in ids]
    judged = assess(side.table, duties, side.edition)
    bands = [expr for duty in duties for expr in _bands(duty)]
    return nw.from_native(judged).with_columns(bands).to_native() if bands else judged


def _bands(duty: Duty) -> list[nw.Expr]:
    """The band of a breach that costs something, in fen; null where its base is unknown."""
    if duty.breach is None:
        return []
    breached = nw.col(judgement("verdict", duty.id)) == int(Verdict.BREACHED)
    return [
        nw.when(breached).then(amount).alias(judgement(end, duty.id))
        for end, amount in zip(("low", "high"), band_columns(duty.breach), strict=True)
    ]


def _side_of(judged: pl.DataFrame, id: str, side: str) -> pl.DataFrame:
    """Verdict, whether bound, and the band of one duty on one side, under the side's names."""
    verdict = pl.col(judgement("verdict", id))
    bound = (verdict == int(Verdict.SATISFIED)) | pl.col(judgement("owed", id))
    ends = [
        (
            pl.col(name) if (name := judgement(end, id)) in judged.columns else pl.lit(0, pl.Int64)
        ).alias(f"{end}_{side}")
        for end in ("low", "high")
    ]
    return judged.select(verdict.alias(side), bound.alias(f"bound_{side}"), *ends)


# --- what is read off it --------------------------------------------------------------------


def moved(outcome: pl.DataFrame, keys: Sequence[str] = ("duty",)) -> pl.DataFrame:
    """By `keys`: newly bound and released subjects with their floor area, verdicts before and
    after, and the summed bands before and after."""
    count, area = pl.col(SUBJECTS), pl.col(AREA)
    bound, released = (
        pl.col("bound_after") & ~pl.col("bound_before"),
        pl.col("bound_before") & ~pl.col("bound_after"),
    )
    verdicts = [
        count.filter(pl.col(side) == int(verdict)).sum().alias(f"{verdict.name.lower()}_{side}")
        for verdict in Verdict
        for side in (BEFORE, AFTER)
    ]
    return (
        outcome.group_by(keys)
        .agg(
            count.filter(bound).sum().alias("newly_bound"),
            area.filter(bound).sum().alias("newly_bound_area"),
            count.filter(released).sum().alias("released"),
            area.filter(released).sum().alias("released_area"),
            count.filter(pl.col(BEFORE) != pl.col(AFTER)).sum().alias("changed"),
            *verdicts,
            *(pl.col(f"{end}_{side}").sum() for side in (BEFORE, AFTER) for end in ("low", "high")),
        )
        .sort(keys)
    )
