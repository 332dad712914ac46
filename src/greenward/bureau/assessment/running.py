"""A new assessment asked for on the page: at once for a small city, by a worker for a large one.

The job carries the number of the person who asked, so that the worker acts as that person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, User
from greenward.bureau.casework import jobs
from greenward.bureau.performance.models import EnergyYear

from .models import Assessment
from .selectors.scope import scope_of
from .services import assess

KIND = "assess"
QUICK = 10_000
"""Building-years judged while the page waits: about a second."""


@dataclass(frozen=True)
class State:
    """Whether a worker assesses for the actor, or gave up."""

    busy: bool = False
    failed: bool = False


def is_long() -> bool:
    """Whether an assessment would keep the page waiting."""
    return EnergyYear.objects.all()[QUICK : QUICK + 1].exists()


def assess_now(actor: Actor, city: Area, on: date) -> Assessment:
    return assess(actor, city, on)


@transaction.atomic
def ask(actor: Actor) -> None:
    """Ask a worker for an assessment; asking again while one is under way does nothing."""
    if actor.user and not state(actor).busy:
        jobs.enqueue(KIND, actor.user.pk)


def state(actor: Actor) -> State:
    """What became of the last assessment the actor asked a worker for."""
    if actor.user is None:
        return State()
    asked = ProcrastinateJob.objects.filter(lock=f"{KIND}:{actor.user.pk}")
    last = asked.order_by("-id").values_list("status", flat=True).first()
    return State(busy=last in ("todo", "doing"), failed=last == "failed")


def run(pk: int) -> None:
    """Assess the city of the person who asked, as of today. Safe to repeat."""
    actor = Actor.of(User.objects.get(pk=pk))
    city = scope_of(actor).city
    if city is not None:
        assess(actor, city, timezone.localdate())


def failed(pk: int, reason: str) -> None:
    """The failed job itself tells (`state`); its reason is in the worker's log."""
