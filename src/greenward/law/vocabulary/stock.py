"""Facts of the building stock: post-assessment, renovation, the carbon list, demolition.

Serves Articles 22, 23, 24, 28 and 56. What an authority must do itself is recorded by it.
"""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

# --- post-assessment (Article 22) -----------------------------------------------------------

post_assessment_drawn = flag(
    "post_assessment_drawn",
    ("后评估建筑已按比例抽取", "a proportion of buildings was drawn for post-assessment"),
    ("后评估建筑未按比例抽取", "no proportion of buildings was drawn for post-assessment"),
    ("抽取记录", "the record of the draw"),
    recorded=True,
)
post_assessment_done = flag(
    "post_assessment_done",
    ("抽取的建筑已完成后评估", "the buildings drawn were post-assessed"),
    ("抽取的建筑未完成后评估", "the buildings drawn were not post-assessed"),
    ("后评估报告", "the post-assessment reports"),
    recorded=True,
)
below_star_found = flag(
    "below_star_found",
    (
        "后评估发现有建筑不再符合其等级",
        "post-assessment found buildings no longer up to their star",
    ),
    (
        "后评估未发现有建筑不再符合其等级",
        "post-assessment found no building that is no longer up to its star",
    ),
    ("后评估报告", "the post-assessment reports"),
)
below_star_handled = flag(
    "below_star_handled",
    (
        "不再符合等级的建筑已按规定处理",
        "the buildings no longer up to their star were dealt with as prescribed",
    ),
    (
        "不再符合等级的建筑未按规定处理",
        "the buildings no longer up to their star were not dealt with as prescribed",
    ),
    ("处理决定", "the decisions on them"),
    recorded=True,
)
below_star_published = flag(
    "below_star_published",
    (
        "不再符合等级的建筑已向社会公布",
        "the buildings no longer up to their star were made public",
    ),
    (
        "不再符合等级的建筑未向社会公布",
        "the buildings no longer up to their star were not made public",
    ),
    ("公布记录", "the publication"),
    recorded=True,
)

# --- renovation of the stock (Article 23) ---------------------------------------------------

renovation_plan_made = flag(
    "renovation_plan_made",
    ("既有建筑绿色化改造计划已制定", "a plan for the green renovation of the stock was made"),
    ("既有建筑绿色化改造计划未制定", "no plan for the green renovation of the stock was made"),
    ("绿色化改造计划文件", "the renovation plan"),
    recorded=True,
)
renovation_plan_carried_out = flag(
    "renovation_plan_carried_out",
    ("绿色化改造计划正在组织实施", "the renovation plan is being carried out"),
    ("绿色化改造计划没有组织实施", "the renovation plan is not being carried out"),
    ("计划实施情况报告", "the report on the plan's progress"),
    recorded=True,
)
green_evaluation_passed = flag(
    "green_evaluation_passed",
    (
        "经评估符合相应绿色建筑标准",
        "on evaluation the building meets its green-building standard",
    ),
    (
        "经评估不符合相应绿色建筑标准",
        "on evaluation the building does not meet its green-building standard",
    ),
    ("绿色性能评估或后评估报告", "the performance evaluation or the post-assessment report"),
)
renovation_planned_first = flag(
    "renovation_planned_first",
    ("已优先纳入绿色化改造计划", "the renovation plan puts the building first"),
    ("未优先纳入绿色化改造计划", "the renovation plan does not put the building first"),
    ("绿色化改造计划及其排序", "the renovation plan and its order"),
    recorded=True,
)
urban_renewal = flag(
    "urban_renewal",
    ("项目属于城市更新", "the project is one of urban renewal"),
    ("项目不属于城市更新", "the project is not one of urban renewal"),
    ("城市更新计划或立项文件", "the renewal plan or the project approval"),
    Bearer.DEVELOPER,
)
renewal_keeps_buildings = flag(
    "renewal_keeps_buildings",
    ("项目保留既有建筑", "the project keeps existing buildings"),
    ("项目不保留既有建筑", "the project keeps no existing building"),
    ("城市更新单元规划或实施方案", "the renewal unit's plan or its implementation scheme"),
    Bearer.DEVELOPER,
)
renewal_renovates_green = flag(
    "renewal_renovates_green",
    ("城市更新同步实施绿色化改造", "green renovation goes along with the renewal"),
    ("城市更新未同步实施绿色化改造", "green renovation does not go along with the renewal"),
    ("城市更新实施方案和改造验收文件", "the renewal scheme and the renovation's acceptance"),
    Bearer.DEVELOPER,
)

