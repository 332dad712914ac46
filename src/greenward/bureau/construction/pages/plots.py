"""One plot of land: its gate, what the law says of it today, its decisions and its projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.words import in_language
from greenward.law.language import Subject

from .. import facts, saying
from ..course import Leg, Step
from ..dossier import PlotDossier, plot_dossier
from ..models import Plot
from ..offices import office_of
from ..owed.duties import unsaid
from .common import grounds, plot_of, to_plots
from .project import Way, strip


@login_required
@require_GET
def plot(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a plot stands, what its gate still needs, and what was decided."""
    row = plot_of(request, pk)
    found = plot_dossier(request.actor, row)
    return render(
        request,
        "construction/plot.html",
        {
            "plot": row,
            "found": found,
            "inside": request.actor.is_official,
            "strip": strip(found.legs, None),
            "gates": [(capfirst(in_language(leg.gate.title)), grounds(leg)) for leg in found.legs],
            "unsaid": unsaid(found.owed.place, found.owed.judged),
            "ways": [way for leg in found.legs if (way := _way(request.actor, row, leg))],
            "acts": _acts(request.actor, row),
            "star": saying.stars(row.facts.get("land_star")),
            "topics": topics(row, found),
            "may_open": request.actor.may("open_project", row.area.path),
            "crumbs": [to_plots(), (row.name, "")],
        },
    )


def _way(actor: Actor, row: Plot, leg: Leg) -> Way | None:
    office = office_of(leg.gate)
    if leg.step in (Step.PASSED, Step.IN_HAND) or office is None:
        return None
    if not actor.may(office.opens, row.area.path):
        return None
    label = _("Begin: %(gate)s") % {"gate": in_language(leg.gate.title)}
    url = reverse("construction:plot_apply", args=[row.pk, leg.gate.id])
    return Way(label, url, main=leg.step is Step.READY)


def _acts(actor: Actor, row: Plot) -> list[tuple[str, str]]:
    own = [
        ("state_fact", _("State facts"), reverse("construction:plot_state", args=[row.pk])),
        (
            "record_decision",
            _("Record another authority's decision"),
            reverse("construction:plot_record", args=[row.pk]),
        ),
    ]
    return [(label, url) for act, label, url in own if actor.may(act, row.area.path)]


def topics(row: Plot, found: PlotDossier) -> list[tuple[str, str]]:
    """The pages of the records that facts of the plot follow from."""
    listed = {
        reverse(source.url, args=[row.pk]): capfirst(str(source.title))
        for source in facts.sources(Subject.PLOT)
        if source.url
    }
    return [(label, url) for url, label in listed.items()]
