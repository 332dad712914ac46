"""Charts: clean enough for the policy, named by their finding, equal to their table."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.utils.translation import override

from greenward.law.language import Verdict
from greenward.web.charts import (
    Bin,
    Chart,
    Counts,
    YearPoint,
    district_bars,
    excess_histogram,
    trend,
    years_chart,
)
from greenward.web.charts.drawing import clean

SVG = "{http://www.w3.org/2000/svg}"
UNIT = "kWh/(m²·a)"


def years(*values: str | None, limit: str | None = "80", **more: Any) -> Chart:
    points = [
        YearPoint(2020 + n, value and Decimal(value), Verdict.UNKNOWN)
        for n, value in enumerate(values)
    ]
    limits = {point.year: limit and Decimal(limit) for point in points}
    return years_chart(points, limits, UNIT, **{"lang": "en", **more})


def counts(label: str, *numbers: int, href: str = "") -> Counts:
    return Counts(label, dict(zip(Verdict, numbers, strict=False)), href)


BINS = [Bin(None, 0, 71), Bin(0, 50, 28), Bin(50, None, 10)]
CHARTS = {
    "years": lambda: years("78.4", None, "137.2"),
    "excess": lambda: excess_histogram(BINS, lang="zh-hans"),
    "trend": lambda: trend([counts("2024", 5, 60, 30, 9), counts("2025", 4, 60, 38, 2)]),
    "districts": lambda: district_bars(
        [counts("福田区", 0, 3, 5, 1), counts("南山区", 0, 9, 2, 0)]
    ),
}
EMPTY = {
    "years": lambda: years_chart([], {}, UNIT, lang="en"),
    "one unknown year": lambda: years(None, limit=None),
    "excess": lambda: excess_histogram([]),
    "trend": lambda: trend([]),
    "districts": lambda: district_bars([]),
    "nothing counted": lambda: district_bars([counts("福田区", 0, 0, 0, 0)]),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_holds_nothing_the_policy_forbids(name: str) -> None:
    chart = CHARTS[name]()
    for svg in (chart.svg, chart.narrow):
        root = ElementTree.fromstring(svg)
        for element in root.iter():
            assert element.tag not in {SVG + "style", SVG + "script", SVG + "a", SVG + "image"}
            names = element.attrib.keys()
            assert not names & {"style", "class", "href", "font-family"}
            assert not any(attribute.startswith("on") for attribute in names)
        assert root.get("role") == "img"
        assert root.findtext(SVG + "title") == chart.title
        assert root.get("viewBox") and "width" not in root.attrib


@pytest.mark.parametrize("name", CHARTS)
def test_both_drawings_share_no_id_and_every_reference_has_its_target(name: str) -> None:
    chart = CHARTS[name]()
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (chart.svg, chart.narrow)]
    assert not ids[0] & ids[1]
    for svg, own in zip((chart.svg, chart.narrow), ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= own


@pytest.mark.parametrize("name", CHARTS)
def test_the_words_of_a_drawing_tell_its_whole_table(name: str) -> None:
    chart = CHARTS[name]()
    described = ElementTree.fromstring(chart.svg).findtext(SVG + "desc") or ""
    headers, rows = chart.table
    assert rows and all(len(row) == len(headers) for row in rows)
    assert all(str(cell) in described for row in rows for cell in row)


@pytest.mark.parametrize("name", EMPTY)
def test_a_chart_of_nothing_is_drawn_and_says_so(name: str) -> None:
    chart = EMPTY[name]()
    assert ElementTree.fromstring(chart.svg).tag == SVG + "svg"
    assert chart.title


def test_chinese_stays_text() -> None:
    texts = [t.text for t in ElementTree.fromstring(CHARTS["districts"]().svg).iter(SVG + "text")]
    assert "福田区" in texts


def test_labels_cannot_break_out() -> None:
    chart = district_bars([counts('</text><script>x</script>"', 0, 0, 1, 0, href='"><b>')])
    for svg in (chart.svg, chart.narrow):
        assert not list(ElementTree.fromstring(svg).iter(SVG + "script"))
    assert "<b>" not in str(chart.table[1][0][0])


def test_cleaning_takes_out_scripts_styles_and_handlers() -> None:
    dirty = f"""<svg xmlns="{SVG[1:-1]}" viewBox="0 0 1 1"><style>*{{}}</style><script>x</script>
    <a href="javascript:x"><text>t</text></a><g style="fill:red" onclick="x" id="g"
    clip-path="url(#g)" transform="translate(1.23456,2)"><path d="M0,0h1"/></g></svg>"""
    cleaned = clean(dirty, "finding", "table", "p-")
    assert not re.search(r"<(style|script|a)\b|onclick|style=|javascript", cleaned)
    assert 'id="p-g"' in cleaned and "url(#p-g)" in cleaned and "translate(1.23,2)" in cleaned


def test_the_same_data_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    first = years("78.4", "95.1")
    monkeypatch.setattr("greenward.web.charts.drawing._convert", None)
    assert years("78.4", "95.1") == first


# --- findings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        (lambda: years("126.5", "137.2"), f"137.2 {UNIT} in 2021, 71.5% over the limit of 80"),
        (lambda: years("80"), f"80 {UNIT} in 2020, within the limit of 80"),
        (lambda: years("80.01"), f"80.01 {UNIT} in 2020, 0.0% over the limit of 80"),
        (lambda: years("119.99"), f"119.99 {UNIT} in 2020, 49.9% over the limit of 80"),
        (lambda: years("78", None), f"78 {UNIT} in 2020, within the limit of 80"),
        (lambda: years("78", limit=None), f"78 {UNIT} in 2020; no limit known"),
        (lambda: years(None), "No figures yet"),
        (lambda: years("78", title="as it is"), "as it is"),
        (lambda: excess_histogram(BINS, lang="en"), "38 of 109 above the limit"),
        (
            lambda: excess_histogram(BINS, lang="en", previous=32),
            "38 of 109 above the limit, 6 more than a year before",
        ),
        (
            lambda: trend([counts("2024", 0, 0, 40), counts("2025", 0, 0, 38)], lang="en"),
            "38 breached in 2025, 2 fewer than a year before",
        ),
        (lambda: trend([counts("2025", 0, 0, 1)], lang="en"), "1 breached in 2025"),
        (
            lambda: district_bars([counts("A", 0, 9, 2), counts("B", 0, 3, 5)], lang="en"),
            "B has the largest share breached: 62% (5 of 8)",
        ),
        (lambda: district_bars([counts("A", 0, 9)], lang="en"), "No breach in any district"),
    ],
)
def test_the_title_says_the_finding(chart: Any, title: str) -> None:
    assert chart().title == title


def test_the_limit_itself_is_within_the_limit() -> None:
    bins = [Bin(None, -50, 1), Bin(-50, 0, 2), Bin(0, 50, 3), Bin(50, 75, 4), Bin(75, None, 5)]
    _headers, rows = excess_histogram(bins, lang="en").table
    assert [row[0] for row in rows] == [
        "below -50%",
        "-50% up to the limit",
        "above the limit to below 50%",
        "50% to below 75%",
        "75% and more",
    ]


def test_the_language_is_that_of_the_page_or_the_one_asked_for() -> None:
    with override("zh-hans"):
        assert excess_histogram(BINS).title == "109 栋中有 38 栋超过限值"
        assert excess_histogram(BINS, lang="en").title == "38 of 109 above the limit"


def test_a_drawn_bar_says_its_verdict_without_colour() -> None:
    point = YearPoint(2025, Decimal("137.2"), Verdict.BREACHED)
    chart = years_chart([point], {2025: Decimal(80)}, UNIT, lang="en")
    for svg in (chart.svg, chart.narrow):
        texts = {t.text for t in ElementTree.fromstring(svg).iter(SVG + "text")}
        assert {"✕ 137.2", "limit 80", "1.5× 120"} <= texts
