"""The readings of a condition agree: one case, a column on Polars, a column on DuckDB, the oracle.

Generated conditions of every node kind, generated cases, and every duty of Shenzhen over a city
(`city.py`) made to hit its boundaries. The oracle (`oracle.py`) reads the canonical JSON and shares
no code with what it judges. Nothing here is timed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.law.assess import assess, judged, judgement, missing_facts
from greenward.law.canonical import read_condition, to_data
from greenward.law.check import bounds
from greenward.law.language import Duty, Quantity, Verdict, facts_of
from greenward.law.reading import column, judge, read, value_of
from greenward.law.shenzhen import PACK

from . import oracle
from .city import cases_for
from .strategies import (
    LABORATORY,
    SCHEMA,
    Row,
    conditions,
    data_of,
    duties,
    frame,
    numbers,
    table,
    tables,
)

TRUTH = {oracle.YES: True, oracle.NO: False, oracle.UNKNOWN: None}
QUICK = settings(max_examples=60, deadline=None)
PURE = settings(max_examples=100, deadline=None)


Ask = Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]]


def on_polars(ask: Ask, cases: pl.DataFrame) -> dict[str, list[Any]]:
    """What is added to the cases by asking, column by column, on Polars."""
    asked = ask(nw.from_native(cases.lazy())).collect().to_native()
    return {name: asked[name].to_list() for name in asked.columns if name not in cases.columns}


def on_duckdb(ask: Ask, cases: pl.DataFrame) -> dict[str, list[Any]]:
    """The same on DuckDB, the rows brought back into their order."""
    with duckdb.connect() as connection:
        relation = connection.from_arrow(cases.with_row_index("row").to_arrow())
        asked = ask(nw.from_native(relation)).sort("row").drop("row").to_native().pl()
    return {name: asked[name].to_list() for name in asked.columns if name not in cases.columns}


def batches(height: int = 24) -> st.SearchStrategy[tuple[list[Any], list[Row]]]:
    """Some conditions and a table of cases made for them."""
    return st.lists(conditions(), min_size=2, max_size=4).flatmap(
        lambda found: tables(data_of(*found), height).map(lambda rows: (found, rows))
    )


# --- conditions -----------------------------------------------------------------------------


@QUICK
@given(batches())
def test_the_readings_of_a_condition_agree(batch: tuple[list[Any], list[Row]]) -> None:
    found, rows = batch
    expected = {
        str(i): [TRUTH[oracle.truth(to_data(c), row)] for row in rows] for i, c in enumerate(found)
    }
    one_by_one = {str(i): [read(c, row).truth for row in rows] for i, c in enumerate(found)}
    assert one_by_one == expected
    columns = {str(i): column(c) for i, c in enumerate(found)}
    assert on_polars(lambda table: table.with_columns(**columns), frame(rows)) == expected
    assert on_duckdb(lambda table: table.with_columns(**columns), frame(rows)) == expected


def test_what_is_generated_is_often_unknown_and_often_on_a_boundary(record_property: Any) -> None:
    tally: Counter[str] = Counter()

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(batches())
    def count(batch: tuple[list[Any], list[Row]]) -> None:
        found, rows = batch
        for data in data_of(*found):
            for row in rows:
                tally[str(TRUTH[oracle.truth(data, row)])] += 1
                tally["boundary"] += oracle.on_a_boundary(data, row)

    count()
    judged = tally["True"] + tally["False"] + tally["None"]
    shares = {name: round(count / judged, 3) for name, count in tally.items()}
    record_property("shares", shares)
    print(f"{judged:,} readings: {shares}")
    assert judged >= 10_000
    assert shares["None"] >= 0.20, shares
    assert shares["boundary"] >= 0.10, shares
    assert min(shares["True"], shares["False"]) >= 0.10, shares


@PURE
@given(conditions())
def test_canonical_data_reads_back_to_the_same_condition(condition: Any) -> None:
    assert read_condition(to_data(condition)) == condition


@PURE
@given(numbers(), st.integers(0, 2**32))
def test_no_number_leaves_the_bounds_the_check_promises(number: Any, seed: int) -> None:
    low, high = bounds(number, LABORATORY)
    for row in table([{"<": [to_data(number), 0]}], 8, seed):
        value = value_of(number, row)
        assert value is None or low <= value <= high


@pytest.mark.parametrize("value", [3 * 10**9, 3 * 10**9 - 1])
def test_the_greatest_products_are_exact_on_every_engine(value: int) -> None:
    grains = Quantity("grains")
    square = grains * grains
    found = {
        "at": square.equals(value * value),
        "above": square > value * value - 1,
        "below": square < value * value,
    }
    row = dict.fromkeys(SCHEMA) | {"grains": value}
    expected = {"at": [True], "above": [True], "below": [False]}
    columns = {name: column(condition) for name, condition in found.items()}
    assert {name: [read(c, row).truth] for name, c in found.items()} == expected
    assert on_polars(lambda table: table.with_columns(**columns), frame([row])) == expected
    assert on_duckdb(lambda table: table.with_columns(**columns), frame([row])) == expected


# --- duties: generated ----------------------------------------------------------------------


@QUICK
@given(duties(), st.data())
def test_the_readings_of_a_generated_duty_agree(duty: Duty, data: st.DataObject) -> None:
    rows = data.draw(tables(data_of(duty.applies, duty.requires), 24))
    expected = [oracle.judgement(to_data(duty), row) for row in rows]
    assert [judged_alone(duty, row) for row in rows] == expected
    found = on_polars(lambda table: judged(table, [duty]), frame(rows))
    assert on_duckdb(lambda table: judged(table, [duty]), frame(rows)) == found
    assert judged_in_columns(duty, found) == [without_missing(item) for item in expected]


@QUICK
@given(duties(), st.data())
def test_missing_facts_of_a_table_are_those_of_each_row(duty: Duty, data: st.DataObject) -> None:
    rows = data.draw(tables(data_of(duty.applies, duty.requires), 40))
    found = missing_facts(frame(rows), duty)["missing"].to_list()
    assert found == [list(judge(duty, row).missing) for row in rows]


def judged_alone(duty: Duty, row: Row) -> dict[str, Any]:
    found = judge(duty, row)
    return {
        "verdict": found.verdict.name.lower().replace("_", " "),
        "owed": found.owed,
        "exposed": found.exposure is not None and found.exposure.may_be_imposed is True,
        "missing": set(found.missing),
    }


def judged_in_columns(duty: Duty, found: dict[str, list[Any]]) -> list[dict[str, Any]]:
    verdicts = [Verdict(code) for code in found[judgement("verdict", duty.id)]]
    assert (judgement("exposed", duty.id) in found) is (duty.breach is not None)
    exposed = found.get(judgement("exposed", duty.id), [False] * len(verdicts))
    return [
        {"verdict": verdict.name.lower().replace("_", " "), "owed": owed, "exposed": exposed}
        for verdict, owed, exposed in zip(
            verdicts, found[judgement("owed", duty.id)], exposed, strict=True
        )
    ]


def without_missing(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "missing"}


# --- duties: Shenzhen -----------------------------------------------------------------------

HEIGHT = 160
"""Cases for each duty."""
FACTS = {entry.name: pl.Boolean if entry.kind == "flag" else pl.Int64 for entry in PACK.vocabulary}


def cases_of_the_city(duty: Duty) -> list[Row]:
    return cases_for(duty, PACK, HEIGHT)


CITY = [dict.fromkeys(FACTS) | row for duty in PACK.duties for row in cases_of_the_city(duty)[:40]]
"""A table in which every duty is in every light; each row has all facts, most of them unknown."""


@pytest.fixture(scope="module")
def table_of_the_city() -> pl.DataFrame:
    return frame([row for duty in PACK.duties for row in cases_of_the_city(duty)], FACTS)


@pytest.fixture(scope="module")
def assessed(table_of_the_city: pl.DataFrame) -> pl.DataFrame:
    return assess(table_of_the_city, PACK.duties, PACK)


@pytest.fixture(scope="module")
def on_another_engine(table_of_the_city: pl.DataFrame) -> dict[str, list[Any]]:
    return on_duckdb(lambda table: judged(table, PACK.duties), table_of_the_city)


each_duty = pytest.mark.parametrize("duty", PACK.duties, ids=lambda duty: duty.id)


@each_duty
def test_a_duty_judges_a_table_as_it_judges_each_case(
    duty: Duty, assessed: pl.DataFrame, on_another_engine: dict[str, list[Any]]
) -> None:
    data, rows = to_data(duty), cases_of_the_city(duty)
    expected = [oracle.judgement(data, row) for row in rows]
    assert [judged_alone(duty, row) for row in rows] == expected
    start = PACK.duties.index(duty) * HEIGHT
    names = [judgement(what, duty.id) for what in ("verdict", "owed", "exposed")]
    held = [name for name in names if name in on_another_engine]
    found = {name: assessed[name].to_list() for name in held}
    assert {name: on_another_engine[name] for name in held} == found
    own = {name: values[start : start + HEIGHT] for name, values in found.items()}
    assert judged_in_columns(duty, own) == [without_missing(item) for item in expected]


@each_duty
def test_the_made_city_shows_a_duty_in_every_light(duty: Duty) -> None:
    rows = cases_of_the_city(duty)
    found = Counter(judge(duty, row).verdict for row in rows)
    assert min(found[verdict] for verdict in Verdict) >= HEIGHT // 40, found
    data = to_data(duty)
    on_a_line = sum(
        oracle.on_a_boundary(data["applies"], row) or oracle.on_a_boundary(data["requires"], row)
        for row in rows
    )
    if any(oracle.comparisons(data["applies"])) or any(oracle.comparisons(data["requires"])):
        assert on_a_line >= HEIGHT // 40


@each_duty
def test_a_duty_misses_in_a_table_what_it_misses_in_each_case(duty: Duty) -> None:
    rows = cases_of_the_city(duty)
    table = frame(rows, {name: FACTS[name] for name in facts_of(duty)})
    found = missing_facts(table, duty)["missing"].to_list()
    assert found == [list(judge(duty, row).missing) for row in rows]
