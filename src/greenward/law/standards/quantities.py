"""What a row can state: the closed list of quantities, the units each is stated in, what narrows it.

A constraint value carries at most two decimals: at the scale the law compares in (0.0001 of the
unit) its one-and-a-half-fold and every mean of two of them are then even whole numbers, which no
rounded figure ever reaches (`greenward.units.to_scaled`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from greenward.units import Dimension, DimensionMismatch, QuantityError, parse_unit

from ..language import Text


class WrongUnit(QuantityError):
    """The unit is none that this quantity is stated in. `params`: unit, wanted."""

    code = "wrong_unit"
    en = "{unit!r} is no unit for this; write {wanted}."
    zh = "此处不能用单位“{unit}”，请用{wanted}。"


@dataclass(frozen=True)
class Quantity:
    """`unit` gives the normal form of a unit's text or raises QuantityError.

    `keys` may narrow a row, `needs` must.
    """

    name: str
    label: Text
    unit: Callable[[str], str]
    keys: frozenset[str]
    needs: frozenset[str] = frozenset()
    decimals: int = 8
    whole: bool = False


def _of(dimension: Dimension, example: str) -> Callable[[str], str]:
    def normal(text: str) -> str:
        unit = parse_unit(text)
        if unit.dimension is not dimension:
            raise DimensionMismatch.between(unit, parse_unit(example))
        return unit.symbol

    return normal


def _exactly(*wanted: str) -> Callable[[str], str]:
    def normal(text: str) -> str:
        if text not in wanted:
            raise WrongUnit({"unit": text, "wanted": ", ".join(wanted)})
        return text

    return normal


def _per(gives: str) -> Callable[[str], str]:
    """``kgce/m³``: so much of `gives` for one unit of energy, volume or mass."""

    def normal(text: str) -> str:
        given, stroke, per = text.partition("/")
        below = parse_unit(per) if stroke else None
        if given.strip() != gives or below is None or below.dimension not in _COUNTED:
            raise WrongUnit({"unit": text, "wanted": f"{gives}/m³, {gives}/kg, {gives}/kWh"})
        return f"{gives}/{below.symbol}"

    return normal


_COUNTED = (Dimension.ENERGY, Dimension.VOLUME, Dimension.MASS)
_PLACE = frozenset({"climate_zone", "energy_class"})
_FUEL = frozenset({"commodity", "origin"})
_NEEDED = frozenset({"commodity"})
_CLASS = frozenset({"energy_class"})
_INTENSITY = _of(Dimension.INTENSITY, "kWh/(m²·a)")
_SHARE, _PLAIN = _of(Dimension.NUMBER, "%"), _exactly("1")


def _correction(name: str, zh: str, en: str, unit: Callable[[str], str]) -> tuple[Quantity, ...]:
    return (
        Quantity(
            f"correction.{name}.fixed",
            Text(f"{zh}修正：固定部分", f"correction for {en}: fixed part"),
            _PLAIN,
            _CLASS,
        ),
        Quantity(
            f"correction.{name}.reference",
            Text(f"{zh}修正：基准值", f"correction for {en}: reference value"),
            unit,
            _CLASS,
        ),
    )


_LIST = (
    Quantity(
        "energy.constraint", Text("约束值", "constraint value"), _INTENSITY, _PLACE, decimals=2
    ),
    Quantity("energy.guiding", Text("引导值", "guiding value"), _INTENSITY, _PLACE, decimals=2),
    Quantity(
        "energy.household.electricity",
        Text("居住建筑每户年用电约束值", "constraint value of a household's electricity a year"),
        _exactly("kWh/(household·a)"),
        _PLACE,
    ),
    Quantity(
        "energy.household.gas",
        Text("居住建筑每户年用气约束值", "constraint value of a household's gas a year"),
        _exactly("m³/(household·a)"),
        _PLACE,
    ),
    Quantity(
        "energy.household.persons",
        Text("居住建筑每户基准人数", "reference number of persons in a household"),
        _PLAIN,
        frozenset(),
        whole=True,
    ),
    Quantity(
        "factor.kgce", Text("折标准煤系数", "standard-coal factor"), _per("kgce"), _FUEL, _NEEDED
    ),
    Quantity(
        "factor.electricity",
        Text("等效电系数", "electricity-equivalent factor"),
        _per("kWh"),
        _FUEL,
        _NEEDED,
    ),
    Quantity("factor.content", Text("热值", "energy content"), _per("MJ"), _FUEL, _NEEDED),
    Quantity(
        "factor.co2",
        Text("二氧化碳排放因子", "CO2 emission factor"),
        _exactly("kgCO2/kWh"),
        frozenset({"commodity", "region"}),
        _NEEDED,
    ),
    *_correction("hours", "使用时间", "hours of use", _of(Dimension.TIME, "h")),
    *_correction("area_per_person", "人均面积", "area per person", _of(Dimension.AREA, "m²")),
    *_correction("occupancy", "入住率", "occupancy", _SHARE),
    *_correction("guest_room_share", "客房区面积比例", "share of guest-room area", _SHARE),
    Quantity(
        "correction.cold_storage.low",
        Text("蓄冷修正：低比例", "correction for cold storage: low share"),
        _PLAIN,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.middle",
        Text("蓄冷修正：中比例", "correction for cold storage: middle share"),
        _PLAIN,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.high",
        Text("蓄冷修正：高比例", "correction for cold storage: high share"),
        _PLAIN,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.low_to",
        Text("蓄冷修正：低比例上限", "correction for cold storage: upper end of a low share"),
        _SHARE,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.middle_to",
        Text("蓄冷修正：中比例上限", "correction for cold storage: upper end of a middle share"),
        _SHARE,
        frozenset(),
    ),
)

QUANTITIES: Mapping[str, Quantity] = {one.name: one for one in _LIST}
DUE = re.compile(r"due\.([0-9]+(?:\.[0-9]+)*)")
"""``due.32.2.2``: days after the end of the energy year until the duty's act must be on file."""


def quantity(name: str) -> Quantity | None:
    """The quantity of this name, or None."""
    found = DUE.fullmatch(name)
    if not found:
        return QUANTITIES.get(name)
    label = Text(
        f"第{found[1]}项义务的期限（年度结束后天数）",
        f"time for duty {found[1]}, days after the end of the year",
    )
    return Quantity(name, label, _of(Dimension.TIME, "d"), frozenset(), whole=True)
