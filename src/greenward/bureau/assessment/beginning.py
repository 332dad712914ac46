"""Where a matter begins on a building's page: an officer's order to correct a breach, an owner's
report of an audit, measures or a retrofit (Article 32).

What the system knows already is filled in: the grounds of the verdict, the articles, the remedy.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from greenward.bureau.enforcement import correcting
from greenward.bureau.enforcement.services import order_correction
from greenward.bureau.performance.submitting import prepare
from greenward.bureau.registry.models import Building
from greenward.law.language import Verdict
from greenward.law.sentence import as_text

from .explaining import explain_finding
from .forms import DraftForm, OrderForm, ReportForm
from .grounds import letter_of
from .pages import sheet
from .recording import back, may_report, refusing, seen_building
from .selectors.dossier import finding_of
from .views import scope_for

INVALID = 422


@login_required
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, pk: int, duty: str) -> HttpResponse:
    """An order to correct: drafted here for a second person to issue, or recorded from paper."""
    scope, seen = scope_for(request), seen_building(request, pk)
    if not request.actor.may("order_correction", seen.area.path):
        raise PermissionDenied(_("Your duty post does not include this act."))
    year = scope.year if "year" in request.GET else None
    finding = finding_of(scope, seen, duty, year)
    if finding is None or finding.verdict != Verdict.BREACHED:
        raise Http404(_("There is no breach of this duty on file."))
    on_paper = request.method == "POST" and "paper" in request.POST
    drafting = DraftForm(
        request.POST if request.method == "POST" and not on_paper else None,
        initial=letter_of(seen, finding),
    )
    paper = OrderForm(request.POST if on_paper else None)
    if on_paper and paper.is_valid():
        with refusing(paper):
            order_correction(
                request.actor, building=seen, duty=duty, year=year, **paper.cleaned_data
            )
            messages.success(request, _("The order to correct is recorded."))
            return back(pk, f"duty-{duty}")
    if drafting.is_valid():
        with refusing(drafting):
            case = correcting.draft(
                request.actor, building=seen, duty=duty, year=year, letter=drafting.letter()
            )
            messages.success(request, _("The draft waits for the director to issue it."))
            return redirect("casework:matter", case.matter_id)
    said = explain_finding(finding, _lang())
    context = {
        "building": seen,
        "rows": sheet.draft(seen, said, _lang()),
        "grounds": as_text(said),
        "form": drafting,
        "paper": paper,
        "crumbs": _crumbs(seen, _("Order to correct")),
    }
    refused = drafting.errors or paper.errors
    return render(request, "assessment/order.html", context, status=INVALID if refused else 200)


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner or manager reports what was done; the proof is added on the matter's own page."""
    seen = seen_building(request, pk)
    if not may_report(request.actor, seen):
        raise PermissionDenied(_("The building's owner or manager reports this."))
    form = ReportForm(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        with refusing(form):
            submission = prepare(request.actor, building=seen, **form.cleaned_data)
            messages.success(request, _("Now file the proof here, then submit the report."))
            return redirect("casework:matter", submission.matter_id)
    context = {
        "building": seen,
        "form": form,
        "crumbs": _crumbs(seen, _("Report what was done")),
    }
    status = INVALID if form.errors else 200
    return render(request, "assessment/report.html", context, status=status)


def _crumbs(seen: Building, here: str) -> list[tuple[str, str]]:
    return [
        (_("Buildings"), reverse("assessment:buildings")),
        (str(seen), reverse("assessment:building", args=[seen.pk])),
        (here, ""),
    ]


def _lang() -> str:
    return get_language() or "zh"
