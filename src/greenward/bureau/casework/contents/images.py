"""Images: their structure and their size in pixels, read without decoding a single one.

The original is kept as it came; only previews are drawn anew (`previews`).
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from .refusal import Refused

PNG = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 250_000_000
"""A plan of A0 at 400 dots an inch has some 240 million."""
FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""JPEG markers that state the size (ITU T.81, table B.1)."""
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers without a length."""
TIFF_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}


def is_png(head: bytes) -> bool:
    return head.startswith(PNG)


def is_jpeg(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def is_tiff(head: bytes) -> bool:
    return head[:4] in TIFF_ORDERS


def check_png(path: Path) -> None:
    """Chunks from IHDR to IEND, each within the file, and nothing after the last."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(len(PNG))
        kind, at = b"", len(PNG)
        while kind != b"IEND":
            length, kind = _unpack(file, ">I4s")
            if at == len(PNG):
                if kind != b"IHDR":
                    raise _damaged()
                _check_pixels(*_unpack(file, ">II"))
            at += 12 + length
            if at > size:
                raise _damaged()
            file.seek(at)
        if at != size:
            raise Refused(
                _(
                    "Something is hidden behind the end of the image. Save the image anew and file that."
                )
            )


def check_jpeg(path: Path) -> None:
    """Segments up to the scan, one of which states the size."""
    with path.open("rb") as file:
        file.seek(2)
        framed = False
        while True:
            mark, kind = _unpack(file, ">BB")
            while mark == 0xFF and kind == 0xFF:
                (kind,) = _unpack(file, ">B")
            if mark != 0xFF or kind in (0x00, 0xD8, 0xD9):
                raise _damaged()
            if kind in ALONE:
                continue
            (length,) = _unpack(file, ">H")
            if kind in FRAMES:
                _depth, height, width = _unpack(file, ">BHH")
                _check_pixels(width, height)
                framed = True
                file.seek(-5, os.SEEK_CUR)
            if kind == 0xDA:
                break
            file.seek(length - 2, os.SEEK_CUR)
        if not framed:
            raise _damaged()


def check_tiff(path: Path) -> None:
    """The first directory lies within the file and states a size (TIFF 6.0, section 2)."""
    with path.open("rb") as file:
        order = TIFF_ORDERS[file.read(4)]
        (at,) = _unpack(file, order + "I")
        file.seek(at)
        (entries,) = _unpack(file, order + "H")
        found: dict[int, int] = {}
        for _number in range(entries):
            tag, kind, _count, *value = _unpack(file, order + "HHI4s")
            code = {3: "H", 4: "I"}.get(kind)
            if tag in (256, 257) and code:
                found[tag] = struct.unpack_from(order + code, value[0])[0]
    if found.keys() != {256, 257}:
        raise _damaged()
    _check_pixels(found[256], found[257])


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > MOST_PIXELS:
        raise Refused(
            _(
                "The image has %(width)s × %(height)s pixels, more than can be shown. Save it smaller."
            )
            % {"width": f"{width:,}", "height": f"{height:,}"}
        )


def _unpack(file: BinaryIO, form: str) -> tuple[int, ...]:
    data = file.read(struct.calcsize(form))
    if len(data) < struct.calcsize(form):
        raise _damaged()
    return struct.unpack(form, data)


def _damaged() -> Refused:
    return Refused(_("The image is damaged or cut off. Open it, save it anew and file that."))
