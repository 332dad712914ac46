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

from greenward.bureau.enforcement import correcting
from greenward.bureau.enforcement.services import order_correction
from greenward.bureau.performance.submitting import prepare
from greenward.bureau.registry.models import Building
from greenward.law.language import Verdict
from greenward.law.sentence import as_text
from greenward.web.answering import form_page, form_view, refusing, sent, status_of

from .explaining import explain_finding
from .forms import DraftForm, OrderForm, ReportForm
from .grounds import letter_of
from .pages import sheet
from .recording import back, may_report, seen_building
from .selectors.dossier import finding_of
from .views import scope_for


@login_required
@form_view
def order(request: HttpRequest, pk: int, duty: str) -> HttpResponse:
    """An order to correct: drafted here for a second person to issue, or recorded from paper."""
    scope, seen = scope_for(request), seen_building(request, pk)
    if not request.actor.may("order_correction", seen.area.path):
        raise PermissionDenied(_("Your duty post does not include this act."))
    year = scope.year if "year" in request.GET else None
    finding = finding_of(scope, seen, duty, year)
    if finding is None or finding.verdict != Verdict.BREACHED:
        raise Http404(_("There is no breach of this duty on file."))
    on_paper = "paper" in request.POST
    drafting = DraftForm(*(() if on_paper else sent(request)), initial=letter_of(seen, finding))
    paper = OrderForm(*(sent(request) if on_paper else ()))
    if paper.is_valid():
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
    return render(request, "assessment/order.html", context, status=status_of(drafting, paper))


@login_required
@form_view
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner or manager reports what was done; the proof is added on the matter's own page."""
    seen = seen_building(request, pk)
    if not may_report(request.actor, seen):
        raise PermissionDenied(_("The building's owner or manager reports this."))
    form = ReportForm(*sent(request), initial=request.GET.dict())
    if form.is_valid():
        with refusing(form):
            submission = prepare(request.actor, building=seen, **form.cleaned_data)
            messages.success(request, _("Now file the proof here, then submit the report."))
            return redirect("casework:matter", submission.matter_id)
    crumbs = _crumbs(seen, _("Report what was done"))
    return form_page(request, "assessment/report.html", form, building=seen, crumbs=crumbs)


def _crumbs(seen: Building, here: str) -> list[tuple[str, str]]:
    return [
        (_("Buildings"), reverse("assessment:buildings")),
        (str(seen), reverse("assessment:building", args=[seen.pk])),
        (here, ""),
    ]


def _lang() -> str:
    return get_language() or "zh"
