"""The least warranties, at the floor, one below and one above; what is missing is never below."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.language import LawError
from greenward.law.warranty import FLOORS, Length, Missing, Part, Unit, below, compare

TODAY = date(2026, 11, 20)
YEARS, MONTHS, SEASONS = Unit.YEARS, Unit.MONTHS, Unit.SEASONS
WHOLE = {
    Part.STRUCTURE: Length(50, YEARS),
    Part.WATERPROOFING: Length(5, YEARS),
    Part.INSULATION: Length(5, YEARS),
    Part.HEATING_COOLING: Length(2, SEASONS),
    Part.INSTALLATIONS: Length(2, YEARS),
    Part.DECORATION: Length(2, YEARS),
}
"""A certificate that states the least of everything."""


def judged(part: Part, stated: Length | None, life: int | None = 50) -> bool | None:
    (found,) = (f for f in compare({part: stated}, TODAY, life) if f.floor.part is part)
    return found.met


def test_a_certificate_at_every_floor_is_below_none() -> None:
    found = compare(WHOLE, TODAY, 50)
    assert [f.floor.part for f in found] == list(Part)
    assert {f.met for f in found} == {True}
    assert below(found) == ()


@pytest.mark.parametrize(
    ("part", "least", "unit", "article"),
    [
        (Part.WATERPROOFING, 60, MONTHS, "40"),
        (Part.INSULATION, 60, MONTHS, "23"),
        (Part.HEATING_COOLING, 2, SEASONS, "40"),
        (Part.INSTALLATIONS, 24, MONTHS, "40"),
        (Part.DECORATION, 24, MONTHS, "40"),
        (Part.STRUCTURE, 600, MONTHS, "40"),
    ],
)
def test_a_floor_includes_itself(part: Part, least: int, unit: Unit, article: str) -> None:
    found = [judged(part, Length(least + by, unit)) for by in (-1, 0, 1)]
    assert found == [False, True, True]
    (floor,) = (f for f in FLOORS if f.part is part)
    assert floor.source.en.endswith(f"Article {article}")


def test_five_years_less_a_year_of_insulation_are_below() -> None:
    found = compare(WHOLE | {Part.INSULATION: Length(4, YEARS)}, TODAY, 50)
    assert below(found) == (Part.INSULATION,)


@pytest.mark.parametrize("stated", [Length(24, MONTHS), Length(2, YEARS), Length(1, YEARS)])
def test_seasons_of_cooling_are_not_counted_in_months_or_years(stated: Length) -> None:
    found = compare(WHOLE | {Part.HEATING_COOLING: stated}, TODAY, 50)
    (cooling,) = (f for f in found if f.floor.part is Part.HEATING_COOLING)
    assert (cooling.met, cooling.missing) == (None, Missing.SEASONS)
    assert below(found) == ()


def test_years_of_waterproofing_are_not_counted_in_seasons() -> None:
    assert judged(Part.WATERPROOFING, Length(9, SEASONS)) is None


def test_a_structure_of_unknown_design_life_is_unknown() -> None:
    (found, *_) = compare(WHOLE, TODAY)
    assert (found.met, found.missing) == (None, Missing.DESIGN_LIFE)


def test_what_the_certificate_does_not_state_is_unknown_and_named() -> None:
    found = compare({}, TODAY, 50)
    assert {(f.met, f.missing) for f in found} == {(None, Missing.PERIOD)}
    assert below(found) == ()


def test_the_floor_of_insulation_begins_on_1_october_2008() -> None:
    before, first = (
        [f.floor.part for f in compare({}, day)] for day in (date(2008, 9, 30), date(2008, 10, 1))
    )
    assert set(first) - set(before) == {Part.INSULATION}


@pytest.mark.parametrize("number", [-1, True, 2.5])
def test_a_period_is_a_whole_number(number: int) -> None:
    with pytest.raises(LawError, match="whole"):
        Length(number, YEARS)


lengths = st.builds(Length, st.integers(0, 120), st.sampled_from(Unit))


@given(st.dictionaries(st.sampled_from(Part), st.none() | lengths), st.none() | st.integers(1, 100))
def test_met_below_and_unknown_never_mix(stated: dict[Part, Length | None], life: int) -> None:
    for found in compare(stated, TODAY, life):
        assert (found.met is None) is (found.missing is not None)
        assert found.met is None or found.stated is not None


@given(st.sampled_from(Part), lengths, st.integers(0, 60), st.integers(1, 100))
def test_a_longer_period_is_never_worse(part: Part, length: Length, more: int, life: int) -> None:
    longer = Length(length.number + more, length.unit)
    assert (judged(part, length, life), judged(part, longer, life)) not in {
        (True, False),
        (True, None),
        (None, False),
        (False, None),
    }
