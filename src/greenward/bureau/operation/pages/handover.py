"""Pages of the handover: what is missing, who received what, one handover with its receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.law import hash_of, law_beside
from greenward.bureau.construction.pages.common import Crumb, check_may, crumbs, may
from greenward.bureau.registry.models import Building
from greenward.web.answering import form_view, refusing, sent, telling

from .. import handing, papers, selectors, taken
from ..contents import material
from ..forms.handover import BuildingForm, GiveForm, HandoverForm, ReceiptForm
from ..models import Handover
from .common import on_project, project_of, to_handover

PAGE = 50


@login_required
@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk's page: what is missing now, paper by paper, and what was handed over to whom."""
    project = project_of(request, pk, handed_over=selectors.HANDED_OVER, law_hash=hash_of("area"))
    given = material(project)
    pages = Paginator(selectors.handovers(project), PAGE)
    pages.count = project.handed_over  # type: ignore[misc]  # counted with the project's row
    page, ahead = pages.get_page(request.GET.get("page")), project.next_gate
    law = law_beside(project, project.area)
    return render(
        request,
        "operation/handover.html",
        {
            "project": project,
            "papers": selectors.paper_states(project, given, law),
            "material": given,
            "floors": selectors.floor_rows(given),
            "differing": taken.differing(
                project, [(kind.name, value) for kind, value in given.indicators]
            ),
            "signed_here": papers.issued_report(project),
            "page": page,
            "buildings": list(project.buildings.order_by("name")),
            "unfinished": in_language(law.edition.gate(ahead).title) if ahead else "",
            "may_prepare": may(request.actor, project, "prepare_papers"),
            "may_link": may(request.actor, project, "link_building"),
            "crumbs": crumbs(project, (_("Handover"), "")),
        },
    )


@login_required
@form_view
def building(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which building of the register the project became."""
    project = project_of(request, pk)
    check_may(request.actor, project, "link_building")
    form = BuildingForm(*sent(request))
    if form.is_valid():
        code = form.cleaned_data["code"].strip()
        found = Building.objects.visible_to(request.actor).select_related("area")
        with refusing(form, at="code"):
            row = found.filter(code=code).first()
            if row is None:
                raise ValidationError(_("You see no building under this code."))
            handing.link_building(request.actor, project, row)
            return redirect("operation:handover", pk)
    return on_project(
        request,
        project,
        form,
        _("Building of the project"),
        to_handover(project),
        lede=_("Its homes are then handed over and sold here."),
        go=_("Link the building"),
    )


@login_required
@form_view
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a handover: what, to whom, when, with which papers."""
    project = project_of(request, pk)
    check_may(request.actor, project, "record_handover")
    form = HandoverForm(*sent(request), project=project)
    if form.is_valid():
        with refusing(form):
            made = handing.hand_over(request.actor, project, **form.for_service())
            messages.success(request, _("Recorded. Now the receipt: have it signed."))
            return redirect("operation:handed_over", made.pk)
    return on_project(
        request,
        project,
        form,
        _("Record a handover"),
        to_handover(project),
        lede=_("The newest version of each paper is given; for a home the guide is made with it."),
        go=_("Record a handover"),
    )


@login_required
@require_GET
def handed_over(request: HttpRequest, pk: int) -> HttpResponse:
    """One handover: papers with their versions, receipt, what is missing."""
    row = _handover(request, pk)
    project, given = row.project, handing.given_to(row)
    kinds = [*papers.HANDED_OVER, *([papers.PaperKind.GUIDE] if row.unit_id else [])]
    receives = bool(handing.role_of(request.actor, row))
    clerk = may(request.actor, project, "give_papers")
    context: dict[str, Any] = {
        "handover": row,
        "project": project,
        "papers": [(str(kind.label), given.get(kind.value)) for kind in kinds],
        "may_sign": receives and not row.signed_at,
        "may_give": clerk,
        "receipt_form": ReceiptForm() if clerk and not row.received else None,
        "give_form": GiveForm(handover=row) if clerk else None,
        "crumbs": crumbs(project, to_handover(project), (str(row), ""))
        if not receives
        else [(str(row), "")],
    }
    return render(request, "operation/handed_over.html", context)


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiver signs the receipt."""
    row = _handover(request, pk)
    if not handing.role_of(request.actor, row):
        raise PermissionDenied(_("Only the receiver signs the receipt."))
    with telling(request):
        handing.sign(request.actor, row)
        messages.success(request, _("Thank you: the receipt is signed."))
    if row.unit_id and row.user_id == request.user.pk:
        return redirect("operation:home", row.unit_id)
    return redirect("operation:handed_over", pk)


@login_required
@require_POST
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """File the paper the receiver signed."""
    row = _handover(request, pk)
    check_may(request.actor, row.project, "file_receipt")
    form = ReceiptForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            handing.file_receipt(request.actor, row, form.cleaned_data["file"])
            messages.success(request, _("The receipt is on file."))
            return redirect("operation:handed_over", pk)
    heading = _("File the receipt")
    through = to_handover(row.project), to_handed_over(row)
    return on_project(request, row.project, form, heading, *through, go=heading)


@login_required
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a paper that was missing, or a newer version."""
    row = _handover(request, pk)
    check_may(request.actor, row.project, "give_papers")
    form = GiveForm(*sent(request), handover=row)
    if form.is_valid():
        with refusing(form):
            handing.give(request.actor, row, **form.cleaned_data)
            messages.success(request, _("Given, with its version and day."))
            return redirect("operation:handed_over", pk)
    heading = _("Give a paper that was missing, or a newer version")
    through = to_handover(row.project), to_handed_over(row)
    return on_project(request, row.project, form, heading, *through, go=_("Give"))


def _handover(request: HttpRequest, pk: int) -> Handover:
    related = ("project__area", "project__matter__area", "project__plot", "building", "unit")
    rows = Handover.objects.visible_to(request.actor).select_related(*related)
    return get_object_or_404(rows, pk=pk)


def to_handed_over(row: Handover) -> Crumb:
    return str(row), reverse("operation:handed_over", args=[row.pk])
