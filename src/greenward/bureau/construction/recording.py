"""The one way to record something of a project or plot, whatever the record is.

    with recorded(actor, project, "submit_chapter", because=reason) as event:
        ...the room's own writes...

The work's row is locked; after the writes its facts are gathered anew. A party changes nothing that
an authority has before it, and what a passed gate stood on changes only with a reason, which opens
the gate, and every gate after it, anew (Articles 13, 14, 16).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import Event, act
from greenward.bureau.casework.matters.steps import beside
from greenward.bureau.casework.models import Request
from greenward.bureau.casework.words import in_language
from greenward.law.gates import Answer, ask, reopened_by
from greenward.law.language import Gate, facts_of

from . import course, facts
from .law import Law, flags, law_of
from .models import Application, Decision, Plot, Project

W = TypeVar("W", Project, Plot)
HELD = "held"
OWN = "own_application"
"""The kind of matter of a gate that the parties decide themselves: no authority has it before it."""


@contextmanager
def recorded(actor: Actor, work: W, name: str, *, because: str = "") -> Iterator[Event]:
    """Run an act that records something; afterwards the facts are gathered and judged anew.

    Raises PermissionDenied for whoever may not, and ValidationError where the project is held, the
    authority has the changed facts before it, or a passed gate stands on them and `because` is empty.
    """
    with transaction.atomic():
        lock(work)
        with _act(actor, work, name) as event:
            check_not_held(work)
            yield event
            law = law_of(work.area)
            before, after = work.facts, gathered(law, work)
            changed = {n for n in {*before, *after} if before.get(n) != after.get(n)}
            if changed:
                _check_not_handed_in(actor, work, law, changed)
                if _reopen(work, affected(law, work, changed, after), because, event):
                    after = gathered(law, work)
            keep(law, work, after)


def lock(work: W) -> None:
    """Lock a work's row until the transaction ends and read what other acts wrote meanwhile."""
    row = type(work).objects.select_for_update().get(pk=work.pk)
    work.facts = row.facts
    if isinstance(work, Project) and isinstance(row, Project):
        work.plot_id = row.plot_id
        work.matter.refresh_from_db(fields=["state", "closed_at", "officer_id"])


def gathered(law: Law, work: W) -> dict[str, facts.Value]:
    """The facts of one work from all records, as they stand now."""
    return facts.typed(facts.gather([work])[work.pk], flags(law.hash))


def keep(law: Law, work: W, found: Mapping[str, facts.Value]) -> None:
    """Keep the projections of a work: its facts and where it stands; those of a plot's projects too."""
    work.facts = {name: value for name, value in found.items() if value is not None}
    if isinstance(work, Plot):
        work.save(update_fields=["facts"])
        for project in work.projects.select_for_update().select_related("plot", "area"):
            project.plot = work
            keep(law, project, gathered(law, project))
        return
    leg = course.next_leg(course.course(law, work))
    work.next_gate, work.next_step = (leg.gate.id, leg.step.value) if leg else ("", "")
    work.save(update_fields=["facts", "next_gate", "next_step"])


def check_not_held(work: W) -> None:
    """A hold stops every act on the project until it is lifted."""
    if not isinstance(work, Project):
        return
    if work.matter.state == HELD:
        raise ValidationError(_("The project is held: nothing goes on before the hold is lifted."))
    if work.matter.closed_at is not None:
        raise ValidationError(_("The project is closed: nothing more is added to it."))


def affected(law: Law, work: W, changed: set[str], after: Mapping[str, facts.Value]) -> list[Gate]:
    """The passed gates that a change opens anew: those that stood on a value that is now another, or
    whose answer it turns, and all that come after them."""
    passed = {d.gate: d for d in _standing(work)}
    given = {name for name in changed if work.facts.get(name) is not None}
    turned = {
        name
        for gate in law.edition.gates
        if gate.id in passed and ask(gate, after).answer is not Answer.OPEN
        for name in changed & set(facts_of(gate))
    }
    return [g for g in reopened_by(law.edition, given | turned) if g.id in passed]


def _act(actor: Actor, work: W, name: str) -> AbstractContextManager[Event]:
    if isinstance(work, Project):
        return beside(actor, work.matter, name)
    return act(actor, name, work, area=work.area)


def _check_not_handed_in(actor: Actor, work: W, law: Law, changed: set[str]) -> None:
    """What a party handed in stays as it is while the authority has it, unless it asked for more."""
    if actor.everywhere or actor.is_official:
        return
    asked = Request.objects.filter(matter=OuterRef("matter"), answered_at=None, withdrawn_at=None)
    in_hand = Application.objects.filter(
        ~Exists(asked), **work.key, matter__closed_at=None
    ).exclude(matter__kind=OWN)
    for application in in_hand.select_related("matter"):
        gate = law.edition.gate(application.gate)
        if changed & set(facts_of(gate)):
            raise ValidationError(
                _(
                    "“%(gate)s” was handed in (%(number)s) and stands on this: take the "
                    "application back, or wait until the authority asks for more."
                )
                % {"gate": in_language(gate.title), "number": application.matter.number}
            )


def _reopen(work: W, gates: list[Gate], because: str, event: Event) -> bool:
    """Open passed gates anew, with the reason that must be given. Whether there were any."""
    if not gates:
        return False
    if not because.strip():
        raise ValidationError(
            _("This was already decided on (%(gates)s). Say why it changes: they open anew.")
            % {"gates": ", ".join(in_language(gate.title) for gate in gates)}
        )
    names = {gate.id for gate in gates}
    for decision in _standing(work):
        if decision.gate in names:
            decision.reopened_at, decision.reopened_because = timezone.now(), because
            decision.save(update_fields=["reopened_at", "reopened_because"])
    event.note(reopened=sorted(names), because=because)
    return True


def _standing(work: W) -> list[Decision]:
    """The newest decision of each gate where it is passed by it."""
    newest = {d.gate: d for d in Decision.objects.filter(**work.key).order_by("pk")}
    return [decision for decision in newest.values() if decision.stands]
