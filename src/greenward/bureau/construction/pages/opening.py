"""Opening a project or a plot, choosing the day whose law applies, handing in, and recording what
another authority decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.words import in_language
from greenward.web.answering import form_page, form_view, refusing, sent

from ..applying import apply
from ..course import Leg, course
from ..elsewhere import record_decision
from ..forms.opening import DecisionForm, PlotForm, ProjectForm, RegimeForm
from ..law import law_of
from ..models import Decision, Plot, Project
from ..offices import office_of
from ..opening import choose_regime, open_plot, open_project
from ..owed.gates import open_grounds
from ..owed.testing import SOUND
from ..reopening import at_stake
from ..uploads import filed, stored
from .common import (
    FORM,
    check_may,
    check_post,
    grounds,
    on_work,
    project_of,
    to_plots,
    to_projects,
    url_of,
    work_of,
)


@login_required
@form_view
def new_project(request: HttpRequest) -> HttpResponse:
    """Open a project: the developer's clerk, or an officer for a developer."""
    actor = request.actor
    check_post(actor.may("open_project") or bool(actor.organisations))
    initial = {name: request.GET[name] for name in ("plot", "area") if name in request.GET}
    form = ProjectForm(*sent(request), actor=actor, initial=initial)
    if form.is_valid():
        with refusing(form):
            made = open_project(actor, **form.for_service())
            messages.success(request, _("The project is open. Below is what comes next."))
            return redirect("construction:project", made.pk)
    return form_page(
        request,
        FORM,
        form,
        heading=_("Open a project"),
        lede=_(
            "What is entered here is used in every later step; nothing of it is asked for again."
        ),
        go=_("Open the project"),
        crumbs=[to_projects(), (_("Open a project"), "")],
    )


@login_required
@form_view
def new_plot(request: HttpRequest) -> HttpResponse:
    """Enter a plot of land: a planning officer."""
    actor = request.actor
    check_post(actor.may("open_plot"))
    form = PlotForm(*sent(request), actor=actor)
    if form.is_valid():
        with refusing(form):
            made = open_plot(actor, **form.cleaned_data)
            messages.success(request, _("The plot is on file."))
            return redirect("construction:plot", made.pk)
    return form_page(
        request,
        FORM,
        form,
        heading=_("Enter a plot"),
        go=_("Enter the plot"),
        crumbs=[to_plots(), (_("Enter a plot"), "")],
    )


@login_required
@form_view
def regime(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the day whose law applies to a project, with the reason."""
    project = project_of(request, pk)
    check_may(request.actor, project, "choose_regime")
    now = {"on": project.regime_on, "because": project.regime_reason}
    form = RegimeForm(*sent(request), initial=now)
    if form.is_valid():
        said = form.cleaned_data
        with refusing(form):
            choose_regime(request.actor, project, **said)
            messages.success(request, _("The law of %(day)s applies.") % {"day": said["on"]})
            return redirect(url_of(project))
    return on_work(
        request,
        project,
        form,
        _("Choose whose day's law applies"),
        lede=_(
            "The gates and duties in force on this day bind the project. The text itself is silent."
        ),
        go=_("Choose this day"),
        stake=at_stake(project, {SOUND}),  # judged by the limits for projects of that day
    )


@login_required
@form_view
def apply_for(request: HttpRequest, subject: str, pk: int, gate: str) -> HttpResponse:
    """Hand in the application for a gate: what the law says of it today, and one button."""
    work = work_of(request, subject, pk)
    leg = _leg(work, gate)
    office = office_of(leg.gate)
    if office is None:
        raise Http404(_("There is no such gate."))
    check_may(request.actor, work, office.opens)
    form = forms.Form(*sent(request))
    if form.is_valid():
        with refusing(form):
            made = apply(request.actor, work, gate)
            number = {"number": made.matter.number}
            messages.success(request, _("It is handed in under %(number)s.") % number)
            return redirect("casework:matter", made.matter_id)
    own = office.is_own or isinstance(work, Plot)  # nobody else has it before them
    words = _("Begin: %(gate)s") if own else _("Apply for: %(gate)s")
    return on_work(
        request,
        work,
        form,
        words % {"gate": in_language(leg.gate.title)},
        go=_("Begin") if own else _("Hand it in"),
        template="construction/apply.html",
        own=own,
        grounds=grounds(leg),
        open=len(open_grounds(leg)),
    )


def _leg(work: Project | Plot, gate: str) -> Leg:
    """One gate of a work as it stands; Http404 where the law of the place has none of that name."""
    for leg in course(law_of(work.area), work):
        if leg.gate.id == gate:
            return leg
    raise Http404(_("There is no such gate."))


@login_required
@form_view
def record(request: HttpRequest, subject: str, pk: int, gate: str = "") -> HttpResponse:
    """Put a decision of another authority on record, with its number, day and document."""
    work = work_of(request, subject, pk)
    check_may(request.actor, work, "record_decision")
    gates = [leg.gate for leg in course(law_of(work.area), work)]
    form = DecisionForm(*sent(request), gates=gates, initial={"gate": gate})
    if form.is_valid():
        with refusing(form):
            _record(request.actor, work, **form.cleaned_data)
            messages.success(request, _("The decision is on record."))
            return redirect(url_of(work))
    return on_work(
        request,
        work,
        form,
        _("Record another authority's decision"),
        lede=_(
            "What was decided was decided: nothing is refused here. Where the law would have answered"
            " otherwise, an officer is told."
        ),
        go=_("Put it on record"),
    )


@transaction.atomic
def _record(
    actor: Actor, work: Project | Plot, *, gate: str, document: Any, **said: Any
) -> Decision:
    """The decision with its document, both or none. A plot has no matter to file the document in."""
    if isinstance(work, Project):
        filing = filed(actor, work.matter, document, "decision")
        kept = filing and filing.document
    else:
        kept = stored(actor, document) if document else None
    return record_decision(actor, work, gate, document=kept, **said)
