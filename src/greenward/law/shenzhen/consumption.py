"""Chapter III: consumption data (Article 25), quotas (26) and sub-metering (27, 55).

Article 55 punishes equipment that is missing or does not operate normally, after an order to
correct has expired; it does not punish late data. Articles 25 and 26 have no fine in this text.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Article, Authority, Bearer, Class, Duty, Fine, Subject, Text
from .general import HOUSING, IN_FORCE, MUNICIPAL, of_authority, scope, three_class
from .indicators import civil
from .liability import YUAN, fine

KEEPERS = (Bearer.OWNER, Bearer.RIGHT_HOLDER, Bearer.PROPERTY_COMPANY)
WITH_OTHERS = (*MUNICIPAL, Authority.DEPARTMENTS)


def metering_fine(duty_id: str) -> Fine:
    return fine(
        duty_id,
        "55",
        100_000 * YUAN,
        300_000 * YUAN,
        cure_first=True,
        extras=(Text("通报批评", "notice of criticism"),),
    )


ARTICLES = (
    Article(
        "25",
        3,
        Text("能源和用水数据", "Energy and water data"),
        (Class.WORKFLOW,),
        Text(
            "供能供水单位向市住房建设主管部门提供消耗数据；业主、使用人或物业企业如实报送能耗。没有规定期限，也没有罚款。",
            "Suppliers give the municipal housing authority consumption data; owners, users or "
            "property companies truthfully report energy. The text has no time limit and no fine.",
        ),
        "bureau.operation",
    ),
    Article(
        "26",
        3,
        Text("用电定额和阶梯价格", "Electricity quotas and tiered prices"),
        (Class.COMPUTABLE, Class.POLICY),
        Text(
            "市住房建设主管部门会同有关部门制定民用建筑用电定额，超过的部分按阶梯价格。价格本身不在本条例中。",
            "The municipal housing authority and others set electricity quotas for civil "
            "buildings; use above the quota is charged in tiers. The tariff itself is not in this text.",
        ),
        "bureau.operation",
    ),
    Article(
        "27",
        3,
        Text("分项计量和实时监测", "Sub-metering and real-time monitoring"),
        (Class.COMPUTABLE, Class.WORKFLOW),
        Text(
            "三类公共建筑装分项计量和实时监测，保证正常运行，并实时传输准确的数据。",
            "The three classes of public building have sub-meters and real-time monitoring, keep "
            "them working and transmit accurate data in real time.",
        ),
        "bureau.operation",
    ),
)

DUTIES = (
    Duty(
        "25.1",
        "25.1",
        Subject.SUPPLIER,
        (Bearer.UTILITY,),
        Text(
            "供能、供水单位把建筑的能源和用水数据交给市住房建设主管部门。",
            "Suppliers of power, gas, water and cooling give the housing authority each building's consumption.",
        ),
        applies=fact.supplier_in_city,
        requires=fact.supplier_data_delivered,
        in_force=IN_FORCE,
        remedy=Text("交付尚缺的消耗数据。", "Deliver the consumption data still missing."),
        authorities=MUNICIPAL,
    ),
    Duty(
        "25.2",
        "25.2",
        Subject.BUILDING_YEAR,
        (Bearer.OWNER, Bearer.USER, Bearer.PROPERTY_COMPANY),
        Text(
            "业主、使用人或物业企业如实报送当年能耗数据。",
            "The owner, user or property company truthfully provides the year's energy data.",
        ),
        applies=scope & fact.in_use,
        requires=fact.energy_reported,
        in_force=IN_FORCE,
        remedy=Text(
            "报送缺少的年度能耗或账单。", "Provide the missing annual figure or the bills."
        ),
        authorities=HOUSING,
    ),
    of_authority(
        "26.1.1",
        "26.1",
        WITH_OTHERS,
        Text(
            "按类别、功能和规模制定民用建筑用电定额。",
            "Electricity quotas for civil buildings are set by category, function and size.",
        ),
        fact.is_municipal_housing,
        fact.electricity_quotas_set,
        Text("会同有关部门制定用电定额。", "Set the quotas with the other departments."),
    ),
    Duty(
        "26.1.2",
        "26.1",
        Subject.BUILDING_YEAR,
        # The text names no one: the authorities settle the tiers, the supplier charges by them.
        (Bearer.AUTHORITY, Bearer.UTILITY),
        Text(
            "民用建筑当年用电超过定额的，超过部分按阶梯价格计费。",
            "A civil building's electricity above its quota is charged at the tiered price.",
        ),
        applies=scope & civil & (fact.electricity_used > fact.electricity_quota),
        requires=fact.tiered_price_applied,
        in_force=IN_FORCE,
        remedy=Text("对超过部分按阶梯价格重新计费。", "Charge what is above the quota in tiers."),
        leans_on=("26.1.1",),
        authorities=WITH_OTHERS,
    ),
    Duty(
        "27.1",
        "27.1",
        Subject.BUILDING,
        KEEPERS,
        Text(
            "安装能耗分项计量装置和能耗实时监测设备。",
            "Sub-meters and real-time energy monitoring are installed.",
        ),
        applies=scope & three_class,
        requires=fact.submeters_installed & fact.monitoring_installed,
        in_force=IN_FORCE,
        breach=metering_fine("27.1"),
        remedy=Text("安装并登记计量和监测设备。", "Install the equipment and have it recorded."),
        authorities=HOUSING,
    ),
    Duty(
        "27.2.1",
        "27.2",
        Subject.BUILDING,
        KEEPERS,
        Text(
            "计量和传输系统保持正常运行。",
            "The metering and transmission systems are kept operating normally.",
        ),
        applies=scope & fact.in_use & three_class,
        requires=fact.metering_operating,
        in_force=IN_FORCE,
        breach=metering_fine("27.2.1"),
        remedy=Text(
            "修复计量或网关设备并恢复传输。", "Repair the meter or gateway and resume transmission."
        ),
        leans_on=("27.1",),
        authorities=HOUSING,
    ),
    Duty(
        "27.2.2",
        "27.2",
        Subject.BUILDING,
        KEEPERS,
        Text(
            "把准确的监测数据实时传给市住房建设主管部门。",
            "Accurate monitoring data reach the municipal housing authority in real time.",
        ),
        applies=scope & fact.in_use & three_class,
        requires=fact.data_transmitted,
        in_force=IN_FORCE,
        remedy=Text("恢复数据上传。", "Resume the data upload."),
        leans_on=("27.1",),
        authorities=MUNICIPAL,
    ),
)
