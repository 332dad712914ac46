"""Commands about the law and its numbers: assess, explain, standards, law."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

PANEL = "The law"
DAY = ["%Y-%m-%d"]
City = Annotated[
    str | None, typer.Option("--city", help="Division code; needed when there are several.")
]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=DAY, metavar="DATE", help="As of this day (today)."),
]

standards = typer.Typer(help="Standards as data: their rows, who confirmed them, which are in use.")
law = typer.Typer(help="Editions of the law.")


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


def mount(app: typer.Typer) -> None:
    app.command(rich_help_panel=PANEL)(assess)
    app.command(rich_help_panel=PANEL)(explain)
    app.add_typer(standards, name="standards", no_args_is_help=True, rich_help_panel=PANEL)
    app.add_typer(law, name="law", no_args_is_help=True, rich_help_panel=PANEL)


def assess(on: On = None, city: City = None) -> None:
    """Judge every building and year of a city, and keep the findings.

    Prints the verdicts by duty and what changed since the last assessment. Running it again
    without new data changes nothing. A verdict that rests on a number nobody confirmed is
    unknown: see `greenward standards list --open`.

    Examples:

    ```
    greenward assess
    greenward assess --on 2026-07-01 --city 440300
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.assessment.commands import run_assess

    run_assess(_day(on), city)


def explain(
    building: Annotated[str, typer.Argument(help="Its code, an identifier, or # and number.")],
    duty: Annotated[str, typer.Option("--duty", help="Duty by its number, such as 32.2.3.")],
    on: On = None,
    year: Annotated[int | None, typer.Option(help="Energy year (the latest judged).")] = None,
    lang: Annotated[Language | None, typer.Option(help="Language (the terminal's).")] = None,
) -> None:
    """Say why one duty is met, breached or unknown for one building, step by step.

    Examples:

    ```
    greenward explain 440304A017 --duty 32.2.3
    greenward explain 440304A017 --duty 32.2.1 --year 2024 --on 2026-07-01 --lang en
    ```
    """
    from .house import language, open_house

    open_house()
    from django.utils import translation

    from greenward.bureau.assessment.commands import run_explain

    chosen = "zh-hans" if (lang or language()).startswith("zh") else "en"
    with translation.override(chosen):
        typer.echo(run_explain(building, duty, _day(on), chosen[:2], year))


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


@standards.command("import")
def import_standards(
    file: Annotated[
        Path, typer.Argument(help="A table of rows.", exists=True, dir_okay=False, readable=True)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check, write nothing.")] = False,
) -> None:
    """Enter rows of a standard, or of the authority's own table, in its own unit.

    Rows are never changed: a new value is a new row with its dates and source. Rows already on
    file are skipped.

    Example:

    ```
    greenward standards import city-table.toml --dry-run
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_import

    run_import(file, dry_run)


@standards.command("confirm")
def confirm_standards(
    rows: Annotated[list[int], typer.Argument(help="Row numbers, as `standards list` shows.")],
    official: Annotated[str, typer.Option(help="Who confirms: the official's name.")],
    source: Annotated[str, typer.Option(help="What was seen: the standard, its page or table.")],
    dated: Annotated[datetime, typer.Option(formats=DAY, metavar="DATE", help="On which day.")],
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
    first_day: Annotated[
        datetime, typer.Option("--from", formats=DAY, metavar="DATE", help="From this day.")
    ],
    last_day: Annotated[
        datetime | None,
        typer.Option("--until", formats=DAY, metavar="DATE", help="Until this day."),
    ] = None,
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

    run_use(standard, area, purpose, first_day.date(), last_day.date() if last_day else None)


@law.command("publish")
def publish_law(city: City = None) -> None:
    """Publish the edition of the law that this release holds for a city.

    Findings name the edition they were made under and are explained from it years later. An
    edition that is on file already is left as it is.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_publish

    run_publish(city)


@law.command("list")
def list_editions() -> None:
    """Show the published editions, newest first."""
    from .house import open_house

    open_house()
    from greenward.bureau.standards.commands import run_editions

    run_editions()


def _day(given: datetime | None) -> date:
    from django.utils import timezone

    return given.date() if given else timezone.localdate()
