"""The list of buildings: what is asked of it, which ones answer, and one page of them.

Two queries: the numbers of all buildings that answer, and then the page in the order asked for,
which joins to its rows alone their energy year and what the law found in the reporting year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building, Identifier
from greenward.law.language import Verdict

from ..models import Finding
from .classes import in_class
from .scope import Scope, array

FACT_SCALE = 10_000
"""Intensities among the facts are whole 0.0001 of their unit."""

SEVERITY = "CASE f.verdict WHEN 2 THEN 3 WHEN 3 THEN 2 ELSE f.verdict END"
WORST = {3: Verdict.BREACHED, 2: Verdict.UNKNOWN, 1: Verdict.SATISFIED, 0: Verdict.NOT_APPLICABLE}
"""A breach outweighs what is unknown, and that outweighs what is satisfied."""

IN_YEAR = "f.ended_by_id IS NULL AND (f.year = %(year)s OR f.year IS NULL)"
"""Findings in force on one reporting year, with those that belong to no year."""
ITS_OWN = "f.duty <> ALL(%(others)s)"
"""Without the duties of authorities, suppliers and agencies: the building itself does not owe them."""


@dataclass(frozen=True)
class BuildingQuery:
    """What a reader asks of the list; empty parts ask nothing."""

    text: str = ""
    district: str = ""
    function: str = ""
    building_class: str = ""
    duty: str = ""
    verdict: str = ""
    figure: str = ""


@dataclass(frozen=True)
class BuildingRow:
    """One line of the list. Intensities are in `unit`, `excess` is a share (0.715 = 71.5 %)."""

    id: int
    name: str
    code: str
    district: str
    function: str
    floor_area: Decimal | None
    eui: Decimal | None
    limit: Decimal | None
    excess: Decimal | None
    unit: str
    worst: Verdict
    owed: int


def matching(query: BuildingQuery, scope: Scope) -> QuerySet[Building]:
    """The buildings the actor may see and the query asks for."""
    rows = Building.objects.visible_to(scope.actor)
    if query.district:
        path = f"/{query.district}/"
        rows = rows.filter(area__in=Area.objects.filter(path__contains=path))
    if query.function:
        rows = rows.filter(function=query.function)
    if query.building_class:
        rows = rows.filter(pk__in=in_class(query.building_class, scope))
    if query.text:
        rows = rows.filter(_says(query.text.strip()))
    if query.figure:
        figures = EnergyYear.objects.filter(year=scope.year, intensity__isnull=False)
        has = Exists(figures.filter(building=OuterRef("pk")))
        rows = rows.filter(has if query.figure == "yes" else ~has)
    return _judged(rows, query, scope)


def _says(text: str) -> Q:
    """Name and address contain it; a code or another identifier begins with it."""
    carries = Identifier.objects.filter(building=OuterRef("pk"), value__istartswith=text)
    return (
        Q(name__icontains=text)
        | Q(address__icontains=text)
        | Q(code__istartswith=text)
        | Q(Exists(carries))
    )


def _judged(rows: QuerySet[Building], query: BuildingQuery, scope: Scope) -> QuerySet[Building]:
    """Narrow by verdict: of one duty, or the worst of all."""
    found = Finding.objects.filter(ended_by=None, building=OuterRef("pk"))
    found = found.filter(Q(year=scope.year) | Q(year=None))
    found = found.filter(duty=query.duty) if query.duty else found.exclude(duty__in=scope.others)

    def has(*verdicts: Verdict) -> Exists:
        return Exists(found.filter(verdict__in=[int(verdict) for verdict in verdicts]))

    match query.verdict:
        case "owed":
            return rows.filter(Exists(found.filter(owed=True)))
        case "breached":
            return rows.filter(has(Verdict.BREACHED))
        case "unknown":
            return rows.filter(has(Verdict.UNKNOWN), ~has(Verdict.BREACHED))
        case "satisfied":
            return rows.filter(has(Verdict.SATISFIED), ~has(Verdict.BREACHED, Verdict.UNKNOWN))
        case "not_applicable":
            return rows.filter(~Exists(found))
    return rows.filter(Exists(found)) if query.duty else rows


# --- one page -------------------------------------------------------------------------------

SORTS = {
    "name": "b.name",
    "code": "b.code",
    "district": "a.path",
    "function": "b.function",
    "area": "b.floor_area",
    "eui": "key.eui",
    "limit": "key.held_to",
    "excess": "key.eui / nullif(key.held_to, 0)",
    "verdict": "coalesce(key.worst, 0)",
    "owed": "coalesce(key.owed, 0)",
}
"""What the list can be ordered by; the words of ``?sort=``."""

HELD = "f.duty IN (%(limit)s, %(mean)s)"
FIGURES = f"""
    max((f.facts->>'eui')::numeric) FILTER (WHERE {HELD}) AS eui,
    coalesce(
        max((f.facts->>'constraint_value')::numeric) FILTER (WHERE f.duty = %(limit)s),
        max((f.facts->>'mean_constraint')::numeric + (f.facts->>'mean_guiding')::numeric)
            FILTER (WHERE f.duty = %(mean)s) / 2
    ) AS held_to
