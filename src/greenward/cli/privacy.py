"""Commands about personal data: the map of them, and what is past its time."""

from __future__ import annotations

import typer

from .options import PEOPLE

privacy = typer.Typer(help="Personal data: which are held and why; what is past its time.")


def mount(app: typer.Typer) -> None:
    app.add_typer(privacy, name="privacy", no_args_is_help=True, rich_help_panel=PEOPLE)


@privacy.command("map")
def show_map() -> None:
    """Print the map of personal data as Markdown: what the paper docs/privacy.md holds.

    ```
    greenward privacy map > docs/privacy.md
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.privacy.paper import markdown

    typer.echo(markdown(), nl=False)


@privacy.command("purge")
def purge_now() -> None:
    """Delete or empty what is past its time now, instead of tonight; print the rows by table.

    ```
    greenward privacy purge
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.privacy.retention import purge

    for model, count in sorted(purge().items()):
        typer.echo(f"{model}: {count}")
