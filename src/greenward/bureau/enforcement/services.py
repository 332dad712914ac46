"""Acts of chapter VI that Articles 55, 57 and 58 wait on: order, correction, fine.

The text gives no number of days for a correction: the officer enters the day, counted from
service. A fine is recorded only after the order expired, inside the band the law gives.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.registry.models import Building
from greenward.law.language import Fine

from .models import CorrectionOrder, Penalty


class EnforcementError(Exception):
    """The act does not fit the dates or the band; the message says what to change."""


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
    """Order the correction of a breach by a day the officer sets."""
    if due_on <= (served_on or issued_on):
        raise EnforcementError(_("The day to correct by must lie after the day of service."))
    with act(actor, "order_correction", building, area=building.area) as event:
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


def mark_corrected(actor: Actor, order: CorrectionOrder, *, corrected_on: date) -> None:
    """Record that the breach was corrected on a day."""
    with act(actor, "order_correction", order.building, area=order.building.area) as event:
        order.corrected_on = corrected_on
        order.save(update_fields=["corrected_on"])
        event.note(order=order.pk, corrected_on=corrected_on)


def record_penalty(
    actor: Actor,
    order: CorrectionOrder,
    *,
    fine: Fine,
    amount_fen: int,
    decided_on: date,
    number: str,
) -> Penalty:
    """Record a fine imposed on the entity: after the order expired and inside the band."""
    low, high = fine.band()
    if not low <= amount_fen <= high:
        raise EnforcementError(
            _("Article %(article)s allows ¥%(low)s to ¥%(high)s.")
            % {"article": fine.article, "low": f"{low // 100:,}", "high": f"{high // 100:,}"}
        )
    expired = order.served_on and order.due_on < decided_on and not order.corrected_on
    if fine.cure_first and not expired:
        raise EnforcementError(
            _("A fine needs an order that was served and has expired uncorrected.")
        )
    with act(actor, "record_penalty", order.building, area=order.building.area) as event:
        penalty = Penalty.objects.create(
            order=order,
            number=number,
            decided_on=decided_on,
            amount_fen=amount_fen,
            recorded_by=actor.user,
        )
        event.note(penalty=penalty.pk, order=order.pk, amount_fen=amount_fen)
    return penalty
