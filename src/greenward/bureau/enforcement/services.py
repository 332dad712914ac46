"""Acts of chapter VI that Articles 55, 57 and 58 wait on: order, service, correction, fine.

The text gives no number of days for a correction: the officer enters the day, counted from
service. An order has its ground in a duty whose breach the law punishes after such an order, and a
fine is recorded only after the order expired, inside the band the law gives.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import latest
from greenward.law.language import Duty, Edition, LawError, Subject
from greenward.law.sentence import money

from .models import CorrectionOrder, Penalty


class EnforcementError(Exception):
    """The act does not fit the law, the dates or the band; the message says what to change."""


def order_correction(
    actor: Actor,
    *,
    building: Building,
    duty: str,
    year: int | None,
    issued_on: date,
    due_on: date,
    served_on: date | None = None,
    number: str = "",
) -> CorrectionOrder:
    """Order the correction of a breach by a day the officer sets.

    `duty` is punishable after an expired order; `year` is the energy year for duties on a year
    and None for duties on the building. Raises EnforcementError where law or dates do not fit.
    """
    with act(actor, "order_correction", building, area=building.area) as event:
        _check_ground(law_of(building), duty, year, issued_on)
        _check_past(issued_on, served_on)
        _check_course(issued_on, served_on, due_on)
        _check_running(building, duty, year, issued_on)
        order = CorrectionOrder.objects.create(
            building=building,
            duty=duty,
            year=year,
            number=number,
            issued_on=issued_on,
            served_on=served_on,
            due_on=due_on,
            issued_by=actor.user,
        )
        event.note(order=order.pk, duty=duty, year=year, due_on=due_on, served_on=served_on)
    return order


def record_service(
    actor: Actor, order: CorrectionOrder, *, served_on: date, due_on: date | None = None
) -> None:
    """Record the day an order was served, and the day to correct by where it moves with it."""
    with act(actor, "order_correction", order.building, area=order.building.area) as event:
        order = CorrectionOrder.objects.select_for_update().get(pk=order.pk)
        if order.served_on:
            raise EnforcementError(
                _("This order was served on %(day)s already.") % {"day": order.served_on}
            )
        _check_past(served_on)
        _check_course(order.issued_on, served_on, due_on or order.due_on)
        order.served_on, order.due_on = served_on, due_on or order.due_on
        order.save(update_fields=["served_on", "due_on"])
        event.note(order=order.pk, served_on=served_on, due_on=order.due_on)


def mark_corrected(actor: Actor, order: CorrectionOrder, *, corrected_on: date) -> None:
    """Record that the breach was corrected on a day.

    It is the breach that is corrected, so every open order on it that was issued by then is.
    """
    with act(actor, "order_correction", order.building, area=order.building.area) as event:
        same = CorrectionOrder.objects.select_for_update().filter(
            building=order.building, duty=order.duty, year=order.year
        )
        order = same.get(pk=order.pk)
        _check_past(corrected_on)
        if order.corrected_on:
            raise EnforcementError(
                _("The correction was recorded already, as of %(day)s.")
                % {"day": order.corrected_on}
            )
        if corrected_on < order.issued_on:
            raise EnforcementError(
                _("The order was issued on %(day)s; the correction cannot lie before it.")
                % {"day": order.issued_on}
            )
        marked = [one for one in same if one.corrected_on is None and one.issued_on <= corrected_on]
        same.filter(pk__in=[one.pk for one in marked]).update(corrected_on=corrected_on)
        event.note(orders=[one.pk for one in marked], corrected_on=corrected_on)


def record_penalty(
    actor: Actor,
    order: CorrectionOrder,
    *,
    amount_fen: int,
    decided_on: date,
    number: str,
    base: int | None = None,
) -> Penalty:
    """Record a fine imposed on the entity: after the order expired and inside the band.

    The band is that of the duty ordered, in the edition of the law published last. A band that is
    a share needs `base`, the amount in fen (or the quantity in its unit and scale) it is a share of.
    """
    with act(actor, "record_penalty", order.building, area=order.building.area) as event:
        order = CorrectionOrder.objects.select_for_update().get(pk=order.pk)
        _check_past(decided_on)
        law = law_of(order.building)
        _check_wait(law.duty(order.duty), order, decided_on)
        _check_band(law, law.duty(order.duty), amount_fen, base)
        penalty = Penalty.objects.create(
            order=order,
            number=number,
            decided_on=decided_on,
            amount_fen=amount_fen,
            recorded_by=actor.user,
        )
        event.note(penalty=penalty.pk, order=order.pk, amount_fen=amount_fen, decided_on=decided_on)
        if base is not None:
            event.note(base=base)
    return penalty


def law_of(building: Building) -> Edition:
    """The law published last for the city a building lies in."""
    return latest(building.area.city().pack).edition


# --- what must hold -------------------------------------------------------------------------


def _check_ground(law: Edition, duty_id: str, year: int | None, on: date) -> None:
    try:
        duty = law.duty(duty_id)
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


def _check_running(building: Building, duty: str, year: int | None, on: date) -> None:
    """One order runs at a time: a second one would set two days for one breach."""
    Building.objects.select_for_update(no_key=True).get(pk=building.pk)
    running = CorrectionOrder.objects.filter(
        building=building, duty=duty, year=year, corrected_on=None, due_on__gte=on
    ).first()
    if running:
        raise EnforcementError(
            _("An order to correct this by %(day)s is running.") % {"day": running.due_on}
        )


def _check_past(*days: date | None) -> None:
    for day in days:
        if day and day > timezone.localdate():
            raise EnforcementError(_("The day %(day)s lies in the future.") % {"day": day})


def _check_course(issued_on: date, served_on: date | None, due_on: date) -> None:
    if served_on and served_on < issued_on:
        raise EnforcementError(_("An order cannot be served before it is issued."))
    if due_on <= (served_on or issued_on):
        raise EnforcementError(_("The day to correct by must lie after the day of service."))


def _check_wait(duty: Duty, order: CorrectionOrder, decided_on: date) -> None:
    """One fine an order, and where the law says so only after the order expired."""
    if Penalty.objects.filter(order=order).exists():
        raise EnforcementError(_("A fine is recorded on this order already."))
    if duty.breach and duty.breach.cure_first and not order.expired(decided_on):
        raise EnforcementError(
            _("A fine needs an order that was served and has expired uncorrected.")
        )


def _check_band(law: Edition, duty: Duty, amount_fen: int, base: int | None) -> None:
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
