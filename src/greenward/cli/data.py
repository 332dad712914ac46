"""Commands that bring data in and out: import, export, areas."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .options import DATA

File = Annotated[
    Path, typer.Argument(help="CSV or XLSX file.", exists=True, dir_okay=False, readable=True)
]
Profile = Annotated[
    str, typer.Option("--profile", "-p", help="Saved profile by name, or a profile file.")
]
Home = Annotated[
    str | None, typer.Option("--area", help="Division code of rows that name no area themselves.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read and match all, write nothing.")]

imports = typer.Typer(help="Bring a register, energy figures or projects in from a file.")
profiles = typer.Typer(help="Mapping profiles: what the columns of a file mean.")
areas = typer.Typer(help="Cities, districts and street offices: the tree of areas.")


def mount(app: typer.Typer) -> None:
    imports.add_typer(profiles, name="profile", no_args_is_help=True)
    app.add_typer(imports, name="import", no_args_is_help=True, rich_help_panel=DATA)
    app.command("export", rich_help_panel=DATA)(export)
    app.add_typer(areas, name="areas", no_args_is_help=True, rich_help_panel=DATA)


@imports.command("buildings")
def import_buildings(
    file: File, profile: Profile, area: Home = None, dry_run: DryRun = False
) -> None:
    """Import a register of buildings.

    A profile says which column holds what, in which unit, number and date format and encoding
    (docs/import-profiles.md). Rows are matched on identifiers; every merge is listed and can be
    undone. Accepted and refused rows add up to the rows of the file, and each refused row has its
    reason. Importing the same file again changes nothing.

    Examples:

    ```
    greenward import buildings list.xlsx --profile list.toml --dry-run
    greenward import buildings list.xlsx --profile list.toml --area 440304
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.registry.commands import run_import

    raise typer.Exit(run_import("buildings", file, profile, area, dry_run))


@imports.command("energy")
def import_energy(file: File, profile: Profile, area: Home = None, dry_run: DryRun = False) -> None:
    """Import energy: annual figures, or bills that are then worked out to calendar years.

    The profile says which of the two the file holds. Buildings must be on file already; a row
    whose building is not found is refused with its identifier.

    Examples:

    ```
    greenward import energy figures-2025.csv --profile annual.toml --dry-run
    greenward import energy bills.xlsx --profile bills.toml
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.registry.commands import run_import

    raise typer.Exit(run_import("energy", file, profile, area, dry_run))


@imports.command("projects")
def import_projects(
    file: File, profile: Profile, area: Home = None, dry_run: DryRun = False
) -> None:
    """Import projects in flight: what was planned, permitted and begun before this system.

    Each row opens a project with its matter and its plot, records the decisions of other authorities
    and states the stars. The profile, or each row, says which day's law applies, and why. The same
    file again changes nothing; what people entered is never written over.

    Examples:

    ```
    greenward import projects list.xlsx --profile greenward-projects --area 440300 --dry-run
    greenward import projects list.xlsx --profile greenward-projects --area 440300
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.registry.commands import run_import

    raise typer.Exit(run_import("projects", file, profile, area, dry_run))


@profiles.command("list")
def list_profiles() -> None:
    """Show the profiles there are: saved ones and those that come with Greenward."""
    from .house import open_house

    open_house()
    from greenward.bureau.registry.commands import run_profile_list

    run_profile_list()


@profiles.command("show")
def show_profile(
    name: Annotated[str, typer.Argument(help="Name of a saved or shipped profile.")],
) -> None:
    """Print a profile, to be copied into a file and changed.

    Example:

    ```
    greenward import profile show chicago-panel > mine.toml
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.registry.commands import run_profile_show

    run_profile_show(name)


@profiles.command("save")
def save_profile(
    file: Annotated[
        Path, typer.Argument(help="A profile as TOML.", exists=True, dir_okay=False, readable=True)
    ],
) -> None:
    """Check a profile file and keep it under its name, for this command and for the page.

    Everything that is wrong with it is said at once, with its place in the file.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.registry.commands import run_profile_save

    run_profile_save(file)


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


def export(
    what: Annotated[str, typer.Argument(help="Which list: findings, buildings, refusals …")],
    format: Annotated[Format, typer.Option("--format", "-f", help="File format.")] = Format.CSV,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write; without it CSV goes to the screen."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", "-w", help="Filter NAME=VALUE, as on the page; repeatable."),
    ] = None,
) -> None:
    """Write a whole list to a file: the findings in force, the buildings, refused rows, the log.

    CSV and XLSX have headings in the terminal's language, Parquet has stable column names. CSV is
    UTF-8 with a byte-order mark, so that spreadsheets read Chinese; a cell that could run as a
    formula is escaped.

    Examples:

    ```
    greenward export findings --format parquet -o findings.parquet
    greenward export findings -w duty=32.2.3 -w verdict=breached -o owed.csv
    greenward export buildings --format xlsx -o buildings.xlsx
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_export

    run_export(what, format.value, output, where or [])


@areas.command("import")
def import_areas(file: File) -> None:
    """Load a tree of areas from a CSV file; areas already on file get the new names.

    Columns: code, parent, name_zh, name_en, and for a city pack (its law) and climate_zone. A
    parent stands above its parts in the file or is on file already.

    Example of a file:

    ```
    code,parent,name_zh,name_en,pack,climate_zone
    440300,,深圳市,Shenzhen,shenzhen,HSWW
    440304,440300,福田区,Futian,,
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_import_areas

    run_import_areas(file)


@areas.command("add")
def add_area(
    code: Annotated[str, typer.Argument(help="Division code, such as 440304.")],
    name_zh: Annotated[str, typer.Option("--zh", help="Chinese name.")],
    name_en: Annotated[str, typer.Option("--en", help="English name.")] = "",
    parent: Annotated[str | None, typer.Option(help="Code of the area it is part of.")] = None,
    pack: Annotated[str, typer.Option(help="For a city, its law: shenzhen.")] = "",
    climate_zone: Annotated[str, typer.Option(help="For a city, such as HSWW.")] = "",
) -> None:
    """Add one area.

    Examples:

    ```
    greenward areas add 440300 --zh 深圳市 --en Shenzhen --pack shenzhen
    greenward areas add 440304 --zh 福田区 --en Futian --parent 440300
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_add_area

    run_add_area(code, name_zh, name_en, parent, pack, climate_zone)


@areas.command("list")
def list_areas() -> None:
    """Show the tree of areas."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_list_areas

    run_list_areas()
