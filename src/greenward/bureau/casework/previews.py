"""Pictures of first pages: drawn anew by a confined process, so that nothing of the original but
what it looks like, neither place nor camera, reaches the page. The original is never changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from .contents.isolated import Failed, ask
from .documents import COMING, PREVIEWS, path_of, place
from .models import Document

DRAWN = frozenset({"application/pdf", "image/png", "image/jpeg"})


def preview_of(document: Document) -> Path | None:
    """The picture of a document's first page; None where there is none."""
    path = place(document.sha256, PREVIEWS)
    return path if document.scan != Document.Scan.INFECTED and path.exists() else None


def draw(document: Document) -> None:
    """Draw the picture, unless there is one. A document that cannot be drawn has none."""
    target = place(document.sha256, PREVIEWS)
    if document.media_type not in DRAWN or target.exists():
        return
    coming = Path(settings.DOCUMENTS, COMING)
    coming.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=coming)
    os.close(handle)
    try:
        ask("preview", path_of(document), Path(name))
        os.replace(name, target)
    except Failed:
        Path(name).unlink(missing_ok=True)
