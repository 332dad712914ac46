"""From rows of cells to the columns that are wanted, with every row accounted for.

    data rows = rows below the headings = taken + ragged + blank

A ragged row of a text file has more or fewer cells than there are headings: nobody can say which
cell is which, so it is set aside with its number and never squeezed in.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import polars as pl

from .errors import UnreadableFile
from .layout import Layout
from .source import Row, Source

LOOK_AT = 40
"""Rows in which the headings are looked for."""
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that is looked for: by any of its headings, or by its letter."""

    headings: tuple[str, ...] = ()
    letter: str = ""
    optional: bool = False

    @property
    def name(self) -> str:
        return self.headings[0] if self.headings else self.letter


@dataclass(frozen=True)
class Table:
    """The wanted columns as text. `frame`: ``row`` (as the spreadsheet counts) and ``c0``, ``c1`` …
    by index in `wanted`, null where the column is optional and absent; `names` and `places` are
    their headings and positions in the file. `ragged`: the rows set aside, each with its number of
    cells."""

    source: Source
    sheet: str
    headings: list[str]
    names: list[str]
    places: list[int | None]
    frame: pl.DataFrame
    ragged: list[tuple[int, int]]
    blank: int

    @property
    def rows(self) -> int:
        """All data rows that are not blank."""
        return self.frame.height + len(self.ragged)

    def cells(self, numbers: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        """The rows of these numbers as they stand in the file."""
        wanted = set(numbers)
        if wanted:
            for number, row in enumerate(self.source.rows(self.sheet), start=1):
                if number in wanted:
                    texts = map(self.source.text, row)
                    yield number, [text.replace("\x00", "\ufffd") for text in texts]


def read_table(source: Source, layout: Layout, wanted: Sequence[Wanted]) -> Table:
    """Find the table and read the wanted columns. Raises UnreadableFile."""
    source.settle([column.headings for column in wanted if not column.optional])
    sheet, header = _locate(source, layout, wanted)
    above = list(islice(source.rows(sheet), header))
    headings = _headings(source, above[-layout.header_lines :]) if header else []
    places = [_place(column, headings) for column in wanted]
    first = header + layout.skip_after_header + 1
    taken: list[int] = []
    columns: list[list[Any]] = [[] for _ in wanted]
    present = [(at, column) for at, column in zip(places, columns, strict=True) if at is not None]
    ragged, blank, number = [], 0, header
    least, most = (0, 0) if source.rectangular or not above else (len(headings), len(above[-1]))
    for number, row in enumerate(source.rows(sheet), start=1):
        if number < first:
            continue
        if _is_blank(row):
            blank += 1
        elif least and (len(row) < least or any(row[most:])):
            ragged.append((number, len(row)))
        else:
            taken.append(number)
            for at, column in present:
                column.append(row[at] if at < len(row) else "")
    blank += max(0, source.last_row(sheet) - max(number, first - 1))
    frame = pl.DataFrame({"row": taken}, schema={"row": pl.Int64}).with_columns(
        pl.lit(None, pl.String).alias(f"c{i}")
        if place is None
        else pl.Series(f"c{i}", list(map(source.text, columns[i])), pl.String)
        for i, place in enumerate(places)
    )
    names = [
        headings[place] if place is not None and place < len(headings) else column.name
        for column, place in zip(wanted, places, strict=True)
    ]
    return Table(source, sheet, headings, names, places, frame, ragged, blank)


def _is_blank(row: Row) -> bool:
    """Whether no cell of a row holds anything; a zero is something."""
    return all(isinstance(cell, str) and not cell.strip() for cell in row)


# --- where the table begins -----------------------------------------------------------------


def _locate(source: Source, layout: Layout, wanted: Sequence[Wanted]) -> tuple[str, int]:
    """The sheet and the row of the headings; 0 when the profile says that there are none."""
    sheets = source.sheets()
    if layout.sheet and sheets != [""]:
        names = {_plain(name): name for name in sheets}
        if _plain(layout.sheet) not in names:
            raise UnreadableFile("no_sheet", sheet=layout.sheet, sheets=", ".join(sheets))
        sheets = [names[_plain(layout.sheet)]]
    best: tuple[int, str, int, list[str]] = (-1, "", 0, [])
    for sheet in sheets:
        for row, headings in _candidates(source, sheet, layout):
            missing = _missing(wanted, headings)
            if not missing:
                return sheet, row
            hits = len(wanted) - len(missing)
            if hits > best[0]:
                best = hits, sheet, row, headings
    if layout.header_row == 0:
        return sheets[0], 0
    raise _no_headings(best, wanted)


def _candidates(source: Source, sheet: str, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    if layout.header_row == 0:
        return
    rows = list(islice(source.rows(sheet), max(LOOK_AT, layout.header_row or 0)))
    at = [layout.header_row] if layout.header_row else range(layout.header_lines, len(rows) + 1)
    for row in at:
        lines = rows[max(0, row - layout.header_lines) : row]
        if lines:
            yield row, _headings(source, lines)


def _headings(source: Source, lines: Sequence[Row]) -> list[str]:
    """One heading a column. Lines above the last are carried to the right, as merged cells are."""
    *groups, last = [
        [" ".join(source.text(cell).replace("\x00", " ").split()) for cell in line]
        for line in lines
    ]
    names = list(last)
    for group in groups:
        held = ""
        for i, cell in enumerate(group[: len(names)]):
            held = cell or held
            names[i] = f"{held} / {names[i]}" if held and names[i] else names[i] or held
    while names and not names[-1]:
        names.pop()
    return names


def _no_headings(best: tuple[int, str, int, list[str]], wanted: Sequence[Wanted]) -> UnreadableFile:
    _, _, row, headings = best
    missing = _missing(wanted, headings)
    plain = {_plain(heading): heading for heading in headings if heading}
    near = [
        plain[name]
        for column in missing[:3]
        for wanted_name in column.headings
        for name in difflib.get_close_matches(_plain(wanted_name), plain, n=1, cutoff=0.6)
    ]
    shown = ", ".join(filter(None, headings[:SHOWN])) + (" …" if len(headings) > SHOWN else "")
    code = "no_column_like" if near else "no_column"
    return UnreadableFile(
        code,
        columns=", ".join(" / ".join(column.headings) for column in missing),
        row=row,
        headings=shown or "—",
        near=", ".join(dict.fromkeys(near)),
    )


def _missing(wanted: Sequence[Wanted], headings: Sequence[str]) -> list[Wanted]:
    present = {_plain(heading) for heading in headings}
    return [
        column
        for column in wanted
        if column.headings
        and not column.optional
        and not any(_plain(name) in present for name in column.headings)
    ]


def _place(column: Wanted, headings: Sequence[str]) -> int | None:
    """The index of a column; raises when its heading stands over two columns."""
    if column.letter:
        return _index_of(column.letter)
    for name in column.headings:
        found = [i for i, heading in enumerate(headings) if _plain(heading) == _plain(name)]
        if len(found) > 1:
            letters = ", ".join(letter_of(i) for i in found)
            raise UnreadableFile("heading_twice", column=name, letters=letters)
        if found:
            return found[0]
    return None


def _plain(heading: str) -> str:
    """Headings are compared without regard to case, width, spaces and line breaks."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).casefold()


def _index_of(letter: str) -> int:
    index = 0
    for character in letter.upper():
        index = index * 26 + ord(character) - 64
    return index - 1


def letter_of(index: int) -> str:
    """The spreadsheet's letter of a column, from 0: A, B, … Z, AA."""
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
