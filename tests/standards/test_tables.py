"""An authority's own table from TOML, CSV and XLSX, in whatever way its sheet is written."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from greenward.bureau.standards.errors import FileRefused
from greenward.bureau.standards.tables import read_file
from greenward.law.language import Text
from greenward.law.standards import Row
from greenward.law.standards.seeds import Head

HEAD = Head("深建能〔2026〕1号", Text("市能耗限额", "City energy limits"), "local")
SHARED = {"unit": "kBtu/ft²", "first_day": date(2014, 1, 1), "source": "Notice 1"}


def rows(
    text: str, encoding: str = "utf-8", shared: dict[str, Any] | None = None, name: str = "t.csv"
) -> tuple[Row, ...]:
    return read_file(name, text.encode(encoding), HEAD, SHARED if shared is None else shared).rows


def refused(text: str, **how: Any) -> list[str]:
    with pytest.raises(FileRefused) as refusal:
        rows(text, **how)
    return refusal.value.messages


def test_one_value_for_everything() -> None:
    [row] = rows("constraint\n79.3\n")
    assert (row.quantity, row.value, row.unit) == (
        "energy.constraint",
        Decimal("79.3"),
        "kBtu/(ft²·a)",
    )
    assert (row.selector, row.first_day, row.last_day) == ({}, date(2014, 1, 1), None)
    assert (row.evidence, row.source, row.where) == ("A", "Notice 1", "row 2")


def test_a_wide_sheet_gives_a_row_for_each_value() -> None:
    text = "energy_class,climate_zone,constraint,guiding\noffice-commercial-A,HSWW,80,65\nhospital,,90,\n"
    found = [(r.quantity, str(r.value), sorted(r.selector)) for r in rows(text)]
    assert found == [
        ("energy.constraint", "80", ["climate_zone", "energy_class"]),
        ("energy.guiding", "65", ["climate_zone", "energy_class"]),
        ("energy.constraint", "90", ["energy_class"]),
    ]


def test_chinese_headings_and_names_in_gb18030_under_a_title() -> None:
    text = "市能耗限额表,,\n\n建筑类别,气候区,约束值,引导值,单位,起始日期\nA类商业办公建筑,夏热冬暖地区,80,65,千瓦时/平方米,2024/1/1\n"
    constraint, guiding = rows(text, "gb18030")
    assert constraint.selector == {
        "energy_class": frozenset({"office-commercial-A"}),
        "climate_zone": frozenset({"HSWW"}),
    }
    assert (constraint.unit, constraint.first_day) == ("kWh/(m²·a)", date(2024, 1, 1))
    assert guiding.where == "row 4"


def test_a_long_sheet_with_quantities_and_several_zones() -> None:
    text = "quantity,value,unit,climate_zone,commodity\nenergy.constraint,80,kWh/m2,SC; C,\nfactor.kgce,0.1229,kgce/kWh,,electricity\n"
    limit, factor = rows(text, "utf-8-sig")
    assert limit.selector["climate_zone"] == {"SC", "C"}
    assert (factor.quantity, factor.unit) == ("factor.kgce", "kgce/kWh")


def workbook(cells: list[list[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(cells):
            sheet.write_row(number, 0, line)
    return made.getvalue()


def test_a_workbook_with_numbers_and_dates_of_its_own() -> None:
    content = workbook(
        [
            ["energy_class", "constraint", "guiding", "first_day", "last_day"],
            ["hospital", 79.3, 60, date(2024, 1, 1), date(2024, 12, 31)],
            ["hospital", 80.0, None, date(2025, 1, 1), None],
        ]
    )
    found = [
        (str(r.value), r.decimals, r.first_day, r.last_day)
        for r in read_file("t.XLSX", content, HEAD, SHARED).rows
    ]
    assert found == [
        ("79.3", 1, date(2024, 1, 1), date(2024, 12, 31)),
        ("60", 0, date(2024, 1, 1), date(2024, 12, 31)),
        ("80", 0, date(2025, 1, 1), None),
    ]


TOML = """
[standard]
code = "深建能〔2026〕1号"
title = { zh = "市能耗限额", en = "City energy limits" }
level = "local"
method = "site_energy"
complete = true
first_day = 2014-01-01
source = "Notice 1"

[[group]]
quantity = "energy.constraint"
unit = "kBtu/ft²"
evidence = "M"
confidence = 90
rows = [{ value = 79.3 }]
"""


def test_a_toml_file_says_all_about_itself_but_is_entered_by_the_authority() -> None:
    table = read_file("t.toml", TOML.encode())
    assert (table.code, table.method, table.complete) == ("深建能〔2026〕1号", "site_energy", True)
    assert (table.rows[0].evidence, table.rows[0].confidence) == ("A", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "value"),
        ("a,b\n1,2\n", "value"),
        ("constraint\n", "no row"),
        ("constraint,colour\n80,red\n", "row 2: 'colour'"),
        ("constraint,energy_class\n80,palace\n", "row 2: 'palace'"),
        ("constraint\nabout 80\n", "row 2: 'about 80'"),
        ("constraint,unit\n80,kWh\n", "row 2"),
        ("constraint,last_day\n80,2013-12-31\n", "row 2"),
        ("constraint,guiding\n80,90\n", "row 2: The guiding value 90"),
        ("constraint\n80\n70\n", "row 3"),
        ("constraint\n79.305\n", "79.305"),
    ],
)
def test_a_sheet_that_is_wrong_is_refused_with_its_row(text: str, said: str) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert any(said in line for line in refused(text)), refused(text)


def test_what_all_rows_share_must_come_from_somewhere() -> None:
    assert len(refused("constraint\n80\n", shared={})) == 3, "unit, first day and source"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.pdf", b"%PDF"),
        ("table.xlsx", b"not a workbook"),
        ("table.toml", b"[standard"),
        ("table.csv", b"\xff\xfe\x00\x81"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_file(name, content, HEAD, SHARED)
    assert len(refusal.value.messages) == 1
