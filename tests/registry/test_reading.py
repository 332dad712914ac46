"""Files as people send them: encodings, delimiters, preambles, blank rows, broken workbooks."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from greenward.bureau.registry.reading import (
    Layout,
    Table,
    UnreadableFile,
    Wanted,
    open_file,
    read_table,
)
from greenward.bureau.registry.reading.workbook import as_text

NAME, CODE = Wanted(("名称", "Name")), Wanted(("编码", "Code"))
Book = Callable[..., Path]


def read(path: Path, *wanted: Wanted, **layout: Any) -> Table:
    shape = Layout(**layout)
    return read_table(open_file(path, shape), shape, wanted or (CODE, NAME))


def text_file(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.fixture
def book(tmp_path: Path) -> Book:
    def book(**sheets: list[list[Any]]) -> Path:
        path = tmp_path / "list.xlsx"
        with xlsxwriter.Workbook(str(path)) as made:
            day = made.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in sheets.items():
                sheet = made.add_worksheet(name)
                for number, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        style = [day] if isinstance(cell, date) else []
                        sheet.write(number, column, cell, *style)
        return path

    return book


def refusal(path: Path, *wanted: Wanted, **layout: Any) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(path, *wanted, **layout)
    assert str(caught.value).strip()
    return caught.value


# --- text -------------------------------------------------------------------------------------

CHINESE = "编码,名称\n440304A001,岭南大厦\n440304A002,鹏程中心办公楼\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_an_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    table = read(text_file(tmp_path, CHINESE, encoding))
    assert table.frame["c1"].to_list() == ["岭南大厦", "鹏程中心办公楼"]
    assert table.frame["row"].to_list() == [2, 3]


def test_western_text_is_not_guessed_to_be_chinese(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Code,Name\n1,Commerce de détail\n2,Café\n", "cp1252")
    assert refusal(path).code == "encoding_unsure"
    assert read(path, encoding="cp1252").frame["c1"].to_list() == ["Commerce de détail", "Café"]


def test_a_stated_encoding_that_is_wrong_names_the_byte(tmp_path: Path) -> None:
    error = refusal(text_file(tmp_path, CHINESE, "gb18030"), encoding="utf-8")
    assert error.code == "wrong_encoding"
    assert error.params["position"] == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimiter_is_found_by_the_headings(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["Code", "Name"]) + "\n" + delimiter.join(["1", '"a, b; c|d"']) + "\n"
    assert read(text_file(tmp_path, text)).frame["c1"].to_list() == ["a, b; c|d"]


def test_a_quoted_line_break_is_part_of_its_cell_and_of_one_row(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, 'Code,Name\n1,"two\nlines"\n2,next\n'))
    assert table.frame.rows() == [(2, "1", "two\nlines"), (3, "2", "next")]


def test_ragged_rows_are_set_aside_with_their_numbers(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "Code,Name\n1,a\n2\n3,b,c\n4,d,,\n\n"))
    assert table.ragged == [(3, 1), (4, 3)]
    assert table.frame["row"].to_list() == [2, 5]  # empty cells beyond the headings do no harm
    assert (table.rows, table.blank) == (4, 1)


def test_a_column_without_a_heading_makes_no_row_ragged(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "Code,Name,\n1,a,remark\n2,b,,more\n"))
    assert table.frame["row"].to_list() == [2]
    assert table.ragged == [(3, 4)]


def test_an_open_quotation_mark_loses_no_rows_in_silence(tmp_path: Path) -> None:
    error = refusal(text_file(tmp_path, 'Code,Name\n1,"a\n2,b\n3,c\n'))
    assert (error.code, error.params["row"]) == ("open_quote", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\n\n", "empty_file"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"Code,Name\n1," + b"x" * 200_000, "cell_too_long"),
    ],
)
def test_what_is_no_table_is_said_plainly(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(text_file(tmp_path, content)).code == code


def test_a_nul_is_kept_for_the_cell_to_be_refused(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, b"Code,Name\n1,a\x00b\n" + b"2,plain\n" * 9))
    assert table.frame["c1"][0] == "a\x00b"
    assert dict(table.cells([2])) == {2: ["1", "a\ufffdb"]}


# --- headings ---------------------------------------------------------------------------------


def test_headings_are_found_below_a_preamble(tmp_path: Path) -> None:
    text = "My portfolio\n2026-11-20\n\nＣＯＤＥ, n a m e \n1,a\n"
    assert read(text_file(tmp_path, text)).frame.rows() == [(5, "1", "a")]


def test_a_heading_that_is_missing_names_the_nearest(tmp_path: Path) -> None:
    error = refusal(text_file(tmp_path, "Code,Nmae\n1,a\n"))
    assert error.code == "no_column_like"
    assert error.params == {
        "columns": "名称 / Name",
        "row": 1,
        "headings": "Code, Nmae",
        "near": "Nmae",
    }


def test_a_heading_holds_only_text(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, b"Code,Name,a\x00b\n1,x,y\n" + b"2,plain text,z\n" * 9))
    assert table.headings == ["Code", "Name", "a b"]


def test_a_heading_over_two_columns_asks_for_the_letter(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Code,Name,Name\n1,a,b\n")
    error = refusal(path)
    assert (error.code, error.params["letters"]) == ("heading_twice", "B, C")
    assert read(path, CODE, Wanted(letter="C")).frame["c1"].to_list() == ["b"]


def test_a_file_without_headings_is_read_by_letters(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "1,a\n2,b\n"), Wanted(letter="B"), header_row=0)
    assert table.frame.rows() == [(1, "a"), (2, "b")]


def test_merged_headings_are_carried_to_the_right(book: Book) -> None:
    path = book(
        A=[["", "2024", "", "2025", ""], ["Code", "kWh", "m²", "kWh", "m²"], [1, 2, 3, 4, 5]]
    )
    wanted = Wanted(("Code",)), Wanted(("2025 / kWh",))
    assert read(path, *wanted, header_lines=2).frame.rows() == [(3, "1", "4")]


def test_rows_of_units_below_the_headings_are_no_data(book: Book) -> None:
    path = book(A=[["Code", "Name"], ["text", "text"], ["1", "a"]])
    assert read(path, skip_after_header=1).frame["row"].to_list() == [3]


def test_an_optional_column_may_be_absent(book: Book) -> None:
    table = read(book(A=[["Code"], ["1"]]), CODE, Wanted(("Name",), optional=True))
    assert table.frame.rows() == [(2, "1", None)]


# --- workbooks --------------------------------------------------------------------------------


def test_the_sheet_is_found_by_its_headings(book: Book) -> None:
    path = book(About=[["nothing"]], Data=[["Code", "Name"], ["1", "a"]])
    assert read(path).sheet == "Data"
    error = refusal(path, sheet="Dta")
    assert (error.code, error.params["sheets"]) == ("no_sheet", "About, Data")


def test_nineteen_thousand_blank_rows_are_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, style = made.add_worksheet("Data"), made.add_format({"bold": True})
        sheet.write_row(0, 0, ["Code", "Name"])
        for row in range(1, 105):
            sheet.write_row(row, 0, [row, f"building {row}"])
        for row in range(105, 19_605):
            sheet.write_blank(row, 0, None, style)
    table = read(path)
    assert (table.rows, table.blank) == (104, 19_500)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (6287955160.0, "6287955160"),
        (274925.30000000005, "274925.3"),
        (0.1, "0.1"),
        (-87.68538017, "-87.68538017"),
        (date(2019, 1, 31), "2019-01-31"),
        (datetime(2019, 1, 31), "2019-01-31"),
        (datetime(2019, 1, 31, 8, 30), "2019-01-31 08:30:00"),
        (True, "TRUE"),
        ("text", "text"),
    ],
)
def test_a_cell_reads_as_a_person_sees_it(cell: Any, text: str) -> None:
    assert as_text(cell) == text


def test_numbers_stored_as_text_and_days_come_as_they_are(book: Book) -> None:
    path = book(A=[["Code", "Name"], ["0012", date(2019, 1, 31)], [12, "x"]])
    assert read(path).frame.rows() == [(2, "0012", "2019-01-31"), (3, "12", "x")]


def test_a_damaged_workbook_is_said_plainly(tmp_path: Path, book: Book) -> None:
    whole = book(A=[["Code", "Name"], ["1", "a"]]).read_bytes()
    for content in (whole[: len(whole) // 2], b"PK\x03\x04" + b"\x00" * 500, whole[:-30]):
        path = tmp_path / "broken.xlsx"
        path.write_bytes(content)
        assert refusal(path).code == "damaged_workbook"


def test_an_ole_file_that_is_no_workbook_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000)
    assert refusal(path).code == "damaged_workbook"


def test_a_workbook_that_unpacks_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("greenward.bureau.registry.reading.workbook.UNPACKED_LIMIT", 3 * 2**20)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b" " * (10 * 2**20))
    assert path.stat().st_size < 20_000
    assert refusal(path).code == "too_large_unpacked"
