"""What a unit measures, how large it is, and what is said when it cannot be read or converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar


class Dimension(StrEnum):
    """What a unit measures. Intensity is energy per area and year: the indicator of Article 32."""

    ENERGY = "energy"
    AREA = "area"
    INTENSITY = "energy intensity"
    VOLUME = "volume"
    MASS = "mass"
    TIME = "time"
    MONEY = "money"
    LENGTH = "length"
    NUMBER = "plain number"

    @property
    def zh(self) -> str:
        return _DIMENSION_ZH[self]


_DIMENSION_ZH = {
    Dimension.ENERGY: "能量",
    Dimension.AREA: "面积",
    Dimension.INTENSITY: "单位面积年能耗",
    Dimension.VOLUME: "体积",
    Dimension.MASS: "质量",
    Dimension.TIME: "时间",
    Dimension.MONEY: "金额",
    Dimension.LENGTH: "长度",
    Dimension.NUMBER: "无量纲数",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `factor` is its size in the base unit of its dimension.

    Base units: J, m², J/(m²·a), m³, kg, s, fen, m, 1.
    """

    symbol: str
    dimension: Dimension
    factor: Fraction

    def __str__(self) -> str:
        return self.symbol


class QuantityError(ValueError):
    """Something written as a unit or a number cannot be taken as one.

    `code` names the kind, `params` the particulars; `text_en` and `text_zh` say it in a sentence.
    """

    code: ClassVar[str] = "quantity"
    en: ClassVar[str] = "{text}"
    zh: ClassVar[str] = "{text}"

    def __init__(self, params: Mapping[str, str]) -> None:
        super().__init__(params)
        self.params = params

    def __str__(self) -> str:
        return self.text_en

    @property
    def text_en(self) -> str:
        return self.en.format(**self.params)

    @property
    def text_zh(self) -> str:
        return self.zh.format(**self.params)


class UnknownUnit(QuantityError):
    """The text names no unit of the table. `params`: unit, suggestions."""

    code = "unknown_unit"
    en = "The unit {unit!r} is not known. Did you mean: {suggestions}?"
    zh = "无法识别单位“{unit}”。是否为：{suggestions}？"


class AmbiguousUnit(UnknownUnit):
    """The text means different units in different trades; the writer has to say which."""

    code = "ambiguous_unit"
    en = "The unit {unit!r} has more than one meaning. Write one of: {suggestions}."
    zh = "单位“{unit}”有多种含义，请写明：{suggestions}。"


class DimensionMismatch(QuantityError):
    """The two units measure different things."""

    code = "dimension_mismatch"
    en = "{from_unit} is a unit of {from_en} and {to_unit} one of {to_en}: no conversion exists."
    zh = "{from_unit}是{from_zh}单位，{to_unit}是{to_zh}单位，两者不能换算。"

    @classmethod
    def between(cls, from_: Unit, to: Unit) -> DimensionMismatch:
        return cls(
            {
                "from_unit": from_.symbol,
                "to_unit": to.symbol,
                "from_en": from_.dimension.value,
                "to_en": to.dimension.value,
                "from_zh": from_.dimension.zh,
                "to_zh": to.dimension.zh,
            }
        )


class BadNumber(QuantityError):
    """The text is neither a number nor a way of saying that the number is unknown."""

    code = "not_a_number"
    en = "{text!r} is not a number. Write digits only, with {decimal_mark!r} as decimal mark."
    zh = "“{text}”不是数字。请只写数字，小数点用“{decimal_mark}”。"


class NumberOutOfRange(BadNumber):
    """Infinite, or too large or too fine to be a reading."""

    code = "number_out_of_range"
    en = "{text!r} is outside the range of readings (below 10^18, at most 30 decimals)."
    zh = "“{text}”超出读数范围（须小于10^18，小数不超过30位）。"
