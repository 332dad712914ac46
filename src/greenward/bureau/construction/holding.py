"""The lock of a plot or project, and the hold that stops every act on a project and its applications.

The order of locks is one everywhere: plot, project, the applications' matters, the project's matter.
Whoever decides by facts locks the work first, so that nothing it reads changes before it has decided;
a hold waits for what is under way in any application and binds whatever comes after it.
"""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import rows
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.casework.models import Clock, Matter, Request
from greenward.law import clocks as law

from .application import application_of
from .models import Plot, Project

W = TypeVar("W", Project, Plot)
RELATED: dict[type[Project] | type[Plot], tuple[str, ...]] = {
    Project: ("area", "matter__area", "plot__area"),
    Plot: ("area",),
}
KIND, HELD = "project", "held"
"""The kind of matter that is held, and its state meanwhile."""
THROUGH = frozenset(
    {
        "release_project",
        "take_matter",
        "assign_matter",
        "change_party",
        "comment",
        "remind",
        "escalate",
        "settle_escalation",
        "open_document",
        "label_document",
        "redact_document",
        "open_letter",
        "confirm_letter",
        "begin_service",
        "serve_letter",
        "fail_service",
        "note_bounce",
    }
)
"""What is done during a hold all the same: who handles a matter, who reads it, what the post did."""


def lock(work: W) -> None:
    """Lock a work's row until the transaction ends, and read what other acts wrote meanwhile."""
    rows.locked(type(work), work.pk)
    work.refresh_from_db(from_queryset=type(work).objects.select_related(*RELATED[type(work)]))


def hold(actor: Actor, matter: Matter, *, remark: str) -> None:
    """Hold a project: every act on it and its applications is refused until the hold is lifted, and
    no time to decide runs on."""
    with transaction.atomic():
        lock(matter.project)
        _locked(inside(matter))
        with step(actor, matter, "hold_project") as (_moved, event):
            event.note(reason=remark)
            _pause(actor, inside(matter))


def release(actor: Actor, matter: Matter, *, remark: str) -> None:
    """Lift the hold of a project: what waits for an answer goes on waiting, the rest runs on."""
    with transaction.atomic():
        lock(matter.project)
        _locked(inside(matter))
        with step(actor, matter, "release_project") as (_moved, event):
            event.note(reason=remark)
            _go_on(actor, inside(matter))


def inside(matter: Matter) -> QuerySet[Matter]:
    """The open applications of a project, by its matter."""
    return Matter.objects.filter(application__project__matter=matter, closed_at=None)


def why_held(matter: Matter) -> str:
    """Why nothing goes on in a project's matter or an application's; "" where everything does."""
    project = None if matter.kind == KIND else application_of(matter).project
    if (project.matter if project else matter).state == HELD:
        return _("The project is held: nothing goes on before the hold is lifted.")
    return ""


def check_free(work: Project | Plot) -> None:
    """Whether acts may be done on a work: its project is neither held nor closed."""
    if not isinstance(work, Project):
        return
    if work.matter.state == HELD:
        raise ValidationError(_("The project is held: nothing goes on before the hold is lifted."))
    if work.matter.closed_at is not None:
        raise ValidationError(_("The project is closed: nothing more is added to it."))


def _locked(matters: QuerySet[Matter]) -> None:
    """Wait for the acts under way in some matters, and let no other begin."""
    list(matters.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _pause(actor: Actor, matters: QuerySet[Matter]) -> None:
    today = timezone.localdate()
    running = Clock.objects.filter(matter__in=matters, stopped_on=None, due_on__gte=today)
    for clock in running:  # one that stands still has no due day, one that is over stays over
        clocks.record(actor, clock, law.suspend(today, _("the project is held"), actor.name))


def _go_on(actor: Actor, matters: QuerySet[Matter]) -> None:
    today = timezone.localdate()
    asked = Request.objects.filter(
        matter=OuterRef("matter"), answered_at=None, withdrawn_at=None, clocks=OuterRef("pk")
    )
    still = Clock.objects.filter(~Exists(asked), matter__in=matters, stopped_on=None, due_on=None)
    for clock in still:
        clocks.record(actor, clock, law.resume(today, _("the hold was lifted"), actor.name))
