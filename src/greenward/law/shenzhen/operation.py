"""Chapter III, operation and renovation: energy data (Article 25) and sub-metering (Article 27).

Article 55 punishes equipment that is missing or does not operate normally, after an order to
correct has expired; it does not punish late data. Article 25 has no fine in this text.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Bearer, Duty, Fine, Subject, Text
from .general import IN_FORCE, scope, three_class
from .liability import YUAN, fine

KEEPERS = (Bearer.OWNER, Bearer.RIGHT_HOLDER, Bearer.PROPERTY_COMPANY)


def metering_fine(duty_id: str) -> Fine:
    return fine(
        duty_id,
        "55",
        100_000 * YUAN,
        300_000 * YUAN,
        cure_first=True,
        extras=(Text("通报批评", "notice of criticism"),),
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
        applies=fact.in_city,
        requires=fact.supplier_data_delivered,
        in_force=IN_FORCE,
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
    ),
)
