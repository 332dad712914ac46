"""The chart of the page: how many buildings a duty binds (or finds in breach), in force and on paper,
by district or energy class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from greenward.web.charts import Chart
from greenward.web.charts.common import INK, SOFT, Size, chart, quantity
from greenward.web.numbers import number

ROW, AROUND = 46, 64
"""CSS pixels for one pair of bars, and for legend and axis."""
MOST = 12
"""Pairs drawn; the rest stands in the table of the page."""
NOW, PAPER = "#b9c2bd", "#3f6d96"


class Pair(NamedTuple):
    """One district or class: how many in force, how many on paper."""

    label: str
    before: int
    after: int


def pairs_chart(pairs: Sequence[Pair], title: str, head: str, source: str) -> Chart:
    """Two bars for each place, the greatest change on top."""
    shown = sorted(pairs, key=lambda pair: (-abs(pair.after - pair.before), pair.label))[:MOST]
    names = (_("in force"), _("on paper"))
    values = [
        {"label": pair.label, "side": side, "count": count, "number": number(count)}
        for pair in shown
        for side, count in zip(names, (pair.before, pair.after), strict=True)
    ]

    def spec(size: Size) -> dict[str, Any]:
        axis = {"ticks": False, "domain": False, "labelLimit": size.width * 2 // 5}
        where = {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis},
            "yOffset": {"field": "side", "sort": None},
            "x": quantity("count", axis={"tickCount": 4, "format": ",d", "tickMinStep": 1}),
        }
        legend = {"orient": "top", "title": None, "symbolType": "square", "symbolSize": 130}
        fill = {
            "field": "side",
            "type": "nominal",
            "scale": {"domain": list(names), "range": [NOW, PAPER]},
            "legend": legend | {"labelFontSize": size.font},
        }
        text = {"type": "text", "align": "left", "dx": 4, "fontSize": size.font - 1, "color": INK}
        return {
            "data": {"values": values},
            "encoding": where,
            "layer": [
                {"mark": {"type": "bar", "stroke": SOFT}, "encoding": {"fill": fill}},
                {"mark": text, "encoding": {"text": {"field": "number"}}},
            ],
            "height": ROW * len(shown) + AROUND,
            "padding": {"left": 4, "top": 4, "right": 36, "bottom": 4},
        }

    rows = [
        [pair.label, number(pair.before), number(pair.after), signed(pair.after - pair.before)]
        for pair in pairs
    ]
    return chart(spec, title, ([head, *names, pgettext("of a number", "Change")], rows), source)


def signed(count: int) -> str:
    """``+53``, ``−4``, ``0``."""
    return f"{'+' if count > 0 else '−' if count < 0 else ''}{number(abs(count))}"
