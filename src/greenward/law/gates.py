"""Gates: what an act of an authority requires, asked at the moment of the act.

The answer is *open*, *incomplete* (something unknown could still close it: one request lists all
of it) or *refused* (a known unmet requirement, with its article). A decision recorded from another
authority counts as it is; one that the gate would have answered otherwise is a lead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter

from .language import Edition, Gate, Ground, facts_in, facts_of, gate_passed
from .reading import Facts, Reason, Truth, read


class Answer(StrEnum):
    """What a gate says."""

    OPEN = "open"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"


@dataclass(frozen=True)
class Finding:
    """One ground asked on one case: whether it is asked for, and whether it is met."""

    ground: Ground
    asked: Reason
    met: Reason

    @property
    def truth(self) -> Truth:
        """Yes: met or not asked for. No: asked for and known unmet. None: cannot be said."""
        if self.asked.truth is False or self.met.truth is True:
            return True
        return False if self.asked.truth and self.met.truth is False else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle it."""
        if self.truth is not None:
            return ()
        return tuple(dict.fromkeys(self.asked.missing() + self.met.missing()))


@dataclass(frozen=True)
class Hearing:
    """A gate asked on one case."""

    gate: Gate
    findings: tuple[Finding, ...]

    @property
    def answer(self) -> Answer:
        if self.unmet:
            return Answer.REFUSED
        return Answer.INCOMPLETE if self.open_questions else Answer.OPEN

    @cached_property
    def unmet(self) -> tuple[Finding, ...]:
        """The grounds of a refusal: asked for, and known not to be met."""
        return tuple(found for found in self.findings if found.truth is False)

    @cached_property
    def open_questions(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.truth is None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything one request must ask for."""
        return tuple(dict.fromkeys(n for found in self.open_questions for n in found.missing))


def ask(gate: Gate, facts: Facts) -> Hearing:
    """Ask a gate on one case, with all reasons."""
    return Hearing(
        gate,
        tuple(Finding(g, read(g.applies, facts), read(g.requires, facts)) for g in gate.grounds),
    )


def contrary(hearing: Hearing, granted: bool) -> bool:
    """Whether a decision recorded from another authority goes against what the gate says.

    Granted although a requirement is known unmet, or refused although all of them are met. While
    the gate is incomplete nothing is contrary to it.
    """
    return hearing.answer is (Answer.REFUSED if granted else Answer.OPEN)


def waits_for(gate: Gate, edition: Edition) -> tuple[str, ...]:
    """The gates that must have been passed before: the edges of the jurisdiction's graph."""
    read_here = {name for g in gate.grounds for name in facts_in(g.requires)}
    return tuple(other.id for other in edition.gates if gate_passed(other.id) in read_here)


def reopened_by(edition: Edition, changed: Collection[str]) -> tuple[Gate, ...]:
    """The gates that a change of some facts opens anew: those that ask one of them, and in turn those
    that must come after, in the order of the graph."""
    stale = set(changed)
    found = []
    for gate in order(edition):
        if stale & set(facts_of(gate)):
            found.append(gate)
            stale.add(gate_passed(gate.id))
    return tuple(found)


def order(edition: Edition) -> tuple[Gate, ...]:
    """The gates so that each comes after those it waits for; a circle is an error of the law."""
    graph = {gate.id: waits_for(gate, edition) for gate in edition.gates}
    return tuple(edition.gate(id) for id in TopologicalSorter(graph).static_order())
