"""Annual figures: one energy year a building and year.

A row without a figure is a year on file without one, and says why: it is neither refused nor zero.
Two rows that state different figures for one year are both refused. A blank cell never takes a
figure away, and a reported figure stands before one worked out from bills.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from greenward.bureau.registry.importing import sql
from greenward.bureau.registry.importing.columns import UNIT, Parsed, problem_frame
from greenward.bureau.registry.importing.fields import USE, field
from greenward.bureau.registry.importing.work import Counts, Work
from greenward.bureau.registry.models import ImportChange
from greenward.engine import store
from greenward.units import convert, parse_unit, to_scaled

from .rows import one_each

STAGED, DIFF = "import_years", "import_year_diff"
USES = ("hours", "area_per_person", "occupancy", "guest_room_share")
NUMBERS = ("intensity", "energy", "floor_area", *USES)
COLUMNS = {
    "building_id": "bigint",
    "year": "smallint",
    "row": "int",
    "matched_on": "text",
    **dict.fromkeys(NUMBERS, "numeric"),
    "intensity_unit": "text",
    "energy_unit": "text",
    "quantities": "jsonb",
    "why": "text",
}
INTENSITY = "kWh/(m²·a)"
"""What a total divided by the floor area is stated in."""
COAL = ("kgce", "tce")
"""Standard coal is a convention, not a measure: a total in it gives no figure per m² by itself."""


def take(work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
    """Write the figures of the parsed rows; see `registry.importing.work.Importer`."""
    frame = parsed.frame.with_columns(pl.col("year").cast(pl.Int64))
    values = [name for name in frame.columns if _is_value(name)]
    telling = [name for name in values if name != "why_missing"]
    found = one_each(frame, ["building", "year"], values, telling)
    parsed = parsed.refuse(_contradictions(found, frame, work))
    found = found.filter(pl.col("apart").is_null())
    created, updated = write(_staged(found), work)
    return parsed, Counts(created, updated, parsed.frame.height - created - updated)


def _is_value(name: str) -> bool:
    bare = name.removeprefix(UNIT)
    return bare in NUMBERS or bare == "why_missing" or bare.startswith(USE)


def _contradictions(found: pl.DataFrame, frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    """Every row of a building and year whose rows state different values, naming another one."""
    apart = found.filter(pl.col("apart").is_not_null())
    stated = {row["row"]: row for row in frame.iter_rows(named=True)} if apart.height else {}
    problems = []
    for name, rows in apart.select("apart", "rows").iter_rows():
        one = field(name.removeprefix(UNIT))
        heading = work.heading(name.removeprefix(UNIT))
        for row in rows:
            other = next(
                (r for r in rows if stated[r][name] not in (None, stated[row][name])), None
            )
            if other is None:  # it states nothing in the column the others disagree on
                other = next(r for r in rows if r != row)
            params = {
                "other": other,
                "field": one.label if one else name,
                "value": stated[other][name],
            }
            problems.append((row, heading, stated[row][name] or "", "two_figures", params))
    return problem_frame(problems)


def _staged(found: pl.DataFrame) -> pl.DataFrame:
    uses = [name for name in found.columns if name.startswith(USE)]
    rows = found.select(uses + [UNIT + name for name in uses]).iter_rows(named=True)
    quantities = [
        json.dumps({
            name.removeprefix(USE): [row[name], row[UNIT + name]]
            for name in uses
            if row[name] is not None
        })
        for row in (rows if uses else ())
    ] or ["{}"] * found.height  # fmt: skip
    null = pl.lit(None, pl.String)
    have = set(found.columns)
    staged = found.select(
        pl.col("building").alias("building_id"),
        "year",
        "row",
        "matched_on",
        *(pl.col(n) if n in have else null.alias(n) for n in NUMBERS),
        *(
            (pl.col(UNIT + n) if UNIT + n in have else null).alias(f"{n}_unit")
            for n in ("intensity", "energy")
        ),
        pl.Series("quantities", quantities, pl.String),
        (pl.col("why_missing") if "why_missing" in have else null).alias("why"),
    )
    return _per_area(staged)


def _per_area(staged: pl.DataFrame) -> pl.DataFrame:
    """Where only a total and the floor area are stated, the figure is their exact quotient."""
    if not staged["energy"].is_not_null().any():
        return staged
    wanted = ["intensity", "intensity_unit", "energy", "energy_unit", "floor_area"]
    answers = [_quotient(*row) for row in staged.select(wanted).iter_rows()]
    return staged.with_columns(
        pl.Series("intensity", [value for value, _unit in answers], pl.String),
        pl.Series("intensity_unit", [unit for _value, unit in answers], pl.String),
    )


def _quotient(
    intensity: str | None,
    unit: str | None,
    energy: str | None,
    energy_unit: str | None,
    area: str | None,
) -> tuple[str | None, str | None]:
    if intensity is not None or energy is None or energy_unit in COAL or area is None:
        return intensity, unit
    kwh = convert(Decimal(energy), parse_unit(energy_unit or ""), parse_unit("kWh"))
    scaled = to_scaled(kwh / Fraction(area), 10**6)
    return f"{Decimal(scaled).scaleb(-6):f}", INTENSITY


# --- writing ----------------------------------------------------------------------------------


def write(staged: pl.DataFrame, work: Work) -> tuple[int, int]:
    """Stage the years and bring the energy years to them; the numbers created and updated."""
    facts = {"run": work.run.pk}
    stated = ", ".join(f"{name} {type}" for name, type in COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {STAGED}, {DIFF}")
        cursor.execute(f"CREATE TEMP TABLE {STAGED} ({stated}) ON COMMIT DROP")
        store(STAGED, staged.select(*COLUMNS))
        cursor.execute(f"ANALYZE {STAGED}")
        cursor.execute(COMPARE, facts)
        cursor.execute(CREATE, facts)
        created = cursor.rowcount
        work.report(75)
        cursor.execute(CHANGE, facts)
        updated = cursor.rowcount
        cursor.execute(SAY, facts)
    return created, updated


STORED = (
    "intensity", "intensity_unit", "basis", "bills_intensity", "energy", "energy_unit", "kgce",
    "floor_area", "quantities", "coverage_days", "estimated_share", "why_missing", *USES,
)  # fmt: skip
_BILLS_STAND = "(e.basis = 'bills' AND s.intensity IS NULL)"
_BILLS_YIELD = "(e.basis = 'bills' AND s.intensity IS NOT NULL)"


def _unless_bills(stated: str, held: str, otherwise: str) -> str:
    """What bills came to stays while they stand, and goes when a reported figure takes over."""
    return f"CASE WHEN {_BILLS_STAND} THEN {held} WHEN {_BILLS_YIELD} THEN {stated} ELSE {otherwise} END"


_NEXT = {
    "intensity": "coalesce(s.intensity, e.intensity)",
    "intensity_unit": "CASE WHEN s.intensity IS NULL THEN e.intensity_unit ELSE s.intensity_unit END",
    "basis": "CASE WHEN s.intensity IS NULL THEN e.basis ELSE 'reported' END",
    "bills_intensity": f"CASE WHEN {_BILLS_YIELD} THEN e.intensity ELSE e.bills_intensity END",
    "energy": _unless_bills("s.energy", "e.energy", "coalesce(s.energy, e.energy)"),
    "energy_unit": _unless_bills(
        "coalesce(s.energy_unit, '')",
        "e.energy_unit",
        "CASE WHEN s.energy IS NULL THEN e.energy_unit ELSE s.energy_unit END",
    ),
    "floor_area": _unless_bills(
        "s.floor_area", "e.floor_area", "coalesce(s.floor_area, e.floor_area)"
    ),
    "quantities": _unless_bills("s.quantities", "e.quantities", "e.quantities || s.quantities"),
    "why_missing": "CASE WHEN coalesce(s.intensity, e.intensity) IS NOT NULL THEN '[]'::jsonb "
    "WHEN s.why IS NULL OR e.basis = 'bills' THEN e.why_missing ELSE jsonb_build_array(s.why) END",
    **{
        name: f"CASE WHEN s.intensity IS NULL THEN e.{name} END"
        for name in ("kgce", "coverage_days", "estimated_share")
    },
    **{name: f"coalesce(s.{name}, e.{name})" for name in USES},
}
"""What each column becomes for a year on file: a stated figure takes the place of a worked-out one,
and what is not stated stays."""
_PAIRS = ", ".join(f"'{name}', {_NEXT[name]}" for name in STORED)
_BEFORE, _AFTER = sql.only_changed("d.old", "d.new")
COMPARE = f"""
    CREATE TEMP TABLE {DIFF} ON COMMIT DROP AS
    SELECT d.*, {_BEFORE} AS before, {_AFTER} AS after FROM (
        SELECT s.building_id, s.year, s.row, s.matched_on, e.id, e.run_id,
               CASE WHEN e.id IS NOT NULL THEN {sql.as_json(STORED, "e")} END AS old,
               CASE WHEN e.id IS NOT NULL THEN jsonb_build_object({_PAIRS}) END AS new
        FROM {STAGED} s LEFT JOIN performance_energyyear e
            ON e.building_id = s.building_id AND e.year = s.year
    ) d
