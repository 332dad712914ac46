"""The gates of chapter II, from the land to the completion filing (Articles 12, 13, 15 and 16).

Each states what must hold at the moment of the act and under which article. There is no gate of
drawing review in Shenzhen. A special acceptance that fails is recorded as well: its gate stands
before the report that says *passed*.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import (
    ALWAYS,
    Bearer,
    Condition,
    Count,
    Gate,
    Ground,
    Period,
    Subject,
    Text,
    passed,
)
from .acceptance import decorated
from .general import (
    IN_FORCE,
    PLANNING,
    least_star,
    least_star_of_two_classes,
    three_class,
    two_star_class,
)
from .indicators import civil
from .planning import at_least, contents

DEVELOPER = (Bearer.DEVELOPER,)


def ground(
    id: str,
    article: str,
    zh: str,
    en: str,
    requires: Condition,
    applies: Condition = ALWAYS,
    remedy: tuple[str, str] | None = None,
) -> Ground:
    return Ground(id, article, Text(zh, en), requires, applies, remedy=remedy and Text(*remedy))


LAND_TERMS = Gate(
    "land_terms",
    "12.4",
    Subject.PLOT,
    Text("土地出让合同或划拨决定", "land contract or allocation decision"),
    DEVELOPER,
    PLANNING,
    (
        ground(
            "land_conditions",
            "12.3",
            "用地规划条件写明等级和新型建筑工业化建造要求",
            "the land-use conditions state the star and industrialised construction",
            fact.conditions_state_star & fact.conditions_state_prefab,
        ),
        ground(
            "land_document",
            "12.4",
            "合同或决定书注明等级和新型建筑工业化建造要求",
            "the contract or decision notes the star and industrialised construction",
            fact.land_document_notes_star & fact.land_document_notes_prefab,
        ),
        ground(
            "land_least_star",
            "6.1",
            "等级不低于一星",
            "the star is one or better",
            least_star(fact.land_star),
        ),
        ground(
            "land_two_stars",
            "6.1",
            "大型公共建筑和国家机关办公建筑的等级不低于二星",
            "the star of a large public building or state-organ office is two or better",
            least_star_of_two_classes(fact.land_star),
            applies=two_star_class,
        ),
    ),
    IN_FORCE,
)

PLANNING_PERMIT = Gate(
    "planning_permit",
    "13.2",
    Subject.PROJECT,
    Text("建设工程规划许可", "planning permit"),
    DEVELOPER,
    PLANNING,
    (
        ground(
            "permit_land",
            "12.4",
            "新建工程的土地文件已办理",
            "new construction has its land contract or allocation decision",
            passed("land_terms"),
            applies=fact.new_construction,
        ),
        ground(
            "permit_chapter",
            "13.1",
            "规划阶段的绿色专篇已编制，内容齐全",
            "the green chapter of the planning stage is written and complete",
            fact.chapter_written & contents,
            remedy=("补交或补齐绿色专篇。", "File or complete the green chapter."),
        ),
        ground(
            "permit_review",
            "13.2",
            "绿色专篇经审查符合要求",
            "the review finds the green chapter to conform",
            fact.chapter_conforms,
            remedy=("按审查意见修改绿色专篇。", "Revise the chapter by the review's opinion."),
        ),
        ground(
            "permit_least_star",
            "6.1",
            "新建工程许可的等级不低于一星",
            "the permit's star of new construction is one or better",
            least_star(fact.permit_star),
            applies=fact.new_construction,
        ),
        ground(
            "permit_two_stars",
            "6.1",
            "新建的大型公共建筑和国家机关办公建筑许可的等级不低于二星",
            "the permit's star of a new large public building or state-organ office is two or better",
            least_star_of_two_classes(fact.permit_star),
            applies=fact.new_construction & two_star_class,
        ),
        ground(
            "permit_land_star",
            "12.4",
            "许可的等级不低于土地文件注明的等级",
            "the permit's star is not below the one the land document notes",
            at_least(fact.permit_star, fact.land_star),
            applies=fact.land_document_notes_star,
        ),
        ground(
            "permit_chapter_star",
            "13.2",
            "绿色专篇的等级不低于许可的等级",
            "the chapter's star is not below the permit's",
            at_least(fact.chapter_star, fact.permit_star),
        ),
    ),
    IN_FORCE,
    period=Period(20, Count.WORKING_DAYS),
)
"""Twenty working days: Administrative Licensing Law, Article 42; the regulation gives no other time.
An older land document may note no star, so the permit is then compared with nothing."""

CONFORMITY_ASSESSMENT = Gate(
    "conformity_assessment",
    "15",
    Subject.PROJECT,
    Text("绿色建筑等级符合性评估", "conformity assessment of the star"),
    DEVELOPER,
    (),
    (
        ground(
            "assessment_permit",
            "14.1",
            "建设工程规划许可已取得",
            "the planning permit is granted",
            passed("planning_permit"),
        ),
        ground(
            "assessment_agency",
            "15.1",
            "专项验收前已委托有资质的评估机构",
            "a qualified agency was commissioned before the special acceptance",
            fact.assessor_commissioned & fact.assessor_qualified,
        ),
        ground(
            "assessment_report",
            "15.2",
            "评估报告已出具，真实、准确",
            "the conformity report is issued, true and accurate",
            fact.report_issued & fact.report_genuine & fact.report_accurate,
        ),
        ground(
            "assessment_star",
            "14.1",
            "评估认定的等级不低于许可的等级",
            "the star found is not below the permit's",
            at_least(fact.assessed_star, fact.permit_star),
        ),
    ),
    IN_FORCE,
    early=True,
)

SPECIAL_ACCEPTANCE = Gate(
    "special_acceptance",
    "16.1",
    Subject.PROJECT,
    Text("绿色建筑专项验收合格报告", "pass report of the special acceptance"),
    DEVELOPER,
    (),
    (
        ground(
            "acceptance_assessment",
            "15.1",
            "等级符合性评估已完成并相符",
            "the conformity assessment is done and found the star",
            passed("conformity_assessment"),
        ),
        ground(
            "acceptance_parties",
            "16.1",
            "设计、施工、监理单位都参加",
            "designer, contractor and supervision party take part",
            fact.acceptance_parties_present,
        ),
        ground(
            "acceptance_standards",
            "16.1",
            "符合工程建设标准",
            "the construction standards are met",
            fact.meets_standards,
        ),
        ground(
            "acceptance_drawings",
            "16.1",
            "符合施工图设计文件",
            "the construction drawings are matched",
            fact.meets_drawings,
        ),
        ground(
            "acceptance_chapter",
            "16.1",
            "符合绿色专篇",
            "the green chapter is matched",
            fact.meets_chapter,
        ),
        ground(
            "acceptance_star",
            "14.1",
            "验收认定的等级不低于许可的等级",
            "the star found at acceptance is not below the permit's",
            at_least(fact.accepted_star, fact.permit_star),
        ),
        ground(
            "acceptance_decoration",
            "17",
            "民用建筑装修的污染防控、空气和材料达标",
            "decoration of a civil building: pollution control, air and materials meet the standards",
            decorated,
            applies=civil & fact.interior_decoration,
        ),
        ground(
            "acceptance_air",
            "34",
            "新建民用建筑的室内空气检测合格",
            "the air tests of a new civil building pass",
            fact.air_samples_conform,
            applies=civil & fact.new_construction,
        ),
        ground(
            "acceptance_sound",
            "35",
            "新建住宅建筑的隔声检测合格",
            "the sound tests of a new residential building pass",
            fact.sound_tests_conform,
            applies=fact.dwelling & fact.new_construction,
        ),
        ground(
            "acceptance_metering",
            "27.1",
            "三类建筑的分项计量和实时监测设备已安装",
            "sub-meters and real-time monitoring are installed in a building of the three classes",
            fact.submeters_installed & fact.monitoring_installed,
            applies=three_class,
        ),
        ground(
            "acceptance_components",
            "43.2",
            "部品部件进场验收资料齐全",
            "the records of components accepted on site are complete",
            fact.component_records_complete,
        ),
    ),
    IN_FORCE,
    early=True,
)

COMPLETION_ACCEPTANCE = Gate(
    "completion_acceptance",
    "16.1",
    Subject.PROJECT,
    Text("竣工验收", "completion acceptance"),
    DEVELOPER,
    (),
    (
        ground(
            "completion_special",
            "16.1",
            "专项验收合格报告已出具",
            "the special acceptance has its pass report",
            passed("special_acceptance"),
        ),
    ),
    IN_FORCE,
)

COMPLETION_FILING = Gate(
    "completion_filing",
    "16.1",
    Subject.PROJECT,
    Text("竣工验收备案", "completion filing"),
    DEVELOPER,
    (),
    (
        ground(
            "filing_completion",
            "16.1",
            "竣工验收已通过",
            "the completion acceptance is passed",
            passed("completion_acceptance"),
        ),
        ground(
            "filing_documents",
            "16.1",
            "备案文件齐全，包含专项验收报告",
            "the documents are complete, the special acceptance report among them",
            fact.filing_documents_complete,
        ),
    ),
    IN_FORCE,
    period=Period(15, Count.CALENDAR_DAYS),
)
"""Fifteen days from passing, for the developer to file: Quality Management Regulations, Article 49."""

GATES = (
    LAND_TERMS,
    PLANNING_PERMIT,
    CONFORMITY_ASSESSMENT,
    SPECIAL_ACCEPTANCE,
    COMPLETION_ACCEPTANCE,
    COMPLETION_FILING,
)
