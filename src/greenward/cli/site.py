"""Commands that run the site: demo, serve, worker, migrate."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import SITE

Port = Annotated[int, typer.Option(help="The site opens at http://localhost:PORT.")]


def mount(app: typer.Typer) -> None:
    for command in (demo, serve, worker, migrate):
        app.command(rich_help_panel=SITE)(command)


def demo(
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Sum up, then stop.")] = False,
) -> None:
    """See it work: an invented city of 3,000 buildings, judged under Article 32.

    The first start makes a database in ./var (or GREENWARD_HOME), invents the city, judges every
    building and prints the verdicts and the people you can sign in as. Later starts keep what
    you changed and take seconds. Nothing is downloaded and nothing leaves this machine.

    Examples:

    ```
    greenward demo
    greenward demo --port 8080
    GREENWARD_HOME=/srv/trial greenward demo --no-serve
    ```
    """
    from .demo import start

    raise typer.Exit(start(port, serve=not no_serve))


def serve(port: Port = 8000) -> None:
    """Run the site and its worker until Ctrl-C.

    Starts the embedded database unless DATABASE_URL names another, brings its tables up to date,
    and keeps the web server and the worker alive: what dies is started again.

    Examples:

    ```
    greenward serve
    DATABASE_URL=postgresql://greenward@db/greenward greenward serve --port 8080
    ```
    """
    from greenward.launch import site

    from .house import open_house

    site.require_free_port(port)
    open_house(upgrade=True)
    _let_go()
    raise typer.Exit(site.serve(port))


def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=8, help="How many jobs run at the same time.")
    ] = 2,
) -> None:
    """Run queued jobs (imports, exports) until stopped. `greenward serve` starts one itself.

    More workers may run at once, also on other machines that reach the same database and the
    same GREENWARD_HOME. Jobs of a worker that was killed are taken up again within a minute or two.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.jobs import run_worker

    typer.echo("The worker waits for jobs; Ctrl-C stops it.")
    run_worker(concurrency)


def migrate() -> None:
    """Bring the tables of the database up to this release; safe to repeat.

    A new database is prepared by any command. This one is for an upgrade: make a backup, stop the
    site, run it, start the site.
    """
    from .house import open_house

    open_house(upgrade=True)
    typer.echo("The tables are up to date.")


def _let_go() -> None:
    """Close this process's connection: the supervisor itself needs none."""
    from django.db import connections

    connections.close_all()
