"""Whether a file may be laid open to everybody: its words, seen or hidden, name no private person.

A black bar drawn over a number leaves the number in the file; so the words are read as a program
reads them. What only a picture shows cannot be checked here: a person looks at it.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from .contents import Refused, recognise
from .contents.isolated import Failed, ask
from .documents import Received
from .privacy.patterns import found_in

COPIES = frozenset({"pdf", "png", "jpeg", "txt"})
"""Types a redacted copy may have: those that keep no earlier text."""
PART = 8 * 2**20
_TAG = re.compile(rb"<[^>]*>")


def check_publishable(found: Received) -> None:
    """Raises Refused where identity, phone or bank card numbers stand in the words of the file."""
    kind = found.type or recognise(found.path, "")
    for page, words in enumerate(_words(found.path, kind.key), start=1):
        if what := found_in(words):
            raise Refused(
                _(
                    "This cannot be open to everybody: page %(page)s holds what looks like %(what)s (…%(end)s). Take it out of the file itself; a bar drawn over it is not enough."
                )
                % {"page": page, "what": what[0].name, "end": what[0].end}
            )


def check_redacted(found: Received) -> None:
    """The same, and the copy is of a type that keeps no earlier version of itself."""
    assert found.type is not None
    if found.type.key not in COPIES:
        raise Refused(
            _(
                "File a redacted copy as PDF or as an image: other formats may keep what was taken out."
            )
        )
    if found.type.key == "pdf" and _pdf(found.path)["older"]:
        raise Refused(
            _("The PDF keeps its earlier version inside. Print it to a new PDF and file that.")
        )
    check_publishable(found)


def _words(path: Path, key: str) -> list[str]:
    """The words of a file, page by page or part by part; none of drawings and pictures."""
    if key == "pdf":
        return list(_pdf(path)["pages"])
    if key == "txt":
        return [path.read_bytes().decode("utf-8", errors="replace")]
    if key in ("docx", "xlsx", "pptx", "odt", "ods", "odp"):
        with zipfile.ZipFile(path) as archive:
            return [_part(archive, name) for name in archive.namelist() if name.endswith(".xml")]
    return []


def _part(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as content:
        return _TAG.sub(b"", content.read(PART)).decode("utf-8", errors="replace")


def _pdf(path: Path) -> dict[str, list[str]]:
    try:
        return ask("words", path)
    except Failed as error:
        raise Refused(
            _("The words of the PDF cannot be read. Print it to a new PDF and file that.")
        ) from error
