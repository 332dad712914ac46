"""Opening a project or a plot, choosing the day whose law applies, handing in, and recording what
another authority decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.documents import keep
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters.parties import roles_shown
from greenward.bureau.casework.models import Document
from greenward.bureau.casework.words import in_language

from .. import selectors
from ..applying import apply
from ..course import Leg, course
from ..elsewhere import record_decision
from ..forms.opening import DecisionForm, PlotForm, ProjectForm, RegimeForm
from ..law import Law, law_of
from ..models import Plot, Project
from ..offices import office_of
from ..opening import choose_regime, open_plot, open_project
from ..owed.gates import open_grounds
from ..saying import article

UNPROCESSABLE = 422
Form = require_http_methods(["GET", "POST"])


@login_required
@Form
def new_project(request: HttpRequest) -> HttpResponse:
    """Open a project: the developer's clerk, or an officer for a developer."""
    actor = request.actor
    if not actor.may("open_project") and not actor.organisations:
        raise PermissionDenied(_("Your duty post does not include this act."))
    initial = {name: request.GET[name] for name in ("plot", "area") if name in request.GET}
    form = ProjectForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: open_project(actor, **form.for_service()))
        if made is not None:
            messages.success(request, _("The project is open. Below is what comes next."))
            return redirect("construction:project", made.pk)
    return answer(
        request,
        form,
        heading=_("Open a project"),
        lede=_(
            "What is entered here is used in every later step; nothing of it is asked for again."
        ),
        go=_("Open the project"),
        crumbs=[(_("Projects"), reverse("construction:projects")), (_("Open a project"), "")],
    )


