"""What a row can state: the closed list of quantities, the units each is stated in, what narrows it.

A constraint value carries at most two decimals: at the scale the law compares in (0.0001 of the
unit) its one-and-a-half-fold and every mean of two of them are then even whole numbers, which no
rounded figure ever reaches (`greenward.units.to_scaled`). Limits of water, air and sound carry no
more decimals than their fact compares exactly (`greenward.law.measured`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from greenward.units import Dimension

from ..language import Text
from .carbon import QUANTITIES as CARBON
from .indoors import QUANTITIES as INDOORS
from .kinds import PLAIN, SHARE, Quantity, Unit, WrongUnit, exactly, of, per
from .tariffs import QUANTITIES as TARIFFS

__all__ = ["DUE", "QUANTITIES", "Quantity", "WrongUnit", "quantity"]

_PLACE = frozenset({"climate_zone", "energy_class"})
_FUEL = frozenset({"commodity", "origin"})
_NEEDED = frozenset({"commodity"})
_CLASS = frozenset({"energy_class"})
_INTENSITY = of(Dimension.INTENSITY, "kWh/(m²·a)")


def _limit(name: str, zh: str, en: str) -> Quantity:
    return Quantity(name, Text(zh, en), _INTENSITY, _PLACE, decimals=2, directions=("at most",))


def _correction(name: str, zh: str, en: str, unit: Unit) -> tuple[Quantity, ...]:
    return (
        Quantity(
            f"correction.{name}.fixed",
            Text(f"{zh}修正：固定部分", f"correction for {en}: fixed part"),
            PLAIN,
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
    _limit("energy.constraint", "约束值", "constraint value"),
    _limit("energy.guiding", "引导值", "guiding value"),
    Quantity(
        "energy.household.electricity",
        Text("居住建筑每户年用电约束值", "constraint value of a household's electricity a year"),
        exactly("kWh/(household·a)"),
        _PLACE,
    ),
    Quantity(
        "energy.household.gas",
        Text("居住建筑每户年用气约束值", "constraint value of a household's gas a year"),
        exactly("m³/(household·a)"),
        _PLACE,
    ),
    Quantity(
        "energy.household.persons",
        Text("居住建筑每户基准人数", "reference number of persons in a household"),
        PLAIN,
        frozenset(),
        whole=True,
    ),
    Quantity(
        "energy.heating.constraint",
        Text("供暖能耗约束值", "constraint value of heating"),
        exactly("GJ/(m²·a)"),
        _PLACE,
    ),
    Quantity(
        "energy.heating.guiding",
        Text("供暖能耗引导值", "guiding value of heating"),
        exactly("GJ/(m²·a)"),
        _PLACE,
    ),
    Quantity(
        "factor.kgce", Text("折标准煤系数", "standard-coal factor"), per("kgce"), _FUEL, _NEEDED
    ),
    Quantity(
        "factor.electricity",
        Text("等效电系数", "electricity-equivalent factor"),
        per("kWh"),
        _FUEL,
        _NEEDED,
    ),
    Quantity("factor.content", Text("热值", "energy content"), per("MJ"), _FUEL, _NEEDED),
    *_correction("hours", "使用时间", "hours of use", of(Dimension.TIME, "h")),
    *_correction("area_per_person", "人均面积", "area per person", of(Dimension.AREA, "m²")),
    *_correction("occupancy", "入住率", "occupancy", SHARE),
    *_correction("guest_room_share", "客房区面积比例", "share of guest-room area", SHARE),
    Quantity(
        "correction.cold_storage.low",
        Text("蓄冷修正：低比例", "correction for cold storage: low share"),
        PLAIN,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.middle",
        Text("蓄冷修正：中比例", "correction for cold storage: middle share"),
        PLAIN,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.high",
        Text("蓄冷修正：高比例", "correction for cold storage: high share"),
        PLAIN,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.low_to",
        Text("蓄冷修正：低比例上限", "correction for cold storage: upper end of a low share"),
        SHARE,
        frozenset(),
    ),
    Quantity(
        "correction.cold_storage.middle_to",
        Text("蓄冷修正：中比例上限", "correction for cold storage: upper end of a middle share"),
        SHARE,
        frozenset(),
    ),
)

QUANTITIES: Mapping[str, Quantity] = {
    one.name: one for one in (*_LIST, *INDOORS, *CARBON, *TARIFFS)
}
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
    return Quantity(name, label, of(Dimension.TIME, "d"), frozenset(), whole=True)
