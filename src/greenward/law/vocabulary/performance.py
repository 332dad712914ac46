"""Facts of measured performance and of labels (Articles 31 to 38).

Each measured figure is held in the unit of the limit it is compared with, at a scale that makes
every threshold of the law (the limit, 80 % of it, the mean of two) an even whole number; figures
are rounded to odd (`greenward.units.to_scaled`), so none is ever moved across one of them.
`greenward.law.measured` fills them from samples, tests and water years, and says why one is missing.
"""

from __future__ import annotations

from ..language import Bearer, Quantity
from .entering import Supplier, flag, quantity

AIR_CONCENTRATION = "air_concentration"
"""Unit name of concentrations: the unit of the limit, which the case names."""
WATER_USE = "water_use"
"""Unit name of daily water use: the unit of the quota, which the case names."""

# --- kinds of civil building (Articles 33, 34, 35) ------------------------------------------

dwelling = flag(
    "dwelling",
    ("建筑物属于住宅建筑", "it is a residential building"),
    ("建筑物不属于住宅建筑", "it is not a residential building"),
    ("建筑名录中的建筑功能", "the building's function in the register"),
)
dormitory = flag(
    "dormitory",
    ("建筑物属于宿舍建筑", "it is a dormitory"),
    ("建筑物不属于宿舍建筑", "it is not a dormitory"),
    ("建筑名录中的建筑功能", "the building's function in the register"),
)

# --- the water year (Article 33) ------------------------------------------------------------

_QUOTA = ("节水用水定额标准中适用的数值", "the row of the water quota that fits the use")

water_per_day = quantity(
    "water_per_day",
    ("平均日生活用水量", "the mean daily domestic water use"),
    (
        "全年生活用水量、用水人数（床位、面积等）和天数",
        "the year's domestic water with the persons, beds or area it served and the days",
    ),
    unit=WATER_USE,
    scale=10_000,
    high=10**14,
    supplier=Bearer.OWNER,
)
water_quota_lower = quantity(
    "water_quota_lower",
    ("用水定额下限值", "the lower limit of the water quota"),
    _QUOTA,
    unit=WATER_USE,
    scale=10_000,
    high=10**14,
)
water_quota_upper = quantity(
    "water_quota_upper",
    ("用水定额上限值", "the upper limit of the water quota"),
    _QUOTA,
    unit=WATER_USE,
    scale=10_000,
    high=10**14,
)

# --- the air sample (Article 34; Article 17 asks for the limit itself) ----------------------

main_pollutant = flag(
    "main_pollutant",
    ("检测项目属于主要空气污染物", "the substance is one of the main air pollutants"),
    ("检测项目不属于主要空气污染物", "the substance is none of the main air pollutants"),
    ("市住房建设主管部门的主要污染物清单", "the housing authority's list of main pollutants"),
)
air_concentration = quantity(
    "air_concentration",
    (
        "按限值取值时间测得的污染物浓度",
        "the concentration measured over the limit's averaging time",
    ),
    ("检测机构的空气检测报告", "the laboratory's report on the air"),
    unit=AIR_CONCENTRATION,
    scale=1_000_000,
    high=10**15,
    supplier=Bearer.LABORATORY,
)
air_limit = quantity(
    "air_limit",
    ("室内空气质量标准限值", "the limit of the indoor air quality standard"),
    ("室内空气质量标准中该污染物的数值", "the row of the air quality standard"),
    unit=AIR_CONCENTRATION,
    scale=1_000_000,
    high=10**15,
)

# --- the sound test (Article 35) ------------------------------------------------------------

_REPORT = ("检测机构的隔声检测报告", "the laboratory's report on sound insulation")
_SOUND = ("隔声标准中适用的数值", "the row of the sound standard that fits the element")

airborne_of_bedroom = flag(
    "airborne_of_bedroom",
    (
        "检测的是室外与卧室之间或分户墙（楼板）两侧卧室之间的空气声隔声",
        "the test is of airborne sound between outdoors and a bedroom, or between bedrooms on both "
        "sides of a party wall or floor",
    ),
    (
        "检测的不是卧室与室外或邻户卧室之间的空气声隔声",
        "the test is not of airborne sound into a bedroom from outdoors or from the next dwelling's",
    ),
    _REPORT,
    Bearer.LABORATORY,
)
impact_of_bedroom = flag(
    "impact_of_bedroom",
    ("检测的是卧室楼板的撞击声", "the test is of impact sound through a bedroom floor"),
    ("检测的不是卧室楼板的撞击声", "the test is not of impact sound through a bedroom floor"),
    _REPORT,
    Bearer.LABORATORY,
)


def _level(
    name: str, label: tuple[str, str], proof: tuple[str, str], supplier: Supplier = "authority"
) -> Quantity:
    return quantity(name, label, proof, unit="dB", scale=10_000, high=10**7, supplier=supplier)


airborne_insulation = _level(
    "airborne_insulation",
    ("空气声隔声性能", "the airborne sound insulation"),
    _REPORT,
    Bearer.LABORATORY,
)
impact_level = _level(
    "impact_level",
    ("楼板撞击声压级", "the impact sound level of the floor"),
    _REPORT,
    Bearer.LABORATORY,
)
sound_low_limit = _level("sound_low_limit", ("低限标准限值", "the low-limit value"), _SOUND)
sound_high_requirement = _level(
    "sound_high_requirement", ("高要求标准值", "the high-requirement value"), _SOUND
)
sound_code_holds = flag(
    "sound_code_holds",
    (
        "项目适用的强制性规范另有隔声限值",
        "a mandatory code in force for the project sets a sound limit of its own",
    ),
    (
        "项目适用的强制性规范没有隔声限值",
        "no mandatory code in force for the project sets a sound limit",
    ),
    ("项目适用的规范版本及其施行日期", "the code that holds for the project by its date"),
)
sound_code_value = _level(
    "sound_code_value", ("强制性规范的隔声限值", "the sound limit of the mandatory code"), _SOUND
)

