"""What is owed now, over all projects of a company: by it, by others whom it waits for, decided lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from greenward.bureau.casework.words import in_language

from ..course import Step
from ..models import Decision, Project
from ..owed import Item, Owed, owed
from ..selectors import in_full, laws_of, projects

MOST = 100
"""Projects whose debts one page shows; a company with more finds the others in its list."""
LATELY = timedelta(days=90)


class Told(NamedTuple):
    """A decision of the last weeks."""

    project: Project
    gate: str
    decision: Decision


@dataclass(frozen=True)
class Group:
    """What is owed in one project, by the reader or by others."""

    project: Project
    next: str
    items: tuple[Item, ...]

    @property
    def first(self) -> date:
        return min((item.due.day for item in self.items if item.due.day), default=date.max)


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What the reader's companies owe, project by project, what is due first first. Officials have
    the same on the page of each project."""
    actor = request.actor
    if actor.is_official and not actor.organisations:
        return redirect("construction:projects")
    running = in_full(projects(actor)).filter(matter__closed_at=None)
    running = running.order_by("-opened_at", "-pk")
    rows = list(running[:MOST])
    found = owed(actor, rows, laws_of(rows))
    mine, others = (groups(found, mine) for mine in (True, False))
    shown = {
        "mine": mine,
        "others": others,
        "count": sum(len(group.items) for group in mine),
        "told": lately(found),
        "projects": len(found),
        "most": MOST,
        "may_open": bool(actor.organisations),
    }
    return render(request, "construction/owed.html", shown)


def groups(found: list[Owed], mine: bool) -> list[Group]:
    """The projects in which something is owed by the reader, or by others."""
    all = [
        Group(one.project, _next(one), items)
        for one in found
        if (items := one.mine if mine else one.others)
    ]
    return sorted(all, key=lambda group: group.first)


def _next(one: Owed) -> str:
    leg = next((leg for leg in one.legs if leg.step is not Step.PASSED), None)
    return capfirst(in_language(leg.gate.title)) if leg else ""


def lately(found: list[Owed]) -> list[Told]:
    """The decisions of the last weeks, the newest first."""
    since = timezone.localdate() - LATELY
    told = [
        Told(one.project, capfirst(in_language(leg.gate.title)), leg.decision)
        for one in found
        for leg in one.legs
        if leg.decision is not None and leg.decision.decided_on >= since
    ]
    return sorted(told, key=lambda one: one.decision.decided_on, reverse=True)
