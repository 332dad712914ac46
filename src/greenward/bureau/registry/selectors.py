"""Reads of the importer: runs a person may see, why rows were refused, profiles to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas

from . import reasons
from .importing.profiles import Profile, check, shipped
from .models import ImportProfile, ImportRun


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """The imports into the areas of an actor's posts, the latest first."""
    found = ImportRun.objects.select_related("area", "document")
    if actor.everywhere:
        return found
    return found.filter(area__in=Area.objects.filter(visible_areas(actor)))


def areas_to_import(actor: Actor, act: str) -> QuerySet[Area]:
    """The areas in which an actor may do an import, from the city down."""
    inside = Area.objects.order_by("path")
    if actor.everywhere:
        return inside
    paths = [area.path for area in inside.filter(visible_areas(actor)) if actor.may(act, area.path)]
    return inside.filter(path__in=paths)


def profiles() -> list[Profile]:
    """The saved profiles, then the shipped ones."""
    saved = [check(one.body, one.name) for one in ImportProfile.objects.order_by("name")]
    return [*saved, *shipped().values()]


@dataclass(frozen=True)
class Group:
    """Rows (or cells) that were not taken for the same reason in the same column."""

    column: str
    code: str
    count: int
    first_row: int
    params: dict[str, Any]

    @property
    def text(self) -> str:
        """The reason of the first such row."""
        return reasons.text(self.code, self.params)

    @property
    def remedy(self) -> str:
        return reasons.remedy(self.code, self.params)


def refused_by_reason(run: ImportRun) -> list[Group]:
    """Why rows were refused, the commonest reason first."""
    return list(_groups(run.refusals.all()))


def left_out_by_reason(run: ImportRun) -> list[Group]:
    """Why single cells were left out."""
    return list(_groups(run.left_out_cells.all()))


def _groups(rows: QuerySet[Any]) -> Iterator[Group]:
    grouped = rows.values("column", "code").annotate(count=Count("pk"), first=Min("row"))
    found = list(grouped.order_by("-count", "first"))
    firsts = {
        (one.row, one.column, one.code): one.params
        for one in rows.filter(row__in=[group["first"] for group in found])
    }
    for group in found:
        column, code, first = group["column"], group["code"], group["first"]
        yield Group(column, code, group["count"], first, firsts[first, column, code])
