"""Samples, tests and water years become facts: exact at every threshold, and silent where they are
no evidence (Articles 33, 34, 35)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.language import Verdict
from greenward.law.measured import (
    AIRBORNE,
    IMPACT,
    REASONS,
    AirSample,
    Limit,
    Measured,
    SoundTest,
    WaterYear,
    air_facts,
    concentration_factor,
    sound_facts,
    water_facts,
)
from greenward.law.reading import judge
from greenward.law.shenzhen import PACK
from greenward.law.vocabulary import ENTRIES
from greenward.units import parse_unit

TODAY = date(2026, 11, 21)
LONG_AGO = date(2010, 6, 1)
BUILDING = {"in_city": True, "in_use": True, "new_recorded": True, "public": True, "dwelling": True}
DAY = timedelta(days=1)


def row(kind: str, of: str, value: str, unit: str, **more: object) -> Limit:
    up = kind.startswith("sound") and of in AIRBORNE
    return replace(
        Limit(
            kind, of, Decimal(value), unit, "at least" if up else "at most", "a standard", LONG_AGO
        ),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


FORMALDEHYDE = row("air.limit", "formaldehyde", "0.08", "mg/m³", averaging="1h")
SAMPLE = AirSample("formaldehyde", Decimal("0.05"), "mg/m³", "1h")
MAIN = frozenset({"formaldehyde", "TVOC"})
METRIC = "DnT,w+C"
WALL = (
    row("sound.low", "party_bedrooms", "45", "dB", metric=METRIC),
    row("sound.high", "party_bedrooms", "50", "dB", metric=METRIC),
)
CODE = row(
    "sound.code", "party_bedrooms", "50", "dB", metric=METRIC, first_day=date(2025, 5, 1),
    standard="a code",
)  # fmt: skip
TEST = SoundTest("party_bedrooms", METRIC, Decimal(48))
QUOTA = (
    row("water.lower", "office", "25", "L/(person·shift)"),
    row("water.upper", "office", "40", "L/(person·shift)"),
)
YEAR = WaterYear("office", Decimal(1000), "m³", Decimal(40_000), "person·shift")


def verdict(duty: str, found: Measured) -> Verdict:
    return judge(PACK.duty(duty), {**BUILDING, **found.facts}).verdict


def air(sample: AirSample = SAMPLE, *rows: Limit) -> Measured:
    return air_facts(sample, rows or (FORMALDEHYDE,), MAIN, TODAY)


def sound(test: SoundTest = TEST, *rows: Limit, day: date | None = TODAY) -> Measured:
    return sound_facts(test, rows or WALL, day, TODAY)


def water(year: WaterYear = YEAR, *rows: Limit) -> Measured:
    return water_facts(year, rows or QUOTA, TODAY)


# --- a plain measurement --------------------------------------------------------------------


def test_a_sample_becomes_whole_numbers_in_the_limits_unit() -> None:
    found = air()
    assert found.facts == {
        "main_pollutant": True,
        "air_limit": 80_000,
        "air_concentration": 50_000,
    }
    assert (found.why, found.unit) == ({}, "mg/m³")


def test_a_sound_test_becomes_whole_numbers_in_decibels() -> None:
    assert sound().facts == {
        "airborne_of_bedroom": True,
        "impact_of_bedroom": False,
        "airborne_insulation": 480_000,
        "sound_low_limit": 450_000,
        "sound_high_requirement": 500_000,
        "sound_code_holds": False,
    }


def test_a_water_year_becomes_the_mean_use_in_the_quotas_unit() -> None:
    found = water()
    assert found.facts == {
        "water_quota_lower": 250_000,
        "water_quota_upper": 400_000,
        "water_per_day": 250_000,  # 1,000 m³ for 40,000 shifts: 25 L each
    }
    assert (found.why, found.unit) == ({}, "L/(person·shift)")


def test_all_that_comes_out_is_in_the_vocabulary_and_said_in_both_languages() -> None:
    for found in (air(), sound(), water()):
        assert found.facts.keys() <= ENTRIES.keys()
    assert all(text.zh and text.en for text in REASONS.values())


# --- why a fact is missing ------------------------------------------------------------------

AIR = [
    (replace(SAMPLE, averaging="24h"), (FORMALDEHYDE,), "averaging_differs:1h"),
    (replace(SAMPLE, averaging="instant"), (FORMALDEHYDE,), "instantaneous"),
    (replace(SAMPLE, averaging=None), (FORMALDEHYDE,), "no_averaging"),
    (replace(SAMPLE, value=None), (FORMALDEHYDE,), "no_figure"),
    (replace(SAMPLE, unit="ppm"), (FORMALDEHYDE,), "unit_differs"),
    (replace(SAMPLE, unit="mg"), (FORMALDEHYDE,), "unit_differs"),
    (replace(SAMPLE, value=Decimal(-1)), (FORMALDEHYDE,), "out_of_range"),
    (replace(SAMPLE, value=Decimal(10**10)), (FORMALDEHYDE,), "out_of_range"),
    (replace(SAMPLE, pollutant="TVOC"), (FORMALDEHYDE,), "no_limit_row"),
    (SAMPLE, (replace(FORMALDEHYDE, last_day=TODAY - DAY),), "no_limit_row"),
    (SAMPLE, (replace(FORMALDEHYDE, first_day=TODAY + DAY),), "no_limit_row"),
    (SAMPLE, (FORMALDEHYDE, replace(FORMALDEHYDE, value=Decimal(1))), "ambiguous"),
]


@pytest.mark.parametrize(("sample", "rows", "why"), AIR)
def test_a_figure_that_is_no_evidence_is_missing_and_says_why(
    sample: AirSample, rows: tuple[Limit, ...], why: str
) -> None:
    high = sample.value and 1000 * sample.value  # would be a breach if it counted
    found = air(replace(sample, value=high), *rows)
    assert (found.facts["air_concentration"], found.why["air_concentration"]) == (None, why)
    assert why.split(":")[0] in REASONS
    assert verdict("34", found) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        (replace(FORMALDEHYDE, decided=False), "unverified:a standard"),
        (replace(FORMALDEHYDE, value=Decimal("0.080001")), "limit_too_fine"),
        (replace(FORMALDEHYDE, direction="at least"), "direction_differs"),
        (replace(FORMALDEHYDE, value=Decimal(10**12)), "out_of_range"),
    ],
)
def test_a_limit_that_may_not_decide_is_missing_and_says_why(limit: Limit, why: str) -> None:
    found = air(SAMPLE, limit)
    assert found.why == {"air_limit": why}
    assert verdict("34", found) is Verdict.UNKNOWN


def test_a_row_holds_on_its_first_and_on_its_last_day() -> None:
    one_day = replace(FORMALDEHYDE, first_day=TODAY, last_day=TODAY)
    assert air(SAMPLE, one_day).why == {}


def test_a_limit_without_an_averaging_time_takes_any_sample() -> None:
    found = air(replace(SAMPLE, averaging=None), replace(FORMALDEHYDE, averaging=None))
    assert found.facts["air_concentration"] == 50_000


def test_without_the_list_of_main_pollutants_the_duty_is_open() -> None:
    found = air_facts(SAMPLE, (FORMALDEHYDE,), None, TODAY)
    assert found.why == {"main_pollutant": "no_pollutant_list"}
    assert air_facts(SAMPLE, (FORMALDEHYDE,), frozenset(), TODAY).facts["main_pollutant"] is False


@pytest.mark.parametrize(
    ("from_", "to", "factor"),
    [
        ("µg/m³", "mg/m³", Fraction(1, 1000)),
        ("\u03bcg/m3", "mg/m³", Fraction(1, 1000)),
        ("mg / m³", "ng/m³", Fraction(10**6)),
        ("mg/L", "mg/m³", Fraction(1000)),
        ("ppm", "%", Fraction(1, 10_000)),
        ("kBq/m³", "Bq/m³", Fraction(1000)),
        ("ppm", "mg/m³", None),
        ("Bq/m³", "CFU/m³", None),
        ("MG/m³", "mg/m³", None),
    ],
)
def test_concentrations_convert_exactly_or_not_at_all(
    from_: str, to: str, factor: Fraction | None
) -> None:
    assert concentration_factor(from_, to) == factor


@pytest.mark.parametrize(
    ("year", "why"),
    [
        (replace(YEAR, served=None), "no_population_basis"),
        (replace(YEAR, served=Decimal(0)), "no_population_basis"),
        (replace(YEAR, volume=None), "no_figure"),
        (replace(YEAR, basis="bed·d"), "basis_differs:person·shift"),
        (replace(YEAR, unit="kWh"), "unit_differs"),
        (replace(YEAR, unit="jars"), "unit_differs"),
        (replace(YEAR, volume=Decimal(-1)), "out_of_range"),
        (replace(YEAR, use="school"), "no_limit_row"),
    ],
)
def test_a_water_figure_that_cannot_be_formed_says_why(year: WaterYear, why: str) -> None:
    found = water(year)
    assert found.why["water_per_day"] == why
    assert why.split(":")[0] in REASONS
    assert verdict("33.1", found) is verdict("33.2", found) is Verdict.UNKNOWN


def test_the_lower_end_alone_leaves_the_mean_open_and_the_new_building_judged() -> None:
    found = water(YEAR, QUOTA[0])
    assert found.why == {"water_quota_upper": "no_limit_row"}
    assert verdict("33.1", found) is Verdict.UNKNOWN
    assert verdict("33.2", found) is Verdict.SATISFIED


def test_two_ends_in_two_units_are_no_quota() -> None:
    found = water(YEAR, QUOTA[0], replace(QUOTA[1], unit="m³/(person·shift)"))
    assert found.why["water_quota_lower"] == found.why["water_quota_upper"] == "unit_differs"
    assert found.facts["water_per_day"] is None


def test_a_quota_whose_unit_has_no_basis_says_nothing() -> None:
    bare = [replace(end, unit="L") for end in QUOTA]
    assert water(YEAR, *bare).why["water_per_day"] == "unit_differs"


@pytest.mark.parametrize(
    ("test", "rows", "name", "why"),
    [
        (replace(TEST, value=None), WALL, "airborne_insulation", "no_figure"),
        (replace(TEST, metric="Rw+C"), WALL, "sound_low_limit", f"metric_differs:{METRIC}"),
        (TEST, WALL[:1], "sound_high_requirement", "no_limit_row"),
        (TEST, (replace(WALL[0], unit="B"), WALL[1]), "sound_low_limit", "unit_differs"),
        (TEST, (replace(WALL[0], direction="at most"), WALL[1]), "sound_low_limit",
         "direction_differs"),
        (TEST, (replace(WALL[0], decided=False), WALL[1]), "sound_low_limit",
         "unverified:a standard"),
    ],
)  # fmt: skip
def test_a_sound_fact_that_is_missing_says_why(
    test: SoundTest, rows: tuple[Limit, ...], name: str, why: str
) -> None:
    found = sound(test, *rows)
    assert (found.facts[name], found.why[name]) == (None, why)
    assert why.split(":")[0] in REASONS
    assert verdict("35.1", found) is Verdict.UNKNOWN


def test_another_element_is_not_held_to_the_mean_and_an_unnamed_one_may_be() -> None:
    other, unnamed = (
        sound(replace(TEST, element="living_party")),
        sound(replace(TEST, element=None)),
    )
    assert verdict("35.1", other) is verdict("35.2", other) is Verdict.NOT_APPLICABLE
    assert set(unnamed.why.values()) == {"no_element"}
    assert verdict("35.1", unnamed) is verdict("35.2", unnamed) is Verdict.UNKNOWN


# --- the stricter of codes, by the project's date -------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 4, 30), Verdict.SATISFIED),
        (date(2025, 5, 1), Verdict.BREACHED),
        (date(2025, 5, 2), Verdict.BREACHED),
        (None, Verdict.UNKNOWN),
    ],
)
def test_the_code_holds_for_projects_from_its_first_day(
    day: date | None, expected: Verdict
) -> None:
    found = sound(TEST, *WALL, CODE, day=day)  # 48 dB: above the mean, below the code
    assert verdict("35.1", found) is expected
    assert found.why == ({} if day else dict.fromkeys(
        ("sound_code_holds", "sound_code_value"), "no_project_day"))  # fmt: skip


def test_a_code_that_is_not_confirmed_leaves_a_breach_of_the_mean_standing() -> None:
    rows = (*WALL, replace(CODE, decided=False))
    assert verdict("35.1", sound(TEST, *rows)) is Verdict.UNKNOWN
    assert verdict("35.1", sound(replace(TEST, value=Decimal(47)), *rows)) is Verdict.BREACHED


def test_a_code_for_another_acoustic_quantity_is_not_met_by_this_test() -> None:
    found = sound(TEST, *WALL, replace(CODE, metric="Rw+C"))
    assert found.why == {"sound_code_value": "metric_differs:Rw+C"}
    assert verdict("35.1", found) is Verdict.UNKNOWN


def test_impact_sound_is_bounded_from_above() -> None:
    rows = [
        row(kind, IMPACT[0], value, "dB", metric="L'nT,w")
        for kind, value in (("sound.low", "75"), ("sound.high", "65"))
    ]
    heard = [
        verdict("35.2", sound(SoundTest(IMPACT[0], "L'nT,w", Decimal(v)), *rows))
        for v in ("69.99", "70", "70.01")
    ]
    assert heard == [Verdict.SATISFIED, Verdict.SATISFIED, Verdict.BREACHED]


# --- no conversion moves a figure across a threshold ----------------------------------------

hundredths = st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-2))
thousandths = st.integers(1, 10**6).map(lambda n: Decimal(n).scaleb(-3))
"""Limits as standards write them: 0.006, 0.08, 300."""


@st.composite
def near(draw: st.DrawFn, threshold: Fraction) -> Decimal:
    """A reading on a threshold where it has one, or a hair's breadth beside it, or anywhere."""
    digits = draw(st.integers(3, 16))
    on = Decimal(round(threshold * 10**digits)).scaleb(-digits)
    hair = Decimal(draw(st.integers(-2, 2))).scaleb(-digits)
    far = draw(st.integers(0, 10**7).map(lambda n: Decimal(n).scaleb(-3)))
    return max(Decimal(0), draw(st.sampled_from([on, on + hair, on + hair, far])))


