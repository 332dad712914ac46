"""The city at a glance: what the last assessment found in the reporting year, in figures.

Everything is counted over the buildings the actor may see, so that a district officer reads the
district's own figures. Classes of building are decided by the law's own conditions on the facts
that the findings carry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.db import connection

from greenward.engine import fetch
from greenward.law.language import Verdict, facts_of

from ..models import Assessment
from ..remedies import BY_REASON
from .classes import belongs
from .scope import Scope, array

EDGES = (-50, -25, 0, 25, 50, 75, 100)
"""Per cent over the limit at which the distribution is cut; open at both ends."""

LONG_AGO = 6
"""How many years the trend shows."""

Verdicts = dict[Verdict, int]


@dataclass(frozen=True)
class Tally:
    """The buildings of one duty in one year: by verdict, and how many owe it."""

    verdicts: Mapping[Verdict, int]
    owed: int

    def __getitem__(self, verdict: Verdict) -> int:
        return self.verdicts.get(verdict, 0)

    @property
    def judged(self) -> int:
        """Buildings with an answer."""
        return self[Verdict.SATISFIED] + self[Verdict.BREACHED]


NONE = Tally({}, 0)
Tallies = Mapping[tuple[str, int], Tally]
"""By duty and year."""

TALLIES = """
    SELECT f.duty, f.year, f.verdict, count(*), count(*) FILTER (WHERE f.owed)
    FROM assessment_finding f
    WHERE f.ended_by_id IS NULL AND f.building_id = ANY(%(ids)s::bigint[])
    AND f.duty = ANY(%(duties)s) AND f.year > %(year)s - %(span)s AND f.year <= %(year)s
    GROUP BY 1, 2, 3
"""


def tallies(ids: Sequence[int], scope: Scope) -> Tallies:
    """The energy duties counted over the last years."""
    chain = scope.chain
    asked = {
        "ids": array(ids),
        "duties": [chain.limit, chain.mean, chain.audit, chain.retrofit],
        "year": scope.year,
        "span": LONG_AGO,
    }
    verdicts: dict[tuple[str, int], Verdicts] = {}
    owed: Counter[tuple[str, int]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(TALLIES, asked)
        for duty, year, verdict, number, owing in cursor.fetchall():
            verdicts.setdefault((duty, year), {})[Verdict(verdict)] = number
            owed[duty, year] += owing
    return {key: Tally(found, owed[key]) for key, found in verdicts.items()}


BY_DUTY = """
    SELECT f.duty, f.verdict, count(*), count(*) FILTER (WHERE f.owed),
        count(*) FILTER (WHERE f.exposed)
    FROM assessment_finding f
    WHERE f.ended_by_id IS NULL AND f.building_id = ANY(%(ids)s::bigint[])
    AND (f.year = %(year)s OR f.year IS NULL) GROUP BY 1, 2
"""


@dataclass(frozen=True)
class DutyTally(Tally):
    """The cases of one duty in the reporting year; for `exposed` of them a fine may be proposed."""

    exposed: int = 0


def by_duty(ids: Sequence[int], scope: Scope) -> dict[str, DutyTally]:
    """Every duty of the reporting year counted: for a law without an energy limit."""
    verdicts: dict[str, Verdicts] = {}
    owed: Counter[str] = Counter()
    exposed: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(BY_DUTY, {"ids": array(ids), "year": scope.year})
        for duty, verdict, number, owing, finable in cursor.fetchall():
            verdicts.setdefault(duty, {})[Verdict(verdict)] = number
            owed[duty] += owing
            exposed[duty] += finable
    return {id: DutyTally(found, owed[id], exposed[id]) for id, found in verdicts.items()}


# --- the reporting year in detail -----------------------------------------------------------


@dataclass(frozen=True)
class Detail:
    """The limit duty in the reporting year, cut three ways.

    `excess` counts the figures between two edges (per cent over the limit, None is an open end);
    `districts` and `classes` count verdicts by division code and by class key.
    """

    excess: tuple[tuple[int | None, int | None, int], ...]
    districts: Mapping[str, Verdicts]
    classes: Mapping[str, Verdicts]


def detail(ids: Sequence[int], scope: Scope) -> Detail:
    """One query for the findings of the limit duty in the reporting year, cut in columns."""
    if scope.edition is None or not scope.chain.limit:
        return Detail((), {}, {})
    found = _limit_findings(ids, scope)
    return Detail(
        _excess(found),
        _by(found, "district"),
        {
            each.key: _counted(found.filter(belongs(found, each, scope))["verdict"])
            for each in scope.chain.classes
        },
    )


def _limit_findings(ids: Sequence[int], scope: Scope) -> pl.DataFrame:
    """District, verdict and every fact of the limit duty, a row a building."""
    assert scope.edition is not None
    names = facts_of(scope.edition.duty(scope.chain.limit))
    kinds = {name: "bool" if scope.edition.entry(name).kind == "flag" else "int" for name in names}
    facts = ", ".join(
        f"(f.facts->>'{name}'){'::boolean' if kind == 'bool' else '::bigint'}"
        for name, kind in kinds.items()
    )
    query = f"""
        SELECT split_part(a.path, '/', 2), f.verdict, {facts}
        FROM assessment_finding f JOIN registry_building b ON b.id = f.building_id
        JOIN accounts_area a ON a.id = b.area_id
        WHERE f.ended_by_id IS NULL AND f.building_id = ANY(%(ids)s::bigint[])
        AND f.duty = %(duty)s AND f.year = %(year)s
    """
    types = {"district": "text", "verdict": "int", **kinds}
    asked = {"ids": array(ids), "duty": scope.chain.limit, "year": scope.year}
    return fetch(query, types, asked)


def _excess(found: pl.DataFrame) -> tuple[tuple[int | None, int | None, int], ...]:
    """How many judged figures lie between two edges, in whole numbers.

    A figure exactly at the limit passes and stands below 0; one exactly half as much again counts
    as 50 % and stands above 50.
    """
    known = found.filter(pl.col("verdict").is_in([Verdict.SATISFIED, Verdict.BREACHED]))
    place = pl.lit(0)
    for edge in EDGES:
        figure, line = pl.col("eui") * 100, pl.col("constraint_value") * (100 + edge)
        place = place + ((figure > line) if edge == 0 else (figure >= line)).cast(pl.Int32)
    counts = Counter(known.select(place=place)["place"].to_list())
    lows, highs = (None, *EDGES), (*EDGES, None)
    return tuple(
        (low, high, counts[i]) for i, (low, high) in enumerate(zip(lows, highs, strict=True))
    )


def _by(found: pl.DataFrame, column: str) -> dict[str, Verdicts]:
    return {
        str(key): _counted(part["verdict"])
        for (key,), part in found.group_by(column, maintain_order=True)
        if key
    }


def _counted(verdicts: pl.Series) -> Verdicts:
    return {Verdict(value): number for value, number in Counter(verdicts.to_list()).items()}


UNVERIFIED = """
    SELECT count(*) FROM assessment_finding f
    WHERE f.ended_by_id IS NULL AND f.building_id = ANY(%(ids)s::bigint[])
    AND f.duty = %(duty)s AND f.verdict = 3 AND f.year = %(year)s
    AND split_part(f.missing->>'constraint_value', ':', 1) = 'unverified'
