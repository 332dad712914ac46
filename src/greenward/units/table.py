"""The units we know, each with its exact size and the names people give it.

A unit is added here and nowhere else. Sizes are exact by definition (SI, the International Table
Btu, the international foot and pound); sources stand beside the values that have several.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .kinds import Dimension

BTU = Fraction("1055.05585262")  # J; the International Table Btu, exact by definition
FOOT = Fraction("0.3048")  # m
POUND = Fraction("0.45359237")  # kg
GALLON_US = 231 * (FOOT / 12) ** 3  # m³; 231 cubic inches
GALLON_UK = Fraction("0.00454609")  # m³
KCAL = Fraction("4186.8")  # J; International Table, as GB/T 2589 uses it
# One kgce is 29,307.6 kJ (GB/T 2589-2020), exactly 7,000 kcal. This is the size of the unit. What
# a kWh or a m³ of gas *counts for* in kgce is a dated factor: `greenward.metering.factors`.
KGCE = 7000 * KCAL
# The therm is 100,000 Btu (IT), 105,505,585.262 J: the therm (EC), and 100 kBtu in Portfolio
# Manager. The legal US therm (105,480,400 J, 0.024 % less) occurs in no building data we read.
THERM = 100_000 * BTU

UNITS: Mapping[Dimension, tuple[tuple[str, Fraction | int, str], ...]] = {
    Dimension.ENERGY: (
        ("J", 1, "焦耳|焦"),
        ("kJ", 10**3, "千焦"),
        ("MJ", 10**6, "兆焦"),
        ("GJ", 10**9, "吉焦|吉焦耳|百万千焦"),
        ("TJ", 10**12, "太焦"),
        ("Wh", 3_600, "瓦时|watt hour|watt hours"),
        ("kWh", 3_600_000, "千瓦时|千瓦小时|度|度电|kilowatt hour|kilowatt hours"),
        ("MWh", 3_600_000_000, "兆瓦时|megawatt hour|megawatt hours"),
        ("GWh", 3_600_000_000_000, "吉瓦时"),
        ("Btu", BTU, "英热单位"),
        ("kBtu", 10**3 * BTU, ""),
        # SI and Portfolio Manager agree that MBtu is 10^6 Btu.
        ("MMBtu", 10**6 * BTU, "MBtu|Dth|dekatherm|mbtu/mmbtu/dth(million btu/dekatherm)"),
        ("therm", THERM, "therms|thm"),
        ("kcal", KCAL, "千卡|大卡"),
        ("Gcal", 10**6 * KCAL, "吉卡|百万大卡|百万千卡"),
        ("kgce", KGCE, "千克标准煤|公斤标准煤|千克标煤|公斤标煤"),
        ("tce", 10**3 * KGCE, "吨标准煤|吨标煤"),
        ("ton-hour", 12_000 * BTU, "ton hours|美国冷吨时"),
    ),
    Dimension.AREA: (
        (
            "m²",
            1,
            "平方米|平米|平方|sqm|sq m|square meter|square meters|square metre|square metres",
        ),
        ("km²", 10**6, "平方公里|平方千米"),
        ("ha", 10**4, "公顷|hectare|hectares"),
        ("亩", Fraction(2000, 3), "mu"),
        ("ft²", FOOT**2, "sqft|sq ft|square foot|square feet|平方英尺"),
        ("acre", 43_560 * FOOT**2, "acres|英亩"),
    ),
    Dimension.VOLUME: (
        # Portfolio Manager's "cm" is the cubic metre; a bare "cm" stays the centimetre.
        (
            "m³",
            1,
            "立方米|立方|方|cubic meter|cubic meters|cubic metre|cubic metres|cm(cubic meters)",
        ),
        ("10³ m³", 10**3, "kcm"),
        ("L", Fraction(1, 1000), "升|公升|liter|liters|litre|litres"),
        ("cf", FOOT**3, "ft3|cubic foot|cubic feet|立方英尺"),
        ("ccf", 100 * FOOT**3, ""),
        ("kcf", 1_000 * FOOT**3, ""),
        ("MMcf", 10**6 * FOOT**3, ""),
        ("gal", GALLON_US, "gallon|gallons|gal(us)|gallons(us)|美制加仑"),
        ("cgal", 100 * GALLON_US, "cgal(us)"),
        ("kgal", 1_000 * GALLON_US, "kgal(us)"),
        ("Mgal", 10**6 * GALLON_US, "mgal(us)"),
        ("gal (UK)", GALLON_UK, "gallons(uk)|英制加仑"),
        ("cgal (UK)", 100 * GALLON_UK, ""),
        ("kgal (UK)", 1_000 * GALLON_UK, ""),
        ("Mgal (UK)", 10**6 * GALLON_UK, ""),
    ),
    Dimension.MASS: (
        ("kg", 1, "千克|公斤|kilogram|kilograms"),
        ("t", 10**3, "吨|公吨|tonne|tonnes|tonnes(metric)|metric ton|metric tons"),
        ("lb", POUND, "lbs|pound|pounds|磅"),
        ("klb", 1_000 * POUND, "klbs"),
        ("MMlb", 10**6 * POUND, "MMlbs"),
        ("short ton", 2_000 * POUND, "short tons|美吨|短吨"),
        ("long ton", 2_240 * POUND, "long tons|英吨|长吨"),
    ),
    Dimension.TIME: (
        ("s", 1, "秒"),
        ("min", 60, "分钟"),
        ("h", 3_600, "小时|hour|hours"),
        ("d", 86_400, "天|日|day|days"),
    ),
    Dimension.MONEY: (
        ("fen", 1, "人民币分"),
        ("元", 100, "yuan|CNY|RMB|¥|人民币元"),
    ),
    Dimension.LENGTH: (
        ("m", 1, "米|meter|meters|metre|metres"),
        ("km", 10**3, "公里|千米"),
        ("cm", Fraction(1, 100), "厘米"),
        ("mm", Fraction(1, 1000), "毫米"),
        ("ft", FOOT, "foot|feet|英尺"),
    ),
    Dimension.NUMBER: (
        ("1", 1, "无量纲"),
        ("%", Fraction(1, 100), "百分比|percent"),
        ("‰", Fraction(1, 1000), ""),
    ),
}

# Different trades read these a thousandfold, or a tenth, apart: gas bills write Mcf for 10^3 cf and
# Portfolio Manager for 10^6; steam bills write Mlb for 10^3 lb; a ton is short, long or metric.
AMBIGUOUS: Mapping[str, tuple[str, ...]] = {
    "mcf": ("kcf (thousand cubic feet)", "Mcf (million cubic feet)"),
    "mlb": ("kLbs (thousand pounds)", "MLbs (million pounds)"),
    "mlbs": ("kLbs (thousand pounds)", "MLbs (million pounds)"),
    "ton": ("t", "short ton", "long ton"),
    "tons": ("t", "short ton", "long ton"),
}

MULTIPLES: Mapping[str, int] = {
    "百万": 10**6,
    "万": 10**4,
    "亿": 10**8,
    "千": 10**3,
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "104": 10**4,  # what remains of 10⁴
    "108": 10**8,
}
