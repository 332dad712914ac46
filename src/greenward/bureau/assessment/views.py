"""Pages about verdicts: the city, the lists, the law as it was asked, a new assessment."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.views import take_away
from greenward.bureau.construction.models import Project
from greenward.bureau.registry import homes
from greenward.bureau.registry.models import Building
from greenward.bureau.standards import waiting
from greenward.bureau.standards.errors import StandardsError
from greenward.law.language import LawError, Verdict
from greenward.web import nav

from . import running
from .forms import BuildingFilter, FindingFilter
from .pages import glance, lines, wording
from .selectors import buildings as building_list
from .selectors import findings as finding_list
from .selectors import overview
from .selectors.scope import Scope, scope_of

PAGE = 100
"""Rows of a list on one page."""


def scope_for(request: HttpRequest) -> Scope:
    """The scope of a request: its actor, and the reporting year in its address."""
    asked = request.GET.get("year", "")
    return scope_of(request.actor, int(asked) if asked.isdecimal() and len(asked) == 4 else None)


# --- the city -------------------------------------------------------------------------------


def _first_page(request: HttpRequest) -> str:
    """Where somebody without a post begins: what a project asks of the company, the own home, or the
    first entry of the navigation; "" for who has nothing here yet."""
    actor = request.actor
    if actor.organisations and Project.objects.visible_to(actor).exists():
        return reverse("construction:owed")
    if actor.organisations or actor.duties:
        return nav.entries(request)[0].url
    return reverse("homes:own") if homes.homes(actor).exists() else ""


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The city at a glance for officials; everybody else goes to the first page that is theirs."""
    actor = request.actor
    if not actor.is_official and (own := _first_page(request)):
        return redirect(own)
    scope = scope_for(request)
    ids = _visible(scope)
    context: dict[str, Any] = {
        "scope": scope,
        "buildings": len(ids),
        "may_assess": scope.city is not None and actor.may("assess", scope.city.path),
        "may_import": actor.may("import_buildings"),
    }
    if context["may_assess"]:
        context["running"] = running.state(actor)
    if scope.assessment and ids:
        context |= _findings_of(ids, scope)
    return render(request, "assessment/home.html", context)


def _visible(scope: Scope) -> list[int]:
    return list(Building.objects.visible_to(scope.actor).values_list("pk", flat=True))


def _findings_of(ids: list[int], scope: Scope) -> dict[str, Any]:
    assert scope.assessment is not None
    lacks = overview.lacks(ids, scope)
    context = _of_the_limit(ids, scope) if scope.chain.limit else _of_duties(ids, scope)
    changed = overview.changes(ids, scope.assessment) if scope.assessment.changes else []
    return context | {
        "years": glance.year_tabs(scope),
        "columns": glance.COLUMNS,
        "provenance": glance.provenance(scope),
        "lacks": glance.lack_lines(lacks[: glance.MOST], scope),
        "changes": glance.change_lines(changed[: glance.MOST], scope),
        "first": not scope.assessment.changes.get("ended") and _is_first(scope),
        "nothing_in_use": any(lack.why == "no_standard" for lack in lacks),
    }


def _of_the_limit(ids: list[int], scope: Scope) -> dict[str, Any]:
    """What a law that limits energy opens with: figures and charts of that limit."""
    tallies = overview.tallies(ids, scope)
    found = overview.detail(ids, scope)
    return {
        "sentence": wording.city_sentence(
            tallies,
            scope.chain,
            scope.year,
            waiting=overview.unverified(ids, scope),
            rows=len(waiting.count(scope.actor).by_row),
        ),
        "figures": glance.figures(tallies, scope),
        "trend_years": len({year for duty, year in tallies if duty == scope.chain.limit}) > 1,
        "classes": glance.class_lines(found.classes, scope),
        "nothing_owed": not any(tally.owed for tally in tallies.values()),
    }


def _of_duties(ids: list[int], scope: Scope) -> dict[str, Any]:
    """What a law without an energy limit opens with: its duties, counted."""
    found = overview.by_duty(ids, scope)
    counts = {
        "owed": sum(tally.owed for tally in found.values()),
        "breached": sum(tally[Verdict.BREACHED] for tally in found.values()),
        "exposed": sum(tally.exposed for tally in found.values()),
    }
    return {
        "sentence": wording.work_sentence(counts, scope.year),
        "duties": glance.duty_lines(found, scope),
    }


def _is_first(scope: Scope) -> bool:
    assert scope.assessment is not None
    earlier = type(scope.assessment).objects.filter(city=scope.city, pk__lt=scope.assessment.pk)
    return not earlier.exists()


