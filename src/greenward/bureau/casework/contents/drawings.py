"""Drawings and models: DWG by its version mark, DXF and IFC (ISO 10303-21) from first to last line."""

from __future__ import annotations

import os
import re
from pathlib import Path

from django.utils.translation import gettext as _

from .refusal import Refused

TAIL = 4096
DXF_BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
_DWG = re.compile(rb"AC10(?:09|1[0-9]|2[0-9]|3[0-9])[\x00-\x7f]{0,5}")
_DXF = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\s")
_DXF_END = re.compile(rb"\n\s*0\r?\n\s*EOF\s*$")
_IFC_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'IFC", re.IGNORECASE)


def is_dwg(head: bytes) -> bool:
    """R11 and later; the version is the first six bytes."""
    return _DWG.match(head) is not None


def check_dwg(path: Path) -> None:
    if path.stat().st_size < 1024:
        raise _cut_off()


def is_dxf(head: bytes) -> bool:
    return head.startswith(DXF_BINARY) or _DXF.match(head) is not None


def check_dxf(path: Path) -> None:
    head, tail = _ends(path)
    if not head.startswith(DXF_BINARY) and not _DXF_END.search(tail):
        raise _cut_off()


def is_ifc(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"ISO-10303-21;")


def check_ifc(path: Path) -> None:
    """A model cut in half opens without an error in most readers; its last line tells."""
    head, tail = _ends(path)
    if not _IFC_SCHEMA.search(head):
        raise Refused(_("The model does not name an IFC schema. Export it anew as IFC."))
    if not tail.rstrip().endswith(b"END-ISO-10303-21;"):
        raise _cut_off()


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(2 * TAIL)
        file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
        return head, file.read()


def _cut_off() -> Refused:
    return Refused(_("The file is cut off: its end is missing. Export it anew and file that."))
