"""A table of facts judged by a list of duties.

Each row of the table is one case (a building, or a building in a year), each column one fact as
int64 or boolean, null where unknown. The judgement of a million rows is one lazy query; which
facts are missing is worked out once for each pattern of known and unknown, not once a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from .language import (
    All,
    Comparison,
    Condition,
    Duty,
    Edition,
    FactEntry,
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
    asked, names = _asked_once(facts, [c for d in duties for c in (d.applies, d.requires)])
    columns = []
    for duty in duties:
        binds, fulfilled = nw.col(names[duty.applies]), nw.col(names[duty.requires])
        columns.append(verdict_column(binds, fulfilled).alias(judgement("verdict", duty.id)))
        columns.append(owed_column(binds, fulfilled).alias(judgement("owed", duty.id)))
        if duty.breach:
            exposed = exposed_column(binds, fulfilled, column(duty.exposed_when))
            columns.append(exposed.alias(judgement("exposed", duty.id)))
    return asked.with_columns(*columns).drop(*names.values())


def _asked_once(
    facts: nw.LazyFrame[Any], conditions: Iterable[Condition]
) -> tuple[nw.LazyFrame[Any], dict[Condition, str]]:
    """The table with each distinct condition as one boolean column, and their names."""
    names: dict[Condition, str] = {}
    for condition in conditions:
        names.setdefault(condition, f"?{len(names)}")
    return facts.with_columns(*(column(c).alias(name) for c, name in names.items())), names


def asked(duties: Iterable[Duty]) -> tuple[str, ...]:
    """The facts a list of duties asks for."""
    return tuple(dict.fromkeys(name for duty in duties for name in facts_of(duty)))


def conform(table: Any, duties: Sequence[Duty], edition: Edition) -> Any:
    """The table with every fact asked for, each of its declared type and within its bounds.

    Takes and gives a Polars frame, or a narwhals lazy frame over any engine. A fact that no column
    carries is unknown in every row. A number outside its bounds is an error of whoever prepared
    the table, never silently unknown.
    """
    frame = nw.from_native(table) if _is_native(table) else table
    schema = frame.collect_schema()
    unknown: list[nw.Expr] = []
    quantities: list[FactEntry] = []
    for name in asked(duties):
        entry = edition.entry(name)
        kind = nw.Boolean if entry.kind == "flag" else nw.Int64
        if schema.get(name, nw.Unknown) == nw.Unknown:
            unknown.append(nw.lit(None, dtype=kind).alias(name))
        elif schema[name] != kind:
            raise LawError(f"the fact {name!r} must be {kind}, not {schema[name]}")
        elif entry.kind == "quantity":
            quantities.append(entry)
    _refuse_outside(frame.lazy(), quantities)
    checked = frame.with_columns(unknown) if unknown else frame
    return checked.to_native() if _is_native(table) else checked


def _is_native(table: Any) -> bool:
    return not isinstance(table, nw.LazyFrame | nw.DataFrame)


def _refuse_outside(frame: nw.LazyFrame[Any], quantities: Sequence[FactEntry]) -> None:
    """One quick query in the usual case that all is well; counts where it is not."""
    outside = {
        entry.name: ~nw.col(entry.name).is_between(entry.low, entry.high) for entry in quantities
    }
    if not outside or _all_within(frame, quantities, outside):
        return
    sums = [truth.cast(nw.Int64).sum().alias(name) for name, truth in outside.items()]
    found = _one_row(frame.select(*sums))
    for entry in quantities:
        if found[entry.name]:
            raise LawError(
                f"{found[entry.name]} values of {entry.name!r} lie outside "
                f"{entry.low}..{entry.high}: mend them where they were entered"
            )


def _all_within(
    frame: nw.LazyFrame[Any], quantities: Sequence[FactEntry], outside: Mapping[str, nw.Expr]
) -> bool:
    """Polars finds the ends of a column fastest; the others one truth over a whole row."""
    if not frame.implementation.is_polars():
        rows = nw.any_horizontal(*outside.values(), ignore_nulls=True).cast(nw.Int64).sum()
        return not _one_row(frame.select(rows.alias("rows")))["rows"]
    ends = [nw.col(e.name).min().alias(f"low {e.name}") for e in quantities]
    ends += [nw.col(e.name).max().alias(f"high {e.name}") for e in quantities]
    found = _one_row(frame.select(*ends))
    return all(
        found[f"low {e.name}"] is None
        or (e.low <= found[f"low {e.name}"] and found[f"high {e.name}"] <= e.high)
        for e in quantities
    )


def _one_row(frame: nw.LazyFrame[Any]) -> dict[str, Any]:
    row: dict[str, Any] = frame.collect("polars").to_native().row(0, named=True)
    return row


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
    result: dict[str, dict[str, Any]] = {}
    for duty in duties:
        verdicts = judgements[judgement("verdict", duty.id)]
        by_name = {v.name.lower(): int((verdicts == int(v)).sum()) for v in Verdict}
        result[duty.id] = by_name | {"owed": int(judgements[judgement("owed", duty.id)].sum())}
    return result


def tally(facts: nw.LazyFrame[Any], duties: Sequence[Duty]) -> dict[str, dict[str, int]]:
    """The same counts straight from a conforming table of facts, on any engine.

    No verdict is written down: one query adds up truths and brings back a single row.
    """
    table, names = _asked_once(facts, [c for d in duties for c in (d.applies, d.requires)])
    whole = not facts.implementation.is_polars()  # Polars counts a boolean without a cast

    def count(truth: nw.Expr, what: str, duty: Duty) -> nw.Expr:
        number = truth.cast(nw.Int64) if whole else truth
        return number.sum().alias(judgement(what, duty.id))

    sums = [nw.len().alias("rows")]
    for duty in duties:
        binds, fulfilled = nw.col(names[duty.applies]), nw.col(names[duty.requires])
        sums.append(count(~binds, "not_applicable", duty))
        sums.append(count(binds & fulfilled, "satisfied", duty))
        sums.append(count(binds & ~fulfilled, "breached", duty))
        sums.append(count(binds, "binds", duty))
    row = _one_row(table.select(*sums))
    return {duty.id: _counted(row, duty.id) for duty in duties}


def _counted(row: dict[str, Any], id: str) -> dict[str, int]:
    known = ("not_applicable", "satisfied", "breached", "binds")
    found = {what: int(row[judgement(what, id)] or 0) for what in known}
    binds = found.pop("binds")
    return found | {
        "unknown": int(row["rows"]) - sum(found.values()),
        "owed": binds - found["satisfied"],
    }
