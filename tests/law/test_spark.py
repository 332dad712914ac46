"""The column reading on a real Spark cluster (a master and two workers) is the one of Polars.

Runs where Java is present; where CI is set it must run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.engine.tables import EngineError, judge_files, spark_session
from greenward.law.assess import assess, counts, judged
from greenward.law.canonical import to_data
from greenward.law.casebook import TODAY
from greenward.law.language import Subject
from greenward.law.reading import column, read

from ..fixtures.cluster import loopback_cluster, why_not
from .casebook import PACKS
from .strategies import Row, conditions, data_of, frame, tables
from .test_readings_agree import CITY, FACTS

pytestmark = pytest.mark.skipif(
    bool(why_not()) and not os.environ.get("CI"), reason=why_not() or "there is a cluster"
)
PACK = PACKS["shenzhen"][0]
SOME = 6
"""Examples: each is a query of many conditions, and a query takes Spark a second."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Its Java compiles no more than it must and frees memory in one thread: it lives a minute."""
    assert not why_not(), why_not()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with loopback_cluster() as address:
            yield address


@pytest.fixture(scope="module")
def session(cluster: str) -> Iterator[Any]:
    found = spark_session(cluster)
    yield found
    found.stop()


def lazily(session: Any, table: pl.DataFrame, folder: Path) -> nw.LazyFrame[Any]:
    path = folder / "facts.parquet"
    table.with_row_index("row").write_parquet(path)
    return nw.from_native(session.read.parquet(str(path)))


def in_order(found: nw.LazyFrame[Any]) -> pl.DataFrame:
    native: pl.DataFrame = found.collect("polars").to_native()
    return native.sort("row").drop("row")


def batches() -> st.SearchStrategy[tuple[list[Any], list[Row]]]:
    return st.lists(conditions(), min_size=25, max_size=40).flatmap(
        lambda found: tables(data_of(*found), 60).map(lambda rows: (found, rows))
    )


@settings(
    max_examples=SOME,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(batch=batches())
def test_generated_conditions_come_to_the_same_on_spark(
    session: Any, tmp_path: Path, batch: tuple[list[Any], list[Row]]
) -> None:
    found, rows = batch
    columns = {f"c{i}": column(condition) for i, condition in enumerate(found)}
    asked = lazily(session, frame(rows), tmp_path).select("row", **columns)
    expected = {f"c{i}": [read(c, row).truth for row in rows] for i, c in enumerate(found)}
    assert in_order(asked).to_dict(as_series=False) == expected, [to_data(c) for c in found]


def test_every_duty_of_the_law_judges_the_made_city_as_polars_does(
    session: Any, tmp_path: Path
) -> None:
    facts = frame(CITY, FACTS)
    expected = assess(facts, PACK.duties, PACK)
    added = [name for name in expected.columns if name not in facts.columns]
    found = judged(lazily(session, facts, tmp_path), PACK.duties).select("row", *added)
    assert in_order(found).equals(expected.select(added))


@pytest.mark.parametrize("engine", ["polars", "duckdb", "spark"])
def test_files_are_judged_where_they_lie(cluster: str, tmp_path: Path, engine: str) -> None:
    facts = frame(CITY, FACTS)
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    facts.head(1_000).write_parquet(paths[0])
    facts.tail(facts.height - 1_000).write_parquet(paths[1])
    duties = PACK.in_force(TODAY, Subject.BUILDING_YEAR)
    expected = assess(facts, duties, PACK)
    into = tmp_path / "judged"
    asked = cluster if engine == "spark" else engine
    found = judge_files(paths, duties, PACK, engine=asked, into=into)
    assert found == counts(expected, duties)
    written = pl.read_parquet(into / "*.parquet" if engine == "spark" else into)
    assert written.height == facts.height


def test_an_engine_nobody_knows_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="use polars, duckdb or spark://HOST:PORT"):
        judge_files([tmp_path], (), PACK, engine="abacus")
