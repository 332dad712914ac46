"""Opens what people send: a CSV file in any common encoding, or a workbook.

Every format becomes rows of text cells with the row numbers a spreadsheet program shows. What the
rows mean is none of this package's business; it knows where the table begins and that no row may
be lost on the way.
"""

from __future__ import annotations

from pathlib import Path

from .errors import UnreadableFile
from .layout import Layout
from .source import Source
from .table import Table, Wanted, read_table

__all__ = ["Layout", "Source", "Table", "UnreadableFile", "Wanted", "open_file", "read_table"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_file(path: Path, layout: Layout) -> Source:
    """The file as a source of rows, by what it holds rather than by what it is called.

    Raises UnreadableFile: empty, a web page, damaged, protected by a password, too large when
    unpacked, or text in an encoding that cannot be told for certain.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty_file")
    if head.startswith((ZIP, OLE)):
        from .workbook import Workbook

        return Workbook(path, zipped=head.startswith(ZIP))
    from .text import TextFile

    return TextFile(path, layout, head)
