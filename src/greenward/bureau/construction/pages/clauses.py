"""One tender document or contract: the file, what a machine read in it, what is said of it, what an
officer found, and a sample of the clause (Article 14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.casework.words import in_language
from greenward.law.clauses import PAPERS, SERVICES, STARS, STATED, Paper, Service
from greenward.web.answering import UNPROCESSABLE, form_view, refusing, sent, telling

from ..forms.contracts import ClauseForm, FindingForm, PaperForm
from ..models import ClauseFinding, Procurement, Project
from ..saying import stars
from ..sources.procurement import label
from ..tendering import procuring
from ..tendering.reading import Proposal, read_document
from ..tendering.wording import requirements, sample
from .common import check_may, check_post, crumbs, offered, project_of
from .contracts import ENTER, FIND, paper_of, row_of, to_contracts


@login_required
@form_view
def clause(request: HttpRequest, pk: int, row: int, paper: str) -> HttpResponse:
    """One document: the file, what was read in it, what is said of it, what an officer found."""
    project = project_of(request, pk)
    found, kind = row_of(project, row), paper_of(paper)
    what = request.POST.get("what", "")
    held = getattr(found, kind.value)
    reading = read_document(held.document) if held and not what else None
    forms = _forms(request, project, found, kind, reading)
    posted = request.method == "POST"
    check_post(not posted or bool(forms) and what in {"", *forms})
    form = forms.get(what)
    if form and form.is_valid():
        with refusing(form):
            _do(request, found, kind, what, form.cleaned_data)
            return redirect("construction:clause", pk, row, paper)
    asked, title = requirements(project), capfirst(in_language(PAPERS[kind]))
    context = {
        "project": project,
        "row": found,
        "paper": kind,
        "heading": f"{title} · {in_language(label(found))}",
        "filing": held,
        "stated": getattr(found, STATED[kind]),
        "star": stars(getattr(found, STARS[kind])),
        "form": form,
        "forms": forms,
        "reading": reading,
        "places": [(place, stars(place.star)) for place in reading.places] if reading else [],
        "findings": _findings(found, kind),
        "clause": sample(Service(found.service), kind, asked),
        "asked": asked,
        "permit": stars(asked.star),
        "crumbs": crumbs(project, to_contracts(project), (title, "")),
    }
    status = UNPROCESSABLE if posted else 200
    return render(request, "construction/clause.html", context, status=status)


def _forms(
    request: HttpRequest, project: Project, row: Procurement, paper: Paper, reading: Proposal | None
) -> dict[str, Any]:
    """The forms of the page that are the reader's; the one that was sent is bound."""
    what = request.POST.get("what", "")

    def posted(name: str) -> tuple[Any, ...]:
        return sent(request) if name == what else ()

    forms: dict[str, Any] = {}
    if offered(request.actor, project, ENTER):
        forms["file"] = PaperForm(*posted("file"))
        forms["say"] = ClauseForm(*posted("say"), initial=_initial(row, paper, reading))
    if offered(request.actor, project, FIND):
        forms["find"] = FindingForm(*posted("find"), prefix="find")
    return forms


def _do(
    request: HttpRequest, row: Procurement, paper: Paper, what: str, said: dict[str, Any]
) -> None:
    """Do what one of the page's forms asks for, and say so."""
    if what == "file":
        procuring.attach(request.actor, row, paper, said["file"])
        told = _("The document is filed. Read it, then say what stands in it.")
    elif what == "say":
        procuring.state_clause(request.actor, row, paper, **said)
        told = _("What the document states is on file.")
    else:
        procuring.find(request.actor, row, paper, **said)
        told = _("The finding is on file and holds against what was entered.")
    messages.success(request, told)


@login_required
@require_POST
def lift(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Lift a finding."""
    project = project_of(request, pk)
    check_may(request.actor, project, FIND)
    rows = ClauseFinding.objects.filter(procurement__project=project, lifted_at=None)
    found = get_object_or_404(rows.select_related("procurement"), pk=finding)
    with telling(request):
        procuring.lift(request.actor, found)
        messages.success(request, _("The finding is lifted: what was entered holds again."))
    return redirect("construction:clause", pk, found.procurement_id, found.paper)


@login_required
@require_GET
def sample_clause(request: HttpRequest, pk: int, service: str, paper: str) -> HttpResponse:
    """A sample clause for a document that is still to be written."""
    project = project_of(request, pk)
    if service not in list(Service):
        raise Http404(service)
    kind, asked = paper_of(paper), requirements(project)
    heading = _("Sample clause: %(service)s, %(paper)s") % {
        "service": in_language(SERVICES[Service(service)]),
        "paper": in_language(PAPERS[kind]),
    }
    context = {
        "project": project,
        "heading": heading,
        "clause": sample(Service(service), kind, asked),
        "asked": asked,
        "permit": stars(asked.star),
        "crumbs": crumbs(project, to_contracts(project), (_("Sample clause"), "")),
    }
    return render(request, "construction/sample_clause.html", context)


def _findings(row: Procurement, paper: Paper) -> list[tuple[ClauseFinding, str]]:
    """The findings about a document that hold, each with what was read."""
    held = row.findings.filter(paper=paper, lifted_at=None).select_related("noted_by")
    none = _("no clause on the star")
    return [(one, none if one.star is None else stars(one.star)) for one in held]


def _initial(row: Procurement, paper: Paper, reading: Proposal | None) -> dict[str, Any]:
    """What is on file; where nobody said anything yet, what the reader proposes."""
    stated, star = getattr(row, STATED[paper]), getattr(row, STARS[paper])
    if stated is None and reading is not None:
        stated, star = reading.stated, reading.star
    return {
        "stated": "" if stated is None else "yes" if stated else "no",
        "star": "" if star is None else str(star),
    }