"""
CREATE = f"""
    INSERT INTO performance_energyyear
        (building_id, year, basis, intensity, intensity_unit, energy, energy_unit, floor_area,
         quantities, why_missing, {", ".join(USES)}, run_id)
    SELECT s.building_id, s.year, 'reported', s.intensity, coalesce(s.intensity_unit, ''), s.energy,
           coalesce(s.energy_unit, ''), s.floor_area, s.quantities,
           CASE WHEN s.intensity IS NULL THEN jsonb_build_array(coalesce(s.why, 'no_figure'))
                ELSE '[]'::jsonb END,
           {", ".join(f"s.{name}" for name in USES)}, %(run)s
    FROM {STAGED} s JOIN {DIFF} d USING (building_id, year) WHERE d.id IS NULL ORDER BY s.row
"""
CHANGED = "d.id IS NOT NULL AND d.after <> '{}'::jsonb"
CHANGE = sql.write_json(
    "performance_energyyear",
    [*STORED, "run_id"],
    f"""(SELECT id, after || jsonb_build_object('run_id', %(run)s) AS after
         FROM {DIFF} d WHERE {CHANGED})""",
    "s.after",
)
_CHANGED_YEARS = """
    CASE WHEN bool_or(d.id IS NOT NULL) THEN jsonb_build_object('changed',
        jsonb_object_agg(d.year, {}) FILTER (WHERE d.id IS NOT NULL)) ELSE '{{}}'::jsonb END
