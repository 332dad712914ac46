"""How a stored file leaves the house: with the type its content has, sandboxed, sniffed by nobody, kept by
no cache on the way (OWASP ASVS V5). One function for all rooms.
"""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from ..contents import tidy_name, type_of
from ..documents import path_of
from ..models import Document

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
CLOSED = (Document.Scan.WAITING, Document.Scan.INFECTED)


def send(path: Path, media_type: str, name: str = "") -> FileResponse:
    """A file that runs nothing; as a download when it has a name."""
    answer = FileResponse(
        path.open("rb"), content_type=media_type, as_attachment=bool(name), filename=name
    )
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def send_document(document: Document | None, title: str) -> FileResponse:
    """A document that belongs to no matter, as a download called by its title; whoever calls has
    checked who may open it. Raises Http404 where there is none, or its check is not passed."""
    if document is None or document.scan in CLOSED:
        raise Http404(_("There is no document to open."))
    kind = type_of(document.media_type)
    name = tidy_name(title) + (kind.extensions[0] if kind else "")
    return send(path_of(document), document.media_type, name)
