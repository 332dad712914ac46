"""Units, numbers and rounding: read what people write, refuse what is uncertain, stay exact."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.units import (
    AmbiguousUnit,
    BadNumber,
    Dimension,
    DimensionMismatch,
    NumberOutOfRange,
    UnknownUnit,
    convert,
    parse_number,
    parse_unit,
    round_gbt8170,
    to_scaled,
)

KBTU_J = Fraction("1055055.85262")
FOOT2_M2 = Fraction("0.09290304")

# What is written, the dimension, and the size in the base unit (J, m², J/(m²·a), m³, kg, fen).
WRITTEN = [
    ("kWh", "energy", 3_600_000),
    ("KWH", "energy", 3_600_000),
    ("ｋＷｈ", "energy", 3_600_000),
    ("㎾h", "energy", 3_600_000),
    ("kW·h", "energy", 3_600_000),
    ("kW.h", "energy", 3_600_000),
    ("千瓦时", "energy", 3_600_000),
    ("度", "energy", 3_600_000),
    ("kWh (thousand Watt-hours)", "energy", 3_600_000),
    ("kWh（thousand Watt-hours）", "energy", 3_600_000),
    ("MWh", "energy", 3_600_000_000),
    ("MWh (million Watt-hours)", "energy", 3_600_000_000),
    ("兆瓦时", "energy", 3_600_000_000),
    ("万kWh", "energy", 36_000_000_000),
    ("万千瓦时", "energy", 36_000_000_000),
    ("10⁴kWh", "energy", 36_000_000_000),
    ("亿千瓦时", "energy", 360_000_000_000_000),
    ("MJ", "energy", 10**6),
    ("GJ", "energy", 10**9),
    ("吉焦", "energy", 10**9),
    ("TJ", "energy", 10**12),
    ("kBtu", "energy", KBTU_J),
    ("kBtu (thousand Btu)", "energy", KBTU_J),
    ("MBtu", "energy", 1000 * KBTU_J),
    ("MMBtu", "energy", 1000 * KBTU_J),
    ("mBtu (million Btu)", "energy", 1000 * KBTU_J),
    ("MBtu/ MMBtu/ Dth (million Btu/ dekatherm)", "energy", 1000 * KBTU_J),
    ("therm", "energy", Fraction("105505585.262")),
    ("Therms", "energy", Fraction("105505585.262")),
    ("ton hours", "energy", 12 * KBTU_J),
    ("kgce", "energy", 29_307_600),
    ("千克标准煤", "energy", 29_307_600),
    ("tce", "energy", 29_307_600_000),
    ("吨标准煤", "energy", 29_307_600_000),
    ("万吨标准煤", "energy", 293_076_000_000_000),
    ("百万千焦", "energy", 10**9),
    ("m²", "area", 1),
    ("m2", "area", 1),
    ("M2", "area", 1),
    ("㎡", "area", 1),
    ("m^2", "area", 1),
    ("平方米", "area", 1),
    ("Sq. M.", "area", 1),
    ("万m²", "area", 10_000),
    ("万平方米", "area", 10_000),
    ("公顷", "area", 10_000),
    ("亩", "area", Fraction(2000, 3)),
    ("ft²", "area", FOOT2_M2),
    ("ft2", "area", FOOT2_M2),
    ("sq ft", "area", FOOT2_M2),
    ("Sq. Ft.", "area", FOOT2_M2),
    ("m³", "volume", 1),
    ("㎥", "volume", 1),
    ("立方米", "volume", 1),
    ("Cubic meters", "volume", 1),
    ("cm (cubic meters)", "volume", 1),
    ("kcm (thousand cubic meters)", "volume", 1000),
    ("万立方米", "volume", 10_000),
    ("cf (cubic feet)", "volume", Fraction("0.028316846592")),
    ("ccf", "volume", Fraction("2.8316846592")),
    ("ccf (hundred cubic feet)", "volume", Fraction("2.8316846592")),
    ("kcf (thousand cubic feet)", "volume", Fraction("28.316846592")),
    ("Mcf (million cubic feet)", "volume", Fraction("28316.846592")),
    ("Mcf (thousand cubic feet)", "volume", Fraction("28.316846592")),
    ("gal", "volume", Fraction("0.003785411784")),
    ("Gallons (US)", "volume", Fraction("0.003785411784")),
    ("Gallons (UK)", "volume", Fraction("0.00454609")),
    ("kGal (thousand gallons) (US)", "volume", Fraction("3.785411784")),
    ("kGal (thousand gallons) (UK)", "volume", Fraction("4.54609")),
    ("cGal (hundred gallons) (US)", "volume", Fraction("0.3785411784")),
    ("MGal (million gallons) (UK)", "volume", Fraction("4546.09")),
    ("Liters", "volume", Fraction(1, 1000)),
    ("吨", "mass", 1000),
    ("Tonnes (metric)", "mass", 1000),
    ("kg (kilograms)", "mass", 1),
    ("Lbs. (pounds)", "mass", Fraction("0.45359237")),
    ("kLbs", "mass", Fraction("453.59237")),
    ("kLbs. (thousand pounds)", "mass", Fraction("453.59237")),
    ("MLbs. (million pounds)", "mass", Fraction("453592.37")),
    ("元", "money", 100),
    ("万元", "money", 1_000_000),
    ("cm", "length", Fraction(1, 100)),
    ("小时", "time", 3600),
    ("%", "plain number", Fraction(1, 100)),
]

INTENSITIES = [
    ("kWh/m2", 3_600_000),
    ("kWh/m²", 3_600_000),
    ("kWh/㎡", 3_600_000),
    ("kWh/(m²·a)", 3_600_000),
    ("kWh／（㎡•a）", 3_600_000),
    ("kWh/m²·a", 3_600_000),
    ("kWh/m2/a", 3_600_000),
    ("kWh/m2a", 3_600_000),
    ("kWh/a/m²", 3_600_000),
    ("kWh/(m2 yr)", 3_600_000),
    ("kWh per m2 per year", 3_600_000),
    ("千瓦时/平方米", 3_600_000),
    ("千瓦时/（平方米·年）", 3_600_000),
    ("MJ/m²", 1_000_000),
    ("GJ/(m²·a)", 10**9),
    ("kgce/m2", 29_307_600),
    ("kgce/(m²·a)", 29_307_600),
    ("kBtu/ft²", KBTU_J / FOOT2_M2),
    ("kBtu/ft2", KBTU_J / FOOT2_M2),
    ("kBtu/sq ft", KBTU_J / FOOT2_M2),
    ("kBtu/Sq. Ft.", KBTU_J / FOOT2_M2),
    ("kBtu (thousand Btu)/ft²", KBTU_J / FOOT2_M2),
    ("kWh/ha", Fraction(360)),
    ("tce/万m²", Fraction(2_930_760)),
]


@pytest.mark.parametrize(("text", "dimension", "size"), WRITTEN)
def test_a_unit_is_read_as_written(text: str, dimension: str, size: Fraction) -> None:
    unit = parse_unit(text)
    assert (unit.dimension, unit.factor) == (Dimension(dimension), size)


@pytest.mark.parametrize(("text", "size"), INTENSITIES)
def test_energy_per_area_is_an_intensity_per_year(text: str, size: Fraction) -> None:
    unit = parse_unit(text)
    assert (unit.dimension, unit.factor) == (Dimension.INTENSITY, size)


@pytest.mark.parametrize(
    "text",
    [
        "kWh/m²/month",
        "kWh/(m²·月)",
        "kWh/m²/a/a",
        "W/m²",
        "m³/m²",
        "m²/kWh",
        "kWh/",
        "/m²",
        "kWh/a",
        "kWh/m²/m²",
        "kWh·m²",
    ],
)
def test_what_is_no_yearly_intensity_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnit):
        parse_unit(text)


@pytest.mark.parametrize(
    "text", ["", " ", "()", "-", "kVA", "£", "kWh (thousand Btu)", "万", "万万kWh"]
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnit):
        parse_unit(text)


def test_a_gloss_that_contradicts_its_symbol_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        parse_unit("MBtu (thousand Btu)")
    with pytest.raises(UnknownUnit):
        parse_unit("kWh (furlongs)")


@pytest.mark.parametrize("text", ["Mcf", "MLbs", "tons", "Ton"])
def test_what_trades_read_differently_is_refused_with_the_choices(text: str) -> None:
    with pytest.raises(AmbiguousUnit) as refused:
        parse_unit(text)
    for choice in refused.value.params["suggestions"].split(", "):
        parse_unit(choice)


def test_an_unknown_unit_names_its_neighbours_in_both_languages() -> None:
    with pytest.raises(UnknownUnit) as refused:
        parse_unit("kwhr")
    assert "kWh" in refused.value.params["suggestions"]
    assert "kWh" in str(refused.value)
    assert "无法识别单位“kwhr”" in refused.value.text_zh
    assert refused.value.code == "unknown_unit"


def test_a_hostile_cell_is_cut_short() -> None:
    with pytest.raises(UnknownUnit) as refused:
        parse_unit("x" * 100_000)
    assert len(str(refused.value)) < 200


def test_errors_survive_a_journey_between_processes() -> None:
    with pytest.raises(UnknownUnit) as refused:
        parse_unit("kwhr")
    copy = pickle.loads(pickle.dumps(refused.value))
    assert (str(copy), copy.params) == (str(refused.value), refused.value.params)


def test_every_written_unit_reads_back_from_its_own_symbol() -> None:
    for text in [row[0] for row in WRITTEN] + [row[0] for row in INTENSITIES]:
        unit = parse_unit(text)
        assert parse_unit(unit.symbol).factor == unit.factor


def test_conversions_are_exact() -> None:
    kwh, kbtu = parse_unit("kWh"), parse_unit("kBtu")
    assert convert(Decimal("274925.3"), kbtu, kwh) == Fraction("274925.3") * KBTU_J / 3_600_000
    assert convert(convert(Fraction(1, 3), kbtu, kwh), kwh, kbtu) == Fraction(1, 3)
    # 50 kBtu/ft² is 157.7 kWh/(m²·a), to the tenth
    found = convert(50, parse_unit("kBtu/ft²"), parse_unit("kWh/(m²·a)"))
    assert round_gbt8170(found, 1) == Decimal("157.7")


def test_volume_of_gas_is_not_energy() -> None:
    with pytest.raises(DimensionMismatch) as refused:
        convert(1, parse_unit("m³"), parse_unit("kWh"))
    assert str(refused.value) == (
        "m³ is a unit of volume and kWh one of energy: no conversion exists."
    )
    assert refused.value.text_zh == "m³是体积单位，kWh是能量单位，两者不能换算。"


def test_energy_is_not_an_intensity() -> None:
    with pytest.raises(DimensionMismatch):
        convert(1, parse_unit("kWh"), parse_unit("kWh/m²"))


def test_a_float_is_no_exact_value() -> None:
    with pytest.raises(TypeError):
        convert(0.1, parse_unit("kWh"), parse_unit("MJ"))  # type: ignore[arg-type]


# --- rounding -------------------------------------------------------------------------------

fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**7)


@given(fractions, st.integers(1, 10_000), st.integers(-(10**9), 10**9))
def test_rounding_to_odd_never_moves_an_even_threshold(
    value: Fraction, scale: int, half: int
) -> None:
    threshold, scaled = 2 * half, to_scaled(value, scale)
    true = value * scale
    assert (scaled < threshold) == (true < threshold)
    assert (scaled == threshold) == (true == threshold)
    assert (scaled > threshold) == (true > threshold)


@given(fractions, st.integers(1, 10_000))
def test_rounding_to_odd_keeps_exact_values_and_stays_within_one(
    value: Fraction, scale: int
) -> None:
    scaled = to_scaled(value, scale)
    assert abs(scaled - value * scale) < 1
    if (value * scale).denominator == 1:
        assert scaled == value * scale


@given(st.integers(1, 100_000))
def test_half_as_much_again_is_decided_at_the_last_place(limit_cents: int) -> None:
    """2 x value >= 3 x limit: exactly 50 % over counts, the smallest step below does not."""
    limit, scale = Fraction(limit_cents, 100), 400
    exactly, step = limit * Fraction(3, 2), Fraction(1, 10**12)
    scaled_limit = to_scaled(limit, scale)
    assert 2 * to_scaled(exactly, scale) >= 3 * scaled_limit
    assert 2 * to_scaled(exactly + step, scale) > 3 * scaled_limit
    assert not 2 * to_scaled(exactly - step, scale) >= 3 * scaled_limit


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("12.1498", 1, "12.1"),
        ("1.050", 1, "1.0"),
        ("0.35", 1, "0.4"),
        ("2500", -3, "2E+3"),
        ("3500", -3, "4E+3"),
        ("0.0325", 3, "0.032"),
        ("15.4546", 0, "15"),
        ("-0.35", 1, "-0.4"),
        ("-0.0325", 3, "-0.032"),
        ("2.5000000000000000000000000000001", 0, "3"),
        ("123456789012345678901234567890.25", 1, "123456789012345678901234567890.2"),
    ],
)
def test_rounding_follows_gbt_8170(value: str, decimals: int, rounded: str) -> None:
    assert str(round_gbt8170(Decimal(value), decimals)) == rounded


def test_rounding_once_from_the_full_value() -> None:
    """15.4546 is 15; rounded again and again (15.455, 15.46, 15.5) it would become 16."""
    third = Fraction(46, 3)
    assert round_gbt8170(third, 2) == Decimal("15.33")


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("0.0", "0.0"),
        ("-0.5", "-0.5"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        (" 1234.50 ", "1234.50"),
        ("1,234,567.89", "1234567.89"),
        ("１，２３４．５", "1234.5"),
        ("1 234 567,5", None),
        ("1 234 567.5", "1234567.5"),
        ("1\u202f234", "1234"),
        ("12,3456", "123456"),
        ("1,2345,6789", "123456789"),
        ("3.5万", "35000"),
        ("1.2 亿", "120000000"),
        ("−3", "-3"),
        ("1.5E+3", "1500"),
        ("2e-3", "0.002"),
    ],
)
def test_numbers_are_read_exactly(text: str, number: str | None) -> None:
    if number is None:
        with pytest.raises(BadNumber):
            parse_number(text)
    else:
        assert parse_number(text) == Decimal(number)


def test_other_marks_are_read_when_told() -> None:
    assert parse_number("1.234,5", ",", ".") == Decimal("1234.5")
    assert parse_number("1 234,5", ",", "") == Decimal("1234.5")
    assert parse_number("1234", ".", "") == 1234
    with pytest.raises(ValueError, match="must differ"):
        parse_number("1", ",", ",")


@pytest.mark.parametrize(
    "text",
    ["", "  ", "nan", "NaN", "N/A", "#N/A", "Not Available", "not  available", "-", "—", "——", "－"]
    + ["无", "缺", "未知", None, float("nan"), Decimal("NaN")],
)
def test_unknown_is_none_and_never_zero(text: str | float | None) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["inf", "-Infinity", "1e400", "1e-99", "9" * 19, "1e18", "1亿亿", float("inf"), 1e300],
)
def test_what_cannot_be_a_reading_is_refused(text: str | float) -> None:
    with pytest.raises(BadNumber):
        parse_number(text)


@pytest.mark.parametrize("text", ["inf", "1e400", "9" * 19])
def test_out_of_range_is_said_to_be(text: str) -> None:
    with pytest.raises(NumberOutOfRange):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    ["abc", "1 2", "1,23", "12,34,567", "0,123", "1..2", "1.2.3", ".", "+", "1e", "e5", "--5"]
    + ["12kWh", "¥5", "0x10", "1_000", "(5)", "٣", "1,234.5,6", "1" * 10_000 + "x", True],
)
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(BadNumber) as refused:
        parse_number(text)
    assert len(refused.value.text_zh) < 200


def test_a_float_is_the_number_that_was_typed() -> None:
    assert parse_number(274925.3) == Decimal("274925.3")
    assert parse_number(0.1 + 0.2) == Decimal("0.30000000000000004")
    assert parse_number(3, ",", ".") == 3
    assert parse_number(2.5, ",", ".") == Decimal("2.5")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**13), max_value=10**13
    )
)
def test_a_written_number_reads_back(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:,f}") == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_unknown_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except BadNumber:
        return
    assert number is None or number.is_finite()


@given(st.text(max_size=30))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    try:
        assert parse_unit(text).factor > 0
    except UnknownUnit as refused:
        assert refused.params["suggestions"]
