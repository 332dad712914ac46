"""Commodities and their factors: a name is one thing or refused, a factor decides or is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from greenward.metering.commodities import (
    DESCRIPTIONS,
    Commodity,
    Kind,
    UnknownCommodity,
    billed_unit,
    parse_commodity,
)
from greenward.metering.factors import (
    Evidence,
    Factor,
    FactorConflict,
    FactorMissing,
    Factors,
    FactorUnconfirmed,
    Method,
    NotEnergy,
    Purpose,
    electricity_equivalent,
    energy_kwh,
    kgce,
    site_energy,
)
from greenward.units import Dimension, DimensionMismatch, parse_unit

ON = date(2025, 12, 31)
KWH, GJ, M3, KBTU, TCE = map(parse_unit, ("kWh", "GJ", "m³", "kBtu", "tce"))


@pytest.mark.parametrize(
    ("text", "commodity"),
    [
        ("Electric - Grid", Commodity.ELECTRICITY),
        ("Electricity - Grid Purchase", Commodity.ELECTRICITY),
        ("电", Commodity.ELECTRICITY),
        ("  ELECTRICITY ", Commodity.ELECTRICITY),
        ("Electric - Solar", Commodity.ON_SITE_ELECTRICITY),
        ("Natural Gas", Commodity.NATURAL_GAS),
        ("natural_gas", Commodity.NATURAL_GAS),
        ("天然气", Commodity.NATURAL_GAS),
        ("District Steam", Commodity.DISTRICT_STEAM),
        ("District Hot Water", Commodity.PURCHASED_HEAT),
        ("District Chilled Water - Electric", Commodity.CHILLED_WATER),
        ("集中供冷", Commodity.PURCHASED_COLD),
        ("Propane", Commodity.LPG),
        ("Diesel ", Commodity.DIESEL),
        ("Fuel Oil (No. 5 and No. 6)", Commodity.FUEL_OIL),
        ("Coal (anthracite)", Commodity.COAL),
        ("Potable Indoor", Commodity.WATER),
        ("Reclaimed Outdoor", Commodity.RECLAIMED_WATER),
        ("Well Water Indoor", Commodity.OTHER_WATER),
        ("Other:", Commodity.OTHER),
    ],
)
def test_a_commodity_is_read_as_files_name_it(text: str, commodity: Commodity) -> None:
    assert parse_commodity(text) is commodity


@pytest.mark.parametrize("text", ["燃气", "gas"])
def test_a_name_of_several_commodities_is_refused_with_all_of_them(text: str) -> None:
    with pytest.raises(UnknownCommodity) as refused:
        parse_commodity(text)
    for name in ("天然气", "人工煤气", "液化石油气"):
        assert name in refused.value.text_zh


def test_an_unknown_commodity_is_refused_with_suggestions() -> None:
    with pytest.raises(UnknownCommodity) as refused:
        parse_commodity("Electrik Grid")
    assert "electricity" in refused.value.params["suggestions"]


def test_every_commodity_is_described_and_its_natural_unit_counts_it() -> None:
    assert set(DESCRIPTIONS) == set(Commodity)
    for commodity, about in DESCRIPTIONS.items():
        assert billed_unit(about.unit, commodity).dimension in about.dimensions


def test_national_codes_are_given_only_where_a_source_stands_behind_them() -> None:
    codes = {one.value: one.about.code for one in Commodity if one.about.code_confirmed}
    assert codes == {"electricity": "01", "water": "02", "natural_gas": "03", "town_gas": "03"}
    assert Commodity.PURCHASED_HEAT.about.code == "04"
    assert Commodity.CHILLED_WATER.about.code == "05"
    assert Commodity.DIESEL.about.code is None


def test_water_billed_in_tonnes_is_cubic_metres() -> None:
    unit = billed_unit("吨", Commodity.WATER)
    assert (unit.dimension, unit.factor) == (Dimension.VOLUME, 1)


def test_a_unit_that_cannot_count_the_commodity_is_refused() -> None:
    with pytest.raises(DimensionMismatch):
        billed_unit("m³", Commodity.ELECTRICITY)
    with pytest.raises(DimensionMismatch):
        billed_unit("kWh", Commodity.WATER)


# --- factors --------------------------------------------------------------------------------


def row(
    value: str,
    *,
    commodity: Commodity = Commodity.NATURAL_GAS,
    purpose: Purpose = Purpose.ELECTRICITY_EQUIVALENT,
    per: str = "m³",
    gives: str = "kWh",
    first: date = date(2020, 1, 1),
    last: date | None = None,
    evidence: Evidence = Evidence.PRIMARY,
    confirmed: bool = False,
) -> Factor:
    return Factor(
        commodity,
        purpose,
        Fraction(value),
        parse_unit(per),
        parse_unit(gives),
        first,
        last,
        "table of the standard",
        evidence,
        confirmed,
    )


def test_a_confirmed_factor_converts_exactly() -> None:
    factors = Factors([row("7.131")])
    found = electricity_equivalent(Decimal("10.5"), M3, Commodity.NATURAL_GAS, ON, factors)
    assert found == Fraction("74.8755")
    ten_thousand = parse_unit("万m³")
    found = electricity_equivalent(1, ten_thousand, Commodity.NATURAL_GAS, ON, factors)
    assert found == 71310


def test_a_missing_factor_is_named_and_never_assumed() -> None:
    with pytest.raises(FactorMissing) as unknown:
        electricity_equivalent(1, M3, Commodity.NATURAL_GAS, ON, Factors())
    assert str(unknown.value).startswith(
        "No electricity equivalent factor of natural gas per unit of volume is on file for "
        "2025-12-31"
    )
    assert "没有天然气（按体积计量）的等效电系数" in unknown.value.text_zh


@pytest.mark.parametrize(
    "evidence",
    [Evidence.SECONDARY, Evidence.SINGLE_SECONDARY, Evidence.MEMORY, Evidence.UNKNOWN],
)
def test_an_unconfirmed_factor_decides_nothing_until_it_is_confirmed(evidence: Evidence) -> None:
    with pytest.raises(FactorUnconfirmed) as unknown:
        electricity_equivalent(
            1, M3, Commodity.NATURAL_GAS, ON, Factors([row("7.131", evidence=evidence)])
        )
    assert f"table of the standard [{evidence}]" in str(unknown.value)
    confirmed = Factors(
        [row("7.131", evidence=evidence, confirmed=True), row("1", evidence=evidence)]
    )
    found = electricity_equivalent(1, M3, Commodity.NATURAL_GAS, ON, confirmed)
    assert found == Fraction("7.131")


def test_the_date_chooses_the_factor_both_days_included() -> None:
    factors = Factors(
        [
            row("7", first=date(2020, 1, 1), last=date(2024, 12, 31)),
            row("8", first=date(2025, 1, 1), last=date(2025, 12, 31)),
        ]
    )
    expected = {
        date(2020, 1, 1): 7,
        date(2024, 12, 31): 7,
        date(2025, 1, 1): 8,
        date(2025, 12, 31): 8,
    }
    for on, value in expected.items():
        assert electricity_equivalent(1, M3, Commodity.NATURAL_GAS, on, factors) == value
    for on in (date(2019, 12, 31), date(2026, 1, 1)):
        with pytest.raises(FactorMissing):
            electricity_equivalent(1, M3, Commodity.NATURAL_GAS, on, factors)


def test_two_confirmed_values_at_once_decide_nothing() -> None:
    two = Factors(
        [
            row("1.2143", purpose=Purpose.STANDARD_COAL, gives="kgce"),
            row("1.3300", purpose=Purpose.STANDARD_COAL, gives="kgce"),
        ]
    )
    with pytest.raises(FactorConflict):
        kgce(1, M3, Commodity.NATURAL_GAS, ON, two)
    same_twice = Factors([row("0.0010", per="L"), row("1", per="m³")])
    assert electricity_equivalent(1, M3, Commodity.NATURAL_GAS, ON, same_twice) == 1


def test_site_energy_adds_energy_contents() -> None:
    nothing = Factors()
    assert site_energy(1, KWH, Commodity.NATURAL_GAS, ON, nothing) == 1
    assert site_energy(1, GJ, Commodity.PURCHASED_HEAT, ON, nothing) == Fraction(2500, 9)
    assert site_energy(36, KBTU, Commodity.NATURAL_GAS, ON, nothing) == Fraction("10.5505585262")
    content = Factors([row("38.931", purpose=Purpose.ENERGY_CONTENT, gives="MJ")])
    found = site_energy(1, M3, Commodity.NATURAL_GAS, ON, content)
    assert found == Fraction("38.931") / Fraction("3.6")


def test_heat_is_no_electricity_unless_the_city_says_so() -> None:
    nothing = Factors()
    assert electricity_equivalent(3, KWH, Commodity.ELECTRICITY, ON, nothing) == 3
    for commodity in (
        Commodity.PURCHASED_HEAT,
        Commodity.NATURAL_GAS,
        Commodity.ON_SITE_ELECTRICITY,
    ):
        with pytest.raises(FactorMissing):
            electricity_equivalent(3, KWH, commodity, ON, nothing)
    half = Factors([row("0.5", commodity=Commodity.PURCHASED_HEAT, per="kWh")])
    assert electricity_equivalent(3, KWH, Commodity.PURCHASED_HEAT, ON, half) == Fraction(3, 2)


def test_the_city_chooses_the_method() -> None:
    factors = Factors([row("2", per="kWh")])
    amount = (10, KWH, Commodity.NATURAL_GAS, ON, factors)
    assert energy_kwh(*amount, Method.SITE_ENERGY) == 10
    assert energy_kwh(*amount, Method.ELECTRICITY_EQUIVALENT) == 20


def test_standard_coal_follows_the_row_and_not_the_size_of_the_unit() -> None:
    nothing = Factors()
    # By definition of the unit a kWh would be 0.12284 kgce; the table of the standard says 0.1229.
    with pytest.raises(FactorMissing):
        kgce(1, KWH, Commodity.ELECTRICITY, ON, nothing)
    rows = Factors(
        [
            row(
                "0.1229",
                commodity=Commodity.ELECTRICITY,
                purpose=Purpose.STANDARD_COAL,
                per="kWh",
                gives="kgce",
            )
        ]
    )
    assert kgce(10_000, KWH, Commodity.ELECTRICITY, ON, rows) == 1229
    # A fuel whose energy is known converts by the definition of the kgce.
    assert kgce(2, TCE, Commodity.COAL, ON, nothing) == 2000
    assert kgce(Decimal("29.3076"), GJ, Commodity.NATURAL_GAS, ON, nothing) == 1000


def test_water_is_not_energy_but_may_have_a_coal_factor() -> None:
    for method in Method:
        with pytest.raises(NotEnergy) as refused:
            energy_kwh(1, M3, Commodity.WATER, ON, Factors(), method)
        assert "自来水不是能源" in refused.value.text_zh
    water = row("0.2571", commodity=Commodity.WATER, purpose=Purpose.STANDARD_COAL, gives="kgce")
    assert kgce(10, M3, Commodity.WATER, ON, Factors([water])) == Fraction("2.571")


def test_a_factor_written_wrongly_is_refused() -> None:
    with pytest.raises(ValueError, match="gives energy"):
        row("1", gives="m³")
    with pytest.raises(ValueError, match="not negative"):
        row("-1")
    with pytest.raises(ValueError, match="ends no earlier"):
        row("1", first=date(2020, 1, 2), last=date(2020, 1, 1))


def test_units_of_energy_are_never_water() -> None:
    for commodity in Commodity:
        counts_energy = Dimension.ENERGY in commodity.about.dimensions
        assert counts_energy == (commodity.about.kind is not Kind.WATER)