"""


def unverified(ids: Sequence[int], scope: Scope) -> int:
    """How many buildings of the year cannot be judged because their limit is not confirmed."""
    asked = {"ids": array(ids), "duty": scope.chain.limit, "year": scope.year}
    with connection.cursor() as cursor:
        cursor.execute(UNVERIFIED, asked)
        return cursor.fetchone()[0]


# --- what changed, what is missing ----------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """How many cases of a duty went from one verdict to another; None is *no finding*."""

    duty: str
    before: Verdict | None
    after: Verdict | None
    number: int


CHANGES = """
    SELECT coalesce(n.duty, o.duty), o.verdict, n.verdict, count(*)
    FROM (SELECT * FROM assessment_finding WHERE made_by_id = %(run)s
          AND building_id = ANY(%(ids)s::bigint[])) n
    FULL JOIN (SELECT * FROM assessment_finding WHERE ended_by_id = %(run)s
               AND building_id = ANY(%(ids)s::bigint[])) o
    ON (o.building_id, o.duty, coalesce(o.year, 0)) = (n.building_id, n.duty, coalesce(n.year, 0))
    WHERE o.verdict IS DISTINCT FROM n.verdict GROUP BY 1, 2, 3
"""
WORSE = (Verdict.BREACHED, Verdict.UNKNOWN, Verdict.SATISFIED, None)


def changes(ids: Sequence[int], run: Assessment) -> list[Change]:
    """What an assessment found otherwise than the one before it, new breaches first."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"run": run.pk, "ids": array(ids)})
        found = [Change(d, _verdict(o), _verdict(n), k) for d, o, n, k in cursor.fetchall()]
    return sorted(found, key=lambda change: (WORSE.index(change.after), -change.number))


def _verdict(value: int | None) -> Verdict | None:
    return None if value is None else Verdict(value)


@dataclass(frozen=True)
class Lack:
    """What keeps verdicts unknown: a reason that explains itself, or else a fact.

    Exactly one of `why` (a code) and `fact` is given.
    """

    fact: str
    why: str
    buildings: int
    findings: int


LACKS = """
    SELECT CASE WHEN code = ANY(%(reasons)s) THEN '' ELSE fact END,
        CASE WHEN code = ANY(%(reasons)s) THEN code ELSE '' END,
        count(DISTINCT building_id), count(DISTINCT id)
    FROM (
        SELECT f.id, f.building_id, lack.fact, split_part(lack.why, ':', 1) AS code
        FROM assessment_finding f, jsonb_each_text(f.missing) lack (fact, why)
        WHERE f.ended_by_id IS NULL AND f.verdict = 3 AND f.building_id = ANY(%(ids)s::bigint[])
        AND (f.year = %(year)s OR f.year IS NULL)
    ) lacking
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""


def lacks(ids: Sequence[int], scope: Scope) -> list[Lack]:
    """What is missing in the reporting year, what most buildings wait for first."""
    asked = {"ids": array(ids), "year": scope.year, "reasons": list(BY_REASON)}
    with connection.cursor() as cursor:
        cursor.execute(LACKS, asked)
        return [Lack(*line) for line in cursor.fetchall()]
