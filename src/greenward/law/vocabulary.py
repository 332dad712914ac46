"""Every fact the law may ask for: kind, unit and scale, how it is said, what proves it.

Packs read it as ``from greenward.law import vocabulary as fact`` and write ``fact.eui``. A class
an official may record with a reason (large public building and the like) is a pair: the recorded
fact, and the condition in the pack that derives it where nothing is recorded.

Energy use intensity is held in 0.0001 of *the limit's own unit*, rounded to odd
(`greenward.units.to_scaled`): a city that states its limit in kBtu/ft² is judged in kBtu/ft², and
no conversion ever moves a figure across a limit, its one-and-a-half-fold or a mean.
"""

from __future__ import annotations

from typing import Literal

from .language import Bearer, FactEntry, Flag, LawError, Quantity, Text, order_expired

ENERGY_INTENSITY = "energy_intensity"
"""Unit name of intensities: the unit of the limit in force, which the case names."""

ENTRIES: dict[str, FactEntry] = {}

Supplier = Bearer | Literal["authority"]


def _enter(entry: FactEntry) -> str:
    if entry.name in ENTRIES:
        raise LawError(f"the fact {entry.name!r} is entered twice")
    ENTRIES[entry.name] = entry
    return entry.name


def _flag(
    name: str,
    yes: tuple[str, str],
    no: tuple[str, str],
    proof: tuple[str, str],
    supplier: Supplier = "authority",
    recorded: bool = False,
) -> Flag:
    return Flag(
        _enter(
            FactEntry(
                name,
                "flag",
                Text(*yes),
                denial=Text(*no),
                proof=Text(*proof),
                supplier=supplier,
                recorded=recorded,
            )
        )
    )


def _quantity(
    name: str,
    label: tuple[str, str],
    proof: tuple[str, str],
    *,
    unit: str,
    scale: int,
    high: int,
    low: int = 0,
    supplier: Supplier = "authority",
) -> Quantity:
    return Quantity(
        _enter(
            FactEntry(
                name,
                "quantity",
                Text(*label),
                unit=unit,
                scale=scale,
                low=low,
                high=high,
                proof=Text(*proof),
                supplier=supplier,
            )
        )
    )


def order_entry(duty_id: str, article: str) -> FactEntry:
    """The fact that an order to correct a breach of this duty was not obeyed in its time."""
    return FactEntry(
        order_expired(duty_id),
        "flag",
        Text(
            f"第{article}条的限期改正已逾期未改正",
            f"the order to correct Article {article} expired uncorrected",
        ),
        denial=Text(
            f"第{article}条没有逾期未改正的责令限期改正",
            f"no order to correct Article {article} has expired uncorrected",
        ),
        recorded=True,
        proof=Text(
            "责令限期改正通知书及其送达回证", "the order to correct with its proof of service"
        ),
    )


# --- the building (Articles 2, 6) -----------------------------------------------------------

in_city = _flag(
    "in_city",
    ("建筑物位于本条例适用的区域内", "the building lies in the area the regulation governs"),
    ("建筑物不在本条例适用的区域内", "the building lies outside the area the regulation governs"),
    ("建筑物所在辖区", "the district the building is entered under"),
)
in_use = _flag(
    "in_use",
    ("建筑物已投入使用", "the building is in use"),
    ("建筑物未投入使用", "the building is not in use"),
    ("建筑名录中的使用状态", "the state of use in the register"),
)
public = _flag(
    "public",
    ("建筑物属于公共建筑", "it is a public building"),
    ("建筑物不属于公共建筑", "it is not a public building"),
    ("建筑名录中的建筑功能", "the building's function in the register"),
)
floor_area = _quantity(
    "floor_area",
    ("单体建筑面积", "the floor area of the single building"),
    ("竣工测绘报告或不动产登记", "the as-built survey or the property register"),
    unit="m²",
    scale=100,
    high=10**12,
    supplier=Bearer.OWNER,
)
completed_on = _quantity(
    "completed_on",
    ("竣工日期", "the day of completion"),
    ("竣工验收备案", "the completion filing"),
    unit="day",
    scale=1,
    low=1,
    high=10**6,
)
new_recorded = _flag(
    "new_recorded",
    ("经认定属于新建建筑", "it is recorded as a new building"),
    ("经认定不属于新建建筑", "it is recorded as not a new building"),
    ("认定记录及理由", "the record with its reason"),
)
large_public_recorded = _flag(
    "large_public_recorded",
    ("经认定属于大型公共建筑", "it is recorded as a large public building"),
    ("经认定不属于大型公共建筑", "it is recorded as not a large public building"),
    ("认定记录及理由", "the record with its reason"),
)
state_organ_office = _flag(
    "state_organ_office",
    ("建筑物属于国家机关办公建筑", "it is an office building of a state organ"),
    ("建筑物不属于国家机关办公建筑", "it is not an office building of a state organ"),
    ("产权或使用单位性质", "who owns or uses the building"),
)
fiscal_recorded = _flag(
    "fiscal_recorded",
    (
        "经认定有财政性资金参与投资建设",
        "fiscal money is recorded as taking part in its construction",
    ),
    ("经认定没有财政性资金参与投资建设", "it is recorded that no fiscal money took part"),
    ("认定记录及理由", "the record with its reason"),
)
fiscal_share = _quantity(
    "fiscal_share",
    ("财政性资金占投资的份额", "the share of fiscal money in the investment"),
    ("立项批复或决算报告", "the project approval or the final accounts"),
    unit="%",
    scale=10_000,
    high=1_000_000,
    supplier=Bearer.OWNER,
)
star = _quantity(
    "star",
    ("绿色建筑星级", "the green-building star"),
    ("绿色建筑标识证书或专项验收报告", "the label certificate or the special acceptance report"),
    unit="★",
    scale=1,
    high=3,
)
whole_renovation = _flag(
    "whole_renovation",
    ("建筑物实施了整体改造", "the building was renovated as a whole"),
    ("建筑物未实施整体改造", "the building was not renovated as a whole"),
    ("改造项目立项或竣工文件", "the renovation project's approval or completion papers"),
)
renovation_star = _quantity(
    "renovation_star",
    ("既有建筑绿色改造星级", "the star under the green-retrofit standard"),
    ("既有建筑绿色改造评价文件", "the evaluation under the green-retrofit standard"),
    unit="★",
    scale=1,
    high=3,
)

