"""One building's years against the limit of each year (Article 32 and its like)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ..numbers import NOTHING, number, over, percent
from ..verdicts import mark_of
from .common import FILLS, INK, NARROW, SOFT, Chart, Size, chart, labels, quantity

Limits = Mapping[int, Decimal | None]

HALF_BAR = 0.32
"""Half the width of a bar, in years."""

ROOM = {True: 6, False: 11}
"""How many figures fit above the bars of a narrow and of a wide drawing."""


class YearPoint(NamedTuple):
    """One year of one building; `note` says for example that a part is estimated."""

    year: int
    value: Decimal | None
    verdict: Any
    note: str = ""


def years_chart(
    points: Sequence[YearPoint],
    limits: Limits,
    unit: str,
    lang: str | None = None,
    title: str = "",
    source: str = "",
    multiple: Decimal = Decimal("1.5"),
) -> Chart:
    """Years as bars marked by verdict, each year's limit as a step, `multiple` times it dashed."""
    with override(lang or get_language()):
        points = sorted(points, key=lambda point: point.year)
        title = title or _finding(points, limits, unit)
        headers = [_("Year"), unit, _("Limit"), _("Over the limit"), _("Verdict")]
        rows = [_row(point, limits.get(point.year)) for point in points]

        def spec(size: Size) -> dict[str, Any]:
            return _spec(points, limits, unit, multiple, size)

        return chart(spec, title, (headers, rows), source)


def _finding(points: Sequence[YearPoint], limits: Limits, unit: str) -> str:
    known = [(point.year, point.value) for point in points if point.value is not None]
    if not known:
        return _("No figures yet")
    year, value = known[-1]
    limit = limits.get(year)
    words: dict[str, Any] = {"value": number(value), "unit": unit, "year": year}
    if not limit:
        return _("%(value)s %(unit)s in %(year)s; no limit known") % words
    words |= {"limit": number(limit), "share": percent(over(value, limit), 1)}
    if value > limit:
        return _("%(value)s %(unit)s in %(year)s, %(share)s over the limit of %(limit)s") % words
    return _("%(value)s %(unit)s in %(year)s, within the limit of %(limit)s") % words


def _row(point: YearPoint, limit: Decimal | None) -> list[Any]:
    excess = percent(over(point.value, limit), 1) if point.value is not None and limit else NOTHING
    mark = mark_of(point.verdict)
    value = number(point.value) + (f" ({point.note})" if point.note else "")
    return [str(point.year), value, number(limit), excess, f"{mark.glyph} {mark.word}"]


def _spec(
    points: Sequence[YearPoint], limits: Limits, unit: str, multiple: Decimal, size: Size
) -> dict[str, Any]:
    years = [point.year for point in points]
    domain = [min(years) - 0.5, max(years) + 0.5] if years else [0, 1]
    scale = {"scale": {"domain": domain, "nice": False}}
    axis = {"values": years, "format": "d", "ticks": False}
    x = quantity("year", axis=axis, **scale)
    y = quantity("value", title=unit, axis={"tickCount": 4}, scale={"nice": 4})
    bars = _bars(points, crowded=len(points) > ROOM[size is NARROW])
    fill = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    span = {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y, "y2": {"datum": 0}}
    return {
        "layer": [
            {"data": {"values": bars}, "mark": "bar", "encoding": {**span, "fill": fill}},
            *_steps(years, limits, Decimal(1), _("limit"), unit, scale, size),
            *_steps(years, limits, multiple, f"{multiple}×", unit, scale, size),
            *labels(bars, {"x": x, "y": y}, size),
        ],
        "padding": {"left": 4, "top": 20, "right": size.margin, "bottom": 4},
    }


def _bars(points: Sequence[YearPoint], crowded: bool) -> list[dict[str, Any]]:
    bars = []
    for point in points:
        mark = mark_of(point.verdict)
        bars.append(
            {
                "year": point.year,
                "from": point.year - HALF_BAR,
                "to": point.year + HALF_BAR,
                "value": float(point.value or 0),
                "label": mark.glyph if crowded else f"{mark.glyph} {number(point.value)}",
                "fill": FILLS.get(mark.name, SOFT),
            }
        )
    return bars


def _steps(
    years: Sequence[int],
    limits: Limits,
    times: Decimal,
    words: str,
    unit: str,
    scale: dict[str, Any],
    size: Size,
) -> list[dict[str, Any]]:
    """The limit of each year as one step line, with its words where it ends."""
    known = [(year, limit * times) for year in years if (limit := limits.get(year)) is not None]
    if not known:
        return []
    by_year = dict(known)
    steps = [
        {"at": year + side, "limit": float(by_year[year]) if year in by_year else None}
        for year in years
        for side in (-0.5, 0.5)
    ]
    year, limit = known[-1]
    shown = number(limit.normalize())
    end = {"at": year + 0.5, "limit": float(limit), "words": f"{words} {shown}"}
    at = {"x": quantity("at", **scale), "y": quantity("limit", title=unit)}
    line = {"type": "line", "color": INK, "strokeWidth": 2, "invalid": "break-paths-filter-domains"}
    dash = {} if times == 1 else {"strokeDash": [5, 4]}
    text = {"type": "text", "align": "left", "dx": 5, "fontSize": size.font, "color": INK}
    return [
        {"data": {"values": steps}, "mark": {**line, **dash}, "encoding": at},
        {
            "data": {"values": [end]},
            "mark": text,
            "encoding": {**at, "text": {"field": "words"}},
        },
    ]
