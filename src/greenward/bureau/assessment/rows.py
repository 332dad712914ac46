"""The judged table of one duty as rows of findings, ready for COPY."""

from __future__ import annotations

import json

import narwhals as nw
import polars as pl

from greenward.law.assess import judgement, missing_facts
from greenward.law.language import Duty, Verdict, facts_of
from greenward.law.reading import band_columns

from .cases import WHY

COLUMNS = """
    building_id bigint, year smallint, duty varchar(20), verdict smallint, owed boolean,
    exposed boolean, fine_low bigint, fine_high bigint, facts jsonb, missing jsonb,
    lacking smallint, unit varchar(40), limit_row_id bigint
"""
NOT_ON_FILE = "not_on_file"
"""The reason where a room gives none: the fact was never entered."""


def finding_rows(judged: pl.DataFrame, duty: Duty) -> pl.DataFrame:
    """One row per case the duty binds or may bind; what is not applicable is not kept."""
    verdict = pl.col(judgement("verdict", duty.id))
    kept = judged.filter(verdict != int(Verdict.NOT_APPLICABLE))
    kept = _with_bands(kept, duty)
    measured = "eui" in facts_of(duty)
    rows = kept.select(
        pl.col("building").alias("building_id"),
        pl.col("year").cast(pl.Int64),
        pl.lit(duty.id).alias("duty"),
        verdict.cast(pl.Int64).alias("verdict"),
        pl.col(judgement("owed", duty.id)).alias("owed"),
        (pl.col(judgement("exposed", duty.id)) if duty.breach else pl.lit(False)).alias("exposed"),
        "fine_low",
        "fine_high",
        pl.struct(facts_of(duty)).struct.json_encode().alias("facts"),
        (pl.col("unit").fill_null("") if measured else pl.lit("")).alias("unit"),
        (pl.col("limit_row") if measured else pl.lit(None, dtype=pl.Int64)).alias("limit_row_id"),
    )
    missing = _missing(kept, duty)
    lacking = missing.str.count_matches('": "', literal=True).cast(pl.Int64).alias("lacking")
    order = [*rows.columns[:9], "missing", "lacking", "unit", "limit_row_id"]
    return rows.with_columns(missing, lacking).select(order)


def _with_bands(kept: pl.DataFrame, duty: Duty) -> pl.DataFrame:
    """With *fine_low* and *fine_high* in fen: null where nothing is breached, the text has no fine
    or its base is not on file."""
    if duty.breach is None:
        nothing = pl.lit(None, dtype=pl.Int64)
        return kept.with_columns(fine_low=nothing, fine_high=nothing)
    breached = nw.col(judgement("verdict", duty.id)) == int(Verdict.BREACHED)
    low, high = (nw.when(breached).then(end) for end in band_columns(duty.breach))
    return nw.from_native(kept).with_columns(fine_low=low, fine_high=high).to_native()


def _missing(kept: pl.DataFrame, duty: Duty) -> pl.Series:
    """For unknown rows the JSON {fact: reason code}; an empty object otherwise."""
    whys = [f"{WHY}{name}" for name in facts_of(duty)]
    present = [name for name in whys if name in kept.columns]
    unknown = kept.with_row_index("row").filter(
        pl.col(judgement("verdict", duty.id)) == int(Verdict.UNKNOWN)
    )
    lists = missing_facts(unknown, duty)["missing"].alias("missing")
    keyed = unknown.select("row", *present).with_columns(lists)
    distinct = keyed.select(pl.exclude("row")).unique()
    texts = [
        json.dumps({f: row.get(f"{WHY}{f}") or NOT_ON_FILE for f in row["missing"]}, sort_keys=True)
        for row in distinct.iter_rows(named=True)
    ]
    answers = distinct.with_columns(pl.Series("text", texts, dtype=pl.String))
    joined = keyed.join(answers, on=[*present, "missing"], how="left", nulls_equal=True)
    every = pl.DataFrame({"row": pl.int_range(kept.height, eager=True, dtype=pl.UInt32)})
    filled = every.join(joined.select("row", "text"), on="row", how="left", maintain_order="left")
    return filled["text"].fill_null("{}").alias("missing")
