"""What an amendment would change: the same cases under two editions, side by side.

Both editions judge the same table of facts (or, where a standard's limits are moved, a second
table of the same cases). What comes out is read by duty, before and after, and by whatever keys
the caller gives (class, district); nothing is stored and no edition in force is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from .assess import assess, judgement
from .language import Duty, Edition, Verdict, facts_in
from .reading import band_columns

BEFORE, AFTER = "before", "after"
SIDES = (BEFORE, AFTER)
ENDS = ("low", "high")
AREA = "floor_area"


@dataclass(frozen=True)
class Side:
    """One side of the comparison: an edition, and the cases as it meets them."""

    edition: Edition
    table: pl.DataFrame


def touched(before: Edition, after: Edition, facts: Collection[str] = ()) -> tuple[str, ...]:
    """The ids of the rules that an amendment can change the answer of: those it writes otherwise,
    and those that ask one of `facts`, whose values it moves."""
    pairs = zip(before.rules(), after.rules(), strict=True)
    return tuple(rule.id for rule, other in pairs if rule != other or _asks(rule, facts))


def _asks(rule: object, facts: Collection[str]) -> bool:
    asked = (*facts_in(rule.applies), *facts_in(rule.requires)) if isinstance(rule, Duty) else ()
    return not set(facts).isdisjoint(asked)


def compare(
    before: Side, after: Side, duties: Sequence[str], keep: Sequence[str] = ()
) -> pl.DataFrame:
    """Judge the same cases, row by row, under both editions.

    `duties` are the ids judged on both sides, `keep` the columns of the table to carry along. One
    row for each duty and case with the columns: ``duty``, those kept, ``floor_area`` (0.01 m²),
    ``before`` and ``after`` (see `Verdict`), ``bound_before`` and ``bound_after``, and the band of
    what is breached in fen: ``low_before``, ``high_before``, ``low_after``, ``high_after``; 0 where
    nothing is breached or nothing is fined, null where the base of the fine is unknown.
    """
    judged = {BEFORE: _judged(before, duties), AFTER: _judged(after, duties)}
    carried = before.table.select(*dict.fromkeys(keep), _area(before.table))
    tables = [
        pl.concat(
            [
                carried.select(pl.lit(id).alias("duty"), pl.all()),
                *(_side_of(judged[side], id, side) for side in SIDES),
            ],
            how="horizontal",
        )
        for id in duties
    ]
    return pl.concat(tables) if tables else _nothing(carried)


def _nothing(carried: pl.DataFrame) -> pl.DataFrame:
    """No row, with the columns of a comparison."""
    types: dict[str, pl.DataType | type[pl.DataType]] = {"duty": pl.String, **carried.schema}
    for side in SIDES:
        types |= {side: pl.Int8, f"bound_{side}": pl.Boolean}
        types |= {f"{end}_{side}": pl.Int64 for end in ENDS}
    return pl.DataFrame(schema=types)


def _area(table: pl.DataFrame) -> pl.Expr:
    found = pl.col(AREA) if AREA in table.columns else pl.lit(None, pl.Int64)
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
        nw.when(breached).then(amount).otherwise(nw.lit(0)).alias(judgement(end, duty.id))
        for end, amount in zip(ENDS, band_columns(duty.breach), strict=True)
    ]


def _side_of(judged: pl.DataFrame, id: str, side: str) -> pl.DataFrame:
    """Verdict, whether bound, and the band of one duty on one side, under the side's names."""
    verdict = pl.col(judgement("verdict", id))
    bound = (verdict == int(Verdict.SATISFIED)) | pl.col(judgement("owed", id))
    ends = [
        (
            pl.col(name) if (name := judgement(end, id)) in judged.columns else pl.lit(0, pl.Int64)
        ).alias(f"{end}_{side}")
        for end in ENDS
    ]
    return judged.select(verdict.alias(side), bound.alias(f"bound_{side}"), *ends)


# --- what is read off it --------------------------------------------------------------------

NEWLY_BOUND = pl.col("bound_after") & ~pl.col("bound_before")
RELEASED = pl.col("bound_before") & ~pl.col("bound_after")
NEWLY_BREACHED = (pl.col(AFTER) == int(Verdict.BREACHED)) & (
    pl.col(BEFORE) != int(Verdict.BREACHED)
)
NO_LONGER_BREACHED = (pl.col(BEFORE) == int(Verdict.BREACHED)) & (
    pl.col(AFTER) != int(Verdict.BREACHED)
)


def moved(compared: pl.DataFrame, keys: Sequence[str] = ("duty",)) -> pl.DataFrame:
    """By `keys`, duty by duty: newly bound and released cases with their floor area (0.01 m²),
    how many `changed` their verdict, verdicts before and after, breaches whose fine cannot be said
    (`unpriced_*`), and the summed bands before and after in fen.

    A case that several duties bind counts once for each of them (see `distinct`).
    """
    verdicts = [
        (pl.col(side) == int(verdict)).sum().alias(f"{verdict.name.lower()}_{side}")
        for verdict in Verdict
        for side in SIDES
    ]
    return _by(
        compared,
        keys,
        NEWLY_BOUND.sum().alias("newly_bound"),
        pl.col(AREA).filter(NEWLY_BOUND).sum().alias("newly_bound_area"),
        RELEASED.sum().alias("released"),
        pl.col(AREA).filter(RELEASED).sum().alias("released_area"),
        (pl.col(BEFORE) != pl.col(AFTER)).sum().alias("changed"),
        *verdicts,
        *(pl.col(f"low_{side}").is_null().sum().alias(f"unpriced_{side}") for side in SIDES),
        *(pl.col(f"{end}_{side}").sum() for side in SIDES for end in ENDS),
    )


def distinct(compared: pl.DataFrame, case: str, keys: Sequence[str] = ()) -> pl.DataFrame:
    """By `keys`, each case (a building) once, whatever number of duties move it.

    Columns ``newly_bound``, ``newly_bound_area``, ``released``, ``released_area``, ``changed``,
    ``breached_before``, ``breached_after`` (cases that breach any of the duties), and the summed
    bands. A case that one duty binds and another releases counts on both sides. Without keys: one
    row.
    """
    each = compared.group_by(*keys, case, maintain_order=True).agg(
        NEWLY_BOUND.any().alias("_bound"),
        RELEASED.any().alias("_released"),
        (pl.col(BEFORE) != pl.col(AFTER)).any().alias("_changed"),
        *((pl.col(side) == int(Verdict.BREACHED)).any().alias(f"_{side}") for side in SIDES),
        pl.col(AREA).first(),
        *(pl.col(f"{end}_{side}").sum() for side in SIDES for end in ENDS),
    )
    return _by(
        each,
        keys,
        pl.col("_bound").sum().alias("newly_bound"),
        pl.col(AREA).filter(pl.col("_bound")).sum().alias("newly_bound_area"),
        pl.col("_released").sum().alias("released"),
        pl.col(AREA).filter(pl.col("_released")).sum().alias("released_area"),
        pl.col("_changed").sum().alias("changed"),
        *(pl.col(f"_{side}").sum().alias(f"breached_{side}") for side in SIDES),
        *(pl.col(f"{end}_{side}").sum() for side in SIDES for end in ENDS),
    )


def _by(table: pl.DataFrame, keys: Sequence[str], *sums: pl.Expr) -> pl.DataFrame:
    if not keys:
        return table.select(*sums)
    return table.group_by(*keys, maintain_order=True).agg(*sums).sort(*keys)
