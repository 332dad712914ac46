"""Pages of draws for everybody: the list, one draw, its file, the verifying page and script."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.casework.filings import filings_of
from greenward.bureau.casework.models import AuditEvent
from greenward.trust.draw import Reason, verifier
from greenward.trust.draw.sources import kind_of

from . import selectors, words
from .areas import Areas
from .course import course
from .logged import events_of
from .models import Draw
from .reading import (
    draw_file,
    latest_entries,
    result_of,
    rounds_of,
    same,
    sources_of,
    standing_of,
)

PAGE = 50
PUBLIC = "public, max-age=60"


@require_GET
def draws(request: HttpRequest) -> HttpResponse:
    """The draws a person may see: officials those of their areas, everybody those announced."""
    page = Paginator(selectors.listed(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = [(one, selectors.state_label(one), selectors.first_source(one)) for one in page]
    may_plan = request.actor.may("plan_draw") and request.user.is_authenticated
    return render(
        request, "enforcement/draws/list.html", {"page": page, "rows": rows, "may_plan": may_plan}
    )


@require_GET
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: its course, what is next, what was announced, the pool, the result."""
    found = get_object_or_404(selectors.one(request.actor), pk=pk)
    events, state = list(events_of(found)), found.matter.state
    entries = latest_entries(found) if state == "compared" else []
    districts = Areas(found.matter.area).names
    context = {
        "draw": found,
        "inside": found.inside,
        "state": selectors.state_label(found),
        "course": course(request.actor, found, events, same(entries), found.inside),
        "article": words.article(found.article),
        "sources": _sources(found),
        "inspectors": _inspectors(found, districts),
        # The second person enters without sight of what the first found.
        "documents": [] if state == "entered" else filings_of(request.actor, found.matter),
        "crumbs": [(_("Draws"), reverse("draws:list")), (found.matter.number, "")],
        **_logged(events),
    }
    if found.inside and not same(entries):
        context["entries"] = [(one.by, _spoken(one.values)) for one in entries]
    if found.result and (found.inside or found.published_at):
        context |= _result(request, found, districts)
    else:
        context |= _pool(request, found, districts)
    return render(request, "enforcement/draws/draw.html", context)


def _logged(events: list[AuditEvent]) -> dict[str, Any]:
    """What the log proves of a draw, and why it was given up if it was."""
    acts = {one.act: one for one in events}
    abandoned = acts.get("abandon_draw")
    return {
        "freezing": acts.get("freeze_draw"),
        "publication": acts.get("publish_draw"),
        "abandoned": abandoned.payload.get("reason") if abandoned else "",
    }


def _sources(found: Draw) -> list[tuple[str, str, Any, str]]:
    """Name, announcement, time and, once it is drawn, the values of each source."""
    values, rows = list(found.randomness or ()), []
    for one in sources_of(found):
        kind = kind_of(one.kind)
        own, values = values[: len(kind.parts)], values[len(kind.parts) :]
        rows.append((words.name(kind.name), one.name, one.at, _spoken(own)))
    return rows


def _spoken(values: list[Any]) -> str:
    return " | ".join(one if isinstance(one, str) else " ".join(map(str, one)) for one in values)


def _inspectors(found: Draw, districts: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Card, name (for officials alone), districts and recusals."""
    names = found.names if found.inside else {}
    return [
        (
            one["id"],
            names.get(one["id"], ""),
            ", ".join(districts.get(code, code) for code in one["districts"]),
            ", ".join(one["recused"]),
        )
        for one in found.pool["inspectors"]
    ]


def _pool(request: HttpRequest, found: Draw, districts: Mapping[str, str]) -> dict[str, Any]:
    page = Paginator(found.pool["targets"], PAGE).get_page(request.GET.get("page"))
    rows = [
        (one, words.stratum(one["stratum"]), districts.get(one["district"], one["district"]))
        for one in page
    ]
    strata = [
        (words.stratum(one.name), one, words.quota(one.quota))
        for one in selectors.strata(found.pool)
    ]
    return {"page": page, "targets": rows, "strata": strata}


def _result(request: HttpRequest, found: Draw, districts: Mapping[str, str]) -> dict[str, Any]:
    prefetch_related_objects([found], "substitutions")
    first, rounds = result_of(found), rounds_of(found)
    standing = standing_of(found, rounds)
    round_of = {one.target: n for n, r in enumerate(rounds, 2) for one in r.result.chosen}
    all_lines = selectors.lines(
        found.pool, standing.chosen.values(), [first, *(r.result for r in rounds)], round_of
    )
    page = Paginator(all_lines, PAGE).get_page(request.GET.get("page"))
    names = found.names if found.inside else {}
    return {
        "result": first,
        "raised": first.cap > found.pool["cap"],
        "page": page,
        "lines": [
            (
                one,
                words.stratum(one.chosen.stratum),
                districts.get(one.district, one.district),
                [(i.id, names.get(i.id, ""), i.order) for i in one.chosen.inspectors],
                [(s.inspector, words.skip(s.reason)) for s in one.passed],
            )
            for one in page
        ],
        "quotas": [(words.stratum(one.stratum), one) for one in first.quota],
        "left_out": [s for s in first.skipped if s.reason is Reason.TOO_FEW_INSPECTORS],
        "substitutions": _substitutions(found, rounds),
    }


def _substitutions(found: Draw, rounds: list[Any]) -> list[tuple[Any, str, list[str]]]:
    """Each with what was withdrawn and what took its place, in words."""
    rows = []
    for row, done in zip(found.substitutions.all(), rounds, strict=True):
        new = [
            f"{one.target}: {', '.join(i.id for i in one.inspectors)}" for one in done.result.chosen
        ]
        rows.append((row, words.withdrawn(done.withdrawal.target, done.withdrawal.inspector), new))
    return rows


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw file: announcement and pool, with the result once a person may see it."""
    found = get_object_or_404(selectors.one(request.actor), pk=pk, frozen_at__isnull=False)
    if found.result and not found.published_at and not found.inside:
        data = {"announcement": found.announcement, "pool": found.pool}
    else:
        data = draw_file(found)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{found.matter.number}.json"'
    return answer


@require_GET
def script(request: HttpRequest) -> HttpResponse:
    """The verifier for Python, as it stands in this house."""
    answer = HttpResponse(inspect.getsource(verifier), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verifier.py"'
    answer["Cache-Control"] = PUBLIC
    return answer


@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """The page that recomputes a draw in the reader's own browser; ``?draw=`` opens a public one."""
    found = None
    if asked := request.GET.get("draw", ""):
        if not asked.isdecimal():
            raise Http404
        found = get_object_or_404(
            selectors.listed(request.actor), pk=int(asked), published_at__isnull=False
        )
    crumbs = [(_("Draws"), reverse("draws:list")), (_("Verify a draw"), "")]
    return render(request, "enforcement/draws/verify.html", {"draw": found, "crumbs": crumbs})
