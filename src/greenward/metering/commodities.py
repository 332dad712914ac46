"""What is metered: the commodities, their names in files and their place in the national codes.

A name that could mean two commodities (燃气 may be natural gas, town gas or LPG) is refused with
suggestions, because their factors differ. Serves Articles 25, 27 and 36.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from greenward.units import (
    Dimension,
    DimensionMismatch,
    QuantityError,
    Unit,
    parse_unit,
)


class Commodity(StrEnum):
    """What a meter counts."""

    ELECTRICITY = "electricity"
    ON_SITE_ELECTRICITY = "on_site_electricity"
    NATURAL_GAS = "natural_gas"
    TOWN_GAS = "town_gas"
    LPG = "lpg"
    PURCHASED_HEAT = "purchased_heat"
    DISTRICT_STEAM = "district_steam"
    PURCHASED_COLD = "purchased_cold"
    CHILLED_WATER = "chilled_water"
    COAL = "coal"
    COKE = "coke"
    PETROL = "petrol"
    KEROSENE = "kerosene"
    DIESEL = "diesel"
    FUEL_OIL = "fuel_oil"
    WOOD = "wood"
    OTHER = "other"
    WATER = "water"
    RECLAIMED_WATER = "reclaimed_water"
    OTHER_WATER = "other_water"

    @property
    def about(self) -> Description:
        return DESCRIPTIONS[self]


class Kind(StrEnum):
    """How a commodity counts: a carrier and a fuel as energy, water not."""

    CARRIER = "carrier"  # made elsewhere from other energy: electricity, heat, cold
    FUEL = "fuel"
    WATER = "water"


class UnknownCommodity(QuantityError):
    """The text names no commodity, or several. `params`: name, suggestions."""

    code = "unknown_commodity"
    en = "The commodity {name!r} is not known. Did you mean: {suggestions}?"
    zh = "无法识别能源品种“{name}”。是否为：{suggestions}？"


@dataclass(frozen=True, slots=True)
class Description:
    """A commodity's names, the unit it is naturally counted in, and its national code.

    `code` is the two-digit class of the national energy-monitoring upload; 01 to 03 are confirmed
    by a published implementation, 04 and 05 are not (`code_confirmed`). From 06 the lists in
    circulation contradict each other, so the code stays empty until the specification is on file.
    """

    kind: Kind
    zh: str
    en: str
    unit: str
    dimensions: tuple[Dimension, ...]
    aliases: tuple[str, ...]
    code: str | None = None

    @property
    def code_confirmed(self) -> bool:
        return self.code in ("01", "02", "03")


_E, _V, _M = Dimension.ENERGY, Dimension.VOLUME, Dimension.MASS
_ENERGY, _FUEL, _HEAT, _WATER = (_E,), (_E, _V, _M), (_E, _M), (_V,)

DESCRIPTIONS: Mapping[Commodity, Description] = {
    Commodity.ELECTRICITY: Description(
        Kind.CARRIER, "电", "electricity", "kWh", _ENERGY,
        ("电力", "市电", "用电", "Electric - Grid", "Electricity - Grid Purchase", "power"), "01",
    ),
    Commodity.ON_SITE_ELECTRICITY: Description(
        Kind.CARRIER, "自发电", "electricity generated on site", "kWh", _ENERGY,
        ("光伏发电", "光伏", "Electric - Solar", "Electric - Wind",
         "Electricity - On-Site Solar", "Electricity - On-Site Wind"),
    ),
    Commodity.NATURAL_GAS: Description(
        Kind.FUEL, "天然气", "natural gas", "m³", _FUEL, ("管道天然气",), "03",
    ),
    Commodity.TOWN_GAS: Description(
        Kind.FUEL, "人工煤气", "town gas", "m³", _FUEL, ("煤气", "manufactured gas"), "03",
    ),
    Commodity.LPG: Description(
        Kind.FUEL, "液化石油气", "liquefied petroleum gas", "kg", _FUEL,
        ("液化气", "瓶装液化气", "Propane", "Liquid Propane"),
    ),
    Commodity.PURCHASED_HEAT: Description(
        Kind.CARRIER, "外购热力", "purchased heat", "GJ", _ENERGY,
        ("热力", "集中供热", "热量", "外购热", "District Hot Water", "district heat"), "04",
    ),
    Commodity.DISTRICT_STEAM: Description(
        Kind.CARRIER, "外购蒸汽", "district steam", "t", _HEAT, ("蒸汽", "steam"), "04",
    ),
    Commodity.PURCHASED_COLD: Description(
        Kind.CARRIER, "外购冷量", "purchased cold", "GJ", _ENERGY,
        ("集中供冷", "区域供冷", "冷量", "外购冷", "district cooling"), "05",
    ),
    Commodity.CHILLED_WATER: Description(
        Kind.CARRIER, "外购冷冻水", "chilled water", "ton-hour", _ENERGY,
        ("冷冻水", "District Chilled Water - Electric", "District Chilled Water - Absorption",
         "District Chilled Water - Engine", "District Chilled Water - Other",
         "District Chilled Water - Electric-Driven Chiller",
         "District Chilled Water - Absorption Chiller using Natural Gas",
         "District Chilled Water - Engine-Driven Chiller using Natural Gas"), "05",
    ),
    Commodity.COAL: Description(
        Kind.FUEL, "煤", "coal", "t", _HEAT,
        ("煤炭", "原煤", "Coal (anthracite)", "Coal (bituminous)"),
    ),
    Commodity.COKE: Description(Kind.FUEL, "焦炭", "coke", "t", _HEAT, ()),
    Commodity.PETROL: Description(Kind.FUEL, "汽油", "petrol", "kg", _FUEL, ("gasoline",)),
    Commodity.KEROSENE: Description(Kind.FUEL, "煤油", "kerosene", "kg", _FUEL, ()),
    Commodity.DIESEL: Description(Kind.FUEL, "柴油", "diesel", "kg", _FUEL, ("diesel oil",)),
    Commodity.FUEL_OIL: Description(
        Kind.FUEL, "燃料油", "fuel oil", "kg", _FUEL,
        ("重油", "Fuel Oil (No. 1)", "Fuel Oil (No. 2)", "Fuel Oil (No. 4)",
         "Fuel Oil (No. 5 and No. 6)"),
    ),
    Commodity.WOOD: Description(Kind.FUEL, "木柴", "wood", "t", _HEAT, ()),
    Commodity.OTHER: Description(
        Kind.FUEL, "其他能源", "other energy", "kWh", _FUEL, ("其他", "其它", "Other", "Other:"),
    ),
    Commodity.WATER: Description(
        Kind.WATER, "自来水", "water", "m³", _WATER,
        ("水", "市政供水", "用水", "Potable Indoor", "Potable Outdoor",
         "Potable: Mixed Indoor/Outdoor", "Municipally Supplied Potable Water - Indoor",
         "Municipally Supplied Potable Water - Outdoor",
         "Municipally Supplied Potable Water - All"), "02",
    ),
    Commodity.RECLAIMED_WATER: Description(
        Kind.WATER, "再生水", "reclaimed water", "m³", _WATER,
        ("中水", "Reclaimed Indoor", "Reclaimed Outdoor", "Reclaimed: Mixed Indoor/Outdoor",
         "Municipally Supplied Reclaimed Water - Indoor",
         "Municipally Supplied Reclaimed Water - Outdoor",
         "Municipally Supplied Reclaimed Water - All"),
    ),
    Commodity.OTHER_WATER: Description(
        Kind.WATER, "其他水源", "other water", "m³", _WATER,
        ("自备井水", "雨水", "Well Water Indoor", "Well Water Outdoor",
         "Well Water: Mixed Indoor/Outdoor", "Other Indoor", "Other Outdoor",
         "Other: Mixed Indoor/Outdoor", "Alternative Water Generated On-Site - Indoor",
         "Alternative Water Generated On-Site - Outdoor",
         "Alternative Water Generated On-Site - All"),
    ),
}  # fmt: skip


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    return "".join(folded.split())


def _index() -> dict[str, Commodity]:
    names: dict[str, Commodity] = {}
    for commodity, about in DESCRIPTIONS.items():
        for name in (commodity.value, about.zh, about.en, *about.aliases):
            if names.setdefault(_key(name), commodity) is not commodity:
                raise AssertionError(f"two commodities are called {name}")
    return names


_NAMES = _index()
_AMBIGUOUS: Mapping[str, tuple[Commodity, ...]] = {
    name: (Commodity.NATURAL_GAS, Commodity.TOWN_GAS, Commodity.LPG) for name in ("燃气", "gas")
}


def parse_commodity(text: str) -> Commodity:
    """The commodity a file names; raises UnknownCommodity with the nearest names."""
    found = _NAMES.get(_key(text))
    if found is None:
        raise UnknownCommodity({"name": text[:60], "suggestions": _nearest(_key(text[:60]))})
    return found


@lru_cache(maxsize=1024)
def _nearest(key: str) -> str:
    close = _AMBIGUOUS.get(key) or [
        _NAMES[name] for name in difflib.get_close_matches(key, _NAMES, n=6, cutoff=0.4)
    ]
    names = dict.fromkeys(f"{one.about.zh} {one.about.en}" for one in close)
    return ", ".join(list(names)[:3] or ["电 electricity", "天然气 natural gas", "自来水 water"])


def billed_unit(text: str, commodity: Commodity) -> Unit:
    """The unit written on a bill of this commodity.

    Water is billed in tonnes and means m³ by it (1 t of water is 1 m³ on a bill). A unit that
    cannot count the commodity, such as m³ of electricity, raises DimensionMismatch.
    """
    unit = parse_unit(text)
    about = commodity.about
    if unit.dimension in about.dimensions:
        return unit
    if about.kind is Kind.WATER and unit.dimension is Dimension.MASS:
        return Unit(f"{unit.symbol} = m³", Dimension.VOLUME, unit.factor / 1000)
    natural = parse_unit(about.unit)
    raise DimensionMismatch.between(unit, natural)
