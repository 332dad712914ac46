"""What an amendment would change over the whole register: a read, never a write.

The facts of a city are gathered as an assessment gathers them, judged under the edition in force
and under the same edition with some numbers moved, and compared case by case. A standard's limit
is moved in the facts, in its own unit; nothing of it reaches the standards in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.editions import latest
from greenward.law.amend import amended
from greenward.law.assess import answerable
from greenward.law.language import Edition, Subject
from greenward.law.simulate import Side, simulate

from .cases import gather, with_orders

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
    value in force, in 0.01 %.
    """

    changes: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """The comparison: one row for each duty, class, district and pair of verdicts.

    `counted` has the columns of `greenward.law.simulate.simulate` with ``energy_class`` and
    ``area`` (the district's key) between; a building counts once for each reporting year.
    """

    before: Edition
    after: Edition
    year: int | None
    duties: tuple[str, ...]
    counted: pl.DataFrame


def what_if(
    city: Area,
    on: date,
    proposal: Proposal,
    *,
    year: int | None = None,
    areas: frozenset[int] | None = None,
    edition: Edition | None = None,
) -> Outcome:
    """Compare the law in force with a proposal over a city's register as of a day.

    `year` narrows the duties on a year to one reporting year (the last whole one when left out);
    `areas` narrows the buildings to some districts. Raises LawError where the proposal is no law.
    """
    before = edition or latest(city.pack).edition
    after = amended(before, proposal.changes)
    cases = gather(city, on)
    year = year or max((y for y in cases.years["year"].unique() if y < on.year), default=None)
    counted, judged = [], []
    for subject, table in (
        (Subject.BUILDING, cases.buildings),
        (Subject.BUILDING_YEAR, cases.years.filter(pl.col("year") == year)),
    ):
        duties = answerable(before.in_force(on, subject), table.columns)
        if not duties:
            continue
        if areas is not None:
            table = table.filter(pl.col("area").is_in(areas))
        facts = with_orders(table, duties)
        ids = [duty.id for duty in duties]
        sides = Side(before, facts), Side(after, _moved_limits(facts, proposal.limits))
        counted.append(simulate(*sides, ids, KEYS))
        judged += ids
    empty = pl.DataFrame(schema={"duty": pl.String})
    return Outcome(before, after, year, tuple(judged), pl.concat(counted) if counted else empty)


def _moved_limits(facts: pl.DataFrame, limits: Mapping[tuple[str, str], int]) -> pl.DataFrame:
    """The facts with the moved limits in place of those in force, whatever was unknown before."""
    for (what, energy_class), value in limits.items():
        for name in LIMITS[what]:
            if name not in facts.columns:
                continue
            if energy_class:
                of_class = pl.col("energy_class").eq_missing(energy_class)
                new = pl.when(of_class).then(pl.lit(value, pl.Int64)).otherwise(pl.col(name))
            else:
                new = pl.col(name) * value // 10_000
            facts = facts.with_columns(new.alias(name))
    return facts
