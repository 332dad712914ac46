"""The working days the clocks run on, kept as long as no notice of holidays changed them.

The room of the holidays says where they come from and how to see cheaply that they changed; after
a change a job computes the due days of all running clocks anew (`refresh`), set by set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from django.db import connection, transaction
from django.utils import timezone

from greenward.law import clocks as law

from .. import jobs
from ..models import Clock, Matter

BLOCK = 500
"""Matters whose clocks are computed in one transaction; acts on them wait for its end."""

_source: list[tuple[Callable[[], law.Calendar], Callable[[], Hashable]]] = []
_kept: dict[Hashable, law.Calendar] = {}


def use_calendar(calendar: Callable[[], law.Calendar], version: Callable[[], Hashable]) -> None:
    """Say where the working days come from; the room of the holidays does, in ``AppConfig.ready``.

    `version` is one cheap query whose answer differs whenever `calendar` would.
    """
    _source[:] = [(calendar, version)]
    _kept.clear()


def calendar() -> law.Calendar:
    """The working-day calendar of now: one cheap query, and two more only after a change."""
    if not _source:
        return law.Calendar()
    read, version = _source[0]
    now = version()
    if now not in _kept:
        found = read()
        _kept.clear()
        _kept[now] = found
    return _kept[now]


def changed(pk: int) -> None:
    """Ask, in the transaction of the act that changed the holidays, for the due days anew."""
    jobs.enqueue("clocks", pk)


def run(pk: int) -> None:
    """The job: safe to repeat, since what is right already is not written again."""
    refresh()


def failed(pk: int, reason: str) -> None:
    """Nobody waits for this job; the nightly one tries again, and the queue keeps the reason."""


@jobs.app.periodic(cron="10 0 * * *")
@jobs.app.task(name="greenward.clocks", queueing_lock="greenward.clocks")
def nightly(timestamp: int = 0) -> None:
    """Once a day, for an act that read the old calendar while a notice was being entered."""
    refresh()


def refresh() -> int:
    """Compute the due days of all running clocks anew; give how many moved or were settled."""
    last, moved = 0, 0
    days = calendar()
    while True:
        with transaction.atomic():
            running = Clock.objects.filter(stopped_on__isnull=True, matter__gt=last)
            some = running.order_by("matter").values_list("matter", flat=True).distinct()[:BLOCK]
            matters = Matter.objects.select_for_update().filter(pk__in=list(some)).order_by("pk")
            pks = list(matters.values_list("pk", flat=True))
            if not pks:
                return moved
            moved += _refresh_of(pks, days)
            last = pks[-1]


def _refresh_of(matters: Iterable[int], days: law.Calendar) -> int:
    today = timezone.localdate()
    running = Clock.objects.filter(matter__in=matters, stopped_on__isnull=True)
    moved = []
    for clock in running.prefetch_related("events"):
        found = law.deadline(clock.period, clock.law_events, days, today)
        if (found.due, found.provisional) != (clock.due_on, clock.provisional):
            clock.due_on, clock.provisional = found.due, found.provisional
            moved.append(clock)
    Clock.objects.bulk_update(moved, ["due_on", "provisional"])
    tell_tasks([clock.pk for clock in moved])
    return len(moved)


def tell_tasks(clocks: list[int]) -> None:
    """Give the open tasks of some clocks the due day of their clock."""
    if not clocks:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_task task SET due_on = clock.due_on FROM casework_clock clock"
            " WHERE clock.id = task.clock_id AND clock.id = ANY(%s) AND task.closed_at IS NULL",
            [clocks],
        )
