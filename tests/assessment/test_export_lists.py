"""The lists taken away hold what their pages show, for who may see it, safe for a spreadsheet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.http import QueryDict
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.exports import select
from greenward.bureau.casework.exporting import stream_csv, write
from greenward.bureau.casework.exports import named

from .factories import Case, assessed, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(city: Area, futian: Area, nanshan: Area) -> list[Case]:
    made = [
        make_case(futian, "=HYPERLINK(1)", {2025: (137.2, 80)}, code="440304A001", star=2),
        make_case(futian, "Blank", {2025: (None, 80)}),
        make_case(futian, "Home", {2025: (60.25, None)}, function="R"),
        make_case(nanshan, "Far", {2025: (90, 80)}, yearly={"audit_done": False}),
    ]
    assessed(city, made)
    return made


def taken(actor: Actor, name: str, filters: str = "") -> list[dict[str, str]]:
    blocks = stream_csv(actor, table=named(name), filters=QueryDict(filters))
    text = b"".join(blocks).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(autouse=True)
def english(settings: Any) -> Any:
    from django.utils import translation

    with translation.override("en"):
        yield


def test_buildings_with_figure_limit_and_excess(cases, officer):
    rows = {row["Name"]: row for row in taken(officer, "buildings")}
    assert set(rows) == {"'=HYPERLINK(1)", "Blank", "Home"}
    heavy = rows["'=HYPERLINK(1)"]
    assert (heavy["Energy"], heavy["Limit"], heavy["Over the limit, %"]) == ("137.2", "80", "71.5")
    assert (heavy["Worst verdict"], heavy["Owed"], heavy["Year"]) == ("breached", "2", "2025")
    assert (heavy["District"], heavy["Function"]) == ("Futian", "office")
    assert (rows["Blank"]["Energy"], rows["Blank"]["Limit"]) == ("", "80")
    assert (rows["Home"]["Energy"], rows["Home"]["Limit"]) == ("60.25", "")


def test_findings_with_their_facts_and_what_is_missing(cases, director):
    rows = {(row["Name"], row["Duty"]): row for row in taken(director, "findings")}
    far = rows["Far", "32.2.2"]
    assert (far["Verdict"], far["Owed"], far["Fine from, ¥"]) == ("breached", "yes", "100000.00")
    assert (far["Energy"], far["Limit"], far["What it is about"]) == (
        "90",
        "80",
        "energy audit and measures",
    )
    assert rows["Blank", "32.2.1"]["Missing"] == "the year's energy figure or its bills"
    assert far["Edition of the law"] and far["Found on"] == "2026-03-01"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("buildings", "verdict=breached"),
        ("buildings", "duty=32.2.1&verdict=unknown"),
        ("buildings", "q=blank"),
        ("buildings", "district=440305"),
        ("findings", "tab=owed"),
        ("findings", "tab=unknown&why=no_figure"),
        ("findings", "tab=all&duty=32.2.2"),
    ],
)
def test_the_file_holds_what_the_page_counts(cases, director, name, query):
    client = Client()
    client.force_login(director.user)
    page = client.get(f"/{name}?{query}").context["page"]
    assert len(taken(director, name, query)) == page.paginator.count > 0


def test_the_download_of_the_page_is_that_file(cases, officer):
    client = Client()
    client.force_login(officer.user)
    answer = client.get("/findings?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) - 1 == len(
        taken(officer, "findings", "tab=owed")
    )
    assert answer["Content-Disposition"].startswith('attachment; filename="findings-')


def test_who_may_not_export_is_refused(cases, owner):
    client = Client()
    client.force_login(owner.user)
    assert client.get("/buildings?format=csv").status_code == 403


def test_the_operator_takes_the_whole_city(cases, operator):
    assert len(taken(operator, "buildings")) == 4
    assert {row["District"] for row in taken(operator, "buildings")} == {"Futian", "Nanshan"}


def test_parquet_keeps_numbers_as_numbers(cases, director, tmp_path: Path):
    for name in ("buildings", "findings"):
        path = tmp_path / f"{name}.parquet"
        asked = {"table": named(name), "filters": QueryDict(), "actor": director}
        write(path, format="parquet", progress=lambda done, total: None, **asked)
    rows = pl.read_parquet(tmp_path / "buildings.parquet").filter(pl.col("code") == "440304A001")
    assert rows["intensity"].to_list() == [Decimal("137.2")]
    assert rows["owed"].to_list() == [2]
    found = pl.read_parquet(tmp_path / "findings.parquet")
    assert found.schema["owed"] == pl.Boolean and found["fine_low"].max() == 100_000


def test_a_workbook_is_made(cases, director, tmp_path: Path):
    from python_calamine import CalamineWorkbook

    path = tmp_path / "findings.xlsx"
    asked = {"table": named("findings"), "filters": QueryDict("tab=owed"), "actor": director}
    rows = write(path, format="xlsx", progress=lambda done, total: None, **asked)
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert len(sheet) - 1 == rows > 0


def test_named_parameters_become_ordered_ones():
    made = select("SELECT %(b)s, %(a)s, %(b)s", {"a": 1, "b": {"k": "值"}})
    assert made == ("SELECT %s, %s, %s", ['{"k": "值"}', 1, '{"k": "值"}'])
