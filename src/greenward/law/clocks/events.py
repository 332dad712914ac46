"""What happens to a clock: it starts, is suspended, resumes, is extended; and what may not happen.

Every event keeps its day, its reason and who did it. A bad order is a typed error that says in
both languages what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..language import Period, Text


class Kind(StrEnum):
    START = "start"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"


@dataclass(frozen=True)
class Event:
    """One event. It takes effect so that its own day is not lost: the day of a start is not
    counted, the day of a suspension is not counted, the day of a resumption is counted again."""

    kind: Kind
    on: date
    reason: str
    by: str
    extension: Period | None = None
    """By how much an `EXTEND` makes the period longer."""


def start(on: date, reason: str, by: str) -> Event:
    return Event(Kind.START, on, reason, by)


def suspend(on: date, reason: str, by: str) -> Event:
    return Event(Kind.SUSPEND, on, reason, by)


def resume(on: date, reason: str, by: str) -> Event:
    return Event(Kind.RESUME, on, reason, by)


def extend(on: date, reason: str, by: str, period: Period) -> Event:
    return Event(Kind.EXTEND, on, reason, by, period)


class DeadlineError(Exception):
    """The events of a clock do not fit; `text` says why and what to do, `event` which one."""

    code = "deadline"

    def __init__(self, text: Text, event: Event | None = None) -> None:
        self.text = text
        self.event = event
        super().__init__(text.en)


class NotStarted(DeadlineError):
    code = "not_started"


class StartedTwice(DeadlineError):
    code = "started_twice"


class AlreadySuspended(DeadlineError):
    code = "already_suspended"


class NotSuspended(DeadlineError):
    code = "not_suspended"


class OutOfOrder(DeadlineError):
    code = "out_of_order"


class TooLate(DeadlineError):
    code = "too_late"


class BadExtension(DeadlineError):
    code = "bad_extension"


class BadPeriod(DeadlineError):
    code = "bad_period"


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events themselves, if they can follow one another as they stand; else a DeadlineError.

    Only their order is asked, never a calendar: a history once accepted stays readable whatever
    holidays are published later.
    """
    seen: list[Event] = []
    suspended = False
    for event in events:
        _check_place(event, seen)
        if event.kind is Kind.SUSPEND:
            _check_running(event, suspended)
        elif event.kind is Kind.RESUME:
            _check_suspended(event, suspended)
        suspended = event.kind is Kind.SUSPEND or (suspended and event.kind is Kind.EXTEND)
        seen.append(event)
    return tuple(seen)


def _check_place(event: Event, seen: list[Event]) -> None:
    if not seen and event.kind is not Kind.START:
        raise NotStarted(
            Text(
                f"{event.on} 的事件没有起算日：请先登记期限的起算",
                f"nothing has started before {event.on}: record the start of the period first",
            ),
            event,
        )
    if seen and event.kind is Kind.START:
        raise StartedTwice(
            Text(
                f"期限已自 {seen[0].on} 起算：要重新计算请另立新的期限",
                f"the period started on {seen[0].on}: open a new deadline to count anew",
            ),
            event,
        )
    if seen and event.on < seen[-1].on:
        raise OutOfOrder(
            Text(
                f"{event.on} 早于上一事件 {seen[-1].on}：请改正日期或按先后登记",
                f"{event.on} is before the last event of {seen[-1].on}: correct the day, or record "
                "the events in their order",
            ),
            event,
        )
    if (event.kind is Kind.EXTEND) != (event.extension is not None):
        raise BadExtension(
            Text(
                "延长须写明延长多久，其他事件不写：请填写延长的期限",
                "an extension says by how much, no other event does: state the period added",
            ),
            event,
        )


def _check_running(event: Event, suspended: bool) -> None:
    if suspended:
        raise AlreadySuspended(
            Text(
                f"期限在 {event.on} 之前已经中止：请先登记恢复",
                f"the period was already suspended before {event.on}: record its resumption first",
            ),
            event,
        )


def _check_suspended(event: Event, suspended: bool) -> None:
    if not suspended:
        raise NotSuspended(
            Text(
                f"期限在 {event.on} 没有中止：没有可恢复的期限",
                f"the period was not suspended on {event.on}: there is nothing to resume",
            ),
            event,
        )
