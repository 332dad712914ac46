"""Facts of a building's year and of its metering (Articles 25, 27, 32).

Energy use intensity is held in 0.0001 of *the limit's own unit*, rounded to odd
(`greenward.units.to_scaled`): a city that states its limit in kBtu/ft² is judged in kBtu/ft², and
no conversion ever moves a figure across a limit, its one-and-a-half-fold or a mean.
"""

from __future__ import annotations

from ..language import Bearer, Quantity
from .entering import Supplier, flag, quantity

ENERGY_INTENSITY = "energy_intensity"
"""Unit name of intensities: the unit of the limit in force, which the case names."""

# --- the energy year (Articles 25, 32) ------------------------------------------------------

_FIGURE = ("年度能耗数据或账单", "the year's energy figure or its bills")
_LIMIT = (
    "建筑能耗标准中适用于该建筑的数值",
    "the row of the energy standard that fits the building",
)


def _intensity(
    name: str, label: tuple[str, str], proof: tuple[str, str], supplier: Supplier = "authority"
) -> Quantity:
    return quantity(
        name,
        label,
        proof,
        unit=ENERGY_INTENSITY,
        scale=10_000,
        high=10**14,
        supplier=supplier,
    )


eui = _intensity("eui", ("当年能耗指标", "the year's energy use intensity"), _FIGURE, Bearer.OWNER)
constraint_value = _intensity(
    "constraint_value", ("当年约束值", "the constraint value of that year"), _LIMIT
)
eui_last_year = _intensity(
    "eui_last_year",
    ("上一年能耗指标", "the energy use intensity of the year before"),
    _FIGURE,
    Bearer.OWNER,
)
constraint_last_year = _intensity(
    "constraint_last_year", ("上一年约束值", "the constraint value of the year before"), _LIMIT
)
mean_constraint = _intensity("mean_constraint", ("约束值", "the constraint value"), _LIMIT)
mean_guiding = _intensity("mean_guiding", ("引导值", "the guiding value"), _LIMIT)
energy_reported = flag(
    "energy_reported",
    ("当年能耗数据已报送", "the year's energy data were provided"),
    ("当年能耗数据未报送", "the year's energy data were not provided"),
    _FIGURE,
    Bearer.OWNER,
    recorded=True,
)
audit_done = flag(
    "audit_done",
    ("已开展能源审计", "an energy audit was carried out"),
    ("未开展能源审计", "no energy audit was carried out"),
    ("能源审计报告", "the energy audit report"),
    Bearer.OWNER,
    recorded=True,
)
measures_taken = flag(
    "measures_taken",
    ("已采取降低能耗的措施", "measures to reduce consumption were taken"),
    ("未采取降低能耗的措施", "no measures to reduce consumption were taken"),
    ("节能措施实施证明", "proof of the measures taken"),
    Bearer.OWNER,
    recorded=True,
)
energy_retrofit_done = flag(
    "energy_retrofit_done",
    ("已实施节能改造", "the energy-saving retrofit was carried out"),
    ("未实施节能改造", "no energy-saving retrofit was carried out"),
    ("节能改造竣工文件", "the completion papers of the retrofit"),
    Bearer.OWNER,
    recorded=True,
)

# --- sub-metering (Articles 27, 55) ---------------------------------------------------------

submeters_installed = flag(
    "submeters_installed",
    ("已安装能耗分项计量装置", "sub-meters for electricity and other energy are installed"),
    ("未安装能耗分项计量装置", "no sub-meters are installed"),
    ("分项计量装置验收记录", "the acceptance record of the sub-meters"),
    Bearer.OWNER,
    recorded=True,
)
monitoring_installed = flag(
    "monitoring_installed",
    ("已安装建筑能耗实时监测设备", "real-time energy monitoring equipment is installed"),
    ("未安装建筑能耗实时监测设备", "no real-time energy monitoring equipment is installed"),
    ("实时监测设备验收记录", "the acceptance record of the monitoring equipment"),
    Bearer.OWNER,
    recorded=True,
)
metering_operating = flag(
    "metering_operating",
    ("计量和监测设备运行正常", "the metering and monitoring equipment operates normally"),
    ("计量和监测设备未正常运行", "the metering and monitoring equipment does not operate normally"),
    ("监测平台的运行记录或现场检查记录", "the platform's operating record or a site inspection"),
    Bearer.PROPERTY_COMPANY,
)
data_transmitted = flag(
    "data_transmitted",
    ("准确的监测数据实时传输", "accurate monitoring data are transmitted in real time"),
    (
        "监测数据未能准确、实时传输",
        "monitoring data are not transmitted accurately and in real time",
    ),
    ("监测平台的接收记录", "the platform's record of data received"),
    Bearer.PROPERTY_COMPANY,
)
supplier_data_delivered = flag(
    "supplier_data_delivered",
    ("已提供能源和水资源消耗数据", "energy and water consumption data were delivered"),
    ("未提供能源和水资源消耗数据", "energy and water consumption data were not delivered"),
    ("数据交付记录", "the delivery record"),
    Bearer.UTILITY,
    recorded=True,
)
