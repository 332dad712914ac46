"""The list of projects: what waits for the reader first, then the newest; and the list of plots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

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
    projects,
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
MINE = "mine"
"""The order the list has of itself: what waits for the reader, the next due first, then the newest."""
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
        known = (self.project.facts.get(name) for name in ("land_star", "permit_star"))
        return " · ".join(map(saying.stars, known))


class MineFirst(Sequence[Project]):
    """Projects in the order of the list: some keys first, then the rest, the newest first."""

    def __init__(self, found: QuerySet[Project], first: list[int]) -> None:
        self.found, self.first = found, first

    @cached_property
    def _count(self) -> int:
        return self.found.order_by().count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, asked: Any) -> Any:
        """A slice, in two queries at most."""
        start, stop = asked.start or 0, min(asked.stop, len(self))
        keys = self.first[start:stop]
        rows = {row.pk: row for row in self.found.filter(pk__in=keys)} if keys else {}
        found = [rows[key] for key in keys if key in rows]
        after, before = max(start - len(self.first), 0), stop - len(self.first)
        if before > 0:
            rest = self.found.exclude(pk__in=self.first) if self.first else self.found
            found += rest.order_by("-opened_at", "-pk")[after:before]
        return found


@login_required
@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects the reader sees; ``?format=`` takes the list away."""
    if "format" in request.GET:
        return take_away(request, "projects")
    gates = titles(laws().values())
    form = ProjectFilter(request.GET, actor=request.actor, titles=gates)
    found = matching(projects(request.actor), form.asked)
    mine = waiting_for(request.actor, found)
    if request.GET.get("sort", MINE).removeprefix("-") in SORTS:
        listed: Any = found.order_by(*ordering(request, SORTS, default="-opened"))
    else:
        listed = MineFirst(found, mine)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "construction/projects.html",
        {
            "filter": form,
            "filtered": any(form.cleaned_data.values()) if form.is_valid() else False,
            "page": page,
            "rows": rows(list(page.object_list), gates, set(mine)),
            "mine": len(mine),
            "official": request.actor.is_official,
            "several": not request.actor.is_official or "area" in form.fields,
            "may_open": request.actor.may("open_project") or bool(request.actor.organisations),
        },
    )


def rows(found: Sequence[Project], gates: dict[str, Text], mine: set[int]) -> list[Row]:
    """Projects as the list shows them: two queries, whatever their number."""
    days, today = clocks.calendar(), timezone.localdate()
    first = next_due([project.pk for project in found])
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
