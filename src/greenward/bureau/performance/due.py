"""When an act that is not on file becomes *no*: once the day the authority set for it has passed."""

from __future__ import annotations

from datetime import date

import polars as pl

from greenward.bureau.standards.limits import DueDates

DUTY_OF = {
    "energy_reported": "25.2",
    "audit_done": "32.2.2",
    "measures_taken": "32.2.2",
    "energy_retrofit_done": "32.2.3",
}
"""The recorded facts of an energy year and the duty whose due date counts for each."""


def no_once_due(years: pl.DataFrame, on: date) -> pl.DataFrame:
    """The recorded facts: *no* where nothing is on file and the due day has passed on `on`.

    On the due day itself, and where no day is set, a fact that is not on file stays unknown.
    """
    due = DueDates()
    return years.with_columns(_no_once_due(years, name, on, due) for name in DUTY_OF)


def _no_once_due(years: pl.DataFrame, name: str, on: date, due: DueDates) -> pl.Expr:
    late = [
        year
        for year in years["year"].unique().to_list()
        if (day := due.on(DUTY_OF[name], year)) is not None and day < on
    ]
    nothing = pl.col(name).is_null() & pl.col("year").is_in(late)
    return pl.when(nothing).then(pl.lit(False)).otherwise(pl.col(name)).alias(name)
