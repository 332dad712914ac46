"""The page of one building, and the acts an officer records on it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.registry.models import Building
from greenward.web.answering import UNPROCESSABLE, refusing
from greenward.web.charts import Chart

from .acts import RECORDINGS, Refused, auto_id, offered
from .explaining import NothingToExplain, explain_building
from .pages import sheet
from .pages.cards import cards, nodes, not_applicable
from .selectors.dossier import dossier
from .views import scope_for


@login_required
@require_GET
def building(request: HttpRequest, pk: int) -> HttpResponse:
    """One building: is it all right, why not, what next."""
    return _page(request, pk)


def _page(
    request: HttpRequest, pk: int, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The page; `refused` is a form that was sent and not taken."""
    scope, actor, today = scope_for(request), request.actor, timezone.localdate()
    refused = refused or {}
    found = dossier(scope, pk, _lang())
    offer = partial(offered, actor, found.building, refused, today)
    shown = cards(found, scope, lambda order: list(offer(order).values()))
    context = {
        "scope": scope,
        "found": found,
        "building": found.building,
        "sheet": sheet.of(found, scope),
        "cards": shown,
        "todo": [card for card in shown if card.next.text],
        "not_applicable": not_applicable(found, scope),
        "metering": sheet.metering(found),
        "acts": [(row, list(offer(row).values())) for row in found.acts],
        "classes": [(row, list(offer(row).values())) for row in found.classes],
        "offered": offer(initial={"year": found.year}),
        "form": next(iter(refused.values()), None),
        "mine": not actor.is_official,
        "may_report": may_report(actor, found.building),
    }
    return render(request, "assessment/building.html", context, status=status)


def _lang() -> str:
    return get_language() or "zh"


@login_required
@require_GET
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The building's years against their limits, as a fragment or a page of its own."""
    found = dossier(scope_for(request), pk, _lang())
    drawn: Chart = sheet.chart(found)
    return render(request, "assessment/chart.html", {"chart": drawn})


@login_required
@require_GET
def why(request: HttpRequest, pk: int, duty: str) -> HttpResponse:
    """Why a duty comes to its verdict when asked afresh; used for duties that do not apply."""
    scope = scope_for(request)
    seen = seen_building(request, pk)
    if scope.assessment is None:
        raise Http404(_("Nothing has been assessed yet."))
    try:
        said = explain_building(seen, duty, scope.assessment.on, _lang(), scope.year)
    except NothingToExplain as error:
        raise Http404(str(error)) from None
    context = {"nodes": nodes(said.explanation), "text": said.explanation.text, "building": seen}
    return render(request, "assessment/why.html", context)


def may_report(actor: Actor, building: Building) -> bool:
    """Whether the actor acts for the building's owner or manager."""
    return actor.acts_for(building.owner_id, building.manager_id)


def seen_building(request: HttpRequest, pk: int) -> Building:
    rows = Building.objects.visible_to(request.actor).select_related("area", "owner")
    return get_object_or_404(rows, pk=pk)


# --- acts on the page -----------------------------------------------------------------------


@login_required
@require_POST
def record(request: HttpRequest, pk: int, act: str, row: int | None = None) -> HttpResponse:
    """Do one act of `RECORDINGS` on a building or on one of its rows."""
    seen = seen_building(request, pk)
    recording = RECORDINGS.get(act)
    subject = recording.subject(seen, row) if recording else None
    if recording is None or subject is None:
        raise Http404(_("There is no such act."))
    if not request.actor.may(recording.act, seen.area.path):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = recording.form(request.POST, request.FILES, auto_id=auto_id(act, row))
    if form.is_valid():
        with refusing(form), transaction.atomic():
            recording.do(request.actor, subject, dict(form.cleaned_data))
            messages.success(request, _("Recorded. Verdicts change with the next assessment."))
            return back(pk, recording.anchor or f"duty-{subject.duty}")
    return _page(request, pk, {(act, row): form}, UNPROCESSABLE)


def back(pk: int, anchor: str) -> HttpResponse:
    return redirect(reverse("assessment:building", args=[pk]) + f"#{anchor}")
