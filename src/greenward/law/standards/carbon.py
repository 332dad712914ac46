"""Quantities of carbon: emission factors, materials, defaults, design reductions, trading
(Articles 7 and 24)."""

from __future__ import annotations

from greenward.units import Dimension

from ..language import Text
from .kinds import PLAIN, SHARE, Quantity, exactly, keys, of

_COMMODITY = keys("commodity")
_SECTOR = keys("sector", "climate_zone")

QUANTITIES = (
    Quantity(
        "factor.co2",
        Text("二氧化碳排放因子", "CO2 emission factor"),
        exactly("kgCO2/kWh", "tCO2/TJ", "tCO2/GJ", "kgCO2/m³", "kgCO2/L"),
        keys("commodity", "region"),
        _COMMODITY,
    ),
    Quantity(
        "factor.footprint",
        Text("碳足迹因子", "carbon footprint factor"),
        exactly("kgCO2e/kWh"),
        keys("commodity", "region"),
        _COMMODITY,
    ),
    Quantity(
        "factor.material",
        Text("建材碳排放因子", "carbon factor of a building material"),
        exactly("kgCO2e/m³", "kgCO2e/t"),
        keys("material"),
        keys("material"),
    ),
    Quantity(
        "carbon.distance",
        Text("建材默认运输距离", "default transport distance of materials"),
        of(Dimension.LENGTH, "km"),
        keys("material"),
    ),
    Quantity(
        "carbon.design_life",
        Text("默认设计使用年限", "default design life"),
        exactly("a"),
        frozenset(),
        whole=True,
    ),
    Quantity(
        "carbon.reference_line",
        Text("建筑碳排放基准线", "reference line of a building's carbon emissions"),
        exactly("kgCO2/(m²·a)"),
        keys("energy_class", "climate_zone"),
        decimals=2,
    ),
    Quantity(
        "design.energy_reduction",
        Text("设计能耗比2016年标准的平均降幅", "mean reduction of design energy on 2016"),
        SHARE,
        _SECTOR,
        keys("sector"),
    ),
    Quantity(
        "design.saving_rate",
        Text("平均节能率", "mean energy saving rate"),
        SHARE,
        _SECTOR,
        keys("sector"),
    ),
    Quantity(
        "design.carbon_reduction",
        Text("碳排放强度平均降幅", "mean reduction of carbon intensity"),
        SHARE,
        _SECTOR,
    ),
    Quantity(
        "design.carbon_decrease",
        Text("碳排放强度平均降低量", "mean decrease of carbon intensity"),
        exactly("kgCO2/(m²·a)"),
        _SECTOR,
    ),
    Quantity(
        "ets.threshold.emissions",
        Text("碳交易纳入门槛：年排放量", "emissions a year that bring a unit into trading"),
        exactly("tCO2/a"),
        frozenset(),
        directions=("at least", "above"),
    ),
    Quantity(
        "ets.threshold.office_area",
        Text("碳交易纳入门槛：机关办公建筑面积", "floor area of an office brought into trading"),
        of(Dimension.AREA, "m²"),
        frozenset(),
        directions=("at least", "above"),
    ),
    Quantity("ets.cap", Text("碳交易年度总量", "cap of the year"), exactly("MtCO2"), frozenset()),
    Quantity(
        "ets.cap_share",
        Text("碳交易总量的分配比例", "share of the cap"),
        SHARE,
        keys("cap_part"),
        keys("cap_part"),
    ),
    Quantity(
        "ets.shortfall_multiple",
        Text("配额短缺按均价的倍数", "multiple of the mean price for a missing allowance"),
        PLAIN,
        frozenset(),
    ),
)
