"""The course of a plot or project: the gates of its law in their order, and how it stands with each.

Nothing here knows a gate: which there are, what they wait for and what they require is asked of the
edition. The step of a gate follows from its decision, its open application and the law's answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.law.gates import Answer, Hearing, ask, waits_for
from greenward.law.language import Gate
from greenward.law.reading import Facts

from .law import Law
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
    """The course of one work. `decisions` are the newest of each gate, `applications` the open ones."""
    on = work.regime_on if isinstance(work, Project) else timezone.localdate()
    asked = law.gates(work.subject, on)
    passed = {name for name, decision in decisions.items() if decision.stands}
    return tuple(
        Leg(
            gate,
            ask(gate, facts),
            tuple(
                other
                for other in asked
                if other.id in waits_for(gate, law.edition) and other.id not in passed
            ),
            decisions.get(gate.id),
            applications.get(gate.id),
        )
        for gate in asked
    )


def course(law: Law, work: Project | Plot) -> tuple[Leg, ...]:
    """The course of one work as it stands now: two queries."""
    return courses(law, [work])[work.pk]


def courses(law: Law, works: Sequence[Project | Plot]) -> dict[int, tuple[Leg, ...]]:
    """The courses of some works of one subject and one city: two queries for all of them."""
    if not works:
        return {}
    decisions, applications = _newest(works), _open(works)
    return {
        work.pk: legs(
            law, work, work.facts, decisions.get(work.pk, {}), applications.get(work.pk, {})
        )
        for work in works
    }


def next_leg(course: Sequence[Leg]) -> Leg | None:
    """The first gate that is not passed; None when all are."""
    return next((leg for leg in course if leg.step is not Step.PASSED), None)


def _newest(works: Sequence[Work]) -> dict[int, dict[str, Decision]]:
    column = f"{works[0].subject.value}_id"
    rows = Decision.objects.filter(**{f"{column}__in": [work.pk for work in works]})
    found: dict[int, dict[str, Decision]] = {}
    for decision in rows.defer("facts").order_by("pk"):
        found.setdefault(getattr(decision, column), {})[decision.gate] = decision
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
