"""Corrections of a year's figure for how a building is used, before it meets its limit (Article 32).

An office open longer and fuller than the standard assumes may use more, and a hotel half empty
less. Each correction multiplies the figure by one factor of the same form,

    factor = fixed + (1 - fixed) × ratio

where the ratio is that of the standard's reference to the actual value, or the other way round for
the area per person; at the reference the factor is 1. The fixed parts and references are data of
the standard, not of this module. Everything is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from greenward.units import QuantityError


class Use(StrEnum):
    """What a figure is corrected for. Hours a year; m² a person; shares between 0 and 1."""

    HOURS = "hours"
    AREA_PER_PERSON = "area_per_person"
    OCCUPANCY = "occupancy"
    GUEST_ROOM_SHARE = "guest_room_share"


HIGHEST: Mapping[Use, Fraction] = {
    Use.HOURS: Fraction(8784),
    Use.AREA_PER_PERSON: Fraction(10**6),
    Use.OCCUPANCY: Fraction(1),
    Use.GUEST_ROOM_SHARE: Fraction(1),
}
"""No building is used more than this: the hours of a leap year, every room."""

FORMULAS: Mapping[str, tuple[Use, ...]] = {
    "office": (Use.HOURS, Use.AREA_PER_PERSON),
    "shop": (Use.HOURS,),
    "hotel": (Use.OCCUPANCY, Use.GUEST_ROOM_SHARE),
}
"""By the first word of the energy class."""


class BadUse(QuantityError):
    """The use of a building as stated cannot be. `params`: use, value, highest."""

    code = "bad_use"
    en = "{use} of {value} is impossible; it lies above 0 and at most {highest}."
    zh = "{use}为{value}，不可能成立；应大于0且不超过{highest}。"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a standard says of one correction: the fixed part (0 to 1) and the reference."""

    fixed: Fraction
    reference: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.fixed <= 1 or self.reference <= 0:
            raise ValueError("the fixed part lies between 0 and 1, the reference above 0")


def corrected_for(energy_class: str) -> tuple[Use, ...]:
    """What the figure of a building of this class is corrected for; nothing for most classes."""
    return FORMULAS.get(energy_class.split("-", 1)[0], ())


def factor(use: Use, parameters: Parameters, actual: Fraction) -> Fraction:
    """The factor of one correction. Raises BadUse for a value no building can have."""
    if not 0 < actual <= HIGHEST[use]:
        raise BadUse({"use": use, "value": str(actual), "highest": str(HIGHEST[use])})
    ratio = parameters.reference / actual
    if use is Use.AREA_PER_PERSON:
        ratio = 1 / ratio
    return parameters.fixed + (1 - parameters.fixed) * ratio


def correct(
    figure: Fraction, parameters: Mapping[Use, Parameters], actual: Mapping[Use, Fraction]
) -> Fraction:
    """The corrected figure: one factor for each use that is known, the others left at 1.

    Raises KeyError when a known use has no parameters: whether it is corrected is then unknown.
    """
    for use, value in actual.items():
        figure *= factor(use, parameters[use], value)
    return figure


@dataclass(frozen=True, slots=True)
class ColdStorage:
    """The reduction for ice or water storage by the share of stored cold in the year's cooling.

    `low` up to a share of `low_to`, `middle` up to `middle_to`, `high` above; all between 0 and 1.
    """

    low: Fraction
    low_to: Fraction
    middle: Fraction
    middle_to: Fraction
    high: Fraction

    def correct(self, figure: Fraction, share: Fraction) -> Fraction:
        """The figure times one less the reduction; nothing stored, nothing reduced."""
        if not 0 <= share <= 1:
            raise BadUse({"use": "cold storage", "value": str(share), "highest": "1"})
        if not share:
            return figure
        if share <= self.low_to:
            return figure * (1 - self.low)
        return figure * (1 - (self.middle if share <= self.middle_to else self.high))
