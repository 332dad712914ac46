"""The list of projects, the page of one, of its plot, its topics and its application's matter at 20,000
projects in one district: queries, processor and wall time of the server, template included; and a
company's page of what it owes over thirty projects.

Twenty projects are taken through their courses by the acts themselves, each to another point; their
rows are then copied set by set. As officers of the district, through the whole of Django. The city is
kept for another run with ``--keep FOLDER``. Open Zaak's figures are quoted, not run here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from _pages import measured, signed_in
from support import report, scratch

PATTERNS, COPIES = 20, 1_000
STEP = 10_000
"""How far apart the keys of a row and of its copy are."""
OWN = 30
"""Projects of the one company whose page of debts is measured."""
PEER = "Open Zaak: 1,400 queries (#1057), 2-9 s at 62,000 cases (#1574) (quoted)"
page = partial(measured, queries=12, milliseconds=80, peer=PEER, runs=9)
TOPICS = ("chapters", "contracts", "people", "tests", "acceptance", "assessment", "site")
OPERATION = ("handover", "sale", "homes")
LISTS = {
    "list": "/projects/",
    "list, page 200": "/projects/?page=200",
    "list, by developer": "/projects/?sort=developer",
    "list, next is the planning permit": "/projects/?gate=planning_permit",
    "list, two stars": "/projects/?star=2",
    "list, searched": "/projects/?text=01-7",
}


def main() -> int:
    with scratch():
        from greenward.bureau.accounts.models import User
        from greenward.bureau.construction.models import Project

        if not Project.objects.exists():
            make()
        person = {user.username: signed_in(user) for user in User.objects.all()}
        projects, application = shown()
        figures = []
        for who in ("housing", "planning"):
            for name, url in LISTS.items():
                figures += page(person[who], f"{who}, {name}", url, rows=1)
            for name, project in projects.items():
                figures += page(person[who], f"{who}, {name}", f"/projects/{project.pk}/")
            matter = f"/matters/{application.matter_id}"
            figures += page(person[who], f"{who}, an application's matter", matter)
        for name, url in around(application.project):
            figures += page(person["housing"], f"housing, {name}", url)
        figures += page(person["clerk"], f"company, owed in {OWN} projects", "/owed")
        print("load of the machine meanwhile:", *(f"{load:.1f}" for load in os.getloadavg()))
        return report(f"{PATTERNS * COPIES:,} projects of one district", figures)


def shown() -> tuple[dict[str, Any], Any]:
    """Three projects at different points of their courses, and an application that is being decided."""
    from greenward.bureau.construction.models import Application, Project

    newest = Project.objects.order_by("-pk")
    found = {
        "project before its permit": newest.filter(next_gate="planning_permit").first(),
        "project being built": newest.filter(next_gate="conformity_assessment").first(),
        "project that is through": newest.filter(next_gate="").first(),
    }
    waiting = Application.objects.filter(project__isnull=False, matter__closed_at=None)
    application = waiting.select_related("project").order_by("-pk").first()
    return {name: project for name, project in found.items() if project}, application


def around(project: Any) -> Iterator[tuple[str, str]]:
    """The pages around one project: its plot and its topics."""
    from django.urls import reverse

    yield "plot", reverse("construction:plot", args=[project.plot_id])
    for name in TOPICS:
        yield name, reverse(f"construction:{name}", args=[project.pk])
    for name in OPERATION:
        yield name, reverse(f"operation:{name}", args=[project.pk])


def make() -> None:
    """A district with its projects, two officers, and a company's clerk."""
    from django.db import connection

    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.accounts.models import Area, Membership, Organisation, Post, Role, User
    from greenward.bureau.standards.editions import publish
    from greenward.law.shenzhen import PACK

    publish(Actor.operator(), PACK)
    city = Area.objects.create(code="440300", name_zh="深圳", name_en="Shenzhen", pack="shenzhen")
    futian = Area.objects.create(code="440304", name_zh="福田", name_en="Futian", parent=city)
    since = date(2020, 1, 1)
    for name, role in (("housing", Role.OFFICER), ("planning", Role.PLANNING)):
        user = User.objects.create_user(name, name=name)
        Post.objects.create(user=user, role=role, area=futian, first_day=since)
    own, rest = (Organisation.objects.create(name=n) for n in ("Greenwood", "Everybody else"))
    clerk = User.objects.create_user("clerk", name="clerk")
    Membership.objects.create(user=clerk, organisation=own, first_day=since)

    for number in range(PATTERNS):
        take_through(futian, rest, number)
    copy_all()
    for number in range(OWN):
        take_through(futian, own, PATTERNS + number)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database does by itself within minutes


