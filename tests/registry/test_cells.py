"""What one cell states: exact numbers, days with one meaning, words in lists; or the reason why not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts import uscc
from greenward.bureau.registry import reasons
from greenward.bureau.registry.importing.cells import CellError, Rule, Value, read
from greenward.bureau.registry.importing.dates import is_pattern
from greenward.bureau.registry.importing.fields import Holds, field
from greenward.bureau.registry.importing.profiles import Format
from greenward.units import parse_unit

TODAY = date(2026, 11, 20)


def rule(name: str, holds: Holds = Holds.BUILDINGS, **options: Any) -> Rule:
    one = field(name)
    assert one is not None
    format = options.pop("format", Format())
    return Rule(one, format, TODAY, holds=holds, **options)


def value(name: str, text: str, unit: str = "", **options: Any) -> str | None:
    found = read(text, unit, rule(name, **options))
    return found.text if found else None


def code(name: str, text: str, unit: str = "", **options: Any) -> str:
    with pytest.raises(CellError) as caught:
        read(text, unit, rule(name, **options))
    assert reasons.text(caught.value.code, caught.value.params)
    assert reasons.remedy(caught.value.code, caught.value.params)
    return caught.value.code


@pytest.mark.parametrize("text", ["", "  ", "nan", "N/A", "Not Available", "-", "—", "无", "缺"])
@pytest.mark.parametrize("name", ["name", "floor_area", "in_use", "completed_on", "code", "year"])
def test_what_is_not_stated_is_nothing(name: str, text: str) -> None:
    assert value(name, text, "m²") is None


def test_a_profile_adds_words_for_nothing_and_maps_values() -> None:
    assert value("name", "TBD", format=Format(missing=frozenset({"tbd"}))) is None
    options = {"values": {"office tower": "A", "unset": ""}, "other": "H"}
    assert value("function", "Office  TOWER", **options) == "A"
    assert value("function", "unset", **options) is None
    assert value("function", "windmill", **options) == "H"
    assert code("function", "windmill", values={"office tower": "A"}) == "not_in_list"


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "kept"),
    [
        ("64,028", "ft²", "5948.3959"),  # 5948.395856…, moved to the odd neighbour
        ("1000", "ft²", "92.9031"),  # 92.90304 exactly: between .9030 and .9031
        ("10000", "m²", "10000.0000"),
        ("2万", "平方米", "20000.0000"),
        ("２０，０００．５", "m²", "20000.5000"),
        ("1.5", "亩", "1000.0000"),
    ],
)
def test_an_area_is_converted_exactly_and_rounded_to_odd(text: str, unit: str, kept: str) -> None:
    assert value("floor_area", text, unit) == kept


@given(st.decimals(min_value="0.01", max_value=10**9, places=2))
def test_no_conversion_moves_an_area_across_a_limit(feet: Decimal) -> None:
    kept = value("floor_area", str(feet), "ft²")
    assert kept is not None
    exact = Fraction(feet) * parse_unit("ft²").factor
    limit = Fraction(20_000)
    assert (Fraction(kept) < limit, Fraction(kept) == limit) == (exact < limit, exact == limit)


def test_an_intensity_keeps_the_unit_it_is_written_in() -> None:
    found = read("79.3", "kBtu/ft2", rule("intensity", Holds.YEARS))
    assert found == Value("79.300000", "kBtu/(ft²·a)")


def test_amounts_in_the_notation_of_the_file() -> None:
    continental = Format(decimal_mark=",", group_mark=".")
    assert value("amount", "1.234,5", "kWh", format=continental) == "1234.500000"
    assert code("amount", "1.234.5", "kWh") == "not_a_number"


@pytest.mark.parametrize(
    ("name", "text", "unit", "reason"),
    [
        ("floor_area", "-5", "m²", "negative"),
        ("floor_area", "0", "m²", "zero"),
        ("floor_area", "12e30", "m²", "number_out_of_range"),
        ("floor_area", "99999999999", "m²", "too_large_number"),
        ("floor_area", "two", "m²", "not_a_number"),
        ("floor_area", "5", "m³", "dimension_mismatch"),
        ("floor_area", "5", "", "no_unit"),
        ("floor_area", "5", "furlong", "unknown_unit"),
        ("intensity", "80", "kWh", "dimension_mismatch"),
        ("energy", "80", "m³", "dimension_mismatch"),
        ("amount", "80", "Mcf", "ambiguous_unit"),
        ("use.electricity", "80", "m³", "dimension_mismatch"),
        ("fiscal_share", "5000", "%", "too_large_number"),
    ],
)
def test_a_number_that_cannot_be(name: str, text: str, unit: str, reason: str) -> None:
    assert code(name, text, unit) == reason


def test_both_dimensions_are_named() -> None:
    with pytest.raises(CellError) as caught:
        read("80", "m³", rule("energy"))
    said = reasons.text(caught.value.code, caught.value.params)
    assert ("volume" in said and "energy" in said) or ("体积" in said and "能量" in said)


def test_gas_by_volume_is_an_amount_of_its_commodity() -> None:
    assert read("1200", "m³", rule("use.natural_gas")) == Value("1200.000000", "m³")
    assert read("30", "吨", rule("use.water")) == Value("30.000000", "t")


def test_the_profile_says_what_is_plausible() -> None:
    bounds = {"least": "1", "most": "1000"}
    assert value("intensity", "1000", "kWh/m²", **bounds) == "1000.000000"
    assert code("intensity", "1000.1", "kWh/m²", **bounds) == "implausible"
    assert code("intensity", "0", "kWh/m²", **bounds) == "implausible"


# --- days and years ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["2019-01-31", "2019/1/31", "2019.1.31", "20190131", "2019年1月31日", "2019-01-31 00:00:00"],
)
def test_a_day_with_one_meaning_needs_no_pattern(text: str) -> None:
    assert value("completed_on", text) == "2019-01-31"


@pytest.mark.parametrize(
    ("text", "pattern", "day"),
    [
        ("12/31/10", "M/D/YY", "2010-12-31"),
        ("31/12/10", "D/M/YY", "2010-12-31"),
        ("1/2/99", "D/M/YY", "1999-02-01"),
        ("3/26/13 13:41", "M/D/YY", "2013-03-26"),
        ("5 Mar 2019", "D MMM YYYY", "2019-03-05"),
        ("43831", "excel", "2020-01-01"),
        ("2019-01-31", "M/D/YY", "2019-01-31"),  # a date cell of a workbook
    ],
)
def test_a_pattern_settles_what_is_meant(text: str, pattern: str, day: str) -> None:
    assert is_pattern(pattern)
    assert value("completed_on", text, dates=(pattern,)) == day


@pytest.mark.parametrize(
    ("text", "patterns", "reason"),
    [
        ("12/31/10", (), "ambiguous_date"),
        ("01/02/2019", (), "ambiguous_date"),
        ("43831", (), "date_serial"),
        ("last spring", (), "not_a_date"),
        ("2019-02-30", (), "not_a_date"),
        ("12/31/1880", ("M/D/YYYY",), "date_too_early"),
        ("2027-01-01", (), "date_in_future"),
    ],
)
def test_a_day_that_cannot_be(text: str, patterns: tuple[str, ...], reason: str) -> None:
    assert code("completed_on", text, dates=patterns) == reason


@pytest.mark.parametrize("pattern", ["YYYY", "M/D", "YYYY-MM-MM", "%Y-%m-%d", ""])
def test_what_is_no_pattern(pattern: str) -> None:
    assert not is_pattern(pattern)


def test_a_year_of_figures_is_a_finished_calendar_year() -> None:
    years = {"holds": Holds.YEARS}
    assert value("year", "2019.0", **years) == value("year", "2019年", **years) == "2019"
    assert value("year", "12/31/10", dates=("M/D/YY",), **years) == "2010"
    assert code("year", "6/30/10", dates=("M/D/YY",), **years) == "not_calendar_year"
    assert code("year", "2026", **years) == "year_not_over"
    assert code("year", "1880", **years) == code("year", "19", **years) == "year_out_of_range"
    assert value("year", "2026") == "2026"  # a list may describe the present year


def test_a_year_of_building_may_be_long_ago() -> None:
    assert value("built_year", "1776") == value("built_year", "1776.0") == "1776"
    assert code("built_year", "2030") == code("built_year", "0") == "year_out_of_range"
    assert code("built_year", "1776.5") == "not_whole"


# --- words ------------------------------------------------------------------------------------


def test_identifiers_are_plain_text() -> None:
    assert value("id.chicago", " 252064.0 ") == value("id.chicago", "２５２０６４") == "252064"
    assert value("code", "440304A001") == "440304A001"
    assert value("meter", "139067318", prefix="espm-") == "espm-139067318"
    assert code("id.x", "9.14403005E+17") == "digits_lost"
    assert code("code", "x" * 41) == "too_long"
    assert code("id.x", "a\x00b") == "control_character"


def test_a_credit_code_is_checked_to_its_last_character() -> None:
    body = "91440300MA5FTXX00"
    good = body + uscc.check_character(body)
    assert value("owner_uscc", good.lower()) == good
    assert code("owner_uscc", body + ("0" if good[-1] != "0" else "1")) == "bad_uscc"
    assert code("owner_uscc", body) == "bad_code_length"


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("in_use", "是", "true"),
        ("in_use", "No", "false"),
        ("in_use", "1", "true"),
        ("in_use", "0", "false"),
        ("function", "办公建筑", "A"),
        ("function", "r", "R"),
        ("star", "★★", "2"),
        ("star", "三星级", "3"),
        ("star", "0", "0"),
        ("floor_area_basis", "Survey", "survey"),
        ("commodity", "Electric - Grid", "electricity"),
        ("commodity", "天然气", "natural_gas"),
        ("longitude", "-87.68538017", "-87.68538017"),
    ],
)
def test_words_of_lists(name: str, text: str, kept: str) -> None:
    assert value(name, text) == kept


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("in_use", "perhaps", "not_yes_or_no"),
        ("star", "4", "not_in_list"),
        ("star", "-1", "negative"),
        ("latitude", "95", "too_large_number"),
        ("commodity", "燃气", "unknown_commodity"),
        ("floor_area_basis", "guess", "not_in_list"),
    ],
)
def test_words_outside_lists(name: str, text: str, reason: str) -> None:
    assert code(name, text) == reason


@given(st.sampled_from([*map(str, reasons.codes())]), st.sampled_from(["en", "zh-hans"]))
def test_every_code_has_its_sentence_and_remedy(one: str, language: str) -> None:
    from collections import defaultdict

    from django.utils import translation

    with translation.override(language):
        params: Any = defaultdict(lambda: "x")
        if one not in reasons.QUANTITY:
            entry = {**reasons.FILE, **reasons.ROW, **reasons.CELL}[one]
            assert entry.says % params
            assert entry.remedy
