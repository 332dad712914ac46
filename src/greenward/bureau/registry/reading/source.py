"""What every file is to its reader: sheets of rows of text cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

Row = Sequence[Any]
"""Cells as the format gives them; `Source.text` makes one what a person reads."""


class Source(Protocol):
    """An opened file. It can be gone through more than once, so nothing has to be kept."""

    def sheets(self) -> list[str]:
        """The names of the sheets a person sees; one empty name for a text file."""

    def settle(self, headings: Sequence[Sequence[str]]) -> None:
        """Find out what depends on the headings that are looked for, such as the delimiter."""

    def rows(self, sheet: str) -> Iterator[Row]:
        """Every row of a sheet from row 1 on, blank ones too."""

    def text(self, cell: Any) -> str:
        """A cell as a person reads it."""

    def last_row(self, sheet: str) -> int:
        """The last row the file has for the sheet, even if it is blank; 0 when nobody knows."""

    @property
    def rectangular(self) -> bool:
        """Whether a short row only means that its last cells are empty."""
