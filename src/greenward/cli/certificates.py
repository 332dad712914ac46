"""Commands about certificates."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import DATA

certificates = typer.Typer(help="Signed certificates.")


def mount(app: typer.Typer) -> None:
    app.add_typer(certificates, name="certificate", no_args_is_help=True, rich_help_panel=DATA)


@certificates.command("check")
def check(
    what: Annotated[
        str, typer.Argument(help="A file, the text or address of a certificate, or its number.")
    ],
) -> None:
    """Say whether a certificate is genuine and whether it still holds.

    Exit code 0: genuine and valid; 1: anything else.

    Examples:

    ```
    greenward certificate check label.txt
    greenward certificate check 7Q2M-9XR4-TKWD
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.publication.commands import run_check

    raise typer.Exit(0 if run_check(what) else 1)
