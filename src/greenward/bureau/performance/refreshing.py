"""Keeps worked-out figures up with what they rest on: factors, standards in use, floor areas, time.

Confirming a factor, entering a floor area or the turn of a year changes figures without any new
bill. An assessment asks for this first (Article 32), so that it judges what is on file.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from greenward.bureau.accounts.models import Area

from .annualising import Annualised, annualise
from .importing.quantities import work_out

BILLED = """
    SELECT DISTINCT m.building_id FROM performance_meter m
    JOIN registry_building b ON b.id = m.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s AND (%(all)s
        OR EXISTS (SELECT FROM performance_energyyear e WHERE e.building_id = b.id
                   AND e.basis = 'bills' AND e.floor_area IS DISTINCT FROM b.floor_area)
        OR EXISTS (SELECT FROM performance_bill l WHERE l.meter_id = m.id
                   AND l.start <= %(last)s AND l."end" >= %(first)s
                   AND NOT EXISTS (SELECT FROM performance_energyyear e
                                   WHERE e.building_id = b.id AND e.year = %(year)s)))
"""
REPORTED = """
    SELECT DISTINCT e.building_id FROM performance_energyyear e
    JOIN registry_building b ON b.id = e.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s AND e.basis = 'reported' AND e.quantities <> '{}'
    AND e.coverage_days IS NOT NULL AND (%(all)s
        OR (e.floor_area IS NULL AND e.energy IS NOT NULL
            AND round(e.energy / nullif(b.floor_area, 0), 3) IS DISTINCT FROM round(e.intensity, 3)))
"""
"""Years worked out from reported amounts (`importing.quantities`)."""


@transaction.atomic
def refresh(city: Area, *, everything: bool = False, today: date | None = None) -> Annualised:
    """Work out again the figures of a city that no longer rest on what is on file.

    Those of buildings whose floor area changed or whose last year is over by now; with
    `everything` (a factor, a ruling on one, or a standard in use changed) all that are worked
    out. Where nothing changed it costs two queries.
    """
    day = today or timezone.localdate()
    year = day.year - 1
    asked = {
        "path": city.path + "%",
        "all": everything,
        "year": year,
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
    }
    billed, reported = _asked(BILLED, asked), _asked(REPORTED, asked)
    if reported:
        work_out(reported)
    return annualise(billed, today=day)


def _asked(query: str, params: dict[str, object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [pk for (pk,) in cursor.fetchall()]
