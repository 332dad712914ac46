"""Pages of the importer: the runs, one run with its reasons and merges, profiles."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.web.answering import form_page, form_view, refusing, sent, telling

from . import changes, kinds, reasons, refused, selectors, services
from .forms import KINDS, ImportForm, ProfileForm
from .importing import profiles
from .importing.columns import CLASS
from .importing.fields import FIELDS, Reads, field
from .importing.profiles import Profile
from .models import BuildingClass, ImportRun
from .reading import UnreadableFile

PAGE = 50
QUICK = 1_000_000
"""Bytes of a file that is imported while the page waits: a second or two."""


@login_required
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """All imports into the actor's areas."""
    _registrar(request)
    page = Paginator(selectors.runs(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "registry/imports.html", {"page": page, "kinds": KINDS})


@login_required
@form_view
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file and a profile; a dry run first."""
    _registrar(request)
    form = ImportForm(request.actor, *sent(request))
    if form.is_valid():
        try:
            with refusing(form, at="file"):
                return redirect("registry:run", pk=_started(request, form.cleaned_data).pk)
        except UnreadableFile as error:
            form.add_error("file", str(error))
    return form_page(request, "registry/new.html", form, crumbs=_crumbs(_("New import")))


def _started(request: HttpRequest, data: dict[str, Any]) -> ImportRun:
    file = data["file"]
    return services.bring_in(
        request.actor,
        kind=data["kind"],
        content=file,
        file_name=file.name,
        profile=data["mapping"],
        area=data["area"],
        dry_run=data["dry_run"],
        at_once=file.size <= QUICK,
    )


@login_required
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: counts, preview, reasons, merges."""
    found = _run(request, pk)
    page = Paginator(found.changes.order_by("row", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "run": found,
        "kind": KINDS.get(found.kind, found.kind),
        "busy": found.state in (ImportRun.State.WAITING, ImportRun.State.RUNNING),
        "error": _error(found),
        "sentence": _sentence(found),
        "refused": selectors.refused_by_reason(found),
        "left_out": selectors.left_out_by_reason(found),
        "preview": _preview(found),
        "page": page,
        "told": changes.told(page, {} if found.dry_run else kinds.importer(found.kind).pages(page)),
        "may_undo": not (found.dry_run or found.undone_at)
        and kinds.importer(found.kind).undoes
        and request.actor.may("undo_import", found.area.path),
        "crumbs": _crumbs(found.file_name),
    }
    return render(request, "registry/run.html", context)


@login_required
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is; when it has ended, the page is to be loaded anew."""
    found = _run(request, pk)
    busy = found.state in (ImportRun.State.WAITING, ImportRun.State.RUNNING)
    answer = render(request, "registry/progress.html", {"run": found, "busy": busy})
    if not busy:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_GET
def refused_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as they stood, with reasons and remedies, as a file."""
    found = _run(request, pk)
    blocks = refused.blocks(found)
    answer = StreamingHttpResponse(blocks, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="refused-{found.pk}.csv"'
    return answer


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Do in earnest what a dry run showed."""
    found = _run(request, pk)
    repeated = services.repeat(request.actor, found, at_once=found.document.size <= QUICK)
    return redirect("registry:run", pk=repeated.pk)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole import back."""
    found = _run(request, pk)
    with telling(request):
        count = services.undo_run(request.actor, found)
        said = ngettext("%(n)s change was undone.", "%(n)s changes were undone.", count)
        messages.success(request, said % {"n": f"{count:,}"})
    return redirect("registry:run", pk=pk)


@login_required
@require_POST
def undo_one(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Take back what an import did to one building."""
    found = _run(request, pk)
    one = get_object_or_404(found.changes, pk=change)
    with telling(request):
        services.undo_change(request.actor, one)
        messages.success(request, _("Undone: %(building)s.") % {"building": one.label})
    return redirect("registry:run", pk=pk)


# --- profiles ---------------------------------------------------------------------------------


@login_required
@form_view
def profile_list(request: HttpRequest) -> HttpResponse:
    """The profiles there are, and a form to save one."""
    _registrar(request)
    form = ProfileForm(*sent(request))
    if form.is_valid():
        with refusing(form, at="text"):
            saved = services.save_profile(request.actor, form.cleaned_data["text"])
            messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
            return redirect("registry:profile", name=saved.name)
    context = {"profiles": selectors.profiles(), "crumbs": _crumbs(_("Profiles"))}
    return form_page(request, "registry/profiles.html", form, **context)


@login_required
@require_GET
def profile(request: HttpRequest, name: str) -> HttpResponse:
    """One profile as text, to be copied and changed."""
    _registrar(request)
    found = _profile(name)
    crumbs = _crumbs(name, (_("Profiles"), reverse("registry:profiles")))
    context = {"profile": found, "text": profiles.text_of(name), "crumbs": crumbs}
    return render(request, "registry/profile.html", context)


@login_required
@require_GET
def template(request: HttpRequest, name: str) -> HttpResponse:
    """An empty list with the headings of a profile, in the language of the page where it has both."""
    _registrar(request)
    chinese = (get_language() or "zh").startswith("zh")
    text = StringIO()
    csv.writer(text).writerow(profiles.headings(_profile(name), chinese=chinese))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


# --- small things -----------------------------------------------------------------------------


def _registrar(request: HttpRequest) -> None:
    if not request.actor.may("import_buildings"):
        raise PermissionDenied(_("Your duty post does not include this act."))


def _run(request: HttpRequest, pk: int) -> ImportRun:
    _registrar(request)
    return get_object_or_404(selectors.runs(request.actor), pk=pk)


def _profile(name: str) -> Profile:
    found = {one.name: one for one in selectors.profiles()}.get(name)
    if found is None:
        raise Http404(_("There is no such profile."))
    return found


def _crumbs(label: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Imports"), reverse("registry:imports")), *between, (label, "")]


def _error(found: ImportRun) -> dict[str, str]:
    if found.state != ImportRun.State.FAILED:
        return {}
    code, params = found.error["code"], found.error["params"]
    return {"text": reasons.text(code, params), "remedy": reasons.remedy(code, params)}


def _sentence(found: ImportRun) -> str:
    """What the import came to, in one sentence."""
    if found.state != ImportRun.State.DONE:
        return ""
    rows = ngettext("%(n)s row", "%(n)s rows", found.rows) % {"n": f"{found.rows:,}"}
    if found.refused:
        return _("%(rows)s: %(accepted)s accepted, %(refused)s refused.") % {
            "rows": rows,
            "accepted": f"{found.accepted:,}",
            "refused": f"{found.refused:,}",
        }
    return _("%(rows)s, all accepted.") % {"rows": rows}


def _preview(found: ImportRun) -> dict[str, Any]:
    """The preview as a table: the fields in the order of the profile, one row each."""
    rows = [(row, dict(row["fields"])) for row in found.preview]
    names = list(dict.fromkeys(name for _row, values in rows for name in values))
    headings = [(_field_name(name), name) for name in names]
    return {
        "headings": [heading for heading, _name in headings],
        "rows": [
            {
                "row": row["row"],
                "matched_on": changes.identifier(row["matched_on"]),
                "cells": [
                    (heading, _shown(name, values.get(name, ""))) for heading, name in headings
                ],
            }
            for row, values in rows
        ],
    }


def _shown(name: str, text: str) -> str:
    """A previewed value: yes and no in words, numbers without idle zeros, with their unit."""
    one = field(name) or FIELDS["in_use"]
    if one.reads is Reads.FLAG and text:
        return _("yes") if text == "true" else _("no")
    if one.reads in (Reads.QUANTITY, Reads.AMOUNT, Reads.NUMBER) and text:
        number, _space, unit = text.partition(" ")
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return " ".join(filter(None, [number, unit or one.unit]))
    return text


def _field_name(name: str) -> str:
    if name.startswith(CLASS):
        return str(BuildingClass.Name(name.removeprefix(CLASS)).label)
    one = field(name)
    return one.shown if one else name