# --- labels and evaluation (Articles 36 to 38) ----------------------------------------------

labelled = flag(
    "labelled",
    ("建筑物已获得绿色建筑标识", "the building holds a green-building label"),
    ("建筑物未获得绿色建筑标识", "the building holds no green-building label"),
    ("绿色建筑标识证书", "the label certificate"),
    Bearer.OWNER,
    recorded=True,
)
label_required = flag(
    "label_required",
    (
        "建筑物在应当取得标识的范围内",
        "the building is in the scope that must obtain the label",
    ),
    (
        "建筑物不在应当取得标识的范围内",
        "the building is outside the scope that must obtain the label",
    ),
    ("市住房建设主管部门公布的范围和要求", "the scope and terms the housing authority has set"),
)
label_scope_set = flag(
    "label_scope_set",
    (
        "应当取得标识的范围和要求已确定",
        "the scope and terms of the buildings that must obtain the label are set",
    ),
    (
        "应当取得标识的范围和要求尚未确定",
        "the scope and terms of the buildings that must obtain the label are not set",
    ),
    ("规定的文号和施行日期", "the number of the rules and their day of force"),
    recorded=True,
)
indicators_compared = flag(
    "indicators_compared",
    (
        "当年运行指标已与申报星级指标比对",
        "the year's operating indicators were compared with those declared for the star",
    ),
    (
        "当年运行指标未与申报星级指标比对",
        "the year's operating indicators were not compared with those declared for the star",
    ),
    ("运行指标比对记录", "the record of the comparison"),
    Bearer.OPERATOR,
    recorded=True,
)
indicators_uploaded = flag(
    "indicators_uploaded",
    (
        "当年运行主要指标已上报标识管理信息系统",
        "the year's main operating indicators were uploaded to the label information system",
    ),
    (
        "当年运行主要指标未上报标识管理信息系统",
        "the year's main operating indicators were not uploaded to the label information system",
    ),
    ("标识管理信息系统的上报回执", "the receipt of the label information system"),
    Bearer.OPERATOR,
    recorded=True,
)
efficiency_label_applied = flag(
    "efficiency_label_applied",
    (
        "已申请建筑物能效测评",
        "an evaluation for the energy-efficiency label was applied for",
    ),
    (
        "未申请建筑物能效测评",
        "no evaluation for the energy-efficiency label was applied for",
    ),
    ("能效测评申请", "the application for the evaluation"),
    Bearer.OWNER,
)
efficiency_evaluated = flag(
    "efficiency_evaluated",
    ("建筑物能源利用效率已测评", "the building's energy efficiency was evaluated"),
    ("建筑物能源利用效率未测评", "the building's energy efficiency was not evaluated"),
    ("能效测评报告", "the evaluation report"),
    Bearer.LABEL_AGENCY,
    recorded=True,
)
efficiency_graded = flag(
    "efficiency_graded",
    ("能效等级已评定", "the energy-efficiency grade was given"),
    ("能效等级未评定", "the energy-efficiency grade was not given"),
    ("能效测评标识", "the energy-efficiency label"),
    Bearer.LABEL_AGENCY,
    recorded=True,
)
evaluation_interval_set = flag(
    "evaluation_interval_set",
    (
        "绿色性能定期评估制度及其周期已确定",
        "the regular evaluation of green performance and its interval are set",
    ),
    (
        "绿色性能定期评估制度及其周期尚未确定",
        "the regular evaluation of green performance and its interval are not set",
    ),
    ("评估制度的文号和评估周期", "the number of the rules and the interval they fix"),
    recorded=True,
)
performance_evaluated = flag(
    "performance_evaluated",
    (
        "本周期的绿色性能评估已完成",
        "the evaluation of green performance due in this interval is done",
    ),
    (
        "本周期的绿色性能评估未完成",
        "the evaluation of green performance due in this interval is not done",
    ),
    ("绿色性能评估报告", "the report on the evaluation"),
    Bearer.OWNER,
    recorded=True,
)

# --- what the authority sets (Articles 31, 32) ----------------------------------------------

performance_policy_made = flag(
    "performance_policy_made",
    (
        "建筑绿色性能保障政策及具体要求已制定",
        "the policy that secures green performance is made, with its definite requirements",
    ),
    (
        "建筑绿色性能保障政策及具体要求未制定",
        "no policy that secures green performance is made",
    ),
    ("政策文件的文号", "the number of the policy"),
    recorded=True,
)
performance_in_warranty = flag(
    "performance_in_warranty",
    (
        "绿色性能要求已纳入工程保修范围",
        "the requirements of green performance are part of the works' warranty",
    ),
    (
        "绿色性能要求未纳入工程保修范围",
        "the requirements of green performance are no part of the works' warranty",
    ),
    ("保修范围的规定或示范文本", "the rules or the model text on the warranty"),
    recorded=True,
)
local_energy_standard_set = flag(
    "local_energy_standard_set",
    ("本市建筑能耗标准已制定", "the city has an energy standard of its own"),
    ("本市未制定建筑能耗标准", "the city has no energy standard of its own"),
    ("地方标准的编号和施行日期", "the number of the local standard and its day of force"),
)
local_energy_standard_stricter = flag(
    "local_energy_standard_stricter",
    (
        "本市建筑能耗标准严于国家标准",
        "the city's energy standard is stricter than the national one",
    ),
    (
        "本市建筑能耗标准并未严于国家标准",
        "the city's energy standard is not stricter than the national one",
    ),
    ("两项标准逐项比较的记录", "the comparison of the two standards row by row"),
)
