"""Quantities of water, indoor air, sound and noise (Articles 17, 33, 34, 35).

Decimals are those their facts compare exactly: quotas and sound two (a mean of two must be an even
whole number of 0.0001), air five (80 % of a limit must be one of 0.000001).
"""

from __future__ import annotations

from ..language import Text
from .kinds import PLAIN, SHARE, Quantity, exactly, keys

QUOTA_UNITS = (
    "L/(person·d)", "L/(bed·d)", "L/(child·d)", "L/(student·d)", "L/(person·shift)",
    "L/(person·visit)", "L/(person·time)", "L/(person·event)", "L/(seat·show)", "L/(seat·time)",
    "L/(m²·d)", "L/(m²·time)", "L/(kg)",
)  # fmt: skip
"""A quota says what it counts; the brackets are what a building's water is divided by."""
CONCENTRATIONS = ("mg/m³", "μg/m³", "ng/m³", "%", "Bq/m³", "CFU/m³")
_QUOTA = keys("water_use", "water_zone", "city_size")
_SOUND = keys("element", "metric")
_NOISE = keys("room_use", "noise_source", "time_of_day")
_SEASON = keys("season")


def _sound(name: str, zh: str, en: str) -> Quantity:
    return Quantity(
        name, Text(zh, en), exactly("dB"), _SOUND, keys("element"), decimals=2, directions=()
    )


def _noise(name: str, zh: str, en: str) -> Quantity:
    return Quantity(
        name,
        Text(zh, en),
        exactly("dB(A)"),
        _NOISE,
        keys("room_use"),
        decimals=1,
        directions=("at most",),
    )


def _comfort(name: str, zh: str, en: str, unit: str, direction: str) -> Quantity:
    read = SHARE if unit == "%" else exactly(unit)
    return Quantity(name, Text(zh, en), read, _SEASON, decimals=2, directions=(direction,))


QUANTITIES = (
    Quantity(
        "water.quota.lower",
        Text("用水定额下限值", "lower limit of a water quota"),
        exactly(*QUOTA_UNITS),
        _QUOTA,
        keys("water_use"),
        decimals=2,
        directions=("at most",),
    ),
    Quantity(
        "water.quota.upper",
        Text("用水定额上限值", "upper limit of a water quota"),
        exactly(*QUOTA_UNITS),
        _QUOTA,
        keys("water_use"),
        decimals=2,
        directions=("at most",),
    ),
    Quantity(
        "water.place",
        Text("城市的用水分区和规模", "a city's water zone and size"),
        PLAIN,
        keys("city", "water_zone", "city_size"),
        keys("water_zone", "city_size"),
        fixed=1,
    ),
    Quantity(
        "air.limit",
        Text("室内空气限值", "limit of indoor air"),
        exactly(*CONCENTRATIONS),
        keys("pollutant", "averaging"),
        keys("pollutant"),
        decimals=5,
        directions=("at most",),
    ),
    Quantity(
        "air.main",
        Text("主要空气污染物", "main air pollutant"),
        PLAIN,
        keys("pollutant"),
        keys("pollutant"),
        fixed=1,
    ),
    Quantity(
        "air.acceptance",
        Text("竣工验收时的室内污染物限值", "limit of indoor air at acceptance"),
        exactly(*CONCENTRATIONS),
        keys("pollutant", "pollution_class"),
        keys("pollutant", "pollution_class"),
        decimals=5,
        directions=("at most",),
    ),
    _comfort("air.temperature.low", "室内温度下限", "least indoor temperature", "°C", "at least"),
    _comfort(
        "air.temperature.high", "室内温度上限", "greatest indoor temperature", "°C", "at most"
    ),
    _comfort("air.humidity.low", "相对湿度下限", "least relative humidity", "%", "at least"),
    _comfort("air.humidity.high", "相对湿度上限", "greatest relative humidity", "%", "at most"),
    _comfort("air.velocity", "空气流速", "air velocity", "m/s", "at most"),
    _comfort("air.fresh", "新风量", "fresh air", "m³/(h·person)", "at least"),
    _sound("sound.low", "隔声低限标准", "low limit of sound insulation"),
    _sound("sound.high", "隔声高要求标准", "high requirement of sound insulation"),
    _sound("sound.code", "强制性规范的隔声限值", "sound limit of a mandatory code"),
    _noise("noise.low", "室内噪声低限标准", "low limit of room noise"),
    _noise("noise.high", "室内噪声高要求标准", "high requirement of room noise"),
    _noise("noise.code", "强制性规范的室内噪声限值", "room noise limit of a mandatory code"),
    Quantity(
        "noise.relaxation",
        Text("室内噪声限值可放宽的数值", "by how much a room noise limit may be relaxed"),
        exactly("dB"),
        keys("noise_source", "noise_zone"),
        keys("noise_zone"),
        decimals=1,
    ),
)
