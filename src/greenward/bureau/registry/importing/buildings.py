"""Rows of a list become buildings: folded to one state a building, staged, compared, written.

Where several rows of a file are one building, each attribute is the one stated by the latest row
(`as_of`, else `year`, else the order of the file) that states it at all. A blank cell changes
nothing. A list that describes an earlier year than the one on file only fills gaps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import polars as pl
from django.db import connection

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.registry.models import ImportChange
from greenward.engine import refresh_statistics, store

from . import lookups, sql
from .columns import CLASS, Parsed
from .fields import Holds
from .matching import Key, look_up, resolve, scheme_of
from .profiles import Profile
from .undo import undo_buildings
from .work import Counts, Work, building_pages

ATTRIBUTES = {
    "code": "text",
    "name": "text",
    "address": "text",
    "area_id": "bigint",
    "owner_id": "bigint",
    "manager_id": "bigint",
    "function": "text",
    "energy_class": "text",
    "floor_area": "numeric",
    "floor_area_basis": "text",
    "fiscal_share": "numeric",
    "state_organ_office": "boolean",
    "in_use": "boolean",
    "completed_on": "date",
    "built_year": "smallint",
    "star": "smallint",
    "whole_renovation": "boolean",
    "renovation_star": "smallint",
    "latitude": "float8",
    "longitude": "float8",
    "as_of": "smallint",
}
"""Columns of the building that a list can state, with their types."""
NEVER_EMPTY = {
    "name": "''",
    "address": "''",
    "function": "''",
    "energy_class": "''",
    "floor_area_basis": "'reported'",
}
STAGED = "import_buildings"
DIFF = "import_building_diff"
CLASSES = "import_building_classes"
KEYS = ("ref", "row", "rows", "matched_on", "identifiers", "classes")


class BuildingImport:
    """The import of buildings (`work.Importer`)."""

    undoes = True

    def holds(self, profile: Profile) -> Holds | None:
        return Holds.BUILDINGS if Holds.BUILDINGS in profile.holds else None

    def settle(self, work: Work, parsed: Parsed) -> None:
        """A list is assessed when asked; only the planner is told what came in."""
        refresh_statistics("registry_building", "registry_identifier", "registry_buildingclass")

    def undo(self, changes: list[ImportChange], actor: Actor) -> list[str]:
        return undo_buildings(changes, actor)

    def pages(self, changes: Sequence[ImportChange]) -> Mapping[int, str]:
        return building_pages(changes)

    def take(self, work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
        """Refuse what cannot be placed, then write the rest; see `work.Importer`."""
        parsed = self._place(work, parsed)
        work.report(55)
        states = fold(parsed.frame, work)
        created, updated = write(states, work)
        accepted = parsed.frame.height
        return parsed, Counts(created, updated, accepted - created - updated)

    def _place(self, work: Work, parsed: Parsed) -> Parsed:
        frame, problems = lookups.with_areas(parsed.frame, work.run.area, work.heading("area"))
        parsed = Parsed(frame, parsed.problems).refuse(problems)
        parsed = parsed.refuse(lookups.ambiguous(parsed.frame, work.heading))
        work.register = look_up(parsed.frame, work.profile.match)
        frame, problems = resolve(
            parsed.frame, work.profile, work.register, work.heading, create=True
        )
        parsed = Parsed(frame, parsed.problems).refuse(problems)
        return parsed.refuse(work.outside_area(parsed.frame))


def fold(frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    """One row a building: the latest stated value of each attribute, and the rows it came from."""
    frame = lookups.with_organisations(frame)
    if "as_of" not in frame.columns and "year" in frame.columns:
        frame = frame.rename({"year": "as_of"})
    stated = [name for name in ATTRIBUTES if name in frame.columns]
    classes = [name for name in frame.columns if name.startswith(CLASS)]
    order = [pl.col("as_of").cast(pl.Int64)] if "as_of" in stated else []
    latest = frame.sort(*order, "row", nulls_last=False, maintain_order=True)
    states = latest.group_by("building", maintain_order=True).agg(
        pl.col("row").last(),
        pl.col("row").sort().alias("rows"),
        pl.col("matched_on").first(),
        *(pl.col(name).drop_nulls().last() for name in [*stated, *classes]),
    )
    return (
        states.rename({"building": "ref"})
        .join(_identifiers(frame, work), on="ref", how="left")
        .with_columns(
            _json_list("rows"),
            pl.col("identifiers").fill_null("[]"),
            _classes(states, classes).alias("classes"),
        )
        .sort("row")
        .select(*KEYS, *stated)
    )


def _json_list(name: str) -> pl.Expr:
    joined = pl.col(name).list.eval(pl.element().cast(pl.String)).list.join(",")
    return pl.format("[{}]", joined).alias(name)


def _identifiers(frame: pl.DataFrame, work: Work) -> pl.DataFrame:
    """The identifiers each building is given that no building on file carries, as JSON pairs."""
    names = [name for name in work.profile.match if name != "code"]
    gained: dict[int, dict[Key, None]] = {}
    for ref, *values in frame.select("building", *names).unique(maintain_order=True).iter_rows():
        for name, value in zip(names, values, strict=True):
            key = (scheme_of(name), value)
            if value is not None and key not in work.register.on_file:
                gained.setdefault(ref, {})[key] = None
    pairs = [json.dumps(list(keys), ensure_ascii=False) for keys in gained.values()]
    return pl.DataFrame(
        {"ref": list(gained), "identifiers": pairs},
        schema={"ref": pl.Int64, "identifiers": pl.String},
    )


def _classes(states: pl.DataFrame, classes: list[str]) -> pl.Series:
    rows = states.select(classes).iter_rows(named=True) if classes else ()
    texts = [
        json.dumps({name.removeprefix(CLASS): v == "true" for name, v in row.items() if v})
        for row in rows
    ]
    return pl.Series(texts or ["{}"] * states.height, dtype=pl.String)


# --- writing ----------------------------------------------------------------------------------


def write(states: pl.DataFrame, work: Work) -> tuple[int, int]:
    """Stage the states and bring the register to them; the numbers created and updated."""
    facts = {
        "run": work.run.pk,
        "area": work.run.area_id,
        "reasons": json.dumps({rule.name: rule.reason for rule in work.profile.classes}),
        "by": work.run.actor_name,
    }
    stated = ", ".join(f"{name} {type}" for name, type in ATTRIBUTES.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {STAGED}, {DIFF}, {CLASSES}")
        cursor.execute(f"CREATE TEMP TABLE {STAGED} ({STAGED_KEYS}, {stated}) ON COMMIT DROP")
        store(STAGED, states)
        cursor.execute(GIVE_NUMBERS)
        cursor.execute(f"CREATE UNIQUE INDEX ON {STAGED} (building_id)")
        cursor.execute(f"ANALYZE {STAGED}")
        work.report(65)
        cursor.execute(COMPARE)
        cursor.execute(CREATE, facts)
        created = cursor.rowcount
        cursor.execute(CHANGE)
        cursor.execute(IDENTIFY)
        work.report(75)
        cursor.execute(COMPARE_CLASSES, facts)
        cursor.execute(END_CLASSES)
        cursor.execute(RECORD_CLASSES, facts)
        work.report(80)
        cursor.execute(SAY_CREATED, facts)
        cursor.execute(SAY_UPDATED, facts)
        return created, cursor.rowcount


STAGED_KEYS = """
    ref bigint, building_id bigint, row int, rows jsonb, matched_on text, identifiers jsonb,
    classes jsonb
