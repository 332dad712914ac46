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
from greenward.bureau.casework.words import in_words
from greenward.bureau.construction.models import Project
from greenward.bureau.letters.forms import CheckForm

from .. import papers as services
from .. import preparing, taken
from ..contents import material, particulars_of
from ..forms.papers import EquipmentForm, IndicatorForm, ParticularsForm, ReportForm
from ..models import Handover, Paper, PaperKind
from ..selectors import floor_rows
from .common import (
    UNPROCESSABLE,
    Form,
    answer,
    check_may,
    crumbs,
    done,
    pdf,
    project_of,
    to_handover,
)


@login_required
@Form
def particulars(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts and warranty periods, on one page, each beside what the law asks at least."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    path, initial = taken.measures(project), _entered(project)
    note = taken.note(path, str(initial["measures"]))
    if path is not None:
        initial["measures"] = initial["measures"] or path.value
    form = ParticularsForm(request.POST or None, initial=initial, note=note)
    if request.method == "POST" and form.is_valid():
        act = lambda: (  # noqa: E731
            preparing.enter_particulars(request.actor, project, **form.for_service()) or True
        )
        if done(form, act):
            messages.success(request, _("Kept."))
            return redirect("operation:handover", pk)
    title = _("Warranty and use")
    return answer(
        request,
        form,
        "operation/particulars.html",
        project=project,
        crumbs=crumbs(project, to_handover(project), (title, "")),
        heading=title,
        floors=floor_rows(material(project)),
    )


@login_required
@Form
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
    form = IndicatorForm(request.POST or None, initial=taken.begun(told, now), notes=notes)
    if request.method == "POST" and form.is_valid():
        act = lambda: (  # noqa: E731
            preparing.enter_indicators(request.actor, project, form.cleaned_data) or True
        )
        if done(form, act):
            messages.success(request, _("Kept."))
            return redirect("operation:handover", pk)
    title = _("Performance indicators")
    return answer(
        request,
        form,
        project=project,
        heading=title,
        lede=_("They go into all papers, the sales office and the buyer's guide."),
        go=_("Keep"),
        crumbs=crumbs(project, to_handover(project), (title, "")),
    )


@login_required
@Form
def equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of equipment; rows are pasted or come as a file."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    form = EquipmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        rows = preparing.equipment_rows(form.cleaned_data["text"])
        if done(form, lambda: preparing.add_equipment(request.actor, project, rows)):
            said = ngettext("%(count)s row was added.", "%(count)s rows were added.", len(rows))
            messages.success(request, said % {"count": len(rows)})
            return redirect("operation:equipment", pk)
    title = _("List of equipment")
    return answer(
        request,
        form,
        "operation/equipment.html",
        project=project,
        heading=title,
        rows=project.equipment.all(),
        path=taken.measures(project),
        crumbs=crumbs(project, to_handover(project), (title, "")),
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
@Form
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """File the acceptance report as the paper to be handed over: the one issued here, or a signed one."""
    project = project_of(request, pk)
    check_may(request.actor, project, "issue_paper")
    issued = services.issued_report(project)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportForm(*data, issued=issued)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"] or services.content_of(issued)
        if done(form, lambda: services.file_report(request.actor, project, sent)):
            messages.success(request, _("The report is on file."))
            return redirect("operation:handover", pk)
    title = _("Special acceptance report")
    return answer(
        request,
        form,
        project=project,
        heading=title,
        lede=_("It is handed over as it was signed."),
        go=_("File the report"),
        crumbs=crumbs(project, to_handover(project), (title, "")),
    )


@login_required
@require_GET
def preview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A paper as it would be issued today, marked as a draft; it is the developer's own."""
    project = project_of(request, pk)
    check_may(request.actor, project, "prepare_papers")
    try:
        made = services.preview(project, _kind(kind))
    except ValidationError as error:
        messages.error(request, in_words(error))
        return redirect("operation:handover", pk)
    return pdf(made, f"{project.pk}-{kind}-draft.pdf")


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


@Form
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a copy is genuine: what the code says, and whether a file is the paper itself."""
    rows = Paper.objects.select_related("project", "document")
    paper = rows.filter(code=code.upper()).first()
    if paper is None:
        return render(request, "operation/unknown_paper.html", {"code": code}, status=404)
    form = CheckForm(request.POST or None, request.FILES or None)
    same = None
    if form.is_bound and form.is_valid():
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
    context = {"paper": paper, "form": form, "same": same, "newer": newer}
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "operation/check.html", context, status=status)


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
