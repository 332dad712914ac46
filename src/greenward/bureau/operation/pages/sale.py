"""Pages of the sale: what the sales site and the contracts must state, and the proof that they do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.construction.models import Project
from greenward.bureau.construction.pages.common import check_may, crumbs, may
from greenward.web.answering import form_view, refusing, sent, telling

from .. import selling, wording
from ..contents import material
from ..forms.sale import AmountForm, ContractForm, DisplayForm, SaleForm
from ..models import DisplayProof, Sale, SaleContract, SalesAmount
from .common import on_project, pdf, project_of, to_sale


@login_required
@require_GET
def sale(request: HttpRequest, pk: int) -> HttpResponse:
    """The sales of a project: permit, what the site shows, what the contracts state, and the words
    one may take for both."""
    project = project_of(request, pk)
    given = material(project)
    rows = project.sales.prefetch_related(
        Prefetch("contracts", SaleContract.objects.select_related("unit", "filing")),
        Prefetch("proofs", DisplayProof.objects.select_related("filing__document")),
        Prefetch("amounts", SalesAmount.objects.select_related("contract__unit")),
    )
    return render(
        request,
        "operation/sale.html",
        {
            "project": project,
            "sales": [_shown(row) for row in rows],
            "clause": wording.clause(given),
            "given": given,
            "may_enter": may(request.actor, project, "enter_sale"),
            "may_prove": may(request.actor, project, "prove_display"),
            "may_choose": may(request.actor, project, "choose_sales_amount"),
            "crumbs": crumbs(project, (_("Sale"), "")),
        },
    )


@login_required
@form_view
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a sale."""
    return _sale_form(request, project_of(request, pk), None)


@login_required
@form_view
def enter_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a sale, or say that it ended."""
    row = _sale(request, pk)
    return _sale_form(request, row.project, row)


@login_required
@form_view
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what the template or one contract states; a clause that was pasted is read first and
    what it seems to state proposed, to be looked at before it is kept."""
    row = _sale(request, pk)
    check_may(request.actor, row.project, "read_contract")
    if "read" in request.POST:
        words = {True: "yes", False: "no", None: ""}
        found = selling.proposed(request.POST.get("clause", ""))
        given = request.POST.dict() | {name: words[value] for name, value in found.items()}
        form = ContractForm(initial=given, sale=row)
    else:
        form = ContractForm(*sent(request), sale=row)
    if form.is_valid():
        with refusing(form):
            selling.read_contract(request.actor, row, **form.for_service())
            messages.success(request, _("Kept."))
            return redirect("operation:sale", row.project_id)
    heading, template = _("What a contract states"), "operation/contract.html"
    return on_project(request, row.project, form, heading, to_sale(row.project), template=template)


@login_required
@form_view
def display(request: HttpRequest, pk: int) -> HttpResponse:
    """File a photograph of the sales site."""
    row = _sale(request, pk)
    check_may(request.actor, row.project, "prove_display")
    form = DisplayForm(*sent(request))
    if form.is_valid():
        photo, day = form.cleaned_data["photo"], form.cleaned_data["taken_on"]
        with refusing(form):
            selling.prove_display(request.actor, row, photo, taken_on=day, shows=form.shows)
            messages.success(request, _("The photograph is on file."))
            return redirect("operation:sale", row.project_id)
    return on_project(
        request,
        row.project,
        form,
        _("What the sales site shows"),
        to_sale(row.project),
        lede=_("The board must be readable on the photograph."),
        go=_("File the photograph"),
    )


@login_required
@form_view
def amount(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer chooses the house sales amount, with the reason."""
    row = _sale(request, pk)
    check_may(request.actor, row.project, "choose_sales_amount")
    form = AmountForm(*sent(request), sale=row)
    if form.is_valid():
        with refusing(form):
            selling.choose_amount(request.actor, row, **form.for_service())
            messages.success(request, _("Kept."))
            return redirect("operation:sale", row.project_id)
    heading, go = _("House sales amount"), _("Choose this amount")
    return on_project(request, row.project, form, heading, to_sale(row.project), go=go)


@login_required
@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The display board to be printed on A3."""
    project = project_of(request, pk)
    with telling(request):
        return pdf(wording.board(project), f"{project.pk}-board.pdf")
    return redirect("operation:sale", pk)


def _sale_form(request: HttpRequest, project: Project, row: Sale | None) -> HttpResponse:
    check_may(request.actor, project, "enter_sale")
    names = ("permit", "number", "first_day", "last_day")
    form = SaleForm(*sent(request), initial={n: getattr(row, n) for n in names if row})
    if form.is_valid():
        with refusing(form):
            selling.enter_sale(request.actor, project, sale=row, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("operation:sale", project.pk)
    return on_project(request, project, form, _("Homes on sale"), to_sale(project), go=_("Keep"))


def _sale(request: HttpRequest, pk: int) -> Sale:
    """A sale of a project the reader sees."""
    seen = Project.objects.visible_to(request.actor)
    related = ("project__area", "project__matter__area", "project__plot__area")
    return get_object_or_404(Sale.objects.filter(project__in=seen).select_related(*related), pk=pk)


def _shown(row: Sale) -> dict[str, Any]:
    contracts = [one for one in row.contracts.all() if one.ended_at is None]
    proofs = list(row.proofs.all())
    return {
        "sale": row,
        "template": next((one for one in contracts if one.unit_id is None), None),
        "contracts": [one for one in contracts if one.unit_id is not None],
        "proof": proofs[-1] if proofs else None,
        "earlier": proofs[:-1],
        "amount": list(row.amounts.all())[-1:],
    }
