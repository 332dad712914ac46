"""Tasks: what a state waits for, as lines of the inboxes of those it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Role, held_on

from .. import rows
from ..models import Clock, Matter, Party, Task
from . import clocks, kinds
from .kinds import Kind, Wait

MOVE = """
WITH done AS (
    UPDATE casework_task
    SET closed_at = %(now)s, done_by_id = CASE WHEN act = %(act)s THEN %(by)s::bigint END
    WHERE matter_id = %(matter)s AND closed_at IS NULL AND (of_state OR %(closed)s)
), stopped AS (
    UPDATE casework_clock SET stopped_on = %(day)s
    WHERE matter_id = %(matter)s AND stopped_on IS NULL AND (of_state OR %(closed)s)
), given_up AS (
    UPDATE casework_request SET withdrawn_at = %(now)s
    WHERE %(closed)s AND matter_id = %(matter)s AND answered_at IS NULL AND withdrawn_at IS NULL
)
UPDATE casework_matter
SET state = %(state)s, closed_at = CASE WHEN %(closed)s THEN %(now)s END
WHERE id = %(matter)s
"""
"""The move of a matter in one round trip: it closes what the left state waited for, and of a matter
that is closed everything that is still open. The tasks of the act itself were done by the actor."""


def move(actor: Actor, matter: Matter, kind: Kind, act: str, target: str, on: date) -> None:
    """Lead a locked matter to a state: what the old one waited for ends, the new one's begins."""
    now, closed = timezone.now(), target in kind.final
    with connection.cursor() as cursor:
        cursor.execute(
            MOVE,
            {
                "now": now,
                "act": act,
                "by": actor.user.pk if actor.user else None,
                "matter": matter.pk,
                "day": on,
                "state": target,
                "closed": closed,
            },
        )
    matter.state, matter.closed_at = target, now if closed else None
    enter_state(actor, matter, kind, on)


def enter_state(actor: Actor, matter: Matter, kind: Kind, on: date) -> None:
    """Open the tasks the matter's state waits for, with the clocks that start on its entry."""
    waits = kind.states[matter.state].waits
    parties = _parties(matter, {wait.on for wait in waits})
    opening: list[Task] = []
    for wait in waits:
        clock = _clock(actor, matter, wait, on)
        opening += _rows(matter, kind, wait.act, wait.on, parties, clock=clock)
    rows.insert(opening)


def done(actor: Actor, matter: Matter, act: str, **which: object) -> None:
    """Close the tasks of an act that leaves the matter in its state: the actor did them."""
    running = Task.objects.filter(matter=matter, act=act, closed_at__isnull=True, **which)
    running.update(closed_at=timezone.now(), done_by=actor.user)


def dropped(matter: Matter, act: str, **which: object) -> None:
    """Close tasks that nobody has to do any more."""
    running = Task.objects.filter(matter=matter, act=act, closed_at__isnull=True, **which)
    running.update(closed_at=timezone.now())


def give_to(matters: Iterable[int], officer: int | None) -> None:
    """Give the open tasks of some matters to another officer: those of the post that handles them
    to do, all of them to follow."""
    running = Task.objects.filter(matter__in=matters, closed_at__isnull=True)
    handled = Q(pk__in=[])
    for kind in kinds.every():
        handled |= Q(matter__kind=kind.name, role=kind.handler)
    running.update(
        officer=officer,
        user_id=Case(
            When(pk__in=running.filter(handled).values("pk"), then=Value(officer)),
            default=F("user_id"),
            output_field=BigIntegerField(),
        ),
    )


def tasks_for(
    matter: Matter,
    act: str,
    on: Role | PartyRole,
    *,
    clock: Clock | None = None,
    of_state: bool = True,
    due_on: date | None = None,
    note: str = "",
) -> list[Task]:
    """The rows, not yet stored, of one task: one for a post, one for each party of a role."""
    kind, parties = kinds.named(matter.kind), _parties(matter, {on})
    found = _rows(matter, kind, act, on, parties, clock=clock)
    for task in found:
        task.of_state, task.note = of_state, note
        task.due_on = due_on or task.due_on
    return found


def _rows(
    matter: Matter,
    kind: Kind,
    act: str,
    on: Role | PartyRole,
    parties: list[Party],
    *,
    clock: Clock | None,
) -> list[Task]:
    common = {
        "matter": matter,
        "act": act,
        "clock": clock,
        "due_on": clock.due_on if clock else None,
        "officer_id": matter.officer_id,
    }
    if isinstance(on, Role):
        user = matter.officer_id if on is kind.handler else None
        return [Task(role=on, area_id=matter.area_id, user_id=user, **common)]
    return [
        Task(organisation_id=p.organisation_id, user_id=p.user_id, **common)
        for p in parties
        if p.role == on
    ]


def _parties(matter: Matter, roles: set[Role | PartyRole]) -> list[Party]:
    wanted = [role for role in roles if isinstance(role, PartyRole)]
    if not wanted:
        return []
    today = timezone.localdate()
    return list(Party.objects.filter(held_on(today), matter=matter, role__in=wanted))


def _clock(actor: Actor, matter: Matter, wait: Wait, on: date) -> Clock | None:
    limit = wait.limit_in(matter)
    if limit is None:
        return _running(matter, wait.clock) if wait.clock else None
    return clocks.begin(
        actor,
        matter,
        wait.clock or wait.act,
        limit.period,
        on=on,
        reason=matter.state,
        article=limit.article,
    )


def _running(matter: Matter, clock: str) -> Clock | None:
    return Clock.objects.filter(matter=matter, name=clock, stopped_on__isnull=True).first()
