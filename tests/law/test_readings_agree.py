"""The readings of a condition agree: one case, a column on Polars, a column on DuckDB, the oracle.

Generated conditions of every node kind, generated cases, and the duties of Article 6 to 32 over
tables made to hit their boundaries. The oracle (`oracle.py`) reads the canonical JSON and shares
no code with what it judges. Nothing here is timed.
"""

from __future__ import annotations

import random
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
from greenward.law.language import Duty, FactEntry, Quantity, Verdict
from greenward.law.reading import column, judge, read, value_of
from greenward.law.shenzhen import PACK

from . import oracle
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

HEIGHT = 3_000
FACTS = {entry.name: pl.Boolean if entry.kind == "flag" else pl.Int64 for entry in PACK.vocabulary}
FIRST_DAY = 738_337
"""1 July 2022 as a day number, written out so that the law's own constant is not used."""


def city(seed: int, height: int = HEIGHT) -> list[Row]:
    """Rows of facts that crowd around the boundaries of Articles 6, 27 and 32."""
    draw = random.Random(seed)
    return [_building(draw) for _ in range(height)]


def _building(draw: random.Random) -> Row:
    limit, limit_last = draw.choice((800_000, 800_001, 650_000)), draw.choice((700_000, 800_001))
    guiding = draw.choice((650_000, 650_001))
    row: Row = {
        entry.name: draw.random() < 0.6 for entry in PACK.vocabulary if entry.kind == "flag"
    }
    row |= {entry.name: draw.randint(0, 10**8) for entry in PACK.vocabulary if entry.unit == "fen"}
    row |= {
        "in_city": draw.random() < 0.9,
        "in_use": draw.random() < 0.9,
        "public": draw.random() < 0.8,
        "floor_area": 2_000_000 + draw.choice((-900_000, -1, 0, 1, 900_000)),
        "fiscal_share": draw.choice((0, 0, 1, 400_000)),
        "completed_on": FIRST_DAY + draw.choice((-9_000, -1, 0, 1, 900)),
        "star": draw.randint(0, 3),
        "renovation_star": draw.randint(0, 3),
        "constraint_value": limit,
        "constraint_last_year": limit_last,
        "mean_constraint": limit,
        "mean_guiding": guiding,
        "eui": _near(draw, (limit, *[limit * 3 // 2] * 3, (limit + guiding) // 2)),
        "eui_last_year": _near(draw, (limit_last, *[limit_last * 3 // 2] * 3)),
    }
    for entry in PACK.vocabulary:
        row.setdefault(entry.name, _any_number(draw, entry))
    for name in ("new_recorded", "large_public_recorded", "fiscal_recorded"):
        row[name] = None if draw.random() < 0.8 else draw.random() < 0.5
    share = draw.choice((0.0, 0.03, 0.12))
    return {
        name: None if draw.random() < share else row[name]
        for name in (entry.name for entry in PACK.vocabulary)
    }


def _any_number(draw: random.Random, entry: FactEntry) -> int:
    """Within the fact's bounds: a day near the first one in force, a star, or one of a few figures
    so close that those of two facts meet and pass each other, and 80 % of each other as well."""
    if entry.unit == "day":
        return FIRST_DAY + draw.choice((-900, -1, 0, 1, 900))
    if entry.scale == 1:
        return draw.randint(0, min(3, entry.high))
    mark = draw.choice((640_000, 800_000, 800_000, 800_000))
    return min(mark + draw.choice((-1, 0, 0, 0, 0, 1)), entry.high)


def _near(draw: random.Random, marks: tuple[int, ...]) -> int:
    return draw.choice(marks) + draw.choice((-100_000, -1, 0, 0, 1, 100_000))


CITY = city(20_220_701)


@pytest.fixture(scope="module")
def table_of_the_city() -> pl.DataFrame:
    return frame(CITY, FACTS)


@pytest.fixture(scope="module")
def assessed(table_of_the_city: pl.DataFrame) -> pl.DataFrame:
    return assess(table_of_the_city, PACK.duties, PACK)


@pytest.fixture(scope="module")
def on_another_engine(table_of_the_city: pl.DataFrame) -> dict[str, list[Any]]:
    return on_duckdb(lambda table: judged(table, PACK.duties), table_of_the_city)


each_duty = pytest.mark.parametrize("duty", PACK.duties, ids=lambda duty: duty.id)


@each_duty
def test_a_duty_judges_a_table_as_it_judges_each_building(
    duty: Duty, assessed: pl.DataFrame, on_another_engine: dict[str, list[Any]]
) -> None:
    data = to_data(duty)
    expected = [oracle.judgement(data, row) for row in CITY]
    assert [judged_alone(duty, row) for row in CITY] == expected
    names = [judgement(what, duty.id) for what in ("verdict", "owed", "exposed")]
    names = [name for name in names if name in on_another_engine]
    found = {name: assessed[name].to_list() for name in names}
    assert {name: on_another_engine[name] for name in names} == found
    assert judged_in_columns(duty, found) == [without_missing(item) for item in expected]


@each_duty
def test_the_made_city_shows_a_duty_in_every_light(duty: Duty) -> None:
    found = Counter(judge(duty, row).verdict for row in CITY)
    assert min(found[verdict] for verdict in Verdict) >= HEIGHT // 100, found
    data = to_data(duty)
    on_a_line = sum(
        oracle.on_a_boundary(data["applies"], row) or oracle.on_a_boundary(data["requires"], row)
        for row in CITY
    )
    if any(oracle.comparisons(data["applies"])) or any(oracle.comparisons(data["requires"])):
        assert on_a_line >= HEIGHT // 10


@each_duty
def test_a_duty_misses_in_a_table_what_it_misses_in_each_building(
    duty: Duty, table_of_the_city: pl.DataFrame
) -> None:
    found = missing_facts(table_of_the_city, duty)["missing"].to_list()
    assert found == [list(judge(duty, row).missing) for row in CITY]
