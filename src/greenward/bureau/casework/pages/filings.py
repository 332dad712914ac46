"""Pages of filed documents: file several at once, one document with its versions, the file itself.

A file is always sent as a download with the type its content has, and runs nothing even where a
browser opens it all the same; only the preview, drawn anew, stands in a page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from greenward.web.answering import UNPROCESSABLE, form_page, form_view, refusing, sent

from ..contents import tidy_name, type_of
from ..filings import (
    KINDS,
    NotOpened,
    file_document,
    filed_by,
    opened,
    redact,
    relabel,
    replace,
    versions_of,
    with_filers,
)
from ..matters import kinds
from ..matters.steps import concerned
from ..matters.visibility import works_on
from ..models import Document, Filing, Matter
from ..previews import preview_of
from ..words import in_words
from .filing_forms import FileForm, LabelForm, OneFileForm
from .sending import send


@login_required
@form_view
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """File documents in a matter. Each is taken or refused on its own; what was taken stays."""
    matter = get_object_or_404(
        Matter.objects.visible_to(request.actor).select_related("area"), pk=pk
    )
    if not concerned(request.actor, matter, "file_document"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = FileForm(*sent(request), official=works_on(request.actor, matter))
    page = {"matter": matter, "form": form, "crumbs": _crumbs(matter, _("File documents"))}
    if form.is_valid():
        page["filed"], page["refused"] = _take(request, matter, form.cleaned_data)
        if not page["refused"]:
            count = len(page["filed"])
            said = ngettext("%(count)s document is filed.", "%(count)s documents are filed.", count)
            messages.success(request, said % {"count": count})
            return _go(request, _matter_url(matter))
    unfit = form.is_bound and not request.htmx  # htmx shows only what is 200
    return render(request, "casework/file.html", page, status=UNPROCESSABLE if unfit else 200)


def _take(
    request: HttpRequest, matter: Matter, given: dict[str, Any]
) -> tuple[list[Filing], list[tuple[str, str]]]:
    files, filed, refused = given.pop("files"), [], []
    title = given.pop("title") if len(files) == 1 else given.pop("title") and ""
    for one in files:
        try:
            filed.append(file_document(request.actor, matter, one, title=title, **given))
        except ValidationError as error:
            refused.append((tidy_name(one.name or "") or "?", in_words(error)))
    return filed, refused


@require_GET
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it is, who may open it, its versions, what can be done."""
    found = _visible(request, pk)
    return render(request, "casework/filing.html", _page(request, found))


@login_required
@form_view
def replace_filing(request: HttpRequest, pk: int) -> HttpResponse:
    """File a new version."""
    found = _visible(request, pk)
    if not _may_replace(request, found):
        raise PermissionDenied(_("Only whoever filed this document may replace it."))
    words = (_("File a new version"), _("The old version stays on file."))
    return _one_file(request, found, words, lambda sent: replace(request.actor, found, sent))


@login_required
@form_view
def redact_filing(request: HttpRequest, pk: int) -> HttpResponse:
    """File a redacted copy."""
    found = _visible(request, pk)
    if not concerned(request.actor, found.matter, "redact_document"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    words = (
        _("File a redacted copy"),
        _(
            "Everybody may open the copy, so take out names, numbers and secrets in the file itself. A bar drawn over words leaves them in the file; that is looked for."
        ),
    )
    return _one_file(request, found, words, lambda sent: redact(request.actor, found, sent))


@login_required
@form_view
def label_filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who may open a document."""
    found = _visible(request, pk)
    if not concerned(request.actor, found.matter, "label_document"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    now = {"label": found.label, "personal": found.personal}
    form = LabelForm(*sent(request), initial=now)
    if form.is_valid():
        with refusing(form, at="label"):
            relabel(request.actor, found, **form.cleaned_data)
            return redirect("casework:filing", found.pk)
    words = (_("Who may open it"), _("The change stands in the log."))
    return _ask(request, found, form, words)


@require_GET
def filing_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself."""
    found = _visible(request, pk)
    try:
        path = opened(request.actor, found)
    except NotOpened as error:
        page = _page(request, found) | {"not_opened": in_words(error)}
        return render(request, "casework/filing.html", page, status=409)
    kind = type_of(found.document.media_type)
    end = kind.extensions[0] if kind else ""
    return send(path, found.document.media_type, tidy_name(found.title) + end)


@require_GET
def filing_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the first page; what is internal or personal is only opened, never glimpsed."""
    found = _visible(request, pk)
    path = _preview(found)
    if path is None:
        raise Http404(_("There is no preview."))
    return send(path, "image/png")


def _visible(request: HttpRequest, pk: int) -> Filing:
    rows = Filing.objects.visible_to(request.actor)
    return get_object_or_404(with_filers(rows).select_related("matter__area", "redacts"), pk=pk)


def _preview(found: Filing) -> Path | None:
    guarded = found.label == "internal" or found.personal
    waiting = found.document.scan == Document.Scan.WAITING
    return None if guarded or waiting else preview_of(found.document)


def _page(request: HttpRequest, found: Filing) -> dict[str, Any]:
    actor, matter = request.actor, found.matter
    versions = versions_of(actor, found)
    newest = versions[0].pk == found.pk
    inside = actor.everywhere or Matter.objects.visible_to(actor).filter(pk=matter.pk).exists()
    copies = Filing.objects.visible_to(actor).filter(redacts=found, replaced_by=None)
    return {
        "filing": found,
        "kind": KINDS.get(found.kind, found.kind),
        "type": type_of(found.document.media_type),
        "official": works_on(actor, matter),
        "inside": inside,
        "versions": versions if len(versions) > 1 else [],
        "newest": versions[0],
        "copies": copies,
        "preview": _preview(found),
        "may_replace": newest and not matter.closed_at and _may_replace(request, found),
        "may_redact": not found.redacts_id and concerned(actor, matter, "redact_document"),
        "may_label": concerned(actor, matter, "label_document"),
        "crumbs": _crumbs(matter, found.title) if inside else [],
    }


def _may_replace(request: HttpRequest, found: Filing) -> bool:
    actor, matter = request.actor, found.matter
    if actor.user is None or not concerned(actor, matter, "file_document"):
        return False
    return works_on(actor, matter) or filed_by(actor, found)


def _one_file(
    request: HttpRequest,
    found: Filing,
    words: tuple[str, str],
    do: Callable[[Any], Filing],
) -> HttpResponse:
    form = OneFileForm(*sent(request))
    if form.is_valid():
        with refusing(form, at="file"):
            return redirect("casework:filing", do(form.cleaned_data["file"]).pk)
    return _ask(request, found, form, words)


def _ask(request: HttpRequest, found: Filing, form: Any, words: tuple[str, str]) -> HttpResponse:
    title, lede = words
    here = (found.title, reverse("casework:filing", args=[found.pk]))
    page = {"filing": found, "title": title, "lede": lede}
    page["crumbs"] = _crumbs(found.matter, title, here)
    return form_page(request, "casework/filing_act.html", form, **page)


def _crumbs(matter: Matter, last: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    return [(f"{matter.number} {matter.title}", _matter_url(matter)), *between, (last, "")]


def _matter_url(matter: Matter) -> str:
    return reverse(kinds.named(matter.kind).url, kwargs={"pk": matter.pk})


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if not request.htmx:
        return redirect(url)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = url
    return answer
