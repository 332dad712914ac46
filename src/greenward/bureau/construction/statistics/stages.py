"""The stages at which a law lets green building be counted: its gates, the start of works, the label.

Which gates there are, and which of their facts says that a project is green there, follows from the
edition; a gate that asks nothing of green building has no share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.words import in_language
from greenward.law.gates import waits_for
from greenward.law.language import Edition, Gate, Subject, Text, facts_of

from ..law import Law, ordered

MEASURES = (
    "land_star",
    "chapter_star",
    "permit_star",
    "green_planned",
    "green_designed",
    "green_review_passed",
    "assessed_star",
    "built_star",
    "accepted_star",
    "green_acceptance_met",
)
"""The facts that say a project is green, in the order in which they come to be: at least one star, or
yes. A gate counts by the latest of them that it asks."""

LETS_WORKS_START = "construction_permit"
"""Nobody starts works without it where a law has it (Construction Law, Article 7)."""

WORKS_BEGUN = "works_begun"
"""What a list of projects in flight states of the start of works."""

STARTED, LABELLED = "started", "labelled"


@dataclass(frozen=True)
class Stage:
    """One stage: the gate that is passed there, or the start of works, or the label; `measure` is the
    fact that says whether a project is green at it, "" where the record itself does."""

    name: str
    title: Any
    measure: str = ""
    gate: str = ""

    @property
    def words(self) -> str:
        """What it is called in the language of the page, as a heading or a row begins with it."""
        said = in_language(self.title) if isinstance(self.title, Text) else str(self.title)
        return capfirst(said)


@dataclass(frozen=True)
class Stages:
    """The stages of one law in order; `start` is the one at which works may begin; `silent` are the
    gates that ask nothing of green building."""

    every: tuple[Stage, ...]
    start: str
    silent: tuple[Gate, ...]

    def named(self, name: str) -> Stage | None:
        return next((stage for stage in self.every if stage.name == name), None)


def stages_of(law: Law) -> Stages:
    """The stages of a law."""
    found: list[Stage] = []
    silent: list[Gate] = []
    for gate in ordered(law.hash):
        if gate.subject is not Subject.PROJECT:
            continue
        measure = _measure(gate, law.edition)
        if measure:
            found.append(Stage(gate.id, gate.title, measure, gate.id))
        else:
            silent.append(gate)
    start = _start(found, law.edition)
    label = Stage(LABELLED, _("Labelled"))
    return Stages((*found, label), start, tuple(silent))


def _measure(gate: Gate, edition: Edition) -> str:
    """The latest measure a gate asks; what the gates before it ask where it asks none itself."""
    asked = set(facts_of(gate))
    own = [name for name in MEASURES if name in asked]
    if own:
        return own[-1]
    before = [_measure(edition.gate(id), edition) for id in waits_for(gate, edition)]
    return max((name for name in before if name), key=MEASURES.index, default="")


def _start(found: list[Stage], edition: Edition) -> str:
    """The name of the stage at which works start. Where no gate lets them, one is put in, by the
    record of the site, before the gates that the parties pass themselves: what they assess and accept
    is built."""
    if any(stage.gate == LETS_WORKS_START for stage in found):
        return LETS_WORKS_START
    own = [n for n, stage in enumerate(found) if not edition.gate(stage.gate).authorities]
    place = own[0] if own else len(found)
    before = found[place - 1].measure if place else ""
    found.insert(place, Stage(STARTED, _("Works begun"), before))
    return STARTED
