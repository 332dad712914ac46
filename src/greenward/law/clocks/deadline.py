"""The one deadline engine: from a period and what happened to its clock, the day it falls due.

It is a pure function of events and calendar, so a deadline is never stored as a truth: when the
holidays of a year are published, or an event is corrected, it is computed anew and says each step
in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..language import Count, Period, Span, Text
from . import words
from .calendar import DAY, Calendar
from .counting import Course, checked, count, legs
from .events import Event, Kind, TooLate, in_order
from .words import Step


class State(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    SUSPENDED = "suspended"
    DUE = "due"
    """Today is the last day."""
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Deadline:
    """Where a clock stands on one day.

    `due` is None before the start and under a suspension that has no end yet. `used` and `left`
    are days in the period's own count (working days, else calendar days; months and years in
    calendar days); `left` is negative when overdue and None before the start. `too_late` are
    events after the end, which changed nothing.
    """

    state: State
    due: date | None
    provisional: bool
    used: int
    left: int | None
    steps: tuple[Step, ...]
    too_late: tuple[Event, ...] = ()


@dataclass(frozen=True)
class _Effects:
    """What the events of a clock come to: its legs, its pauses (the last may be open), and the
    events that came after the end."""

    begun: date
    legs: tuple[Period, ...]
    pauses: tuple[Span, ...]
    too_late: tuple[Event, ...]

    @property
    def open_pause(self) -> Span | None:
        return self.pauses[-1] if self.pauses and self.pauses[-1].last is None else None

    def course(self, calendar: Calendar, today: date) -> Course:
        """The count to its end; under an open suspension as if it ended today."""
        pauses = self.pauses
        if (open_one := self.open_pause) is not None:
            pauses = (*pauses[:-1], Span(open_one.first, max(open_one.first, today)))
        return count(self.begun, legs(self.legs), pauses, calendar)


def deadline(period: Period, events: Iterable[Event], calendar: Calendar, today: date) -> Deadline:
    """Where the clock stands on `today` (the day the thing was done, once it is done).

    Events after `today` count as announced. Raises a DeadlineError for a bad order of events or
    a period without length, never for the calendar: a year not yet published is provisional.
    """
    checked(period)
    course = in_order(events)
    if not course:
        return Deadline(State.NOT_STARTED, None, False, 0, None, (words.not_started(period),))
    effects = _effects(period, course, calendar)
    counted = effects.course(calendar, today)
    due = None if effects.open_pause else counted.due
    steps = words.explain(period, course, effects.too_late, counted, due is not None)
    return Deadline(
        _state(effects, due, today),
        due,
        counted.provisional,
        sum(day <= today for day in counted.counted),
        _left(effects, counted, due, calendar, today),
        steps,
        effects.too_late,
    )


def record(
    period: Period, events: Sequence[Event], event: Event, calendar: Calendar
) -> tuple[Event, ...]:
    """The history with one event more, checked at the moment of the act.

    Raises TooLate where the period had ended before the event's day, and what `deadline` raises.
    """
    history = in_order((*events, event))
    effects = _effects(period, history, calendar)
    if event.kind is not Kind.RESUME and event in effects.too_late:
        ended = _effects(period, in_order(events), calendar).course(calendar, event.on).due
        raise TooLate(
            Text(
                f"期限已于 {ended} 届满，{event.on} 不能再中止或者延长：请另行处理逾期",
                f"the period ended on {ended} and cannot be suspended or extended on {event.on}: "
                "deal with it as overdue",
            ),
            event,
        )
    return history


def _effects(period: Period, events: Sequence[Event], calendar: Calendar) -> _Effects:
    effects = _Effects(events[0].on, (period,), (), ())
    for event in events[1:]:
        effects = _with(effects, event, calendar)
    return effects


def _with(effects: _Effects, event: Event, calendar: Calendar) -> _Effects:
    begun, held, pauses, too_late = effects.begun, effects.legs, effects.pauses, effects.too_late
    open_one = effects.open_pause
    if event.kind is Kind.RESUME:
        if open_one is None:  # the suspension itself came too late
            return _Effects(begun, held, pauses, (*too_late, event))
        closed = () if event.on == open_one.first else (Span(open_one.first, event.on - DAY),)
        return _Effects(begun, held, (*pauses[:-1], *closed), too_late)
    if open_one is None and effects.course(calendar, event.on).due < event.on:
        return _Effects(begun, held, pauses, (*too_late, event))
    if event.kind is Kind.SUSPEND:
        return _Effects(begun, held, (*pauses, Span(event.on)), too_late)
    assert event.extension is not None  # in_order saw to it
    return _Effects(begun, (*held, checked(event.extension)), pauses, too_late)


def _state(effects: _Effects, due: date | None, today: date) -> State:
    if today < effects.begun:
        return State.NOT_STARTED
    if any(pause.holds(today) for pause in effects.pauses):
        return State.SUSPENDED
    if due is None or today < due:
        return State.RUNNING
    return State.DUE if today == due else State.OVERDUE


def _left(
    effects: _Effects, counted: Course, due: date | None, calendar: Calendar, today: date
) -> int | None:
    if today < effects.begun:
        return None
    if due is None or today <= due:
        return sum(day > today for day in counted.counted)
    if effects.legs[-1].count is Count.WORKING_DAYS:
        return -calendar.working_days_between(due, today)
    return (due - today).days
