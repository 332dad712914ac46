"""`greenward rating …` as people meet it: the sample, both languages, exit codes, sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from greenward.cli import app
from greenward.rating import RatingError, names
from tests.fixtures.processes import run

RUNNER = CliRunner()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    file = tmp_path / "project.toml"
    file.write_text(RUNNER.invoke(app, ["rating", "example"]).stdout, "utf-8")
    return file


def said(*words: str, code: int = 0) -> str:
    done = RUNNER.invoke(app, ["rating", *words])
    assert done.exit_code == code, done.output
    return done.stdout


def test_every_card_is_listed_and_shown_in_both_languages() -> None:
    listed = said("cards", "--lang", "en")
    for name in names():
        assert name in listed
        assert "凭记忆" not in said("cards", name, "--lang", "en")
        assert said("cards", name, "--lang", "zh") != said("cards", name, "--lang", "en")
    assert "7.2.18" in said("cards", "gbt50378-2024")


def test_the_sample_scores_one_star_and_names_what_blocks_two(sample: Path) -> None:
    english = said("score", str(sample), "--lang", "en")
    assert "Level: one star" in english
    assert "pollutants" in english.split("What blocks two star")[1].split("Missing")[0]
    assert "M 75 %" in english
    chinese = said("score", str(sample), "--lang", "zh")
    assert "等级: 一星级" in chinese
    assert "卡住二星级的门槛" in chinese


def test_items_show_their_states_side_by_side(sample: Path) -> None:
    line = next(
        one
        for one in said("score", str(sample), "--items", "--lang", "en").splitlines()
        if one.startswith("  7.2.18")
    )
    assert "4 / 0 / ? (12)" in line
    assert "bill of materials 07" in line


def test_a_basis_nobody_stated_leaves_all_open(sample: Path) -> None:
    assert "Level: no level (sure)" in said(
        "score", str(sample), "--basis", "verified", "--lang", "en"
    )


def test_what_if_says_what_moves(sample: Path) -> None:
    found = said(
        "what-if",
        str(sample),
        "-s",
        "7.2.18:ratio=70",
        "-s",
        "pollutants:reduction=20",
        "--lang",
        "en",
    )
    assert "7.2.18 green building materials: 4 → 12" in found
    assert "two star · pollutants main indoor pollutants below the limit: ✕ → ✓" in found


def test_the_path_is_proven_and_costed(sample: Path) -> None:
    found = said("path", str(sample), "--to", "2", "--lang", "en")
    assert "In all ¥1,570,000.00" in found
    assert "Proven optimal" in found
    assert "one star → two star (sure)" in found
    assert "the drawings are final" in found
    assert "合计 ¥1,570,000.00" in said("path", str(sample), "--to", "2", "--lang", "zh")


def test_an_impossible_star_names_its_gates(sample: Path) -> None:
    found = said("path", str(sample), "--to", "3", "--lang", "en", code=1)
    assert "Impossible" in found
    assert "? envelope" in found


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('card = "gbt50378-2024"', 'card = "gbt50378-1999"', "There is no card"),
        ("[claims.decoration]", "[claims.ornament]", "ornament"),
        ("[project]", "[projet]", "unknown part 'projet'"),
        ("claimed = { grade = 2 }", "claimed = { grade = 2.5e99 }", "out of range"),
    ],
)
def test_a_wrong_file_is_one_sentence(sample: Path, old: str, new: str, says: str) -> None:
    sample.write_text(sample.read_text("utf-8").replace(old, new, 1), "utf-8")
    done = run("rating", "score", str(sample))
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_card_file_of_ones_own(sample: Path) -> None:
    (sample.parent / "mine.toml").write_text(
        '[card]\nid = "mine"\namends = "gbt50378-2024"\ncode = "DB 1"\nzh = "地方版"\nen = "local"\n'
        'first_day = 2027-01-01\nstages = { evaluation = { zh = "评价", en = "evaluation" }, '
        'pre_evaluation = { zh = "预评价", en = "pre-evaluation" } }\n',
        "utf-8",
    )
    sample.write_text(
        sample.read_text("utf-8").replace('"gbt50378-2024"', '"mine.toml"', 1), "utf-8"
    )
    assert "DB 1" in said("score", str(sample))


def test_set_wants_a_subject_an_input_and_a_value(sample: Path) -> None:
    said("what-if", str(sample), "--set", "7.2.18=70", code=2)
    done = RUNNER.invoke(app, ["rating", "what-if", str(sample), "--set", "7.2.18:ratio=much"])
    assert isinstance(done.exception, RatingError)
