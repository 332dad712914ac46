"""The buildings behind the numbers: newly bound, released, newly in breach, no longer in breach; and
the same as a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.assessment.whatif import CASE
from greenward.bureau.casework.exports import Column, Kind, Select, Table, register
from greenward.bureau.registry.models import Building
from greenward.law.language import Verdict
from greenward.law.simulate import NEWLY_BOUND, NEWLY_BREACHED, NO_LONGER_BREACHED, RELEASED
from greenward.web.verdicts import mark_of

from ..words import listed
from .lines import area
from .results import Results

PAGE = 100
NAME = "what_if"

LISTS: dict[str, tuple[str | Promise, pl.Expr]] = {
    "bound": (_("Newly bound"), NEWLY_BOUND),
    "released": (_("Released"), RELEASED),
    "breached": (_("Newly in breach"), NEWLY_BREACHED),
    "cured": (_("No longer in breach"), NO_LONGER_BREACHED),
}


@dataclass(frozen=True)
class Row:
    """One building of a list, with the duties that put it there."""

    name: str
    href: str
    district: str
    energy_class: str
    area: str
    duties: str


@dataclass(frozen=True)
class Shown:
    """The lists as tabs, and one page of the one that is open."""

    tabs: list[tuple[str, str, bool, int]]
    title: str
    page: Page
    rows: list[Row]


def shown(results: Results, asked: QueryDict) -> Shown:
    """The list asked for, or the first that is not empty: a page of it, the largest first."""
    found = {name: _members(results, test) for name, (_label, test) in LISTS.items()}
    first = next((name for name, table in found.items() if len(table)), "bound")
    name = asked.get("list") if asked.get("list") in found else first
    page = Paginator(range(len(found[name])), PAGE).get_page(asked.get("page"))
    start = page.start_index() - 1 if len(found[name]) else 0
    rows = found[name].slice(start, PAGE).rows(named=True)
    return Shown(_tabs(found, name, asked), str(LISTS[name][0]), page, _named(rows, results))


def _members(results: Results, test: pl.Expr) -> pl.DataFrame:
    """One row a building: its class, district, floor area, and the duties that move it."""
    return (
        results.outcome.compared.filter(test)
        .group_by(CASE)
        .agg(pl.col("energy_class", "area", "floor_area").first(), pl.col("duty"))
        .sort(["floor_area", CASE], descending=[True, False], nulls_last=True)
    )


def _tabs(
    found: dict[str, pl.DataFrame], open_: str, asked: QueryDict
) -> list[tuple[str, str, bool, int]]:
    tabs = []
    for name, (label, _test) in LISTS.items():
        query = asked.copy()
        query["list"] = name
        query.pop("page", None)
        tabs.append((str(label), f"?{query.urlencode()}#list", name == open_, len(found[name])))
    return tabs


def _named(rows: Sequence[dict[str, Any]], results: Results) -> list[Row]:
    """The rows of one page with the names of their buildings, in one query."""
    buildings = Building.objects.in_bulk([row[CASE] for row in rows])
    return [
        Row(
            name=str(buildings[row[CASE]]),
            href=reverse("assessment:building", args=[row[CASE]]),
            district=results.districts.get(row["area"], "—"),
            energy_class=results.class_name(row["energy_class"]),
            area=area(row["floor_area"]),
            duties=listed(results.short(id) for id in row["duty"]),
        )
        for row in rows
        if row[CASE] in buildings
    ]


# --- as a file ------------------------------------------------------------------------------

COLUMNS = (
    Column("code", _("Building code")),
    Column("name", _("Name")),
    Column("district", _("District")),
    Column("energy_class", _("Energy class")),
    Column("floor_area", _("Floor area, m²"), Kind.DECIMAL),
    Column("duty", _("Duty")),
    Column("about", _("What it is about")),
    Column("change", _("On paper")),
    Column("verdict_before", _("Verdict in force")),
    Column("verdict_after", _("Verdict on paper")),
    Column("low_before", _("Fine in force from, ¥"), Kind.DECIMAL),
    Column("high_before", _("Fine in force to, ¥"), Kind.DECIMAL),
    Column("low_after", _("Fine on paper from, ¥"), Kind.DECIMAL),
    Column("high_after", _("Fine on paper to, ¥"), Kind.DECIMAL),
)
ROWS = """
    SELECT b.code, b.name, moved.district, moved.energy_class, round(moved.floor_area / 100.0, 2),
        moved.duty, moved.about, moved.change, moved.was, moved.will,
        round(moved.low_before / 100.0, 2), round(moved.high_before / 100.0, 2),
        round(moved.low_after / 100.0, 2), round(moved.high_after / 100.0, 2)
    FROM jsonb_to_recordset(%s::jsonb) AS moved (
        place int, building bigint, district text, energy_class text, floor_area bigint, duty text,
        about text, change text, was text, will text, low_before bigint, high_before bigint,
        low_after bigint, high_after bigint
    )
    JOIN registry_building b ON b.id = moved.building
    ORDER BY moved.place
"""
KEPT = ("building", "floor_area", "duty", "low_before", "high_before", "low_after", "high_after")


def rows_of(results: Results | None) -> Select:
    """Every building and duty in which anything moves, as SQL of the columns above."""
    moving = [] if results is None else _moving(results)
    return Select(ROWS, [json.dumps(moving, ensure_ascii=False)])


def _moving(results: Results) -> list[dict[str, Any]]:
    table = results.outcome.compared
    ends = (pl.col(f"{end}_before").ne_missing(pl.col(f"{end}_after")) for end in ("low", "high"))
    tests = {name: test.alias(f"is_{name}") for name, (_label, test) in LISTS.items()}
    moves = pl.any_horizontal(*tests.values(), pl.col("before") != pl.col("after"), *ends)
    rows = table.filter(moves).sort("duty", CASE).with_columns(*tests.values()).rows(named=True)
    return [
        {name: row[name] for name in KEPT}
        | {
            "place": place,
            "district": results.districts.get(row["area"]),
            "energy_class": results.class_name(row["energy_class"]),
            "about": results.short(row["duty"]),
            "change": listed(label for name, (label, _t) in LISTS.items() if row[f"is_{name}"]),
            "was": _word(row["before"]),
            "will": _word(row["after"]),
        }
        for place, row in enumerate(rows)
    ]


def _word(verdict: int) -> str:
    return str(mark_of(Verdict(verdict)).word)


def register_list(query: Callable[[Actor, QueryDict], Select]) -> None:
    """Make the list known; `query` works out the outcome of an address for an actor."""
    register(Table(NAME, _("What an amendment would change"), COLUMNS, query))
