"""What the law says of many projects at once: of each decision a list brings in, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from greenward.bureau.construction import course
from greenward.bureau.construction.course import Step
from greenward.bureau.construction.law import Law
from greenward.bureau.construction.models import Decision, Work
from greenward.law.gates import Hearing, contrary
from greenward.law.hearings import Hearings
from greenward.law.language import Gate, Subject
from greenward.law.reading import Facts

from .rows import gates_of


@dataclass(frozen=True)
class Judged:
    """What the law says of a decision on the facts of its list."""

    unmet: list[str]
    missing: list[str]
    contrary: bool


class Judges:
    """Asks the gates of many works; what is alike is asked once."""

    def __init__(self) -> None:
        self._hearings = Hearings()
        self._asked: dict[tuple[str, Subject, date], tuple[Gate, ...]] = {}
        self._before: dict[int, tuple[Gate, ...]] = {}
        self._kept: list[Hearing] = []

    def judge(self, law: Law, work: Work, gate: str, facts: Facts) -> Judged:
        """A decision in favour, as `elsewhere.record_decision` keeps it: a gate that the law of the
        work's day does not ask is kept for the record, and nothing is contrary to it."""
        asked = {one.id: one for one in self._gates(law, work)}
        heard = self._hearings.ask(asked.get(gate, gates_of(law)[gate]), facts)
        return Judged(
            [found.ground.id for found in heard.unmet],
            list(heard.missing),
            gate in asked and contrary(heard, granted=True),
        )

    def next_of(
        self, law: Law, work: Work, facts: Facts, decisions: Mapping[str, Decision]
    ) -> tuple[str, str]:
        """The first gate that is not passed and how it stands with it, as `reopening.keep` has it; no
        application is open."""
        for gate in self._gates(law, work):
            heard = self._hearings.ask(gate, facts)
            before = self._waits_for(law, heard, facts)
            leg = course.Leg(gate, heard, before, decisions.get(gate.id), None)
            if (step := leg.step) is not Step.PASSED:
                return gate.id, step.value
        return "", ""

    def _gates(self, law: Law, work: Work) -> tuple[Gate, ...]:
        key = law.hash, work.subject, work.asked_on
        if key not in self._asked:
            self._asked[key] = law.gates(work.subject, work.asked_on)
        return self._asked[key]

    def _waits_for(self, law: Law, heard: Hearing, facts: Facts) -> tuple[Gate, ...]:
        """What a hearing waits for depends on the flags it was asked on: the same of every case that
        shares it."""
        known = self._before.get(id(heard))
        if known is None:
            self._kept.append(heard)
            known = self._before[id(heard)] = course.waits_for(law, heard, facts)
        return known
