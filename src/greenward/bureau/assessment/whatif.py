"""What an amendment would change over the whole register: a read, never a write.

The facts of a city are gathered as an assessment gathers them, judged under the edition in force
and under the same edition with some numbers moved, and compared case by case. A standard's limit
is moved in the facts, in its own unit; nothing of it reaches the standards in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.editions import latest
from greenward.law.amend import amended
from greenward.law.assess import answerable
from greenward.law.language import Duty, Edition, Subject
from greenward.law.simulate import Side, compare, touched

from .cases import Cases, gather, with_orders

CASE = "building"
KEYS = ("energy_class", "area")
"""What an outcome is counted by: the energy class of the building and its district."""

LIMITS = {
    "constraint": ("constraint_value", "constraint_last_year", "mean_constraint"),
    "guiding": ("mean_guiding",),
}
"""The facts that a moved limit changes, by what the row of the standard states."""


@dataclass(frozen=True)
class Proposal:
    """Numbers of the law moved (lever -> whole units), and limits of a standard moved.

    `limits` goes from ``(constraint | guiding, energy class or empty for all)`` to the new value:
    whole 0.0001 of the limit's own unit for one class, or for all of them a percentage of the
    value in force, in 0.01 %. A class named alone has its own value, whatever all others do.
    """

    changes: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changes or self.limits)

    @property
    def facts(self) -> set[str]:
        """The facts whose values the moved limits change."""
        return {name for what, _class in self.limits for name in LIMITS[what]}


@dataclass(frozen=True)
class Outcome:
    """The comparison, duty by duty and case by case.

    `compared` has the columns of `greenward.law.simulate.compare` with ``building``,
    ``energy_class`` and ``area`` (the district's key) among them. `duties` are those compared: in
    force, written otherwise or asking a moved limit, and answerable from what is recorded. `rules`
    are the others that the proposal rewrites: no room records their facts, or they are gates and
    permissions, asked at the moment of an act.
    """

    before: Edition
    after: Edition
    year: int | None
    duties: tuple[str, ...]
    rules: tuple[str, ...]
    cases: int
    compared: pl.DataFrame


def what_if(
    city: Area,
    on: date,
    proposal: Proposal,
    *,
    year: int | None = None,
    buildings: Sequence[int] | None = None,
    edition: Edition | None = None,
) -> Outcome:
    """Compare the law in force with a proposal over a city's register as of a day.

    `year` names the reporting year of the duties on a year (the last whole one when left out);
    `buildings` narrows the register to some of its buildings. Raises LawError where the proposal
    is no law.
    """
    before = edition or latest(city.pack).edition
    after = amended(before, proposal.changes)
    cases = gather(city, on, buildings)
    year = year or max((y for y in cases.years["year"].unique() if y < on.year), default=None)
    asked = set(touched(before, after, proposal.facts))
    compared, judged = [], []
    for subject, table in _tables(cases, year, city):
        in_force = [duty for duty in before.in_force(on, subject) if duty.id in asked]
        duties = answerable(in_force, table.columns)
        compared.append(_compare(before, after, duties, table, proposal))
        judged += [duty.id for duty in duties]
    rules = tuple(rule.id for rule in before.rules() if rule.id in asked.difference(judged))
    return Outcome(
        before, after, year, tuple(judged), rules, len(cases.buildings), pl.concat(compared)
    )


def _compare(
    before: Edition,
    after: Edition,
    duties: Sequence[Duty],
    table: pl.DataFrame,
    proposal: Proposal,
) -> pl.DataFrame:
    facts = with_orders(table, duties)
    sides = Side(before, facts), Side(after, _moved_limits(facts, proposal.limits))
    return compare(*sides, [duty.id for duty in duties], (CASE, *KEYS))


def _tables(cases: Cases, year: int | None, city: Area) -> list[tuple[Subject, pl.DataFrame]]:
    """The cases by subject, of one year, each with its district in place of its area."""
    districts = _districts(city)
    of_year = cases.years.filter(pl.col("year") == year) if year else cases.years.clear()
    return [
        (subject, table.with_columns(pl.col("area").replace(districts)))
        for subject, table in (
            (Subject.BUILDING, cases.buildings),
            (Subject.BUILDING_YEAR, of_year),
        )
    ]


def _districts(city: Area) -> dict[int, int]:
    """Each area inside the city -> the district it lies in, itself for a district."""
    areas = list(Area.objects.filter(path__startswith=city.path).values_list("pk", "path"))
    by_path = {path: pk for pk, path in areas}
    depth = city.path.count("/") + 1
    return {
        pk: by_path["/".join(path.split("/")[:depth]) + "/"] for pk, path in areas if pk != city.pk
    }


def _moved_limits(facts: pl.DataFrame, limits: Mapping[tuple[str, str], int]) -> pl.DataFrame:
    """The facts with the moved limits in place of those in force; those of all classes first."""
    for (what, energy_class), value in sorted(limits.items(), key=lambda item: item[0][1] != ""):
        for name in LIMITS[what]:
            if name not in facts.columns:
                continue
            if energy_class:
                of_class = pl.col("energy_class").eq_missing(pl.lit(energy_class))
                new = pl.when(of_class).then(pl.lit(value, pl.Int64)).otherwise(pl.col(name))
            else:
                new = pl.col(name) * value // 10_000
            facts = facts.with_columns(new.alias(name))
    return facts
