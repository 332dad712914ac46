"""A whole table at once: every column read through its distinct cells, every problem kept.

A city's list repeats itself: a column of 25,000 cells has a few thousand different texts. Each
different text is read once, exactly, and the answers are joined back to the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from greenward.bureau.registry.reading import Table, Wanted

from .cells import CellError, Rule, Value, read
from .fields import Holds
from .profiles import Column, Profile

UNIT = "unit of "
"""Prefix of the column that keeps the unit a field was written in."""
CLASS = "class."
"""Prefix of the column of a recorded class."""
PROBLEMS = {
    "row": pl.Int64,
    "rank": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "code": pl.String,
    "params": pl.String,
    "soft": pl.Boolean,
}
"""One line a problem: `rank` is the column's place in the file, `params` JSON, `soft` that only the
cell is left out."""
SHOWN = 200
NO_PROBLEM = pl.DataFrame(schema=PROBLEMS)


@dataclass(frozen=True)
class Parsed:
    """The read table. `frame`: ``row`` and one text column a field, null where nothing is stated."""

    frame: pl.DataFrame
    problems: pl.DataFrame

    def refuse(self, problems: pl.DataFrame) -> Parsed:
        """The same with more problems; rows that are lost leave the frame."""
        lost = problems.filter(~pl.col("soft"))["row"].unique()
        kept = self.frame.filter(~pl.col("row").is_in(lost.implode()))
        return Parsed(kept, pl.concat([self.problems, problems.select(*PROBLEMS)]))


def wanted_columns(profile: Profile, holds: Holds) -> tuple[list[Wanted], list[Place]]:
    """What to read from the file for one kind of row, and where each field will find it."""
    wanted: list[Wanted] = []
    places = []
    for name, column, required in _asked(profile, holds):
        here = there = None
        if column.constant is None:
            here = _want(wanted, Wanted(column.headings, column.letter, column.optional))
        if column.unit_from:
            there = _want(wanted, Wanted(column.unit_from, optional=column.optional))
        places.append(Place(name, column, here, there, required))
    return wanted, places


@dataclass(frozen=True)
class Place:
    """A field's column and the index of its cells, and of its units, among the wanted columns."""

    name: str
    column: Column
    cells: int | None
    units: int | None
    required: bool


def parse(
    table: Table, profile: Profile, holds: Holds, places: Sequence[Place], today: date
) -> Parsed:
    """Read all fields of all rows. A row with a problem that is not soft is not in the frame."""
    frame, problems = table.frame.select("row"), [ragged(table)]
    for place in places:
        rule = _rule(place.column, profile, holds, today)
        if place.cells is None:
            value, unit = _constant(place.column, rule)
            found = [pl.lit(value, pl.String), pl.lit(unit, pl.String)]
        else:
            read_in, wrong = _read_column(table, place, rule)
            found = [read_in["value"], read_in["unit"]]
            problems.append(wrong)
            if place.required:
                problems.append(_missing(read_in, table, place))
        frame = frame.with_columns(found[0].alias(place.name))
        if rule.field.keeps_unit:
            frame = frame.with_columns(found[1].alias(UNIT + place.name))
    return Parsed(frame, NO_PROBLEM).refuse(pl.concat(problems))


def ragged(table: Table) -> pl.DataFrame:
    """The rows that were set aside because their cells do not fit the headings."""
    return problem_frame(
        (row, "", "", "ragged", {"cells": cells, "headings": len(table.headings)})
        for row, cells in table.ragged
    )


def problem_frame(
    problems: Iterable[tuple[int, str, str, str, dict[str, object]]],
) -> pl.DataFrame:
    """Problems of whole rows: (row, column, value, code, params)."""
    lines = [
        (row, 0, column, value[:SHOWN], code, as_json(params), False)
        for row, column, value, code, params in problems
    ]
    return pl.DataFrame(lines, schema=PROBLEMS, orient="row")


