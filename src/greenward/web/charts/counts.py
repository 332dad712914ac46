"""How many cases have which verdict: by year and by district."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ..numbers import number, percent
from ..verdicts import MARKS, mark_of
from .common import FILLS, NARROW, ON_FILL, Chart, Size, Table, change, chart, quantity

LEAST_SHARE = 0.08
"""A segment shorter than this share of the whole length has no number on it."""

ROW_HEIGHT = 32
AROUND_ROWS = 90
"""CSS pixels for one district's bar, and for legend and axis together."""


class Counts(NamedTuple):
    """How many of each verdict one year or one district has; `href` opens its list."""

    label: str
    verdicts: Mapping[Any, int]
    href: str = ""

    def by_name(self) -> dict[str, int]:
        """All four verdicts by name, in drawing order."""
        counts = {mark_of(verdict).name: count for verdict, count in self.verdicts.items()}
        return {name: counts.get(name, 0) for name in FILLS}

    def total(self) -> int:
        return sum(self.verdicts.values())

    def share_breached(self) -> Decimal:
        return Decimal(self.by_name()["breached"]) / max(self.total(), 1)


def trend(
    lines: Sequence[Counts], lang: str | None = None, title: str = "", source: str = ""
) -> Chart:
    """The number of each verdict, year by year."""
    with override(lang or get_language()):
        title = title or _trend_finding(lines)
        longest = max((line.total() for line in lines), default=0)

        def spec(size: Size) -> dict[str, Any]:
            axis = {"labelAngle": 0, "ticks": False}
            x: dict[str, Any] = {
                "field": "label",
                "type": "ordinal",
                "sort": None,
                "title": None,
                "axis": axis,
            }
            x["scale"] = {"paddingInner": 0.3, "paddingOuter": 0.2}
            y = quantity("count", axis={"tickCount": 4}, stack="zero")
            return _stacked(_segments(lines, longest), lines, {"x": x}, {"y": y}, size)

        return chart(spec, title, _table(lines, _("Year")), source)


def _trend_finding(lines: Sequence[Counts]) -> str:
    if not lines:
        return _("No figures yet")
    now = lines[-1].by_name()["breached"]
    words = {"number": number(now), "year": lines[-1].label}
    finding = _("%(number)s breached in %(year)s") % words
    if len(lines) < 2:
        return finding
    return finding + _(", ") + change(now - lines[-2].by_name()["breached"])


def district_bars(
    rows: Sequence[Counts], lang: str | None = None, title: str = "", source: str = ""
) -> Chart:
    """The share of each verdict, one bar a district, the largest share breached on top."""
    with override(lang or get_language()):
        rows = sorted(rows, key=lambda row: (-row.share_breached(), row.label))
        title = title or _district_finding(rows)

        def spec(size: Size) -> dict[str, Any]:
            axis = {"ticks": False, "domain": False, "labelLimit": size.width * 2 // 5}
            y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis}
            x = quantity("count", axis={"format": ".0%", "tickCount": 4}, stack="normalize")
            drawn = _stacked(_segments(rows), rows, {"y": y}, {"x": x}, size)
            return {**drawn, "height": ROW_HEIGHT * len(rows) + AROUND_ROWS}

        return chart(spec, title, _table(rows, _("District")), source)


def _district_finding(rows: Sequence[Counts]) -> str:
    if not rows:
        return _("No figures yet")
    worst = rows[0]
    if not worst.share_breached():
        return _("No breach in any district")
    return _("%(place)s has the largest share breached: %(share)s (%(part)s of %(all)s)") % {
        "place": worst.label,
        "share": percent(worst.share_breached()),
        "part": number(worst.by_name()["breached"]),
        "all": number(worst.total()),
    }


def _table(lines: Sequence[Counts], head: str) -> Table:
    names = _shown(lines)
    headers = [head, *map(_words, names), _("Total")]
    rows = []
    for line in lines:
        counts = line.by_name()
        label: Any = line.label
        if line.href:
            label = format_html('<a href="{}">{}</a>', line.href, line.label)
        rows.append([label, *(number(counts[name]) for name in names), number(line.total())])
    return headers, rows


def _shown(lines: Iterable[Counts]) -> list[str]:
    """The verdicts that occur, in drawing order."""
    counts = [line.by_name() for line in lines]
    return [name for name in FILLS if any(count[name] for count in counts)]


def _words(name: str) -> str:
    return f"{MARKS[name].glyph} {MARKS[name].word}"


def _segments(lines: Sequence[Counts], longest: int | None = None) -> list[dict[str, Any]]:
    """One record for each part of each bar; `longest` is the full length when bars differ."""
    names = _shown(lines)
    segments = []
    for line in lines:
        counts = line.by_name()
        enough = LEAST_SHARE * (longest or line.total())
        segments += [
            {
                "label": line.label,
                "count": counts[name],
                "verdict": _words(name),
                "place": place,
                "on": ON_FILL[name],
                "number": number(counts[name]) if counts[name] >= enough > 0 else "",
            }
            for place, name in enumerate(names)
        ]
    return segments


def _stacked(
    segments: list[dict[str, Any]],
    lines: Sequence[Counts],
    band: dict[str, Any],
    length: dict[str, Any],
    size: Size,
) -> dict[str, Any]:
    """Stacked bars, one a band, each segment with its number where there is room."""
    names = _shown(lines)
    legend = {"orient": "top", "title": None, "symbolType": "square", "symbolSize": 130}
    legend |= {"columns": 2 if size is NARROW else 4, "labelFontSize": size.font}
    scale = {"domain": [_words(name) for name in names], "range": [FILLS[name] for name in names]}
    fill = {"field": "verdict", "type": "nominal", "scale": scale, "legend": legend}
    middle = {name: {**encoding, "bandPosition": 0.5} for name, encoding in length.items()}
    on = {"field": "on", "type": "nominal", "scale": None}
    return {
        "data": {"values": segments},
        "encoding": {**band, "order": quantity("place")},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#fff", "strokeWidth": 1},
                "encoding": {**length, "fill": fill},
            },
            {
                "mark": {"type": "text", "fontSize": size.font, "fontWeight": "bold"},
                "encoding": {
                    **middle,
                    "text": {"field": "number"},
                    "detail": {"field": "verdict"},
                    "color": on,
                },
            },
        ],
        "padding": {"left": 4, "top": 4, "right": 16, "bottom": 4},
    }
