"""Workbooks (xlsx, xlsb, ods, xls) through calamine, with the cells as a person reads them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from .errors import UnreadableFile
from .source import Row

UNPACKED_LIMIT = 1_000 * 2**20
"""A workbook that unpacks to more than this many bytes is not opened."""
CHUNK = 2**20
ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
SHEET = re.compile(rb"<sheet [^>]*>")
RELATION = re.compile(rb"<Relationship [^>]*>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
EXCEL_DIGITS = 15
"""Excel keeps and shows 15 significant digits; what a float has beyond them nobody typed."""


class Workbook:
    """A workbook as a source of rows."""

    rectangular = True

    def __init__(self, path: Path, zipped: bool) -> None:
        self._last_rows = _inspect(path) if zipped else {}
        try:
            self._book = CalamineWorkbook.from_path(str(path))
            about = self._book.sheets_metadata
        except PasswordError as error:
            raise UnreadableFile("password") from error
        except CalamineError as error:
            raise UnreadableFile("damaged_workbook") from error
        self._sheets = [one.name for one in about if one.visible is SheetVisibleEnum.Visible]
        self._open: dict[str, CalamineSheet] = {}

    def sheets(self) -> list[str]:
        return self._sheets

    def settle(self, headings: Sequence[Sequence[str]]) -> None:
        """Nothing about a workbook depends on its headings."""

    def rows(self, sheet: str) -> Iterator[Row]:
        yield from self._sheet(sheet).iter_rows()

    def text(self, cell: Any) -> str:
        return cell if type(cell) is str else as_text(cell)

    def last_row(self, sheet: str) -> int:
        return self._last_rows.get(sheet, 0)

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._open:
            try:
                self._open[name] = self._book.get_sheet_by_name(name)
            except CalamineError as error:
                raise UnreadableFile("damaged_workbook") from error
        return self._open[name]


def as_text(cell: Any) -> str:
    """A cell as the person sees it: whole numbers without a point, days as 2026-11-20."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else _shown(cell)
    if isinstance(cell, datetime):
        return str(cell.date()) if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell) if isinstance(cell, date | time | timedelta | int | str) else ""


def _shown(number: float) -> str:
    shortest = repr(number)
    digits = len(shortest.partition("e")[0].replace(".", "").lstrip("-0"))
    return f"{number:.{EXCEL_DIGITS}g}" if digits > EXCEL_DIGITS else shortest


def _inspect(path: Path) -> dict[str, int]:
    """Unpack once without keeping anything: sound, of bearable size, and how far each sheet goes.

    The sizes in the directory of a zip file can lie, so the bytes are counted as they come.
    """
    total, ends = 0, {}
    small: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                tail = b""
                with archive.open(entry) as part:
                    while chunk := part.read(CHUNK):
                        total += len(chunk)
                        if total > UNPACKED_LIMIT:
                            raise UnreadableFile("too_large_unpacked", limit=UNPACKED_LIMIT >> 20)
                        tail = tail[-CHUNK:] + chunk
                if entry.filename.startswith("xl/worksheets/"):
                    ends[entry.filename] = max(map(int, ROW.findall(tail)), default=0)
                elif entry.filename.startswith("xl/") and "workbook.xml" in entry.filename:
                    small[entry.filename] = tail
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableFile("damaged_workbook") from error
    return _by_name(small, ends)


def _by_name(parts: dict[str, bytes], ends: dict[str, int]) -> dict[str, int]:
    """From the parts' file names to the sheets' names, by the workbook's own list."""
    from xml.sax.saxutils import unescape

    relations = parts.get("xl/_rels/workbook.xml.rels", b"")
    targets = {}
    for found in RELATION.findall(relations):
        attributes = dict(ATTRIBUTE.findall(found.decode("utf-8", "replace")))
        target = attributes.get("Target", "").removeprefix("/xl/").removeprefix("/")
        targets[attributes.get("Id", "")] = f"xl/{target}"
    names = {}
    for found in SHEET.findall(parts.get("xl/workbook.xml", b"")):
        attributes = dict(ATTRIBUTE.findall(found.decode("utf-8", "replace")))
        name = unescape(attributes.get("name", ""), {"&quot;": '"', "&apos;": "'"})
        names[name] = ends.get(targets.get(attributes.get("r:id", ""), ""), 0)
    return names
