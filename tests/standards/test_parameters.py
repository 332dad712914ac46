"""The factors the metering floor is given: only what an official confirmed decides."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from greenward.bureau.standards import services
from greenward.bureau.standards.models import StandardRow
from greenward.bureau.standards.parameters import factors
from greenward.metering.commodities import Commodity
from greenward.metering.factors import (
    FactorConflict,
    FactorMissing,
    FactorUnconfirmed,
    kgce,
    site_energy,
)
from greenward.units import parse_unit

from .kit import OPERATOR, SAID, enter, row

ON = date(2024, 12, 31)
KWH, M3 = parse_unit("kWh"), parse_unit("m³")


def coal(commodity: Commodity = Commodity.ELECTRICITY, unit: str = "kWh") -> Fraction:
    return kgce(1000, parse_unit(unit), commodity, ON, factors())


def test_a_shipped_factor_decides_once_confirmed(db: None) -> None:
    with pytest.raises(FactorMissing):
        coal()
    services.seed(OPERATOR)
    with pytest.raises(FactorUnconfirmed, match="GB/T 2589-2020"):
        coal()
    rows = StandardRow.objects.filter(quantity="factor.kgce", selector={"commodity": "electricity"})
    services.confirm(OPERATOR, rows, SAID)
    assert coal() == Fraction("122.9")
    services.withdraw(OPERATOR, rows.get(), SAID)
    with pytest.raises(FactorUnconfirmed):
        coal()


def test_gas_of_both_origins_confirmed_is_a_conflict_until_one_is_rejected(db: None) -> None:
    services.seed(OPERATOR)
    gas = StandardRow.objects.filter(
        quantity="factor.kgce", selector__commodity="natural_gas"
    ).order_by("value")
    services.confirm(OPERATOR, gas, SAID)
    with pytest.raises(FactorConflict):
        coal(Commodity.NATURAL_GAS, "m³")
    services.reject(OPERATOR, gas[1], SAID)
    assert coal(Commodity.NATURAL_GAS, "m³") == Fraction("1214.3")


def test_an_authoritys_own_factor_and_its_dates(db: None) -> None:
    enter(
        "A",
        row("38.931", "factor.content", "MJ/m³", last=date(2024, 12, 31), commodity="natural_gas"),
        row("36", "factor.content", "MJ/m³", first=date(2025, 1, 1), commodity="natural_gas"),
        row("29.3", "factor.content", "MJ/kg", commodity=["coal", "coke"]),
    )

    def content(day: date) -> Fraction:
        return site_energy(100, M3, Commodity.NATURAL_GAS, day, factors())

    assert content(ON) == Fraction("3893.1") / Fraction("3.6")
    assert content(date(2025, 1, 1)) == 1000
    kg = parse_unit("kg")
    assert site_energy(36, kg, Commodity.COKE, ON, factors()) == 293


def test_factors_are_read_in_one_query(db: None, django_assert_num_queries: object) -> None:
    services.seed(OPERATOR)
    with django_assert_num_queries(1):
        factors()
