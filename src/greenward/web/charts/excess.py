"""How far the cases of a year lie over their limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ..numbers import number
from .common import FILLS, INK, NARROW, Chart, Size, change, chart, labels, quantity


@dataclass(frozen=True)
class Bin:
    """How many lie from `low` up to below `high` per cent over the limit; None is an open end.

    Only at 0 it is the other way round: a case exactly at its limit is within it, so it counts in
    the bin that ends at 0.
    """

    low: int | None
    high: int | None
    count: int


def excess_histogram(
    bins: Sequence[Bin],
    lang: str | None = None,
    title: str = "",
    source: str = "",
    previous: int | None = None,
) -> Chart:
    """How many lie how far over the limit; `previous` is how many lay above it a year before."""
    with override(lang or get_language()):
        above = sum(each.count for each in bins if each.low is not None and each.low >= 0)
        total = sum(each.count for each in bins)
        title = title or _finding(above, total, previous)
        headers = [_("Over the limit"), _("Number")]
        rows: list[list[Any]] = [[_range(each), number(each.count)] for each in bins]
        return chart(lambda size: _spec(bins, size), title, (headers, rows), source)


def _finding(above: int, total: int, previous: int | None) -> str:
    finding = _("%(above)s of %(total)s above the limit") % {
        "above": number(above),
        "total": number(total),
    }
    return finding if previous is None else finding + _(", ") + change(above - previous)


def _range(each: Bin) -> str:
    """A bin in words; the limit itself is within the limit."""
    words = {"low": each.low, "high": each.high}
    if each.low is None:
        return _("within the limit") if each.high == 0 else _("below %(high)s%%") % words
    if each.high is None:
        return _("above the limit") if each.low == 0 else _("%(low)s%% and more") % words
    if each.low == 0:
        return _("above the limit to below %(high)s%%") % words
    if each.high == 0:
        return _("%(low)s%% up to the limit") % words
    return _("%(low)s%% to below %(high)s%%") % words


def _bars(bins: Sequence[Bin]) -> list[dict[str, Any]]:
    """The bins as bars; one with an open end is drawn as wide as the narrowest closed one."""
    widths = [
        each.high - each.low for each in bins if each.low is not None and each.high is not None
    ]
    width = min(widths, default=10)
    bars = []
    for each in bins:
        low = each.low if each.low is not None else (each.high or 0) - width
        high = each.high if each.high is not None else low + width
        bars.append(
            {
                "low": low,
                "high": high,
                "middle": (low + high) / 2,
                "count": each.count,
                "label": number(each.count) if each.count else "",
                "fill": FILLS["breached" if low >= 0 else "satisfied"],
            }
        )
    return bars


def _spec(bins: Sequence[Bin], size: Size) -> dict[str, Any]:
    bars = _bars(bins)
    edges = sorted({bar[side] for bar in bars for side in ("low", "high")}) or [0, 1]
    open_ends = {bar["low"] for bar, each in zip(bars, bins, strict=True) if each.low is None}
    open_ends |= {bar["high"] for bar, each in zip(bars, bins, strict=True) if each.high is None}
    ticks = [edge for edge in edges if edge not in open_ends]
    if size is NARROW:
        ticks = [tick for tick in ticks if tick % 50 == 0]
    axis = {"values": ticks, "labelExpr": "datum.value + '%'", "titlePadding": 8}
    scale = {"domain": [edges[0], edges[-1]], "nice": False}
    x = quantity("low", title=_("per cent over the limit"), scale=scale, axis=axis)
    y = quantity("count", axis={"tickCount": 4})
    fill = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    lines = [{"at": 0, "words": _("limit")}, {"at": 50, "words": "1.5×"}]
    span = {"x": x, "x2": {"field": "high"}, "y": y, "y2": {"datum": 0}}
    return {
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "stroke": "#fff", "strokeWidth": 1},
                "encoding": {**span, "fill": fill},
            },
            *_rules([line for line in lines if edges[0] <= line["at"] <= edges[-1]], x, size),
            *labels(bars, {"x": {**x, "field": "middle"}, "y": y}, size),
        ],
        "padding": {"left": 4, "top": 26, "right": 16, "bottom": 4},
    }


def _rules(lines: list[dict[str, Any]], x: dict[str, Any], size: Size) -> list[dict[str, Any]]:
    """Dashed verticals at the limit and at one and a half times it, named above the plot."""
    at = {**x, "field": "at"}
    rule = {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": [5, 4]}
    text = {"type": "text", "y": -10, "fontSize": size.font, "color": INK}
    return [
        {"data": {"values": lines}, "mark": rule, "encoding": {"x": at}},
        {
            "data": {"values": lines},
            "mark": text,
            "encoding": {"x": at, "text": {"field": "words"}},
        },
    ]