@login_required
@require_GET
def chart(request: HttpRequest, name: str) -> HttpResponse:
    """One chart of the city: a fragment for htmx, a page of its own without it."""
    scope = scope_for(request)
    ids = _visible(scope)
    tallies = overview.tallies(ids, scope)
    if name == "excess":
        drawn = glance.excess_chart(ids, scope, tallies)
    elif name == "districts":
        drawn = glance.district_chart(ids, scope)
    elif name == "years":
        drawn = glance.trend_chart(scope, tallies)
    else:
        raise Http404(_("There is no such chart."))
    return render(request, "assessment/chart.html", {"chart": drawn})


# --- lists ----------------------------------------------------------------------------------


@login_required
@require_GET
def buildings(request: HttpRequest) -> HttpResponse:
    """The buildings the actor may see, filtered, ordered, a page at a time."""
    if "format" in request.GET:
        return take_away(request, "buildings")
    scope = scope_for(request)
    form = BuildingFilter(scope, request.GET)
    ids = list(building_list.matching(form.query, scope).values_list("pk", flat=True))
    sort = _sort(request, building_list.SORTS, "name")
    page = Paginator(ids, PAGE).get_page(request.GET.get("page"))
    rows = building_list.page_of(ids, scope, sort, page.start_index() - 1 if ids else 0, PAGE)
    return render(
        request,
        "assessment/buildings.html",
        {
            "scope": scope,
            "form_filter": form,
            "page": page,
            "sort": sort,
            "rows": lines.of_buildings(rows),
            "unit": next((row.unit for row in rows if row.unit), ""),
            "several": len(scope.districts) > 1,
            "mine": not request.actor.is_official,
            "may_import": request.actor.may("import_buildings"),
        },
    )


def _sort(request: HttpRequest, sorts: dict[str, str], default: str) -> str:
    asked = request.GET.get("sort", default)
    return asked if asked.removeprefix("-") in sorts else default


@login_required
@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """The work list: what is owed or breached in the actor's areas, the gravest first."""
    if "tab" not in request.GET:  # written out, so that every link of the page keeps it
        request.GET = request.GET.copy()
        request.GET["tab"] = "owed"
    if "format" in request.GET:
        return take_away(request, "findings")
    scope = scope_for(request)
    form = FindingFilter(scope, request.GET)
    seen = building_list.matching(form.buildings, scope)
    ids = list(seen.values_list("pk", flat=True))
    sort = _sort(request, finding_list.SORTS, "gravity")
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    read = partial(finding_list.listed, ids, form.query, scope, sort, size=PAGE)
    counts, rows = read(start=max(number - 1, 0) * PAGE)
    page = Paginator(range(counts[form.query.tab]), PAGE).get_page(number)
    if not rows and page.object_list:  # beyond the last page: the last one
        rows = read(start=page.start_index() - 1).rows
    lacks = overview.lacks(ids, scope) if form.query.tab == "unknown" else []
    return render(
        request,
        "assessment/findings.html",
        {
            "scope": scope,
            "form_filter": form,
            "page": page,
            "sort": sort,
            "rows": lines.of_findings(rows, scope),
            "tabs": lines.tabs(request, counts, form.query.tab),
            "lacks": glance.lack_lines(lacks, scope),
            "sentence": wording.work_sentence(counts, scope.year) if scope.assessment else "",
            "several": len(scope.districts) > 1,
            "narrowed": lines.narrowed(form.query, scope),
            "buildings": len(ids),
        },
    )


# --- the law as it was asked, and asking anew -----------------------------------------------


@login_required
@require_GET
def edition(request: HttpRequest, hash: str) -> HttpResponse:
    """An edition of the law as it was asked: each duty in words, with its conditions and fine."""
    return render(request, "assessment/edition.html", lines.edition_page(hash))


@login_required
@require_POST
def assess(request: HttpRequest) -> HttpResponse:
    """Assess the city now: at once where that is quick, else by a worker."""
    scope = scope_of(request.actor)
    if scope.city is None or not request.actor.may("assess", scope.city.path):
        raise PermissionDenied(_("Your duty post does not include this act."))
    if running.is_long():
        running.ask(request.actor)
    else:
        _assess_now(request, scope.city)
    return redirect("assessment:home")


def _assess_now(request: HttpRequest, city: Area) -> None:
    """Assess and say what changed, or why the city cannot be judged yet."""
    try:
        run = running.assess_now(request.actor, city, timezone.localdate())
    except (StandardsError, LawError) as error:
        messages.error(request, str(error))
        return
    messages.success(
        request,
        _("Assessed: %(begun)s findings are new or changed, %(ended)s ended.")
        % {"begun": f"{run.changes['begun']:,}", "ended": f"{run.changes['ended']:,}"},
    )


@login_required
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """Whether a worker still assesses; htmx asks, and the page is loaded anew when it is done."""
    now = running.state(request.actor)
    answer = render(request, "assessment/progress.html", {"running": now})
    if not now.busy:
        answer["HX-Refresh"] = "true"
    return answer
