"""Commands that ask the law: assess, explain, law."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .options import LAW, Day

City = Annotated[
    str | None, typer.Option("--city", help="Division code; needed when there are several.")
]
On = Annotated[datetime | None, Day("--on", "As of this day (today).")]
TextFile = Annotated[
    Path, typer.Argument(help="Markdown or plain text.", exists=True, dir_okay=False, readable=True)
]

law = typer.Typer(help="Editions of the law.")


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


def mount(app: typer.Typer) -> None:
    app.command(rich_help_panel=LAW)(assess)
    app.command(rich_help_panel=LAW)(explain)
    app.add_typer(law, name="law", no_args_is_help=True, rich_help_panel=LAW)


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


@law.command("coverage")
def show_coverage(
    city: Annotated[
        str | None, typer.Option("--city", help="City pack, such as shenzhen (all installed).")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="Language (the terminal's).")] = None,
) -> None:
    """Show each article of a city's law with its class, its rules and the room that serves it.

    Needs no database. Exits with 1 and a list when an article is left out, when one that is not
    declaratory has no rule, or when a rule cites an article that is not listed.

    Examples:

    ```
    greenward law coverage
    greenward law coverage --city jinzhou --lang en
    ```
    """
    from .coverage import run
    from .house import language

    run(city, (lang or language())[:2])


@law.command("judge")
def judge_facts(
    files: Annotated[list[Path], typer.Argument(help="Parquet files of facts.", exists=True)],
    city: Annotated[str, typer.Option("--city", help="City pack.")] = "shenzhen",
    duty: Annotated[list[str] | None, typer.Option("--duty", help="These duties (all).")] = None,
    engine: Annotated[
        str, typer.Option(help="polars, duckdb, or a Spark master: spark://HOST:PORT.")
    ] = "polars",
    into: Annotated[
        Path | None, typer.Option("--out", "-o", help="Also write the judged rows here (Parquet).")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="Language (the terminal's).")] = None,
) -> None:
    """Judge a table of facts that is in no register, of any size, where it lies.

    Each column is a fact by its name (the law browser lists them): a boolean, or a whole number
    in the fact's unit and scale. A fact without a column is unknown. Needs no database.

    Examples:

    ```
    greenward law judge facts.parquet --duty 32.2.2 --duty 32.2.3
    greenward law judge part-*.parquet --engine spark://10.0.0.5:7077 -o judged
    ```
    """
    from .house import language
    from .judging import run

    run(files, city, duty or (), engine, into, (lang or language())[:2])


@law.command("import")
def import_text(
    file: TextFile,
    instrument: Annotated[
        str, typer.Option(help="Code of the instrument (found in the file).")
    ] = "",
    lang: Annotated[Language | None, typer.Option(help="Its language (found in the file).")] = None,
) -> None:
    """Load the official text of a law, and say which rules were read from other words.

    Markdown or plain text, Chinese or English. The text is kept in this installation and shown
    beside our reading; the Chinese text governs. The same file again changes nothing; another
    supersedes it.

    Examples:

    ```
    greenward law import regulations.md
    greenward law import report.txt --instrument sz-2022 --lang en
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.statutes.commands import run_import

    run_import(file, instrument, lang or "")


@law.command("anchors")
def print_anchors(
    file: TextFile,
    instrument: Annotated[str, typer.Option(help="Code of the instrument.")],
) -> None:
    """Print the anchors of a text for a city pack: the hash of the words at every place.

    A pack keeps them as `anchors.toml`, so that each rule knows the words it was read from.

    Example:

    ```
    greenward law anchors regulations.md --instrument sz-2022
    ```
    """
    from greenward.law.anchors import anchors_toml
    from greenward.law.texts import read_text

    typer.echo(anchors_toml(instrument, read_text(file.read_bytes())), nl=False)


def _day(given: datetime | None) -> date:
    from django.utils import timezone

    return given.date() if given else timezone.localdate()
