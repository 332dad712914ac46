"""Chapter II, planning and what a project carries with it (Articles 12 to 14), with Articles 48, 49.

The land terms, the permit, the green chapter, the tender and the contract all carry one star. The
permit itself is a gate (`gates`); Articles 15 to 17 are in `acceptance`. Article 13 does not name
who writes the chapter of a stage: the bearers here are all who may, and the authority says for
each stage which of them does. Article 48 punishes a chapter that is not written, not one that is
incomplete or left out of the budget, so those two are duties of their own without a fine.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import vocabulary as fact
from ..language import (
    ALWAYS,
    Authority,
    Bearer,
    Clock,
    Comparison,
    Condition,
    Duty,
    Fine,
    Flag,
    Measure,
    Quantity,
    Subject,
    Text,
    number,
    passed,
)
from .general import (
    FIRST_DAY,
    HOUSING,
    IN_FORCE,
    MUNICIPAL,
    PLANNING,
    done_in_force,
    least_star,
    of_authority,
    scope,
    works,
)
from .liability import YUAN, fine
from .planning_articles import ARTICLES as ARTICLES


def at_least(later: Quantity, earlier: Quantity | int) -> Comparison:
    """No link of the star chain is lower than one before it. Duties, gates and chain ask this."""
    return Comparison(">=", later, number(earlier))


# --- the chapter, and the clauses of Article 14 ---------------------------------------------

due = scope & works & done_in_force(fact.stage_begun, fact.stage_begun_on)
"""A stage begun before the regulation owes no chapter."""
contents = (
    fact.chapter_states_star
    & fact.chapter_states_targets
    & fact.chapter_states_path
    & fact.chapter_states_prefab
)


@dataclass(frozen=True)
class Clause:
    """The clause one document of a procurement carries (Article 14, second paragraph)."""

    needed: Condition
    stated: Flag
    high_enough: Comparison

    @property
    def stands(self) -> Condition:
        clause = self.stated & self.high_enough
        return clause if self.needed == ALWAYS else ~self.needed | clause


TENDER_CLAUSE = Clause(
    fact.tendered, fact.tender_clause, at_least(fact.tender_star, fact.permit_star)
)
"""A service entrusted directly has no tender document."""
CONTRACT_CLAUSE = Clause(
    ALWAYS, fact.contract_clause, at_least(fact.contract_star, fact.permit_star)
)

CHAPTER_WRITERS = (Bearer.DEVELOPER, Bearer.CONSULTANT, Bearer.DESIGNER, Bearer.CONTRACTOR)
"""Who may have to write the chapter at approval, planning, design and construction."""
THREE_PARTIES = (Bearer.DESIGNER, Bearer.CONTRACTOR, Bearer.SUPERVISOR)
EACH_STAGE = Clock(Text("项目的每个阶段", "each stage of the project"))

GRAVE = (
    Measure(Text("责令停业整顿", "suspension of business"), HOUSING),
    Measure(
        Text("降低资质等级直至吊销资质证书", "qualification lowered or revoked"),
        (Authority.LICENSING,),
    ),
)


def _chapter_fine(duty_id: str) -> Fine:
    return fine(duty_id, "48", 100_000 * YUAN, 500_000 * YUAN, cure_first=True, grave=GRAVE)


def investment_fine(duty_id: str, article: str) -> Fine:
    """Two to four per cent of the project investment, with the order and not after it."""
    return fine(duty_id, article, 200, 400, cure_first=False, base="project_investment")


# --- Article 12: plans, land, permit --------------------------------------------------------

conditions_issued = scope & done_in_force(
    fact.land_conditions_issued, fact.land_conditions_issued_on
)
land_granted = scope & done_in_force(passed("land_terms"), fact.land_granted_on)
permit_granted = scope & works & done_in_force(passed("planning_permit"), fact.permit_issued_on)

OF_PLANS = (
    of_authority(
        "12.1",
        "12.1",
        MUNICIPAL,
        Text(
            "绿色建筑专项规划写明目标、主要任务和保障措施。",
            "The special plan for green buildings states targets, main tasks and safeguards.",
        ),
        fact.is_municipal_housing & fact.special_plan_made,
        fact.plan_states_targets & fact.plan_states_tasks & fact.plan_states_safeguards,
        Text("在专项规划中补齐缺少的内容。", "Add to the special plan what it leaves out."),
        leans_on=("4.2.1",),
    ),
    of_authority(
        "12.2",
        "12.2",
        MUNICIPAL,
        Text(
            "专项规划符合国土空间规划，并与相关的专项规划协调。",
            "The special plan fits the territorial spatial plan and the related special plans.",
        ),
        fact.is_municipal_housing & fact.special_plan_made,
        fact.plan_fits_spatial_plan & fact.plan_coordinated,
        Text("与相关规划衔接后修订。", "Fit it to the other plans and revise it."),
        leans_on=("12.1",),
    ),
    of_authority(
        "12.3.1",
        "12.3",
        (Authority.MUNICIPAL_PLANNING,),
        Text(
            "地块的控制性详细规划写进绿色建筑专项规划的内容。",
            "The detailed control plan of the plot takes up the special plan for green buildings.",
        ),
        conditions_issued,
        fact.control_plan_green,
        Text("修订控制性详细规划。", "Revise the detailed control plan."),
        subject=Subject.PLOT,
        leans_on=("12.1",),
    ),
    of_authority(
        "12.3.2",
        "12.3",
        (Authority.MUNICIPAL_PLANNING,),
        Text(
            "用地规划条件写明绿色建筑等级和新型建筑工业化建造要求。",
            "The land-use conditions state the star and the requirement of industrialised "
            "construction.",
        ),
        conditions_issued,
        fact.conditions_state_star & fact.conditions_state_prefab,
        Text("补充用地规划条件。", "Complete the land-use conditions."),
        subject=Subject.PLOT,
        clock=Clock(Text("出具用地规划条件时", "when the land-use conditions are issued")),
        leans_on=("12.3.1",),
    ),
    of_authority(
        "12.4.1",
        "12.4",
        PLANNING,
        Text(
            "出让合同或划拨决定书注明绿色建筑等级和新型建筑工业化建造要求。",
            "The land contract or allocation decision notes the star and the requirement of "
            "industrialised construction.",
        ),
        land_granted,
        fact.land_document_notes_star & fact.land_document_notes_prefab,
        Text("以补充协议或更正决定补注。", "Note them by a supplement or a corrected decision."),
        subject=Subject.PLOT,
        clock=Clock(Text("签订合同或作出决定时", "when the contract or the decision is made")),
        leans_on=("12.3.2",),
    ),
    of_authority(
        "12.4.2",
        "12.4",
        PLANNING,
        Text(
            "规划许可证注明绿色建筑等级和新型建筑工业化建造要求。",
            "The planning permit notes the star and the requirement of industrialised construction.",
        ),
        permit_granted,
        fact.permit_notes_star & fact.permit_notes_prefab,
        Text("更正规划许可证。", "Correct the planning permit."),
        subject=Subject.PROJECT,
        clock=Clock(Text("核发规划许可证时", "when the planning permit is issued")),
        leans_on=("12.4.1",),
    ),
)
"""Duties of officials. The text has no fine for them; Article 61 has discipline."""

# --- Articles 13 and 14 ---------------------------------------------------------------------

OF_PROJECTS = (
    Duty(
        "13.1.1",
        "13.1",
        Subject.CHAPTER,
        CHAPTER_WRITERS,
        Text(
            "每个阶段都要编制绿色专篇。",
            "The green chapter is written at each stage: approval, planning, design, construction.",
        ),
        applies=due,
        requires=fact.chapter_written,
        in_force=IN_FORCE,
        breach=_chapter_fine("13.1.1"),
        remedy=Text("编制并提交本阶段的绿色专篇。", "Write and file the chapter of this stage."),
        authorities=HOUSING,
        clock=EACH_STAGE,
    ),
    Duty(
        "13.1.2",
        "13.1",
        Subject.CHAPTER,
        CHAPTER_WRITERS,
        Text(
            "绿色专篇写明等级、节能减排目标、技术路径和新型建筑工业化建造要求。",
            "The chapter states the star, the energy and emission targets, the technical path and the "
            "requirement of industrialised construction.",
        ),
        applies=due & fact.chapter_written,
        requires=contents,
        in_force=IN_FORCE,
        remedy=Text("补齐绿色专篇的内容。", "Complete the chapter."),
        leans_on=("13.1.1",),
        authorities=HOUSING,
        clock=EACH_STAGE,
    ),
    Duty(
        "13.1.3",
        "13.1",
        Subject.CHAPTER,
        CHAPTER_WRITERS,
        Text(
            "绿色专篇所需的费用列入投资概算和预算。",
            "What the chapter costs stands in the investment estimate and the budget.",
        ),
        applies=due,
        requires=fact.chapter_cost_budgeted,
        in_force=IN_FORCE,
        remedy=Text("把费用补列入概算和预算。", "Enter the costs in estimate and budget."),
        leans_on=("13.1.1",),
        authorities=HOUSING,
        clock=EACH_STAGE,
    ),
    Duty(
        "13.3",
        "13.3",
        Subject.ENGAGEMENT,
        THREE_PARTIES,
        Text(
            "设计、施工、监理单位照绿色专篇的等级和要求开展工作。",
            "Designer, contractor and supervision party work by the chapter's star and requirements.",
        ),
        applies=scope & works & fact.engagement_begun & fact.chapter_written,
        requires=fact.chapter_followed,
        in_force=IN_FORCE,
        breach=_chapter_fine("13.3"),
        remedy=Text("按绿色专篇整改。", "Bring the work back to the chapter."),
        leans_on=("13.1.1",),
        authorities=HOUSING,
    ),
    Duty(
        "14.1",
        "14.1",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "建设单位按不低于规划许可证的等级和要求建设，并管好全过程质量。",
            "The developer builds to the permit's star and requirements or better, and manages "
            "quality throughout.",
        ),
        applies=scope & works & fact.works_begun & least_star(fact.permit_star),
        requires=at_least(fact.built_star, fact.permit_star) & fact.requirements_built,
        in_force=IN_FORCE,
        breach=investment_fine("14.1", "49.1"),
        remedy=Text("按许可证的等级和要求整改。", "Bring the works up to the permit."),
        leans_on=("12.4.2",),
        authorities=HOUSING,
    ),
    Duty(
        "14.2",
        "14.2",
        Subject.PROCUREMENT,
        (Bearer.DEVELOPER,),
        Text(
            "咨询、设计、施工、监理的招标文件和合同都写明绿色建筑等级及相关要求；直接委托的没有招标文件。",
            "Tender document and contract for consulting, design, construction and supervision both "
            "state the star and what goes with it; direct entrustment has no tender document.",
        ),
        applies=scope & works & (fact.commissioned_on >= FIRST_DAY),
        requires=TENDER_CLAUSE.stands & CONTRACT_CLAUSE.stands,
        in_force=IN_FORCE,
        breach=fine("14.2", "49.2", 500_000 * YUAN, 1_000_000 * YUAN, cure_first=True),
        remedy=Text("澄清招标文件、补签合同条款。", "Amend the tender document and the contract."),
        leans_on=("12.4.2",),
        authorities=HOUSING,
        clock=Clock(Text("招标或委托时", "when the service is tendered or entrusted")),
    ),
    Duty(
        "14.3",
        "14.3",
        Subject.ENGAGEMENT,
        (Bearer.DEVELOPER,),
        Text(
            "建设单位不要求受托单位违反绿色建筑标准。",
            "The developer never demands of those it engages to violate green-building standards.",
        ),
        applies=scope & works,
        requires=~fact.violation_demanded,
        in_force=IN_FORCE,
        breach=investment_fine("14.3", "49.3"),
        remedy=Text("撤回要求并书面更正。", "Withdraw the demand and correct it in writing."),
        authorities=HOUSING,
    ),
)

DUTIES = (*OF_PLANS, *OF_PROJECTS)
