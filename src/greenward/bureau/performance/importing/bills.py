"""Bills of meters: each row one bill, matched on its building, its meter and its days.

The same bill again is the same bill. Two different amounts for the same meter and days are both
refused, because nobody can say which is right. What the bills come to in a calendar year, and
whether they make one at all, is worked out afterwards (`greenward.metering.calendar_years`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from greenward.bureau.registry.importing import sql
from greenward.bureau.registry.importing.columns import UNIT, Parsed, problem_frame
from greenward.bureau.registry.importing.work import Counts, Work
from greenward.bureau.registry.models import ImportChange
from greenward.engine import fetch, store
from greenward.metering.commodities import Commodity, billed_unit
from greenward.units import QuantityError

from .rows import one_each

STAGED, DIFF, METERS = "import_bills", "import_bill_diff", "import_meters"
COLUMNS = {
    "building_id": "bigint",
    "number": "text",
    "name": "text",
    "commodity": "text",
    "starts": "date",
    "ends": "date",
    "amount": "numeric",
    "unit": "text",
    "estimated": "boolean",
    "row": "int",
    "matched_on": "text",
}
STORED = ("amount", "unit", "estimated")


def take(work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
    """Write the bills of the parsed rows; see `registry.importing.work.Importer`."""
    parsed = Parsed(_with_meters(parsed.frame), parsed.problems)
    for check in (_days_run_backwards, _units_do_not_fit, _meters_elsewhere):
        parsed = parsed.refuse(check(parsed.frame, work))
    values = ["amount", UNIT + "amount", "estimated", "meter_name"]
    keys = ["building", "meter", "commodity", "start", "end"]
    found = one_each(parsed.frame, keys, values, telling=values[:2])
    parsed = parsed.refuse(_contradictions(found, parsed.frame, work))
    found = found.filter(pl.col("apart").is_null())
    created, updated = write(_staged(found), work)
    return parsed, Counts(created, updated, parsed.frame.height - created - updated)


def _with_meters(frame: pl.DataFrame) -> pl.DataFrame:
    """Every row with a meter number, name and estimate; without a number the building's own."""
    null = pl.lit(None, pl.String)
    lacking = [n for n in ("meter", "meter_name", "estimated") if n not in frame.columns]
    frame = frame.with_columns(null.alias(name) for name in lacking)
    own = pl.format("#{}/{}", "building", "commodity")
    return frame.with_columns(pl.coalesce("meter", own).alias("meter"))


# --- what cannot stand ------------------------------------------------------------------------


