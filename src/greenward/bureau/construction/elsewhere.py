"""Decisions of other authorities, recorded with number, day and document (Articles 12, 13; B1 to B5).

Nothing is refused here: what was decided was decided. Where the law room would have answered
otherwise the row is *contrary*, a lead for an officer.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.models import Document
from greenward.law.gates import ask, contrary
from greenward.law.language import Gate

from .deciding import record
from .law import Law, law_of
from .models import Decision, Plot, Project
from .recording import recorded
from .reopening import gathered


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
    because: str = "",
) -> Decision:
    """Put a decision of another authority on record.

    `because` is the reason where it opens gates that stood on the one before. Raises ValidationError
    for a day to come, an unnamed authority, a decision without number, a gate the law of the place
    does not have, or one of which a later decision is on record.
    """
    _check(decided_on, number, authority)
    with recorded(actor, work, "record_decision", because=because) as event:
        law = law_of(work.area)
        facts = gathered(law, [work])[work.pk]
        gate, asked = _gate(law, work, gate_id)
        _check_newest(work, gate_id, decided_on, number)
        heard = ask(gate, facts)
        decision = record(
            actor,
            work,
            law,
            heard,
            facts,
            granted=granted,
            decided_on=decided_on,
            number=number,
            authority=authority,
            document=document,
            note=note,
            contrary=asked and contrary(heard, granted),
        )
        event.note(gate=gate_id, granted=granted, decided_on=decided_on, number=number)
        event.note(authority=authority, contrary=decision.contrary)
    return decision


def _gate(law: Law, work: Project | Plot, gate_id: str) -> tuple[Gate, bool]:
    """The gate, and whether the law of the work's day asks it: one of an earlier time is kept for
    the record, and nothing is contrary to it."""
    asked = {gate.id: gate for gate in law.gates(work.subject, work.asked_on)}
    known = {gate.id: gate for gate in law.edition.gates if gate.subject is work.subject}
    if gate_id not in known:
        raise ValidationError(_("The law that applies to it has no such gate."))
    return asked.get(gate_id, known[gate_id]), gate_id in asked


def _check_newest(work: Project | Plot, gate_id: str, decided_on: date, number: str) -> None:
    """The newest row tells how a gate stands, so none of an earlier day is put above a later one; a
    decision may be corrected under its own number."""
    rows = Decision.objects.filter(**work.key, gate=gate_id).defer("facts").order_by("pk")
    last = rows.last()
    if last is not None and last.decided_on > decided_on and last.number != number:
        raise ValidationError(
            _("A later decision is on record: %(number)s of %(day)s. It stands.")
            % {"number": last.number, "day": last.decided_on}
        )


def _check(decided_on: date, number: str, authority: str) -> None:
    check_past(decided_on=decided_on)
    if not number.strip() or not authority.strip():
        raise ValidationError(_("Give the number of the decision and who made it."))
