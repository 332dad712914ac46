"""Tables that a view describes in columns, and the order a reader asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from .numbers import NOTHING


@dataclass(frozen=True)
class Column:
    """One column of a data table.

    `key` names the attribute, mapping key or position of a row that holds the value; `show` turns
    the value into text (safe text is kept as markup); `link(row)` gives an address or "". `number`
    aligns right, `head` makes the cell the row's own heading, `sort` is the word put in ``?sort=``.
    """

    key: str | int
    label: Any
    show: Callable[[Any], Any] | None = None
    link: Callable[[Any], str] | None = None
    number: bool = False
    head: bool = False
    sort: str = ""

    def cell(self, row: Any) -> SafeString:
        """The escaped content of this column's cell in `row`."""
        value = self._value(row)
        text = self.show(value) if self.show else (NOTHING if value in (None, "") else value)
        address = self.link(row) if self.link else ""
        if address:
            return format_html('<a href="{}">{}</a>', address, text)
        return SafeString(conditional_escape(text))

    def _value(self, row: Any) -> Any:
        if isinstance(row, Mapping) or isinstance(self.key, int):
            return row[self.key]
        return getattr(row, self.key)


def ordering(request: HttpRequest, fields: Mapping[str, str], default: str) -> tuple[str, ...]:
    """What ``?sort=`` asks for, as arguments of ``order_by``; unknown words give `default`.

    `fields` maps the words a page offers to database fields; a leading minus turns the order
    round. The primary key comes last, so that pages never overlap.
    """
    asked = request.GET.get("sort", default)
    if asked.removeprefix("-") not in fields:
        asked = default
    field = fields[asked.removeprefix("-")]
    return ("-" + field if asked.startswith("-") else field, "pk")
