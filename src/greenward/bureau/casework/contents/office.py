"""Office documents, which are ZIP archives: OOXML (ISO/IEC 29500), OpenDocument (ISO/IEC 26300) and
OFD (GB/T 33190). Bombs, macros, passwords and parts fetched from elsewhere are refused.

The directory of the archive is measured before it is read, and every part is unpacked once into
nothing, a piece at a time, so that no size an archive states is taken on trust.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from .refusal import Refused

DIRECTORY, PARTS, PART, UNPACKED, RATIO = 2**21, 10_000, 256 * 2**20, 512 * 2**20, 200
"""Bytes of the directory, number of parts, bytes of a part and of all, and how many times a whole
archive may shrink."""
SMALL = 16 * 2**20
"""Below this an archive may shrink as it likes: sheets full of equal cells do."""
CHUNK = 2**18
MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MACROS = re.compile(r"vbaProject\.bin$|^Basic/|^Scripts/|/activeX/|macrosheets/", re.IGNORECASE)
_OUTSIDE = re.compile(
    rb"<(?:\w+:)?Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*Type\s*=\s*[\"'][^\"']*/(?:attachedTemplate|oleObject|frame|subDocument)[\"'])",
    re.IGNORECASE,
)


def begins(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def kind_of(path: Path) -> str:
    """The key of the office type an archive holds. Raises Refused for any other archive."""
    with _opened(path) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            stated = _small(archive, "[Content_Types].xml")
            if b"macroEnabled" in stated:
                raise _macros()
            for key, main in MAIN.items():
                if main in stated:
                    return key
        if "mimetype" in names and (key := ODF.get(_small(archive, "mimetype").strip())):
            return key
        if "OFD.xml" in names:
            return "ofd"
    raise Refused(
        _(
            "Archives are not accepted. File the documents in it one by one, so that each has its title and is checked."
        )
    )


def check(path: Path) -> None:
    with _opened(path) as archive:
        parts = archive.infolist()
        _check_parts(parts, path.stat().st_size)
        _unpack(archive, parts)
        for part in parts:
            if part.filename.endswith(".rels") and _OUTSIDE.search(_small(archive, part.filename)):
                raise Refused(
                    _(
                        "The document fetches parts of itself from elsewhere. Save it with all parts inside, or as PDF, and file that."
                    )
                )


def _opened(path: Path) -> zipfile.ZipFile:
    _measure_directory(path)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged() from error


def _measure_directory(path: Path) -> None:
    """Refuse a directory larger than any office document's before a reader holds it in memory."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise _damaged()
    *_numbers, count, length, _offset, _comment = struct.unpack_from("<4s4H2IH", tail, at)
    if count > PARTS or length > DIRECTORY:
        raise _bomb()


def _check_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    if len({one.filename for one in parts}) < len(parts):
        raise _damaged()
    if any(one.flag_bits & 1 for one in parts):
        raise Refused(_("The document is locked with a password. File it without one."))
    if any(MACROS.search(one.filename) for one in parts):
        raise _macros()
    if any(".." in one.filename.split("/") or one.filename.startswith("/") for one in parts):
        raise _damaged()
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in parts):
        raise _damaged()
    total = sum(one.file_size for one in parts)
    if total > UNPACKED or (total > SMALL and total > RATIO * size):
        raise _bomb()
    if any(one.file_size > PART for one in parts) or sum(p.compress_size for p in parts) > size:
        raise _bomb()  # parts that overlap share their bytes


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack every part into nothing; the reader compares lengths and check sums as it goes."""
    for part in parts:
        try:
            with archive.open(part) as content:
                while content.read(CHUNK):
                    pass
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
            raise _damaged() from error


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as content:
            return content.read(2**20)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise _damaged() from error


def _macros() -> Refused:
    return Refused(
        _(
            "The document contains macros. Save it in the format without macros, or as PDF, and file that."
        )
    )


def _bomb() -> Refused:
    return Refused(
        _(
            "The document unpacks to far more than it seems to hold. Save it anew, or as PDF, and file that."
        )
    )


def _damaged() -> Refused:
    return Refused(_("The document is damaged. Open it, save it anew and file that."))
