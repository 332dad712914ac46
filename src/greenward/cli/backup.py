"""Commands that keep an installation safe: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import SITE

VARIABLE = "GREENWARD_BACKUP_PASSPHRASE"


def mount(app: typer.Typer) -> None:
    for command in (backup, restore):
        app.command(rich_help_panel=SITE)(command)


def backup(
    path: Annotated[
        Path, typer.Argument(help="File to write, or a folder for one named by its time.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Check an existing backup instead; change nothing.")
    ] = False,
    keys: Annotated[
        bool, typer.Option("--keys", help="Take the private keys along, under a passphrase.")
    ] = False,
) -> None:
    """Make a backup of everything, in one file, while the site runs.

    It holds every table as it was at one moment, the documents and the public keys; not what can
    be made again. The private keys go in only with --keys, encrypted. Keep it on another machine.

    Examples:

    ```
    greenward backup /srv/backups
    greenward backup /srv/backups --keys
    greenward backup --check /srv/backups/greenward-20261121T020000Z.zip
    ```
    """
    if check:
        _django_words()
        from greenward.bureau.casework.backups import run_check

        return run_check(path)
    passphrase = _passphrase(again=True) if keys else ""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.backups import run_backup

    return run_backup(path, passphrase)


def restore(
    path: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
    keys: Annotated[bool, typer.Option("--keys", help="Restore the private keys too.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is on file; make a backup of it first.")
    ] = False,
) -> None:
    """Restore a backup into this installation.

    The backup is checked first, all of it; a damaged one changes nothing. Stop the site and its
    workers. An installation that holds something already is only replaced with --force.

    Example:

    ```
    GREENWARD_HOME=/srv/greenward greenward restore greenward-20261121T020000Z.zip --keys
    ```
    """
    passphrase = _passphrase(again=False) if keys else ""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.backups import run_restore

    run_restore(path, passphrase, force)


def _passphrase(*, again: bool) -> str:
    """The passphrase of the keys: from the environment, else asked for and not shown."""
    import os

    return os.environ.get(VARIABLE) or typer.prompt(
        "Passphrase of the keys", hide_input=True, confirmation_prompt=again
    )


def _django_words() -> None:
    """Messages in the terminal's language, without a database and without leaving a trace."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "greenward.settings"
    os.environ.setdefault("GREENWARD_SECRET_KEY", "a check signs nothing")
    import django
    from django.utils import translation

    from greenward.web.catalogue import compile_catalogues

    from .house import language

    compile_catalogues()
    django.setup()
    translation.activate(language())
