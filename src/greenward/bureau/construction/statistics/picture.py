"""The picture of the figures: at each stage the green share by number and by floor area, two bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from greenward.web.charts import Chart
from greenward.web.charts.common import INK, NARROW, SOFT, Size, chart, quantity

from .ratio import Ratio, Share

ROW, AROUND = 52, 76
"""CSS pixels for one pair of bars, and for legend and axis."""
COUNT, AREA = "#b9d0e6", "#d3e6da"
"""Light enough for dark words on them."""


def shares_chart(shares: Sequence[tuple[str, Share]], title: str, source: str) -> Chart:
    """Two bars for each stage or place, in the order given; on each what it counts."""
    sides = (_("by number of projects"), _("by floor area"))
    values = [
        {
            "label": label,
            "side": side,
            "share": float(ratio.share) if ratio.share is not None else 0.0,
            "said": f"{ratio.percent} · {ratio.counts}" if ratio.denominator else _("none yet"),
        }
        for label, share in shares
        for side, ratio in zip(sides, (share.projects, share.area), strict=True)
    ]

    def spec(size: Size) -> dict[str, Any]:
        axis = {"ticks": False, "domain": False, "labelLimit": size.width // 3}
        y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis}
        x = quantity("share", axis={"format": ".0%", "tickCount": 4}, scale={"domain": [0, 1]})
        legend = {"orient": "top", "title": None, "symbolType": "square", "symbolSize": 130}
        fill = {
            "field": "side",
            "type": "nominal",
            "scale": {"domain": list(sides), "range": [COUNT, AREA]},
            "legend": legend | {"labelFontSize": size.font, "columns": 1 if size is NARROW else 2},
        }
        text = {"type": "text", "align": "left", "dx": 4, "fontSize": size.font - 2, "color": INK}
        said = {"text": {"field": "said"}, "x": {"value": 0}}
        return {
            "data": {"values": values},
            "encoding": {"y": y, "yOffset": {"field": "side", "sort": None}},
            "layer": [
                {"mark": {"type": "bar", "stroke": SOFT}, "encoding": {"x": x, "fill": fill}},
                {"mark": text, "encoding": said},
            ],
            "height": ROW * len(shares) + AROUND,
            "padding": {"left": 4, "top": 4, "right": 16, "bottom": 4},
        }

    return chart(spec, title, _table(shares, sides), source)


def _table(
    shares: Sequence[tuple[str, Share]], sides: Sequence[str]
) -> tuple[list[str], list[list[Any]]]:
    head = [_("Stage"), *(w for side in sides for w in (side, _("counted")))]
    rows = [[label, *_cells(share.projects), *_cells(share.area)] for label, share in shares]
    return head, rows


def _cells(ratio: Ratio) -> tuple[str, str]:
    return ratio.percent, ratio.counts
