"""`greenward law judge`: a table of facts that is in no register, judged without a database."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from greenward.cli import app

FACTS = pl.DataFrame(
    {
        "in_city": [True, True, True],
        "in_use": [True, True, True],
        "state_organ_office": [True, True, True],
        "eui": [800_000, 800_001, None],
        "constraint_value": [800_000, 800_000, 800_000],
    },
    schema_overrides={"eui": pl.Int64, "constraint_value": pl.Int64},
)


def judge(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["law", "judge", *words, "--lang", "en"])
    return done.exit_code, done.output if done.exception is None else str(done.exception)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_files_are_counted_by_verdict_and_written_where_asked(tmp_path: Path, engine: str) -> None:
    file, into = tmp_path / "facts.parquet", tmp_path / "judged.parquet"
    FACTS.write_parquet(file)
    code, said = judge(str(file), "--duty", "32.2.1", "--engine", engine, "-o", str(into))
    assert code == 0
    line = next(line for line in said.splitlines() if "32.2.1" in line)
    assert [cell.strip() for cell in line.split("│")[3:-1]] == [
        "0", "1", "1", "1", "2",
    ]  # fmt: skip
    assert pl.read_parquet(into)["verdict_32_2_1"].to_list() == [1, 2, 3]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--engine", "abacus"), "use polars, duckdb or spark://HOST:PORT"),
        (("--duty", "99"), "there is no duty '99'"),
        (("--city", "atlantis"), "no city pack 'atlantis'"),
    ],
)
def test_what_cannot_be_done_says_what_can(
    tmp_path: Path, words: tuple[str, ...], answer: str
) -> None:
    file = tmp_path / "facts.parquet"
    FACTS.write_parquet(file)
    code, said = judge(str(file), *words)
    assert code and answer in said


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    FACTS.write_parquet(file)
    code, said = judge(str(file), "--duty", "32.2.1", "-o", str(file))
    assert code and "is there already" in said
    assert pl.read_parquet(file).equals(FACTS)


def test_a_number_that_is_no_fact_of_its_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    FACTS.with_columns(eui=pl.lit(80.5)).write_parquet(file)
    code, said = judge(str(file), "--duty", "32.2.1")
    assert code and "'eui' must be Int64" in said
