"""The clocks of a matter: periods of the law, run by the one deadline engine (`law.clocks`).

A clock is its events. The due day kept in its row and on its tasks is a projection, computed here
after every event and again when holidays are published (`refresh`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.law import clocks as law
from greenward.law.language import Count, Period

from ..models import Clock, ClockEvent, Document, Matter, Task
from ..words import in_language

_calendar: list[Callable[[], law.Calendar]] = []


def use_calendar(calendar: Callable[[], law.Calendar]) -> None:
    """Say where the working days come from; the room of the holidays does, in ``AppConfig.ready``."""
    _calendar[:] = [calendar]


def calendar() -> law.Calendar:
    return _calendar[0]() if _calendar else law.Calendar()


def begin(
    actor: Actor,
    matter: Matter,
    name: str,
    period: Period,
    *,
    on: date,
    reason: str,
    article: str = "",
    document: Document | None = None,
    of_state: bool = True,
) -> Clock:
    """Start a clock; `on` (the day of the event that starts it) is not counted itself."""
    clock = Clock.objects.create(
        matter=matter,
        name=name,
        article=article,
        length=period.length,
        count=period.count,
        of_state=of_state,
    )
    record(actor, clock, law.start(on, reason, actor.name), document=document)
    return clock


def record(
    actor: Actor, clock: Clock, event: law.Event, *, document: Document | None = None
) -> law.Deadline:
    """Add an event to a clock and project its due day anew. Raises ValidationError in words."""
    events = events_of(clock)
    try:
        law.record(period_of(clock), events, event, calendar())
    except law.DeadlineError as error:
        raise ValidationError(in_language(error.text)) from error
    added = event.extension
    ClockEvent.objects.create(
        clock=clock,
        kind=event.kind,
        on=event.on,
        reason=event.reason,
        length=added.length if added else None,
        count=added.count if added else "",
        document=document,
        by=actor.user,
    )
    return project(clock, [*events, event])


def stop(clock: Clock, on: date) -> None:
    """What the clock waited for was done on a day, or is no longer waited for."""
    clock.stopped_on = on
    clock.save(update_fields=["stopped_on"])


def deadline(clock: Clock, today: date | None = None) -> law.Deadline:
    """Where a clock stands today, or on the day it stopped, with its steps in both languages."""
    day = today or clock.stopped_on or timezone.localdate()
    return law.deadline(period_of(clock), events_of(clock), calendar(), day)


def project(clock: Clock, events: list[law.Event]) -> law.Deadline:
    """Keep the due day the engine computes in the clock's row and on its open tasks."""
    found = law.deadline(period_of(clock), events, calendar(), timezone.localdate())
    clock.due_on, clock.provisional = found.due, found.provisional
    clock.save(update_fields=["due_on", "provisional"])
    Task.objects.filter(clock=clock, closed_at__isnull=True).update(due_on=found.due)
    return found


def period_of(clock: Clock) -> Period:
    return Period(clock.length, Count(clock.count))


def events_of(clock: Clock) -> list[law.Event]:
    if clock.pk is None:
        return []
    return [
        law.Event(
            law.events.Kind(row.kind),
            row.on,
            row.reason,
            str(row.by_id or ""),
            Period(row.length, Count(row.count)) if row.length else None,
        )
        for row in clock.events.all()
    ]
