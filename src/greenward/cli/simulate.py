"""The command `greenward simulate`: an amendment on paper, over the whole register."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from .options import LAW, Day, day


def mount(app: typer.Typer) -> None:
    app.command(rich_help_panel=LAW)(simulate)


def simulate(
    change: Annotated[
        list[str] | None, typer.Option("--set", help="RULE:OLD=NEW, such as 32.2.3:150=130.")
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option("--limit", help="CLASS=VALUE, all=90%, or guiding:CLASS=VALUE."),
    ] = None,
    numbers: Annotated[
        str | None, typer.Option("--numbers", help="Show the numbers of a rule and stop.")
    ] = None,
    on: Annotated[datetime | None, Day("--on", "As of this day (today).")] = None,
    city: Annotated[
        str | None, typer.Option("--city", help="Division code; needed when there are several.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Reporting year (the last whole one).")] = None,
    csv: Annotated[Path | None, typer.Option(help="Also write the table to this file.")] = None,
) -> None:
    """Say what an amendment would change: who is newly bound or released, verdicts and fines.

    Nothing is saved: the law in force and the findings stay as they are.

    Examples:

    ```
    greenward simulate --numbers 32.2.3
    greenward simulate --set 32.2.3:150=130
    greenward simulate --limit office-commercial-B=90 --limit all=95%
    greenward simulate --set 32.2.3:low=600000 --set 27.1:20000=10000 --csv amended.csv
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.assessment.simulating import run_numbers, run_simulate

    if numbers:
        run_numbers(numbers, city)
    else:
        run_simulate(change or [], limit or [], day(on), city, year, csv)
