"""Reads of projects and plots: lists under filters, what waits for the reader first, and due days.

Everything starts from what the reader may see; each read is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole
from greenward.bureau.accounts.visibility import among
from greenward.bureau.casework.inbox import Inbox
from greenward.bureau.casework.matters.parties import held_by
from greenward.bureau.casework.models import Party, Task
from greenward.bureau.standards.models import PublishedEdition
from greenward.law.language import Text

from .holding import HELD
from .law import Law, hash_of, law
from .models import Application, Plot, Project


@dataclass(frozen=True)
class Asked:
    """What a list of projects is filtered by; empty for all."""

    text: str = ""
    area: Area | None = None
    gate: str = ""
    step: str = ""
    star: str = ""
    function: str = ""
    state: str = ""


AROUND = ("area", "developer", "matter__area", "plot__area")
"""What every page shows of a project."""


def projects(actor: Actor) -> QuerySet[Project]:
    """The projects an actor sees, with what every page shows of them."""
    return Project.objects.visible_to(actor).select_related(*AROUND)


def in_full(found: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with the cases kept beside them and the hash of their law."""
    return found.select_related("kept").annotate(law_hash=hash_of("area"))


def laws_of(found: Iterable[Project]) -> dict[str, Law]:
    """The law of every city that projects read in full lie in, by the code of its root area."""
    hashes = {project.area.path.split("/", 1)[0]: project.law_hash for project in found}  # type: ignore[attr-defined]
    return {code: law(hash) for code, hash in hashes.items() if hash}


def shown(wanted: Q) -> QuerySet[Project]:
    """Projects chosen among those an actor sees, with what a list shows of them."""
    return Project.objects.filter(wanted).select_related("area", "developer", "matter")


def plots(actor: Actor) -> QuerySet[Plot]:
    """The plots an actor sees."""
    return Plot.objects.visible_to(actor).select_related("area")


def matching(found: QuerySet[Project], asked: Asked) -> QuerySet[Project]:
    """The projects that a filter leaves."""
    if asked.text:
        words = asked.text.strip()
        named = Organisation.objects.filter(name__icontains=words).values("pk")
        found = found.filter(
            Q(name__icontains=words) | Q(code__icontains=words) | Q(among("developer_id", named))
        )
    if asked.area:
        found = found.filter(area__path__startswith=asked.area.path)
    if asked.gate:
        found = found.filter(next_gate="" if asked.gate == DONE else asked.gate)
    if asked.step:
        found = found.filter(next_step=asked.step)
    if asked.function:
        found = found.filter(function=asked.function)
    if asked.state:
        found = found.filter(**STATES[asked.state])
    if asked.star:
        found = found.filter(star=asked.star)
    return found


DONE = "done"
"""The word of a filter for projects whose gates are all passed."""
STATES: Mapping[str, Mapping[str, Any]] = {
    "running": {"matter__state": "running"},
    "held": {"matter__state": HELD},
    "closed": {"matter__closed_at__isnull": False},
}


def plots_matching(found: QuerySet[Plot], text: str, area: Area | None) -> QuerySet[Plot]:
    """The plots with these words in name or number, inside an area."""
    if text:
        words = text.strip()
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
    return found.filter(area__path__startswith=area.path) if area else found


WAITING = """
WITH task AS ({tasks}), waiting AS (
    SELECT project.id, due_on FROM task JOIN construction_project project USING (matter_id)
    UNION ALL
    SELECT project_id, due_on FROM task JOIN construction_application USING (matter_id)
)
SELECT id FROM waiting WHERE id IN ({projects}) GROUP BY id ORDER BY min(due_on), id
"""
"""Tasks of the projects' own matters and of their applications, the matters themselves not read."""


def waiting_for(actor: Actor, found: QuerySet[Project]) -> list[int]:
    """The keys of those of some projects in which a task waits for the actor, the next due first."""
    try:
        tasks, of_tasks = _sql(Inbox(actor).mine(), "matter_id", "due_on")
        projects, of_projects = _sql(found, "pk")
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        asked = WAITING.format(tasks=tasks, projects=projects)
        cursor.execute(asked, [*of_tasks, *of_projects])
        return [key for (key,) in cursor.fetchall()]


def _sql(rows: QuerySet[Any], *columns: str) -> tuple[str, tuple[Any, ...]]:
    return rows.order_by().values(*columns).query.sql_with_params()


def next_due(found: Sequence[Project]) -> dict[int, tuple[date, str]]:
    """The first day something is due in each of some projects, and how its clock counts."""
    own = {project.matter_id: project.pk for project in found}
    asked = Application.objects.filter(project__in=own.values()).values("matter")
    rows = Task.objects.filter(
        Q(matter__in=[*own]) | Q(among("matter_id", asked)), closed_at=None, due_on__isnull=False
    ).order_by("-due_on")
    said = ("matter_id", "matter__application__project", "due_on", "clock__count")
    return {
        own.get(matter, project): (day, count or "")
        for matter, project, day, count in rows.values_list(*said)
    }


def laws() -> dict[str, Law]:
    """The law of every city by the code of its root area: one query."""
    newest = PublishedEdition.objects.filter(pack=OuterRef("pack")).order_by("-published_at")
    roots = Area.objects.filter(parent=None).annotate(edition=Subquery(newest.values("hash")[:1]))
    return {code: law(hash) for code, hash in roots.values_list("code", "edition") if hash}


def of(place: Area, known: Mapping[str, Law]) -> Law | None:
    """The law of the city an area lies in, among those known."""
    return known.get(place.path.split("/", 1)[0])


def titles(known: Iterable[Law]) -> dict[str, Text]:
    """The gates of some laws with their titles, in the order of each law."""
    return {gate.id: gate.title for one in known for gate in one.edition.gates}


def roles(actor: Actor, matters: Sequence[int]) -> dict[int, frozenset[PartyRole]]:
    """What an actor is in each of some matters: one query."""
    if actor.user is None:
        return {}
    rows = Party.objects.filter(held_by(actor), matter__in=matters).values_list("matter", "role")
    found: dict[int, set[PartyRole]] = {}
    for matter, role in rows:
        found.setdefault(matter, set()).add(PartyRole(role))
    return {matter: frozenset(held) for matter, held in found.items()}
