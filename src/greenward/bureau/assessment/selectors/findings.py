"""The work list: the findings an actor may see, the gravest first.

Counting and ordering read only the index of findings in force (`Finding.Meta`); the page joins to
its rows alone the building, the orders to correct and the earlier versions of the same case.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import get_language

from greenward.law.language import Verdict

from .scope import Scope, array

GRAVITY = """
    CASE WHEN f.exposed THEN 0
    WHEN f.verdict = 2 AND f.fine_high IS NOT NULL THEN 1
    WHEN f.verdict = 2 THEN 2
    WHEN f.owed THEN 3
    WHEN f.verdict = 3 THEN 4
    ELSE 5 END
"""
"""A fine that may be proposed now, a breach with a fine, a breach, what is owed, what is unknown."""

TABS = {
    "breached": "f.verdict = 2",
    "owed": "f.owed",
    "unknown": "f.verdict = 3",
    "all": "true",
}
SORTS = {
    "gravity": GRAVITY,
    "building": "b.name",
    "district": "a.path",
    "duty": "f.duty",
    "verdict": "CASE f.verdict WHEN 2 THEN 0 WHEN 3 THEN 1 ELSE 2 END",
    "fine": "f.fine_high",
    "lacking": "f.lacking",
}
"""What the list can be ordered by; the words of ``?sort=``."""

THEN = "f.fine_high DESC NULLS LAST, f.lacking, f.building_id, f.duty, f.year DESC"
"""The order among equals."""


@dataclass(frozen=True)
class FindingQuery:
    """What a reader asks of the list; empty parts ask nothing.

    `change` is *begun* or *ended*: what the last assessment brought or took away. `fact` and `why`
    narrow to findings that lack a fact for a reason.
    """

    tab: str = "owed"
    duty: str = ""
    verdict: str = ""
    fact: str = ""
    why: str = ""
    change: str = ""


@dataclass(frozen=True)
class Order:
    """An order to correct, as the list needs it."""

    due_on: date
    served_on: date | None
    corrected_on: date | None
    fined: bool

    @classmethod
    def read(cls, due: str, served: str | None, corrected: str | None, fined: bool) -> Order:
        days = (date.fromisoformat(day) if day else None for day in (served, corrected))
        return cls(date.fromisoformat(due), *days, fined)


@dataclass(frozen=True)
class FindingRow:
    """One line of the list. `since` is the day of the assessment that first came to this verdict."""

    id: int
    building: int
    name: str
    code: str
    district: str
    duty: str
    year: int | None
    verdict: Verdict
    owed: bool
    exposed: bool
    fine_low: int | None
    fine_high: int | None
    missing: dict[str, str]
    since: date
    orders: tuple[Order, ...]

    @property
    def band(self) -> tuple[int, int] | None:
        """What a breach may cost, in fen; None where the text has no fine or its base is unknown."""
        return None if self.fine_high is None else (self.fine_low or 0, self.fine_high)


CHANGES = {
    "": """f.ended_by_id IS NULL
        AND (f.year = %(year)s OR f.year IS NULL OR (f.exposed AND %(newest)s))""",
    "all": "f.ended_by_id IS NULL",
    "begun": "f.ended_by_id IS NULL AND f.made_by_id = %(run)s",
    "ended": "f.ended_by_id = %(run)s",
}
"""Which findings are asked about: those in force on the reporting year, or what an assessment
changed; `all` asks for every year. In the newest year a fine of an earlier one that may be proposed now belongs to the list."""

WHY = """EXISTS (
    SELECT FROM jsonb_each_text(f.missing) lack (fact, why)
    WHERE split_part(lack.why, ':', 1) = %(why)s
)"""
PAGE = """
    WITH listed AS MATERIALIZED (
        SELECT f.id, f.building_id, f.duty, f.year, f.verdict, f.owed, f.exposed, f.fine_high,
            f.lacking
        FROM assessment_finding f
        WHERE f.building_id = ANY(%(ids)s::bigint[]) AND {condition}
    ),
    tally AS (SELECT {counts} FROM listed f),
    page AS (
        SELECT f.id FROM listed f {join} WHERE {tab}
        ORDER BY {sort} LIMIT %(size)s OFFSET %(start)s
    )
    SELECT tally.*, f.id, f.building_id, b.name, b.code, a.{area_name}, f.duty, f.year, f.verdict, f.owed,
        f.exposed, f.fine_low, f.fine_high, f.missing, orders.found, versions.found
    FROM tally LEFT JOIN page ON true
    LEFT JOIN assessment_finding f ON f.id = page.id
    LEFT JOIN registry_building b ON b.id = f.building_id
    LEFT JOIN accounts_area a ON a.id = b.area_id
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(
            jsonb_build_array(o.due_on, o.served_on, o.corrected_on, p.id IS NOT NULL)
            ORDER BY o.issued_on) AS found
        FROM enforcement_correctionorder o LEFT JOIN enforcement_penalty p ON p.order_id = o.id
        WHERE o.building_id = f.building_id AND o.duty = f.duty
        AND o.year IS NOT DISTINCT FROM f.year
    ) orders ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(v.verdict, v.made_by_id, v.ended_by_id, made.on)
            ORDER BY v.id DESC) AS found
        FROM assessment_finding v JOIN assessment_assessment made ON made.id = v.made_by_id
        WHERE v.building_id = f.building_id AND v.duty = f.duty
        AND v.year IS NOT DISTINCT FROM f.year AND v.id <= f.id
    ) versions ON true
    ORDER BY {sort}
