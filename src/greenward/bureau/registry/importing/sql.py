"""Records compared and changed as JSON: what differs is kept, and the same words undo it.

`after` holds only what an import changed, `before` the same keys as they were. Writing either one
over a row is one statement for any number of rows, so an import and its undoing are the same act
in two directions.
"""

from __future__ import annotations

from collections.abc import Sequence


def as_json(columns: Sequence[str], alias: str) -> str:
    """SQL for a record's columns as one JSON object."""
    pairs = ", ".join(f"'{column}', {alias}.{column}" for column in columns)
    return f"jsonb_build_object({pairs})"


def only_changed(old: str, new: str) -> tuple[str, str]:
    """SQL for what differs between two JSON objects of the same keys: as it was, as it becomes."""

    def part(side: str) -> str:
        return (
            f"(SELECT coalesce(jsonb_object_agg(o.key, {side}.value), '{{}}'::jsonb) "
            f"FROM jsonb_each({old}) o JOIN jsonb_each({new}) n ON n.key = o.key "
            "WHERE o.value IS DISTINCT FROM n.value)"
        )

    return part("o"), part("n")


def write_json(table: str, columns: Sequence[str], source: str, values: str) -> str:
    """SQL that writes JSON objects over the rows they belong to.

    `source` is a FROM item called s with the row's ``id`` and the JSON in `values`; columns the
    JSON does not name stay as they are.
    """
    sets = ", ".join(f"{column} = r.{column}" for column in columns)
    return (
        f"UPDATE {table} t SET {sets} FROM {source} s JOIN {table} b ON b.id = s.id, "
        f"LATERAL jsonb_populate_record(b, {values}) r WHERE t.id = b.id"
    )
