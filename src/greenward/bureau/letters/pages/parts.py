"""What the pages share: the letter and the matter an actor may see, who may, a file to take away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.matters.steps import concerned
from greenward.bureau.casework.models import Document, Matter

from ..models import Letter

FORM = "letters/form.html"
"""A page with one form: `title`, `lede`, `button`, `back`, `hint` and `upload` beside it."""


def letter_of(request: HttpRequest, pk: int) -> Letter:
    """A letter the reader may see, with what its page names; else 404."""
    rows = Letter.objects.visible_to(request.actor).exclude(state=Letter.State.DISCARDED)
    named = ("matter__area", "party__organisation", "party__user", "authority", "about", "filing")
    return get_object_or_404(rows.select_related(*named), pk=pk)


def matter_of(request: HttpRequest, pk: int) -> Matter:
    rows = Matter.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("area", "officer"), pk=pk)


def need(request: HttpRequest, matter: object, act: str) -> None:
    """Raises PermissionDenied where the act in this matter is not the reader's."""
    if not concerned(request.actor, matter, act):
        raise PermissionDenied(_("Your duty post does not include this act."))


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
