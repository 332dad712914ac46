"""The papers of a plot on screen (Article 12): what each states, where it falls short, and the way from the
special plan to the permit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.casework.pages.sending import send_document
from greenward.web.answering import form_view, refusing, sent
from greenward.web.numbers import iso

from .. import saying
from ..forms.land import ConditionsForm, LandDocumentForm, PaperForm
from ..land import Paper, conditions_of, document_of, record_conditions, record_document
from ..models import LandConditions, LandDocument, Plot, Project, SpecialPlan
from ..planning.plans import plan_of
from ..reopening import at_stake
from ..sources.land import FACTS
from .common import MARKS, Crumb, check_may, crumbs, may, on_work, plot_of


@dataclass(frozen=True)
class Link:
    """One link from the special plan to the permit: what it is, what it says, and whether it holds."""

    title: str
    says: str
    mark: str
    url: str = ""
    note: str = ""


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of a plot and the way from plan to permit."""
    plot = plot_of(request, pk)
    conditions, document = conditions_of(plot), document_of(plot)
    projects = Project.objects.visible_to(request.actor).filter(plot=plot)
    return render(
        request,
        "construction/land.html",
        {
            "plot": plot,
            "conditions": conditions,
            "document": document,
            "papers": [
                (_("Land-use conditions"), conditions, *_urls(plot, "land_conditions")),
                (
                    _("Land contract or allocation decision"),
                    document,
                    *_urls(plot, "land_document"),
                ),
            ],
            "chain": chain(plan_of(plot.area), conditions, document, list(projects)),
            "may_record": may(request.actor, plot, "record_land"),
            "crumbs": crumbs(plot, (_("Papers of the plot"), "")),
        },
    )


def _urls(plot: Plot, name: str) -> tuple[str, str]:
    """Where a paper is entered, and where it is opened."""
    page = f"construction:{name}"
    return reverse(page, args=[plot.pk]), reverse(f"{page}_file", args=[plot.pk])


def chain(
    plan: SpecialPlan | None,
    conditions: LandConditions | None,
    document: LandDocument | None,
    projects: list[Project],
) -> list[Link]:
    """Special plan, control plan, land conditions, contract or decision, permit of each project."""
    return [
        _plan(plan),
        _control(conditions),
        _paper(_("Land-use conditions"), conditions),
        _paper(_("Land contract or allocation decision"), document),
        *(_permit(project) for project in projects),
    ]


def _plan(plan: SpecialPlan | None) -> Link:
    if plan is None:
        return Link(_("Special plan"), _("none is in its term"), "unknown")
    return Link(_("Special plan"), str(plan), "satisfied", reverse("construction:special_plan", args=[plan.pk]))  # fmt: skip


def _control(conditions: LandConditions | None) -> Link:
    title = _("Detailed control plan")
    taken = conditions.takes_up_special_plan if conditions else None
    said = {True: _("takes up the special plan"), False: _("does not take up the special plan")}
    name = conditions.control_plan if conditions else ""
    return Link(title, said.get(taken, _("not known")), MARKS[taken], note=name)  # type: ignore[call-overload]


def _paper(title: str, paper: Paper | None) -> Link:
    if paper is None:
        return Link(title, _("not on record"), "unknown")
    whole = paper.star is not None and paper.states_industrialised
    return Link(
        title,
        " · ".join((saying.stars(paper.star), _industrialised(paper))),
        "satisfied" if whole else "breached",
        note=f"{paper.number} · {iso(paper.day)}",
    )


def _industrialised(paper: Paper) -> str:
    if not paper.states_industrialised:
        return _("industrialised construction is not stated")
    return _("industrialised construction is stated")


def _permit(project: Project) -> Link:
    star, land = project.facts.get("permit_star"), project.facts.get("land_star")
    holds = None if star is None or land is None else star >= land
    return Link(
        _("Permit: %(project)s") % {"project": project.name},
        saying.stars(star),
        MARKS[holds],
        reverse("construction:project", args=[project.pk]),
    )


@login_required
@require_GET
def conditions_file(request: HttpRequest, pk: int) -> FileResponse:
    """The land-use conditions themselves, for whoever sees the plot."""
    return _file(conditions_of(plot_of(request, pk)))


@login_required
@require_GET
def document_file(request: HttpRequest, pk: int) -> FileResponse:
    """The contract or the allocation decision itself, for whoever sees the plot."""
    return _file(document_of(plot_of(request, pk)))


def _file(paper: Paper | None) -> FileResponse:
    return send_document(paper and paper.document, paper.number if paper else "")


@login_required
@form_view
def conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the land-use conditions, or correct them."""
    return _record(request, pk, ConditionsForm, conditions_of, record_conditions, _("Land-use conditions"))  # fmt: skip


@login_required
@form_view
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the contract or the allocation decision, or correct it."""
    return _record(request, pk, LandDocumentForm, document_of, record_document, _("Land contract or allocation decision"))  # fmt: skip


def _record(
    request: HttpRequest, pk: int, kind: type[PaperForm], held: Any, record: Any, heading: str
) -> HttpResponse:
    plot = plot_of(request, pk)
    check_may(request.actor, plot, "record_land")
    last = held(plot)
    form = kind(*sent(request), instance=last, correcting=last is not None)
    if form.is_valid():
        with refusing(form):
            record(request.actor, plot, **form.for_service())
            messages.success(request, _("The paper is on record."))
            return redirect("construction:land", plot.pk)
    return on_work(
        request,
        plot,
        form,
        heading,
        to_papers(plot),
        lede=_("Enter what the paper states, also where it states nothing: what it lacks is shown, not filled in."),
        go=_("Put it on record"),
        stake=at_stake(plot, FACTS) if last else [],
    )  # fmt: skip


def to_papers(plot: Plot) -> Crumb:
    return _("Papers of the plot"), reverse("construction:land", args=[plot.pk])
