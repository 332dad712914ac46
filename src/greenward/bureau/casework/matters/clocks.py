"""The clocks of a matter: periods of the law, run by the one deadline engine (`law.clocks`).

A clock is its events. The due day kept in its row and on its tasks is a projection, computed here
after every event and again when holidays are published (`refresh`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.law import clocks as law
from greenward.law.language import Period

from ..models import Clock, ClockEvent, Document, Matter
from ..words import in_language
from . import kinds
from .calendars import calendar, refresh, tell_tasks, use_calendar

__all__ = ["begin", "calendar", "deadline", "record", "refresh", "stop", "use_calendar"]


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
    """Start a clock; `on` (the day of the event that starts it) is not counted itself.

    `reason` is in words, or the name of the state whose entry starts the clock.
    """
    first = law.start(on, reason, actor.name)
    found = law.deadline(period, [first], calendar(), timezone.localdate())
    clock = Clock.objects.create(
        matter=matter,
        name=name,
        article=article,
        length=period.length,
        count=period.count,
        of_state=of_state,
        due_on=found.due,
        provisional=found.provisional,
    )
    _store(actor, clock, first, document)
    return clock


def record(
    actor: Actor, clock: Clock, event: law.Event, *, document: Document | None = None
) -> law.Deadline:
    """Add an event to a clock and project its due day anew. Raises ValidationError in words."""
    days = calendar()
    try:
        events = law.record(clock.period, clock.law_events, event, days)
    except law.DeadlineError as error:
        raise ValidationError(in_language(error.text)) from error
    _store(actor, clock, event, document)
    found = law.deadline(clock.period, events, days, timezone.localdate())
    clock.due_on, clock.provisional = found.due, found.provisional
    clock.save(update_fields=["due_on", "provisional"])
    tell_tasks([clock.pk])
    return found


def stop(clock: Clock, on: date) -> None:
    """What the clock waited for was done on a day, or is no longer waited for."""
    clock.stopped_on = on
    clock.save(update_fields=["stopped_on"])


def deadline(
    clock: Clock, today: date | None = None, days: law.Calendar | None = None
) -> law.Deadline:
    """Where a clock stands today, or on the day it stopped, with its steps in both languages.

    A page that shows several clocks reads the calendar once and hands it in as `days`.
    """
    day = today or clock.stopped_on or timezone.localdate()
    states = kinds.named(clock.matter.kind).states
    events = [
        replace(event, reason=str(states[event.reason].label)) if event.reason in states else event
        for event in clock.law_events
    ]
    return law.deadline(clock.period, events, days or calendar(), day)


def _store(actor: Actor, clock: Clock, event: law.Event, document: Document | None) -> None:
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