def _days_run_backwards(frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    wrong = frame.filter(pl.col("end") < pl.col("start")).select("row", "start", "end")
    return problem_frame(
        (row, work.heading("end"), end, "ends_before_start", {"start": start, "end": end})
        for row, start, end in wrong.iter_rows()
    )


def _units_do_not_fit(frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    """Bills in a unit that cannot count their commodity, such as m³ of electricity."""
    unit = UNIT + "amount"
    heading = work.heading("amount")
    wrong = {}
    for written, commodity in frame.select(unit, "commodity").unique().iter_rows():
        try:
            billed_unit(written, Commodity(commodity))
        except QuantityError as error:
            wrong[written, commodity] = (error.code, dict(error.params))
    return problem_frame(
        (row, heading, written, *wrong[written, commodity])
        for row, written, commodity in frame.select("row", unit, "commodity").iter_rows()
        if (written, commodity) in wrong
    )


ON_FILE = f"""
    SELECT m.number, m.building_id, m.commodity, coalesce(nullif(b.name, ''), b.code, '#' || b.id)
    FROM performance_meter m JOIN {METERS} k USING (number)
    JOIN registry_building b ON b.id = m.building_id
"""
ON_FILE_TYPES = {"number": "text", "building": "int", "commodity": "text", "label": "text"}


def _meters_elsewhere(frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    """Rows whose meter is on file, or earlier in this file, for other building or commodity."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {METERS}")
        cursor.execute(f"CREATE TEMP TABLE {METERS} (number text) ON COMMIT DROP")
    store(METERS, frame.select(pl.col("meter").alias("number")).unique())
    held = {
        number: (building, commodity, label)
        for number, building, commodity, label in fetch(ON_FILE, ON_FILE_TYPES).iter_rows()
    }
    problems = []
    rows = frame.select("row", "meter", "building", "commodity").sort("row")
    for row, number, building, commodity in rows.iter_rows():
        label = work.register.labels[building]
        owner, counts, known = held.setdefault(number, (building, commodity, label))
        if owner != building:
            params = {"meter": number, "building": known}
            problems.append((row, work.heading("meter"), number, "meter_elsewhere", params))
        elif counts != commodity:
            params = {"meter": number, "known": counts, "value": commodity}
            problems.append((row, work.heading("commodity"), commodity, "meter_commodity", params))
    return problem_frame(problems)


def _contradictions(found: pl.DataFrame, frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    """Every row of a meter and days whose rows state different amounts, naming another one."""
    rows = found.filter(pl.col("apart").is_not_null())["rows"].to_list()
    if not rows:
        return problem_frame([])
    said = frame.select("row", pl.format("{} {}", "amount", pl.col(UNIT + "amount")).alias("said"))
    stated = dict(said.iter_rows())
    problems = []
    for group in rows:
        for row in group:
            other = next((r for r in group if stated[r] != stated[row]), group[0])
            params = {"other": other, "value": stated[other]}
            problems.append((row, work.heading("amount"), stated[row], "two_bills", params))
    return problem_frame(problems)


# --- writing ----------------------------------------------------------------------------------


def _staged(found: pl.DataFrame) -> pl.DataFrame:
    return found.select(
        pl.col("building").alias("building_id"),
        pl.col("meter").alias("number"),
        pl.col("meter_name").alias("name"),
        "commodity",
        pl.col("start").alias("starts"),
        pl.col("end").alias("ends"),
        "amount",
        pl.col(UNIT + "amount").alias("unit"),
        (pl.col("estimated") == "true").fill_null(False).alias("estimated"),
        "row",
        "matched_on",
    )


def write(staged: pl.DataFrame, work: Work) -> tuple[int, int]:
    """Stage the bills and bring meters and bills to them; the numbers created and updated."""
    facts = {"run": work.run.pk}
    stated = ", ".join(f"{name} {type}" for name, type in COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {STAGED}, {DIFF}, {METERS}")
        cursor.execute(f"CREATE TEMP TABLE {STAGED} ({stated}) ON COMMIT DROP")
        store(STAGED, staged)
        cursor.execute(f"ANALYZE {STAGED}")
        cursor.execute(NEW_METERS)
        cursor.execute(CREATE_METERS)
        cursor.execute(NAME_METERS)
        cursor.execute(COMPARE)
        work.report(75)
        cursor.execute(CREATE, facts)
        created = cursor.rowcount
        cursor.execute(CHANGE, facts)
        updated = cursor.rowcount
        cursor.execute(SAY, facts)
    return created, updated


NEW_METERS = f"""
    CREATE TEMP TABLE {METERS} ON COMMIT DROP AS
    SELECT s.number, min(s.building_id) AS building_id, min(s.commodity) AS commodity,
           coalesce(min(s.name), '') AS name
    FROM {STAGED} s WHERE NOT EXISTS (SELECT FROM performance_meter m WHERE m.number = s.number)
    GROUP BY s.number
"""
CREATE_METERS = f"""
    INSERT INTO performance_meter (building_id, number, name, commodity)
    SELECT building_id, number, name, commodity FROM {METERS} ORDER BY number
"""
NAME_METERS = f"""
    UPDATE performance_meter m SET name = s.name
    FROM (SELECT number, min(name) AS name FROM {STAGED} GROUP BY number) s
    WHERE m.number = s.number AND m.name = '' AND s.name <> ''
"""
_BEFORE, _AFTER = sql.only_changed("d.old", "d.new")
COMPARE = f"""
    CREATE TEMP TABLE {DIFF} ON COMMIT DROP AS
    SELECT d.*, {_BEFORE} AS before, {_AFTER} AS after FROM (
        SELECT s.*, m.id AS meter_id, e.id, e.run_id,
               CASE WHEN e.id IS NOT NULL THEN {sql.as_json(STORED, "e")} END AS old,
               CASE WHEN e.id IS NOT NULL THEN {sql.as_json(STORED, "s")} END AS new
        FROM {STAGED} s JOIN performance_meter m USING (number)
        LEFT JOIN performance_bill e
            ON e.meter_id = m.id AND e.start = s.starts AND e."end" = s.ends
    ) d
"""
CREATE = f"""
    INSERT INTO performance_bill (meter_id, start, "end", amount, unit, estimated, run_id)
    SELECT meter_id, starts, ends, amount, unit, estimated, %(run)s
    FROM {DIFF} WHERE id IS NULL ORDER BY row
"""
CHANGED = "d.id IS NOT NULL AND d.after <> '{}'::jsonb"
CHANGE = sql.write_json(
    "performance_bill",
    [*STORED, "run_id"],
    f"""(SELECT id, after || jsonb_build_object('run_id', %(run)s) AS after
         FROM {DIFF} d WHERE {CHANGED})""",
    "s.after",
)
_CHANGED_BILLS = """
    CASE WHEN bool_or(d.id IS NOT NULL) THEN jsonb_build_object('changed_bills',
        jsonb_object_agg(d.id, {}) FILTER (WHERE d.id IS NOT NULL)) ELSE '{{}}'::jsonb END
"""
SAY = f"""
    INSERT INTO registry_importchange
        (run_id, building_id, label, row, rows, action, matched_on, before, after, undone_by)
    SELECT %(run)s, b.id, coalesce(nullif(b.name, ''), b.code, min(d.matched_on)), min(d.row),
        jsonb_agg(d.row ORDER BY d.row),
        CASE WHEN bool_or(d.id IS NOT NULL) THEN 'replaced' ELSE 'added' END, min(d.matched_on),
        {_CHANGED_BILLS.format("d.before || jsonb_build_object('run_id', d.run_id)")},
        {_CHANGED_BILLS.format("d.after")}
        || jsonb_build_object('bills', count(*) FILTER (WHERE d.id IS NULL), 'meters', coalesce(
               (SELECT jsonb_agg(m.number ORDER BY m.number) FROM {METERS} m
                WHERE m.building_id = b.id), '[]'::jsonb)), ''
    FROM {DIFF} d JOIN registry_building b ON b.id = d.building_id
    WHERE d.id IS NULL OR ({CHANGED})
    GROUP BY b.id ORDER BY min(d.row)
"""


# --- taking back ------------------------------------------------------------------------------

OF_RUN = """
    SELECT count(*) FROM performance_bill e JOIN performance_meter m ON m.id = e.meter_id
    WHERE m.building_id = c.building_id AND e.run_id = c.run_id
"""
OVERTAKEN = f"""
    SELECT c.label FROM registry_importchange c
    WHERE c.id = ANY(%(ids)s) AND c.after ? 'bills'
      AND ({OF_RUN}) <> (c.after->>'bills')::int
          + (SELECT count(*) FROM jsonb_object_keys(c.after->'changed_bills'))
    ORDER BY c.row
"""
RESTORE = sql.write_json(
    "performance_bill",
    [*STORED, "run_id"],
    """(SELECT b.key::bigint AS id, b.value AS before FROM registry_importchange c
        CROSS JOIN jsonb_each(c.before->'changed_bills') b WHERE c.id = ANY(%(ids)s))""",
    "s.before",
)
REMOVE = """
    DELETE FROM performance_bill e USING performance_meter m, registry_importchange c
    WHERE c.id = ANY(%(ids)s) AND c.after ? 'bills' AND m.id = e.meter_id
      AND m.building_id = c.building_id AND e.run_id = c.run_id
"""
REMOVE_METERS = """
    DELETE FROM performance_meter m USING registry_importchange c
    WHERE c.id = ANY(%(ids)s) AND m.building_id = c.building_id
      AND c.after->'meters' ? m.number
      AND NOT EXISTS (SELECT FROM performance_bill e WHERE e.meter_id = m.id)
"""


def obstacles(changes: Sequence[ImportChange]) -> Iterator[str]:
    """Bills that a later import changed again are not taken back."""
    with connection.cursor() as cursor:
        cursor.execute(OVERTAKEN, {"ids": [change.pk for change in changes]})
        names = [name for (name,) in cursor.fetchall()]
    if names:
        yield _("bills of %(count)s buildings were changed again since: %(names)s") % {
            "count": f"{len(names):,}",
            "names": ", ".join(names[:5]) + (" …" if len(names) > 5 else ""),
        }


def undo(changes: Sequence[ImportChange]) -> None:
    """Give changed bills their former amounts; remove the new ones and meters left without any."""
    with connection.cursor() as cursor:
        for statement in (RESTORE, REMOVE, REMOVE_METERS):
            cursor.execute(statement, {"ids": [change.pk for change in changes]})
