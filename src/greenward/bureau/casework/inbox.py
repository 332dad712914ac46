"""The inbox: what waits for a person, how long, and what comes next.

What is *mine* waits for me by name, for an organisation I act for, or for whoever holds one of my
posts; *others'* is what matters I handle (or take part in) wait for from somebody else. Every query
runs on an index of the open tasks. A room adds what is no task yet by a provider of leads:

    inbox.register(Provider("findings", leads))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role

from .matters import kinds
from .matters.parties import held_by
from .matters.visibility import NONE
from .models import Party, Task

LIMIT = 1_000
"""Others' tasks are counted up to here; a list that long is worked on by its filters."""
BADGE = 100
DUE = F("due_on").asc(nulls_last=True)


class Lead(NamedTuple):
    """Something that may become a matter: what it is, its page, its ground."""

    title: Any
    url: str
    hint: Any = ""
    article: str = ""
    since: date | None = None


class Leads(NamedTuple):
    """The first few leads of a room, how many there are, the page of all, and what each is called
    in a word."""

    title: Any
    first: Sequence[Lead]
    count: int
    url: str = ""
    word: Any = gettext_lazy("new lead")


class Provider(NamedTuple):
    """A room's leads for one actor, at most so many; None for whom they do not concern.

    `leads` costs at most one query.
    """

    name: str
    leads: Callable[[Actor, int], Leads | None]


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Add a room's leads; call it in ``AppConfig.ready``."""
    _providers[provider.name] = provider


def leads(actor: Actor, most: int = 5) -> list[Leads]:
    """The leads of all rooms that have any for the actor."""
    found = (provider.leads(actor, most) for provider in _providers.values())
    return [one for one in found if one and one.count]


class Counts(NamedTuple):
    """How many tasks are overdue, due within seven days, and there at all."""

    overdue: int
    week: int
    all: int


@dataclass(frozen=True)
class Inbox:
    """The open tasks around one actor."""

    actor: Actor
    today: date = field(default_factory=timezone.localdate)

    def mine(self) -> QuerySet[Task]:
        """What waits for the actor."""
        return self._open().filter(self._is_mine)

    def by_name(self) -> QuerySet[Task]:
        """What waits for the actor in person."""
        return self._open().filter(user=self.actor.user)

    def others(self) -> QuerySet[Task]:
        """What the actor's matters wait for from somebody else."""
        around = Q(officer=self.actor.user)
        if self.actor.organisations or not self.actor.is_official:
            own = Party.objects.filter(held_by(self.actor)).values("matter")
            around |= Q(matter__in=own)
        return self._open().filter(around).exclude(self._is_mine)

    def counts(self, tasks: QuerySet[Task]) -> Counts:
        """In one query."""
        over, week = Q(due_on__lt=self.today), Q(due_on__range=(self.today, self.until))
        found = tasks.aggregate(
            overdue=Count("pk", filter=over), week=Count("pk", filter=week), all=Count("pk")
        )
        return Counts(**found)

    @property
    def until(self) -> date:
        return self.today + timedelta(days=6)

    def waiting(self) -> Counts:
        """The tasks of others, the first `LIMIT` by due day and one more."""
        return self.counts(self.others().order_by(DUE)[: LIMIT + 1])

    def badge(self) -> int:
        """How many tasks of mine there are, counted up to `BADGE`."""
        return self.mine().order_by()[:BADGE].count()

    def _open(self) -> QuerySet[Task]:
        return Task.objects.filter(closed_at__isnull=True)

    @cached_property
    def _is_mine(self) -> Q:
        if self.actor.user is None:
            return NONE
        mine = Q(user=self.actor.user)
        if self.actor.organisations:
            mine |= Q(organisation__in=self.actor.organisations)
        for role, areas in self._posts.items():
            mine |= Q(user__isnull=True, role=role, area__in=areas)
        return mine

    @cached_property
    def _posts(self) -> dict[Role, list[int]]:
        """The roles held with the keys of all areas they are held for; one query, once.

        Keys and not a subquery, so that the database reads one index for each role.
        """
        inside = reduce(or_, (Q(path__startswith=d.area_path) for d in self.actor.duties), Q())
        areas = list(Area.objects.filter(inside).values_list("pk", "path")) if inside else []
        found: dict[Role, list[int]] = {}
        for duty in self.actor.duties:
            within = [pk for pk, path in areas if path.startswith(duty.area_path)]
            found.setdefault(duty.role, []).extend(within)
        return found


def matching(
    tasks: QuerySet[Task], *, text: str = "", kind: str = "", due: str = "", today: date
) -> QuerySet[Task]:
    """The tasks a filter leaves: words of the matter's number or subject, its kind, the due day."""
    if text:
        tasks = tasks.filter(
            Q(matter__number__icontains=text)
            | Q(matter__title__icontains=text)
            | Q(matter__title_en__icontains=text)
        )
    if kind:
        tasks = tasks.filter(matter__kind=kind)
    if due == "overdue":
        tasks = tasks.filter(due_on__lt=today)
    if due == "week":
        tasks = tasks.filter(due_on__range=(today, today + timedelta(days=6)))
    return tasks


def has_inbox(actor: Actor) -> bool:
    """Whether a person's day may begin with the inbox: they handle matters, or act for a company."""
    worked = {kind.handler for kind in kinds.every()}
    for kind in kinds.every():
        worked |= {role for wait in kind.waits if isinstance(role := wait.on, Role)}
    return bool(actor.organisations) or any(duty.role in worked for duty in actor.duties)
