"""Acts of chapter VI that Articles 55, 57 and 58 wait on: order, service, correction, fine.

The text gives no number of days for a correction: the officer enters the day, counted from
service. An order has its ground in a duty whose breach the law punishes after such an order, and a
fine is recorded only after the order expired, inside the band the law gives.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.registry.models import Building

from .checks import (
    EnforcementError,
    check_band,
    check_course,
    check_ground,
    check_running,
    check_wait,
    law_of,
)
from .models import CorrectionOrder, Penalty


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
        check_ground(building, duty, year, issued_on)
        check_past(EnforcementError, issued_on=issued_on, served_on=served_on)
        check_course(issued_on, served_on, due_on)
        check_running(building, duty, year, issued_on)
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
        check_past(EnforcementError, served_on=served_on)
        check_course(order.issued_on, served_on, due_on or order.due_on)
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
        check_past(EnforcementError, corrected_on=corrected_on)
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
        check_past(EnforcementError, decided_on=decided_on)
        law = law_of(order.building)
        check_wait(law.duty(order.duty), order, decided_on)
        check_band(law, law.duty(order.duty), amount_fen, base)
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
