"""The buyer goes through the home with a checklist made of the guide, each finding saved at once; the
developer offers a time and cooperates, and the buyer needs nobody to begin (Article 19, second
paragraph). What is not in order becomes a defect when the inspection is handed in.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.documents import Upload, path_of
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters.steps import TakingPart, beside, opened, step
from greenward.bureau.casework.models import Filing
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.recording import keeping, recorded
from greenward.bureau.registry.models import UnitHolding

from . import contents
from .models import Appointment, Defect, Inspection, InspectionItem
from .points import points

PHOTOGRAPHS = ("image/jpeg", "image/png")


def offer(
    actor: Actor, project: Project, holding: UnitHolding, *, at: datetime, contact: str
) -> Appointment:
    """Offer a buyer a time to go through the home together; it takes the place of an open offer."""
    if at <= timezone.now():
        raise ValidationError({"at": _("Offer a time to come.")})
    if not project.buildings.filter(units=holding.unit_id).exists():
        raise ValidationError(_("This home is in no building of the project."))
    with recorded(actor, project, "offer_appointment") as event:
        holding.appointments.filter(project=project, accepted=None).delete()
        made = Appointment.objects.create(
            project=project, holding=holding, at=at, contact=contact, offered_by=actor.user
        )
        event.note(appointment=made.pk, at=at)
        event.personal(contact=contact)
    return made


def answer(actor: Actor, appointment: Appointment, *, accepted: bool) -> None:
    """The buyer takes an offered time or not."""
    roles = _roles(actor, appointment.holding)
    area = appointment.project.area
    with act(actor, "answer_appointment", appointment, area=area, parties=roles) as event:
        rows = Appointment.objects.filter(pk=appointment.pk, accepted=None)
        if not rows.update(accepted=accepted, answered_at=timezone.now()):
            raise ValidationError(_("This offer was answered already."))
        event.note(accepted=accepted)


def begin(actor: Actor, project: Project, holding: UnitHolding) -> Inspection:
    """Begin the inspection of a home: the checklist is what the guide says today and stays so."""
    if not _roles(actor, holding):
        raise PermissionDenied(_("Only the buyer inspects the home."))
    if Inspection.objects.filter(holding=holding).exists():
        raise ValidationError(_("The inspection of this home was begun already."))
    assert actor.user is not None
    with opened(
        actor,
        "home_inspection",
        title=str(holding.unit.building),
        area=project.area,
        subject=holding.unit,
        parties=[TakingPart(PartyRole.BUYER, actor.user)],
    ) as (matter, event):
        made = Inspection.objects.create(project=project, holding=holding, matter=matter)
        found = points(contents.material(project))
        InspectionItem.objects.bulk_create(
            InspectionItem(
                inspection=made,
                place=place,
                room=point.room,
                what_zh=point.what.zh,
                what_en=point.what.en,
                promised_zh=point.promised.zh,
                promised_en=point.promised.en,
            )
            for place, point in enumerate(found, start=1)
        )
        event.note(unit=holding.unit_id, items=len(found))
    return made


def note(
    actor: Actor,
    item: InspectionItem,
    *,
    result: str,
    remark: str = "",
    photo: Upload | None = None,
) -> None:
    """Note what the buyer found of one item; it may be changed until it is handed in."""
    matter = item.inspection.matter
    with transaction.atomic():
        filing = _photograph(actor, item, photo) if photo is not None else item.photo
        with beside(actor, matter, "note_item") as event:
            item.result, item.remark, item.photo = result, remark.strip(), filing
            item.answered_at = timezone.now()
            item.full_clean(exclude=["inspection", "photo"])
            item.save()
            event.note(item=item.place, result=result)
            event.personal(remark=item.remark)


def hand_in(actor: Actor, inspection: Inspection, *, assisted: bool | None) -> list[Defect]:
    """Hand the inspection in: the developer sees it, and each finding is followed as a defect.

    `assisted`: whether the developer cooperated, as the buyer says; None where nothing is said.
    """
    with (
        keeping(inspection.project),
        step(actor, inspection.matter, "hand_in_inspection") as (_moved, event),
    ):
        items = list(inspection.items.select_related("photo__document"))
        if not any(item.result for item in items):
            raise ValidationError(_("Nothing is noted yet: look at one thing at least."))
        inspection.handed_in_at, inspection.assisted = timezone.now(), assisted
        inspection.save(update_fields=["handed_in_at", "assisted"])
        found = [item for item in items if item.result == InspectionItem.Result.NOT_OK]
        defects = [_report(actor, inspection, item) for item in found]
        event.note(
            looked_at=sum(bool(item.result) for item in items),
            defects=[defect.pk for defect in defects],
            assisted=assisted,
        )
    return defects


def _report(actor: Actor, inspection: Inspection, item: InspectionItem) -> Defect:
    """Open the matter of a defect with the buyer and the developer, and the photograph in it."""
    assert actor.user is not None
    project = inspection.project
    parties = [
        TakingPart(PartyRole.BUYER, actor.user),
        TakingPart(PartyRole.DEVELOPER, project.developer),
    ]
    with opened(
        actor,
        "defect",
        title=f"{inspection.holding.unit.building} {inspection.holding.unit} · {item.what_zh}"[
            :200
        ],
        area=project.area,
        subject=inspection.holding.unit,
        parties=parties,
    ) as (matter, event):
        made = Defect.objects.create(matter=matter, item=item, project=project)
        event.note(defect=made.pk, inspection=inspection.pk, item=item.place)
    if item.photo is not None:
        with path_of(item.photo.document).open("rb") as file:
            title = item.photo.title
            sent = _Sent(item.photo.document.name, file)
            file_document(actor, matter, sent, "photo", title, personal=True)
    return made


class _Sent:
    """A stored content filed once more: the same content is kept once."""

    def __init__(self, name: str, file: object) -> None:
        self.name: str | None = name
        self.read = file.read  # type: ignore[attr-defined]


def _photograph(actor: Actor, item: InspectionItem, photo: Upload) -> Filing:
    title = _("Photograph, item %(number)s") % {"number": item.place}
    filing = file_document(actor, item.inspection.matter, photo, "photo", title, personal=True)
    if filing.document.media_type not in PHOTOGRAPHS:
        raise ValidationError({"photo": _("File a photograph: JPEG or PNG.")})
    return filing


def _roles(actor: Actor, holding: UnitHolding) -> frozenset[PartyRole]:
    own = actor.user is not None and holding.user_id == actor.user.pk
    return frozenset({PartyRole.BUYER}) if own else frozenset()