# --- the energy year (Articles 25, 32) ------------------------------------------------------

_FIGURE = ("年度能耗数据或账单", "the year's energy figure or its bills")
_LIMIT = (
    "建筑能耗标准中适用于该建筑的数值",
    "the row of the energy standard that fits the building",
)


def _intensity(
    name: str, label: tuple[str, str], proof: tuple[str, str], supplier: Supplier = "authority"
) -> Quantity:
    return _quantity(
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
energy_reported = _flag(
    "energy_reported",
    ("当年能耗数据已报送", "the year's energy data were provided"),
    ("当年能耗数据未报送", "the year's energy data were not provided"),
    _FIGURE,
    Bearer.OWNER,
    recorded=True,
)
audit_done = _flag(
    "audit_done",
    ("已开展能源审计", "an energy audit was carried out"),
    ("未开展能源审计", "no energy audit was carried out"),
    ("能源审计报告", "the energy audit report"),
    Bearer.OWNER,
    recorded=True,
)
measures_taken = _flag(
    "measures_taken",
    ("已采取降低能耗的措施", "measures to reduce consumption were taken"),
    ("未采取降低能耗的措施", "no measures to reduce consumption were taken"),
    ("节能措施实施证明", "proof of the measures taken"),
    Bearer.OWNER,
    recorded=True,
)
energy_retrofit_done = _flag(
    "energy_retrofit_done",
    ("已实施节能改造", "the energy-saving retrofit was carried out"),
    ("未实施节能改造", "no energy-saving retrofit was carried out"),
    ("节能改造竣工文件", "the completion papers of the retrofit"),
    Bearer.OWNER,
    recorded=True,
)

# --- sub-metering (Articles 27, 55) ---------------------------------------------------------

submeters_installed = _flag(
    "submeters_installed",
    ("已安装能耗分项计量装置", "sub-meters for electricity and other energy are installed"),
    ("未安装能耗分项计量装置", "no sub-meters are installed"),
    ("分项计量装置验收记录", "the acceptance record of the sub-meters"),
    Bearer.OWNER,
    recorded=True,
)
monitoring_installed = _flag(
    "monitoring_installed",
    ("已安装建筑能耗实时监测设备", "real-time energy monitoring equipment is installed"),
    ("未安装建筑能耗实时监测设备", "no real-time energy monitoring equipment is installed"),
    ("实时监测设备验收记录", "the acceptance record of the monitoring equipment"),
    Bearer.OWNER,
    recorded=True,
)
metering_operating = _flag(
    "metering_operating",
    ("计量和监测设备运行正常", "the metering and monitoring equipment operates normally"),
    ("计量和监测设备未正常运行", "the metering and monitoring equipment does not operate normally"),
    ("监测平台的运行记录或现场检查记录", "the platform's operating record or a site inspection"),
    Bearer.PROPERTY_COMPANY,
)
data_transmitted = _flag(
    "data_transmitted",
    ("准确的监测数据实时传输", "accurate monitoring data are transmitted in real time"),
    (
        "监测数据未能准确、实时传输",
        "monitoring data are not transmitted accurately and in real time",
    ),
    ("监测平台的接收记录", "the platform's record of data received"),
    Bearer.PROPERTY_COMPANY,
)
supplier_data_delivered = _flag(
    "supplier_data_delivered",
    ("已提供能源和水资源消耗数据", "energy and water consumption data were delivered"),
    ("未提供能源和水资源消耗数据", "energy and water consumption data were not delivered"),
    ("数据交付记录", "the delivery record"),
    Bearer.UTILITY,
    recorded=True,
)

# --- penalties (Article 58) -----------------------------------------------------------------

entity_fine = _quantity(
    "entity_fine",
    ("对单位实际处以的罚款", "the fine actually imposed on the entity"),
    ("行政处罚决定书", "the penalty decision"),
    unit="fen",
    scale=1,
    high=10**14,
)
