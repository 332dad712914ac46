"""What a unit of each commodity counts for: energy content, electricity equivalent, standard coal.

The rows are data, dated and sourced; they live in the table of standards, not here. A row decides
only when its evidence is primary or an official has confirmed it. Where no such row is in force,
the answer is a typed unknown that names the missing row, never a usual value. Serves Articles 24,
32 and 36.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from greenward.units import Dimension, QuantityError, Unit, convert, parse_unit

from .commodities import Commodity, Kind

KWH = parse_unit("kWh")
KGCE = parse_unit("kgce")


class Evidence(StrEnum):
    """How well a value is known; the classes of the standards table."""

    PRIMARY = "P"
    SECONDARY = "S"
    SINGLE_SECONDARY = "S1"
    MEMORY = "M"
    UNKNOWN = "U"


class Purpose(StrEnum):
    """What a factor converts to."""

    ENERGY_CONTENT = "energy content"
    ELECTRICITY_EQUIVALENT = "electricity equivalent"
    STANDARD_COAL = "standard coal"

    @property
    def zh(self) -> str:
        return _PURPOSE_ZH[self]


_PURPOSE_ZH = {
    Purpose.ENERGY_CONTENT: "热值",
    Purpose.ELECTRICITY_EQUIVALENT: "等效电",
    Purpose.STANDARD_COAL: "折标准煤",
}


class Method(StrEnum):
    """How a city adds its commodities to one figure; a convention each city declares.

    SITE_ENERGY adds energy contents, as the site EUI of Portfolio Manager does. Under it a kWh of
    gas heat is a kWh. ELECTRICITY_EQUIVALENT weighs each commodity by a factor, as GB/T 51161 does.
    """

    SITE_ENERGY = "site_energy"
    ELECTRICITY_EQUIVALENT = "electricity_equivalent"


class FactorUnknown(QuantityError):
    """No factor decides. `params`: commodity, purpose, unit kind (en and zh), date, source."""

    code = "factor_unknown"


class FactorMissing(FactorUnknown):
    """No row is on file for that commodity, purpose, kind of unit and day."""

    code = "factor_missing"
    en = (
        "No {purpose_en} factor of {commodity_en} per unit of {dimension_en} is on file for {on}; "
        "enter it on the standards desk with its source."
    )
    zh = "{on}没有{commodity_zh}（按{dimension_zh}计量）的{purpose_zh}系数，请在标准台账中录入并注明来源。"


class FactorUnconfirmed(FactorUnknown):
    """Rows are on file, but none that an official has confirmed."""

    code = "factor_unconfirmed"
    en = (
        "The {purpose_en} factor of {commodity_en} per unit of {dimension_en} in force on {on} is "
        "not confirmed ({source}); confirm it on the standards desk."
    )
    zh = (
        "{on}施行的{commodity_zh}（按{dimension_zh}计量）{purpose_zh}系数尚未核实（{source}），"
        "请在标准台账中核实。"
    )


class FactorConflict(FactorUnknown):
    """Several confirmed rows of different value are in force on one day."""

    code = "factor_conflict"
    en = (
        "Several confirmed {purpose_en} factors of {commodity_en} per unit of {dimension_en} are "
        "in force on {on} ({source}); close all but one on the standards desk."
    )
    zh = (
        "{on}有多个已核实的{commodity_zh}（按{dimension_zh}计量）{purpose_zh}系数同时施行（{source}），"
        "请在标准台账中只保留一个。"
    )


class NotEnergy(QuantityError):
    """The commodity is not energy and has no place in an energy total."""

    code = "not_energy"
    en = "{commodity_en} is not energy and is not added to an energy total."
    zh = "{commodity_zh}不是能源，不计入能耗合计。"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row: `value` units of `gives` for each unit `per`, from the first to the last day.

    Both days are included; an open end is None. `gives` is a unit of energy (kWh, MJ or kgce).
    `confirmed` says that an official has confirmed the value with name, source and date.
    """

    commodity: Commodity
    purpose: Purpose
    value: Fraction
    per: Unit
    gives: Unit
    first: date
    last: date | None
    source: str
    evidence: Evidence
    confirmed: bool = False

    def __post_init__(self) -> None:
        if self.gives.dimension is not Dimension.ENERGY:
            raise ValueError(f"a factor gives energy, not {self.gives.dimension}")
        if self.value < 0 or (self.last is not None and self.last < self.first):
            raise ValueError("a factor is not negative and ends no earlier than it begins")

    @property
    def decides(self) -> bool:
        return self.confirmed or self.evidence is Evidence.PRIMARY

    def in_force(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)

    def apply(self, amount: Decimal | Fraction | int, unit: Unit, to: Unit) -> Fraction:
        return convert(convert(amount, unit, self.per) * self.value, self.gives, to)


