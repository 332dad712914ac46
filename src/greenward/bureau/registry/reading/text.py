"""CSV and its relatives: encoding and delimiter are found from the file, or stated by the profile.

An encoding that cannot be told for certain is asked for, never guessed: a file of names in the
wrong encoding looks like a file of other names.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from .errors import UnreadableFile
from .layout import Layout
from .source import Row

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", ";", "\t", "|")
CHUNK = 2**20
LOOK_AT = 40
"""Rows in which the headings are looked for."""
LONGEST_CELL = 131_072
csv.field_size_limit(LONGEST_CELL)


class TextFile:
    """A delimited text file as a source of rows."""

    rectangular = False

    def __init__(self, path: Path, layout: Layout, head: bytes) -> None:
        self._path = path
        self.encoding = _stated(path, layout.encoding) if layout.encoding else detect(path, head)
        self._delimiter = layout.delimiter
        start = next(self._lines(), "")
        if start.lstrip().lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
            raise UnreadableFile("web_page")

    def sheets(self) -> list[str]:
        return [""]

    def settle(self, headings: Sequence[Sequence[str]]) -> None:
        """Choose the delimiter under which most of the headings are found."""
        if self._delimiter:
            return

        def found(delimiter: str) -> tuple[int, int]:
            rows: list[Row] = []
            with suppress(UnreadableFile):  # told when the rows themselves are read
                rows.extend(islice(self._records(delimiter), LOOK_AT))
            cells = {_folded(cell) for row in rows for cell in row}
            hits = sum(any(_folded(name) in cells for name in names) for names in headings)
            return hits, max(map(len, rows), default=0)

        self._delimiter = max(DELIMITERS, key=found)

    def rows(self, sheet: str) -> Iterator[Row]:
        return self._records(self._delimiter or ",")

    def text(self, cell: str) -> str:
        return cell

    def last_row(self, sheet: str) -> int:
        return 0

    def _records(self, delimiter: str) -> Iterator[Row]:
        reader = csv.reader(self._lines(), delimiter=delimiter, strict=True)
        row = line = 0
        try:
            for cells in reader:
                row, line = row + 1, reader.line_num
                yield cells
        except csv.Error as error:
            code = "cell_too_long" if "limit" in str(error) else "open_quote"
            raise UnreadableFile(code, row=row + 1, line=line + 1) from error

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=self.encoding, newline="") as file:
            yield from file


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _stated(path: Path, encoding: str) -> str:
    """The encoding the profile states, once the whole file has been read by it."""
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"  # a byte-order mark is not part of the first heading
    position = _undecodable(path, encoding)
    if position is not None:
        raise UnreadableFile("wrong_encoding", encoding=encoding, position=position)
    return encoding


def detect(path: Path, head: bytes) -> str:
    """The encoding of a text file: by its mark, as UTF-8, or as GB18030 that reads as Chinese.

    Raises UnreadableFile (encoding_unsure) for anything that would be a guess.
    """
    marked = next((name for mark, name in MARKS if head.startswith(mark)), "")
    for name in (marked, _wide(head), "utf-8"):
        if name and _undecodable(path, name) is None:
            return name
    if _undecodable(path, "gb18030") is None and _reads_as_chinese(path):
        return "gb18030"
    raise UnreadableFile("encoding_unsure")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of the plain characters is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _undecodable(path: Path, encoding: str) -> int | None:
    """The first byte that is not of this encoding; None when the whole file is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return done + error.start
            done += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done
    return None


def _reads_as_chinese(path: Path) -> bool:
    """Whether most of what is not ASCII is punctuation or among the 3,755 commonest characters.

    Western text decodes as GB18030 too, but into rare characters.
    """
    common = total = 0
    with path.open(encoding="gb18030", newline="") as file:
        while (text := file.read(CHUNK)) and total < 20_000:
            for character in text:
                if character > "\x7f":
                    total += 1
                    common += _is_common(character)
    return common * 5 >= total * 3


def _is_common(character: str) -> bool:
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7
