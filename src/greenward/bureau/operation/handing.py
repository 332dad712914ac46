"""Handing over a building or a home: to whom, when, with which versions of the papers, and the receipt
(Article 18, first paragraph; Article 19, second paragraph).

The receiver signs here when signed in, or the signed paper is filed. A paper that was missing may be
given later; without a receipt nothing counts as shown to have been handed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole, User
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.recording import keeping, recorded
from greenward.bureau.registry.models import Building, Unit

from . import papers
from .models import Given, Handover, Paper, PaperKind

ROLES = {
    Handover.Receiver.OWNER: PartyRole.OWNER,
    Handover.Receiver.RIGHT_HOLDER: PartyRole.OWNER,
    Handover.Receiver.PROPERTY_COMPANY: PartyRole.MANAGER,
}


def link_building(actor: Actor, project: Project, building: Building) -> None:
    """Say that a project became a building of the register. A developer may say it of its own."""
    own = building.owner_id == project.developer_id
    if not (own or actor.may("link_building", building.area.path)):
        raise PermissionDenied(_("The building is on file with another owner."))
    with recorded(actor, project, "link_building") as event:
        project.buildings.add(building)
        event.note(building=building.pk)


def hand_over(
    actor: Actor,
    project: Project,
    *,
    building: Building,
    unit: Unit | None,
    receiver: str,
    name: str,
    on: date,
    given: Iterable[Paper],
    organisation: Organisation | None = None,
) -> Handover:
    """Record a handover with the papers given; the guide of a home is issued and given with it.

    Raises ValidationError for a day to come, a building that is not the project's, a home of another
    building, or a receiver who has it already.
    """
    check_past(on=on)
    if not project.buildings.filter(pk=building.pk).exists():
        raise ValidationError({"building": _("This is no building of the project.")})
    if unit is not None and unit.building_id != building.pk:
        raise ValidationError({"unit": _("This home is in another building.")})
    if Handover.objects.filter(
        project=project, building=building, unit=unit, receiver=receiver
    ).exists():
        raise ValidationError(_("This was handed over to such a receiver already."))
    with recorded(actor, project, "record_handover") as event:
        made = Handover.objects.create(
            project=project,
            building=building,
            unit=unit,
            receiver=receiver,
            name=name,
            organisation=organisation,
            user=_buyer(unit),
            handed_over_on=on,
            recorded_by=actor.user,
        )
        versions = [*given, *([papers.issue_guide(actor, project, unit)] if unit else [])]
        _give(made, versions, on)
        event.note(
            handover=made.pk,
            building=building.pk,
            unit=unit.pk if unit else None,
            on=on,
            papers=[paper.pk for paper in versions],
        )
        event.personal(name=name)
    return made


def give(actor: Actor, handover: Handover, given: Iterable[Paper], *, on: date) -> None:
    """Give papers after the handover: one that was missing, or a newer version."""
    if not handover.handed_over_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("The day lies between the handover and today.")})
    with recorded(actor, handover.project, "give_papers") as event:
        versions = list(given)
        _give(handover, versions, on)
        event.note(handover=handover.pk, papers=[paper.pk for paper in versions], on=on)


def sign(actor: Actor, handover: Handover) -> None:
    """Sign the receipt as its receiver. Raises ValidationError where one is on file already."""
    roles, project = frozenset(role_of(actor, handover)), handover.project
    with (
        keeping(project),
        act(actor, "sign_receipt", handover, area=project.area, parties=roles) as event,
    ):
        rows = Handover.objects.filter(pk=handover.pk, signed_at=None)
        if not rows.update(signed_by=actor.user, signed_at=timezone.now()):
            raise ValidationError(_("A receipt is on file already."))
        event.note(papers=list(handover.given.values_list("paper", flat=True)))
    handover.refresh_from_db()


def file_receipt(actor: Actor, handover: Handover, upload: Upload) -> None:
    """File the paper the receiver signed."""
    with recorded(actor, handover.project, "file_receipt") as event:
        title = _("Receipt of the handover: %(what)s") % {"what": handover}
        handover.receipt = file_document(
            actor, handover.project.matter, upload, "record", title, personal=True
        )
        handover.save(update_fields=["receipt"])
        event.note(handover=handover.pk, receipt=handover.receipt.pk)


def role_of(actor: Actor, handover: Handover) -> set[PartyRole]:
    """What an actor is in a handover: its receiver, in person or for an organisation."""
    found = set()
    if actor.user is not None and handover.user_id == actor.user.pk:
        found.add(PartyRole.BUYER)
    if actor.acts_for(handover.organisation_id):
        found.add(ROLES[Handover.Receiver(handover.receiver)])
    return found


def given_to(handover: Handover) -> dict[str, Paper]:
    """The newest version of each paper given with a handover, by kind."""
    rows = handover.given.select_related("paper").order_by("paper__version")
    return {row.paper.kind: row.paper for row in rows}


def _give(handover: Handover, versions: Iterable[Paper], on: date) -> None:
    """A version made here is given on the day it was made at the earliest; the acceptance report was
    signed elsewhere and may have been filed later."""
    for paper in versions:
        if paper.project_id != handover.project_id or paper.unit_id not in (None, handover.unit_id):
            raise ValidationError(_("This paper is of another project or home."))
        day = on if paper.kind == PaperKind.ACCEPTANCE else max(on, paper.issued_on)
        Given.objects.get_or_create(handover=handover, paper=paper, defaults={"given_on": day})


def _buyer(unit: Unit | None) -> User | None:
    """Who claimed the home by its contract, if somebody did."""
    if unit is None:
        return None
    held = unit.holdings.filter(last_day=None, user__isnull=False).select_related("user").first()
    return held.user if held else None
