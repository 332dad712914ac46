"""The register of lifelong responsibility: searched by person, organisation, project, building and day,
also after a project is closed (Article 8)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.models import held_on

from ..forms.people import RegisterFilter
from ..models import Engagement, Project

PAGE = 50


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Who answered for what, from when to when; of closed projects as well."""
    if not (request.actor.is_official or request.actor.organisations):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = RegisterFilter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = Engagement.objects.visible_to(request.actor).filter(_matching(asked))
    rows = rows.select_related("organisation", "project").order_by("-first_day", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "official": request.actor.is_official,
        "searched": any(asked.values()),
        "crumbs": [(_("Lifelong responsibility"), "")],
    }
    return render(request, "construction/responsibility.html", context)


def _matching(asked: dict[str, Any]) -> Q:
    """The rows of a search; a building finds the projects it was built by."""
    found = Q()
    if said := (asked.get("person") or "").strip():
        found &= Q(name__icontains=said) | Q(registration=said)
    if said := (asked.get("organisation") or "").strip():
        found &= Q(organisation__name__icontains=said) | Q(organisation__uscc=said.upper())
    if said := (asked.get("place") or "").strip():
        places = Project.objects.filter(
            Q(name__icontains=said)
            | Q(code__icontains=said)
            | Q(buildings__name__icontains=said)
            | Q(buildings__code=said)
        )
        found &= Q(project__in=places)
    if day := asked.get("day"):
        found &= held_on(day)
    return found