def take_through(area: Any, developer: Any, number: int) -> None:
    """Open a project and pass some of its gates: each number another stretch of the course."""
    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.construction.applying import apply
    from greenward.bureau.construction.elsewhere import record_decision
    from greenward.bureau.construction.law import law_of
    from greenward.bureau.construction.opening import open_plot, open_project
    from greenward.bureau.construction.stating import state, stateable
    from greenward.law.language import Subject

    actor, on = Actor.operator(), date(2024, 3, 1)
    plot = open_plot(actor, area=area, code=f"B-{number}", name=f"地块{number}")
    project = open_project(
        actor,
        area=area,
        code=f"2440304{number:03}",
        name=f"滨河花园{number}期",
        developer=developer,
        regime_on=on,
        regime_reason="土地合同签订日",
        plot=plot,
        function="ABRR"[number % 4],
        floor_area=Decimal(12_000 + 900 * number),
        state_organ_office=False,
        fiscal_share=Decimal(0),
    )
    law = law_of(area)
    flags = [e.name for e in stateable(law, Subject.PROJECT) if e.kind == "flag"]
    stars = [entry.name for entry in stateable(law, Subject.PROJECT) if entry.unit == "★"]
    known = dict.fromkeys(flags[: number % 8], True) | dict.fromkeys(stars, 1 + number % 3)
    state(actor, project, known)
    gates = law.gates(Subject.PROJECT, on)
    passed = number % (len(gates) + 2) - 1
    for nth, gate in enumerate((None, *gates)):
        if nth > passed:
            break
        work, name = (project, gate.id) if gate else (plot, "land_terms")
        record_decision(
            actor,
            work,
            name,
            granted=True,
            decided_on=on,
            number=f"{name}-{number}",
            authority="主管部门",
        )
    if passed == 0:
        apply(actor, project, gates[0].id)


def copy_all() -> None:
    """Every row of the patterns once for each copy, with keys and numbers of its own."""
    from greenward.bureau.casework.models import Clock, Matter, Party, Task
    from greenward.bureau.construction.models import (
        Application,
        Decision,
        KeptCases,
        Plot,
        Project,
        Statement,
    )

    copy(Matter, unique=("number",))
    copy(Party, shifted=("matter_id",))
    copy(Clock, shifted=("matter_id",))
    copy(Task, shifted=("matter_id", "clock_id"))
    copy(Plot, unique=("code", "name"))
    copy(Project, shifted=("matter_id", "plot_id"), unique=("code", "name"))
    copy(KeptCases, shifted=("project_id",))
    copy(Statement, shifted=("project_id", "plot_id"))
    copy(Application, shifted=("matter_id", "project_id", "plot_id"))
    copy(Decision, shifted=("project_id", "plot_id", "application_id"))


def copy(model: Any, *, shifted: tuple[str, ...] = (), unique: tuple[str, ...] = ()) -> None:
    """Copy a table's rows in one statement: `shifted` refer to copied rows, `unique` get the number
    of the copy behind them."""
    from django.db import connection

    columns = [f.column for f in model._meta.concrete_fields if not f.generated]
    said = [_copied(column, shifted, unique) for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(said)} "
            f"FROM {model._meta.db_table}, generate_series(1, {COPIES - 1}) AS copy (n)"
        )
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), max(id)) "
            f"FROM {model._meta.db_table}"
        )


def _copied(column: str, shifted: tuple[str, ...], unique: tuple[str, ...]) -> str:
    if column == "id" or column in shifted:
        return f"{column} + n * {STEP}"
    return f"{column} || '-' || n" if column in unique else column


if __name__ == "__main__":
    sys.exit(main())
