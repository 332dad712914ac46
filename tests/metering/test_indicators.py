"""One energy figure for a complete year, and none, rather than zero, for any other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from greenward.metering.bills import Bill
from greenward.metering.calendar_years import EnergyYear, annual
from greenward.metering.commodities import Commodity
from greenward.metering.factors import (
    Evidence,
    Factor,
    FactorMissing,
    Factors,
    Method,
    Purpose,
)
from greenward.metering.indicators import NoFigure, year_kwh
from greenward.units import parse_unit

GAS = Commodity.NATURAL_GAS


def year(*meters: tuple[Commodity, int, str], end: date = date(2025, 12, 31)) -> EnergyYear:
    bills = [
        Bill(commodity, commodity, date(2025, 1, 1), end, Decimal(amount), parse_unit(unit))
        for commodity, amount, unit in meters
    ]
    return annual(bills)[0]


def gas(value: str, purpose: Purpose, gives: str, first: date, last: date | None) -> Factor:
    units = parse_unit("m³"), parse_unit(gives)
    return Factor(GAS, purpose, Fraction(value), *units, first, last, "table", Evidence.PRIMARY)


def test_energies_are_added_and_water_is_left_out() -> None:
    whole = year((Commodity.ELECTRICITY, 1000, "kWh"), (GAS, 36, "MJ"), (Commodity.WATER, 50, "m³"))
    assert year_kwh(whole, Factors(), Method.SITE_ENERGY) == 1010


def test_the_factor_is_that_of_the_last_day_of_the_year() -> None:
    whole = year((Commodity.ELECTRICITY, 1000, "kWh"), (GAS, 10, "m³"))
    purpose = Purpose.ELECTRICITY_EQUIVALENT
    factors = Factors(
        [
            gas("7", purpose, "kWh", date(2020, 1, 1), date(2025, 12, 30)),
            gas("8", purpose, "kWh", date(2025, 12, 31), date(2025, 12, 31)),
            gas("9", purpose, "kWh", date(2026, 1, 1), None),
        ]
    )
    assert year_kwh(whole, factors, Method.ELECTRICITY_EQUIVALENT) == 1080
    with pytest.raises(FactorMissing):
        year_kwh(whole, factors, Method.SITE_ENERGY)


def test_a_refused_year_has_no_figure_and_says_why() -> None:
    half = year((Commodity.ELECTRICITY, 1000, "kWh"), end=date(2025, 6, 30))
    with pytest.raises(NoFigure) as refused:
        year_kwh(half, Factors(), Method.SITE_ENERGY)
    assert "2025-07-01 to 2025-12-31 is missing" in str(refused.value)
    assert refused.value.text_zh.startswith("2025年没有能耗数据：计量表electricity的末张账单")


def test_a_year_of_water_alone_is_not_zero_energy() -> None:
    with pytest.raises(NoFigure, match="no meter counts energy"):
        year_kwh(year((Commodity.WATER, 50, "m³")), Factors(), Method.SITE_ENERGY)
