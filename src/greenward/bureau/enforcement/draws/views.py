"""Pages of draws for everybody: the list, one draw, its file, the verifying page and script."""

from __future__ import annotations

import inspect
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.trust.draw import Reason, verifier
from greenward.trust.draw.sources import kind_of

from . import selectors, words
from .areas import Areas
from .course import course
from .logged import checkpoint_over
from .models import Draw
from .reading import draw_file, latest_entries, result_of, rounds_of, sources_of, standing_of

PAGE, LINES = 50, 100
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
    inside = selectors.is_inside(request.actor, found)
    entries = latest_entries(found)
    agree = len({str(one.values) for one in entries}) == 1
    acts = selectors.acts_of(found)
    context = {
        "draw": found,
        "inside": inside,
        "state": selectors.state_label(found),
        "course": course(request.actor, found, acts, agree, inside),
        "abandoned": acts["abandon_draw"].payload.get("reason") if "abandon_draw" in acts else "",
        "article": words.article(found.article),
        "sources": _sources(found),
        "strata": [
            (words.stratum(one.name), one, words.quota(one.quota))
            for one in selectors.strata(found.pool)
        ],
        "inspectors": _inspectors(found, inside),
        "entry": acts.get("freeze_draw"),
        "checkpoint": checkpoint_over(acts["freeze_draw"]) if "freeze_draw" in acts else None,
        "crumbs": [(_("Draws"), reverse("draws:list")), (found.matter.number, "")],
    }
    if inside and found.matter.state == "compared":
        context["entries"] = None if agree else [(one.by, _spoken(one.values)) for one in entries]
    if found.result and (inside or found.published_at):
        context |= _result(request, found, inside)
    else:
        context |= _pool(request, found)
    return render(request, "enforcement/draws/draw.html", context)


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


def _inspectors(found: Draw, inside: bool) -> list[tuple[str, str, str, str]]:
    """Card, name (for officials alone), districts and recusals."""
    names = found.names if inside else {}
    return [
        (
            one["id"],
            names.get(one["id"], ""),
            ", ".join(one["districts"]),
            ", ".join(one["recused"]),
        )
        for one in found.pool["inspectors"]
    ]


def _pool(request: HttpRequest, found: Draw) -> dict[str, Any]:
    page = Paginator(found.pool["targets"], LINES).get_page(request.GET.get("page"))
    districts = Areas(found.matter.area).names
    rows = [
        (one, words.stratum(one["stratum"]), districts.get(one["district"], one["district"]))
        for one in page
    ]
    return {"page": page, "targets": rows}


def _result(request: HttpRequest, found: Draw, inside: bool) -> dict[str, Any]:
    first, rounds = result_of(found), rounds_of(found)
    standing = standing_of(found, rounds)
    round_of = {one.target: n for n, r in enumerate(rounds, 2) for one in r.result.chosen}
    all_lines = selectors.lines(
        found.pool, standing.chosen.values(), [first, *(r.result for r in rounds)], round_of
    )
    page = Paginator(all_lines, LINES).get_page(request.GET.get("page"))
    districts, names = Areas(found.matter.area).names, found.names if inside else {}
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
    if found.result and not found.published_at and not selectors.is_inside(request.actor, found):
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
