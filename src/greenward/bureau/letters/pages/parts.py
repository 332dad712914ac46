"""What the pages share: the letter an actor may see, the answer to a form, errors in their place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.models import Document, Matter

from ..models import Letter

INVALID = 422


def letter_of(request: HttpRequest, pk: int) -> Letter:
    """A letter the reader may see, with what its page names; else 404."""
    rows = Letter.objects.visible_to(request.actor).exclude(state=Letter.State.DISCARDED)
    named = ("matter__area", "party__organisation", "party__user", "authority", "about", "filing")
    return get_object_or_404(rows.select_related(*named), pk=pk)


def matter_of(request: HttpRequest, pk: int) -> Matter:
    rows = Matter.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("area", "officer"), pk=pk)


def refused(form: forms.Form, error: ValidationError) -> None:
    """Put what a service refused at the fields it names, the rest above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages in error.message_dict.items():
        known = name in form.fields and name != NON_FIELD_ERRORS
        form.add_error(name if known else None, messages)


def form_page(
    request: HttpRequest, form: forms.Form, *, status: int = 200, **said: Any
) -> HttpResponse:
    """A page with one form: `title`, `lede`, `button`, `back` and `warning` in `said`."""
    wrong = form.is_bound and bool(form.errors)
    return render(
        request,
        "letters/form.html",
        {"form": form, **said},
        status=INVALID if wrong else status,
    )


def download(document: Document, name: str, *, shown: bool = False) -> FileResponse:
    """A stored file; `shown` lets the browser show a PDF of our own."""
    return FileResponse(
        path_of(document).open("rb"),
        as_attachment=not shown,
        filename=name,
        content_type=document.media_type,
    )


def lang() -> str:
    return "zh" if (get_language() or "zh").startswith("zh") else "en"
