"""Plain text and CSV: readable as UTF-8 or GB 18030 throughout, and no web page or picture in disguise."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from django.utils.translation import gettext as _

from .refusal import Refused

CHUNK = 2**16
CODES = ("utf-8-sig", "gb18030")
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"\s*<(?:!|\?|[a-z])", re.IGNORECASE)
BOM = b"\xef\xbb\xbf"


def begins(head: bytes) -> bool:
    """Text has no control characters; what a browser could take for a page is no plain text."""
    return not _BINARY.search(head) and not _MARKUP.match(head.removeprefix(BOM))


def check(path: Path) -> None:
    if not any(readable(path, code) for code in CODES):
        raise Refused(
            _(
                "The text is not readable as UTF-8 or GB 18030. Save it anew with one of these encodings."
            )
        )


def readable(path: Path, code: str) -> bool:
    """Whether a file decodes as a whole, without control characters, a piece at a time."""
    decoder = codecs.getincrementaldecoder(code)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if _BINARY.search(chunk):
                    return False
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
