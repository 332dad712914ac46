"""A process that reads one hostile file and says what it found as JSON: `python -m … VERB FILE`.

Its own limits stand before any reader is loaded: processor time, memory, no core, no child.
"""

from __future__ import annotations

import json
import mmap
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SECONDS, MEMORY, WRITTEN = 40, 3 * 2**30, 64 * 2**20
PAGES = 500
"""Pages whose words are read."""
WORDS = 5_000_000
SCRIPTS = {"/JavaScript"}
LAUNCHES = {"/Launch", "/Rendition", "/RichMediaExecute", "/ImportData", "/GoToE", "/SubmitForm"}
WIDTH = 800
"""Pixels of a preview."""


def confine() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pdf(path: str) -> dict[str, Any]:
    """The first thing wrong with a PDF: a key of `pdf.PROBLEMS`, or None."""
    reader = _reader(path)
    if reader is None:
        return {"problem": "password"}
    if not len(reader.pages):
        return {"problem": "no_pages"}
    for held in _dictionaries(reader):
        if problem := _problem(held):
            return {"problem": problem}
    return {"problem": None}


def words(path: str) -> dict[str, Any]:
    """The words of each page of a PDF, also those nobody sees, and whether it keeps older versions."""
    reader = _reader(path)
    if reader is None:
        return {"pages": [], "older": True}
    pages, left = [], WORDS
    for page in list(reader.pages)[:PAGES]:
        said = page.extract_text()[:left]
        left -= len(said)
        pages.append(said)
    return {"pages": pages, "older": _older(path)}


def _older(path: str) -> bool:
    """Whether a PDF was saved by adding to its end: each saving ends in a `startxref` of its own,
    and a linearized file has two from the beginning (ISO 32000-1, 7.5.6 and annex F)."""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        ends = len(re.findall(rb"startxref\s", held))
        return ends > (2 if held.find(b"/Linearized", 0, 1024) >= 0 else 1)


def preview(path: str, target: str) -> dict[str, Any]:
    """Draw the first page of a PDF, or an image, anew as a PNG of 800 pixels' width."""
    import typst

    with open(path, "rb") as file:
        head = file.read(8)
    format = "pdf" if head.startswith(b"%PDF") else "png" if head.startswith(b"\x89") else "jpg"
    with tempfile.TemporaryDirectory() as room:
        shutil.copyfile(path, Path(room, "source"))
        sheet = Path(room, "sheet.typ")
        sheet.write_text(
            "#set page(width: 400pt, height: auto, margin: 0pt)\n"
            f'#image("source", format: "{format}", width: 100%)\n'
        )
        drawn = typst.compile(sheet, root=room, format="png", ppi=144, ignore_system_fonts=True)
    Path(target).write_bytes(drawn if isinstance(drawn, bytes) else drawn[0])
    return {"drawn": True}


def _reader(path: str) -> Any:
    """A reader of the PDF; None where it needs a password."""
    from pypdf import PdfReader

    reader = PdfReader(path, strict=False)
    return None if reader.is_encrypted and not reader.decrypt("") else reader


def _dictionaries(reader: Any) -> Iterator[Any]:
    """Every dictionary of a PDF, wherever it stands; links between objects are not followed."""
    from pypdf.generic import IndirectObject

    numbers = {(n, g) for g, objects in reader.xref.items() for n in objects}
    numbers |= {(n, 0) for n in reader.xref_objStm}
    held = [reader.trailer]
    held += (
        IndirectObject(number, generation, reader).get_object() for number, generation in numbers
    )
    while held:
        one = held.pop()
        if isinstance(one, dict):
            yield one
            held += [dict.__getitem__(one, key) for key in one]
        elif isinstance(one, list):
            held += list(one)


def _problem(held: Any) -> str | None:
    action = str(dict.get(held, "/S", ""))
    if action in SCRIPTS or "/JS" in held or "/JavaScript" in held or "/XFA" in held:
        return "script"
    if action in LAUNCHES or dict.get(held, "/Subtype") == "/RichMedia":
        return "launch"
    if "/EF" in held or "/EmbeddedFiles" in held or dict.get(held, "/Type") == "/EmbeddedFile":
        return "attachment"
    return None


if __name__ == "__main__":
    confine()
    verb, *given = sys.argv[1:]
    answer = {"pdf": pdf, "words": words, "preview": preview}[verb](*given)
    print(json.dumps(answer))