# --- the carbon list (Article 24) -----------------------------------------------------------

carbon_list_published = flag(
    "carbon_list_published",
    (
        "重点碳排放建筑名录已确定并公布",
        "the list of key carbon-emitting buildings was settled and published",
    ),
    (
        "重点碳排放建筑名录未确定并公布",
        "the list of key carbon-emitting buildings was not settled and published",
    ),
    ("公布的名录及其依据", "the published list and what it rests on"),
    recorded=True,
)
carbon_baselines_set = flag(
    "carbon_baselines_set",
    (
        "各类建筑的能耗和碳排放基准线已确定",
        "energy and carbon baselines are set for each type of building",
    ),
    (
        "各类建筑的能耗和碳排放基准线未确定",
        "energy and carbon baselines are not set for each type of building",
    ),
    ("基准线文件", "the table of baselines"),
    recorded=True,
)
key_emitters_published = flag(
    "key_emitters_published",
    (
        "建筑领域重点碳排放单位名单已确定并公布",
        "the building sector's list of key emitters was settled and published",
    ),
    (
        "建筑领域重点碳排放单位名单未确定并公布",
        "the building sector's list of key emitters was not settled and published",
    ),
    ("公布的单位名单", "the published list of emitters"),
    recorded=True,
)
carbon_list_considered = flag(
    "carbon_list_considered",
    (
        "确定单位名单时参考了建筑名录",
        "the list of buildings was taken into account for the list of emitters",
    ),
    (
        "确定单位名单时未参考建筑名录",
        "the list of buildings was not taken into account for the list of emitters",
    ),
    ("单位名单编制说明", "the note on how the list of emitters was drawn up"),
    recorded=True,
)

# --- demolition (Articles 28, 56) -----------------------------------------------------------

demolition_began_on = quantity(
    "demolition_began_on",
    ("拆除工程开工日期", "the day the demolition began"),
    ("拆除工程备案或施工日志", "the filing of the demolition or its site diary"),
    unit="day",
    scale=1,
    low=1,
    high=10**6,
    supplier=Bearer.DEVELOPER,
)
demolition_integrated = flag(
    "demolition_integrated",
    (
        "拆除、废弃物综合利用和清运实行一体化管理",
        "demolition, use of the waste and haulage are managed as one",
    ),
    (
        "拆除、废弃物综合利用和清运未实行一体化管理",
        "demolition, use of the waste and haulage are not managed as one",
    ),
    (
        "一体化实施方案、承包合同和清运联单",
        "the scheme for all three, its contract and the haulage manifests",
    ),
    Bearer.DEVELOPER,
)
waste_usable_on_site = flag(
    "waste_usable_on_site",
    ("现场具备综合利用条件", "the waste can be used on the site"),
    ("现场无法综合利用", "the waste cannot be used on the site"),
    ("废弃物综合利用方案", "the scheme for using the waste"),
    Bearer.DEVELOPER,
)
waste_taken_to_plant = flag(
    "waste_taken_to_plant",
    ("废弃物已运至综合利用厂利用", "the waste was taken to a utilisation plant and used"),
    ("废弃物未运至综合利用厂利用", "the waste was not taken to a utilisation plant and used"),
    ("清运联单和综合利用厂签收单", "the haulage manifests and the plant's receipts"),
    Bearer.DEVELOPER,
)
demolished_area = quantity(
    "demolished_area",
    ("拆除部分建筑面积", "the floor area demolished"),
    ("不动产登记或拆除测绘报告", "the property register or the survey of the demolition"),
    unit="m²",
    scale=100,
    high=10**12,
    supplier=Bearer.DEVELOPER,
)
