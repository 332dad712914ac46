"""Chapter I, general provisions (Articles 1 to 11), and chapter VII (Article 62): scope and terms.

The classes of building that later chapters lean on are defined here, once. The regulation does
not define the large public building; the national rule does (a single building of 20,000 m² and
more, Regulations on Energy Conservation of Civil Buildings, Article 21). There is no transition
clause: an act is bound when it is done on or after the first day in force, so the acts of a
project carry their days. The articles themselves are said in `general_articles`.
"""

from __future__ import annotations

from datetime import date

from .. import vocabulary as fact
from ..language import (
    Authority,
    Bearer,
    Clock,
    Condition,
    Count,
    Duty,
    Number,
    Period,
    Quantity,
    Recorded,
    Span,
    Subject,
    Term,
    Text,
)
from .general_articles import ARTICLES as ARTICLES

IN_FORCE = Span(date(2022, 7, 1))
"""Article 62."""

FIRST_DAY = IN_FORCE.first.toordinal()
LARGE = 20_000 * 100
"""20,000 m² in the scale of `floor_area`."""
LEAST_STAR = 1
LEAST_STAR_OF_TWO_CLASSES = 2
"""Article 6, first paragraph."""

MUNICIPAL = (Authority.MUNICIPAL_HOUSING,)
HOUSING = (Authority.MUNICIPAL_HOUSING, Authority.DISTRICT_HOUSING)
GOVERNMENTS = (Authority.MUNICIPAL_GOVERNMENT, Authority.DISTRICT_GOVERNMENT)
PLANNING = (Authority.MUNICIPAL_PLANNING, Authority.DISTRICT_PLANNING)

scope = fact.in_city
new = Term(
    Text("属于新建建筑", "it is a new building"),
    Text("不属于新建建筑", "it is not a new building"),
    Recorded("new_recorded", fact.completed_on >= FIRST_DAY),
)
large_public = Term(
    Text("属于大型公共建筑", "it is a large public building"),
    Text("不属于大型公共建筑", "it is not a large public building"),
    Recorded("large_public_recorded", fact.public & (fact.floor_area >= LARGE)),
)
fiscal_public = Term(
    Text(
        "属于财政性资金参与投资建设的公共建筑", "it is a public building with fiscal participation"
    ),
    Text(
        "不属于财政性资金参与投资建设的公共建筑",
        "it is not a public building with fiscal participation",
    ),
    Recorded("fiscal_recorded", fact.public & (fact.fiscal_share > 0)),
)
three_class = Term(
    Text("属于三类重点公共建筑", "it is one of the three classes of public building"),
    Text("不属于三类重点公共建筑", "it is none of the three classes of public building"),
    large_public | fact.state_organ_office | fiscal_public,
)
"""Large public buildings, state-organ offices, other public buildings with any fiscal money."""

two_star_class = large_public | fact.state_organ_office
"""Article 6 names two classes, not the three of Articles 27 and 32."""
works = Term(
    Text("属于新建、改建或者扩建工程", "it is new construction, an alteration or an extension"),
    Text(
        "不属于新建、改建、扩建工程",
        "it is neither new construction nor an alteration or extension",
    ),
    fact.new_construction | fact.alteration,
)


def done_in_force(act: Condition, day: Quantity) -> Condition:
    """An act that was done, and on or after the first day in force (Article 62)."""
    return act & (day >= FIRST_DAY)


def least_star(star: Number) -> Condition:
    """The star every new building reaches (Article 6, first paragraph)."""
    return star >= LEAST_STAR


def least_star_of_two_classes(star: Number) -> Condition:
    """The star a new large public building or state-organ office reaches."""
    return star >= LEAST_STAR_OF_TWO_CLASSES


def of_authority(
    id: str,
    article: str,
    authorities: tuple[Authority, ...],
    text: Text,
    applies: Condition,
    requires: Condition,
    remedy: Text,
    *,
    subject: Subject = Subject.AUTHORITY,
    clock: Clock | None = None,
    leans_on: tuple[str, ...] = (),
) -> Duty:
    """What the law asks of an authority itself. It has no fine; officials answer by Article 61."""
    return Duty(
        id,
        article,
        subject,
        (Bearer.AUTHORITY,),
        text,
        applies,
        requires,
        IN_FORCE,
        remedy=remedy,
        leans_on=leans_on,
        authorities=authorities,
        clock=clock,
    )