"""
GIVE_NUMBERS = f"""
    UPDATE {STAGED} SET building_id =
        CASE WHEN ref > 0 THEN ref
             ELSE nextval(pg_get_serial_sequence('registry_building', 'id')) END
"""


def _next(name: str) -> str:
    """What a column becomes: the stated value, but only gaps are filled from an earlier year."""
    held = f"nullif(b.{name}, {NEVER_EMPTY[name]})" if name in NEVER_EMPTY else f"b.{name}"
    if name == "as_of":
        return "greatest(s.as_of, b.as_of)"
    if name == "code":
        return "coalesce(b.code, s.code)"
    return (
        f"CASE WHEN s.as_of < b.as_of THEN coalesce({held}, s.{name}, b.{name}) "
        f"ELSE coalesce(s.{name}, b.{name}) END"
    )


_NEXT = ", ".join(f"'{name}', {_next(name)}" for name in ATTRIBUTES)
_BEFORE, _AFTER = sql.only_changed("s.old", "s.new")
COMPARE = f"""
    CREATE TEMP TABLE {DIFF} ON COMMIT DROP AS
    SELECT s.id, {_BEFORE} AS before, {_AFTER} AS after
    FROM (SELECT b.id, {sql.as_json(list(ATTRIBUTES), "b")} AS old,
                 jsonb_build_object({_NEXT}) AS new
          FROM {STAGED} s JOIN registry_building b ON b.id = s.building_id
          WHERE s.ref > 0) s
