"""One project: its course as a strip, what is owed now, decisions, stars, parties and particulars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.filings import filings_of
from greenward.bureau.casework.matters import kinds
from greenward.bureau.casework.words import act_name, in_language
from greenward.law.language import Subject
from greenward.law.star_chain import Link
from greenward.web import numbers

from .. import facts, saying
from ..course import Leg, Step
from ..dossier import Dossier, dossier
from ..holding import HELD
from ..models import Plot, Project
from ..offices import office_of
from ..owed.duties import unsaid
from ..selectors import in_full, projects
from .common import MARKS, project_of, to_projects

PLACES = {Step.PASSED: "done", Step.IN_HAND: "now"}
"""How a gate stands in the strip: passed, in hand, or to come."""
TONES = {Step.UNMET: "bad", Step.REFUSED: "bad", Step.REOPENED: "warn"}


@dataclass(frozen=True)
class Stop:
    """One gate of the strip."""

    place: str
    label: str
    words: str
    tone: str = ""
    on: date | None = None
    number: str = ""
    url: str = ""


@dataclass(frozen=True)
class Way:
    """A gate the reader may ask for: its page, or why not now."""

    label: str
    url: str
    refusal: str = ""
    main: bool = True
    early: bool = False
    """Whether it may be asked for although a gate before it is still open."""


@dataclass(frozen=True)
class Star:
    """One link of the star chain."""

    label: str
    star: str
    article: Any
    mark: str


@login_required
@require_GET
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the project stands, what is owed now and by whom, and what the reader may do."""
    row = get_object_or_404(in_full(projects(request.actor)), pk=pk)
    found = dossier(request.actor, row)
    place = found.owed.place
    return render(
        request,
        "construction/project.html",
        {
            "project": row,
            "found": found,
            "inside": place.inside,
            "held": row.matter.state == HELD,
            "you_are": [PartyRole(role).label for role in sorted(found.roles)],
            "strip": [*strip(found.plot_legs, row.plot), *strip(found.legs, None)],
            "finding": finding(found),
            "unsaid": unsaid(place, found.owed.judged),
            "ways": ways(request.actor, row, found),
            "acts": acts(request.actor, row, found),
            "stars": star_links(found.chain),
            "topics": topics(row),
            "particulars": particulars(row),
            "crumbs": [to_projects(), (row.name, "")],
        },
    )


@login_required
@require_GET
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of the project that the reader may see: a part of its page."""
    row = project_of(request, pk)
    shown = {"project": row, "filings": list(filings_of(request.actor, row.matter)[:20])}
    page = "construction/filings.html" if request.htmx else "construction/documents.html"
    return render(request, page, shown)


def strip(legs: Iterable[Leg], plot: Plot | None) -> list[Stop]:
    """The gates in their order, each with how it stands, on which day and under which number."""
    return [_stop(leg, plot) for leg in legs]


def _stop(leg: Leg, plot: Plot | None) -> Stop:
    step, decision, application = leg.step, leg.decision, leg.application
    stands = decision is not None and application is None and step is not Step.READY
    url = reverse("construction:plot", args=[plot.pk]) if plot else ""
    if application is not None:
        url = reverse("casework:matter", args=[application.matter_id])
    number = application.matter.number if application else decision.number if decision else ""
    return Stop(
        PLACES.get(step, "next"),
        capfirst(in_language(leg.gate.title)),
        str(leg.label),
        TONES.get(step, ""),
        decision.decided_on if decision and stands else None,
        number,
        url,
    )


def finding(found: Dossier) -> str:
    """The page's one sentence: what comes next, and how much the reader owes for it."""
    if found.project.matter.closed_at is not None:
        return _("The project is closed.")
    leg = next((leg for leg in found.legs if leg.step is not Step.PASSED), None)
    if leg is None:
        return _("All gates are passed.")
    said = {"gate": in_language(leg.gate.title), "step": leg.label}
    return _("Next is: %(gate)s; %(step)s.") % said


