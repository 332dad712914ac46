"""Taking a list of 100,000 rows and 12 columns away: CSV streamed, XLSX and Parquet by a worker.

Beside them, in the same run: the floor of CSV is the database's own COPY of the same rows, that of
XLSX is xlsxwriter fed from a list in memory.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from support import Figure, report, scratch, seconds

ROWS = 100_000
QUERY = """
    SELECT '440304A' || n, '岭南大厦 ' || n, '深南大道 ' || n || ' 号', '福田区', 'office-commercial-A',
           n * 1.25::numeric(14, 4), DATE '2001-01-01' + n %% 9000, n %% 3 = 0, 2010 + n %% 15,
           (n * 0.01)::numeric(14, 4), '单位 ' || n %% 400, n
    FROM generate_series(1, %s) AS n
"""


def main() -> int:
    with scratch() as home:
        from django.db import connection
        from django.http import QueryDict

        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.casework.exporting import stream_csv, write
        from greenward.bureau.casework.exports import Column, Kind, Select, Table

        kinds = [
            "text",
            "text",
            "text",
            "text",
            "text",
            "decimal",
            "date",
            "bool",
            "int",
            "decimal",
            "text",
            "int",
        ]
        columns = [Column(f"c{n}", f"Column {n}", Kind(kind)) for n, kind in enumerate(kinds)]
        table = Table("bench", "Bench", columns, lambda actor, filters: Select(QUERY, [ROWS]))
        asked: dict[str, Any] = {"table": table, "filters": QueryDict()}
        actor = Actor.operator()

        def streamed() -> None:
            assert sum(map(len, stream_csv(actor, **asked))) > ROWS

        def copied() -> None:
            with connection.cursor() as cursor:
                statement = f"COPY ({QUERY}) TO STDOUT (FORMAT csv)"
                with cursor.copy(statement, [ROWS]) as copy:
                    assert sum(map(len, copy)) > ROWS

        def made(format: str) -> None:
            def ignore(done: int, total: int) -> None: ...

            write(home / format, format=format, actor=actor, progress=ignore, **asked)

        with connection.cursor() as cursor:
            cursor.execute(QUERY, [ROWS])
            rows = cursor.fetchall()
        csv, floor = seconds(streamed, 3), seconds(copied, 3)
        xlsx, parquet = seconds(lambda: made("xlsx")), seconds(lambda: made("parquet"))
        bare = seconds(lambda: workbook(home / "bare.xlsx", rows))
        return report(
            f"Exports of {ROWS:,} rows",
            [
                figure("CSV, streamed", csv, 20_000, f"COPY alone {ROWS / floor:,.0f} rows/s"),
                figure("XLSX", xlsx, 8_000, f"xlsxwriter from memory {ROWS / bare:,.0f} rows/s"),
                figure("Parquet", parquet, None, ""),
            ],
        )


def figure(name: str, taken: float, at_least: float | None, peer: str) -> Figure:
    return Figure(name, ROWS / taken, "rows/s", at_least=at_least, peer=peer)


def workbook(path: Path, rows: list[tuple[Any, ...]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [str(v) if hasattr(v, "year") else v for v in row])


if __name__ == "__main__":
    sys.exit(main())
