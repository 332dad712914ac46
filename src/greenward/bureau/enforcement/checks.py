"""What must hold for the acts of chapter VI: the ground in the law, the days, the band of a fine."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.casework.errors import Refusal
from greenward.bureau.casework.models import Matter
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import latest
from greenward.law.language import Duty, Edition, LawError, Subject
from greenward.law.sentence import money

from .models import CorrectionCase, CorrectionOrder, Penalty


class EnforcementError(Refusal):
    """The act does not fit the law, the dates or the band; the message says what to change."""


def law_of(building: Building) -> Edition:
    """The law published last for the city a building lies in."""
    return latest(building.area.city().pack).edition


def check_ground(building: Building, duty_id: str, year: int | None, on: date) -> None:
    """An order has its ground in a duty in force whose breach the law fines after such an order."""
    try:
        duty = law_of(building).duty(duty_id)
    except LawError as error:
        raise EnforcementError(str(error)) from None
    if duty.breach is None or not duty.breach.cure_first:
        raise EnforcementError(
            _("The law punishes no breach of %(duty)s after an order to correct.")
            % {"duty": duty_id}
        )
    if not duty.in_force.holds(on):
        raise EnforcementError(
            _("Duty %(duty)s was not in force on %(day)s.") % {"duty": duty_id, "day": on}
        )
    if (duty.subject is Subject.BUILDING_YEAR) != (year is not None):
        raise EnforcementError(
            _("Duty %(duty)s binds an energy year; say which.") % {"duty": duty_id}
            if year is None
            else _("Duty %(duty)s binds the building, not a year.") % {"duty": duty_id}
        )


def check_running(building: Building, duty: str, year: int | None, on: date) -> None:
    """One order runs at a time: a second one would set two days for one breach."""
    Building.objects.select_for_update(no_key=True).get(pk=building.pk)
    running = CorrectionOrder.objects.filter(
        building=building,
        duty=duty,
        year=year,
        corrected_on=None,
        withdrawn_on=None,
        due_on__gte=on,
    ).first()
    if running:
        raise EnforcementError(
            _("An order to correct this by %(day)s is running.") % {"day": running.due_on}
        )


def check_drafted(building: Building, duty: str, year: int | None) -> None:
    """One draft is under way at a time."""
    drafts = CorrectionCase.objects.filter(
        building=building, duty=duty, year=year, order=None, matter__closed_at=None
    )
    if found := drafts.select_related("matter").first():
        raise EnforcementError(
            _("An order to correct this is drafted already: %(number)s.")
            % {"number": found.matter.number}
        )


def check_expired(matter: Matter) -> None:
    """The time to correct, counted from service, is over."""
    order = CorrectionOrder.objects.get(case__matter=matter)
    if not order.expired(timezone.localdate()):
        raise EnforcementError(_("The time to correct runs until %(day)s.") % {"day": order.due_on})


def check_course(issued_on: date, served_on: date | None, due_on: date) -> None:
    if served_on and served_on < issued_on:
        raise EnforcementError(_("An order cannot be served before it is issued."))
    if due_on <= (served_on or issued_on):
        raise EnforcementError(_("The day to correct by must lie after the day of service."))


def check_wait(duty: Duty, order: CorrectionOrder, decided_on: date) -> None:
    """One fine an order, and where the law says so only after the order expired."""
    if Penalty.objects.filter(order=order).exists():
        raise EnforcementError(_("A fine is recorded on this order already."))
    if duty.breach and duty.breach.cure_first and not order.expired(decided_on):
        raise EnforcementError(
            _("A fine needs an order that was served and has expired uncorrected.")
        )


def check_band(law: Edition, duty: Duty, amount_fen: int, base: int | None) -> None:
    fine = duty.breach
    if fine is None:
        raise EnforcementError(_("The law gives no fine for %(duty)s.") % {"duty": duty.id})
    if fine.base and base is None:
        label = law.entry(fine.base).label.in_(get_language() or "zh")
        raise EnforcementError(
            _("The fine of Article %(article)s is a share; say of how much: %(base)s.")
            % {"article": fine.article, "base": label}
        )
    low, high = fine.band(base)
    if not low <= amount_fen <= high:
        text = (
            _("Article %(article)s allows %(low)s to %(high)s.")
            if low
            else _("Article %(article)s allows up to %(high)s.")
        )
        words = {"article": fine.article, "low": money(low), "high": money(high)}
        raise EnforcementError(text % words)
