"""An owner's report of an energy audit, measures or a retrofit (Article 32): prepared with its
documents, submitted, checked by an officer, and put on file as an energy act when accepted.

Nothing an owner says counts before an officer accepted it; nothing is typed a second time.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.steps import opened, step
from greenward.bureau.casework.models import Document, Filing, Matter
from greenward.bureau.registry.models import Building
from greenward.bureau.registry.parties import parties_of

from .models import EnergyAct, Submission
from .services import check_days, record_energy_act


def prepare(
    actor: Actor, *, building: Building, year: int, kind: str, done_on: date, note: str = ""
) -> Submission:
    """Open a report on an act that answers an energy year; its documents are filed in its matter.

    Raises PerformanceError when the dates cannot be, PermissionDenied for anybody but a member of
    the building's owner or manager.
    """
    kind = EnergyAct.Kind(kind)
    check_days(year, done_on)
    with opened(
        actor,
        "submission",
        title=f"{building} · {year}",
        area=building.area,
        subject=building,
        parties=parties_of(building),
    ) as (matter, event):
        submission = Submission.objects.create(
            matter=matter, building=building, year=year, kind=kind, done_on=done_on, note=note
        )
        event.note(building=building.pk, year=year, kind=kind.value, done_on=done_on)
    return submission


def submit(actor: Actor, matter: Matter) -> Matter:
    """Hand the report in; from now an officer checks it."""
    with step(actor, matter, "submit_evidence") as (moved, event):
        event.note(documents=[document.sha256 for document in _documents(moved)])
    return moved


def accept(actor: Actor, matter: Matter, *, note: str = "") -> EnergyAct:
    """Find the report proven and put the act on file, where the law's facts are read from."""
    with step(actor, matter, "accept_evidence") as (moved, event):
        submission = moved.submission
        recorded = record_energy_act(
            actor,
            building=submission.building,
            year=submission.year,
            kind=submission.kind,
            done_on=submission.done_on,
            document=_documents(moved)[0],
            note=note or moved.number,
        )
        submission.energy_act = recorded
        submission.save(update_fields=["energy_act"])
        event.note(energy_act=recorded.pk)
    return recorded


def check_complete(matter: Matter) -> None:
    """A report without a document proves nothing."""
    if not _documents(matter):
        raise ValidationError(_("File the report or the proof of the act first."))


def _documents(matter: Matter) -> list[Document]:
    """What is filed in the matter and not replaced, the oldest first."""
    filed = Filing.objects.filter(matter=matter, replaced_by=None, redacts=None)
    return [filing.document for filing in filed.select_related("document")]
