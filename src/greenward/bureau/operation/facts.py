"""The facts of Article 27 for the law: what is on file about each building's metering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from greenward.engine import fetch

QUERY = """
    SELECT DISTINCT ON (m.building_id) m.building_id, m.submeters_installed,
        m.monitoring_installed, m.metering_operating, m.data_transmitted
    FROM operation_meteringstate m
    JOIN registry_building b ON b.id = m.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s AND m.as_of <= %(on)s
"""
LATEST = " ORDER BY m.building_id, m.as_of DESC, m.id DESC"
TYPES = {
    "building": "int",
    "submeters_installed": "bool",
    "monitoring_installed": "bool",
    "metering_operating": "bool",
    "data_transmitted": "bool",
}


def metering_facts(path: str, on: date, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """The state of metering as of a day, keyed ``building``; buildings without one are absent."""
    some = "" if ids is None else " AND m.building_id = ANY(%(ids)s)"
    params = {"path": path + "%", "on": on, "ids": list(ids or ())}
    return fetch(QUERY + some + LATEST, TYPES, params)
