"""An order to correct made here (Penalty Law, Article 28): drafted by an officer on a breach the
law punishes, issued by a second person, served, and followed until it is corrected or expires.

What it says is its letter. The order itself is the row the law's facts are read from
(`CorrectionOrder`): it exists from the letter's issue, and its day to correct by is counted by the
matter's clock from the recorded day of service.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.matters.kinds import Action
from greenward.bureau.casework.matters.steps import opened, step
from greenward.bureau.casework.models import Matter, Task
from greenward.bureau.letters import drafts
from greenward.bureau.letters.models import Letter
from greenward.bureau.letters.serving import CONFIRM
from greenward.bureau.registry.models import Building
from greenward.bureau.registry.parties import parties_of
from greenward.law.language import Count, Period

from .checks import (
    EnforcementError,
    check_course,
    check_drafted,
    check_ground,
    check_running,
)
from .kinds import CLOCK
from .models import CorrectionCase, CorrectionOrder

LETTER = "order"


def draft(
    actor: Actor, *, building: Building, duty: str, year: int | None, letter: dict[str, Any]
) -> CorrectionCase:
    """Open the case of an order on a breach, with the draft of its letter to the owner.

    `letter` are the fields of the letter: found, basis, demand, days, count. A second person issues
    it. Raises EnforcementError where law, dates or the register do not fit.
    """
    if building.owner is None:
        raise EnforcementError(_("The owner is not on file: enter it in the register first."))
    today = timezone.localdate()
    with opened(
        actor,
        "correction",
        title=f"{building} · {duty}",
        area=building.area,
        subject=building,
        parties=parties_of(building),
    ) as (matter, event):
        check_ground(building, duty, year, today)
        check_running(building, duty, year, today)
        check_drafted(building, duty, year)
        case = CorrectionCase.objects.create(matter=matter, building=building, duty=duty, year=year)
        owner = matter.parties.get(role=PartyRole.OWNER)
        drafts.write(actor, matter, LETTER, party=owner, fields=letter)
        event.note(building=building.pk, duty=duty, year=year)
    return case


def on_issued(actor: Actor, letter: Letter, day: date) -> None:
    """The letter was issued, and with it the order; until it is served its last day is a forecast."""
    case = _case(letter)
    if case is None:
        return
    with step(actor, letter.matter, "issue_order") as (_moved, event):
        check_ground(case.building, case.duty, case.year, day)
        check_running(case.building, case.duty, case.year, day)
        case.order = CorrectionOrder.objects.create(
            building=case.building,
            duty=case.duty,
            year=case.year,
            number=letter.number,
            issued_on=day,
            due_on=day + timedelta(days=_period(letter).length),
            document=letter.pdf,
            issued_by=actor.user,
        )
        case.save(update_fields=["order"])
        event.note(order=case.order.pk, duty=case.duty, year=case.year, number=letter.number)


def on_served(actor: Actor, letter: Letter, day: date) -> None:
    """The letter was served on a day; the time to correct runs from it."""
    case = _case(letter)
    if case is None or case.order is None:
        return
    with step(actor, letter.matter, "serve_order", on=day) as (moved, event):
        clock = clocks.begin(
            actor,
            moved,
            CLOCK,
            _period(letter),
            on=day,
            reason=_("served"),
            article=case.duty,
            document=letter.pdf,
            of_state=False,
        )
        check_course(case.order.issued_on, day, clock.due_on)
        case.order.served_on, case.order.due_on = day, clock.due_on
        case.order.save(update_fields=["served_on", "due_on"])
        event.note(order=case.order.pk, served_on=day, due_on=clock.due_on)


def on_withdrawn(actor: Actor, withdrawal: Letter, day: date) -> None:
    """A letter that takes the order back was served: from that day the order binds nobody."""
    letter = withdrawal.about
    if letter is None or (case := _case(letter)) is None or case.order is None:
        return
    with step(actor, letter.matter, "withdraw_order") as (_moved, event):
        case.order.withdrawn_on = day
        case.order.save(update_fields=["withdrawn_on"])
        event.note(order=case.order.pk, number=withdrawal.number)


def report(actor: Actor, matter: Matter, *, remark: str, proof: Upload | None = None) -> None:
    """Say what was corrected, with its proof; an officer confirms it or does not.

    Raises Refused for a file that is not taken; then nothing is reported.
    """
    with transaction.atomic():
        if proof:
            file_document(actor, matter, proof, "report")
        with step(actor, matter, "report_correction") as (_moved, event):
            event.personal(remark=remark)


def confirm(actor: Actor, matter: Matter, *, corrected_on: date) -> None:
    """Find the breach corrected as of a day."""
    with step(actor, matter, "confirm_correction") as (moved, event):
        order = moved.correction.order
        check_past(EnforcementError, corrected_on=corrected_on)
        if corrected_on < order.issued_on:
            raise ValidationError(
                _("The order was issued on %(day)s; the correction cannot lie before it.")
                % {"day": order.issued_on}
            )
        order.corrected_on = corrected_on
        order.save(update_fields=["corrected_on"])
        event.note(order=order.pk, corrected_on=corrected_on)


WAYS = {
    "drafted": ("issue_order", _lazy("Read and issue the order")),
    "returned": ("draft_order", _lazy("Change the draft")),
    "issued": ("serve_order", _lazy("Serve the order")),
}
"""What is done on the letter's own page, by the state of the matter."""


def actions(actor: Actor, matter: Matter) -> Iterator[Action]:
    """The way from the matter to its letter, for whoever goes on there or has still to read it."""
    act, label = WAYS.get(matter.state, ("", ""))
    may = bool(act) and actor.may(act, matter.area.path)
    if not may and _unread(actor, matter):
        act, label, may = CONFIRM, _("Read the order"), True
    if may:
        letter = Letter.objects.filter(matter=matter, kind=LETTER).order_by("pk").last()
        if letter:  # a matter opened elsewhere has none yet
            yield Action(act, label, reverse("letters:letter", args=[letter.pk]))


def _unread(actor: Actor, matter: Matter) -> bool:
    """Whether an organisation the actor acts for has a letter of the matter still to read."""
    own = actor.organisations
    tasks = Task.objects.filter(matter=matter, act=CONFIRM, closed_at=None, organisation__in=own)
    return bool(own) and tasks.exists()


def _case(letter: Letter) -> CorrectionCase | None:
    """The case a letter belongs to, when it is an order's."""
    if letter.kind != LETTER:
        return None
    cases = CorrectionCase.objects.select_related("building__area", "order")
    return cases.filter(matter=letter.matter_id).first()


def _period(letter: Letter) -> Period:
    return Period(int(letter.fields["days"]), Count(letter.fields["count"]))
