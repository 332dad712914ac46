"""Where the table lies in the file: what a profile says in its [file] part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out; what is empty (or None) is found from the file itself.

    `header_row` is the row of the headings as the spreadsheet program counts, the last one when
    they take several lines; 0 says that there are none and columns are named by letter.
    `skip_after_header` rows below it (units, explanations) are not data.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    header_lines: int = 1
    skip_after_header: int = 0
