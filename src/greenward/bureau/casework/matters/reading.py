"""Reading a matter: where it stands for one person, its course, and its history in words.

Everything starts from rows the person may see; a party reads no internal remark, no draft answer of
another party and none of the authority's own acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.law.clocks import Calendar

from ..models import AuditEvent, Clock, ClockEvent, Comment, Extension, Matter, Request, Task
from ..words import act_name, in_language
from . import clocks, kinds
from .articles import Article, article
from .due import Due, due
from .forms import who_of
from .naming import clock_words, state_words
from .parties import roles_shown
from .visibility import works_on

INTERNAL = frozenset(
    {"draft_answer", "escalate", "settle_escalation", "assign_matter", "open_document", "remind"}
)
"""Acts whose rows only officials read in a matter's history; of remarks, the internal ones."""
NOTED = {
    "remark": gettext_lazy("remark"),
    "reason": gettext_lazy("reason"),
    "why_again": gettext_lazy("asked again because"),
    "items": gettext_lazy("asked for"),
    "due_on": gettext_lazy("due on"),
    "served_on": gettext_lazy("served on"),
    "on": gettext_lazy("as of"),
    "officer": gettext_lazy("officer"),
    "added": gettext_lazy("joined"),
    "ended": gettext_lazy("left"),
    "title": gettext_lazy("document"),
}
"""What an act noted that a reader of the history wants to know, and how it is called there."""
HISTORY, PASSED = 200, 6
"""Acts of a history and past states of a course that a page shows; the acts done hold them all."""


@dataclass(frozen=True)
class Duty:
    """Who must do what until when: an open task as the matter's page says it."""

    task: Task
    what: str
    who: str
    due: Due
    article: Article | None
    mine: bool
    steps: tuple[str, ...]
    """How the due day was counted, step by step."""
    still: bool
    """Its clock stands still."""


class Stage(NamedTuple):
    """One state of a matter's course: done (with its day and who led to it), now, or next."""

    place: str
    label: str
    at: datetime | None = None
    who: str = ""


class Entry(NamedTuple):
    """One act of the history."""

    at: datetime
    who: str
    what: str
    state: str
    details: tuple[tuple[str, str], ...]


class Standing:
    """A matter as it stands for one actor now: what a page and its offers are made of."""

    def __init__(self, actor: Actor, matter: Matter) -> None:
        self.actor, self.matter = actor, matter
        self.kind = kinds.named(matter.kind)
        self.today: date = timezone.localdate()

    @cached_property
    def roles(self) -> frozenset[PartyRole]:
        """What the actor is in the matter."""
        return roles_shown(self.actor, self.matter)

    @property
    def inside(self) -> bool:
        """Whether the actor reads it as an official of its kind, where it lies."""
        return works_on(self.actor, self.matter)

    def why_held(self, act: str) -> str:
        """Why an act waits for a hold to be lifted; "" where it does not. Asked once a page."""
        return "" if act in self.kind.through else self._hold

    @cached_property
    def _hold(self) -> str:
        return self.kind.why_held(self.matter, "")

    @property
    def panel(self) -> kinds.Panel | None:
        """What the room of its kind shows on the matter's page."""
        return self.kind.panel(self.actor, self.matter) if self.kind.panel else None

    @cached_property
    def tasks(self) -> list[Task]:
        found = Task.objects.filter(matter=self.matter, closed_at__isnull=True)
        found = found.select_related("clock", "organisation", "user").order_by("pk")
        return [task for task in found if self.inside or task.act not in INTERNAL]

    @cached_property
    def running(self) -> list[Clock]:
        """The clocks that run, with their events: every clock began with one."""
        found = ClockEvent.objects.filter(
            clock__matter=self.matter, clock__stopped_on__isnull=True
        ).select_related("clock")
        rows: dict[int, Clock] = {}
        events: dict[int, list[ClockEvent]] = {}
        for event in found.order_by("clock_id", "pk"):
            rows.setdefault(event.clock_id, event.clock)
            events.setdefault(event.clock_id, []).append(event)
        for key, clock in rows.items():
            clock.matter = self.matter
            clock._prefetched_objects_cache = {"events": events[key]}
        return list(rows.values())

    @cached_property
    def events(self) -> list[AuditEvent]:
        """The acts of the matter the actor reads, newest first."""
        return list(_read_by(self).order_by("-pk")[:HISTORY])

    def may_have(self, act: str) -> bool:
        """Whether the matter may hold what an act leaves; the history, where it is whole, tells."""
        return len(self.events) == HISTORY or any(event.act == act for event in self.events)

    @cached_property
    def requests(self) -> list[Request]:
        if not self.may_have("request_correction"):
            return []
        found = Request.objects.filter(matter=self.matter)
        return list(found.select_related("asked_by").prefetch_related("items__filing__document"))

    @property
    def request(self) -> Request | None:
        """The request for what is missing that is open."""
        return next((r for r in self.requests if not (r.answered_at or r.withdrawn_at)), None)

    @cached_property
    def extensions(self) -> list[Extension]:
        """The extensions being decided on."""
        found = Extension.objects.filter(
            clock__matter=self.matter, clock__stopped_on=None, granted=None
        )
        return list(found.select_related("asked_by", "clock"))

    @cached_property
    def did(self) -> set[str]:
        """The acts the actor did in this matter, for four eyes."""
        rows = _events(self.matter).filter(actor=self.actor.user)
        return set(rows.values_list("act", flat=True))

    @cached_property
    def days(self) -> Calendar:
        return clocks.calendar()

    def waits(self, act: str) -> list[Task]:
        return [task for task in self.tasks if task.act == act]

    def is_mine(self, task: Task) -> bool:
        """Whether a task waits for the actor, alone or with the others of the post."""
        if task.user_id is not None:
            return self.actor.user is not None and task.user_id == self.actor.user.pk
        if task.organisation_id is not None:
            return task.organisation_id in self.actor.organisations
        return self.actor.holds((task.role,), self.matter.area.path)

    def duties(self) -> list[Duty]:
        """Who must do what until when, the actor's own first, then by due day."""
        by_pk = {clock.pk: clock for clock in self.running}
        found = [self._duty(task, by_pk.get(task.clock_id)) for task in self.tasks]
        return sorted(found, key=lambda d: (not d.mine, d.due.day or date.max))

    def _duty(self, task: Task, clock: Clock | None) -> Duty:
        deadline = clocks.deadline(clock, self.today, self.days) if clock else None
        return Duty(
            task,
            act_name(task.act),
            who_of(task),
            due(
                task.due_on,
                self.days,
                self.today,
                count=clock.count if clock else "",
                provisional=bool(clock and clock.provisional),
            ),
            article(clock.article) if clock else None,
            self.is_mine(task),
            tuple(in_language(step.text) for step in deadline.steps) if deadline else (),
            bool(clock) and task.due_on is None,
        )


