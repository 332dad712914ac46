"""How many projects reached each stage by a day and were green there: one query for all of a city.

A decision counts as it stood at the end of the cut-off day, so that a figure of last year is the same
whenever it is asked. What the decision did not know of the star is taken from today's facts. The
register keeps no day of a label: labels count as they are on file today. Works begin on the day of the
site's record; where a list only states that they have, on the day it was put on file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from ..models import Project
from ..models.site import Occurrence
from .ratio import Ratio, Share, Unit
from .stages import LABELLED, STARTED, WORKS_BEGUN, Stage, Stages

REACHED = """
WITH seen AS MATERIALIZED (
    SELECT p.id, p.facts, p.floor_area, split_part(a.path, '/', 2) AS district
    FROM construction_project p JOIN accounts_area a ON a.id = p.area_id
    WHERE p.id IN ({seen})
), stage AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) AS s (name, gate, measure)
), newest AS (
    SELECT DISTINCT ON (d.project_id, d.gate) d.project_id, d.gate, d.decided_on, d.facts,
        d.granted AND (d.reopened_at IS NULL OR (d.reopened_at AT TIME ZONE %s)::date > %s) AS stands
    FROM construction_decision d
    WHERE d.project_id IN (SELECT id FROM seen) AND d.decided_on <= %s
    ORDER BY d.project_id, d.gate, d.id DESC
), begun AS (
    SELECT project_id, min(day) AS day FROM (
        SELECT project_id, happened_on AS day FROM construction_siterecord WHERE what = %s
        UNION ALL
        SELECT project_id, (stated_at AT TIME ZONE %s)::date FROM construction_statement
        WHERE fact = %s AND value = 1
    ) said WHERE project_id IN (SELECT id FROM seen) GROUP BY project_id
), found AS (
    SELECT stage.name, n.project_id, n.decided_on AS day,
        coalesce(n.facts -> stage.measure, seen.facts -> stage.measure) AS said
    FROM newest n JOIN stage ON stage.gate = n.gate JOIN seen ON seen.id = n.project_id
    WHERE n.stands
    UNION ALL
    SELECT stage.name, begun.project_id, begun.day, seen.facts -> stage.measure
    FROM begun JOIN stage ON stage.name = '{started}' JOIN seen ON seen.id = begun.project_id
    WHERE begun.day <= %s
    UNION ALL
    SELECT '{labelled}', link.project_id, NULL, to_jsonb(min(b.star))
    FROM construction_project_buildings link JOIN registry_building b ON b.id = link.building_id
    WHERE link.project_id IN (SELECT id FROM seen)
    GROUP BY link.project_id HAVING bool_and(coalesce(b.star, 0) >= 1)
), reached AS (
    SELECT found.name, found.project_id, seen.district, seen.floor_area,
        CASE jsonb_typeof(said) WHEN 'number' THEN said::int END AS star,
        CASE jsonb_typeof(said) WHEN 'number' THEN said::int >= 1
            WHEN 'boolean' THEN said::boolean END AS green
    FROM found JOIN seen ON seen.id = found.project_id
    WHERE %s::date IS NULL OR found.day >= %s OR found.day IS NULL
)
"""
TOTALS = """
    SELECT name, district, star, grouping(district) AS all_districts, grouping(star) AS all_stars,
        count(*), count(*) FILTER (WHERE green), count(*) FILTER (WHERE green IS NULL),
        coalesce(sum(floor_area), 0), coalesce(sum(floor_area) FILTER (WHERE green), 0),
        count(*) FILTER (WHERE floor_area IS NULL)
    FROM reached GROUP BY GROUPING SETS ((name), (name, district), (name, star))
"""
MEMBERS = """
    SELECT project_id FROM reached WHERE name = %s
        AND (%s::text IS NULL OR district = %s) AND (NOT %s OR star IS NOT DISTINCT FROM %s)
        AND (%s::text IS NULL OR CASE %s WHEN 'yes' THEN green WHEN 'no' THEN NOT green
            ELSE green IS NULL END)
"""
GREEN = ("yes", "no", "unknown")
"""How a project at a stage may stand: green, known not to be, or nothing says it."""


@dataclass(frozen=True)
class Asked:
    """What is counted: a city's projects seen by somebody, reached from `since` (None: ever) to the end
    of `cut_off`."""

    actor: Actor
    city: Area
    stages: Stages
    cut_off: date
    since: date | None = None


@dataclass(frozen=True)
class Count:
    """What one line of the query says; areas in m²."""

    reached: int
    green: int
    unknown: int
    area: Decimal
    green_area: Decimal
    unmeasured: int

    def share(self, stage: Stage, cut_off: date) -> Share:
        words, open = stage.words, self.unknown > 0
        return Share(
            Ratio(words, self.green, self.reached, Unit.PROJECTS, cut_off, open),
            Ratio(words, self.green_area, self.area, Unit.AREA, cut_off, open),
            self.unknown,
            self.unmeasured,
        )


NOBODY = Count(0, 0, 0, Decimal(0), Decimal(0), 0)


@dataclass(frozen=True)
class Counts:
    """All lines: of a stage, of a stage in a district by its code ("" is the city itself), and of a
    stage by star (None where none is stated)."""

    by_stage: dict[str, Count]
    by_district: dict[str, dict[str, Count]]
    by_star: dict[str, dict[int | None, Count]]


def count(asked: Asked) -> Counts:
    """Everything that is counted, in one query."""
    sql, params = reached(asked)
    found = Counts({}, {}, {})
    with connection.cursor() as cursor:
        cursor.execute(sql + TOTALS, params)
        for name, district, star, all_districts, all_stars, *numbers in cursor.fetchall():
            line = Count(*_ordered(numbers))
            if not all_districts:
                found.by_district.setdefault(name, {})[district] = line
            elif not all_stars:
                found.by_star.setdefault(name, {})[star] = line
            else:
                found.by_stage[name] = line
    return found


def members(
    asked: Asked,
    stage: str,
    *,
    district: str | None = None,
    star: str | None = None,
    green: str | None = None,
) -> QuerySet[Project]:
    """The projects behind a number: exactly as many as it says. `star` is "0" to "3", or "none"."""
    sql, params = reached(asked)
    number = int(star) if star is not None and star.isdecimal() else None
    chosen = [stage, district, district, star is not None, number, green, green]
    keys = RawSQL(sql + MEMBERS, [*params, *chosen])
    return Project.objects.visible_to(asked.actor).filter(pk__in=keys)


def reached(asked: Asked) -> tuple[str, list[Any]]:
    """The common part of every statement: one row of `reached` for each project at each stage."""
    seen = Project.objects.visible_to(asked.actor).filter(area__path__startswith=asked.city.path)
    inner, inner_params = seen.order_by().values("pk").query.sql_with_params()
    sql = REACHED.format(seen=inner, started=STARTED, labelled=LABELLED)
    zone, day = settings.TIME_ZONE, asked.cut_off
    return sql, [
        *inner_params,
        *_columns(asked.stages.every),
        *(zone, day, day),
        *(Occurrence.BEGUN.value, zone, WORKS_BEGUN, day),
        *(asked.since, asked.since),
    ]


def _columns(stages: Sequence[Stage]) -> tuple[list[str], list[str], list[str]]:
    return (
        [stage.name for stage in stages],
        [stage.gate for stage in stages],
        [stage.measure for stage in stages],
    )


def _ordered(numbers: Sequence[Any]) -> tuple[int, int, int, Decimal, Decimal, int]:
    reached, green, unknown, area, green_area, unmeasured = numbers
    return reached, green, unknown, Decimal(area), Decimal(green_area), unmeasured
