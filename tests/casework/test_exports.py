"""Lists taken away: complete, exact in each format, safe in a spreadsheet, for their owner alone."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import exports, files
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.exporting import ask, make, path_of, stream_csv, write
from greenward.bureau.casework.exports import CSV, PARQUET, XLSX, Column, Kind, Select, Table, named
from greenward.bureau.casework.models import AuditEvent, Export
from greenward.bureau.casework.people.sign_ins import create_user
from tests.fixtures.people import make_user

COLUMNS = [
    Column("name", "Name, in words"),
    Column("count", "Count", Kind.INT),
    Column("area", "Area", Kind.DECIMAL, scale=4),
    Column("day", "Day", Kind.DATE),
    Column("moment", "Moment", Kind.TIME),
    Column("green", "Green", Kind.BOOL),
]
ROWS = """
    VALUES ('岭南, "大厦"', 1, 10.2500, DATE '2026-11-20',
            TIMESTAMPTZ '2026-11-20 16:30:00+00', true),
           ('=1+1', -5, -0.1000, NULL, NULL, false),
           ('', NULL, NULL, NULL, NULL, NULL),
           (NULL, 7, 1, DATE '1999-12-31', NULL, true)
"""


def small(actor: Actor, filters: QueryDict) -> Select:
    return Select(f"SELECT * FROM ({ROWS}) AS v WHERE %s", [filters.get("all", "1") == "1"])


TABLE = Table("small", "Small", COLUMNS, small)


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(exports._tables, "small", TABLE)


def streamed(actor: Actor, table: Table = TABLE, **filters: str) -> list[list[str]]:
    query = QueryDict(mutable=True)
    query.update(filters)
    content = b"".join(stream_csv(actor, table=table, filters=query))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def written(actor: Actor, tmp_path: Path, format: str) -> Path:
    path = tmp_path / f"file.{format}"
    told: list[tuple[int, int]] = []
    rows = write(
        path,
        table=TABLE,
        format=format,
        actor=actor,
        filters=QueryDict(),
        progress=lambda done, total: told.append((done, total)),
    )
    assert rows == 4
    assert told[-1] == (4, 4)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    return path


def test_csv_is_exact(operator: Actor) -> None:
    with translation.override("en"):
        assert streamed(operator) == [
            ["Name, in words", "Count", "Area", "Day", "Moment", "Green"],
            ['岭南, "大厦"', "1", "10.2500", "2026-11-20", "2026-11-21 00:30:00", "yes"],
            ["'=1+1", "-5", "-0.1000", "", "", "no"],
            ["", "", "", "", "", ""],
            ["", "7", "1", "1999-12-31", "", "yes"],
        ]


def test_csv_speaks_the_readers_language(operator: Actor) -> None:
    with translation.override("zh-hans"):
        assert streamed(operator)[1][-1] == "是"


@pytest.mark.parametrize("cell", ["=A1", "+1", "-1", "@x", "\tx", "\rx", "=", "-"])
def test_a_text_that_could_run_is_escaped(operator: Actor, cell: str) -> None:
    table = Table(
        "one", "One", [Column("x", "X")], lambda actor, filters: Select("SELECT %s", [cell])
    )
    assert streamed(operator, table)[1] == ["'" + cell]


@pytest.mark.parametrize("cell", ["a=b", " =1", "％", "100%", "%s", "1-2", "'=x"])
def test_any_other_text_stays(operator: Actor, cell: str) -> None:
    table = Table(
        "one", "One", [Column("x", "X")], lambda actor, filters: Select("SELECT %s", [cell])
    )
    assert streamed(operator, table)[1] == [cell]


def test_filters_reach_the_query_and_the_log(operator: Actor) -> None:
    assert len(streamed(operator, all="0")) == 1
    event = AuditEvent.objects.get()
    assert event.payload == {"list": "small", "format": "csv"}
    assert event.personal == {"filters": "all=0"}


def test_a_workbook_keeps_numbers_days_and_text(operator: Actor, tmp_path: Path) -> None:
    with translation.override("en"):
        path = written(operator, tmp_path, XLSX)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows == [
        ["Name, in words", "Count", "Area", "Day", "Moment", "Green"],
        ['岭南, "大厦"', 1.0, 10.25, date(2026, 11, 20), "2026-11-21 00:30:00", "yes"],
        ["=1+1", -5.0, -0.1, "", "", "no"],
        ["", "", "", "", "", ""],
        ["", 7.0, 1.0, date(1999, 12, 31), "", "yes"],
    ]


def test_nothing_in_a_workbook_is_a_formula(operator: Actor, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(operator, tmp_path, XLSX)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"=1+1" in sheet
    assert b"<f>" not in sheet


def test_parquet_keeps_types(operator: Actor, tmp_path: Path) -> None:
    frame = pl.read_parquet(written(operator, tmp_path, PARQUET))
    assert dict(frame.schema) == {
        "name": pl.String,
        "count": pl.Int64,
        "area": pl.Decimal(38, 4),
        "day": pl.Date,
        "moment": pl.Datetime("us", "UTC"),
        "green": pl.Boolean,
    }
    assert frame.row(0) == (
        '岭南, "大厦"',
        1,
        Decimal("10.2500"),
        date(2026, 11, 20),
        datetime(2026, 11, 20, 16, 30, tzinfo=UTC),
        True,
    )
    assert frame["name"].to_list() == ['岭南, "大厦"', "=1+1", "", None]


@pytest.mark.parametrize("format", [CSV, XLSX, PARQUET])
def test_an_empty_list_is_a_whole_file(operator: Actor, tmp_path: Path, format: str) -> None:
    path = tmp_path / "empty"
    rows = files.write_file(path, TABLE, small(operator, QueryDict("all=0")), format, print)
    assert rows == 0
    assert path.stat().st_size > 0


def test_a_list_longer_than_a_batch_is_whole(
    operator: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH", 3)
    monkeypatch.setattr(files, "GROUP", 3)
    many = Select(
        "SELECT n::text, n, n, NULL::date, NULL::timestamptz, true FROM generate_series(1, 10) n"
    )
    for format in (XLSX, PARQUET):
        files.write_file(tmp_path / format, TABLE, many, format, lambda done, total: None)
    assert pl.read_parquet(tmp_path / PARQUET)["count"].to_list() == list(range(1, 11))
    sheet = CalamineWorkbook.from_path(tmp_path / XLSX).get_sheet_by_index(0)
    assert [row[1] for row in sheet.to_python()[1:]] == list(range(1, 11))


def test_a_list_too_long_for_a_sheet_says_so(
    operator: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SHEET_ROWS", 4)
    with pytest.raises(ValidationError, match="CSV"):
        written(operator, tmp_path, XLSX)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_list_names_the_known(operator: Actor) -> None:
    with pytest.raises(ValidationError, match="small"):
        named("smal")


def test_owners_take_no_list_away(owner: Actor) -> None:
    with pytest.raises(PermissionDenied):
        stream_csv(owner, table=TABLE, filters=QueryDict())
    assert not AuditEvent.objects.exists()


def test_a_file_is_made_with_what_its_owner_may_see_then(
    director: Actor, operator: Actor, futian: Any
) -> None:
    create_user(operator, username="seen", name="n", password="a long and good password")
    export = ask(director, table=named("log"), format=PARQUET, filters=QueryDict("act=create_user"))
    director.user.posts.update(last_day=date(2020, 1, 2))
    with pytest.raises(PermissionDenied):
        make(export.pk)


def test_asking_twice_gives_one_file(officer: Actor) -> None:
    first = ask(officer, table=TABLE, format=XLSX, filters=QueryDict())
    assert ask(officer, table=TABLE, format=XLSX, filters=QueryDict()) == first
    assert ask(officer, table=TABLE, format=PARQUET, filters=QueryDict()) != first
    assert AuditEvent.objects.filter(act="export").count() == 3


def test_making_again_changes_nothing(officer: Actor) -> None:
    export = ask(officer, table=TABLE, format=XLSX, filters=QueryDict())
    make(export.pk)
    made = Export.objects.get(pk=export.pk)
    assert (made.state, made.rows_done, made.rows_total) == (Export.State.READY, 4, 4)
    make(export.pk)
    assert Export.objects.get(pk=export.pk).ready_at == made.ready_at


def test_the_pages_lead_to_the_file(officer: Actor, sibling_officer: Actor) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(officer.user)
    asked = client.get(reverse("casework:list", args=["small"]), {"format": "xlsx", "sort": "x"})
    export = Export.objects.get()
    assert export.query["filters"] == ""
    assert asked.url == reverse("casework:export", args=[export.pk])
    assert b"Waiting for a worker" in client.get(asked.url).content
    fragment = client.get(asked.url, headers={"hx-request": "true"}).content
    assert b"<html" not in fragment
    assert b"hx-get" in fragment
    file = reverse("casework:export_file", args=[export.pk])
    assert client.get(file).status_code == 404
    make(export.pk)
    assert b"4 rows, XLSX" in client.get(asked.url).content
    answer = client.get(file)
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer).startswith(b"PK")
    client.force_login(sibling_officer.user)
    assert client.get(file).status_code == 404
    assert client.get(asked.url).status_code == 404


def test_a_failure_is_told(officer: Actor) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(officer.user)
    export = Export.objects.create(
        owner=officer.user, kind="small", format="xlsx", state="failed", error="No room."
    )
    assert b"No room." in client.get(reverse("casework:export", args=[export.pk])).content


@pytest.mark.parametrize("address", ["/lists/nothing", "/lists/small?format=doc"])
def test_what_does_not_exist_is_not_found(officer: Actor, address: str) -> None:
    client = Client()
    client.force_login(officer.user)
    assert client.get(address).status_code == 404


def test_another_person_gets_another_file(officer: Actor) -> None:
    export = ask(officer, table=TABLE, format=XLSX, filters=QueryDict())
    other = Export.objects.create(
        owner=make_user(), kind="small", format="xlsx", query=export.query
    )
    assert ask(officer, table=TABLE, format=XLSX, filters=QueryDict()) == export != other


def test_files_nobody_fetched_are_dropped_after_a_week(officer: Actor) -> None:
    old, new = (ask(officer, table=TABLE, format=f, filters=QueryDict()) for f in (XLSX, PARQUET))
    make(old.pk)
    old.refresh_from_db()
    file = path_of(old)
    assert file.exists()
    Export.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=8))
    make(new.pk)
    assert not file.parent.exists()
    assert list(Export.objects.all()) == [new]


@pytest.mark.browser
def test_a_file_is_asked_for_awaited_and_fetched(
    page: Any, sign_in: Any, director: Actor, operator: Actor
) -> None:
    with act(operator, "create_user"):
        pass
    sign_in(page, director.user)
    page.goto("/acts")
    page.get_by_role("link", name="Excel").click()
    page.get_by_text("等待后台程序开始处理").wait_for()
    make(Export.objects.get().pk)
    page.get_by_text("文件已生成。").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename.endswith(".xlsx")
