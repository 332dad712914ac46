"""Taking the two real lists away: 20,000 buildings and the findings in force on their year.

CSV is streamed from the database, XLSX and Parquet are made as a worker makes them. SEED's figure
is quoted, not run here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import _city
from support import Figure, report, scratch, seconds

CSV, XLSX, RUNS = 20_000, 8_000, 3
PEER = "SEED 3.3.1: 631 rows/s (quoted)"


def main() -> int:
    with scratch() as home:
        _city.make()
        figures = [figure for name in ("buildings", "findings") for figure in measured(name, home)]
        return report("Lists of the verdicts, taken away", figures)


def measured(name: str, home: Path) -> list[Figure]:
    """Rows a second of one list in each form."""
    from django.http import QueryDict

    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.casework.exporting import stream_csv, write
    from greenward.bureau.casework.exports import named

    asked: dict[str, Any] = {"actor": Actor.operator(), "table": named(name)}
    asked["filters"] = QueryDict()
    rows: list[int] = []

    def streamed() -> None:
        blocks = list(stream_csv(**asked))
        rows.append(b"".join(blocks).count(b"\n") - 1)

    def made(form: str) -> None:
        path = home / f"{name}.{form}"
        rows.append(write(path, format=form, progress=lambda done, total: None, **asked))

    figures = []
    for form, work, target in (
        ("CSV, streamed", streamed, CSV),
        ("XLSX, as a job", lambda: made("xlsx"), XLSX),
        ("Parquet, as a job", lambda: made("parquet"), None),
    ):
        taken = seconds(work, RUNS)
        figures.append(
            Figure(f"{name}: {form}", rows[-1] / taken, "rows/s", at_least=target, peer=PEER)
        )
    print(f"{name}: {rows[-1]:,} rows")
    return figures


if __name__ == "__main__":
    sys.exit(main())
