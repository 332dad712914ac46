"""Writes a list into a file: CSV as it streams, XLSX in constant memory, Parquet in row groups.

Text of a workbook is written as text, so nothing in it runs as a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from .exports import CSV, PARQUET, XLSX, Column, Kind, Select, Table, csv_blocks, shaped

BATCH, GROUP = 2_000, 50_000
"""Rows between two signs of progress, and rows of a Parquet row group."""
SHEET_ROWS, CELL = 1_048_576, 32_767
"""Most rows of a sheet and most characters of a cell."""

Progress = Callable[[int, int], None]
"""Takes the rows done and the rows in all."""


def write_file(path: Path, table: Table, select: Select, format: str, progress: Progress) -> int:
    """Write the rows of `select` to `path`; give their number. Raises ValidationError."""
    total = _count(select)
    writers = {CSV: _write_csv, XLSX: _write_xlsx, PARQUET: _write_parquet}
    writers[format](path, table, select, total, progress)
    return total


def _count(select: Select) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({select.sql}) AS list", list(select.params))
        return cursor.fetchone()[0]


def _write_csv(path: Path, table: Table, select: Select, total: int, progress: Progress) -> None:
    with path.open("wb") as file:
        for block in csv_blocks(table, select):
            file.write(block)
    progress(total, total)


def _write_xlsx(path: Path, table: Table, select: Select, total: int, progress: Progress) -> None:
    if total >= SHEET_ROWS:
        raise ValidationError(
            _("A sheet holds %(most)s rows and the list has %(rows)s: filter it, or take CSV.")
            % {"most": f"{SHEET_ROWS - 1:,}", "rows": f"{total:,}"}
        )
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(str(table.title)[:31])
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [str(column.label) for column in table.columns])
        put = [_cell_writer(sheet, column, day) for column in table.columns]
        done = 0
        for rows in _batches(shaped(table, select, XLSX), BATCH):
            for row, cells in enumerate(rows, start=done + 1):
                for column, value in enumerate(cells):
                    if value is not None:
                        put[column](row, column, value)
            done += len(rows)
            progress(done, total)


def _cell_writer(sheet: Worksheet, column: Column, day: Any) -> Callable[[int, int, Any], Any]:
    if column.kind is Kind.DATE:
        return lambda row, at, value: sheet.write_number(row, at, value, day)
    if column.kind in (Kind.INT, Kind.DECIMAL):
        return sheet.write_number
    return lambda row, at, value: sheet.write_string(row, at, value[:CELL])


def _write_parquet(
    path: Path, table: Table, select: Select, total: int, progress: Progress
) -> None:
    import pyarrow.parquet as pq  # a quarter second, which no other command should wait for

    schema = {column.key: _polars_type(column) for column in table.columns}
    empty = pl.DataFrame(schema=schema).to_arrow()
    done = 0
    with pq.ParquetWriter(path, empty.schema) as writer:
        for rows in _batches(shaped(table, select, PARQUET), GROUP):
            frame = pl.DataFrame(rows, schema=schema, orient="row")
            writer.write_table(frame.to_arrow())
            done += len(rows)
            progress(done, total)


def _polars_type(column: Column) -> pl.DataType:
    return {
        Kind.TEXT: pl.String(),
        Kind.INT: pl.Int64(),
        Kind.DECIMAL: pl.Decimal(38, column.scale),
        Kind.DATE: pl.Date(),
        Kind.TIME: pl.Datetime("us", "UTC"),
        Kind.BOOL: pl.Boolean(),
    }[column.kind]


def _batches(select: Select, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows, a batch at a time, through a cursor that the server keeps."""
    with connection.chunked_cursor() as cursor:
        cursor.itersize = size
        cursor.execute(select.sql, list(select.params))
        while rows := cursor.fetchmany(size):
            yield rows