"""
"""The year's figure and what it is held to: the constraint value, or for a new building the mean."""

KEY_FIGURES = f"""
    LEFT JOIN (
        SELECT f.building_id, {FIGURES} FROM assessment_finding f
        WHERE f.ended_by_id IS NULL AND {HELD} AND f.year = %(year)s GROUP BY 1
    ) key ON key.building_id = b.id
"""
KEY_VERDICTS = f"""
    LEFT JOIN (
        SELECT f.building_id, max({SEVERITY}) AS worst, count(*) FILTER (WHERE f.owed) AS owed
        FROM assessment_finding f WHERE {IN_YEAR} AND {ITS_OWN}
        AND f.building_id = ANY(%(ids)s::bigint[]) GROUP BY 1
    ) key ON key.building_id = b.id
"""
PAGE = """
    WITH page AS (
        SELECT b.id, {sort} AS key FROM unnest(%(ids)s::bigint[]) shown (id)
        JOIN registry_building b ON b.id = shown.id JOIN accounts_area a ON a.id = b.area_id {join}
        ORDER BY {sort} {direction} NULLS LAST, b.id LIMIT %(size)s OFFSET %(start)s
    )
    SELECT b.id, b.name, b.code, a.{area_name}, b.function, b.floor_area,
        e.intensity, e.intensity_unit, found.*
    FROM page JOIN registry_building b ON b.id = page.id
    JOIN accounts_area a ON a.id = b.area_id
    LEFT JOIN performance_energyyear e ON e.building_id = b.id AND e.year = %(year)s
    LEFT JOIN LATERAL (
        SELECT max({severity}), count(*) FILTER (WHERE f.owed), {figures},
            max(f.unit) FILTER (WHERE {held})
        FROM assessment_finding f WHERE f.building_id = b.id AND {in_year} AND {own}
    ) found ON true
    ORDER BY page.key {direction} NULLS LAST, b.id
"""


def page_of(
    ids: Sequence[int], scope: Scope, sort: str, start: int = 0, size: int | None = None
) -> list[BuildingRow]:
    """Some of these buildings in an order of `SORTS` (a leading minus turns it round).

    Raises KeyError for another word of order. `size` None gives all from `start` on.
    """
    expression = SORTS[sort.removeprefix("-")]
    join = KEY_VERDICTS if sort.endswith(("verdict", "owed")) else KEY_FIGURES
    statement = PAGE.format(
        sort=expression,
        join=join if "key." in expression else "",
        direction="DESC" if sort.startswith("-") else "ASC",
        area_name="name_zh" if (get_language() or "zh").startswith("zh") else "name_en",
        severity=SEVERITY,
        figures=FIGURES,
        held=HELD,
        in_year=IN_YEAR,
        own=ITS_OWN,
    )
    asked = {"ids": array(ids), "year": scope.year, "size": size, "start": start}
    asked |= {"limit": scope.chain.limit, "mean": scope.chain.mean, "others": list(scope.others)}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return [_row(line) for line in cursor.fetchall()]


def _row(line: Sequence[Any]) -> BuildingRow:
    pk, name, code, district, function, floor, reported, reported_unit, worst, owed = line[:10]
    eui, limit, unit = line[10:]
    return BuildingRow(
        id=pk,
        name=name or code or f"#{pk}",
        code=code or "",
        district=district,
        function=function,
        floor_area=floor,
        eui=reported if eui is None else Decimal(eui) / FACT_SCALE,
        limit=None if limit is None else Decimal(limit) / FACT_SCALE,
        excess=Decimal(eui) / limit - 1 if eui is not None and limit else None,
        unit=unit or reported_unit or "",
        worst=WORST[worst or 0],
        owed=owed,
    )
