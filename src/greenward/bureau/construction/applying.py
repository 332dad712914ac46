"""Applications: handed in, found complete, granted or refused, taken back (Articles 12 to 16; B1 to B5;
Administrative Licensing Law, Articles 32 and 42).

The gate is asked at the moment of each act, under the lock of its project, on the facts as they
stand then. A grant needs every ground met; a refusal needs one that is known unmet, and its grounds
are exactly those. What is merely missing is asked for, never refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import held_on
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.matters.steps import TakingPart, opened, step
from greenward.bureau.casework.models import Matter
from greenward.bureau.casework.words import in_language
from greenward.law.gates import Answer, Hearing, ask
from greenward.law.language import Gate

from . import course
from .law import Law, law_of
from .models import Application, Decision, Plot, Project
from .offices import OWN, Office, of_kind, office_of
from .recording import check_not_held, gathered, keep, lock

CLOCK = "decision"
"""The clock of the time to decide: the gate's own period."""


def apply(actor: Actor, work: Project | Plot, gate_id: str) -> Application:
    """Hand in the application for a gate, or begin one the parties pass themselves.

    Raises ValidationError where the law has no such gate for the work, one is open already, the
    gates before it are not passed (unless the law lets it be asked for early), or it is passed.
    """
    with transaction.atomic():
        lock(work)
        check_not_held(work)
        law = law_of(work.area)
        leg = _leg(law, work, gate_id)
        office = _office(leg.gate)
        _check_may_begin(leg)
        with opened(
            actor,
            office.kind,
            title=f"{work} · {leg.gate.article}",
            area=work.area,
            subject=work,
            parties=_parties(work),
        ) as (matter, event):
            application = Application.objects.create(matter=matter, gate=gate_id, **work.key)
            event.note(gate=gate_id, edition=law.hash, **_said(work))
        if office is OWN:
            _own_clock(actor, matter, leg)
        keep(law, work, gathered(law, work))
    return application


def accept(actor: Actor, matter: Matter) -> None:
    """Find the file complete: from now the time to decide runs."""
    application, office = _of(matter), of_kind(matter.kind)
    with step(actor, matter, office.act("accept")) as (moved, event):
        law = law_of(moved.area)
        gate = law.edition.gate(application.gate)
        event.note(gate=gate.id)
        if gate.period:
            clocks.begin(
                actor,
                moved,
                CLOCK,
                gate.period,
                on=timezone.localdate(),
                reason=_("the file was accepted"),
                article=gate.article,
                of_state=False,
            )


def grant(actor: Actor, matter: Matter, *, number: str = "", remark: str = "") -> Decision:
    """Pass the gate. Raises ValidationError that lists what is unmet or missing."""
    return _decide(actor, matter, "grant", granted=True, number=number, remark=remark)


def refuse(actor: Actor, matter: Matter, *, number: str = "", remark: str = "") -> Decision:
    """Refuse on the grounds that are known unmet; a failed acceptance is recorded the same way."""
    return _decide(actor, matter, "refuse", granted=False, number=number, remark=remark)


def take_back(actor: Actor, matter: Matter, *, remark: str = "") -> None:
    """The applicant takes the application back; what was stated stays and may be changed again."""
    application = _of(matter)
    with deciding(application) as law, step(actor, matter, "take_back_application") as (_m, event):
        event.personal(remark=remark)
        event.note(gate=application.gate)
    refresh(law, application)


@contextmanager
def deciding(application: Application) -> Iterator[Law]:
    """The law of an application's moment, with its project locked."""
    with transaction.atomic():
        lock(application.work)
        check_not_held(application.work)
        yield law_of(application.work.area)


def refresh(law: Law, application: Application) -> None:
    keep(law, application.work, gathered(law, application.work))


def hearing(matter: Matter) -> Hearing:
    """What the law says of an application on the facts kept by the last act."""
    application = _of(matter)
    return ask(law_of(matter.area).edition.gate(application.gate), application.work.facts)


def check_open(matter: Matter) -> None:
    """The guard of a grant: every ground is met. Raises ValidationError with all that is not."""
    check_answer(hearing(matter))


def check_answer(heard: Hearing) -> None:
    if heard.answer is Answer.OPEN:
        return
    said = [_("not met: %(text)s") % {"text": _ground(f)} for f in heard.unmet]
    said += [_("not known yet: %(text)s") % {"text": _ground(f)} for f in heard.open_questions]
    raise ValidationError(said)


