"""Facts of chapter VI for the law: which orders to correct have expired, and fines imposed.

An order has expired on a day when the time it set, counted from service, is over and no
correction is on file by then. It must have been served: an order nobody received binds nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from greenward.engine import fetch
from greenward.law.language import fine_imposed, order_expired

QUERY = """
    SELECT o.building_id, o.year, o.duty,
        bool_or(o.served_on IS NOT NULL AND o.served_on <= %(on)s AND o.due_on < %(on)s
                AND (o.corrected_on IS NULL OR o.corrected_on > %(on)s)
                AND (o.withdrawn_on IS NULL OR o.withdrawn_on > %(on)s)),
        sum(p.amount_fen)
    FROM enforcement_correctionorder o
    JOIN registry_building b ON b.id = o.building_id
    JOIN accounts_area a ON a.id = b.area_id
    LEFT JOIN enforcement_penalty p ON p.order_id = o.id AND p.decided_on <= %(on)s
    WHERE a.path LIKE %(path)s AND o.issued_on <= %(on)s
"""
GROUPED = " GROUP BY o.building_id, o.year, o.duty"
TYPES = {"building": "int", "year": "int", "duty": "text", "expired": "bool", "fine": "int"}


def building_orders(path: str, on: date, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """``order_expired_<duty>`` for duties on a building as such, keyed ``building``."""
    return _wide(_orders(path, on, ids).filter(pl.col("year").is_null()), ["building"])


def year_orders(path: str, on: date, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """``order_expired_<duty>`` for duties on a year, keyed ``building`` and ``year``."""
    return _wide(_orders(path, on, ids).filter(pl.col("year").is_not_null()), ["building", "year"])


def _orders(path: str, on: date, ids: Sequence[int] | None) -> pl.DataFrame:
    some = "" if ids is None else " AND o.building_id = ANY(%(ids)s)"
    params = {"path": path + "%", "on": on, "ids": list(ids or ())}
    return fetch(QUERY + some + GROUPED, TYPES, params)


def _wide(orders: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """For each duty, whether an order expired and the fine imposed on the entity (fen).

    Article 58 takes its share of the fine for one breach, so each duty has its own.
    """
    duties = orders["duty"].unique().sort().to_list()
    return orders.group_by(keys).agg(
        *(
            pl.col("expired").filter(pl.col("duty") == duty).any().alias(order_expired(duty))
            for duty in duties
        ),
        *(
            pl.col("fine").filter(pl.col("duty") == duty).first().alias(fine_imposed(duty))
            for duty in duties
        ),
    )
