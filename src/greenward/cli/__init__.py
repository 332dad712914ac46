"""The command line: `greenward …`. Every verb is thin; the rooms' `commands.py` do the work.

Nothing of Django is imported until a command runs, so that help answers at once. An error that
Greenward itself defines is its own explanation: one sentence on standard error, exit code 1 (2 for
wrong usage). Anything else is a bug and shows its traceback.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import (
    backup,
    certificates,
    data,
    law,
    log,
    people,
    privacy,
    rating,
    simulate,
    site,
    standards,
)

app = typer.Typer(
    name="greenward",
    help="A city's green-building regulation, running.\n\n"
    "Start with `greenward demo`: an invented city of 3,000 buildings, judged under Article 32, "
    "at http://localhost:8000. Everything is kept in ./var, or in the folder named by "
    "GREENWARD_HOME; DATABASE_URL names a PostgreSQL of your own.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
site.mount(app)
data.mount(app)
law.mount(app)
simulate.mount(app)
standards.mount(app)
rating.mount(app)
people.mount(app)
privacy.mount(app)
certificates.mount(app)
backup.mount(app)
log.mount(app)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if show:
        from greenward import __version__

        typer.echo(f"greenward {__version__}")
        raise typer.Exit


def main() -> None:
    """Run one command; exit 0 done, 1 refused or failed, 2 wrong usage."""
    try:
        app(prog_name="greenward")
    except Exception as error:
        from .errors import sentence

        said = sentence(error)
        if said is None:
            raise
        typer.echo(said, err=True)
        sys.exit(getattr(error, "exit_code", 1))