def comments(standing: Standing) -> QuerySet[Comment]:
    """The remarks the actor reads, oldest first."""
    if not standing.may_have("comment"):
        return Comment.objects.none()
    found = Comment.objects.filter(matter=standing.matter).select_related("by")
    return found if standing.inside else found.filter(internal=False)


def reads(actor: Actor, event: AuditEvent) -> bool:
    """Whether an actor reads an act in the history of the matter that it is about."""
    if event.subject_type != Matter._meta.label_lower:
        return False
    seen = Matter.objects.visible_to(actor).select_related("area")
    matter = seen.filter(pk=int(event.subject_id)).first()
    return bool(matter) and _read_by(Standing(actor, matter)).filter(pk=event.pk).exists()


def course(standing: Standing) -> list[Stage]:
    """The states passed through, the one now, and those the waiting acts lead to."""
    kind, matter = standing.kind, standing.matter
    moves = [e for e in reversed(standing.events) if e.payload.get("state")]
    passed = [
        Stage("done", state_words(kind.name, e.payload["state"]), e.at, e.actor_name)
        for e in moves[:-1]
    ]
    last = moves[-1] if moves else None
    place = "done" if matter.closed_at else "now"
    now = Stage(
        place,
        state_words(kind.name, matter.state),
        last.at if last else matter.opened_at,
        last.actor_name if last else "",
    )
    return [*passed[-PASSED:], now, *_next(standing)]


def _next(standing: Standing) -> list[Stage]:
    kind = standing.kind
    ways = (kind.transition(wait.act) for wait in kind.states[standing.matter.state].waits)
    targets = dict.fromkeys(way.target for way in ways if way and way.target)
    return [Stage("next", state_words(kind.name, target)) for target in targets]


def history(standing: Standing) -> list[Entry]:
    """The acts in words: when, who, what, to which state, and what was noted."""
    kind = standing.matter.kind
    return [
        Entry(
            event.at,
            event.actor_name,
            act_name(event.act),
            state_words(kind, event.payload["state"]) if event.payload.get("state") else "",
            _details(event),
        )
        for event in standing.events
    ]


def _details(event: AuditEvent) -> tuple[tuple[str, str], ...]:
    said = event.payload | (event.personal or {})
    found = [(str(label), _said(said[key])) for key, label in NOTED.items() if said.get(key)]
    if event.act.endswith("_extension") and said.get("clock"):
        found.insert(0, (_("time"), clock_words(Clock(name=said["clock"]))))
    if "role" in said and said["role"] in PartyRole.values:
        found.append((_("as"), str(PartyRole(said["role"]).label)))
    return tuple(found)


def _said(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _read_by(standing: Standing) -> QuerySet[AuditEvent]:
    found = _events(standing.matter)
    if standing.inside:
        return found
    return found.exclude(act__in=INTERNAL).exclude(act="comment", payload__internal=True)


def _events(matter: Matter) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        subject_type=matter._meta.label_lower, subject_id=str(matter.pk)
    )
