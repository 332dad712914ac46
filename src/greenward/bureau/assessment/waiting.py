"""How many buildings wait for a standard row that nobody confirmed (the standards desk asks)."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.limits import Limit, Yardsticks
from greenward.bureau.standards.waiting import Waiting

from .selectors.scope import array, scope_of

UNVERIFIED = "unverified"
CASES = """
    SELECT DISTINCT f.building_id, nullif(b.energy_class, ''), f.year
    FROM assessment_finding f JOIN registry_building b ON b.id = f.building_id
    WHERE f.ended_by_id IS NULL AND f.verdict = 3 AND f.year IS NOT NULL
    AND f.building_id = ANY(%(ids)s::bigint[])
    AND EXISTS (
        SELECT FROM jsonb_each_text(f.missing) lack (fact, why)
        WHERE split_part(lack.why, ':', 1) = %(why)s
    )
"""


def waiting(actor: Actor) -> Waiting:
    """The buildings the actor may see whose verdict of any year waits, by the row it waits for."""
    scope = scope_of(actor)
    if scope.city is None or scope.assessment is None:
        return Waiting()
    seen = Building.objects.visible_to(actor).values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.execute(CASES, {"ids": array(seen), "why": UNVERIFIED})
        cases = cursor.fetchall()
    known = Yardsticks(scope.city, scope.assessment.on)
    limits = {
        (limit.energy_class, limit.year): limit
        for limit in known.limits({(kind, year) for _, kind, year in cases})
    }
    by_row: dict[int, set[int]] = defaultdict(set)
    for building, kind, year in cases:
        for row in _rows(limits[kind, year]):
            by_row[row].add(building)
    everyone = set().union(*by_row.values())
    return Waiting({row: len(buildings) for row, buildings in by_row.items()}, len(everyone))


def _rows(limit: Limit) -> set[int]:
    """The undecided rows that stand in the way of a limit."""
    stopped = limit.blocked + limit.mean_blocked
    return {one.row.pk for one in stopped if one.row and one.why == UNVERIFIED}
