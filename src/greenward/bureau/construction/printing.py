"""Records of the room as paper: labels in both languages on one sheet, for the archive (PDF/A).

What a record says comes from what was entered and decided; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from greenward.bureau.letters.printing import print_images, print_pdf
from greenward.law.language import Text

SHEETS = Path(__file__).with_name("sheets")
NOTHING = Text("无", "none")


@dataclass(frozen=True)
class Part:
    """A table or some lines under a heading; `widths` are shares of the line."""

    head: Text
    columns: Sequence[tuple[Text, int]] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Record:
    """What a sheet says. `verdict` stands on top; `good` colours it."""

    title: Text
    number: str
    author: str
    on: date
    summary: Sequence[tuple[Text, str]]
    parts: Sequence[Part] = field(default=())
    verdict: str = ""
    good: bool = True
    hash: str = ""


def pdf(record: Record) -> bytes:
    """The record for the archive. Raises ValidationError for signs that cannot be printed."""
    return print_pdf("record", _data(record), SHEETS)


def images(record: Record) -> list[bytes]:
    """The pages of the record as PNG."""
    return print_images("record", _data(record), SHEETS)


def both(text: Text) -> str:
    """A text in both languages, as labels of records and points of checklists have it."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def _data(record: Record) -> dict[str, Any]:
    return {
        "title": both(record.title),
        "number": record.number,
        "author": record.author,
        "date": [record.on.year, record.on.month, record.on.day],
        "hash": record.hash,
        "verdict": record.verdict,
        "good": record.good,
        "summary": _even([[both(label), value or "—"] for label, value in record.summary]),
        "parts": [_part(part) for part in record.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "head": both(part.head),
        "columns": [both(label) for label, _width in part.columns],
        "widths": [width for _label, width in part.columns],
        "rows": _plain(part.rows),
        "lines": [line for line in part.lines if line.strip()],
        "empty": both(NOTHING),
    }


def _plain(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    return [[cell or "—" for cell in row] for row in rows]


def _even(rows: list[list[str]]) -> list[list[str]]:
    """Pairs stand two on a line: an odd one is filled up."""
    return rows if len(rows) % 2 == 0 else [*rows, ["", ""]]
