"""The file that counts as accepted because nobody asked for anything in time (Administrative Licensing
Law, Article 32, Item 4)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.jobs import app
from greenward.bureau.casework.models import Clock, Matter, Request

from .applying import accept
from .missing import COMPLETENESS
from .offices import OFFICES


def deem_accepted(today: date | None = None) -> list[Matter]:
    """Accept every file that nobody accepted or asked about in time, each by its own act.

    It counts as accepted from the day it was handed in, and the time to decide runs from then;
    after a request, from the day that was answered. A file whose time stands still is left alone.
    """
    found = list(_unasked(today or timezone.localdate()))
    for matter in found:
        accept(Actor.operator(), matter, on=_complete_on(matter))
    return found


def _unasked(day: date) -> QuerySet[Matter]:
    over = Clock.objects.filter(
        name=COMPLETENESS, stopped_on=None, due_on__lt=day, provisional=False
    )
    kinds = [office.kind for office in OFFICES if office.accepts]
    rows = Matter.objects.filter(kind__in=kinds, closed_at=None, clocks__in=over)
    return rows.select_related("area").order_by("pk")


def _complete_on(matter: Matter) -> date:
    answered = Request.objects.filter(matter=matter, answered_at__isnull=False)
    last = answered.order_by("-answered_at").values_list("answered_at", flat=True).first()
    return timezone.localdate(last or matter.opened_at)


@app.periodic(cron="20 0 * * *")
@app.task(name="greenward.deemed", queueing_lock="greenward.deemed")
def nightly(timestamp: int = 0) -> None:
    """Each night, soon after the days of all clocks were computed anew."""
    deem_accepted()
