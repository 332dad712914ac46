"""Conversion and rounding that never move a figure across a limit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .kinds import DimensionMismatch, Unit


def as_fraction(value: Decimal | Fraction | int) -> Fraction:
    """The value as a Fraction. A float is refused: its last digits are not what was read."""
    if isinstance(value, float):
        raise TypeError("a float is not an exact value; read it with parse_number")
    return Fraction(value)


def convert(value: Decimal | Fraction | int, from_: Unit, to: Unit) -> Fraction:
    """The same quantity in another unit, exactly.

    Volume is not energy: m³ of gas become kWh only through a dated factor
    (`greenward.metering.factors`). Raises DimensionMismatch, naming both dimensions.
    """
    if from_.dimension is not to.dimension:
        raise DimensionMismatch.between(from_, to)
    return as_fraction(value) * from_.factor / to.factor


def to_scaled(value: Decimal | Fraction | int, scale: int) -> int:
    """The value as a whole number of 1/scale, rounded to odd, for comparison with even thresholds.

    Conditions compare whole numbers, so a value between two of them has to become one; any usual
    rounding would lift a building 0.001 below a limit onto it, or press one above it down. Rounded
    to odd, an exact value stays itself and any other becomes the odd one of its two neighbours. An
    even threshold is then never reached by rounding, and lies on the same side as it does for the
    true value: ``<``, ``<=``, ``==``, ``>=`` and ``>`` all answer as they would for the true value.

          threshold 120 (even)           119.2 ─► 119 ✓ below     exactly 120 counts as reached,
        118   119   120   121   122      119.99─► 119 ✓ below     one unit in the last place
         ├─────┼─────┼─────┼─────┤       120   ─► 120 ✓ equal     below it does not
                                         120.01─► 121 ✓ above

    Choose a scale at which every threshold is even: for limits with two decimals compared as
    ``2 * value >= 3 * limit``, the threshold is 3/2 of the limit, and a scale of 400 makes it so.
    """
    numerator = as_fraction(value) * scale
    whole, rest = divmod(numerator.numerator, numerator.denominator)
    return whole | 1 if rest else whole


def round_gbt8170(value: Decimal | Fraction | int, decimals: int) -> Decimal:
    """The value rounded as GB/T 8170-2008 does: once, from the full value, half to even."""
    whole = round(as_fraction(value) * Fraction(10) ** decimals)
    digits = tuple(int(digit) for digit in str(abs(whole)))
    return Decimal((int(whole < 0), digits, -decimals))
