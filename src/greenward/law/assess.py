"""A table of facts judged by a list of duties.

Each row of the table is one case (a building, or a building in a year), each column one fact as
int64 or boolean, null where unknown. The judgement of a million rows is one lazy query; which
facts are missing is worked out once for each pattern of known and unknown, not once a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from .language import (
    All,
    Comparison,
    Condition,
    Duty,
    Edition,
    Flag,
    LawError,
    Not,
    Recorded,
    Some,
    Term,
    Verdict,
    facts_in,
    facts_of,
)
from .reading import column, exposed_column, judge, owed_column, verdict_column


def answerable(duties: Iterable[Duty], facts: Collection[str]) -> tuple[Duty, ...]:
    """The duties that can be judged where only these facts are ever recorded.

    A duty that asks for a fact no room records would be unknown of every case; it is left out
    until a room serves it.
    """
    return tuple(
        duty for duty in duties if {*facts_in(duty.applies), *facts_in(duty.requires)} <= set(facts)
    )


def judgement(what: str, duty_id: str) -> str:
    """The name of a judgement column: ``verdict_32_2_1``, ``owed_32_2_1``, ``exposed_32_2_1``.

    Without points: an engine may take them for the fields of a structure.
    """
    return f"{what}_{duty_id.replace('.', '_')}"


def judged(facts: nw.LazyFrame[Any], duties: Sequence[Duty]) -> nw.LazyFrame[Any]:
    """The table with the columns `judgement` names: verdict (int8), owed and exposed (boolean).

    A duty whose text has no fine gets no *exposed*. On any engine narwhals speaks to; each
    distinct condition is computed once, whichever duties share it.
    """
    if not duties:
        return facts
    names: dict[Condition, str] = {}
    columns = []
    for duty in duties:
        binds, fulfilled = (
            nw.col(names.setdefault(condition, f"?{len(names)}"))
            for condition in (duty.applies, duty.requires)
        )
        columns.append(verdict_column(binds, fulfilled).alias(judgement("verdict", duty.id)))
        columns.append(owed_column(binds, fulfilled).alias(judgement("owed", duty.id)))
        if duty.breach:
            exposed = exposed_column(binds, fulfilled, column(duty.exposed_when))
            columns.append(exposed.alias(judgement("exposed", duty.id)))
    conditions = [column(condition).alias(name) for condition, name in names.items()]
    return facts.with_columns(*conditions).with_columns(*columns).drop(*names.values())


def asked(duties: Iterable[Duty]) -> tuple[str, ...]:
    """The facts a list of duties asks for."""
    return tuple(dict.fromkeys(name for duty in duties for name in facts_of(duty)))


def conform(table: Any, duties: Sequence[Duty], edition: Edition) -> Any:
    """The table with every fact asked for, each of its declared type and within its bounds.

    Takes and gives a Polars frame, or a narwhals lazy frame over any engine. A fact that no column
    carries is unknown in every row. A number outside its bounds is an error of whoever prepared
    the table, never silently unknown.
    """
    frame = nw.from_native(table, pass_through=False) if _is_native(table) else table
    schema = frame.collect_schema()
    unknown: list[nw.Expr] = []
    outside: list[nw.Expr] = []
    for name in asked(duties):
        entry = edition.entry(name)
        kind = nw.Boolean if entry.kind == "flag" else nw.Int64
        if schema.get(name, nw.Unknown) == nw.Unknown:
            unknown.append(nw.lit(None, dtype=kind).alias(name))
        elif schema[name] != kind:
            raise LawError(f"the fact {name!r} must be {kind}, not {schema[name]}")
        elif entry.kind == "quantity":
            within = nw.col(name).is_between(entry.low, entry.high)
            outside.append((~within).cast(nw.Int64).sum().alias(name))
    _refuse_outside(frame, outside, edition)
    checked = frame.with_columns(unknown) if unknown else frame
    return checked.to_native() if _is_native(table) else checked


def _is_native(table: Any) -> bool:
    return not isinstance(table, nw.LazyFrame | nw.DataFrame)


def _refuse_outside(frame: Any, outside: list[nw.Expr], edition: Edition) -> None:
    """One query counts the values outside their bounds, whatever the engine."""
    if not outside:
        return
    found = frame.lazy().select(*outside).collect("polars").to_native()
    for name, count in found.row(0, named=True).items():
        if count:
            entry = edition.entry(name)
            raise LawError(
                f"{count} values of {name!r} lie outside {entry.low}..{entry.high}: "
                "mend them where they were entered"
            )


def assess(table: pl.DataFrame, duties: Sequence[Duty], edition: Edition) -> pl.DataFrame:
    """Judge every row under every duty: the table's rows with the judgement columns added."""
    facts = nw.from_native(conform(table, duties, edition).lazy())
    found: pl.DataFrame = judged(facts, duties).collect().to_native()
    return found


def missing_facts(table: pl.DataFrame, duty: Duty) -> pl.DataFrame:
    """For the rows given, the facts that keep this duty unknown.

    Returns one row per row of `table` with a column ``missing`` (list of text). What is missing
    depends only on which facts are known and on the truth of each comparison and flag, so the
    case reading runs once for each such pattern.
    """
    names = facts_of(duty)
    unknown = {f"?{name}": nw.col(name).is_null() for name in names}
    leaves = {f"={i}": column(leaf) for i, leaf in enumerate(_leaves(duty))}
    keyed = nw.from_native(table).select(*names, **unknown, **leaves).to_native()
    keys = [*unknown, *leaves]
    patterns = keyed.unique(subset=keys, maintain_order=True)
    found = [
        list(judge(duty, row).missing) for row in patterns.select(*names).iter_rows(named=True)
    ]
    answers = patterns.select(*keys).with_columns(
        pl.Series("missing", found, dtype=pl.List(pl.String))
    )
    return (
        keyed.select(*keys)
        .join(answers, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .select("missing")
    )


def _leaves(duty: Duty) -> list[Condition]:
    found: dict[Condition, None] = {}

    def walk(condition: Condition) -> None:
        match condition:
            case All(parts) | Some(parts):
                for part in parts:
                    walk(part)
            case Not(part) | Term(_, _, part):
                walk(part)
            case Recorded(flag, derived):
                walk(Flag(flag))
                walk(derived)
            case Comparison() | Flag():
                found[condition] = None

    walk(duty.applies)
    walk(duty.requires)
    return list(found)


def counts(judgements: pl.DataFrame, duties: Sequence[Duty]) -> dict[str, dict[str, Any]]:
    """How many cases come to each verdict, and how many owe, by duty."""
    return tally(nw.from_native(judgements.lazy()), duties)


def tally(found: nw.LazyFrame[Any], duties: Sequence[Duty]) -> dict[str, dict[str, Any]]:
    """The same counts on any engine, in one query that brings back a single row."""
    sums = []
    for duty in duties:
        verdict = nw.col(judgement("verdict", duty.id))
        for value in Verdict:
            of = (verdict == int(value)).cast(nw.Int64).sum()
            sums.append(of.alias(judgement(value.name.lower(), duty.id)))
        sums.append(nw.col(judgement("owed", duty.id)).cast(nw.Int64).sum())
    if not sums:
        return {}
    row = found.select(*sums).collect("polars").to_native().row(0, named=True)
    names = [value.name.lower() for value in Verdict] + ["owed"]
    return {d.id: {name: int(row[judgement(name, d.id)] or 0) for name in names} for d in duties}
