"""One application in hand: its work, the gate it asks for, what the law says of it, the time to decide."""

from __future__ import annotations

from greenward.bureau.casework.matters.kinds import Limit
from greenward.bureau.casework.models import Clock, Matter
from greenward.law.gates import Hearing, ask
from greenward.law.language import Gate, Ground, Period
from greenward.law.national import procedure

from .law import Law, hash_of, law_beside, law_of
from .models import Application
from .offices import of_kind

CLOCK = "permit_decision"
"""The clock of the time to decide: the gate's own period, else the general one."""


def application_of(matter: Matter) -> Application:
    """The application of a matter with its work; read once for each matter in hand."""
    if not Matter._meta.get_field("application").is_cached(matter):  # type: ignore[union-attr]
        rows = Application.objects.select_related(
            "project__area", "project__matter__area", "project__plot__area", "plot__area"
        ).annotate(law_hash=hash_of("matter__area"))
        rows.get(matter=matter).matter = matter
    return matter.application


def law_now(application: Application) -> Law:
    """The law an application is decided by today."""
    return law_beside(application, application.work.area)


def asked_gate(law: Law, application: Application) -> Gate:
    """The gate of an application as it is asked on its work's day."""
    work = application.work
    asked = {gate.id: gate for gate in law.gates(work.subject, work.asked_on)}
    return asked.get(application.gate) or law.edition.gate(application.gate)


def hearing(matter: Matter) -> Hearing:
    """What the law says of an application on the facts kept by the last act."""
    application = application_of(matter)
    return ask(asked_gate(law_of(matter.area), application), application.work.facts)


def time_to_decide(matter: Matter) -> Limit | None:
    """The time of an authority or a reviewer: the gate's own, else of a file that is first found
    complete the general one of the law of permits; None where no text gives one."""
    office = of_kind(matter.kind)
    if office.is_own:
        return None
    gate = asked_gate(law_of(matter.area), application_of(matter))
    if gate.period:
        return Limit(gate.period, reference(gate))
    if not office.accepts:
        return None
    general = procedure.step(CLOCK)
    return (
        Limit(general.period, f"{general.law.code}/{general.article}") if general.period else None
    )


def longer(clock: Clock) -> Period | None:
    """By how much the law of permits lets an authority make a clock of an application longer; None
    where it does not, as for the periods of the parties' own."""
    return procedure.step(clock.name).longer if of_kind(clock.matter.kind).accepts else None


def reference(rule: Gate | Ground) -> str:
    """The article of a rule as matters refer to it: with its instrument where that is not the first."""
    return f"{rule.instrument}/{rule.article}" if rule.instrument else rule.article
