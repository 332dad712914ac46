"""`greenward simulate`: the numbers of a rule, what would change, and what is refused."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.utils import translation
from rich.console import Console

from greenward.bureau.assessment.commands import UsageError
from greenward.bureau.assessment.simulating import limit_of, run_numbers, run_simulate
from greenward.law.canonical import digest
from greenward.law.language import LawError
from greenward.law.shenzhen import PACK

from .amendable import amendable_city

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def made(city, futian, nanshan) -> dict[str, Any]:
    return amendable_city(city, futian, nanshan)


def said(run: Any, *args: Any, **more: Any) -> str:
    """What a command prints, on one line."""
    paper = io.StringIO()
    with translation.override("en"):
        run(*args, console=Console(file=paper, width=240), **more)
    return " ".join(paper.getvalue().split())


def test_the_numbers_of_a_rule_stand_with_the_rules_they_move_with(made):
    text = said(run_numbers, "32.2.3", None)
    assert "at least 150 % of the constraint value of that year" in text
    assert "500000" in text and "1000000" in text and "27.1" in text


def test_the_table_says_who_moves_and_that_nothing_is_saved(made):
    text = said(run_simulate, ["32.2.3:150=130"], [], ON)
    assert "What would change in 2025" in text
    assert "32.2.3 │ 1 │ 0 │ 3.0 │ 1 → 2 │ 50–100 → 100–200" in text
    assert "Futian │ 1" in text and "Nanshan" not in text
    assert f"the law in force stays edition {digest(PACK)[:12]}" in text


def test_rules_nothing_answers_are_named(made):
    assert "23.2" in said(run_simulate, ["32.2.3:20000=12000"], [], ON)


def test_a_change_without_effect_says_so(made):
    assert "Nothing would change." in said(run_simulate, ["32.2.3:150=151"], [], ON)


def test_the_file_holds_duty_class_and_district(made, tmp_path: Path):
    said(run_simulate, ["32.2.3:150=130"], [], ON, csv=tmp_path / "a.csv")
    rows = pl.read_csv(tmp_path / "a.csv").filter(pl.col("newly_bound") > 0)
    assert rows.select("duty", "energy_class", "newly_bound").rows() == [
        ("32.2.3", "office-commercial-B", 1)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("office-commercial-B=90", (("constraint", "office-commercial-B"), 900_000)),
        ("office-commercial-B=90.5", (("constraint", "office-commercial-B"), 905_000)),
        ("all=90%", (("constraint", ""), 9_000)),
        ("guiding:all=95.5%", (("guiding", ""), 9_550)),
    ],
)
def test_limits_as_people_write_them(text: str, found: Any) -> None:
    assert limit_of(text) == found


@pytest.mark.parametrize(
    "text",
    ["office-commercial-B", "castle=90", "all=90", "office-commercial-B=90%", "all=x%", "a:all=9%"]
    + ["office-commercial-B=0", "office-commercial-B=-1", "office-commercial-B=NaN", "all=1e99%"],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        limit_of(text)


def test_nothing_asked_and_no_such_number_are_refused(made):
    with pytest.raises(UsageError):
        run_simulate([], [])
    with pytest.raises(LawError, match="its numbers are"):
        run_simulate(["32.2.3:7=8"], [])


@pytest.mark.django_db(transaction=True)
def test_the_command_from_a_terminal(on, city, futian, nanshan):
    amendable_city(city, futian, nanshan)
    done = on("simulate", "--set", "32.2.3:150=130", "--on", "2026-11-20")
    assert done.returncode == 0 and "32.2.3" in done.stdout
    wrong = on("simulate", "--set", "32.2.3:7=8")
    assert wrong.returncode != 0 and "its numbers are" in wrong.stderr
    assert "Traceback" not in wrong.stderr
