"""What a quantity is: the units it is stated in, what may and what must narrow it, its direction.

Units are read against a closed list or a dimension, so that a row can never carry free text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from greenward.units import Dimension, DimensionMismatch, QuantityError, parse_unit

from ..language import Text

Unit = Callable[[str], str]
"""The normal form of a unit's text; raises QuantityError where it is no unit of the quantity."""


class WrongUnit(QuantityError):
    """The unit is none that this quantity is stated in. `params`: unit, wanted."""

    code = "wrong_unit"
    en = "{unit!r} is no unit for this; write {wanted}."
    zh = "此处不能用单位“{unit}”，请用{wanted}。"


@dataclass(frozen=True)
class Quantity:
    """`keys` may narrow a row, `needs` must. `directions`: the ways its rows may be compared, the
    first one where a row does not say; `fixed`: the only value it may state."""

    name: str
    label: Text
    unit: Unit
    keys: frozenset[str]
    needs: frozenset[str] = frozenset()
    decimals: int = 8
    whole: bool = False
    directions: tuple[str, ...] = ("at most", "at least")
    fixed: int | None = None

    @property
    def compared(self) -> bool:
        """Whether its rows are limits that may lie on either side: limits of energy are always
        upper ones, factors and parameters are no limits."""
        return self.name.startswith(COMPARED)

    def directions_for(self, metric: str | None) -> tuple[str, ...]:
        """The ways a row may be compared. Of sound the metric decides: more insulation is better,
        less level is; without a metric the row itself has to say (none comes first)."""
        if "metric" not in self.keys:
            return self.directions
        if metric is None:
            return ("", *METRIC_DIRECTIONS[True], *METRIC_DIRECTIONS[False])
        return METRIC_DIRECTIONS[metric.startswith("L")]


COMPARED = (
    "air.limit",
    "air.acceptance",
    "air.temperature",
    "air.humidity",
    "air.velocity",
    "air.fresh",
    "sound.",
    "noise.low",
    "noise.high",
    "noise.code",
    "ets.threshold.",
    "target",
)
METRIC_DIRECTIONS: Mapping[bool, tuple[str, ...]] = {
    True: ("at most", "below"),
    False: ("at least", "above"),
}
"""Whether a metric is a level of noise (``L…``) or an insulation -> the ways it is compared."""


def of(dimension: Dimension, example: str) -> Unit:
    """Any unit of a dimension."""

    def normal(text: str) -> str:
        unit = parse_unit(text)
        if unit.dimension is not dimension:
            raise DimensionMismatch.between(unit, parse_unit(example))
        return unit.symbol

    return normal


def exactly(*wanted: str) -> Unit:
    """One of a few units, written in one way; ``m2`` is read as ``m²``."""

    def normal(text: str) -> str:
        tidy = text.replace(" ", "").replace("m2", "m²").replace("m3", "m³").replace("µ", "μ")
        if tidy not in wanted:
            raise WrongUnit({"unit": text, "wanted": ", ".join(wanted)})
        return tidy

    return normal


def per(gives: str) -> Unit:
    """``kgce/m³``: so much of `gives` for one unit of energy, volume or mass."""

    def normal(text: str) -> str:
        given, stroke, below_text = text.partition("/")
        below = parse_unit(below_text) if stroke else None
        if given.strip() != gives or below is None or below.dimension not in _COUNTED:
            raise WrongUnit({"unit": text, "wanted": f"{gives}/m³, {gives}/kg, {gives}/kWh"})
        return f"{gives}/{below.symbol}"

    return normal


_COUNTED = (Dimension.ENERGY, Dimension.VOLUME, Dimension.MASS)
PLAIN = exactly("1")
SHARE = of(Dimension.NUMBER, "%")


def keys(*names: str) -> frozenset[str]:
    return frozenset(names)