def held(meets: bool) -> Verdict:
    return Verdict.SATISFIED if meets else Verdict.BREACHED


@given(st.data(), thousandths, st.sampled_from(["g/m³", "mg/m³", "µg/m³", "ng/m³", "mg/L"]))
def test_no_unit_moves_a_concentration_across_80_per_cent_or_the_limit(
    data: st.DataObject, value: Decimal, unit: str
) -> None:
    factor = concentration_factor(unit, "mg/m³")
    assert factor is not None
    share = data.draw(st.sampled_from([Fraction(4, 5), Fraction(1)]))
    measured = data.draw(near(share * Fraction(value) / factor))
    found = air(replace(SAMPLE, value=measured, unit=unit), replace(FORMALDEHYDE, value=value))
    true = Fraction(measured) * factor
    assert verdict("34", found) is held(true <= Fraction(value) * 4 / 5)
    concentration, limit = found.facts["air_concentration"], found.facts["air_limit"]
    assert concentration is not None and limit is not None
    assert (concentration <= limit) is (true <= Fraction(value))


@given(
    st.data(),
    hundredths,
    hundredths,
    st.sampled_from(["L", "m³", "gal", "kgal (UK)", "ccf"]),
    st.integers(1, 10**6),
)
def test_no_unit_moves_a_water_year_across_the_mean_or_the_lower_limit(
    data: st.DataObject, one: Decimal, other: Decimal, unit: str, served: int
) -> None:
    low, high = sorted((one, other))
    ends = (replace(QUOTA[0], value=low), replace(QUOTA[1], value=high))
    litres = parse_unit(unit).factor / parse_unit("L").factor
    mean = (Fraction(low) + Fraction(high)) / 2
    threshold = data.draw(st.sampled_from([mean, Fraction(low)]))
    volume = data.draw(near(threshold * served / litres))
    found = water(replace(YEAR, volume=volume, unit=unit, served=Decimal(served)), *ends)
    true = Fraction(volume) * litres / served
    assert verdict("33.1", found) is held(true <= mean)
    assert verdict("33.2", found) is held(true <= Fraction(low))


@given(st.data(), hundredths, hundredths, hundredths)
def test_no_decimals_move_a_level_across_the_mean_or_the_code(
    data: st.DataObject, one: Decimal, other: Decimal, code: Decimal
) -> None:
    low, high, code = (round(value / 100, 2) for value in (one, other, code))
    mean = (Fraction(low) + Fraction(high)) / 2
    level = data.draw(
        near(data.draw(st.sampled_from([mean, Fraction(code)]))).filter(lambda v: v < 999)
    )
    for element, duty in (("party_bedrooms", "35.1"), ("bedroom_floor", "35.2")):
        rows = [
            row(kind, element, str(value), "dB", metric=METRIC)
            for kind, value in (("sound.low", low), ("sound.high", high), ("sound.code", code))
        ]
        found = sound(SoundTest(element, METRIC, level), *rows)
        meets = (
            mean <= Fraction(level) >= Fraction(code)
            if element in AIRBORNE
            else mean >= Fraction(level) <= Fraction(code)
        )
        assert verdict(duty, found) is held(meets)
