"""Decisions of other authorities, recorded with number, day and document (Articles 12, 13; B1 to B5).

Nothing is refused here: what was decided was decided. Where the law room would have answered
otherwise the row is *contrary*, a lead for an officer.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models import Document
from greenward.law.gates import ask, contrary

from .applying import record
from .law import law_of
from .models import Decision, Plot, Project
from .recording import recorded


def record_decision(
    actor: Actor,
    work: Project | Plot,
    gate_id: str,
    *,
    granted: bool,
    decided_on: date,
    number: str,
    authority: str,
    document: Document | None = None,
    note: str = "",
) -> Decision:
    """Put a decision of another authority on record. Raises ValidationError for a day to come, an
    unnamed authority, a decision without number, or a gate the law of the place does not have."""
    if decided_on > timezone.localdate():
        raise ValidationError(_("The day of the decision lies ahead."))
    if not number.strip() or not authority.strip():
        raise ValidationError(_("Give the number of the decision and who made it."))
    law = law_of(work.area)
    gates = {gate.id: gate for gate in law.edition.gates if gate.subject is work.subject}
    if gate_id not in gates:
        raise ValidationError(_("The law of this place has no such gate for it."))
    with recorded(actor, work, "record_decision") as event:
        heard = ask(gates[gate_id], work.facts)
        decision = record(
            actor,
            work,
            law,
            heard,
            granted=granted,
            decided_on=decided_on,
            number=number,
            authority=authority,
            document=document,
            note=note,
            contrary=contrary(heard, granted),
        )
        event.note(
            gate=gate_id,
            granted=granted,
            decided_on=decided_on,
            number=number,
            authority=authority,
            contrary=decision.contrary,
        )
    return decision
