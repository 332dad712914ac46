"""The course of a plot or project: the gates of its law in their order, and how it stands with each.

Nothing here knows a gate: which there are, what they wait for and what they require is asked of the
edition. The step of a gate follows from its decision, its open application and the law's answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from greenward.law.gates import Answer, Hearing, ask
from greenward.law.language import Gate, facts_in, gate_passed
from greenward.law.reading import Facts

from .law import Law, gates_read
from .models import Application, Decision, Plot, Project, Work


class Step(StrEnum):
    """How a work stands with one gate."""

    PASSED = "passed"
    IN_HAND = "in_hand"
    """An application is open."""
    REOPENED = "reopened"
    """It was passed, and a change opened it anew."""
    REFUSED = "refused"
    """The newest decision is a refusal, and nothing was handed in since."""
    WAITING = "waiting"
    """A gate before it is not passed yet."""
    UNMET = "unmet"
    MISSING = "missing"
    READY = "ready"


WORDS = {
    Step.PASSED: _("passed"),
    Step.IN_HAND: _("being decided"),
    Step.REOPENED: _("to be passed anew"),
    Step.REFUSED: _("decided against"),
    Step.WAITING: _("comes later"),
    Step.UNMET: _("a requirement is not met"),
    Step.MISSING: _("something is missing"),
    Step.READY: _("everything is there"),
}


@dataclass(frozen=True)
class Leg:
    """One gate of the course with the law's answer on the facts of today."""

    gate: Gate
    hearing: Hearing
    waits_for: tuple[Gate, ...]
    """The gates before it that are not passed."""
    decision: Decision | None
    application: Application | None

    @property
    def step(self) -> Step:
        if self.application is not None:
            return Step.IN_HAND
        if self.decision is not None and self.decision.stands:
            return Step.PASSED
        if self.decision is not None:
            return Step.REOPENED if self.decision.granted else Step.REFUSED
        if self.waits_for and not self.gate.early:
            return Step.WAITING
        return _STEPS[self.hearing.answer]

    @property
    def label(self) -> object:
        return WORDS[self.step]

    @property
    def contrary(self) -> bool:
        """Whether the gate is passed although a requirement is known unmet: decided elsewhere, or
        found out since."""
        return self.step is Step.PASSED and self.hearing.answer is Answer.REFUSED


_STEPS = {
    Answer.OPEN: Step.READY,
    Answer.INCOMPLETE: Step.MISSING,
    Answer.REFUSED: Step.UNMET,
}


def legs(
    law: Law,
    work: Work,
    facts: Facts,
    decisions: Mapping[str, Decision],
    applications: Mapping[str, Application],
) -> tuple[Leg, ...]:
    """The course of one work: the gates in force on its day. `decisions` are the newest of each gate,
    `applications` the open ones."""
    found = []
    for gate in law.gates(work.subject, work.asked_on):
        heard = ask(gate, facts)
        before = waits_for(law, heard, facts)
        found.append(Leg(gate, heard, before, decisions.get(gate.id), applications.get(gate.id)))
    return tuple(found)


def waits_for(law: Law, hearing: Hearing, facts: Facts) -> tuple[Gate, ...]:
    """The gates that must be passed first on these facts, those of the plot among them: what a
    ground that is not asked for would wait for does not count."""
    read = gates_read(law.hash)
    open_ones = (found.ground.id for found in hearing.findings if found.truth is not True)
    lacking = {
        gate.id
        for ground in open_ones
        for name, gate in read[hearing.gate.id, ground]
        if facts.get(name) is not True
    }
    return tuple(gate for gate in law.edition.gates if gate.id in lacking) if lacking else ()


def gates_before(law: Law, gate: Gate) -> frozenset[str]:
    """The gates that a gate may have to wait for, whatever the facts."""
    read = {name for ground in gate.grounds for name in facts_in(ground.requires)}
    return frozenset(g.id for g in law.edition.gates if gate_passed(g.id) in read)


def course(law: Law, work: Project | Plot) -> tuple[Leg, ...]:
    """The course of one work as it stands now: two queries."""
    return courses(law, [work])[work.pk]


def courses(law: Law, works: Sequence[Project | Plot]) -> dict[int, tuple[Leg, ...]]:
    """The courses of some works of one subject and one city: two queries for all of them."""
    if not works:
        return {}
    decisions, applications = newest(works), _open(works)
    return {
        work.pk: legs(
            law, work, work.facts, decisions.get(work.pk, {}), applications.get(work.pk, {})
        )
        for work in works
    }


def next_leg(course: Sequence[Leg]) -> Leg | None:
    """The first gate that is not passed; None when all are."""
    return next((leg for leg in course if leg.step is not Step.PASSED), None)


def newest(works: Sequence[Work]) -> dict[int, dict[str, Decision]]:
    """The newest decision of each gate of some works of one subject, by key; its facts deferred."""
    if not works:
        return {}
    column = f"{works[0].subject.value}_id"
    keys = [work.pk for work in works]
    found: dict[int, dict[str, Decision]] = {key: {} for key in keys}
    for decision in (
        Decision.objects.filter(**{f"{column}__in": keys}).defer("facts").order_by("pk")
    ):
        found[getattr(decision, column)][decision.gate] = decision
    return found


def _open(works: Sequence[Work]) -> dict[int, dict[str, Application]]:
    column = f"{works[0].subject.value}_id"
    rows = Application.objects.filter(
        **{f"{column}__in": [work.pk for work in works]}, matter__closed_at=None
    )
    found: dict[int, dict[str, Application]] = {}
    for application in rows.select_related("matter").order_by("pk"):
        found.setdefault(getattr(application, column), {})[application.gate] = application
    return found
