"""Pages of the papers: what is entered once, drafts, issuing, the file, the check anybody can make."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.casework.documents import path_of
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.pages.common import check_may
from greenward.bureau.letters.forms import CheckForm
from greenward.web.answering import form_page, form_view, refusing, sent, telling

from .. import papers as services
from .. import preparing, taken
from ..contents import material, particulars_of
from ..forms.papers import EquipmentForm, IndicatorForm, ParticularsForm, ReportForm
from ..models import Handover, Paper, PaperKind
from ..selectors import floor_rows
from .common import on_project, pdf, project_of, to_handover


@login_required
@form_view
def particulars(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts and warranty periods, on one page, each beside what the law asks at least."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    path, initial = taken.measures(project), _entered(project)
    note = taken.note(path, str(initial["measures"]))
    if path is not None:
        initial["measures"] = initial["measures"] or path.value
    form = ParticularsForm(*sent(request), initial=initial, note=note)
    if form.is_valid():
        with refusing(form):
            preparing.enter_particulars(request.actor, project, **form.for_service())
            messages.success(request, _("Kept."))
            return redirect("operation:handover", pk)
    return on_project(
        request,
        project,
        form,
        _("Warranty and use"),
        to_handover(project),
        template="operation/particulars.html",
        floors=floor_rows(material(project)),
    )


@login_required
@form_view
def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """The promised performance, said beside each field as the buyer will read it."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    now = dict(project.indicators.values_list("name", "value"))
    told = taken.indicators(project)
    notes = {
        name: taken.note(one, now.get(name, ""))
        for name, one in told.items()
        if name in now or not now
    }
    form = IndicatorForm(*sent(request), initial=taken.begun(told, now), notes=notes)
    if form.is_valid():
        with refusing(form):
            preparing.enter_indicators(request.actor, project, form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("operation:handover", pk)
    return on_project(
        request,
        project,
        form,
        _("Performance indicators"),
        to_handover(project),
        lede=_("They go into all papers, the sales office and the buyer's guide."),
        go=_("Keep"),
    )


@login_required
@form_view
def equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of equipment; rows are pasted or come as a file."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    form = EquipmentForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            rows = preparing.equipment_rows(form.cleaned_data["text"])
            preparing.add_equipment(request.actor, project, rows)
            said = ngettext("%(count)s row was added.", "%(count)s rows were added.", len(rows))
            messages.success(request, said % {"count": len(rows)})
            return redirect("operation:equipment", pk)
    return on_project(
        request,
        project,
        form,
        _("List of equipment"),
        to_handover(project),
        template="operation/equipment.html",
        rows=project.equipment.all(),
        path=taken.measures(project),
    )


@login_required
@require_POST
def remove_equipment(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take one row out of the list."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    found = get_object_or_404(project.equipment, pk=row)
    preparing.remove_equipment(request.actor, project, found)
    return redirect("operation:equipment", pk)


@login_required
@form_view
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """File the acceptance report as the paper to be handed over: the one issued here, or a signed one."""
    project = project_of(request, pk)
    check_may(request.actor, project, "issue_paper")
    issued = services.issued_report(project)
    form = ReportForm(*sent(request), issued=issued)
    if form.is_valid():
        with refusing(form):
            content = form.cleaned_data["file"] or services.content_of(issued)
            services.file_report(request.actor, project, content)
            messages.success(request, _("The report is on file."))
            return redirect("operation:handover", pk)
    return on_project(
        request,
        project,
        form,
        _("Special acceptance report"),
        to_handover(project),
        lede=_("It is handed over as it was signed."),
        go=_("File the report"),
    )


@login_required
@require_GET
def preview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A paper as it would be issued today, marked as a draft; it is the developer's own."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    with telling(request):
        return pdf(services.preview(project, _kind(kind)), f"{project.pk}-{kind}-draft.pdf")
    return redirect("operation:handover", pk)


@login_required
@require_POST
def issue(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Issue the next version; what is missing is told on the page one came from."""
    project = project_of(request, pk)
    check_may(request.actor, project, "issue_paper")
    try:
        paper = services.issue(request.actor, project, _kind(kind))
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        said = {"paper": paper.get_kind_display(), "version": paper.version}
        messages.success(request, _("Issued: %(paper)s, version %(version)s.") % said)
    return redirect("operation:handover", pk)


@login_required
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued paper, for whoever sees its project or received it."""
    mine = Q(given__handover__in=Handover.objects.visible_to(request.actor))
    seen = Q(unit=None, project__in=Project.objects.visible_to(request.actor))
    rows = Paper.objects.filter(mine | seen).select_related("document", "project")
    paper = get_object_or_404(rows.distinct(), pk=pk)
    name = f"{paper.project_id}-{paper.kind}-{paper.version}.pdf"
    return pdf(path_of(paper.document).read_bytes(), name)


@form_view
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a copy is genuine: what the code says, and whether a file is the paper itself."""
    rows = Paper.objects.select_related("project", "document")
    paper = rows.filter(code=code.upper()).first()
    if paper is None:
        return render(request, "operation/unknown_paper.html", {"code": code}, status=404)
    form = CheckForm(*sent(request))
    same = None
    if form.is_valid():
        digest = hashlib.sha256()
        for chunk in request.FILES["file"].chunks():
            digest.update(chunk)
        same = digest.hexdigest() == paper.document_id
    newer = Paper.objects.filter(
        project=paper.project_id,
        unit=paper.unit_id,
        kind=paper.kind,
        version__gt=paper.version,
    ).exists()
    return form_page(request, "operation/check.html", form, paper=paper, same=same, newer=newer)


def _kind(name: str) -> PaperKind:
    if name not in services.MADE_HERE:
        raise Http404
    return PaperKind(name)


def _entered(project: Project) -> dict[str, object]:
    """What is on file, as the form takes it."""
    said = particulars_of(project)
    found: dict[str, object] = {name: getattr(said, name) for name in preparing.TEXTS}
    found["design_life"] = said.design_life
    found["insulated"] = {True: "yes", False: "no", None: ""}[said.insulated]
    for row in project.warranties.all():
        found[f"number_{row.part}"], found[f"count_{row.part}"] = row.number, row.count
    return found
