"""Acts of chapter IV: bills worked out to energy years, audits and retrofits put on file.

An audit, measures or a retrofit answer an energy year (Article 32): what was done before the year
began cannot be an answer to it. A record made by mistake is withdrawn with its reason, never
changed or deleted.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.errors import Refusal
from greenward.bureau.casework.models import Document
from greenward.bureau.registry.models import Building

from .annualising import Annualised, annualise
from .models import EnergyAct

__all__ = [
    "Annualised",
    "PerformanceError",
    "annualise",
    "record_energy_act",
    "withdraw_energy_act",
]


class PerformanceError(Refusal):
    """The act does not fit its dates or what is on file; the message says what to change."""


def record_energy_act(
    actor: Actor,
    *,
    building: Building,
    year: int,
    kind: str,
    done_on: date,
    document: Document | None = None,
    note: str = "",
) -> EnergyAct:
    """Put an audit, measures or a retrofit on file as the answer to an energy year (Article 32).

    Raises PerformanceError when it was done in the future or before the year began.
    """
    kind = EnergyAct.Kind(kind)
    with act(actor, "record_energy_act", building, area=building.area) as event:
        check_days(year, done_on)
        recorded = EnergyAct.objects.create(
            building=building,
            year=year,
            kind=kind,
            done_on=done_on,
            document=document,
            note=note,
            recorded_by=actor.user,
        )
        event.note(
            energy_act=recorded.pk,
            year=year,
            kind=kind.value,
            done_on=done_on,
            document=document.sha256 if document else None,
        )
    return recorded


def check_days(year: int, done_on: date) -> None:
    """Raise PerformanceError when an act could not have answered a year on its day."""
    check_past(PerformanceError, done_on=done_on)
    if done_on < date(year, 1, 1):
        raise PerformanceError(
            _("What was done on %(day)s cannot answer the year %(year)s, which began later.")
            % {"day": done_on, "year": year}
        )


def withdraw_energy_act(actor: Actor, recorded: EnergyAct, *, why: str) -> None:
    """Withdraw a record made by mistake: from today it counts for nothing, and it stays on file."""
    building = recorded.building
    with act(actor, "record_energy_act", building, area=building.area) as event:
        recorded = EnergyAct.objects.select_for_update().get(pk=recorded.pk)
        if recorded.withdrawn_on:
            raise PerformanceError(
                _("This record was withdrawn on %(day)s.") % {"day": recorded.withdrawn_on}
            )
        if not why.strip():
            raise PerformanceError(_("Say why the record is withdrawn."))
        recorded.withdrawn_on, recorded.withdrawn_why = timezone.localdate(), why
        recorded.save(update_fields=["withdrawn_on", "withdrawn_why"])
        event.note(energy_act=recorded.pk, withdrawn_on=recorded.withdrawn_on, why=why)
