"""`greenward import …` as functions: what it prints, what it gives back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.errors import UsageError
from greenward.bureau.registry import commands
from greenward.bureau.registry.importing.profiles import ProfileError
from greenward.bureau.registry.models import Building, ImportProfile

from . import twins


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def file(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_with_refused_rows_is_no_failure(
    city: Area, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "report.csv", twins.report())
    assert commands.run_import("buildings", path, "portfolio-manager", None, False) == 0
    said = capsys.readouterr().out
    assert "1880-12-31 lies" in " ".join(said.split())
    refused = Path(said.split("reasons: ")[-1].strip())
    text = refused.read_text("utf-8-sig")
    assert text.startswith("Property Id,Property Name,Year Ending,")
    assert "12/31/1880" in text and "1880-12-31 lies before 1900." in text
    assert Building.objects.count() == 4


def test_a_dry_run_shows_the_first_rows(
    city: Area, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "panel.csv", twins.panel())
    assert commands.run_import("buildings", path, "chicago-panel", None, True) == 0
    said = capsys.readouterr().out
    assert "nothing was written" in said and "5948.3959" in said
    assert not Building.objects.exists()


def test_a_file_that_cannot_be_read_is_one_sentence_on_standard_error(
    city: Area, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "other.csv", "a,b\n1,2\n")
    assert commands.run_import("buildings", path, "chicago-panel", None, False) == 1
    told = capsys.readouterr()
    assert told.out.strip() == ""
    assert told.err.startswith(f"{path}: No column is headed ")
    assert "Row 1 reads: a, b." in told.err


def test_where_the_rows_belong_is_asked_when_it_is_not_plain(city: Area, tmp_path: Path) -> None:
    path = file(tmp_path, "panel.csv", twins.panel())
    Area.objects.create(code="chicago", name_zh="芝加哥", name_en="Chicago")
    with pytest.raises(UsageError, match="Say with --area"):
        commands.run_import("buildings", path, "chicago-panel", None, False)
    with pytest.raises(UsageError, match="No area has the code 9"):
        commands.run_import("buildings", path, "chicago-panel", "9", False)
    assert commands.run_import("buildings", path, "chicago-panel", "chicago", False) == 0
    assert set(Building.objects.values_list("area__code", flat=True)) == {"chicago"}


def test_profiles_are_saved_listed_and_shown(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "mine.toml", 'holds = ["buildings"]\n[columns]\ncode = "Code"\n')
    commands.run_profile_save(path)
    assert ImportProfile.objects.get().name == "mine"
    commands.run_profile_list()
    assert "mine" in capsys.readouterr().out
    commands.run_profile_show("mine")
    assert 'code = "Code"' in capsys.readouterr().out
    commands.run_profile_show("chicago-panel")
    assert 'holds = ["buildings", "years"]' in capsys.readouterr().out
    with pytest.raises(ProfileError, match="columns.cod: unknown; did you mean code"):
        commands.run_profile_save(
            file(tmp_path, "bad.toml", 'holds = ["buildings"]\n[columns]\ncod = "C"\n')
        )
