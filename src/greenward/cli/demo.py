"""`greenward demo`: the invented city, made on the first start and kept afterwards."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from greenward.launch import LaunchError, database, site

from .house import open_house

if TYPE_CHECKING:
    from greenward.bureau.assessment.models import Assessment


def start(port: int, *, serve: bool) -> int:
    """Prepare what is missing, sum up, serve; give the exit code. Raises LaunchError."""
    if serve:
        site.require_free_port(port)
    os.environ["GREENWARD_DEMO"] = "1"
    open_house(upgrade=True)
    console = Console()
    run = _judged(console)
    _sum_up(console, run, port)
    from django.db import connections

    connections.close_all()
    return site.serve(port) if serve else 0


def _judged(console: Console) -> Assessment:
    """The latest assessment of the invented city, made now on a first start."""
    from django.utils import timezone

    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.accounts.models import Area
    from greenward.bureau.assessment.models import Assessment
    from greenward.bureau.assessment.services import assess
    from greenward.demo import draws, is_loaded, matters, projects
    from greenward.demo.people import CITY

    if not is_loaded():
        _load(console)
    found = Assessment.objects.first()
    if found is None:
        with console.status(_("Asking the law about every building and year")):
            city = Area.objects.get(code=CITY[0])
            found = assess(Actor.operator(), city, timezone.localdate())
        with console.status(_("Orders to correct, letters, reports and draws")):
            frozen = draws.announce()
            matters.begin()
        with console.status(_("Projects from land to keys, in two cities")):
            projects.begin()
            draws.finish(frozen)
    return found


def _load(console: Console) -> None:
    from django.db import transaction
    from django.utils import timezone

    from greenward.bureau.accounts.models import Area
    from greenward.demo import load

    if Area.objects.exists():
        raise LaunchError(
            "This database already holds an authority's own records, so the invented city is not "
            "put into it",
            where=database.home(),
            remedy="Run `greenward serve` for them, or name an empty folder for the demo: "
            "GREENWARD_HOME=./demo greenward demo.",
        )
    with console.status(_("Inventing a city")) as status, transaction.atomic():
        loaded = load(status.update, timezone.localdate())
    console.print(
        _("%(buildings)s buildings and %(years)s building-years were invented.")
        % {"buildings": f"{loaded.buildings:,}", "years": f"{loaded.years:,}"}
    )
    for file in loaded.bad_files:
        console.print(_("A bad file to try the importer on: %(file)s") % {"file": file})


def _sum_up(console: Console, run: Assessment, port: int) -> None:
    from greenward.bureau.assessment.commands import print_summary
    from greenward.demo import first_look
    from greenward.demo.people import PASSWORD, PEOPLE

    print_summary(run, console)
    console.print(
        _("Sign in at %(address)s with the password %(password)s as:")
        % {"address": site.address(port), "password": PASSWORD}
    )
    people = Table(show_header=False)
    for person in PEOPLE:
        people.add_row(person.username, person.purpose)
    console.print(people)
    console.print(first_look())