@login_required
@Form
def new_plot(request: HttpRequest) -> HttpResponse:
    """Enter a plot of land: a planning officer."""
    actor = request.actor
    if not actor.may("open_plot"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = PlotForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: open_plot(actor, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The plot is on file."))
            return redirect("construction:plot", made.pk)
    return answer(
        request,
        form,
        heading=_("Enter a plot"),
        go=_("Enter the plot"),
        crumbs=[(_("Plots of land"), reverse("construction:plots")), (_("Enter a plot"), "")],
    )


@login_required
@Form
def regime(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the day whose law applies to a project, with the reason."""
    row = work_of(request, "project", pk)
    assert isinstance(row, Project)
    check_may(request.actor, row, "choose_regime")
    now = {"on": row.regime_on, "because": row.regime_reason}
    form = RegimeForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: choose_regime(request.actor, row, **said) or True):
            messages.success(request, _("The law of %(day)s applies.") % {"day": said["on"]})
            return redirect(url_of(row))
    lede = _(
        "The gates and duties in force on this day bind the project. The text itself is silent."
    )
    return on_work(
        request, row, form, _("Choose whose day's law applies"), lede, _("Choose this day")
    )


@login_required
@Form
def apply_for(request: HttpRequest, subject: str, pk: int, gate: str) -> HttpResponse:
    """Hand in the application for a gate: what the law says of it today, and one button."""
    row = work_of(request, subject, pk)
    leg = leg_of(row, gate)
    office = office_of(leg.gate)
    if office is None:
        raise Http404(_("There is no such gate."))
    check_may(request.actor, row, office.opens)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: apply(request.actor, row, gate))
        if made is not None:
            messages.success(
                request, _("It is handed in under %(number)s.") % {"number": made.matter.number}
            )
            return redirect("casework:matter", made.matter_id)
    own = office.is_own or isinstance(row, Plot)  # nobody else has it before them
    words = _("Begin: %(gate)s") if own else _("Apply for: %(gate)s")
    return on_work(
        request,
        row,
        form,
        words % {"gate": in_language(leg.gate.title)},
        "",
        _("Begin") if own else _("Hand it in"),
        template="construction/apply.html",
        leg=leg,
        own=own,
        article=article(leg.gate.article, leg.gate.instrument),
        grounds=grounds(leg),
        open=len(open_grounds(leg)),
    )


def grounds(leg: Leg) -> list[dict[str, Any]]:
    """What a gate requires, ground by ground, and how each stands today."""
    marks = {True: "satisfied", False: "breached", None: "unknown"}
    return [
        {
            "mark": marks[found.truth],
            "text": capfirst(in_language(found.ground.text)),
            "article": article(found.ground.article, found.ground.instrument),
            "asked": found.asked.truth is not False,
        }
        for found in leg.hearing.findings
    ]


@login_required
@Form
def record(request: HttpRequest, subject: str, pk: int, gate: str = "") -> HttpResponse:
    """Put a decision of another authority on record, with its number, day and document."""
    row = work_of(request, subject, pk)
    check_may(request.actor, row, "record_decision")
    gates = [leg.gate for leg in course(law_of(row.area), row)]
    form = DecisionForm(
        request.POST or None, request.FILES or None, gates=gates, initial={"gate": gate}
    )
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: recorded(request.actor, row, dict(form.cleaned_data)))
        if made is not None:
            messages.success(request, _("The decision is on record."))
            return redirect(url_of(row))
    lede = _("What was decided was decided: nothing is refused here. Where the law would have answered"
             " otherwise, an officer is told.")  # fmt: skip
    return on_work(
        request, row, form, _("Record another authority's decision"), lede, _("Put it on record")
    )


def recorded(actor: Actor, row: Project | Plot, said: dict[str, Any]) -> Any:
    """The decision with its document: both or none."""
    upload, gate = said.pop("document"), said.pop("gate")
    with transaction.atomic():
        document = filed(actor, row, upload) if upload else None
        return record_decision(actor, row, gate, document=document, **said)


def filed(actor: Actor, row: Project | Plot, upload: UploadedFile) -> Document:
    """An uploaded paper: filed in the project's matter; of a plot, which has none, only kept."""
    if isinstance(row, Project):
        return file_document(actor, row.matter, upload, "decision").document
    return keep(actor, upload, upload.name or "", upload.content_type or "")


# --- what the forms of a work share -----------------------------------------------------------


def work_of(request: HttpRequest, subject: str, pk: int) -> Project | Plot:
    """A project or plot the reader sees; Http404 for any other."""
    of = selectors.projects if subject == "project" else selectors.plots
    return get_object_or_404(of(request.actor), pk=pk)


def leg_of(row: Project | Plot, gate: str, law: Law | None = None) -> Leg:
    """One gate of a work as it stands; Http404 where the law of the place has none of that name."""
    for leg in course(law or law_of(row.area), row):
        if leg.gate.id == gate:
            return leg
    raise Http404(_("There is no such gate."))


def check_may(actor: Actor, row: Project | Plot, act: str) -> None:
    """Raises PermissionDenied for whoever may not do an act on a work."""
    if not actor.may(act, row.area.path, roles_of(actor, row)):
        raise PermissionDenied(_("Your duty post does not include this act."))


def roles_of(actor: Actor, row: Project | Plot) -> frozenset[PartyRole]:
    """What an actor is in a project; nothing for a plot, which has no parties."""
    if not isinstance(row, Project):
        return frozenset()
    return roles_shown(actor, row.matter)


def url_of(row: Project | Plot) -> str:
    return reverse(f"construction:{row.subject.value}", args=[row.pk])


def done(form: forms.Form, do: Any) -> Any:
    """What a service gives; None where it refuses, with its reasons in the form."""
    try:
        return do()
    except ValidationError as error:
        form.add_error(None, error.messages)  # type: ignore[arg-type]
        return None


def on_work(
    request: HttpRequest,
    row: Project | Plot,
    form: forms.Form,
    heading: str,
    lede: str,
    go: str,
    **more: Any,
) -> HttpResponse:
    """A form of one project or plot, with the way back to it."""
    plural = (
        (_("Projects"), reverse("construction:projects"))
        if isinstance(row, Project)
        else (_("Plots of land"), reverse("construction:plots"))
    )
    crumbs = [plural, (row.code, url_of(row)), (heading, "")]
    return answer(
        request,
        form,
        heading=heading,
        lede=lede,
        go=go,
        crumbs=crumbs,
        work=row,
        back=url_of(row),
        **more,
    )


def answer(
    request: HttpRequest, form: forms.Form, *, template: str = "construction/form.html", **said: Any
) -> HttpResponse:
    """The page of a form; 422 when it was sent and something is wrong with it."""
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, {"form": form, **said}, status=status)
