"""A defect from its report to its end: repaired by a day that the officer or the contract sets, confirmed
or found insufficient by the buyer, settled by the authority where they do not agree (Articles 18, 19).

The text gives no number of days, so a day is always entered by somebody and never counted here.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.casework.models import Matter, Task

from .models import Defect

REPAIR = "repair_defect"


def set_day(actor: Actor, matter: Matter, *, due_on: date, remark: str = "") -> None:
    """Set the day to repair by: an officer as they find it, the developer as its contract says.

    A day that is set is changed by an officer alone. Raises ValidationError.
    """
    if due_on <= timezone.localdate():
        raise ValidationError({"due_on": _("Set a day to come.")})
    with step(actor, matter, "set_repair_day") as (moved, event):
        defect = moved.defect
        if defect.due_on is not None and not actor.is_official:
            raise ValidationError(_("A day is set already; the officer may change it."))
        defect.due_on = due_on
        defect.save(update_fields=["due_on"])
        _tell(defect)
        event.note(due_on=due_on)
        event.personal(remark=remark)


def repair(
    actor: Actor, matter: Matter, *, repaired_on: date, remark: str, photo: Upload | None
) -> None:
    """The developer reports the repair, with a photograph of it. Raises ValidationError."""
    check_past(repaired_on=repaired_on)
    if photo is None:
        raise ValidationError({"photo": _("Add a photograph of the repair.")})
    with step(actor, matter, REPAIR) as (moved, event):
        file_document(actor, moved, photo, "photo", _("The repair"), personal=True)
        moved.defect.repaired_on = repaired_on
        moved.defect.save(update_fields=["repaired_on"])
        event.note(repaired_on=repaired_on)
        event.personal(remark=remark)


def reopen(actor: Actor, matter: Matter, *, remark: str) -> None:
    """The buyer finds the repair insufficient; the day that was set goes on as it was."""
    with transaction.atomic():
        with step(actor, matter, "reopen_defect") as (moved, event):
            defect = moved.defect
            defect.reopened, defect.repaired_on = defect.reopened + 1, None
            defect.save(update_fields=["reopened", "repaired_on"])
            event.note(times=defect.reopened)
            event.personal(remark=remark)
        _tell(defect)


def _tell(defect: Defect) -> None:
    """Show the day that is set in the inbox of whoever has to repair."""
    waiting = Task.objects.filter(matter=defect.matter_id, act=REPAIR, closed_at=None)
    waiting.update(due_on=defect.due_on)
