"""What is owed in some projects, read together: a constant number of queries, time by project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.models import Task
from greenward.law.language import Subject

from .. import cases, selectors
from ..cases import Case
from ..course import Leg, courses
from ..law import Law
from ..models import Acceptance, Plot, Project
from ..stating import stateable
from . import duties, gates, signing, testing, waiting
from .duties import Judged
from .items import Item, Place


@dataclass(frozen=True)
class Owed:
    """One project or plot: its course, what is owed by the reader and by others, and what cannot be said."""

    place: Place
    now: tuple[Item, ...]
    judged: tuple[Judged, ...]

    @property
    def project(self) -> Project:
        return self.place.project

    @property
    def legs(self) -> tuple[Leg, ...]:
        return self.place.legs

    @property
    def mine(self) -> tuple[Item, ...]:
        return tuple(item for item in self.now if item.mine)

    @property
    def others(self) -> tuple[Item, ...]:
        return tuple(item for item in self.now if not item.mine)

    @cached_property
    def later(self) -> tuple[Item, ...]:
        """What may be prepared already, for a gate that comes after another one: most lines of a
        project, and read on its own page alone."""
        return _ordered(gates.later(self.place))

    @property
    def items(self) -> tuple[Item, ...]:
        return _ordered((*self.now, *self.later))


def owed(
    actor: Actor, projects: Sequence[Project], known: Mapping[str, Law] | None = None
) -> list[Owed]:
    """What is owed in some projects, in their order; those of a city without law are left out."""
    laws = selectors.laws() if known is None else known
    legs = _courses(projects, laws)
    held = selectors.roles(actor, [project.matter_id for project in projects])
    return read(actor, projects, laws, legs, held)


def read(
    actor: Actor,
    projects: Sequence[Project],
    laws: Mapping[str, Law],
    legs: Mapping[int, tuple[Leg, ...]],
    held: Mapping[int, frozenset[PartyRole]],
) -> list[Owed]:
    """The same where their courses, and what the actor is in their matters, are known already."""
    matters = _matters(projects, legs)
    tasks = _by_matter(list(waiting.tasks([*matters])), matters)
    sessions = signing.sessions(legs)
    found, days, today = cases.of(projects), clocks.calendar(), timezone.localdate()
    stated = {
        law.hash: _stated(law, Subject.PROJECT)
        for law in {one.hash: one for one in laws.values()}.values()
    }
    places = [
        Place(
            actor,
            project,
            law,
            legs[project.pk],
            held.get(project.matter_id, frozenset()),
            stated[law.hash],
            days,
            today,
        )
        for project in projects
        if (law := selectors.of(project.area, laws))
    ]
    bench = testing.bench(places)
    return [
        _of(
            place,
            tasks.get(place.project.pk, []),
            sessions.get(place.project.pk),
            bench,
            found[place.project.pk],
        )
        for place in places
    ]


def of_plot(actor: Actor, plot: Plot, law: Law, legs: tuple[Leg, ...]) -> Owed:
    """What is owed of a plot: by the authority alone, since a plot has no parties. Two queries."""
    asked = [leg.application.matter_id for leg in legs if leg.application]
    stated, days, today = _stated(law, Subject.PLOT), clocks.calendar(), timezone.localdate()
    place = Place(actor, plot, law, legs, frozenset(), stated, days, today)
    return _of(place, list(waiting.tasks(asked)), None, testing.Bench(), [])


def _stated(law: Law, subject: Subject) -> frozenset[str]:
    return frozenset(entry.name for entry in stateable(law, subject))


def _of(
    place: Place,
    tasks: list[Task],
    session: Acceptance | None,
    bench: testing.Bench,
    found: list[Case],
) -> Owed:
    judged = duties.judged(place, found)
    items = [
        *waiting.items(place, tasks),
        *signing.items(place, session),
        *testing.items(place, bench),
        *gates.items(place),
        *duties.items(place, judged, gates.asked(place)),
    ]
    return Owed(place, _ordered(items), tuple(judged))


def _ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.order))


def _courses(projects: Sequence[Project], laws: Mapping[str, Law]) -> dict[int, tuple[Leg, ...]]:
    """The courses of projects of several cities: two queries a city."""
    by: dict[str, tuple[Law, list[Project]]] = {}
    for project in projects:
        if law := selectors.of(project.area, laws):
            by.setdefault(law.hash, (law, []))[1].append(project)
    return {key: legs for law, some in by.values() for key, legs in courses(law, some).items()}


def _matters(projects: Sequence[Project], legs: Mapping[int, tuple[Leg, ...]]) -> dict[int, int]:
    """The matters of projects and of their open applications, each with its project."""
    found = {project.matter_id: project.pk for project in projects}
    for key, course in legs.items():
        found |= {leg.application.matter_id: key for leg in course if leg.application}
    return found


def _by_matter(tasks: Sequence[Task], matters: Mapping[int, int]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = {}
    for task in tasks:
        found.setdefault(matters[task.matter_id], []).append(task)
    return found
