"""What every part of a scorecard is said and measured in: texts, evidence, exact numbers.

Points are whole hundredths of a point, because shares and means of points need them; measured
inputs are whole ten-thousandths of their unit, so that 39.9999 % is below 40 % and 40 % is not.
No float is ever compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

POINT = 100
"""One point, in the hundredths that points are held in."""

UNIT = 10_000
"""One unit of a measured input, in the parts it is held in."""

LARGEST = 10**15
"""No input lies beyond this many parts; so no sum or product leaves 64 bits by accident."""


@dataclass(frozen=True)
class Text:
    """A text in both languages; code never holds one without the other."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


class RatingError(Exception):
    """Something a person gave cannot be used; the message says what, where and what to do."""


def whole(given: Any, parts: int, what: str) -> int:
    """`given` (int, Decimal or their text) as a whole number of 1/`parts`. Raises RatingError.

    A value with more decimals is refused and not rounded: rounding could lift it over a threshold.
    """
    if isinstance(given, bool | float) or not isinstance(given, int | Decimal | str):
        raise RatingError(f"{what}: a number is wanted, not {given!r}")
    try:
        value = Decimal(given) * parts
    except InvalidOperation:
        raise RatingError(f"{what}: {given!r} is not a number") from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise RatingError(f"{what}: {given} is out of range")
    if value != value.to_integral_value():
        raise RatingError(f"{what}: {given} has more decimals than 1/{parts} can hold")
    return int(value)


def points(given: Any, what: str) -> int:
    """Points as hundredths."""
    return whole(given, POINT, what)


def shown(value: int, parts: int = POINT) -> str:
    """A whole number of 1/`parts` as people write it: 1250 -> ``12.5``."""
    text = f"{Decimal(value) / parts:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Evidence:
    """How well a value is known: class P, S, S1, M or U, for M the confidence in %, the source."""

    grade: str
    confidence: int | None
    source: Text

    @property
    def primary(self) -> bool:
        """Read in the standard itself; anything else is unverified until an official confirms it."""
        return self.grade == "P"

    @property
    def mark(self) -> str:
        return self.grade if self.confidence is None else f"{self.grade} {self.confidence} %"


GRADES = ("P", "S", "S1", "M", "U")
DOUBT = {"U": 0, "M": 1, "S1": 2, "S": 3, "P": 4}
"""The order in which unverified values are named: the least certain first."""


def evidence(mark: str, source: Text, where: str) -> Evidence:
    """``P``, ``S``, ``S1`` or ``M 85`` with its source. Raises RatingError."""
    grade, _, confidence = mark.partition(" ")
    if grade not in GRADES or (grade == "M") != confidence.isdecimal():
        raise RatingError(
            f'{where}: evidence is one of P, S, S1, "M 85" (memory, 85 %), not {mark!r}'
        )
    return Evidence(grade, int(confidence) if confidence else None, source)
