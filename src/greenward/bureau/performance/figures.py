"""The figure of one building's year of bills, exactly, or the reason why there is none.

The energy is added by the method of the standards in use and divided by the floor area; what
cannot be said with certainty (an open month, a factor nobody confirmed, standards that add
differently) gives no figure and the code of the reason, with its particulars beside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from greenward.metering.calendar_years import EnergyYear
from greenward.metering.commodities import Commodity, Kind
from greenward.metering.factors import (
    FactorConflict,
    FactorMissing,
    Factors,
    FactorUnconfirmed,
    FactorUnknown,
    Method,
    energy_kwh,
    kgce,
)
from greenward.metering.indicators import NoFigure, year_kwh
from greenward.metering.remarks import Remark
from greenward.units import parse_unit, to_scaled

UNIT, ENERGY_UNIT = "kWh/(m²·a)", "kWh"
WATER = [one.value for one in Commodity if one.about.kind is Kind.WATER]
"""The commodities that are no energy."""
MOST = 10**6
"""kWh/(m²·a): more than a hundred kilowatts on every square metre, day and night. No building."""
IMPOSSIBLE = "impossible_figure"
MOST_ENERGY = 10**16
"""kWh; what a row can hold."""
REASONS = {
    FactorMissing: "no_factor",
    FactorUnconfirmed: "unverified_factor",
    FactorConflict: "factor_conflict",
}


@dataclass(frozen=True)
class Yardstick:
    """What a year is worked out with: the factors, and the methods of the standards in use.

    Where none is in use, or they differ, `why` is the reason; a building for which all methods
    come to the same (electricity alone) has its figure nevertheless.
    """

    methods: tuple[Method, ...]
    factors: Factors
    why: str = ""

    @classmethod
    def of(cls, methods: Collection[str], factors: Factors) -> Yardstick:
        asked = tuple(sorted(Method(one) for one in methods or Method))
        differ = "unclear_method" if methods else "no_standard"
        return cls(asked, factors, differ if len(asked) > 1 else "")

    def kwh(self, year: EnergyYear) -> Fraction | None:
        """The energy of a complete year; None where the methods do not come to the same.

        Raises FactorUnknown, or NoFigure where nothing is energy.
        """
        try:
            found = {year_kwh(year, self.factors, method) for method in self.methods}
        except FactorUnknown:
            if self.why:
                return None
            raise
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One building's year as it is kept. `why` is empty, or the code of the reason and particulars.

    Whole numbers: `intensity` in 1e-6 kWh/(m²·a), `energy` in 1e-4 kWh, `kgce` in 1e-4 kg and
    `estimated_share` in 1e-4, each rounded to odd.
    """

    building: int
    year: int
    floor_area: Decimal | None
    coverage_days: int
    intensity: int | None = None
    energy: int | None = None
    kgce: int | None = None
    estimated_share: int | None = None
    quantities: dict[str, list[str]] = field(default_factory=dict)
    why: tuple[Any, ...] = ()

    @property
    def complete(self) -> bool:
        return self.intensity is not None


def figure_of(
    building: int, floor_area: Decimal | None, year: EnergyYear, yardstick: Yardstick
) -> Figure:
    """The year of a building with the floor area (m²) on file, worked out."""
    known: dict[str, Any] = {"floor_area": floor_area, "coverage_days": year.covered}
    if not year.complete:
        return Figure(building, year.year, why=_incomplete(year), **known)
    known["quantities"] = _quantities(year)
    try:
        kwh = yardstick.kwh(year)
    except FactorUnknown as error:
        why = (REASONS[type(error)], dict(error.params))
        return Figure(building, year.year, why=why, **known)
    except NoFigure:
        return Figure(building, year.year, why=("no_figure",), **known)
    if kwh is None or kwh >= MOST_ENERGY:
        why = (yardstick.why if kwh is None else IMPOSSIBLE,)
        return Figure(building, year.year, why=why, **known)
    known |= {
        "energy": to_scaled(kwh, 10_000),
        "kgce": _kgce(year, yardstick.factors),
        "estimated_share": _estimated_share(year, kwh, yardstick),
    }
    if not floor_area or floor_area < 0:
        return Figure(building, year.year, why=("no_floor_area",), **known)
    intensity = kwh / Fraction(floor_area)
    if intensity > MOST:
        return Figure(building, year.year, why=(IMPOSSIBLE,), **known)
    return Figure(building, year.year, intensity=to_scaled(intensity, 10**6), **known)


@lru_cache
def most(unit: str) -> Fraction:
    """The highest possible intensity in a unit; beyond it a figure is a mistake."""
    return MOST * parse_unit(UNIT).factor / parse_unit(unit).factor


def _quantities(year: EnergyYear) -> dict[str, list[str]]:
    """{commodity: [amount, unit]}; what is billed in two kinds of unit has the second under both."""
    found: dict[str, list[str]] = {}
    for total in year.totals:
        name = total.commodity.value
        key = name if name not in found else f"{name} {total.unit}"
        found[key] = [_plain(to_scaled(total.amount, 10**6)), total.unit.symbol]
    return found


def _plain(millionths: int) -> str:
    text = f"{Decimal(millionths).scaleb(-6):f}"
    return text.rstrip("0").rstrip(".")


def _kgce(year: EnergyYear, factors: Factors) -> int | None:
    """The year in standard coal; None where a factor is missing, which stops nothing else."""
    on = date(year.year, 12, 31)
    try:
        total = sum(
            (
                kgce(one.amount, one.unit, one.commodity, on, factors)
                for one in year.totals
                if one.commodity.about.kind is not Kind.WATER
            ),
            Fraction(0),
        )
    except FactorUnknown:
        return None
    return to_scaled(total, 10_000) if total < MOST_ENERGY else None


def _estimated_share(year: EnergyYear, kwh: Fraction, yardstick: Yardstick) -> int:
    on, method = date(year.year, 12, 31), yardstick.methods[0]
    guessed = sum(
        (
            energy_kwh(one.estimated, one.unit, one.commodity, on, yardstick.factors, method)
            for one in year.totals
            if one.estimated
        ),
        Fraction(0),
    )
    return to_scaled(guessed / kwh, 10_000) if kwh else 0


# --- why there is none ----------------------------------------------------------------------


def _incomplete(year: EnergyYear) -> tuple[Any, ...]:
    """``bills_incomplete:2024-07, 2024-08`` and every remark that refuses the year."""
    months = month_runs(year.year, set(_open_months(year)))
    code = f"bills_incomplete:{months}" if months else "bills_incomplete"
    return (code, {"remarks": [[one.code.value, one.params] for one in year.reasons]})


def _open_months(year: EnergyYear) -> Iterator[int]:
    """The months that the remarks concern; none for what concerns the whole meter."""
    for remark in year.reasons:
        if days := _days(remark):
            first, last = max(days[0], date(year.year, 1, 1)), min(days[1], date(year.year, 12, 31))
            yield from range(first.month, last.month + 1)


def _days(remark: Remark) -> tuple[date, date] | None:
    said = remark.params
    if "first" in said:
        return date.fromisoformat(said["first"]), date.fromisoformat(said["last"])
    if "bill" in said:
        first, _, last = said["bill"].partition("..")
        return date.fromisoformat(first), date.fromisoformat(last)
    return None


def month_runs(year: int, months: Collection[int]) -> str:
    """``2024-02, 2024-07–2024-09``: months in order, three and more in a row as a span."""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts = []
    for run in runs:
        names = [f"{year}-{month:02d}" for month in run]
        parts += names if len(names) < 3 else [f"{names[0]}–{names[-1]}"]
    return ", ".join(parts)
