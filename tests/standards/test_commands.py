"""The commands of the standards desk: what they do, what they print, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.utils import translation
from rich.console import Console

from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.errors import UsageError
from greenward.bureau.standards import commands
from greenward.bureau.standards.errors import FileRefused, StandardsError
from greenward.bureau.standards.models import Ruling, Standard, StandardInUse, StandardRow
from greenward.law.canonical import digest
from greenward.law.shenzhen import PACK

from .kit import enter, limit, only, row

DAY = date(2014, 1, 1)
SHEET = {"code": "DB 1-2014", "title": "Limits", "source": "Ordinance", "first_day": DAY}


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def said(run: Callable[..., object], *args: object, **kwargs: object) -> str:
    """What a command prints, on one line."""
    out = StringIO()
    run(*args, console=Console(file=out, width=400), **kwargs)
    return " ".join(out.getvalue().split())


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "limits.csv"
    file.write_text("constraint\n79.3\n", encoding="utf-8")
    return file


def test_one_value_in_its_own_unit_from_a_file_to_the_limit(city: Area, sheet: Path) -> None:
    told = said(
        commands.run_import, sheet, **SHEET, unit="kBtu/ft²", confirmed_by="Wu Min",
        dated=date(2026, 11, 20), use="440300",
    )  # fmt: skip
    assert told == "DB 1-2014: 1 row entered, 1 confirmed."
    found = limit(city, None, 2014)
    assert (found["constraint_value"], found["unit"]) == (793_000, "kBtu/(ft²·a)")
    assert Ruling.objects.get().source == "Ordinance"


def test_a_dry_run_checks_everything_and_writes_nothing(city: Area, sheet: Path) -> None:
    told = said(commands.run_import, sheet, True, **SHEET, unit="kBtu/ft²", use="440300")
    assert "1 row entered" in told and "nothing was written" in told
    assert not Standard.objects.exists()
    sheet.write_text("constraint\n-1\n")
    with pytest.raises(FileRefused, match="row 2"):
        commands.run_import(sheet, True, **SHEET, unit="kBtu/ft²")


def test_a_toml_file_needs_no_options(city: Area, tmp_path: Path) -> None:
    file = tmp_path / "table.toml"
    file.write_text(
        '[standard]\ncode = "A"\ntitle = { zh = "甲", en = "A" }\nlevel = "local"\n'
        'first_day = 2014-01-01\nsource = "s"\n[[group]]\nquantity = "energy.constraint"\n'
        'unit = "kWh/m2"\nrows = [{ value = 80 }]\n',
        encoding="utf-8",
    )
    said(commands.run_import, file)
    assert StandardRow.objects.undecided().count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"code": ""},
        {"source": ""},
        {"level": "planetary"},
        {"method": "guess"},
        {"confirmed_by": "Wu Min"},
        {"dated": DAY},
        {"use": "999999"},
    ],
)
def test_words_that_do_not_fit_together(
    city: Area, sheet: Path, changes: dict[str, object]
) -> None:
    with pytest.raises(UsageError) as refused:
        commands.run_import(sheet, **(SHEET | {"unit": "kBtu/ft²"} | changes))
    assert refused.value.exit_code == 2
    assert not Standard.objects.exists()


def test_listing_names_rows_and_standards_without_values(city: Area) -> None:
    assert said(commands.run_list) == "No such row is on file."
    said(commands.run_seed)
    told = said(commands.run_list)
    assert "SJG 34-2017 Shenzhen standard" in told and "no value is on file" in told
    assert "80 kWh/(m²·a)" in told and "to confirm · M" in told
    enter("A", row("80"))
    assert "decides · A" in said(commands.run_list, "A")
    assert "No such row" in said(commands.run_list, "A", unconfirmed=True)
    with pytest.raises(UsageError, match="GB/T 51161-2016"):
        commands.run_list("GB 99999")


def test_seeding_says_what_it_did(db: None) -> None:
    assert "GB/T 51161-2016: 130 rows entered." in said(commands.run_seed)
    assert "GB/T 51161-2016: 0 rows entered, 130 on file already." in said(commands.run_seed)


def test_confirming_by_number(city: Area, capsys: pytest.CaptureFixture[str]) -> None:
    standard = enter("A", row("80"), confirmed=False)
    pk = only(standard).pk
    with pytest.raises(UsageError, match=f"no row {pk + 999}"):
        commands.run_confirm([pk, pk + 999], "Wu Min", "p. 9", DAY)
    assert commands.run_confirm([pk], "Wu Min", "p. 9", DAY) == 1
    assert "1 row confirmed." in capsys.readouterr().out
    with pytest.raises(StandardsError):
        commands.run_confirm([pk], "Wu Min", "p. 9", DAY)


def test_putting_in_use(city: Area, capsys: pytest.CaptureFixture[str]) -> None:
    enter("A", row("80"))
    commands.run_use("A", "440300", "energy", DAY, None)
    assert "Shenzhen applies A A from 2014-01-01." in capsys.readouterr().out
    assert StandardInUse.objects.get().recorded_by.startswith("operator ")
    for words in (
        ("B", "440300", "energy"),
        ("A", "999999", "energy"),
        ("A", "440300", "dinner"),
    ):
        with pytest.raises(UsageError):
            commands.run_use(*words, DAY, None)


def test_publishing_and_listing_editions(city: Area) -> None:
    told = said(commands.run_publish)
    assert digest(PACK)[:12] in told and "Regulations of Shenzhen" in told
    assert digest(PACK)[:12] in said(commands.run_editions)
    with pytest.raises(UsageError, match="440300"):
        commands.run_publish("999999")