"""


COUNTED = TABS | {"exposed": "f.exposed"}


class Listed(NamedTuple):
    """A part of the list, and how many findings stand under each tab and are *exposed*."""

    counts: dict[str, int]
    rows: list[FindingRow]


def listed(
    ids: Sequence[int],
    query: FindingQuery,
    scope: Scope,
    sort: str = "gravity",
    start: int = 0,
    size: int | None = None,
) -> Listed:
    """Some findings of these buildings in an order of `SORTS` (a leading minus turns it round).

    One query counts all tabs and finds the rows. Raises KeyError for another word of order or tab.
    `size` None gives all from `start` on.
    """
    first = SORTS[sort.removeprefix("-")]
    joined = """JOIN registry_building b ON b.id = f.building_id
        JOIN accounts_area a ON a.id = b.area_id"""
    statement = PAGE.format(
        counts=", ".join(f"count(*) FILTER (WHERE {each})" for each in COUNTED.values()),
        sort=f"{first} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST, {THEN}",
        join=joined if first[:2] in ("a.", "b.") else "",
        condition=condition(query, scope),
        tab=TABS[query.tab],
        area_name="name_zh" if (get_language() or "zh").startswith("zh") else "name_en",
    )
    asked = parameters(ids, query, scope) | {"start": start, "size": size}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        lines = cursor.fetchall()
    counts = dict(zip(COUNTED, lines[0], strict=False))
    rows = [line[len(COUNTED) :] for line in lines]
    return Listed(counts, [_row(row) for row in rows if row[0] is not None])


def condition(query: FindingQuery, scope: Scope) -> str:
    """What a query asks of a finding `f` for this reader, without its tab."""
    parts = [CHANGES[query.change]]
    parts += ["f.duty <> ALL(%(hidden)s)"] if scope.hidden else []
    parts += ["f.duty = %(duty)s"] if query.duty else []
    parts += ["f.verdict = %(verdict)s"] if query.verdict else []
    parts += ["f.missing ? %(fact)s"] if query.fact else []
    parts += [WHY] if query.why else []
    return " AND ".join(parts)


def parameters(ids: Sequence[int], query: FindingQuery, scope: Scope) -> dict[str, Any]:
    return {
        "ids": array(ids),
        "year": scope.year,
        "hidden": list(scope.hidden),
        "newest": scope.newest,
        "run": scope.assessment.pk if scope.assessment else None,
        "duty": query.duty,
        "verdict": int(Verdict[query.verdict.upper()]) if query.verdict else None,
        "fact": query.fact,
        "why": query.why,
    }


def _row(line: Sequence[Any]) -> FindingRow:
    pk, building, name, code, district, duty, year, verdict, owed, exposed = line[:10]
    fine_low, fine_high, missing, orders, versions = line[10:]
    return FindingRow(
        id=pk,
        building=building,
        name=name or code or f"#{building}",
        code=code or "",
        district=district,
        duty=duty,
        year=year,
        verdict=Verdict(verdict),
        owed=owed,
        exposed=exposed,
        fine_low=fine_low,
        fine_high=fine_high,
        missing=json.loads(missing),
        since=since([Version(*version) for version in json.loads(versions)]),
        orders=tuple(Order.read(*order) for order in json.loads(orders or "[]")),
    )


class Version(NamedTuple):
    """One version of a finding: its verdict, the assessments that made and ended it."""

    verdict: int
    made_by: int
    ended_by: int | None
    made_on: str


def since(versions: Sequence[Version]) -> date:
    """The day from which the newest version's verdict has held without a break, newest first."""
    newest, *earlier = versions
    first = newest
    for version in earlier:
        if version.verdict != newest.verdict or version.ended_by != first.made_by:
            break
        first = version
    return date.fromisoformat(first.made_on)
