"""Facts of an authority's year under chapters I and II, and of a building kept at its star (Article 9)."""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

operating_star = quantity(
    "operating_star",
    ("运行中实际达到的绿色建筑等级", "the star the building reaches in operation"),
    ("最近一次后评估或性能评估报告", "the latest post-assessment or performance evaluation"),
    unit="★",
    scale=1,
    high=3,
    supplier=Bearer.OWNER,
)

# --- plans and assessment (Articles 4, 12) --------------------------------------------------

_SPECIAL_PLAN = ("绿色建筑发展专项规划", "the special plan for green buildings")

green_in_development_plan = flag(
    "green_in_development_plan",
    (
        "绿色建筑发展已纳入国民经济和社会发展规划",
        "the plan of economic and social development takes in green building",
    ),
    (
        "绿色建筑发展未纳入国民经济和社会发展规划",
        "the plan of economic and social development leaves green building out",
    ),
    ("国民经济和社会发展规划", "the plan of economic and social development"),
    recorded=True,
)
green_in_assessment = flag(
    "green_in_assessment",
    (
        "绿色建筑发展情况已列为综合考核评价指标",
        "the year's comprehensive assessment counts green building among its indicators",
    ),
    (
        "绿色建筑发展情况未列为综合考核评价指标",
        "the year's comprehensive assessment does not count green building",
    ),
    ("年度综合考核指标", "the indicators of the year's comprehensive assessment"),
    recorded=True,
)
special_plan_made = flag(
    "special_plan_made",
    (
        "绿色建筑发展专项规划已制订并在规划期内",
        "a special plan for green buildings is made and its term runs",
    ),
    (
        "没有在规划期内的绿色建筑发展专项规划",
        "no special plan for green buildings is in its term",
    ),
    _SPECIAL_PLAN,
    recorded=True,
)
annual_plan_made = flag(
    "annual_plan_made",
    ("年度实施计划已制订", "the year's implementation plan is made"),
    ("年度实施计划未制订", "no implementation plan of the year is made"),
    ("年度实施计划", "the year's implementation plan"),
    recorded=True,
)
local_standards_made = flag(
    "local_standards_made",
    (
        "绿色建筑地方技术规范和标准已编制",
        "local technical rules and standards for green buildings are compiled",
    ),
    (
        "绿色建筑地方技术规范和标准未编制",
        "no local technical rules and standards for green buildings are compiled",
    ),
    ("地方标准的编号和施行日期", "the numbers of the local standards and their days of force"),
    recorded=True,
)
plan_states_targets = flag(
    "plan_states_targets",
    ("专项规划写明了发展目标", "the special plan states its targets"),
    ("专项规划没有写明发展目标", "the special plan states no targets"),
    _SPECIAL_PLAN,
)
plan_states_tasks = flag(
    "plan_states_tasks",
    ("专项规划写明了主要任务", "the special plan states its main tasks"),
    ("专项规划没有写明主要任务", "the special plan states no main tasks"),
    _SPECIAL_PLAN,
)
plan_states_safeguards = flag(
    "plan_states_safeguards",
    ("专项规划写明了保障措施", "the special plan states its safeguards"),
    ("专项规划没有写明保障措施", "the special plan states no safeguards"),
    _SPECIAL_PLAN,
)
plan_fits_spatial_plan = flag(
    "plan_fits_spatial_plan",
    ("专项规划符合国土空间规划", "the special plan fits the territorial spatial plan"),
    ("专项规划不符合国土空间规划", "the special plan does not fit the territorial spatial plan"),
    ("规划衔接论证材料", "the record of how the plans were fitted together"),
)
plan_coordinated = flag(
    "plan_coordinated",
    (
        "专项规划与其他相关专项规划相协调",
        "the special plan is coordinated with the related special plans",
    ),
    (
        "专项规划与其他相关专项规划不协调",
        "the special plan is not coordinated with the related special plans",
    ),
    ("规划衔接论证材料", "the record of how the plans were fitted together"),
)

# --- carbon (Article 7) ---------------------------------------------------------------------

carbon_target_set = flag(
    "carbon_target_set",
    ("建筑领域碳排放控制目标已制定", "the carbon target of the building sector is set"),
    ("建筑领域碳排放控制目标未制定", "no carbon target of the building sector is set"),
    ("目标文件的文号和年度数值", "the number of the target's document and its yearly values"),
    recorded=True,
)
carbon_statistics_kept = flag(
    "carbon_statistics_kept",
    ("建筑碳统计制度已建立", "carbon statistics of buildings are established"),
    ("建筑碳统计制度未建立", "no carbon statistics of buildings are established"),
    ("碳统计制度文件", "the rules of the carbon statistics"),
    recorded=True,
)
carbon_audit_kept = flag(
    "carbon_audit_kept",
    ("建筑碳审计制度已建立", "carbon auditing of buildings is established"),
    ("建筑碳审计制度未建立", "no carbon auditing of buildings is established"),
    ("碳审计制度文件", "the rules of the carbon audit"),
    recorded=True,
)
carbon_monitoring_kept = flag(
    "carbon_monitoring_kept",
    ("建筑碳监测制度已建立", "carbon monitoring of buildings is established"),
    ("建筑碳监测制度未建立", "no carbon monitoring of buildings is established"),
    ("碳监测制度文件", "the rules of the carbon monitoring"),
    recorded=True,
)
carbon_disclosure_kept = flag(
    "carbon_disclosure_kept",
    ("建筑碳公示制度已建立", "carbon disclosure of buildings is established"),
    ("建筑碳公示制度未建立", "no carbon disclosure of buildings is established"),
    ("碳公示制度文件", "the rules of the carbon disclosure"),
    recorded=True,
)
climate_assessment_made = flag(
    "climate_assessment_made",
    (
        "应对气候变化成效评估体系和奖惩办法已研究建立",
        "the assessment of climate results with its rewards and penalties is worked out",
    ),
    (
        "应对气候变化成效评估体系和奖惩办法未研究建立",
        "no assessment of climate results with its rewards and penalties is worked out",
    ),
    ("评估体系和奖惩办法文件", "the rules of the assessment, the rewards and the penalties"),
    recorded=True,
)

# --- quality supervision (Articles 8, 16) ---------------------------------------------------

green_in_quality_supervision = flag(
    "green_in_quality_supervision",
    (
        "绿色建筑等级和标准执行情况已纳入工程质量监督",
        "the supervision of construction quality covers the star and its standards",
    ),
    (
        "绿色建筑等级和标准执行情况未纳入工程质量监督",
        "the supervision of construction quality leaves out the star and its standards",
    ),
    ("质量监督方案和监督要点", "the plan of supervision and its points"),
    recorded=True,
)
lifelong_responsibility_supervised = flag(
    "lifelong_responsibility_supervised",
    (
        "已监督各责任主体和项目负责人落实质量终身责任",
        "parties and project leaders were supervised in their lifelong responsibility",
    ),
    (
        "未监督各责任主体和项目负责人落实质量终身责任",
        "parties and project leaders were not supervised in their lifelong responsibility",
    ),
    ("监督检查记录", "the record of the supervision"),
    recorded=True,
)
acceptances_of_the_year = quantity(
    "acceptances_of_the_year",
    ("当年的专项验收数量", "the special acceptances of the year"),
    ("专项验收登记", "the register of special acceptances"),
    unit="",
    scale=1,
    high=10**6,
)
acceptances_checked = quantity(
    "acceptances_checked",
    ("当年抽查的专项验收数量", "the special acceptances spot-checked in the year"),
    ("抽查记录", "the record of spot checks"),
    unit="",
    scale=1,
    high=10**6,
)