def as_json(params: dict[str, object]) -> str:
    return json.dumps({name: str(value) for name, value in params.items()}, ensure_ascii=False)


# --- one column -------------------------------------------------------------------------------


def _read_column(table: Table, place: Place, rule: Rule) -> tuple[pl.DataFrame, pl.DataFrame]:
    cells = table.frame[f"c{place.cells}"].fill_null("")
    units = table.frame[f"c{place.units}"].fill_null("") if place.units is not None else None
    asked = pl.DataFrame(
        {
            "row": table.frame["row"],
            "cell": cells,
            "unit": units if units is not None else pl.repeat("", cells.len(), eager=True),
        }
    )
    distinct = asked.select("cell", "unit").unique()
    answers = distinct.with_columns(
        pl.Series("answer", [_answer(c, u, place, rule) for c, u in distinct.iter_rows()], _ANSWER)
    ).unnest("answer")
    joined = asked.join(answers, on=["cell", "unit"], how="left", maintain_order="left")
    wrong = joined.filter(pl.col("code").is_not_null()).select(
        "row",
        _rank(table, place),
        pl.lit(table.names[place.cells or 0]).alias("column"),
        pl.col("cell")
        .str.slice(0, SHOWN)
        .str.replace_all("\x00", "\ufffd", literal=True)
        .alias("value"),
        "code",
        "params",
        pl.lit(place.column.leave_out).alias("soft"),
    )
    return joined.select("row", "value", "code", unit="kept_unit"), wrong


_ANSWER = pl.Struct(
    {"value": pl.String, "kept_unit": pl.String, "code": pl.String, "params": pl.String}
)


def _answer(cell: str, unit: str, place: Place, rule: Rule) -> dict[str, str | None]:
    try:
        found = read(cell, unit or place.column.unit, rule) or Value("")
    except CellError as error:
        params = as_json(error.params)
        return {"value": None, "kept_unit": None, "code": error.code, "params": params}
    return {"value": found.text or None, "kept_unit": found.unit, "code": None, "params": None}


def _constant(column: Column, rule: Rule) -> tuple[str | None, str | None]:
    """A constant was read when the profile was checked, so it can be read here."""
    found = read(column.constant or "", column.unit, rule)
    return (found.text, found.unit) if found else (None, None)


def _missing(read_in: pl.DataFrame, table: Table, place: Place) -> pl.DataFrame:
    """Rows that lack a field they cannot stand without."""
    empty = pl.col("value").is_null() & (pl.col("code").is_null() | place.column.leave_out)
    return read_in.filter(empty).select(
        "row",
        _rank(table, place),
        pl.lit(table.names[place.cells or 0]).alias("column"),
        pl.lit("").alias("value"),
        pl.lit("required").alias("code"),
        pl.lit(as_json({"field": place.column.field.label})).alias("params"),
        pl.lit(False).alias("soft"),
    )


def _rank(table: Table, place: Place) -> pl.Expr:
    at = table.places[place.cells] if place.cells is not None else None
    return pl.lit(-1 if at is None else at, dtype=pl.Int64).alias("rank")


def _asked(profile: Profile, holds: Holds) -> list[tuple[str, Column, bool]]:
    asked = [(c.field.name, c, holds in c.field.required) for c in profile.of(holds)]
    if holds is Holds.BUILDINGS:
        asked += [(f"{CLASS}{rule.name}", rule.column, False) for rule in profile.classes]
    return asked


def _want(wanted: list[Wanted], one: Wanted) -> int:
    if one not in wanted:
        wanted.append(one)
    return wanted.index(one)


def _rule(column: Column, profile: Profile, holds: Holds, today: date) -> Rule:
    return Rule(
        column.field,
        profile.format,
        today,
        holds=holds,
        values=column.values,
        other=column.other,
        unit_values=column.unit_values,
        dates=column.dates,
        prefix=column.prefix,
        least=column.least,
        most=column.most,
    )
