"""Chapter II, from the conformity assessment to interior decoration (Articles 15 to 17).

Article 50 punishes the evaluation agency for a forged or false report and nobody for a report
that is only inaccurate; Article 51 punishes a special acceptance that is not held as required.
Neither punishes a developer who commissions no assessment, and Article 17 has no fine.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Authority, Bearer, Clock, Duty, Measure, Subject, Text, passed
from .general import HOUSING, IN_FORCE, housing, of_authority, scope, works
from .indicators import civil
from .liability import YUAN, fine
from .planning import investment_fine

DEVELOPER = (Bearer.DEVELOPER,)
EVALUATOR = (Bearer.EVALUATOR,)
CANCELLED = (
    Measure(Text("取消评估资格", "cancellation as an evaluator"), (Authority.ACCREDITATION,)),
)

conforms = fact.meets_standards & fact.meets_drawings & fact.meets_chapter
"""The three comparisons of the special acceptance."""
decorated = fact.pollution_control_taken & fact.indoor_air_conforms & fact.materials_conform

DUTIES = (
    Duty(
        "15.1",
        "15.1",
        Subject.PROJECT,
        DEVELOPER,
        Text(
            "建设单位在专项验收前委托有资质的第三方评估等级是否相符。",
            "Before the special acceptance the developer has a qualified third party assess the star.",
        ),
        applies=scope & works & fact.works_finished,
        requires=fact.assessor_commissioned & fact.assessor_qualified,
        in_force=IN_FORCE,
        remedy=Text("委托有资质的评估机构。", "Commission a qualified evaluation agency."),
        authorities=HOUSING,
        clock=Clock(Text("组织专项验收前", "before the special acceptance is held")),
    ),
    Duty(
        "15.2.1",
        "15.2",
        Subject.EVALUATION,
        EVALUATOR,
        Text("评估机构出具评估报告。", "The evaluation agency issues its report."),
        applies=scope & fact.assessment_concluded,
        requires=fact.report_issued,
        in_force=IN_FORCE,
        remedy=Text("出具评估报告。", "Issue the report."),
        leans_on=("15.1",),
        authorities=HOUSING,
    ),
    Duty(
        "15.2.2",
        "15.2",
        Subject.EVALUATION,
        EVALUATOR,
        Text("评估报告真实。", "The conformity report is true."),
        applies=scope & fact.report_issued,
        requires=fact.report_genuine,
        in_force=IN_FORCE,
        breach=fine(
            "15.2.2",
            "50",
            100_000 * YUAN,
            500_000 * YUAN,
            cure_first=False,
            grave=CANCELLED,
        ),
        remedy=Text("撤回报告，重新评估。", "Withdraw the report and assess again."),
        leans_on=("15.2.1",),
        authorities=HOUSING,
    ),
    Duty(
        "15.2.3",
        "15.2",
        Subject.EVALUATION,
        EVALUATOR,
        Text("评估报告准确。", "The conformity report is accurate."),
        applies=scope & fact.report_issued,
        requires=fact.report_accurate,
        in_force=IN_FORCE,
        remedy=Text("更正报告。", "Correct the report."),
        leans_on=("15.2.1",),
        authorities=HOUSING,
    ),
    Duty(
        "16.1.1",
        "16.1",
        Subject.PROJECT,
        DEVELOPER,
        Text(
            "竣工验收前，建设单位会同设计、施工、监理单位专项验收并出具报告。",
            "Before the completion acceptance the developer holds the special acceptance with "
            "designer, contractor and supervision party, and reports on it.",
        ),
        applies=scope & works & fact.works_finished,
        requires=fact.acceptance_held
        & fact.acceptance_parties_present
        & fact.acceptance_report_issued,
        in_force=IN_FORCE,
        breach=investment_fine("16.1.1", "51"),
        remedy=Text("组织各方专项验收并出具报告。", "Hold it with all parties and report on it."),
        leans_on=("15.1",),
        authorities=HOUSING,
        clock=Clock(Text("竣工验收前", "before the completion acceptance")),
    ),
    Duty(
        "16.1.2",
        "16.1",
        Subject.PROJECT,
        DEVELOPER,
        Text(
            "不符合标准、图纸或绿色专篇的，不出合格报告，不通过竣工验收。",
            "Works that miss standards, drawings or chapter get no pass report and no completion "
            "acceptance.",
        ),
        applies=scope & works & ~conforms,
        requires=~passed("special_acceptance") & ~passed("completion_acceptance"),
        in_force=IN_FORCE,
        breach=investment_fine("16.1.2", "51"),
        remedy=Text(
            "撤回合格结论，整改后重新验收。", "Withdraw the pass; correct and accept again."
        ),
        leans_on=("16.1.1",),
        authorities=HOUSING,
    ),
    of_authority(
        "16.2",
        "16.2",
        HOUSING,
        Text(
            "市、区住房建设主管部门抽查建设单位的专项验收。",
            "The housing authorities spot-check the developers' special acceptances.",
        ),
        housing & (fact.acceptances_of_the_year >= 1),
        fact.acceptances_checked >= 1,
        Text("抽取专项验收开展检查。", "Draw special acceptances and check them."),
        leans_on=("16.1.1",),
    ),
    Duty(
        "17",
        "17",
        Subject.PROJECT,
        (Bearer.DEVELOPER, Bearer.OWNER, Bearer.DESIGNER, Bearer.CONTRACTOR),
        Text(
            "民用建筑装修有效防控室内污染，室内空气和材料达标。",
            "Interior decoration of a civil building controls pollution; air and materials meet the "
            "standards.",
        ),
        applies=scope & civil & fact.interior_decoration,
        requires=decorated,
        in_force=IN_FORCE,
        remedy=Text("查明污染源，更换材料后复测。", "Find the source, replace it and test again."),
        authorities=HOUSING,
    ),
)
"""Article 17 names nobody: who has the decoration done, designs it or carries it out is bound. The
text gives no ratio for the spot checks of Article 16, so one in a year with acceptances fulfils."""
