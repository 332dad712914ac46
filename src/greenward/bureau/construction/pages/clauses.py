"""One tender document or contract: the file, what a machine read in it, what is said of it, what an
officer found, and a sample of the clause (Article 14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from greenward.bureau.casework.words import in_language
from greenward.law.clauses import PAPERS, SERVICES, STARS, STATED, Paper, Service

from ..forms.contracts import ClauseForm, FindingForm, PaperForm
from ..models import ClauseFinding, Procurement
from ..saying import stars
from ..sources.procurement import label
from ..tendering import procuring
from ..tendering.reading import Proposal, read_document
from ..tendering.wording import requirements, sample
from .contracts import ENTER, FIND, crumbs, may, paper_of, project_of, row_of
from .opening import answer, check_may, done


@login_required
@require_http_methods(["GET", "POST"])
def clause(request: HttpRequest, pk: int, row: int, paper: str) -> HttpResponse:
    """One document: the file, what was read in it, what is said of it, what an officer found."""
    project = project_of(request, pk)
    found, kind = row_of(project, row), paper_of(paper)
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    held = getattr(found, kind.value)
    reading = read_document(held.document) if held and not sent else None
    forms: dict[str, Any] = {}
    if may(request, project, ENTER):
        forms["file"] = PaperForm(*_sent(request, sent == "file"))
        forms["say"] = ClauseForm(
            *_sent(request, sent == "say")[:1], initial=_initial(found, kind, reading)
        )
    if may(request, project, FIND):
        forms["find"] = FindingForm(*_sent(request, sent == "find")[:1], prefix="find")
    if request.method == "POST":
        if not forms or (sent and sent not in forms):
            raise PermissionDenied(_("Your duty post does not include this act."))
        if sent and forms[sent].is_valid() and _do(request, found, kind, sent, forms[sent]):
            return redirect("construction:clause", pk, row, paper)
    asked = requirements(project)
    context = {
        "project": project,
        "row": found,
        "paper": kind,
        "heading": f"{capfirst(in_language(PAPERS[kind]))} · {in_language(label(found))}",
        "filing": held,
        "stated": getattr(found, STATED[kind]),
        "star": stars(getattr(found, STARS[kind])),
        "forms": forms,
        "reading": reading,
        "places": [(place, stars(place.star)) for place in reading.places] if reading else [],
        "findings": _findings(found, kind),
        "clause": sample(Service(found.service), kind, asked),
        "asked": asked,
        "permit": stars(asked.star),
        "crumbs": crumbs(project, capfirst(in_language(PAPERS[kind]))),
    }
    form = forms.get(sent)
    return answer(request, form, template="construction/clause.html", **context)


def _do(request: HttpRequest, row: Procurement, paper: Paper, what: str, form: Any) -> bool:
    """Do what one of the page's forms asks for; False where it is refused."""
    said, actor = form.cleaned_data, request.actor
    acts = {
        "file": lambda: procuring.attach(actor, row, paper, said["file"]),
        "say": lambda: procuring.state_clause(actor, row, paper, **said) or True,
        "find": lambda: procuring.find(actor, row, paper, **said),
    }
    told = {
        "file": _("The document is filed. Read it, then say what stands in it."),
        "say": _("What the document states is on file."),
        "find": _("The finding is on file and holds against what was entered."),
    }
    if not done(form, acts[what]):
        return False
    messages.success(request, told[what])
    return True


@login_required
@require_POST
def lift(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Lift a finding."""
    project = project_of(request, pk)
    check_may(request.actor, project, FIND)
    rows = ClauseFinding.objects.filter(procurement__project=project, lifted_at=None)
    found = get_object_or_404(rows.select_related("procurement"), pk=finding)
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
        "crumbs": crumbs(project, _("Sample clause")),
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


def _sent(request: HttpRequest, this: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if this else (None, None)
