"""Applications: handed in, found complete, taken back (Articles 12 to 16; B1 to B5; Administrative
Licensing Law, Article 32).

The course is asked at the moment of the act, under the lock of the work: a gate is asked for when
the gates before it are passed, or early where the law allows it, and once at a time.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import held_on
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.matters.steps import TakingPart, opened, step
from greenward.bureau.casework.models import Matter, Request
from greenward.bureau.casework.words import in_language
from greenward.law.language import Gate, Text

from . import course, papers
from .application import CLOCK, application_of, reference
from .holding import check_free, lock
from .law import Law, law_of
from .missing import check_in_time, silent_since
from .models import Application, Plot, Project
from .offices import Office, of_kind, office_of
from .reopening import gathered, keep


def apply(actor: Actor, work: Project | Plot, gate_id: str) -> Application:
    """Hand in the application for a gate, or begin one the parties pass themselves.

    Raises ValidationError where the law has no such gate for the work, one is open already, the
    gates before it are not passed (unless the law lets it be asked for early), or it is passed.
    """
    with transaction.atomic():
        lock(work)
        check_free(work)
        law = law_of(work.area)
        keep(law, work, gathered(law, [work])[work.pk])
        leg = _leg(law, work, gate_id)
        office = _office(leg.gate)
        _check_may_begin(leg)
        with opened(
            actor,
            office.kind,
            title=Text(f"{work} · {leg.gate.title.zh}", f"{work} · {leg.gate.title.en}"),
            area=work.area,
            subject=work,
            parties=_parties(work),
        ) as (matter, event):
            application = Application.objects.create(matter=matter, gate=gate_id, **work.key)
            if office.is_own:
                _own_clock(actor, matter, law, work, leg.gate)
            event.note(gate=gate_id, edition=law.hash, **{work.subject.value: work.pk})
        keep(law, work, gathered(law, [work])[work.pk])
    return application


def accept(actor: Actor, matter: Matter) -> None:
    """Find the file complete: the time to decide runs from today. Where nobody accepted or asked in
    time it counts as accepted from the day it was complete, and the time runs from then."""
    application, since = application_of(matter), silent_since(matter)
    with transaction.atomic():
        with step(actor, matter, of_kind(matter.kind).act("accept"), on=since) as (_moved, event):
            event.note(gate=application.gate)
            if since:
                event.note(on=since)
        papers.on_accepted(actor, matter)


def asked(actor: Actor, matter: Matter, request: Request) -> None:
    """What a request for what is missing needs and brings: it is made in time, and there is a notice."""
    check_in_time(matter)
    papers.on_asked(actor, matter, request)


def take_back(actor: Actor, matter: Matter, *, remark: str = "") -> None:
    """The applicant takes the application back; what was stated stays and may be changed again."""
    application = application_of(matter)
    work = application.work
    with transaction.atomic():
        lock(work)
        with step(actor, matter, of_kind(matter.kind).drops) as (_moved, event):
            event.personal(remark=remark)
            event.note(gate=application.gate)
        law = law_of(work.area)
        keep(law, work, gathered(law, [work])[work.pk])


def _leg(law: Law, work: Project | Plot, gate_id: str) -> course.Leg:
    for leg in course.course(law, work):
        if leg.gate.id == gate_id:
            return leg
    raise ValidationError(_("The law that applies to it has no such gate."))


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


def _own_clock(actor: Actor, matter: Matter, law: Law, work: Project | Plot, gate: Gate) -> None:
    """A period of the parties' own runs from the day the last of the gates before was passed."""
    if gate.period is None:
        return
    begun = _last_passed(law, work, gate)
    clocks.begin(
        actor,
        matter,
        CLOCK,
        gate.period,
        on=begun or timezone.localdate(),
        reason=_("the gate before was passed") if begun else _("it was begun"),
        article=reference(gate),
    )


def _last_passed(law: Law, work: Project | Plot, gate: Gate) -> date | None:
    before = course.gates_before(law, gate)
    days = [
        decision.decided_on
        for one in (work, getattr(work, "plot", None))
        if one is not None
        for decision in course.newest([one])[one.pk].values()
        if decision.gate in before and decision.stands
    ]
    return max(days, default=None)


def _parties(work: Project | Plot) -> list[TakingPart]:
    if isinstance(work, Plot):
        return []
    rows = work.matter.parties.filter(held_on(timezone.localdate()))
    return [
        TakingPart(party.role, party.organisation or party.user)
        for party in rows.select_related("organisation", "user").order_by("pk")
    ]
