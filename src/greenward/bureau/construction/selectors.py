"""Reads of projects and plots: lists under filters, what waits for the reader first, and due days.

Everything starts from what the reader may see; each read is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, PartyRole
from greenward.bureau.casework.inbox import Inbox
from greenward.bureau.casework.matters.parties import held_by
from greenward.bureau.casework.models import Party, Task
from greenward.bureau.standards.models import PublishedEdition
from greenward.law.language import Text

from .holding import HELD
from .law import Law, hash_of, law
from .models import Plot, Project

STARS = ("permit_star", "chapter_star", "land_star")
"""The star a project is known by: the one permitted, else the chapter's, else the land's."""


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
        found = found.filter(
            Q(name__icontains=words)
            | Q(code__icontains=words)
            | Q(developer__name__icontains=words)
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
        known = Coalesce(*(KeyTextTransform(name, "facts") for name in STARS))
        found = found.annotate(star=known).filter(star=asked.star)
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


def waiting_for(actor: Actor, found: QuerySet[Project]) -> list[int]:
    """The keys of those of some projects in which a task waits for the actor, the next due first."""
    due: dict[int, date | None] = {}
    for key, day in _tasks(Inbox(actor).mine(), found.order_by().values("pk")):
        known = due.get(key)
        due[key] = min(known, day) if known and day else known or day
    return sorted(due, key=lambda key: (due[key] or date.max, key))


def next_due(keys: Sequence[int]) -> dict[int, tuple[date, str]]:
    """The first day something is due in each of some projects, and how its clock counts."""
    rows = Task.objects.filter(closed_at__isnull=True, due_on__isnull=False)
    found: dict[int, tuple[date, str]] = {}
    for key, day, count in _tasks(rows, keys, "clock__count"):
        if key not in found or day < found[key][0]:
            found[key] = (day, count or "")
    return found


def _tasks(
    tasks: QuerySet[Task], projects: Sequence[int] | QuerySet[Any, Any], *more: str
) -> Iterable[Any]:
    """Tasks of the projects' own matters and of their applications: project, due day, and `more`."""
    own, asked = (
        tasks.filter(**{f"{path}__in": projects}).order_by().values_list(path, "due_on", *more)
        for path in ("matter__project", "matter__application__project")
    )
    return own.union(asked, all=True)


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