governments = fact.is_municipal_government | fact.is_district_government
housing = fact.is_municipal_housing | fact.is_district_housing
PROVE_THE_STAR = Text("补充星级证明或组织评价。", "Supply proof of the star or have it evaluated.")

DUTIES = (
    of_authority(
        "4.1.1",
        "4.1",
        GOVERNMENTS,
        Text(
            "市、区政府把绿色建筑发展写进国民经济和社会发展规划。",
            "City and district governments write green building into their development plans.",
        ),
        governments,
        fact.green_in_development_plan,
        Text("在规划编制或修订时补入。", "Take it in when the plan is made or revised."),
    ),
    of_authority(
        "4.1.2",
        "4.1",
        GOVERNMENTS,
        Text(
            "市、区政府把绿色建筑工作列入综合考核的指标。",
            "City and district governments count green building in their comprehensive assessment.",
        ),
        governments,
        fact.green_in_assessment,
        Text("把指标补入年度考核方案。", "Add the indicators to the year's assessment."),
    ),
    of_authority(
        "4.2.1",
        "4.2",
        MUNICIPAL,
        Text(
            "市住房建设主管部门制订全市的绿色建筑专项规划。",
            "The municipal housing authority makes the city's special plan for green buildings.",
        ),
        fact.is_municipal_housing,
        fact.special_plan_made,
        Text("组织编制专项规划。", "Have the special plan drawn up."),
    ),
    of_authority(
        "4.2.2",
        "4.2",
        MUNICIPAL,
        Text(
            "市住房建设主管部门每年制订实施计划。",
            "The municipal housing authority makes an implementation plan each year.",
        ),
        fact.is_municipal_housing,
        fact.annual_plan_made,
        Text("制订本年度的实施计划。", "Make the implementation plan of this year."),
        clock=Clock(Text("每一年度", "each year"), Period(1, Count.YEARS)),
        leans_on=("4.2.1",),
    ),
    of_authority(
        "4.2.3",
        "4.2",
        MUNICIPAL,
        Text(
            "市住房建设主管部门编制绿色建筑的地方技术规范和标准。",
            "The municipal housing authority compiles local technical rules and standards.",
        ),
        fact.is_municipal_housing,
        fact.local_standards_made,
        Text("组织编制地方标准。", "Have the local standards compiled."),
    ),
    Duty(
        "6.1.1",
        "6.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "新建建筑从建设到运行都要达到一星级及以上。",
            "A new building is built and run at one star or better.",
        ),
        applies=scope & new,
        requires=least_star(fact.star),
        in_force=IN_FORCE,
        remedy=PROVE_THE_STAR,
        authorities=HOUSING,
    ),
    Duty(
        "6.1.2",
        "6.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "新建的大型公共建筑和国家机关办公建筑要达到二星级及以上。",
            "A new large public building or state-organ office reaches two stars or better.",
        ),
        applies=scope & new & two_star_class,
        requires=least_star_of_two_classes(fact.star),
        in_force=IN_FORCE,
        remedy=PROVE_THE_STAR,
        authorities=HOUSING,
    ),
    Duty(
        "6.2",
        "6.2",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text(
            "整体改造后的既有建筑按绿色改造标准至少达到一星级。",
            "An existing building renovated as a whole reaches one star under the retrofit standard.",
        ),
        applies=scope & fact.whole_renovation,
        requires=fact.renovation_star >= 1,
        in_force=IN_FORCE,
        remedy=Text("按绿色改造标准组织评价。", "Have it evaluated under the retrofit standard."),
        authorities=HOUSING,
    ),
    of_authority(
        "7.1.1",
        "7.1",
        MUNICIPAL,
        Text(
            "市住房建设主管部门制定建筑领域的碳排放控制目标。",
            "The municipal housing authority sets the building sector's carbon target.",
        ),
        fact.is_municipal_housing,
        fact.carbon_target_set,
        Text("制定并登记控制目标。", "Set the target and enter its yearly values."),
    ),
    of_authority(
        "7.1.2",
        "7.1",
        MUNICIPAL,
        Text(
            "市住房建设主管部门会同有关部门建立建筑碳的统计、审计、监测和公示制度。",
            "The municipal housing authority, with others, sets up carbon statistics, auditing, "
            "monitoring and disclosure of buildings.",
        ),
        fact.is_municipal_housing,
        fact.carbon_statistics_kept
        & fact.carbon_audit_kept
        & fact.carbon_monitoring_kept
        & fact.carbon_disclosure_kept,
        Text("补建缺少的制度。", "Set up whichever of the four is missing."),
        leans_on=("7.1.1",),
    ),
    of_authority(
        "7.2",
        "7.2",
        MUNICIPAL,
        Text(
            "市住房建设主管部门研究建立应对气候变化的成效评估和奖惩办法。",
            "The municipal housing authority works out how climate results are assessed, rewarded "
            "and penalised.",
        ),
        fact.is_municipal_housing,
        fact.climate_assessment_made,
        Text("研究提出评估体系和奖惩办法。", "Work out the assessment and its consequences."),
    ),
    of_authority(
        "8.1",
        "8.1",
        (*GOVERNMENTS, Authority.DEPARTMENTS),
        Text(
            "市、区政府及其部门把绿色建筑等级和标准的执行放进工程质量监督。",
            "Governments and their departments make the star and its standards part of the "
            "supervision of construction quality.",
        ),
        governments,
        fact.green_in_quality_supervision,
        Text("在质量监督方案中补入。", "Add them to the plan of quality supervision."),
    ),
    Duty(
        "8.2.1",
        "8.2",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "建设单位对绿色建筑工程质量负责，其项目负责人的终身责任承诺存档。",
            "The developer answers for the green quality of the works; its project leader's lifelong "
            "commitment is on file.",
        ),
        applies=scope & works & fact.works_begun,
        requires=fact.leader_committed,
        in_force=IN_FORCE,
        remedy=Text("补签并提交项目负责人承诺书。", "File the project leader's signed commitment."),
        authorities=HOUSING,
    ),
    Duty(
        "8.2.2",
        "8.2",
        Subject.ENGAGEMENT,
        (Bearer.DESIGNER, Bearer.CONTRACTOR, Bearer.SUPERVISOR),
        Text(
            "设计、施工、监理单位对绿色建筑工程质量负责，其项目负责人的终身责任承诺存档。",
            "Designer, contractor and supervision party answer for the green quality of the works; "
            "their project leaders' lifelong commitments are on file.",
        ),
        applies=scope & works & fact.engagement_begun,
        requires=fact.leader_committed,
        in_force=IN_FORCE,
        remedy=Text("补签并提交项目负责人承诺书。", "File the project leader's signed commitment."),
        authorities=HOUSING,
    ),
    of_authority(
        "8.3",
        "8.3",
        (*HOUSING, Authority.DEPARTMENTS),
        Text(
            "市、区住房建设主管部门监督各方和项目负责人落实质量终身责任。",
            "The housing authorities see to it that parties and project leaders carry their lifelong "
            "responsibility.",
        ),
        housing,
        fact.lifelong_responsibility_supervised,
        Text("开展监督检查并记录。", "Carry out the supervision and record it."),
        leans_on=("8.2.1", "8.2.2"),
    ),
    Duty(
        "9",
        "9",
        Subject.BUILDING,
        (Bearer.OWNER, Bearer.USER, Bearer.PROPERTY_COMPANY, Bearer.SERVICE_PROVIDER),
        Text(
            "业主负主体责任，会同使用人和受托单位使建筑在运行中保持其绿色建筑等级。",
            "The owner first of all, with the user and whoever runs the building for them, keeps it in "
            "operation at its star.",
        ),
        applies=scope & fact.in_use & least_star(fact.star),
        requires=fact.operating_star >= fact.star,
        in_force=IN_FORCE,
        remedy=Text(
            "调适和维护设施设备后重新评估。",
            "Tune and repair the installations, then have the building evaluated again.",
        ),
        leans_on=("6.1", "20", "21"),
        authorities=HOUSING,
    ),
)
"""Article 9 has no fine of its own: Article 54 punishes the upkeep of Article 21 alone."""
