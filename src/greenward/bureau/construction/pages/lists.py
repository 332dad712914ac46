"""The list of projects: what waits for the reader first, then the newest; and the list of plots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.visibility import among
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.matters.due import Due, due
from greenward.bureau.casework.views import take_away
from greenward.bureau.casework.words import in_language
from greenward.law.language import Text
from greenward.web.tables import ordering

from .. import saying
from ..course import WORDS, Step
from ..forms.filters import PlotFilter, ProjectFilter
from ..holding import HELD
from ..models import Project
from ..selectors import (
    laws,
    matching,
    next_due,
    plots,
    plots_matching,
    shown,
    titles,
    waiting_for,
)

PAGE = 50
SORTS = {
    "name": "name",
    "code": "code",
    "stands": "next_gate",
    "developer": "developer__name",
    "area": "area__path",
    "opened": "opened_at",
}
TONES = {Step.UNMET: "bad", Step.REFUSED: "bad", Step.REOPENED: "warn", Step.READY: "good"}


@dataclass(frozen=True)
class Row:
    """One project as the list shows it."""

    project: Project
    gate: str
    step: str
    tone: str
    due: Due
    mine: bool

    @property
    def held(self) -> bool:
        return self.project.matter.state == HELD

    @property
    def stars(self) -> str:
        """The star the land document asks for, and the one permitted."""
        known = [self.project.facts.get(name) for name in ("land_star", "permit_star")]
        return saying.NOTHING if known == [None, None] else " · ".join(map(saying.stars, known))


class Listed(Sequence[Project]):
    """Projects in the order of the list: some keys first, then the rest in an order.

    Only the keys of a page are sorted by the database; its rows are read by them.
    """

    def __init__(self, found: QuerySet[Project], first: list[int], order: Sequence[str]) -> None:
        self.found, self.first, self.order = found, first, order

    @cached_property
    def _count(self) -> int:
        return self.found.order_by().count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, asked: Any) -> Any:
        """The projects of a slice, in one query beside the count."""
        start, stop = asked.start or 0, min(asked.stop, len(self))
        first, skipped = self.first[start:stop], len(self.first)
        wanted = Q(pk__in=first)
        if stop > skipped:
            rest = self.found.exclude(among("id", self.first)) if self.first else self.found
            ordered = rest.order_by(*self.order).values("pk")
            wanted |= Q(pk__in=ordered[max(start - skipped, 0) : stop - skipped])
        rows = list(shown(wanted).order_by(*self.order))
        place = {key: number for number, key in enumerate(first)}
        return sorted(rows, key=lambda row: place.get(row.pk, len(place)))


@login_required
@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects the reader sees; ``?format=`` takes the list away."""
    if "format" in request.GET:
        return take_away(request, "projects")
    gates = titles(laws().values())
    form = ProjectFilter(request.GET, actor=request.actor, titles=gates)
    found = matching(Project.objects.visible_to(request.actor), form.asked)
    mine = waiting_for(request.actor, found)
    sorted_by = request.GET.get("sort", "").removeprefix("-") in SORTS
    order = ordering(request, SORTS, default="-opened")
    page = Paginator(Listed(found, [] if sorted_by else mine, order), PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "construction/projects.html",
        {
            "filter": form,
            "filtered": any(form.cleaned_data.values()) if form.is_valid() else False,
            "page": page,
            "rows": rows(list(page.object_list), gates, set(mine)),
            "mine": len(mine),
            "mine_first": not sorted_by,
            "official": request.actor.is_official,
            "company": bool(request.actor.organisations),
            "several": not request.actor.is_official or "area" in form.fields,
            "may_open": request.actor.may("open_project") or bool(request.actor.organisations),
        },
    )


def rows(found: Sequence[Project], gates: dict[str, Text], mine: set[int]) -> list[Row]:
    """Projects as the list shows them: two queries, whatever their number."""
    days, today = clocks.calendar(), timezone.localdate()
    first = next_due(found)
    lines = []
    for project in found:
        step = Step(project.next_step) if project.next_step else None
        day, count = first.get(project.pk, (None, ""))
        lines.append(
            Row(
                project,
                in_language(gates[project.next_gate]) if project.next_gate in gates else "",
                str(WORDS[step]) if step else "",
                TONES.get(step, "") if step else "good",
                due(day, days, today, count=count),
                project.pk in mine,
            )
        )
    return lines


@login_required
@require_GET
def plot_list(request: HttpRequest) -> HttpResponse:
    """The plots of land the reader sees, by number."""
    form = PlotFilter(request.GET, actor=request.actor)
    said = form.cleaned_data if form.is_valid() else {}
    found = plots_matching(plots(request.actor), said.get("text", ""), said.get("area"))
    page = Paginator(found.order_by("code"), PAGE).get_page(request.GET.get("page"))
    shown = {
        "filter": form,
        "page": page,
        "plots": [(one, saying.stars(one.facts.get("land_star"))) for one in page.object_list],
        "may_open": request.actor.may("open_plot"),
    }
    return render(request, "construction/plots.html", shown)
