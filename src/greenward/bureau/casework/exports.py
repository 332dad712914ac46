"""Lists that can be taken away: CSV streamed from the database, XLSX and Parquet made by a worker.

A room describes a list once and registers it in ``AppConfig.ready``:

    exports.register(Table("buildings", _("Buildings"), columns, query))

`query(actor, filters)` gives SQL and parameters that yield the columns in order, starting from
``visible_to(actor)``; `of(queryset)` writes them for a queryset. A text that a spreadsheet could
run as a formula is escaped; numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, models
from django.http import QueryDict
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor

from .errors import UsageError

CSV, XLSX, PARQUET = "csv", "xlsx", "parquet"
FORMATS = (CSV, XLSX, PARQUET)
FORMULA = r"^[=+\-@\t\r]"
BOM = "\ufeff"
BLOCK = 2**16
"""Bytes sent at once; the database gives a row at a time."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INT = "int"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    BOOL = "bool"


class Column(NamedTuple):
    """One column: its name in Parquet, its heading in CSV and XLSX (a lazy translation)."""

    key: str
    label: Any
    kind: Kind = Kind.TEXT
    scale: int = 2
    """Decimal places kept in Parquet."""


class Select(NamedTuple):
    """SQL with its parameters."""

    sql: str
    params: Sequence[Any] = ()


@dataclass(frozen=True)
class Table:
    """A list that can be exported. `query` takes the filters of the list's page."""

    name: str
    title: Any
    columns: Sequence[Column]
    query: Callable[[Actor, QueryDict], Select]


_tables: dict[str, Table] = {}


def register(table: Table) -> None:
    _tables[table.name] = table


def named(name: str) -> Table:
    """The registered list of that name. Raises UsageError."""
    if name not in _tables:
        raise UsageError(
            _("There is no list %(name)s. Lists: %(all)s.")
            % {"name": name, "all": ", ".join(sorted(_tables))}
        )
    return _tables[name]


def of(queryset: models.QuerySet[Any, Any]) -> Select:
    """The SQL of a queryset that names its columns with `values_list`."""
    return Select(*queryset.query.sql_with_params())


def csv_blocks(table: Table, select: Select) -> Iterator[bytes]:
    """The rows of `select` as CSV in UTF-8 with a byte-order mark, as the database writes them."""
    head = BOM + ",".join(_quoted(str(column.label)) for column in table.columns) + "\n"
    return _copied(head, shaped(table, select, CSV))


def _copied(head: str, select: Select) -> Iterator[bytes]:
    held = bytearray(head.encode())
    with connection.cursor() as cursor:
        statement = f"COPY ({select.sql}) TO STDOUT (FORMAT csv)"
        with cursor.cursor.copy(statement, list(select.params)) as copy:
            for row in copy:
                held += row
                if len(held) >= BLOCK:
                    yield bytes(held)
                    held.clear()
    yield bytes(held)


def shaped(table: Table, select: Select, format: str) -> Select:
    """The same rows with each column as a format wants it; columns c0, c1 … in order."""
    names = [f"c{number}" for number in range(len(table.columns))]
    written = [
        _written(name, column.kind, format)
        for name, column in zip(names, table.columns, strict=True)
    ]
    words = [word for part in written for word in part.params]
    columns = ", ".join(f"{part.sql} AS {name}" for name, part in zip(names, written, strict=True))
    return Select(
        f"SELECT {columns} FROM ({select.sql}) AS list ({', '.join(names)})",
        [*words, *select.params],
    )


def _written(name: str, kind: Kind, format: str) -> Select:
    """How one column is written: text made safe, truth in words, days as spreadsheets count."""
    if format == PARQUET:
        return Select(name)
    if kind is Kind.BOOL:
        return Select(f"CASE {name} WHEN true THEN %s WHEN false THEN %s END", [_("yes"), _("no")])
    if kind is Kind.TIME:
        local = f"{name} AT TIME ZONE %s"
        return Select(f"to_char({local}, 'YYYY-MM-DD HH24:MI:SS')", [settings.TIME_ZONE])
    if format == CSV and kind is Kind.TEXT:
        safe = f"CASE WHEN {name} ~ %s THEN '''' || {name} ELSE {name} END"
        return Select(f"NULLIF({safe}, '')", [FORMULA])
    if format == XLSX and kind is Kind.DECIMAL:
        return Select(f"{name}::float8")
    if format == XLSX and kind is Kind.DATE:
        return Select(f"({name} - DATE '1899-12-30')")
    return Select(name)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text