"""
_FIRST = ", ".join(
    f"coalesce(s.{name}, {NEVER_EMPTY.get(name, '%(area)s')})"
    if name in NEVER_EMPTY or name == "area_id"
    else f"s.{name}"
    for name in ATTRIBUTES
)
CREATE = f"""
    INSERT INTO registry_building (id, {", ".join(ATTRIBUTES)})
    SELECT s.building_id, {_FIRST} FROM {STAGED} s WHERE s.ref < 0 ORDER BY s.row
"""
CHANGE = sql.write_json(
    "registry_building",
    list(ATTRIBUTES),
    f"(SELECT id, after FROM {DIFF} WHERE after <> '{{}}'::jsonb)",
    "s.after",
)
IDENTIFY = f"""
    INSERT INTO registry_identifier (building_id, scheme, value)
    SELECT s.building_id, pair->>0, pair->>1
    FROM {STAGED} s, jsonb_array_elements(s.identifiers) pair
"""
COMPARE_CLASSES = f"""
    CREATE TEMP TABLE {CLASSES} ON COMMIT DROP AS
    SELECT s.building_id, c.key AS name, c.value::boolean AS value,
           %(reasons)s::jsonb->>c.key AS reason, o.id AS former,
           jsonb_build_object('value', o.value, 'reason', o.reason) AS before
    FROM {STAGED} s CROSS JOIN jsonb_each_text(s.classes) c
    LEFT JOIN registry_buildingclass o
        ON o.building_id = s.building_id AND o.name = c.key AND o.ended_at IS NULL
    WHERE o.id IS NULL
       OR (o.run_id IS NOT NULL
           AND (o.value, o.reason) IS DISTINCT FROM
               (c.value::boolean, %(reasons)s::jsonb->>c.key))
"""
END_CLASSES = f"""
    UPDATE registry_buildingclass SET ended_at = now()
    WHERE id IN (SELECT former FROM {CLASSES} WHERE former IS NOT NULL)
"""
RECORD_CLASSES = f"""
    INSERT INTO registry_buildingclass
        (building_id, name, value, reason, recorded_by, recorded_at, run_id)
    SELECT building_id, name, value, reason, %(by)s, now(), %(run)s FROM {CLASSES}
"""
_GAINED = f"""
    CASE WHEN s.identifiers = '[]'::jsonb THEN '{{}}'::jsonb
         ELSE jsonb_build_object('identifiers', s.identifiers) END
    || coalesce((SELECT jsonb_build_object('classes', jsonb_object_agg(c.name, jsonb_build_object(
                            'value', c.value, 'reason', c.reason)))
                 FROM {CLASSES} c WHERE c.building_id = s.building_id
                 HAVING count(*) > 0), '{{}}'::jsonb)
"""
_LOST = f"""
    coalesce((SELECT jsonb_build_object('classes', jsonb_object_agg(c.name, c.before))
              FROM {CLASSES} c WHERE c.building_id = s.building_id AND c.former IS NOT NULL
              HAVING count(*) > 0), '{{}}'::jsonb)
"""
_SAY = """
    INSERT INTO registry_importchange
        (run_id, building_id, label, row, rows, action, matched_on, before, after, undone_by)
    SELECT %(run)s, s.building_id,
           coalesce(nullif(b.name, ''), b.code, s.identifiers->0->>1, '#' || b.id),
           s.row, s.rows
"""
SAY_CREATED = f"""
    {_SAY}, 'created', '', '{{}}'::jsonb,
           jsonb_strip_nulls({sql.as_json(list(ATTRIBUTES), "b")}) || {_GAINED}, ''
    FROM {STAGED} s JOIN registry_building b ON b.id = s.building_id
    WHERE s.ref < 0 ORDER BY s.row
"""
SAY_UPDATED = f"""
    WITH said AS (
        SELECT s.building_id, d.before || {_LOST} AS before, d.after || {_GAINED} AS after
        FROM {STAGED} s JOIN {DIFF} d ON d.id = s.building_id
    )
    {_SAY}, 'updated', s.matched_on, d.before, d.after, ''
    FROM {STAGED} s JOIN said d ON d.building_id = s.building_id AND d.after <> '{{}}'::jsonb
    JOIN registry_building b ON b.id = s.building_id ORDER BY s.row
"""
