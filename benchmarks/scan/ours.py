"""Greenward: the duties 32.2.1, 32.2.2 and 32.2.3 of the edition itself, through `law.assess`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from greenward.law.assess import conform, judged, judgement
from greenward.law.language import fine_imposed
from greenward.law.shenzhen import PACK

from .data import OUTPUTS, limits, limits_of_kind, totals

DUTIES = [PACK.duty(id) for id in ("32.2.1", "32.2.2", "32.2.3")]


def prepare(path: Path) -> Callable[[], Any]:
    table, rows = _facts(path), limits()

    def scan() -> pl.DataFrame:
        conform(rows, DUTIES, PACK)  # a limit is checked in its row, not once for each building
        facts = conform(table, DUTIES, PACK).lazy().with_columns(limits_of_kind())
        found = judged(nw.from_native(facts), DUTIES).to_native()
        return found.select(*_judgements(), *_bands()).collect()

    return scan


def _facts(path: Path) -> pl.DataFrame:
    """The buildings; the one fine on file is the fine of whichever duty it was imposed for."""
    imposed = [pl.col("entity_fine").alias(fine_imposed(d.id)) for d in DUTIES if d.breach]
    return pl.read_parquet(path).with_columns(imposed).drop("entity_fine")


def _judgements() -> Iterator[pl.Expr]:
    for i, duty in enumerate(DUTIES, 1):
        yield pl.col(judgement("verdict", duty.id)).alias(f"verdict_{i}")
        yield pl.col(judgement("owed", duty.id)).alias(f"owed_{i}")
        if duty.breach:
            yield pl.col(judgement("exposed", duty.id)).alias(f"exposed_{i}")


def _bands() -> Iterator[pl.Expr]:
    """The bands of the fines, and the persons' share of a fine that was imposed."""
    fined = [(i, duty) for i, duty in enumerate(DUTIES, 1) if duty.breach]
    for i, duty in fined:
        exposed = pl.when(judgement("exposed", duty.id))
        for end, fen in zip(("low", "high"), duty.breach.band(), strict=True):
            yield exposed.then(pl.lit(fen, pl.Int64)).otherwise(0).alias(f"{end}_{i}")
    persons = fined[0][1].breach.persons
    exposed = pl.any_horizontal(judgement("exposed", duty.id) for _, duty in fined)
    imposed = pl.when(exposed & pl.col(persons.base).is_not_null()).then(persons.base).otherwise(0)
    yield ((imposed * persons.low + 9_999) // 10_000).alias("persons_low")
    yield (imposed * persons.high // 10_000).alias("persons_high")


def check(result: pl.DataFrame) -> dict[str, int]:
    return totals({name: result[name].to_numpy() for name in OUTPUTS})
