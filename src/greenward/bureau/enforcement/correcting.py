"""An order to correct made here (Penalty Law, Article 28): drafted by an officer on a breach the
law punishes, issued by a second person, served, and followed until it is corrected or expires.

The order itself is the row the law's facts are read from (`CorrectionOrder`); it exists from its
issue, and its day to correct by is counted by the matter's clock from the recorded day of service.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.matters.steps import TakingPart, opened, step
from greenward.bureau.casework.models import Clock, Matter
from greenward.bureau.registry.models import Building
from greenward.law.language import Count, Period

from .checks import check_course, check_ground, check_past, check_running
from .kinds import CLOCK
from .models import CorrectionCase, CorrectionOrder


def draft(
    actor: Actor, *, building: Building, duty: str, year: int | None, demand: str, days: int
) -> CorrectionCase:
    """Open the case of an order on a breach; a second person issues it.

    `days` are calendar days from service. Raises EnforcementError where law or dates do not fit.
    """
    today = timezone.localdate()
    title = _("Order to correct (%(duty)s): %(building)s") % {"duty": duty, "building": building}
    with opened(
        actor,
        "correction",
        title=title,
        area=building.area,
        subject=building,
        parties=_parties(building),
    ) as (matter, event):
        check_ground(building, duty, year, today)
        check_running(building, duty, year, today)
        case = CorrectionCase.objects.create(
            matter=matter, building=building, duty=duty, year=year, demand=demand, days=days
        )
        event.note(building=building.pk, duty=duty, year=year, days=days, demand=demand)
    return case


def redraft(actor: Actor, matter: Matter, *, demand: str, days: int) -> None:
    """Change a draft that was sent back, and hand it in again."""
    with step(actor, matter, "draft_order") as (moved, event):
        CorrectionCase.objects.filter(matter=moved).update(demand=demand, days=days)
        event.note(days=days, demand=demand)


def issue(actor: Actor, matter: Matter) -> CorrectionOrder:
    """Issue the order. Until it is served its day to correct by is a forecast."""
    today = timezone.localdate()
    with step(actor, matter, "issue_order") as (moved, event):
        case = _case(moved)
        check_ground(case.building, case.duty, case.year, today)
        check_running(case.building, case.duty, case.year, today)
        case.order = CorrectionOrder.objects.create(
            building=case.building,
            duty=case.duty,
            year=case.year,
            number=moved.number,
            issued_on=today,
            due_on=today + timedelta(days=case.days),
            issued_by=actor.user,
        )
        case.save(update_fields=["order"])
        event.note(order=case.order.pk, duty=case.duty, year=case.year)
    return case.order


def send_back(actor: Actor, matter: Matter, *, reason: str) -> None:
    """Return a draft to its officer with what is to be changed."""
    _move(actor, matter, "return_order", reason=_said(reason))


def serve(actor: Actor, matter: Matter, *, served_on: date) -> CorrectionOrder:
    """Record the day the order was served; the time to correct runs from it."""
    with step(actor, matter, "serve_order", on=served_on) as (moved, event):
        case = _case(moved)
        order = case.order
        check_past(served_on)
        period = Period(case.days, Count.CALENDAR_DAYS)
        clock = clocks.begin(
            actor,
            moved,
            CLOCK,
            period,
            on=served_on,
            reason=_("served"),
            article=case.duty,
            of_state=False,
        )
        check_course(order.issued_on, served_on, clock.due_on)
        order.served_on, order.due_on = served_on, clock.due_on
        order.save(update_fields=["served_on", "due_on"])
        event.note(order=order.pk, served_on=served_on, due_on=order.due_on)
    return order


def report(actor: Actor, matter: Matter, *, text: str) -> None:
    """The owner or manager says what was done; the proof is filed in the matter."""
    _move(actor, matter, "report_correction", text=_said(text))


def confirm(actor: Actor, matter: Matter, *, corrected_on: date) -> None:
    """Find the breach corrected as of a day."""
    with step(actor, matter, "confirm_correction") as (moved, event):
        order = _case(moved).order
        check_past(corrected_on)
        if corrected_on < order.issued_on:
            raise ValidationError(
                _("The order was issued on %(day)s; the correction cannot lie before it.")
                % {"day": order.issued_on}
            )
        order.corrected_on = corrected_on
        order.save(update_fields=["corrected_on"])
        _stop(moved, corrected_on)
        event.note(order=order.pk, corrected_on=corrected_on)


def reject(actor: Actor, matter: Matter, *, reason: str) -> None:
    """Find that what was reported does not correct the breach; the time to correct runs on."""
    _move(actor, matter, "reject_correction", reason=_said(reason))


def find_expired(actor: Actor, matter: Matter) -> None:
    """Find that the time is over without correction: from now the law's fine may be proposed."""
    today = timezone.localdate()
    with step(actor, matter, "find_expired") as (moved, event):
        order = _case(moved).order
        if not order.expired(today):
            raise ValidationError(
                _("The time to correct runs until %(day)s.") % {"day": order.due_on}
            )
        _stop(moved, today)
        event.note(order=order.pk, due_on=order.due_on)


def withdraw(actor: Actor, matter: Matter, *, reason: str) -> None:
    """Withdraw the order, issued or not: from today it binds nobody."""
    today = timezone.localdate()
    with step(actor, matter, "withdraw_order") as (moved, event):
        CorrectionOrder.objects.filter(case__matter=moved).update(withdrawn_on=today)
        _stop(moved, today)
        event.note(reason=_said(reason))


def _move(actor: Actor, matter: Matter, act: str, **said: str) -> None:
    with step(actor, matter, act) as (_moved, event):
        event.note(**said)


def _case(matter: Matter) -> CorrectionCase:
    return CorrectionCase.objects.select_related("building__area", "order").get(matter=matter)


def _stop(matter: Matter, on: date) -> None:
    for clock in Clock.objects.filter(matter=matter, name=CLOCK, stopped_on=None):
        clocks.stop(clock, on)


def _said(text: str) -> str:
    if not text.strip():
        raise ValidationError(_("Say it in a sentence: the other side reads it."))
    return text


def _parties(building: Building) -> list[TakingPart]:
    found = ((PartyRole.OWNER, building.owner), (PartyRole.MANAGER, building.manager))
    return [TakingPart(role, who) for role, who in found if who is not None]
