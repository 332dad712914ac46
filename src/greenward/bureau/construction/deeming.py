"""The file that counts as accepted because nobody asked for anything in time (Administrative Licensing
Law, Article 32, Item 4)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.jobs import app
from greenward.bureau.casework.models import Clock, Matter

from .applying import accept
from .holding import HELD
from .missing import COMPLETENESS
from .offices import OFFICES


def deem_accepted() -> list[Matter]:
    """Accept every file that nobody accepted or asked about in time, each by its own act; give them.

    A file whose time stands still is left alone, as is one whose project is held: it is accepted in
    the night after the hold is lifted.
    """
    return [matter for matter in _unasked() if _accepted(matter)]


def _unasked() -> QuerySet[Matter]:
    over = Clock.objects.filter(
        name=COMPLETENESS, stopped_on=None, due_on__lt=timezone.localdate(), provisional=False
    )
    kinds = [office.kind for office in OFFICES if office.accepts]
    rows = Matter.objects.filter(kind__in=kinds, closed_at=None, clocks__in=over)
    free = rows.exclude(application__project__matter__state=HELD)
    return free.select_related("area").order_by("pk")


def _accepted(matter: Matter) -> bool:
    """Whether it was accepted; not where somebody accepted, took back or held it at this moment."""
    try:
        accept(Actor.operator(), matter)
    except ValidationError:  # kept among the security events; the others of the night go on
        return False
    return True


@app.periodic(cron="20 0 * * *")
@app.task(name="greenward.deemed", queueing_lock="greenward.deemed")
def nightly(timestamp: int = 0) -> None:
    """Each night, soon after the days of all clocks were computed anew."""
    deem_accepted()
