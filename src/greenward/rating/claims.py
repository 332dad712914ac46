"""What a project states about itself: per subject three states side by side, with evidence.

A subject is an item or a requirement of the card. *Claimed* is what the applicant says, *reviewed*
what an evaluator found on paper, *verified* what was measured or seen on site. None stands for
another: scoring looks at one of them, and what is not stated in it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from .card import Card, Item, Requirement
from .inputs import Given, read_given
from .words import RatingError, points, shown

CONTROLS = "controls"
"""A claim on this name holds for every control item that has none of its own."""


class Basis(StrEnum):
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    VERIFIED = "verified"


@dataclass(frozen=True)
class Claim:
    """The three states of one subject, and the documents they rest on."""

    states: Mapping[Basis, Given] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()

    def given(self, basis: Basis) -> Given:
        return self.states.get(basis, Given())


@dataclass(frozen=True)
class Claims:
    """A project's claims under one card. `applicable`: points that apply, by weighted category."""

    project: str
    context: Mapping[str, str]
    claims: Mapping[str, Claim]
    applicable: Mapping[str, int] = field(default_factory=dict)

    def of(self, subject: Item | Requirement) -> Claim:
        found = self.claims.get(subject.id)
        if found is None and isinstance(subject, Requirement) and subject.kind == "control":
            found = self.claims.get(CONTROLS)
        return found or Claim()

    def given(self, subject: Item | Requirement, basis: Basis) -> Given:
        return self.of(subject).given(basis)

    def changed(self, changes: Mapping[str, Given], basis: Basis) -> Claims:
        """The same claims with some subjects stating something else in one state."""
        claims = dict(self.claims)
        for subject, given in changes.items():
            old = claims.get(subject, Claim())
            claims[subject] = replace(old, states={**old.states, basis: given})
        return replace(self, claims=claims)


def read_claims(raw: Mapping[str, Any], card: Card) -> Claims:
    """A claims document, checked against its card. Raises RatingError.

    `[project]` has name, and the context keys of the card; `[claims."7.2.18"]` has claimed,
    reviewed, verified and evidence; `[applicable]` has points by category of a weighted card.
    """
    project = raw.get("project", {})
    context = _context(project, card)
    claims = {
        subject: _claim(subject, states, card, context)
        for subject, states in raw.get("claims", {}).items()
    }
    return Claims(str(project.get("name", "")), context, claims, _applicable(raw, card))


def _context(project: Mapping[str, Any], card: Card) -> dict[str, str]:
    known = {key.id: key for key in card.keys}
    if strange := sorted(project.keys() - known.keys() - {"name", "card", "stage", "basis"}):
        raise RatingError(
            f"[project]: {card.code} does not ask for {strange[0]!r}; known: {', '.join(known)}"
        )
    for key in card.keys:
        if key.must and key.id not in project:
            raise RatingError(f"[project]: {key.id} is missing; one of {', '.join(key.codes)}")
        if key.id in project and project[key.id] not in key.codes:
            raise RatingError(f"[project]: {key.id} is one of {', '.join(key.codes)}")
    return {key: project[key] for key in known if key in project}


def _claim(subject: str, raw: Any, card: Card, context: Mapping[str, str]) -> Claim:
    if not isinstance(raw, Mapping):
        raise RatingError(f"claims.{subject}: a table with claimed, reviewed, verified is wanted")
    if strange := sorted(raw.keys() - set(Basis) - {"evidence"}):
        raise RatingError(f"claims.{subject}: unknown key {strange[0]!r}")
    states = {
        Basis(basis): read_state(subject, raw[basis], card, context)
        for basis in raw
        if basis != "evidence"
    }
    return Claim(states, tuple(str(document) for document in raw.get("evidence", ())))


def read_state(subject: str, raw: Any, card: Card, context: Mapping[str, str]) -> Given:
    """What one state of one subject says. Raises RatingError, also for points no rule can give."""
    where = f"claims.{subject}"
    if subject == CONTROLS and subject not in card.subjects:
        return read_given(raw, card.controls[0].inputs if card.controls else {}, where)
    about = card.subject(subject)
    given = read_given(raw, about.inputs, where)
    if given.points is not None:
        _attainable(about, given.points, card, context, where)
    return given


def _attainable(
    about: Item | Requirement, stated: int, card: Card, context: Mapping[str, str], where: str
) -> None:
    if isinstance(about, Requirement):
        raise RatingError(f"{where}: a requirement has no points; state {', '.join(about.inputs)}")
    possible = frozenset[int]().union(
        *(about.attainable({**context, "stage": stage}) for stage in card.stages)
    )
    if stated not in possible:
        known = sorted(possible)
        listed = ", ".join(map(shown, known)) if len(known) < 20 else f"0 to {shown(known[-1])}"
        raise RatingError(f"{where}: {shown(stated)} points cannot be reached; possible: {listed}")


def _applicable(raw: Mapping[str, Any], card: Card) -> dict[str, int]:
    weighted = {category.id: category for category in card.categories if category.weights}
    found: dict[str, int] = {}
    for category, stated in raw.get("applicable", {}).items():
        if category not in weighted:
            raise RatingError(f"[applicable]: there is no weighted category {category!r}")
        value = points(stated, f"applicable.{category}")
        if not 0 < value <= max(weighted[category].most.values()):
            raise RatingError(f"[applicable]: {category} is above 0 and at most its maximum")
        found[category] = value
    return found
