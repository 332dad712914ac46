"""The types of file the authority takes in, how large each may be, and how each is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import puremagic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import drawings, images, office, pdf, text
from .names import extension
from .refusal import Refused

HEAD = 4096
"""Bytes from which the family of a file is told."""
MB = 2**20


@dataclass(frozen=True)
class FileType:
    """`begins` tells from a file's first bytes whether it could be one; `check` raises Refused
    where the file as a whole is not a sound one of its type."""

    key: str
    media_type: str
    label: Any
    extensions: tuple[str, ...]
    megabytes: int
    begins: Callable[[bytes], bool]
    check: Callable[[Path], None]

    @property
    def limit(self) -> int:
        return self.megabytes * MB


def _office(key: str, media_type: str, label: Any) -> FileType:
    return FileType(key, media_type, label, (f".{key}",), 50, office.begins, office.check)


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
TYPES: dict[str, FileType] = {
    one.key: one
    for one in (
        FileType("pdf", "application/pdf", "PDF", (".pdf",), 100, pdf.begins, pdf.check),
        FileType(
            "png",
            "image/png",
            gettext_lazy("PNG image"),
            (".png",),
            30,
            images.is_png,
            images.check_png,
        ),
        FileType(
            "jpeg",
            "image/jpeg",
            gettext_lazy("JPEG image"),
            (".jpg", ".jpeg"),
            30,
            images.is_jpeg,
            images.check_jpeg,
        ),
        FileType(
            "tiff",
            "image/tiff",
            gettext_lazy("TIFF image"),
            (".tif", ".tiff"),
            100,
            images.is_tiff,
            images.check_tiff,
        ),
        _office("docx", OOXML + "wordprocessingml.document", gettext_lazy("Word document")),
        _office("xlsx", OOXML + "spreadsheetml.sheet", gettext_lazy("Excel workbook")),
        _office(
            "pptx", OOXML + "presentationml.presentation", gettext_lazy("PowerPoint presentation")
        ),
        _office("odt", ODF + "text", gettext_lazy("OpenDocument text")),
        _office("ods", ODF + "spreadsheet", gettext_lazy("OpenDocument spreadsheet")),
        _office("odp", ODF + "presentation", gettext_lazy("OpenDocument presentation")),
        _office("ofd", "application/ofd", gettext_lazy("OFD document (GB/T 33190)")),
        FileType(
            "dwg",
            "image/vnd.dwg",
            gettext_lazy("DWG drawing"),
            (".dwg",),
            200,
            drawings.is_dwg,
            drawings.check_dwg,
        ),
        FileType(
            "ifc",
            "application/x-step",
            gettext_lazy("IFC model"),
            (".ifc",),
            200,
            drawings.is_ifc,
            drawings.check_ifc,
        ),
        FileType(
            "dxf",
            "image/vnd.dxf",
            gettext_lazy("DXF drawing"),
            (".dxf",),
            200,
            drawings.is_dxf,
            drawings.check_dxf,
        ),
        FileType(
            "txt",
            "text/plain",
            gettext_lazy("plain text"),
            (".txt", ".csv"),
            20,
            text.begins,
            text.check,
        ),
    )
}
"""By key, in the order in which they are tried."""


def recognise(path: Path, name: str) -> FileType:
    """The type of a file, by its content; the ending of its name, if it has one, must agree.

    Raises Refused: empty, of no accepted type, larger than its type may be, damaged, or dangerous.
    """
    size = path.stat().st_size
    if not size:
        raise Refused(_("The file is empty. Choose the file again; it may not have been saved."))
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = next((one for one in TYPES.values() if one.begins(head)), None)
    if found is None:
        raise Refused(_unknown(head))
    if found.check is office.check:
        found = TYPES[office.kind_of(path)]
    if size > found.limit:
        raise Refused(
            _(
                "The file is larger than the %(limit)s MB a file of this type may have: %(type)s. Make it smaller or divide it."
            )
            % {"limit": found.megabytes, "type": found.label}
        )
    _check_name(found, name)
    found.check(path)
    return found


def type_of(media_type: str) -> FileType | None:
    """The accepted type of that media type; None for what came in by another way."""
    return next((one for one in TYPES.values() if one.media_type == media_type), None)


def _check_name(found: FileType, name: str) -> None:
    end = extension(name)
    if end and end not in found.extensions:
        raise Refused(
            _(
                "The name ends in %(end)s, but the content is: %(type)s. Save the file anew in the format its name says, or give it the ending %(right)s."
            )
            % {"end": end, "type": found.label, "right": found.extensions[0]}
        )


def _unknown(head: bytes) -> str:
    known = ", ".join(end for one in TYPES.values() for end in one.extensions)
    try:
        looks = puremagic.magic_string(head)[0].name
    except puremagic.PureError:
        looks = ""
    if not looks:
        return _("Files of this type are not accepted. Accepted are: %(known)s.") % {"known": known}
    return _(
        "Files of this type are not accepted (it looks like: %(looks)s). Accepted are: %(known)s."
    ) % {"looks": looks, "known": known}
