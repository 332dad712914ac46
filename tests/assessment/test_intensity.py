"""No conversion moves a figure across a limit, its one-and-a-half-fold or a mean (Article 32)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.assessment.intensity import SCALE, STORED, in_limit_unit
from greenward.units import parse_unit

UNITS = ("kBtu/ft²", "kWh/(m²·a)", "kgce/m²", "MJ/m²")
figures = st.integers(min_value=0, max_value=10**11)
limits = st.decimals("0.01", "5000", places=2)


def fact(intensity: int, unit: str, limit_unit: str, **row: object) -> int:
    table = pl.DataFrame(
        {
            "intensity": [intensity],
            "intensity_unit": [unit],
            "unit": [limit_unit],
            "compare": [row.get("compare", "full")],
            "decimals": [row.get("decimals", 2)],
        }
    )
    return in_limit_unit(table)["eui"].item()


@given(figures, st.sampled_from(UNITS), limits, st.sampled_from(UNITS))
def test_every_comparison_is_that_of_the_exact_values(intensity, unit, limit, limit_unit):
    ratio = parse_unit(unit).factor / parse_unit(limit_unit).factor
    exact, threshold = Fraction(intensity, STORED) * ratio, Fraction(limit)
    held, limit_fact = fact(intensity, unit, limit_unit), int(limit * SCALE)
    assert (held <= limit_fact) == (exact <= threshold)
    assert (held > limit_fact) == (exact > threshold)
    assert (2 * held >= 3 * limit_fact) == (2 * exact >= 3 * threshold)


@given(limits, limits, st.sampled_from(UNITS))
def test_the_mean_of_two_limits_is_an_exact_boundary_too(constraint, guiding, unit):
    mean = (Fraction(constraint) + Fraction(guiding)) / 2
    total = int(constraint * SCALE) + int(guiding * SCALE)
    at = int(mean * STORED)
    assert 2 * fact(at, unit, unit) <= total
    assert 2 * fact(at + 1, unit, unit) > total


def test_a_figure_exactly_half_as_much_again_counts_in_the_unit_it_was_written_in():
    assert 2 * fact(120 * STORED, "kBtu/ft²", "kBtu/ft²") == 3 * 80 * SCALE
    assert 2 * fact(119_999_999, "kBtu/ft²", "kBtu/ft²") < 3 * 80 * SCALE


def test_a_rounded_comparison_rounds_half_to_even_to_the_limits_decimals():
    assert fact(80_500_000, "kWh/(m²·a)", "kWh/(m²·a)", compare="rounded", decimals=0) == 80 * SCALE
    assert fact(81_500_000, "kWh/(m²·a)", "kWh/(m²·a)", compare="rounded", decimals=0) == 82 * SCALE
    assert fact(80_440_000, "kWh/(m²·a)", "kWh/(m²·a)", compare="rounded", decimals=1) == int(
        Decimal("80.4") * SCALE
    )
