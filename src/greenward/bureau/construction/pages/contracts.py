"""Tender documents and contracts of a project: the clause matrix, each document with a sample clause,
what a machine read in it, and what an officer found (Article 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.casework.words import in_language
from greenward.law import clauses
from greenward.law.clauses import CELLS, PAPERS, SERVICES, STARS, STATED, Cell, Paper, Service
from greenward.law.language import Duty
from greenward.web.answering import form_view, refusing, sent

from ..forms.contracts import ProcurementForm
from ..forms.parts import WhyForm
from ..law import law_of
from ..models import Procurement, Project
from ..saying import article, stars
from ..sources.procurement import counted, facts_of, label
from ..tendering import procuring
from .common import Crumb, check_may, crumbs, offered, on_work, project_of

CELL_MARKS = {
    Cell.MISSING: "breached",
    Cell.TOO_LOW: "breached",
    Cell.UNKNOWN: "unknown",
    Cell.PRESENT: "satisfied",
    Cell.NOT_NEEDED: "not_applicable",
}
OPEN = ("breached", "unknown")
ENTER, FIND = "record_procurement", "find_clause"


@dataclass(frozen=True)
class Shown:
    """One cell: how it stands, in words, and what to do about it."""

    paper: Any
    mark: str
    words: str
    hint: str = ""
    url: str = ""
    action: str = ""
    sample: str = ""


@dataclass(frozen=True)
class Line:
    """One procurement, or a service of which none is on file (`row` is None)."""

    service: Any
    row: Procurement | None
    cells: tuple[Shown, ...]


@login_required
@require_GET
def contracts(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix of a project and what is on file of each service."""
    project = project_of(request, pk)
    duty = _duty(project)
    asked = clauses.clauses(duty) if duty else {}
    rows = counted([project.pk])
    enters = offered(request.actor, project, ENTER)
    lines = matrix(project, asked, rows, enters)
    context = {
        "project": project,
        "duty": duty,
        "article": article(duty.article) if duty else None,
        "star": stars(project.facts.get("permit_star")),
        "star_known": project.facts.get("permit_star") is not None,
        "papers": [in_language(PAPERS[paper]) for paper in asked],
        "lines": lines,
        "open": sum(cell.mark in OPEN for line in lines for cell in line.cells),
        "rows": [(row, in_language(label(row)), _papers(row)) for row in rows],
        "enters": enters,
        "crumbs": crumbs(project, (_("Contracts"), "")),
    }
    return render(request, "construction/contracts.html", context)


def matrix(
    project: Project,
    asked: dict[Paper, clauses.Clause],
    rows: Sequence[Procurement],
    enters: bool,
) -> list[Line]:
    """The services in their order, each procurement of it a line of its own; one line where there
    is none. Empty where the law asks for no clause."""
    if not asked:
        return []
    found = []
    for service in Service:
        name = capfirst(in_language(SERVICES[service]))
        here = [row for row in rows if row.service == service]
        for row in here:
            cells = tuple(_cell(project, row, paper, asked[paper], enters) for paper in asked)
            words = f"{name} · {row.lot}" if row.lot else name
            found.append(Line(words, row, cells))
        if not here:
            cells = tuple(_empty(project, service, paper, enters) for paper in asked)
            found.append(Line(name, None, cells))
    return found


def _cell(
    project: Project, row: Procurement, paper: Paper, clause: clauses.Clause, enters: bool
) -> Shown:
    facts = {**project.facts, **facts_of(row)}
    found = clauses.cell(clause, facts)
    star = facts[STARS[paper]]
    words = in_language(CELLS[found])
    if found in (Cell.PRESENT, Cell.TOO_LOW) and star is not None:
        words = f"{words} {stars(star)}"
    hint, action = _to_do(found, row, paper, facts)
    return Shown(
        in_language(PAPERS[paper]),
        CELL_MARKS[found],
        words,
        hint,
        reverse("construction:clause", args=[project.pk, row.pk, paper.value]),
        action if enters else _("Read it"),
        sample_url(project, Service(row.service), paper) if action else "",
    )


