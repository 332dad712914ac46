"""Pages of casework: a list taken away, the file being made, the log of acts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.web import numbers
from greenward.web.tables import Column

from .errors import UsageError
from .exporting import ask, path_of, stream_csv
from .exports import CSV, FORMATS, named
from .forms import LogFilter, SecurityFilter
from .models import AuditEvent, Export
from .selectors import audit_log, security_events
from .words import act_name, details, event_name, subject_name

NOT_FILTERS = ("format", "page", "sort")
PAGE = 100


@login_required
@require_GET
def export(request: HttpRequest, name: str) -> HttpResponse:
    """A list in ``?format=``, with the filters of its page."""
    return take_away(request, name)


def take_away(request: HttpRequest, name: str) -> HttpResponse:
    """The answer to ``?format=csv|xlsx|parquet`` on the page of a list: the file or its making."""
    filters = request.GET.copy()
    format = filters.get("format", CSV)
    for word in NOT_FILTERS:
        filters.pop(word, None)
    try:
        table = named(name)
    except UsageError as error:
        raise Http404(error.message) from error
    if format not in FORMATS:
        raise Http404(_("There is no such file format."))
    if format != CSV:
        return redirect(
            "casework:export", ask(request.actor, table=table, format=format, filters=filters).pk
        )
    answer = StreamingHttpResponse(
        stream_csv(request.actor, table=table, filters=filters),
        content_type="text/csv; charset=utf-8",
    )
    file = f"{name}-{timezone.localdate()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


@login_required
@require_GET
def export_made(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file is; htmx asks for the progress alone until it is ready."""
    found = _own(request, pk)
    page = "casework/export_progress.html" if request.htmx else "casework/export.html"
    title = named(found.kind).title
    return render(request, page, {"export": found, "title": title, "state": Export.State})


@login_required
@require_GET
def export_file(request: HttpRequest, pk: int) -> FileResponse:
    """The finished file, for the person who asked for it."""
    found = _own(request, pk)
    if found.state != Export.State.READY:
        raise Http404(_("This file is not ready."))
    path = path_of(found)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@login_required
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The acts in the areas of the reader's posts, newest first."""
    form = LogFilter(request.GET)
    events = audit_log(request.actor, **(form.cleaned_data if form.is_valid() else {}))
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    columns = [
        Column("at", _("When"), show=numbers.iso),
        Column("act", _("Act"), show=act_name, head=True),
        Column("actor_name", _("Who")),
        Column("subject", _("What"), show=subject_name),
        Column("payload", _("Details"), show=details),
        Column("leaf_index", _("In the log"), show=_number, link=_proof, number=True),
    ]
    return render(request, "casework/log.html", {"filter": form, "page": page, "columns": columns})


@login_required
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Sign-ins, refusals and failures, newest first."""
    form = SecurityFilter(request.GET)
    events = security_events(request.actor, **(form.cleaned_data if form.is_valid() else {}))
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    columns = [
        Column("at", _("When"), show=numbers.iso),
        Column("name", _("What happened"), show=event_name, head=True),
        Column("actor_name", _("Who")),
        Column("act", _("Act"), show=act_name),
        Column("reason", _("Reason")),
        Column("address", _("Address")),
        Column("detail", _("Details"), show=details),
    ]
    shown = {"filter": form, "page": page, "columns": columns}
    return render(request, "casework/security.html", shown)


def _number(index: int | None) -> str:
    """An act's number in the verifiable log."""
    return _("waits") if index is None else f"#{index}"


def _proof(event: AuditEvent) -> str:
    return "" if event.leaf_index is None else reverse("log:proof", args=[event.pk])


def _own(request: HttpRequest, pk: int) -> Export:
    return get_object_or_404(Export, pk=pk, owner=request.user)
