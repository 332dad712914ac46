"""What every chart shares: its parts, its sizes, its colours and its quiet axes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..numbers import number
from .drawing import HATCHED, draw

INK, SOFT, LINE = "#17211b", "#4a554e", "#d9dfdb"
FILLS = {
    "breached": "#b3261e",
    "unknown": HATCHED,
    "satisfied": "#3f6d96",
    "not_applicable": "#d3dad6",
}
"""Bottom to top, or left to right: what needs attention stands on the axis."""

ON_FILL = {"breached": "#fff", "unknown": INK, "satisfied": "#fff", "not_applicable": INK}

Table = tuple[list[str], list[list[Any]]]


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `svg` for 560 px and more, `narrow` below, `table` as (headers, rows)."""

    svg: SafeString
    narrow: SafeString
    title: str
    table: Table
    source: str = ""


class Size(NamedTuple):
    """The size of one drawing in CSS pixels, its text, and its margin for words at the right."""

    width: int
    height: int
    font: int
    margin: int


WIDE = Size(720, 300, 14, 8)
NARROW = Size(340, 260, 12, 4)


def chart(spec: Callable[[Size], dict[str, Any]], title: str, table: Table, source: str) -> Chart:
    """Draw what `spec` describes for each size; the table also describes the picture in words."""
    headers, rows = table
    described = "; ".join(
        ", ".join(f"{head}: {strip_tags(cell)}" for head, cell in zip(headers, row, strict=True))
        for row in rows
    )
    wide, narrow = (draw(_framed(spec(size), size), title, described) for size in (WIDE, NARROW))
    return Chart(wide, narrow, title, table, source)


def quantity(field: str, title: str | None = None, **more: Any) -> dict[str, Any]:
    """The encoding of a quantitative field; untitled unless `title` is given."""
    return {"field": field, "type": "quantitative", "title": title, **more}


def labels(values: list[dict[str, Any]], at: dict[str, Any], size: Size) -> list[dict[str, Any]]:
    """The field ``label`` above each bar, on a white edge that keeps it clear of lines."""
    text = {"type": "text", "dy": -8, "fontWeight": "bold", "fontSize": size.font}
    edge = {**text, "color": "#fff", "stroke": "#fff", "strokeWidth": 4, "strokeJoin": "round"}
    encoding = {**at, "text": {"field": "label"}}
    return [
        {"data": {"values": values}, "mark": mark, "encoding": encoding}
        for mark in (edge, {**text, "color": INK})
    ]


def _framed(spec: dict[str, Any], size: Size) -> dict[str, Any]:
    """What every chart shares: its size, quiet axes and text large enough to read."""
    axis = {
        "labelColor": INK,
        "titleColor": SOFT,
        "gridColor": LINE,
        "domainColor": SOFT,
        "labelFontSize": size.font,
        "titleFontSize": size.font,
        "titleFontWeight": "normal",
        "tickColor": LINE,
        "labelPadding": 6,
    }
    return {
        "width": size.width,
        "height": size.height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        **spec,
        "config": {
            "axis": axis,
            "axisX": {"grid": False},
            "axisY": {"domain": False, "titleAngle": 0, "titleAlign": "left", "titleY": -14}
            | {"titleX": 0, "titleAnchor": "start"},
            "view": {"stroke": None},
            "font": "sans-serif",
        },
    }


def change(more: int) -> str:
    """How a count moved against the year before."""
    if more == 0:
        return _("as many as a year before")
    words = {"number": number(abs(more))}
    if more > 0:
        return _("%(number)s more than a year before") % words
    return _("%(number)s fewer than a year before") % words
