"""Tasks: what a state waits for, as lines of the inboxes of those it waits for."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Role

from ..models import Clock, Matter, Party, Task
from . import clocks
from .kinds import Kind, Wait


def enter_state(actor: Actor, matter: Matter, kind: Kind, on: date) -> None:
    """Open the tasks the matter's state waits for, with the clocks that start on its entry."""
    rows: list[Task] = []
    for wait in kind.states[matter.state].waits:
        clock = _clock(actor, matter, kind, wait, on)
        rows += tasks_for(matter, wait.act, wait.on, clock=clock)
    Task.objects.bulk_create(rows)


def leave_state(actor: Actor, matter: Matter, act: str, on: date) -> None:
    """Close what the left state waited for; the tasks of the act itself were done by the actor."""
    now = timezone.now()
    running = Task.objects.filter(matter=matter, closed_at__isnull=True, of_state=True)
    running.filter(act=act).update(closed_at=now, done_by=actor.user)
    running.update(closed_at=now)
    Clock.objects.filter(matter=matter, stopped_on__isnull=True, of_state=True).update(
        stopped_on=on
    )


def tasks_for(
    matter: Matter,
    act: str,
    on: Role | PartyRole,
    *,
    clock: Clock | None = None,
    of_state: bool = True,
) -> list[Task]:
    """The rows, not yet stored, of one task: one for a post, one for each party of a role."""
    common = {
        "matter": matter,
        "act": act,
        "clock": clock,
        "due_on": clock.due_on if clock else None,
        "of_state": of_state,
    }
    if isinstance(on, Role):
        user = matter.officer if on is Role.OFFICER else None
        return [Task(role=on, area_id=matter.area_id, user=user, **common)]
    today = timezone.localdate()
    held = Q(first_day__lte=today) & (Q(last_day__isnull=True) | Q(last_day__gte=today))
    parties = Party.objects.filter(held, matter=matter, role=on)
    return [Task(organisation_id=p.organisation_id, user_id=p.user_id, **common) for p in parties]


def _clock(actor: Actor, matter: Matter, kind: Kind, wait: Wait, on: date) -> Clock | None:
    if wait.period is None:
        return None
    reason = str(kind.states[matter.state].label)
    name = wait.clock or wait.act
    return clocks.begin(
        actor, matter, name, wait.period, on=on, reason=reason, article=wait.article
    )