"""
SAY = f"""
    INSERT INTO registry_importchange
        (run_id, building_id, label, row, rows, action, matched_on, before, after, undone_by)
    SELECT %(run)s, b.id, coalesce(nullif(b.name, ''), b.code, min(d.matched_on)), min(d.row),
        jsonb_agg(d.row ORDER BY d.row),
        CASE WHEN bool_or(d.id IS NOT NULL) THEN 'replaced' ELSE 'added' END, min(d.matched_on),
        {_CHANGED_YEARS.format("d.before || jsonb_build_object('run_id', d.run_id)")},
        {_CHANGED_YEARS.format("d.after")}
        || CASE WHEN bool_or(d.id IS NULL) THEN jsonb_build_object('years',
               jsonb_agg(d.year ORDER BY d.year) FILTER (WHERE d.id IS NULL))
           ELSE '{{}}'::jsonb END, ''
    FROM {DIFF} d JOIN registry_building b ON b.id = d.building_id
    WHERE d.id IS NULL OR ({CHANGED})
    GROUP BY b.id ORDER BY min(d.row)
"""


# --- taking back ------------------------------------------------------------------------------

OVERTAKEN = """
    SELECT c.label FROM registry_importchange c
    WHERE c.id = ANY(%(ids)s) AND (c.after ? 'years' OR c.after ? 'changed')
      AND (SELECT count(*) FROM performance_energyyear e
           WHERE e.building_id = c.building_id AND e.run_id = c.run_id
             AND (c.after->'years' @> to_jsonb(e.year) OR c.after->'changed' ? e.year::text))
        <> coalesce(jsonb_array_length(c.after->'years'), 0)
           + (SELECT count(*) FROM jsonb_object_keys(c.after->'changed'))
    ORDER BY c.row
"""


def obstacles(changes: Sequence[ImportChange]) -> Iterator[str]:
    """Figures that a later import or a person changed again are not taken back."""
    with connection.cursor() as cursor:
        cursor.execute(OVERTAKEN, {"ids": _ids(changes)})
        names = [name for (name,) in cursor.fetchall()]
    if names:
        yield _("figures of %(count)s buildings were changed again since: %(names)s") % {
            "count": f"{len(names):,}",
            "names": ", ".join(names[:5]) + (" …" if len(names) > 5 else ""),
        }


def undo(changes: Sequence[ImportChange]) -> None:
    """Remove the years that came in and give the changed ones their former figures."""
    source = """(
        SELECT e.id, y.value AS before FROM registry_importchange c
        CROSS JOIN jsonb_each(c.before->'changed') y
        JOIN performance_energyyear e ON e.building_id = c.building_id AND e.year = y.key::int
        WHERE c.id = ANY(%(ids)s))"""
    facts = {"ids": _ids(changes)}
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, facts)
        restore = sql.write_json("performance_energyyear", [*STORED, "run_id"], source, "s.before")
        cursor.execute(restore, facts)


REMOVE = """
    DELETE FROM performance_energyyear e USING registry_importchange c
    WHERE c.id = ANY(%(ids)s) AND e.building_id = c.building_id AND e.run_id = c.run_id
      AND c.after->'years' @> to_jsonb(e.year)
"""


def _ids(changes: Iterable[ImportChange]) -> list[int]:
    return [change.pk for change in changes]