def ways(actor: Actor, row: Project, found: Dossier) -> list[Way]:
    """The gates the reader may ask for or begin, and of the others why not now."""
    if row.matter.closed_at is not None:
        return []
    offered = (_way(actor, row, leg, found.roles) for leg in found.legs)
    return [way for way in offered if way is not None]


def _way(actor: Actor, row: Project, leg: Leg, roles: frozenset[PartyRole]) -> Way | None:
    office = office_of(leg.gate)
    if leg.step in (Step.PASSED, Step.IN_HAND) or office is None:
        return None
    if not actor.may(office.opens, row.area.path, roles):
        return None
    words = _("Begin: %(gate)s") if office.is_own else _("Apply for: %(gate)s")
    label = words % {"gate": in_language(leg.gate.title)}
    if row.matter.state == HELD:
        return Way(label, "", _("the project is held"))
    if leg.waits_for and not leg.gate.early:
        first = ", ".join(in_language(gate.title) for gate in leg.waits_for)
        return Way(label, "", _("first comes: %(gates)s") % {"gates": first})
    url = reverse("construction:apply", args=[row.pk, leg.gate.id])
    ready = leg.step in (Step.READY, Step.REFUSED, Step.REOPENED)
    return Way(label, url, main=ready, early=bool(leg.waits_for))


def acts(actor: Actor, row: Project, found: Dossier) -> list[tuple[str, str]]:
    """The further acts on a project that the reader may do, each with its page."""
    path, matter = row.area.path, row.matter
    if matter.closed_at is not None:
        return []
    moves = [
        (capfirst(act_name(way.act)), reverse("casework:act", args=[matter.pk, way.act]))
        for way in kinds.named(matter.kind).transitions
        if matter.state in way.source and actor.may(way.act, path, found.roles)
    ]
    if matter.state == HELD:
        return moves
    own = [
        ("state_fact", _("State facts"), reverse("construction:state", args=[row.pk])),
        (
            "record_decision",
            _("Record another authority's decision"),
            reverse("construction:record", args=[row.pk]),
        ),
        (
            "choose_regime",
            _("Choose whose day's law applies"),
            reverse("construction:regime", args=[row.pk]),
        ),
    ]
    return [(label, url) for act, label, url in own if actor.may(act, path, found.roles)] + moves


def star_links(chain: Sequence[Link]) -> list[Star]:
    """The star chain as a picture: each link with its star, and whether it holds."""
    return [
        Star(
            in_language(link.text),
            saying.stars(link.star),
            saying.article(link.article),
            "" if link.name == "statutory" else MARKS[link.holds],
        )
        for link in chain
    ]


def topics(row: Project) -> list[tuple[str, str]]:
    """The pages of the records that facts of the project follow from."""
    found = {
        reverse(source.url, args=[row.pk]): capfirst(str(source.title))
        for source in facts.sources(Subject.PROJECT)
        if source.url
    }
    return [(label, url) for url, label in found.items()]


def particulars(row: Project) -> list[dict[str, Any]]:
    """What the project's own row says; nothing for what is not known."""
    kind = _("new construction") if row.new_construction else _("alteration or extension")
    share = "" if row.fiscal_share is None else numbers.number(row.fiscal_share.normalize())
    lines = [
        (_("Number of the project"), row.code, ""),
        (_("Area"), row.area, ""),
        (_("Developer"), row.developer, ""),
        (_("Function"), row.get_function_display(), kind),
        (_label("floor_area"), row.floor_area and numbers.number(row.floor_area), ""),
        (
            _label("above_ground_area"),
            row.above_ground_area and numbers.number(row.above_ground_area),
            "",
        ),
        (_label("investment_fen"), row.investment_fen and numbers.yuan(row.investment_fen), ""),
        (_label("fiscal_share"), share, ""),
        (_("The law of this day applies"), row.regime_on.isoformat(), row.regime_reason),
    ]
    return [
        {"label": label, "value": said, "note": note}
        for label, said, note in lines
        if said not in (None, "")
    ]


def _label(name: str) -> str:
    return capfirst(str(Project._meta.get_field(name).verbose_name))
