"""The register's facts for the law (Articles 2, 6, 27, 32): one query for one building or all."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from greenward.engine import fetch, scaled

NEW_FROM = 2022
"""The regulation is in force from 1 July 2022: a building of that year may be either."""

QUERY = f"""
    SELECT b.id, b.energy_class, b.area_id, true AS in_city, b.in_use,
        CASE WHEN b.function = '' THEN NULL ELSE b.function NOT IN ('R', 'I') END,
        {scaled("b.floor_area", 100)},
        CASE WHEN b.completed_on IS NOT NULL THEN b.completed_on - date '0001-01-01' + 1
             WHEN b.built_year < {NEW_FROM} THEN make_date(b.built_year, 12, 31) - date '0001-01-01' + 1
             WHEN b.built_year > {NEW_FROM} THEN make_date(b.built_year, 1, 1) - date '0001-01-01' + 1
        END,
        c.new, c.large_public, c.fiscal, c.public, b.state_organ_office,
        {scaled("b.fiscal_share", 10_000)}, b.star, coalesce(b.whole_renovation, false),
        b.renovation_star
    FROM registry_building b
    JOIN accounts_area a ON a.id = b.area_id
    LEFT JOIN (
        SELECT building_id,
            bool_or(value) FILTER (WHERE name = 'new') AS new,
            bool_or(value) FILTER (WHERE name = 'large_public') AS large_public,
            bool_or(value) FILTER (WHERE name = 'fiscal') AS fiscal,
            bool_or(value) FILTER (WHERE name = 'public') AS public
        FROM registry_buildingclass WHERE ended_at IS NULL GROUP BY building_id
    ) c ON c.building_id = b.id
    WHERE a.path LIKE %(path)s
"""
TYPES = {
    "building": "int",
    "energy_class": "text",
    "area": "int",
    "in_city": "bool",
    "in_use": "bool",
    "public": "bool",
    "floor_area": "int",
    "completed_on": "int",
    "new_recorded": "bool",
    "large_public_recorded": "bool",
    "fiscal_recorded": "bool",
    "public_recorded": "bool",
    "state_organ_office": "bool",
    "fiscal_share": "int",
    "star": "int",
    "whole_renovation": "bool",
    "renovation_star": "int",
}


def building_facts(path: str, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """The facts of all buildings inside an area, or of some of them, keyed ``building``.

    Where only the year of building is known, its last day stands for a year before 2022 and its
    first day for a later one: either way the answer to *new* is certain; of 2022 it is not. A
    whole renovation is an event that is recorded: none on record is no.
    """
    query, params = QUERY, {"path": path + "%"}
    if ids is not None:
        query += " AND b.id = ANY(%(ids)s)"
        params["ids"] = list(ids)
    facts = fetch(query, TYPES, params)
    return facts.with_columns(
        public=pl.coalesce("public_recorded", "public"),
        energy_class=pl.when(pl.col("energy_class") != "").then("energy_class"),
    ).drop("public_recorded")
