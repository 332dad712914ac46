"""One project or plot as its page shows it: course, what is owed, decisions, parties, stars.

A constant number of queries, whatever is on file of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.parties import present, roles_shown
from greenward.bureau.casework.models import Party
from greenward.bureau.casework.words import in_language
from greenward.law.language import facts_of
from greenward.law.star_chain import Link, chain

from . import selectors
from .course import Leg, legs
from .law import Law, law_beside, law_of
from .models import Application, Decision, Plot, Project, Work
from .owed import Owed, of_plot, read
from .saying import changed


@dataclass(frozen=True)
class Decided:
    """A decision with its grounds in words, and what changed after it."""

    decision: Decision
    title: str
    """The gate it is about."""
    grounds: tuple[str, ...]
    """Those of a refusal."""
    changed: tuple[tuple[str, str, str], ...]
    """Of the facts the gate asks for: what, then, and at its next decision, or now."""
    newest: bool

    @property
    def matter(self) -> str:
        """The page of the application it was made on; "" where another authority decided."""
        made_on = self.decision.application
        return reverse("casework:matter", args=[made_on.matter_id]) if made_on else ""


@dataclass(frozen=True)
class Dossier:
    """One project with all around it."""

    project: Project
    law: Law
    plot_legs: tuple[Leg, ...]
    owed: Owed
    decided: tuple[Decided, ...]
    parties: tuple[Party, ...]
    chain: tuple[Link, ...]
    """The star from link to link; empty where the law of the place knows no such chain."""

    @property
    def legs(self) -> tuple[Leg, ...]:
        return self.owed.legs

    @property
    def roles(self) -> frozenset[PartyRole]:
        return self.owed.place.roles


def dossier(actor: Actor, project: Project) -> Dossier:
    """Everything the page of a project shows. Raises StandardsError where its city has no law."""
    law = law_beside(project, project.area)
    works: list[Project | Plot] = [project, *([project.plot] if project.plot else [])]
    decisions, applications = _decisions(project), _applications(project)
    courses = {work: _course(law, work, decisions, applications) for work in works}
    parties = tuple(present(project.matter))
    roles = {project.matter_id: roles_shown(actor, project.matter)}
    laws = {project.area.path.split("/", 1)[0]: law}
    (owed,) = read(actor, [project], laws, {project.pk: courses[project]}, roles)
    return Dossier(
        project,
        law,
        courses[project.plot] if project.plot else (),
        owed,
        tuple(one for work in works for one in decided(law, work, courses[work], decisions)),
        parties,
        chain(law.edition, project.facts),
    )


@dataclass(frozen=True)
class PlotDossier:
    """One plot with its course, what is owed of it, its decisions and the projects on it."""

    plot: Plot
    law: Law
    legs: tuple[Leg, ...]
    owed: Owed
    decided: tuple[Decided, ...]
    projects: tuple[Project, ...]


def plot_dossier(actor: Actor, plot: Plot) -> PlotDossier:
    """Everything the page of a plot shows."""
    law = law_of(plot.area)
    found = list(
        Decision.objects.filter(plot=plot).select_related("document", "application").order_by("pk")
    )
    asked = list(
        Application.objects.filter(plot=plot, matter__closed_at=None).select_related("matter")
    )
    course = _course(law, plot, found, asked)
    seen = selectors.projects(actor).filter(plot=plot).order_by("-opened_at")
    return PlotDossier(
        plot,
        law,
        course,
        of_plot(actor, plot, law, course),
        tuple(decided(law, plot, course, found)),
        tuple(seen[:50]),
    )


def _around(project: Project) -> Q:
    around = Q(project=project)
    return around | Q(plot=project.plot_id) if project.plot_id else around


def _decisions(project: Project) -> list[Decision]:
    found = Decision.objects.filter(_around(project)).select_related("document", "application")
    return list(found.order_by("pk"))


def _applications(project: Project) -> list[Application]:
    found = Application.objects.filter(_around(project), matter__closed_at=None)
    return list(found.select_related("matter").order_by("pk"))


def _course(
    law: Law, work: Project | Plot, decisions: Sequence[Decision], asked: Sequence[Application]
) -> tuple[Leg, ...]:
    return legs(
        law,
        work,
        work.facts,
        {one.gate: one for one in decisions if _is_of(one, work)},
        {one.gate: one for one in asked if _is_of(one, work)},
    )


def _is_of(row: Decision | Application, work: Work) -> bool:
    return getattr(row, f"{work.subject.value}_id") == work.pk


def decided(
    law: Law, work: Project | Plot, course: Iterable[Leg], decisions: Sequence[Decision]
) -> list[Decided]:
    """The decisions of one work, the newest first."""
    by_gate = {leg.gate.id: leg for leg in course}
    own = [one for one in decisions if _is_of(one, work) and one.gate in by_gate]
    after: dict[str, Decision] = {}
    found = []
    for one in reversed(own):
        gate, later = by_gate[one.gate].gate, after.get(one.gate)
        told = changed(one.facts, later.facts if later else work.facts, law, facts_of(gate))
        unmet = (in_language(g.text) for g in gate.grounds if g.id in one.unmet)
        title = capfirst(in_language(gate.title))
        found.append(Decided(one, title, tuple(unmet), tuple(told), later is None))
        after[one.gate] = one
    return found
