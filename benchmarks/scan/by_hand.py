"""The same rules written by hand for one engine each: Polars, NumPy, DuckDB.

The floors of the scan: no edition, no reasons, no check of bounds, one purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from .data import FLAGS, LIMITS, OUTPUTS, QUANTITIES, YEAR, limits, limits_of_kind, totals

LARGE = 2_000_000
BANDS = {2: (10_000_000, 30_000_000), 3: (50_000_000, 100_000_000)}


# --- Polars ---------------------------------------------------------------------------------


def polars(path: Path) -> Callable[[], Any]:
    table, rows, col = pl.read_parquet(path), limits_of_kind(), pl.col
    large = pl.coalesce("large_public_recorded", col("public") & (col("floor_area") >= LARGE))
    fiscal = pl.coalesce("fiscal_recorded", col("public") & (col("fiscal_share") > 0))
    scope = col("in_city") & col("in_use") & (large | col("state_organ_office") | fiscal)
    limit, last = col("constraint_value"), col("constraint_last_year")
    half = (2 * col("eui") >= 3 * limit) & (2 * col("eui_last_year") >= 3 * last)

    def verdict(i: int) -> pl.Expr:
        binds, done = col(f"b{i}"), col(f"f{i}")
        code = pl.when(~binds).then(0).when(binds & done).then(1).when(binds & ~done).then(2)
        return code.otherwise(pl.lit(3, pl.Int8)).alias(f"verdict_{i}")

    def owed(i: int) -> pl.Expr:
        done = col(f"f{i}").fill_null(False)
        return (col(f"b{i}").fill_null(False) & ~done).alias(f"owed_{i}")

    def exposed(i: int) -> pl.Expr:
        breached = col(f"b{i}") & ~col(f"f{i}")
        return (breached & col(f"order_expired_32_2_{i}")).fill_null(False).alias(f"exposed_{i}")

    def band(i: int, end: str, fen: int) -> pl.Expr:
        return pl.when(f"exposed_{i}").then(pl.lit(fen, pl.Int64)).otherwise(0).alias(f"{end}_{i}")

    fined = (col("exposed_2") | col("exposed_3")) & col("entity_fine").is_not_null()
    imposed = pl.when(fined).then("entity_fine").otherwise(0)

    def scan() -> pl.DataFrame:
        return (
            table.lazy()
            .with_columns(*rows, scope.alias("b1"))
            .with_columns(
                (col("eui") <= limit).alias("f1"),
                (col("b1") & (col("eui") > limit)).alias("b2"),
                (col("audit_done") & col("measures_taken")).alias("f2"),
                (col("b1") & half).alias("b3"),
                col("energy_retrofit_done").alias("f3"),
            )
            .with_columns(*map(verdict, (1, 2, 3)), *map(owed, (1, 2, 3)), *map(exposed, (2, 3)))
            .with_columns(
                *(band(i, "low", BANDS[i][0]) for i in (2, 3)),
                *(band(i, "high", BANDS[i][1]) for i in (2, 3)),
                ((imposed * 100 + 9_999) // 10_000).alias("persons_low"),
                (imposed * 500 // 10_000).alias("persons_high"),
            )
            .select(OUTPUTS)
            .collect()
        )

    return scan


def check_frame(result: pl.DataFrame) -> dict[str, int]:
    return totals({name: result[name].to_numpy() for name in OUTPUTS})


# --- NumPy ----------------------------------------------------------------------------------


def arrays(path: Path) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """The kind, and for each fact its values (0 where unknown) and whether it is known."""
    table = pl.read_parquet(path)
    known = {name: table[name].is_not_null().to_numpy() for name in (*FLAGS, *QUANTITIES)}
    values = {name: table[name].fill_null(False).to_numpy() for name in FLAGS}
    values |= {name: table[name].fill_null(0).to_numpy() for name in QUANTITIES}
    return table["kind"].to_numpy(), values, known


def numpy(path: Path) -> Callable[[], Any]:
    kind, value, known = arrays(path)
    this_year, last_year = np.array(LIMITS[YEAR]), np.array(LIMITS[YEAR - 1])

    def flag(name: str) -> tuple[Any, Any]:
        """A statement is two masks: known to be yes, known to be no."""
        return value[name], known[name] & ~value[name]

    def told(test: Any, is_known: Any) -> tuple[Any, Any]:
        return test & is_known, ~test & is_known

    def both(*parts: tuple[Any, Any]) -> tuple[Any, Any]:
        yes, no = parts[0]
        for also, never in parts[1:]:
            yes, no = yes & also, no | never
        return yes, no

    def either(*parts: tuple[Any, Any]) -> tuple[Any, Any]:
        no, yes = both(*((n, y) for y, n in parts))
        return yes, no

    def recorded(name: str, derived: tuple[Any, Any]) -> tuple[Any, Any]:
        yes, no = flag(name)
        return yes | derived[0] & ~known[name], no | derived[1] & ~known[name]

    def scan() -> dict[str, Any]:
        limit, last = this_year[kind], last_year[kind]
        eui, before = value["eui"], value["eui_last_year"]
        now, then = known["eui"] & (limit > 0), known["eui_last_year"] & (last > 0)
        big = told(value["floor_area"] >= LARGE, known["floor_area"])
        paid = told(value["fiscal_share"] > 0, known["fiscal_share"])
        classes = either(
            recorded("large_public_recorded", both(flag("public"), big)),
            flag("state_organ_office"),
            recorded("fiscal_recorded", both(flag("public"), paid)),
        )
        scope = both(flag("in_city"), flag("in_use"), classes)
        within = told(eui <= limit, now)
        half = both(told(2 * eui >= 3 * limit, now), told(2 * before >= 3 * last, then))
        duties = {
            1: (scope, within),
            2: (both(scope, within[::-1]), both(flag("audit_done"), flag("measures_taken"))),
            3: (both(scope, half), flag("energy_retrofit_done")),
        }
        out: dict[str, Any] = {}
        for i, ((binds, not_binds), (done, not_done)) in duties.items():
            verdict = np.full(len(kind), 3, dtype=np.int8)
            verdict[not_binds] = 0
            verdict[binds & done] = 1
            verdict[binds & not_done] = 2
            out[f"verdict_{i}"], out[f"owed_{i}"] = verdict, binds & ~done
            if i > 1:
                exposed = binds & not_done & value[f"order_expired_32_2_{i}"]
                low, high = BANDS[i]
                out |= {
                    f"exposed_{i}": exposed,
                    f"low_{i}": exposed * low,
                    f"high_{i}": exposed * high,
                }
        imposed = (out["exposed_2"] | out["exposed_3"]) * value["entity_fine"]
        out["persons_low"], out["persons_high"] = (
            (imposed * 100 + 9_999) // 10_000,
            imposed * 500 // 10_000,
        )
        return out

    return scan


# --- DuckDB ---------------------------------------------------------------------------------

SQL = """
with scoped as (
    select f.*, l.constraint_value as limit_now, l.constraint_last_year as limit_then,
        in_city and in_use and (
            coalesce(large_public_recorded, public and floor_area >= 2000000)
            or state_organ_office
            or coalesce(fiscal_recorded, public and fiscal_share > 0)
        ) as b1
    from facts f left join limits l using (kind)
), bound as (
    select *, eui <= limit_now as f1, b1 and eui > limit_now as b2,
        audit_done and measures_taken as f2,
        b1 and 2 * eui >= 3 * limit_now and 2 * eui_last_year >= 3 * limit_then as b3,
        energy_retrofit_done as f3
    from scoped
), judged as (
    select entity_fine, {verdicts}, {owed},
        coalesce(b2 and not f2 and order_expired_32_2_2, false) as exposed_2,
        coalesce(b3 and not f3 and order_expired_32_2_3, false) as exposed_3
    from bound
), fined as (
    select *, {bands},
        case when exposed_2 or exposed_3 then coalesce(entity_fine, 0) else 0 end as imposed
    from judged
)
select {outputs}, (imposed * 100 + 9999) // 10000 as persons_low,
    imposed * 500 // 10000 as persons_high
from fined
"""


def duckdb_sql() -> str:
    verdict = (
        "(case when not b{i} then 0 when b{i} and f{i} then 1 when b{i} and not f{i} then 2"
        " else 3 end)::tinyint as verdict_{i}"
    )
    owed = "coalesce(b{i}, false) and not coalesce(f{i}, false) as owed_{i}"
    band = "case when exposed_{i} then {value}::bigint else 0 end as {end}_{i}"
    return SQL.format(
        verdicts=", ".join(verdict.format(i=i) for i in (1, 2, 3)),
        owed=", ".join(owed.format(i=i) for i in (1, 2, 3)),
        bands=", ".join(
            band.format(i=i, end=end, value=value)
            for i in (2, 3)
            for end, value in zip(("low", "high"), BANDS[i], strict=True)
        ),
        outputs=", ".join(OUTPUTS[:-2]),
    )


def duckdb(path: Path) -> Callable[[], Any]:
    import duckdb as engine

    connection = engine.connect()
    connection.execute("create table facts as select * from read_parquet(?)", [str(path)])
    connection.register("limit_rows", limits().with_row_index("kind").to_arrow())
    connection.execute("create table limits as select * from limit_rows")
    sql = duckdb_sql()
    return lambda: connection.sql(sql).pl()
