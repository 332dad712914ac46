"""Assess a city: ask the law about every building and every year, and keep what it says.

One run gathers the facts, judges them in columns, and writes only what differs from the findings
in force. Two runs on one city take turns. Nothing here knows a rule: the edition does.
"""

from __future__ import annotations

from datetime import date

import polars as pl
from django.db import connection
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.performance.refreshing import refresh
from greenward.bureau.standards.editions import latest
from greenward.bureau.standards.limits import standards_hash
from greenward.engine import store
from greenward.law.assess import answerable, counts
from greenward.law.assess import assess as judge_table
from greenward.law.canonical import digest
from greenward.law.language import Edition, Subject

from .cases import Cases, gather, with_orders
from .models import Assessment, Finding
from .rows import COLUMNS, finding_rows

LOCK = 7_032_032
"""Advisory lock class of assessments; the second key is the city."""

NEW = "new_finding"


def assess(actor: Actor, city: Area, on: date) -> Assessment:
    """Judge all buildings and years of a city as of a day; give the committed assessment.

    Its `counts` holds the verdicts by duty, its `changes` how many findings began and ended.
    """
    published = latest(city.pack)
    edition = published.edition
    with act(actor, "assess", area=city) as event:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, city.pk])
        before = Assessment.objects.filter(city=city).first()
        run = Assessment(
            city=city,
            on=on,
            edition_id=published.hash,
            standards_hash=standards_hash(city),
            actor_name=actor.name,
            started_at=timezone.now(),
        )
        refresh(city, everything=not before or before.standards_hash != run.standards_hash)
        cases = gather(city, on)
        run.data_hash = _data_hash(cases)
        if before and _same(before, run):
            run.counts, run.changes = before.counts, {"begun": 0, "ended": 0}
            _finish(run)
        else:
            rows, run.counts = _judge(cases, edition, on)
            run.save()
            run.changes = _keep(run, rows, _changed_duties(before, edition))
            _finish(run)
        event.subject = run
        event.note(on=on, edition=run.edition_id, changes=run.changes)
    return run


def _finish(run: Assessment) -> None:
    run.finished_at = timezone.now()
    run.save()


def _same(before: Assessment, run: Assessment) -> bool:
    """Same law, same standards, same facts: the findings in force are what this run would find."""
    return (before.edition_id, before.standards_hash, before.data_hash) == (
        run.edition_id,
        run.standards_hash,
        run.data_hash,
    )


def _data_hash(cases: Cases) -> str:
    """A fingerprint of all facts. It may change with Polars; then a run just compares in full."""
    parts = [pl.__version__]
    for table in (cases.buildings, cases.years):
        table = table.select(sorted(table.columns))
        parts.append(f"{table.height} {table.hash_rows(7).sum()} {','.join(table.columns)}")
    return digest(parts)


def _judge(
    cases: Cases, edition: Edition, on: date
) -> tuple[pl.DataFrame, dict[str, dict[str, int]]]:
    rows, totals = [], {}
    for subject, table in (
        (Subject.BUILDING, cases.buildings.with_columns(year=pl.lit(None, dtype=pl.Int64))),
        (Subject.BUILDING_YEAR, cases.years),
    ):
        duties = answerable(edition.in_force(on, subject), table.columns)
        if not duties:
            continue
        judged = judge_table(with_orders(table, duties), duties, edition)
        totals |= counts(judged, duties)
        rows += [finding_rows(judged, duty) for duty in duties]
    return pl.concat(rows), totals


def _changed_duties(before: Assessment | None, edition: Edition) -> list[str]:
    """The duties written otherwise than in the edition of the last assessment."""
    if before is None:
        return []
    old = {duty.id: digest(duty) for duty in before.edition.edition.duties}
    return [duty.id for duty in edition.duties if old.get(duty.id) != digest(duty)]


def _keep(run: Assessment, rows: pl.DataFrame, changed: list[str]) -> dict[str, int]:
    """End the findings in force that no longer hold and begin the new ones."""
    where = {"run": run.pk, "edition": run.edition_id, "path": run.city.path + "%"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({IN_FORCE})", where)
        if not cursor.fetchone()[0]:
            made_by = {"edition_id": run.edition_id, "made_by_id": run.pk}
            return {
                "begun": store(
                    Finding._meta.db_table,
                    rows.with_columns(**{k: pl.lit(v) for k, v in made_by.items()}),
                ),
                "ended": 0,
            }
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{NEW}")
        cursor.execute(f"CREATE TEMP TABLE {NEW} ({COLUMNS}) ON COMMIT DROP")
        store(NEW, rows)
        cursor.execute(f"ANALYZE {NEW}")
        cursor.execute(END_FINDINGS, where | {"changed": changed})
        ended = cursor.rowcount
        cursor.execute(BEGIN_FINDINGS, where)
        return {"begun": cursor.rowcount, "ended": ended}


IN_FORCE = """
    SELECT f.* FROM assessment_finding f
    JOIN registry_building b ON b.id = f.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE f.ended_by_id IS NULL AND a.path LIKE %(path)s
"""
SAME_CASE = """
    n.building_id = f.building_id AND n.duty = f.duty AND n.year IS NOT DISTINCT FROM f.year
"""
END_FINDINGS = f"""
    UPDATE assessment_finding SET ended_by_id = %(run)s
    WHERE id IN (
        SELECT f.id FROM ({IN_FORCE}) f LEFT JOIN {NEW} n ON {SAME_CASE}
        WHERE n.building_id IS NULL OR f.duty = ANY(%(changed)s)
        OR (n.verdict, n.owed, n.exposed, n.fine_low, n.fine_high, n.facts, n.missing, n.unit,
            n.limit_row_id)
        IS DISTINCT FROM (f.verdict, f.owed, f.exposed, f.fine_low, f.fine_high, f.facts,
            f.missing, f.unit, f.limit_row_id)
    )
"""
BEGIN_FINDINGS = f"""
    INSERT INTO assessment_finding (building_id, year, duty, verdict, owed, exposed, fine_low,
        fine_high, facts, missing, lacking, unit, limit_row_id, edition_id, made_by_id)
    SELECT n.building_id, n.year, n.duty, n.verdict, n.owed, n.exposed, n.fine_low, n.fine_high,
        n.facts, n.missing, n.lacking, n.unit, n.limit_row_id, %(edition)s, %(run)s
    FROM {NEW} n LEFT JOIN ({IN_FORCE}) f ON {SAME_CASE}
    WHERE f.id IS NULL
"""
