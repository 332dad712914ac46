"""Chapter III: renovating the stock (Article 23) and its carbon list (Article 24).

`RENOVATION_FIRST` is the rule of priority, asked of one building: it is the condition under which
duty 23.2 binds the governments, so a candidate list and the verdict can never disagree.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Article, Authority, Bearer, Class, Duty, Subject, Text
from .general import GOVERNMENTS, IN_FORCE, governments, of_authority, scope
from .indicators import existing

ECOLOGY = (Authority.MUNICIPAL_ECOLOGY,)

RENOVATION_FIRST = existing & ~fact.green_evaluation_passed
"""Of the three classes and found on evaluation below its green-building standard."""

ARTICLES = (
    Article(
        "23",
        3,
        Text("既有建筑绿色化改造", "Green renovation of the stock"),
        (Class.POLICY, Class.COMPUTABLE),
        Text(
            "市、区政府制定并实施既有建筑改造计划；三类建筑评估不达标的排在前面；城市更新一并做绿色化改造。",
            "The governments plan and carry out the renovation of the stock; buildings of the "
            "three classes that fail evaluation go first; urban renewal includes it.",
        ),
        "bureau.operation",
    ),
    Article(
        "24",
        3,
        Text("重点碳排放建筑名录和基准线", "Key carbon-emitting buildings and baselines"),
        (Class.COMPUTABLE, Class.POLICY),
        Text(
            "市住房建设主管部门会同市生态环境部门公布重点碳排放建筑名录、确定基准线；"
            "市生态环境部门参考名录公布重点碳排放单位名单并负责碳交易。",
            "The municipal housing authority with the ecology authority publishes the list of key "
            "carbon-emitting buildings and sets baselines; the ecology authority takes it into "
            "account for the list of emitters under quota and runs the trading.",
        ),
        "bureau.operation",
    ),
)

DUTIES = (
    of_authority(
        "23.1",
        "23.1",
        GOVERNMENTS,
        Text(
            "制定既有建筑的绿色化改造计划并组织实施。",
            "The green renovation of existing buildings is planned and carried out.",
        ),
        governments,
        fact.renovation_plan_made & fact.renovation_plan_carried_out,
        Text("制定计划并组织实施。", "Make the plan and carry it out."),
    ),
    of_authority(
        "23.2",
        "23.2",
        GOVERNMENTS,
        Text(
            "三类既有公共建筑评估不达标的，先排进改造计划。",
            "An existing building of the three classes that fails evaluation comes first in the plan.",
        ),
        RENOVATION_FIRST,
        fact.renovation_planned_first,
        Text("把该建筑排进改造计划前列。", "Put the building first in the plan."),
        subject=Subject.BUILDING,
        leans_on=("23.1",),
    ),
    Duty(
        "23.3",
        "23.3",
        Subject.PROJECT,
        # The text names no one: whoever carries the renewal out, and the governments of 23.1.
        (Bearer.DEVELOPER, Bearer.AUTHORITY),
        Text(
            "城市更新保留的既有建筑，随更新一并做绿色化改造。",
            "Existing buildings kept by an urban renewal are renovated green along with it.",
        ),
        # What is pulled down cannot be renovated: the new building follows Article 6.
        applies=scope & fact.urban_renewal & fact.renewal_keeps_buildings,
        requires=fact.renewal_renovates_green,
        in_force=IN_FORCE,
        remedy=Text("把绿色化改造补入更新方案。", "Add green renovation to the renewal scheme."),
        leans_on=("23.1",),
        authorities=GOVERNMENTS,
    ),
    of_authority(
        "24.1",
        "24.1",
        (Authority.MUNICIPAL_HOUSING, *ECOLOGY),
        Text(
            "按功能、碳排放和位置等确定并公布重点碳排放建筑名录，确定各类建筑的能耗和碳排放基准线。",
            "From function, emissions, location and the like the key carbon-emitting buildings "
            "are listed and published, and energy and carbon baselines set by type.",
        ),
        fact.is_municipal_housing,
        fact.carbon_list_published & fact.carbon_baselines_set,
        Text("公布名录并确定基准线。", "Publish the list and set the baselines."),
    ),
    of_authority(
        "24.2",
        "24.2",
        ECOLOGY,
        Text(
            "参考建筑名录，确定并公布建筑领域纳入配额管理的重点碳排放单位。",
            "With the list of buildings in view, the building sector's key emitters under quota "
            "are settled and published.",
        ),
        fact.is_municipal_ecology,
        fact.key_emitters_published & fact.carbon_list_considered,
        Text("参考名录确定并公布单位名单。", "Settle the emitters by the list and publish."),
        leans_on=("24.1",),
    ),
)
