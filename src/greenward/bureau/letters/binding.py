"""Binding: cover, index and course set by typst, the documents after them, every page numbered.

PDFs and images are bound in; what is of another form, damaged or locked away is listed with its
name and hash. Scripts and actions of a bound PDF are left out.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.models import Document, Filing

from .printing import print_plain

IMAGES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
STAMP_WIDTH, STAMP_RISE = 170, 14
"""Points: how wide the stamp of a page's number is, and how far it stands above the edge."""
ACTIONS = ("/A", "/AA")

Progress = Callable[[int, int], None]
"""Takes the documents done and the documents in all."""


@dataclass
class Piece:
    """A document of the volume: its title, and its pages once opened."""

    title: str
    filed: str
    document: Document
    reader: PdfReader | None = None
    why_not: str = ""
    first: int = 0
    """The page of the volume it begins on."""

    @property
    def pages(self) -> int:
        return len(self.reader.pages) if self.reader else 0


def pieces(filings: Iterable[Filing]) -> list[Piece]:
    """A piece for each filed document, in the order given."""
    return [
        Piece(
            title=_title(one),
            filed=f"{timezone.localtime(one.filed_at):%Y-%m-%d}",
            document=one.document,
        )
        for one in filings
    ]


def _title(filing: Filing) -> str:
    if filing.version == 1:
        return filing.title
    return _("%(title)s (version %(n)s)") % {"title": filing.title, "n": filing.version}


def bind(target: Path, told: dict[str, Any], held: list[Piece], *, progress: Progress) -> int:
    """Write the volume; give its number of pages."""
    total = len(held) + 1
    for done, piece in enumerate(held):
        progress(done, total)
        _open(piece)
    front = _front(told, held)
    writer = PdfWriter()
    contents = told["words"]["contents"]
    for page in front.pages:
        writer.add_page(page)
    writer.add_outline_item(title=contents, page_number=0)
    for piece in held:
        if piece.reader is None:
            continue
        for page in piece.reader.pages:
            _harmless(writer.add_page(page))
        writer.add_outline_item(title=piece.title, page_number=piece.first - 1)
    _stamp(writer, told)
    writer.set_page_label(0, len(writer.pages) - 1, style="/D")
    writer.add_metadata(
        {"/Title": f"{told['number']} {told['title']}", "/Author": told["authority"]}
    )
    writer.page_mode = "/UseOutlines"
    with target.open("wb") as file:
        writer.write(file)
    progress(total, total)
    return len(writer.pages)


def _open(piece: Piece) -> None:
    """Make the piece's pages ready, or say why it is only listed."""
    document, path = piece.document, path_of(piece.document)
    if document.scan in (Document.Scan.WAITING, Document.Scan.INFECTED) or not path.exists():
        piece.why_not = str(document.get_scan_display()) if path.exists() else _("not on file")
    elif document.media_type == "application/pdf":
        _open_pdf(piece, path)
    elif document.media_type in IMAGES:
        given = {
            "path": f"/{path.relative_to(settings.DOCUMENTS)}",
            "format": IMAGES[document.media_type],
            "alt": piece.title,
        }
        made = print_plain("picture", given, root=Path(settings.DOCUMENTS))
        piece.reader = PdfReader(io.BytesIO(made))
    else:
        piece.why_not = _("no PDF and no image")


def _open_pdf(piece: Piece, path: Path) -> None:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            piece.why_not = _("encrypted")
            return
        list(reader.pages)  # a damaged tree of pages is found here, not while writing
        piece.reader = reader
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError):
        piece.why_not = _("damaged")


def _front(told: dict[str, Any], held: list[Piece]) -> PdfReader:
    """Cover, index and course. Set twice: the index names pages that depend on its own length."""
    pages = 0
    while True:
        at = pages + 1
        for piece in held:
            piece.first, at = at, at + piece.pages
        made = PdfReader(io.BytesIO(print_plain("volume", _filled(told, held))))
        if len(made.pages) == pages:
            return made
        pages = len(made.pages)


def _filled(told: dict[str, Any], held: list[Piece]) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        **told,
        "date": [today.year, today.month, today.day],
        "made_on": today.isoformat(),
        "documents": [
            [
                str(number),
                piece.title,
                piece.document.name,
                piece.filed,
                piece.document.sha256,
                str(piece.first) if piece.reader else "",
                piece.why_not,
            ]
            for number, piece in enumerate(held, start=1)
        ],
    }


def _stamp(writer: PdfWriter, told: dict[str, Any]) -> None:
    """The volume's number and the page on every page, whatever its size and turn."""
    count = len(writer.pages)
    data = {"lang": told["lang"], "number": told["number"], "pages": count}
    stamps = PdfReader(io.BytesIO(print_plain("stamp", data)))
    for page, stamp in zip(writer.pages, stamps.pages, strict=True):
        if page.rotation:
            page.transfer_rotation_to_content()
        box = page.mediabox
        across = float(box.left) + (float(box.width) - STAMP_WIDTH) / 2
        move = Transformation().translate(across, float(box.bottom) + STAMP_RISE)
        page.merge_transformed_page(stamp, move)


def _harmless(page: PageObject) -> None:
    """Take out what a page of a bound document would do by itself."""
    page.pop("/AA", None)
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        for name in ACTIONS:
            annotation.pop(name, None)