def _to_do(found: Cell, row: Procurement, paper: Paper, facts: dict[str, Any]) -> tuple[str, str]:
    """What is to be done about a cell, and what the way there is called; "" for nothing."""
    if found is Cell.NOT_NEEDED:
        direct = paper is Paper.TENDER and row.tendered is False
        return (_("entrusted directly") if direct else _("before the regulation")), ""
    if found is Cell.PRESENT:
        return "", ""
    if found is Cell.MISSING:
        return _("Add the clause, and file the amended document."), _("Amend it")
    if found is Cell.TOO_LOW:
        return _("Raise it to the permit's star, and file the amended document."), _("Amend it")
    if paper is Paper.TENDER and row.tendered is None:
        return _("Say whether it was put out to tender."), _("Enter it")
    if getattr(row, f"{paper.value}_id") is None and facts[STATED[paper]] is None:
        return _("The document is not on file yet."), _("File it")
    if facts[STATED[paper]] is None:
        return _("Nobody said yet whether the clause is in it."), _("Say it")
    return _("The permit's star is not known yet."), ""


def _empty(project: Project, service: Service, paper: Paper, enters: bool) -> Shown:
    """The cell of a service of which nothing is on file."""
    return Shown(
        in_language(PAPERS[paper]),
        CELL_MARKS[Cell.UNKNOWN],
        in_language(CELLS[Cell.UNKNOWN]),
        _("Nothing is on file of this service."),
        f"{reverse('construction:procure', args=[project.pk])}?service={service.value}"
        if enters
        else "",
        _("Enter it") if enters else "",
        sample_url(project, service, paper),
    )


@login_required
@form_view
def procure(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was commissioned: the developer."""
    project = project_of(request, pk)
    check_may(request.actor, project, ENTER)
    initial = {"service": request.GET.get("service")}
    form = ProcurementForm(*sent(request), project=project, initial=initial)
    if form.is_valid():
        with refusing(form):
            procuring.procure(request.actor, project, **form.for_service())
            messages.success(request, _("It is on file. Now add its documents."))
            return redirect("construction:contracts", project.pk)
    return on_work(
        request,
        project,
        form,
        _("Enter a service"),
        to_contracts(project),
        lede=_("A service is commissioned by tender or directly; its documents come next."),
        go=_("Put it on file"),
    )


@login_required
@form_view
def procurement(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Change what was entered of a service."""
    project = project_of(request, pk)
    check_may(request.actor, project, ENTER)
    found = row_of(project, row)
    initial = ProcurementForm.initial_of(found)
    form = ProcurementForm(*sent(request), project=project, row=found, initial=initial)
    if form.is_valid():
        with refusing(form):
            procuring.amend(request.actor, found, **form.for_service())
            messages.success(request, _("The change is on file."))
            return redirect("construction:contracts", project.pk)
    heading = in_language(label(found))
    return on_work(request, project, form, heading, to_contracts(project), go=_("Keep the change"))


@login_required
@form_view
def withdraw(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take back what was entered by mistake."""
    project = project_of(request, pk)
    check_may(request.actor, project, ENTER)
    found = row_of(project, row)
    form = WhyForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            procuring.withdraw(request.actor, found, because=form.cleaned_data["because"])
            messages.success(request, _("It is withdrawn: it stays on file and counts no more."))
            return redirect("construction:contracts", project.pk)
    return on_work(
        request,
        project,
        form,
        _("Withdraw: %(what)s") % {"what": in_language(label(found))},
        to_contracts(project),
        lede=_("It was entered by mistake: it stays on file and counts no more."),
        go=_("Withdraw"),
    )


# --- what the pages of this topic share -------------------------------------------------------


def row_of(project: Project, pk: int) -> Procurement:
    rows = project.procurements.filter(withdrawn_at=None)
    return get_object_or_404(rows.select_related("project__area", "project__matter__area"), pk=pk)


def paper_of(name: str) -> Paper:
    if name not in list(Paper):
        raise Http404(name)
    return Paper(name)


def _duty(project: Project) -> Duty | None:
    return clauses.duty_of(law_of(project.area).edition, project.regime_on)


def _papers(row: Procurement) -> list[tuple[str, str, Any]]:
    return [
        (
            capfirst(in_language(PAPERS[paper])),
            reverse("construction:clause", args=[row.project_id, row.pk, paper.value]),
            getattr(row, paper.value),
        )
        for paper in Paper
        if not (paper is Paper.TENDER and row.tendered is False)
    ]


def sample_url(project: Project, service: Service, paper: Paper) -> str:
    return reverse("construction:sample_clause", args=[project.pk, service.value, paper.value])


def to_contracts(project: Project) -> Crumb:
    return _("Contracts"), reverse("construction:contracts", args=[project.pk])