def check_refusable(matter: Matter) -> None:
    """The guard of a refusal: some ground is known unmet; what is missing is asked for instead."""
    heard = hearing(matter)
    if heard.answer is Answer.REFUSED:
        return
    raise ValidationError(
        _("Every requirement is met: it cannot be refused.")
        if heard.answer is Answer.OPEN
        else _("Nothing is known to be unmet. Ask for what is missing instead of refusing.")
    )


def _decide(
    actor: Actor, matter: Matter, verb: str, *, granted: bool, number: str, remark: str
) -> Decision:
    application, office = _of(matter), of_kind(matter.kind)
    with (
        deciding(application) as law,
        step(actor, matter, office.act(verb)) as (moved, event),
    ):
        work = application.work
        heard = ask(law.edition.gate(application.gate), gathered(law, work))
        check_answer(heard) if granted else _check_unmet(heard)
        decision = record(
            actor,
            work,
            law,
            heard,
            granted=granted,
            decided_on=timezone.localdate(),
            number=number or moved.number,
            note=remark,
            application=application,
        )
        event.note(gate=application.gate, edition=law.hash, **_result(decision))
        refresh(law, application)
    return decision


def record(
    actor: Actor,
    work: Project | Plot,
    law: Law,
    heard: Hearing,
    *,
    granted: bool,
    decided_on: date,
    number: str,
    **more: Any,
) -> Decision:
    """Keep a decision with the law, the facts and the answer of its moment."""
    return Decision.objects.create(
        **work.key,
        gate=heard.gate.id,
        granted=granted,
        decided_on=decided_on,
        number=number,
        edition_id=law.hash,
        facts=work.facts,
        unmet=[found.ground.id for found in heard.unmet],
        missing=list(heard.missing),
        recorded_by=actor.user,
        **more,
    )


def _check_unmet(heard: Hearing) -> None:
    if heard.answer is not Answer.REFUSED:
        raise ValidationError(_("Nothing is known to be unmet: it cannot be refused."))


def _leg(law: Law, work: Project | Plot, gate_id: str) -> course.Leg:
    for leg in course.course(law, work):
        if leg.gate.id == gate_id:
            return leg
    raise ValidationError(_("The law of this place has no such gate for it."))


def _office(gate: Gate) -> Office:
    office = office_of(gate)
    if office is None:
        raise ValidationError(
            _("“%(gate)s” is decided elsewhere: it is recorded here once it is decided.")
            % {"gate": in_language(gate.title)}
        )
    return office


def _check_may_begin(leg: course.Leg) -> None:
    if leg.step is course.Step.IN_HAND:
        raise ValidationError(_("An application for this is open already."))
    if leg.step is course.Step.PASSED:
        raise ValidationError(_("This was granted already and stands."))
    if leg.waits_for and not leg.gate.early:
        raise ValidationError(
            _("First comes: %(gates)s.")
            % {"gates": ", ".join(in_language(gate.title) for gate in leg.waits_for)}
        )


def _own_clock(actor: Actor, matter: Matter, leg: course.Leg) -> None:
    """A gate of the parties' own with a period: it runs from the day the gate before was passed."""
    if leg.gate.period is None:
        return
    clocks.begin(
        actor,
        matter,
        CLOCK,
        leg.gate.period,
        on=timezone.localdate(),
        reason=_("the gate before was passed"),
        article=leg.gate.article,
    )


def _parties(work: Project | Plot) -> list[TakingPart]:
    if isinstance(work, Plot):
        return []
    rows = work.matter.parties.filter(held_on(timezone.localdate()))
    return [
        TakingPart(party.role, party.organisation or party.user)
        for party in rows.select_related("organisation", "user").order_by("pk")
    ]


def _of(matter: Matter) -> Application:
    rows = Application.objects.select_related(
        "project__area", "project__matter", "project__plot", "plot__area"
    )
    return rows.get(matter=matter)


def _said(work: Project | Plot) -> dict[str, Any]:
    return {work.subject.value: work.pk}


def _result(decision: Decision) -> dict[str, Any]:
    return {"granted": decision.granted, "unmet": decision.unmet, "number": decision.number}


def _ground(found: Any) -> str:
    ground = found.ground
    return f"{in_language(ground.text)} ({_('Article')} {ground.article})"
