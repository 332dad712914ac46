"""Stating facts that no record of their own settles, each by whoever the law expects to supply it.

Which facts a project is asked for follows from the gates and duties of its law; the form that asks
is drawn from the vocabulary (`greenward.bureau.construction.entering`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.parties import acting_for, roles_in
from greenward.bureau.casework.models import Document
from greenward.bureau.casework.words import in_language
from greenward.law.language import Bearer, FactEntry, Subject, facts_of

from .facts import Value, source_of
from .law import Law, brought, law_of
from .models import Plot, Project, Statement
from .recording import recorded

SUPPLIERS = {
    Bearer.DEVELOPER: PartyRole.DEVELOPER,
    Bearer.REAL_ESTATE_DEVELOPER: PartyRole.DEVELOPER,
    Bearer.OWNER: PartyRole.DEVELOPER,
    Bearer.CONSULTANT: PartyRole.CONSULTANT,
    Bearer.DESIGNER: PartyRole.DESIGNER,
    Bearer.CONTRACTOR: PartyRole.CONTRACTOR,
    Bearer.SUPERVISOR: PartyRole.SUPERVISOR,
    Bearer.EVALUATOR: PartyRole.EVALUATOR,
    Bearer.LABORATORY: PartyRole.LABORATORY,
    Bearer.DRAWING_REVIEWER: PartyRole.DRAWING_REVIEWER,
}
"""Who is who in a matter. What the owner of a building supplies is the developer's until handover."""


def stateable(law: Law, subject: Subject) -> tuple[FactEntry, ...]:
    """The facts the law asks about a subject that are stated, in the order it asks for them."""
    rules = (*law.edition.gates, *law.edition.duties)
    names = [name for rule in rules if rule.subject is subject for name in facts_of(rule)]
    settled = brought(law.hash)
    return tuple(
        law.entry(name)
        for name in dict.fromkeys(names)
        if name not in settled and source_of(name, subject) is None
    )


def supplied_by(entry: FactEntry) -> PartyRole | None:
    """The party that supplies a fact; None where the authority itself does."""
    return SUPPLIERS.get(entry.supplier) if isinstance(entry.supplier, Bearer) else None


def may_state(actor: Actor, work: Project | Plot, entry: FactEntry) -> bool:
    """The party the law names may state a fact, and the authority may state any."""
    if actor.may("state_fact", work.area.path):
        return True
    if isinstance(work, Plot):
        return False
    return supplied_by(entry) in roles_in(actor, work.matter)


def state(
    actor: Actor,
    work: Project | Plot,
    values: Mapping[str, Value],
    *,
    document: Document | None = None,
    note: str = "",
    because: str = "",
) -> None:
    """State some facts of a work in the law's unit and scale; None takes a statement back.

    `because` is the reason of a change to what a decision stood on. Raises PermissionDenied for a
    fact that is not the actor's to state, ValidationError for one the law does not ask.
    """
    law = law_of(work.area)
    asked = {entry.name: entry for entry in stateable(law, work.subject)}
    with recorded(actor, work, "state_fact", because=because) as event:
        for name, value in values.items():
            if name not in asked:
                raise ValidationError(_("Nobody asks for %(fact)s here.") % {"fact": name})
            entry = asked[name]
            if not may_state(actor, work, entry):
                raise PermissionDenied(
                    _("“%(fact)s” is for somebody else to state.")
                    % {"fact": in_language(entry.label)}
                )
            _check(entry, value)
            _write(actor, work, name, value, document, note)
        event.note(facts=dict(values), note=note)
        if document:
            event.note(document=document.sha256)


def _write(
    actor: Actor,
    work: Project | Plot,
    name: str,
    value: Value,
    document: Document | None,
    note: str,
) -> None:
    now = timezone.now()
    Statement.objects.filter(**work.key, fact=name, ended_at=None).update(ended_at=now)
    if value is None:
        return
    by_party = isinstance(work, Project) and not actor.is_official
    Statement.objects.create(
        **work.key,
        fact=name,
        value=int(value),
        document=document,
        note=note,
        stated_by=actor.user,
        organisation=acting_for(actor, work.matter) if by_party else None,
        stated_at=now,
    )


def _check(entry: FactEntry, value: Value) -> None:
    if value is None:
        return
    if entry.kind == "flag":
        if not isinstance(value, bool):
            raise ValidationError(
                _("“%(fact)s” is yes or no.") % {"fact": in_language(entry.label)}
            )
    elif isinstance(value, bool) or not entry.low <= value <= entry.high:
        raise ValidationError(
            _("“%(fact)s” lies outside %(low)s to %(high)s.")
            % {"fact": in_language(entry.label), "low": entry.low, "high": entry.high}
        )
