"""Commands about the numbers of the law: standards and their rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from .options import LAW, Day, day

standards = typer.Typer(help="Standards as data: their rows, who confirmed them, which are in use.")


def mount(app: typer.Typer) -> None:
    app.add_typer(standards, name="standards", no_args_is_help=True, rich_help_panel=LAW)


@standards.command("list")
def list_standards(
    standard: Annotated[str | None, typer.Argument(help="One standard by its number.")] = None,
    unconfirmed: Annotated[
        bool, typer.Option("--open", help="Only rows that wait for confirmation.")
    ] = False,
) -> None:
    """Show the rows of the standards: value, unit, dates, evidence, who confirmed.

    Examples:

    ```
    greenward standards list --open
    greenward standards list "GB/T 51161-2016"
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_list

    run_list(standard, unconfirmed)


@standards.command("seed")
def seed_standards() -> None:
    """Enter the tables that Greenward ships, as proposals that an official then confirms.

    Rows on file stay as they are; running it again adds only what is new.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_seed

    run_seed()


@standards.command("import")
def import_standards(
    file: Annotated[
        Path, typer.Argument(help="TOML, CSV or XLSX.", exists=True, dir_okay=False, readable=True)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check, write nothing.")] = False,
    code: Annotated[str, typer.Option(help="Number of the standard or table.")] = "",
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    level: Annotated[str, typer.Option(help="national or local.")] = "local",
    unit: Annotated[str, typer.Option(help="Unit of the values, such as kBtu/ft².")] = "",
    first_day: Annotated[datetime | None, Day("--from", "First day in force.")] = None,
    last_day: Annotated[datetime | None, Day("--until", "Last day in force.")] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="What the table does not list is not limited.")
    ] = False,
    source: Annotated[str, typer.Option(help="Where the values stand.")] = "",
    confirmed_by: Annotated[str, typer.Option(help="Confirm every row: the official.")] = "",
    dated: Annotated[datetime | None, Day("--dated", "Day of that confirmation.")] = None,
    use: Annotated[str, typer.Option(help="Division code of a city that applies it.")] = "",
) -> None:
    """Enter rows of a standard, or of the authority's own table, in its own unit.

    A TOML file says all about itself; for CSV and XLSX the options say what the sheet does not.
    Rows are never changed: a new value is a new row with its dates and source. Rows already on
    file are skipped; a file with a wrong row is not entered at all.

    Examples:

    ```
    greenward standards import city-table.toml --dry-run
    greenward standards import limits.csv --code "DB 1-2020" --title Limits \\
      --unit "kBtu/ft²" --from 2014-01-01 --source "Notice 12" --use 440300
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_import

    run_import(
        file,
        dry_run,
        code=code,
        title=title,
        level=level,
        unit=unit,
        first_day=day(first_day),
        last_day=day(last_day),
        complete=complete,
        source=source,
        confirmed_by=confirmed_by,
        dated=day(dated),
        use=use,
    )


@standards.command("confirm")
def confirm_standards(
    rows: Annotated[list[int], typer.Argument(help="Row numbers, as `standards list` shows.")],
    official: Annotated[str, typer.Option(help="Who confirms: the official's name.")],
    source: Annotated[str, typer.Option(help="What was seen: the standard, its page or table.")],
    dated: Annotated[datetime, Day("--dated", "On which day.")],
) -> None:
    """Confirm that rows say what the standard says; from then on they decide.

    Example:

    ```
    greenward standards confirm 12 13 --official "Wu Min" \\
    --source "GB/T 51161-2016, table 5.2.1" --dated 2026-11-20
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_confirm

    run_confirm(rows, official, source, dated.date())


@standards.command("use")
def use_standard(
    standard: Annotated[str, typer.Argument(help="The standard's number.")],
    area: Annotated[str, typer.Option(help="Division code of the city.")],
    first_day: Annotated[datetime, Day("--from", "From this day.")],
    last_day: Annotated[datetime | None, Day("--until", "Until this day.")] = None,
    purpose: Annotated[str, typer.Option(help="What for.")] = "energy",
) -> None:
    """Record that a city applies a standard, from a day.

    Example:

    ```
    greenward standards use "GB/T 51161-2016" --area 440300 --from 2016-12-01
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_use

    run_use(standard, area, purpose, first_day.date(), day(last_day))
