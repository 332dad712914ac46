"""Files of facts judged where they lie: Polars or DuckDB in this process, Spark on a cluster.

The law is one narwhals expression, so the engines differ only in how a file is opened and how the
answer is written. Nothing here knows a rule, and nothing is brought into memory but the counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

from greenward.law.assess import conform, judged, tally
from greenward.law.language import Duty, Edition

POLARS, DUCKDB, SPARK = "polars", "duckdb", "spark://"


class EngineError(Exception):
    """The engine asked for is not one of them, or cannot run here."""


@dataclass(frozen=True)
class Source:
    """Open files of facts: one lazy frame, and the engine's own hand to write a result with."""

    frame: nw.LazyFrame[Any]
    engine: str


@contextmanager
def opened(paths: Sequence[Path], engine: str = POLARS) -> Iterator[Source]:
    """The rows of some Parquet files as one lazy frame on an engine.

    `engine` is ``polars``, ``duckdb`` or the address of a Spark master (``spark://host:port``),
    whose workers must see the files under the same paths.
    """
    files = [str(path) for path in paths]
    if engine == POLARS:
        import polars as pl

        yield Source(nw.from_native(pl.scan_parquet(files)), engine)
    elif engine == DUCKDB:
        import duckdb

        with duckdb.connect() as connection:
            connection.execute("SET autoinstall_known_extensions = false")
            yield Source(nw.from_native(connection.read_parquet(files)), engine)
    elif engine.startswith(SPARK):
        session = spark_session(engine)
        try:
            yield Source(nw.from_native(session.read.parquet(*files)), engine)
        finally:
            session.stop()
    else:
        raise EngineError(f"{engine!r} is no engine; use polars, duckdb or spark://HOST:PORT")


def spark_session(master: str) -> Any:
    """A session of our own on a Spark master. Needs the extra ``spark`` and a Java runtime."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError("Spark is not installed: pip install 'greenward[spark]'") from None
    builder = SparkSession.builder.master(master).appName("greenward")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


AT_ONCE = 16
"""Duties asked in one query where the engine plans each query anew: a plan of a hundred duties
takes DuckDB and Spark longer to make than to run."""

SETTINGS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}
"""What a law scan needs. Code made for hundreds of wide expressions takes longer than they do."""


def judge_files(
    paths: Sequence[Path],
    duties: Sequence[Duty],
    edition: Edition,
    *,
    engine: str = POLARS,
    into: Path | None = None,
) -> dict[str, dict[str, int]]:
    """Judge every row of some Parquet files under some duties; how often each verdict, by duty.

    With `into` the judged rows are written there as Parquet: one file, or on Spark a folder.
    """
    with opened(paths, engine) as source:
        facts = conform(source.frame, duties, edition)
        if into is not None:
            _write(judged(facts, duties), into, source.engine)
        step = len(duties) if source.engine == POLARS else AT_ONCE
        found: dict[str, dict[str, int]] = {}
        for first in range(0, len(duties), max(step, 1)):
            found |= tally(facts, duties[first : first + step])
        return found


def _write(found: nw.LazyFrame[Any], into: Path, engine: str) -> None:
    native = found.to_native()
    if engine.startswith(SPARK):
        native.write.mode("errorifexists").parquet(str(into))
    else:
        found.sink_parquet(into)
