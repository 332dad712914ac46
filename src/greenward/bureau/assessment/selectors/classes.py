"""Which buildings belong to a class the law names: asked of the law itself, never written twice."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from greenward.bureau.registry.facts import building_facts
from greenward.law.assess import conform
from greenward.law.reading import column

from ..chain import BuildingClass
from .scope import Scope


def in_class(key: str, scope: Scope) -> list[int]:
    """The city's buildings known to be of a class, by the facts the register holds today."""
    found = [each for each in scope.chain.classes if each.key == key]
    if not found or scope.city is None:
        return []
    table = building_facts(scope.city.path, None)
    return table.filter(belongs(table, found[0], scope)).get_column("building").to_list()


def belongs(table: pl.DataFrame, which: BuildingClass, scope: Scope) -> pl.Series:
    """For each row of facts whether the building is known to be of the class."""
    assert scope.edition is not None
    known = conform(table, [scope.edition.duty(scope.chain.limit)], scope.edition)
    answer = nw.from_native(known).select(found=column(which.condition).fill_null(False))
    return answer.to_native().get_column("found")
