"""Corrections for use: the published example, the reference point, boundaries, impossible values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.metering.corrections import (
    HIGHEST,
    BadUse,
    ColdStorage,
    Parameters,
    Use,
    correct,
    corrected_for,
    factor,
)
from greenward.units import round_gbt8170

HOURS = Parameters(Fraction("0.3"), Fraction(2500))
AREA = Parameters(Fraction("0.7"), Fraction(10))
OCCUPANCY = Parameters(Fraction("0.4"), Fraction("0.5"))
ROOMS = Parameters(Fraction("0.5"), Fraction("0.7"))
COLD = ColdStorage(
    Fraction("0.02"), Fraction("0.3"), Fraction("0.04"), Fraction("0.6"), Fraction("0.06")
)


def test_the_worked_example_of_the_implementation_guide() -> None:
    """An office open 14 h on 250 days and 6 h on 52 days: 100 becomes 75.9, within 80."""
    hours = Fraction(14 * 250 + 6 * 52)
    assert round_gbt8170(factor(Use.HOURS, HOURS, hours), 3) == Decimal("0.759")
    corrected = correct(Fraction(100), {Use.HOURS: HOURS}, {Use.HOURS: hours})
    assert corrected == Fraction(3, 10) * 100 + 70 * Fraction(2500, 3812)
    assert round_gbt8170(corrected, 1) == Decimal("75.9")
    assert corrected < 80


def test_office_hotel_and_shop_by_hand() -> None:
    office = correct(
        Fraction(100),
        {Use.HOURS: HOURS, Use.AREA_PER_PERSON: AREA},
        {Use.HOURS: Fraction(5000), Use.AREA_PER_PERSON: Fraction(20)},
    )
    assert office == Fraction("84.5"), "100 × 0.65 × 1.3"
    hotel = correct(
        Fraction(100),
        {Use.OCCUPANCY: OCCUPANCY, Use.GUEST_ROOM_SHARE: ROOMS},
        {Use.OCCUPANCY: Fraction("0.25"), Use.GUEST_ROOM_SHARE: Fraction("0.35")},
    )
    assert hotel == Fraction(240), "100 × 1.6 × 1.5"
    shop = Parameters(Fraction("0.3"), Fraction(4570))
    assert correct(Fraction(200), {Use.HOURS: shop}, {Use.HOURS: Fraction(4570)}) == 200


def test_which_class_is_corrected_for_what() -> None:
    assert corrected_for("office-government-A") == (Use.HOURS, Use.AREA_PER_PERSON)
    assert corrected_for("shop-supermarket-B") == (Use.HOURS,)
    assert corrected_for("hotel-five-star-A") == (Use.OCCUPANCY, Use.GUEST_ROOM_SHARE)
    assert corrected_for("hospital") == corrected_for("garage-office") == corrected_for("") == ()


def test_a_known_use_without_parameters_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        correct(Fraction(100), {}, {Use.HOURS: Fraction(2000)})


@pytest.mark.parametrize("use", list(Use))
def test_impossible_uses_are_refused_and_the_highest_is_not(use: Use) -> None:
    for value in (Fraction(0), Fraction(-1), HIGHEST[use] + Fraction(1, 100)):
        with pytest.raises(BadUse) as refused:
            factor(use, HOURS, value)
        assert str(value) in refused.value.text_zh
    factor(use, HOURS, HIGHEST[use])


PARTS = st.fractions(0, 1, max_denominator=100)
POSITIVE = st.fractions(Fraction(1, 100), 1, max_denominator=1000)


@given(st.sampled_from(list(Use)), PARTS, POSITIVE)
def test_at_the_reference_the_factor_is_one(use: Use, fixed: Fraction, reference: Fraction) -> None:
    assert factor(use, Parameters(fixed, reference), reference) == 1


@given(st.sampled_from(list(Use)), PARTS, POSITIVE, POSITIVE, POSITIVE)
def test_more_use_never_raises_the_figure_and_more_room_never_lowers_it(
    use: Use, fixed: Fraction, reference: Fraction, one: Fraction, other: Fraction
) -> None:
    less, more = sorted((one, other))
    at_less, at_more = (factor(use, Parameters(fixed, reference), v) for v in (less, more))
    if use is Use.AREA_PER_PERSON:
        assert at_less <= at_more
    else:
        assert at_less >= at_more


@pytest.mark.parametrize(
    ("share", "kept"),
    [
        ("0", "100"),
        ("0.01", "98"),
        ("0.3", "98"),
        ("0.31", "96"),
        ("0.6", "96"),
        ("0.61", "94"),
        ("1", "94"),
    ],
)
def test_cold_storage_at_every_edge(share: str, kept: str) -> None:
    assert COLD.correct(Fraction(100), Fraction(share)) == Fraction(kept)


@pytest.mark.parametrize("share", ["-0.01", "1.01"])
def test_cold_storage_of_an_impossible_share(share: str) -> None:
    with pytest.raises(BadUse):
        COLD.correct(Fraction(100), Fraction(share))


@pytest.mark.parametrize(("fixed", "reference"), [("-0.1", "1"), ("1.1", "1"), ("0.3", "0")])
def test_parameters_no_standard_can_mean(fixed: str, reference: str) -> None:
    with pytest.raises(ValueError, match="fixed part"):
        Parameters(Fraction(fixed), Fraction(reference))
