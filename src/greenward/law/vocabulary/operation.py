"""Facts of a green building's running, upkeep and supply (Articles 20, 21, 25, 26, 54).

Those of sub-metering and of the energy year stand in `energy`.
"""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

# --- the six conditions of running (Article 20) ---------------------------------------------

_ON_SITE = ("现场检查记录", "the record of an inspection on site")
_INDOOR = ("室内环境检测报告", "the indoor environment test report")

management_rules_complete = flag(
    "management_rules_complete",
    ("运行管理制度完备", "the set of rules for running the building is complete"),
    ("运行管理制度不完备", "the set of rules for running the building is not complete"),
    ("运行管理制度文件", "the rules themselves"),
    Bearer.PROPERTY_COMPANY,
)
envelope_intact = flag(
    "envelope_intact",
    ("建筑围护结构完好", "roof, walls, windows and doors are intact"),
    ("建筑围护结构有缺损", "roof, walls, windows or doors are defective"),
    _ON_SITE,
    Bearer.PROPERTY_COMPANY,
)
shading_operating = flag(
    "shading_operating",
    ("遮阳等设施设备运行正常", "shading and the like operate normally"),
    ("遮阳等设施设备运行不正常", "shading or the like does not operate normally"),
    _ON_SITE,
    Bearer.PROPERTY_COMPANY,
)
systems_operating = flag(
    "systems_operating",
    (
        "通风、空调、照明、给排水、电气和计量系统运行正常",
        "ventilation, air conditioning, lighting, water, power and meters operate normally",
    ),
    (
        "通风、空调、照明、给排水、电气或者计量系统运行不正常",
        "ventilation, air conditioning, lighting, water, power or meters do not operate normally",
    ),
    ("运行记录或现场检查记录", "the operating record or a site inspection"),
    Bearer.PROPERTY_COMPANY,
)
energy_saving_met = flag(
    "energy_saving_met",
    ("节能指标符合规定", "the energy-saving indicators are met"),
    ("节能指标不符合规定", "the energy-saving indicators are not met"),
    ("年度能耗数据与适用标准", "the year's energy figures and the standard that applies"),
    Bearer.OWNER,
)
water_saving_met = flag(
    "water_saving_met",
    ("节水指标符合规定", "the water-saving indicators are met"),
    ("节水指标不符合规定", "the water-saving indicators are not met"),
    ("年度用水数据与适用标准", "the year's water figures and the standard that applies"),
    Bearer.OWNER,
)
temperature_humidity_met = flag(
    "temperature_humidity_met",
    ("室内温湿度达标", "indoor temperature and humidity meet the standard"),
    ("室内温湿度不达标", "indoor temperature or humidity does not meet the standard"),
    _INDOOR,
    Bearer.OWNER,
)
noise_in_use_met = flag(
    "noise_in_use_met",
    ("运行期间室内噪声达标", "indoor noise in use meets the standard"),
    ("运行期间室内噪声不达标", "indoor noise in use does not meet the standard"),
    _INDOOR,
    Bearer.OWNER,
)
air_in_use_met = flag(
    "air_in_use_met",
    ("运行期间室内空气质量达标", "indoor air in use meets the standard"),
    ("运行期间室内空气质量不达标", "indoor air in use does not meet the standard"),
    _INDOOR,
    Bearer.OWNER,
)
discharges_met = flag(
    "discharges_met",
    (
        "废气、污水、固体废弃物等的排放和处置符合规定",
        "waste gas, sewage, solid waste and the like are discharged and disposed of as prescribed",
    ),
    (
        "废气、污水、固体废弃物等的排放或者处置不符合规定",
        "waste gas, sewage, solid waste or the like is not discharged or disposed of as prescribed",
    ),
    ("排放监测报告和处置记录", "the discharge monitoring report and the disposal records"),
    Bearer.OWNER,
)

# --- upkeep (Articles 21, 54) ---------------------------------------------------------------

equipment_tuned = flag(
    "equipment_tuned",
    ("设施设备已定期调适", "the equipment was tuned at its interval"),
    ("设施设备未定期调适", "the equipment was not tuned at its interval"),
    ("调适报告", "the tuning report"),
    Bearer.PROPERTY_COMPANY,
)
equipment_evaluated = flag(
    "equipment_evaluated",
    ("设施设备已定期评估", "the equipment was evaluated at its interval"),
    ("设施设备未定期评估", "the equipment was not evaluated at its interval"),
    ("设施设备评估报告", "the evaluation of the equipment"),
    Bearer.PROPERTY_COMPANY,
)
equipment_maintained = flag(
    "equipment_maintained",
    ("设施设备已定期维护和保养", "the equipment was repaired and serviced at its interval"),
    ("设施设备未定期维护和保养", "the equipment was not repaired and serviced at its interval"),
    ("维护保养记录和仪表检定证书", "the work orders and the meters' calibration certificates"),
    Bearer.PROPERTY_COMPANY,
)
operation_entrusted = flag(
    "operation_entrusted",
    (
        "建筑运行已委托物业服务企业或者专业服务单位",
        "running the building is entrusted to a property company or a service provider",
    ),
    ("建筑运行未委托他人", "running the building is entrusted to no one"),
    ("委托合同", "the contract of entrustment"),
    Bearer.OWNER,
)

# --- supply and quotas (Articles 25, 26) ----------------------------------------------------

supplier_in_city = flag(
    "supplier_in_city",
    (
        "该单位在本条例适用的区域内供能或者供水",
        "the company supplies the area the regulation governs",
    ),
    (
        "该单位不在本条例适用的区域内供能或者供水",
        "the company does not supply the area the regulation governs",
    ),
    ("供能供水单位名录", "the register of suppliers"),
)
electricity_quotas_set = flag(
    "electricity_quotas_set",
    (
        "民用建筑用电定额已按类别、功能和规模制定",
        "electricity quotas are set by category, function and size of civil buildings",
    ),
    (
        "民用建筑用电定额未按类别、功能和规模制定",
        "electricity quotas are not set by category, function and size of civil buildings",
    ),
    ("用电定额标准文件", "the table of quotas"),
    recorded=True,
)
electricity_used = quantity(
    "electricity_used",
    ("当年用电量", "the year's electricity use"),
    ("当年电费账单或供电单位数据", "the year's bills or the power supplier's data"),
    unit="kWh",
    scale=100,
    high=10**13,
    supplier=Bearer.UTILITY,
)
electricity_quota = quantity(
    "electricity_quota",
    ("当年用电定额", "the electricity quota of that year"),
    ("用电定额标准中适用于该建筑的数值", "the row of the quotas that fits the building"),
    unit="kWh",
    scale=100,
    high=10**13,
)
tiered_price_applied = flag(
    "tiered_price_applied",
    ("超限额用电按阶梯价格计费", "electricity above the quota is charged at the tiered price"),
    (
        "超限额用电未按阶梯价格计费",
        "electricity above the quota is not charged at the tiered price",
    ),
    ("电费账单", "the electricity bills"),
    Bearer.UTILITY,
)
