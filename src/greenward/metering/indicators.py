"""The energy of a building's year as one figure, by the method its city declared (Article 32)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from greenward.units import QuantityError

from .calendar_years import EnergyYear
from .commodities import Kind
from .factors import Factors, Method, energy_kwh


class NoFigure(QuantityError):
    """The year gives no energy figure. `params`: year, and why in both languages."""

    code = "no_figure"
    en = "There is no energy figure for {year}: {why_en}"
    zh = "{year}年没有能耗数据：{why_zh}"


def year_kwh(year: EnergyYear, factors: Factors, method: Method) -> Fraction:
    """The energy of a complete year in kWh, water left out, with the factors of its last day.

    Raises NoFigure when the year is refused or holds no energy at all, so that neither is ever
    read as zero, and FactorUnknown when a factor is missing or unconfirmed.
    """
    energies = [total for total in year.totals if total.commodity.about.kind is not Kind.WATER]
    if not energies:
        raise NoFigure(
            {
                "year": str(year.year),
                "why_en": " ".join(reason.text_en for reason in year.reasons)
                or "no meter counts energy.",
                "why_zh": "".join(reason.text_zh for reason in year.reasons)
                or "没有计量能源的表。",
            }
        )
    on = date(year.year, 12, 31)
    return sum(
        (
            energy_kwh(total.amount, total.unit, total.commodity, on, factors, method)
            for total in energies
        ),
        Fraction(0),
    )