class Factors:
    """The rows of the table, looked up by commodity, purpose, kind of unit and day."""

    def __init__(self, rows: Iterable[Factor] = ()) -> None:
        self._rows: dict[tuple[Commodity, Purpose, Dimension], list[Factor]] = defaultdict(list)
        for row in rows:
            self._rows[row.commodity, row.purpose, row.per.dimension].append(row)

    def find(
        self, commodity: Commodity, purpose: Purpose, dimension: Dimension, on: date
    ) -> Factor:
        """The one row that decides; raises FactorMissing, FactorUnconfirmed or FactorConflict."""
        rows = self._rows.get((commodity, purpose, dimension), [])
        in_force = [row for row in rows if row.in_force(on)]
        deciding = [row for row in in_force if row.decides]
        if len({row.value * row.gives.factor / row.per.factor for row in deciding}) == 1:
            return deciding[0]
        params = {
            "commodity_en": commodity.about.en,
            "commodity_zh": commodity.about.zh,
            "purpose_en": purpose.value,
            "purpose_zh": purpose.zh,
            "dimension_en": dimension.value,
            "dimension_zh": dimension.zh,
            "on": on.isoformat(),
            "source": "; ".join(f"{row.source} [{row.evidence}]" for row in deciding or in_force),
        }
        if deciding:
            raise FactorConflict(params)
        raise FactorUnconfirmed(params) if in_force else FactorMissing(params)


def site_energy(
    amount: Decimal | Fraction | int, unit: Unit, commodity: Commodity, on: date, factors: Factors
) -> Fraction:
    """The energy content in kWh. An amount already in a unit of energy needs no factor.

    Whether a bill in kBtu or GJ states the gross or the net calorific value is the supplier's
    choice; nothing is corrected here.
    """
    _refuse_water(commodity)
    if unit.dimension is Dimension.ENERGY:
        return convert(amount, unit, KWH)
    row = factors.find(commodity, Purpose.ENERGY_CONTENT, unit.dimension, on)
    return row.apply(amount, unit, KWH)


def electricity_equivalent(
    amount: Decimal | Fraction | int, unit: Unit, commodity: Commodity, on: date, factors: Factors
) -> Fraction:
    """The amount in kWh of electricity equivalent.

    Grid electricity is its own equivalent. Everything else, also heat or gas that is billed in a
    unit of energy, needs a factor: that a kWh of heat counts for a kWh is a convention (see
    Method), not a conversion.
    """
    _refuse_water(commodity)
    if commodity is Commodity.ELECTRICITY:
        return convert(amount, unit, KWH)
    row = factors.find(commodity, Purpose.ELECTRICITY_EQUIVALENT, unit.dimension, on)
    return row.apply(amount, unit, KWH)


def kgce(
    amount: Decimal | Fraction | int, unit: Unit, commodity: Commodity, on: date, factors: Factors
) -> Fraction:
    """The amount in kg of standard coal, by the row in force.

    Without a row, a fuel billed in a unit of energy converts by the definition of the kgce
    (29,307.6 kJ). Electricity, heat and cold do not: whether they count by content or by the coal
    it took to make them, and with which rounded factor, only the row can say.
    """
    try:
        row = factors.find(commodity, Purpose.STANDARD_COAL, unit.dimension, on)
    except FactorMissing:
        if commodity.about.kind is Kind.FUEL and unit.dimension is Dimension.ENERGY:
            return convert(amount, unit, KGCE)
        raise
    return row.apply(amount, unit, KGCE)


_METHODS = {
    Method.SITE_ENERGY: site_energy,
    Method.ELECTRICITY_EQUIVALENT: electricity_equivalent,
}


def energy_kwh(
    amount: Decimal | Fraction | int,
    unit: Unit,
    commodity: Commodity,
    on: date,
    factors: Factors,
    method: Method,
) -> Fraction:
    """The amount in kWh under the method the city has declared."""
    return _METHODS[method](amount, unit, commodity, on, factors)


def _refuse_water(commodity: Commodity) -> None:
    if commodity.about.kind is Kind.WATER:
        raise NotEnergy({"commodity_en": commodity.about.en, "commodity_zh": commodity.about.zh})
