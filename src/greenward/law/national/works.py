"""New buildings up to acceptance: planning, drawings, works, products (Articles 12 to 17).

Article 37 fines the developer's own acts, Article 38 a pass report for works that miss the
standards, Articles 39 to 41 designer and contractor: correction and fine come together. Article 42
alone, for the supervision party, fines only after an order to correct has expired.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Bearer, Clock, Count, Fine, Period, Subject, Text, passed
from .terms import (
    PLANNING,
    QUALIFICATION,
    YUAN,
    duty,
    fine,
)

OPINION_DAYS = 10
"""Article 12: the opinion is due in ten days, which the planning permit's own time leaves out."""

civil = fact.civil_project
opinion_in_time = fact.energy_opinion_given_on <= fact.energy_opinion_asked_on + OPINION_DAYS


def developer_fine() -> Fine:
    """Article 37: 200,000 to 500,000 yuan."""
    return fine("37", 200_000 * YUAN, 500_000 * YUAN)


def designer_fine() -> Fine:
    """Article 39: 100,000 to 300,000 yuan, in grave cases the qualification besides."""
    return fine("39", 100_000 * YUAN, 300_000 * YUAN, grave=(QUALIFICATION,))


def contractor_fine() -> Fine:
    """Article 41: 100,000 to 200,000 yuan, in grave cases the qualification besides."""
    return fine("41", 100_000 * YUAN, 200_000 * YUAN, grave=(QUALIFICATION,))


def supervisor_fine() -> Fine:
    """Article 42: 100,000 to 300,000 yuan once the order to correct has expired."""
    return fine("42", 100_000 * YUAN, 300_000 * YUAN, cure_first=True, grave=(QUALIFICATION,))


BANNED_DUTIES = tuple(
    duty(
        id,
        "11.3",
        subject,
        (bearer,),
        Text(
            f"{zh}不得使用禁止使用目录所列的技术、工艺、材料和设备。",
            f"The {en} uses no technique, process, material or equipment of the banned list.",
        ),
        binds,
        ~fact.banned_technique_used,
        Text("停止使用并更换。", "Stop using it and replace it."),
        breach=cost,
    )
    for id, subject, bearer, zh, en, binds, cost in (
        ("N11.3.1", Subject.PROJECT, Bearer.DEVELOPER, "建设单位", "developer", civil,
         developer_fine()),
        ("N11.3.2", Subject.ENGAGEMENT, Bearer.DESIGNER, "设计单位", "designer", fact.designs_civil,
         designer_fine()),
        ("N11.3.3", Subject.ENGAGEMENT, Bearer.CONTRACTOR, "施工单位", "contractor",
         fact.builds_civil, contractor_fine()),
    )
)  # fmt: skip
"""Article 11 binds each of the three by itself; Articles 37, 39 and 41 fine each by its own band."""

PROJECT_DUTIES = (
    duty(
        "N12.2.1",
        "12.2",
        Subject.PROJECT,
        (Bearer.AUTHORITY,),
        Text(
            "规划部门在规划审查时就方案的节能征求同级住房建设主管部门意见。",
            "In its review the planning authority asks the housing authority whether the scheme "
            "meets the energy standards.",
        ),
        civil & fact.in_planning_review,
        fact.energy_opinion_asked,
        Text("发函征求意见。", "Send the scheme for the housing authority's opinion."),
        authorities=PLANNING,
    ),
    duty(
        "N12.2.2",
        "12.2",
        Subject.PROJECT,
        (Bearer.AUTHORITY,),
        Text(
            "住房建设主管部门收到材料后十日内提出节能意见。",
            "The housing authority gives its energy opinion within ten days of the papers.",
        ),
        civil & fact.energy_opinion_asked,
        fact.energy_opinion_given & opinion_in_time,
        Text("提出书面意见并登记日期。", "Give the opinion in writing and record its day."),
        leans_on=("N12.2.1",),
        clock=Clock(
            Text("收到征求意见材料", "receipt of the papers for the opinion"),
            Period(OPINION_DAYS, Count.CALENDAR_DAYS),
        ),
    ),
    duty(
        "N13.1",
        "13",
        Subject.PROJECT,
        (Bearer.DRAWING_REVIEWER,),
        Text(
            "施工图审查机构按节能强制性标准审查施工图。",
            "The drawing review office reviews the drawings against the mandatory energy standards.",
        ),
        civil & fact.drawings_submitted,
        fact.drawings_energy_reviewed,
        Text("完成节能审查并出具意见。", "Carry out the energy review and issue the opinion."),
    ),
    duty(
        "N14.1.1",
        "14.1",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "建设单位不得示意设计、施工单位违反节能强制性标准。",
            "The developer neither asks nor hints that designer or contractor break the energy "
            "standards.",
        ),
        civil,
        ~fact.energy_violation_asked,
        Text("撤回指令并书面更正。", "Withdraw the instruction and correct it in writing."),
        breach=developer_fine(),
    ),
    duty(
        "N14.1.2",
        "14.1",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "建设单位不得示意使用不符合施工图要求的墙材、保温、门窗、采暖制冷和照明产品。",
            "The developer neither asks nor hints that walls, insulation, windows, heating, cooling "
            "or lighting outside the drawings be used.",
        ),
        civil,
        ~fact.poor_products_asked,
        Text("撤回指令并书面更正。", "Withdraw the instruction and correct it in writing."),
        breach=developer_fine(),
    ),
    duty(
        "N14.2.1",
        "14.2",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "由建设单位采购的五类产品符合施工图要求。",
            "What the developer buys of the five product groups agrees with the drawings.",
        ),
        civil & fact.developer_buys_products,
        fact.bought_products_conform,
        Text("更换不符合要求的产品。", "Replace what does not agree with the drawings."),
        breach=developer_fine(),
    ),
    duty(
        "N17.1",
        "17",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "竣工验收时查验项目是否符合节能强制性标准。",
            "Completion acceptance checks whether the mandatory energy standards are met.",
        ),
        civil & fact.completion_acceptance_held,
        fact.energy_checked_at_completion,
        Text("补做节能查验。", "Carry out the energy check."),
    ),
    duty(
        "N17.2",
        "17",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "未达到节能强制性标准的项目不得出具竣工验收合格报告。",
            "No pass report of completion acceptance for works that miss the energy standards.",
        ),
        civil & passed("completion_acceptance"),
        fact.works_meet_energy_standards,
        Text("撤回报告，整改后重新验收。", "Withdraw the report, correct, and accept anew."),
        breach=fine("38", 200, 400, base="contract_price"),
        leans_on=("N17.1",),
    ),
)

ENGAGEMENT_DUTIES = (
    duty(
        "N15.1",
        "15",
        Subject.ENGAGEMENT,
        (Bearer.DESIGNER,),
        Text("设计单位按节能强制性标准设计。", "The designer designs to the energy standards."),
        fact.designs_civil,
        fact.energy_standards_followed,
        Text("修改设计并重新送审。", "Correct the design and send it in again."),
        breach=designer_fine(),
    ),
    duty(
        "N15.2",
        "15",
        Subject.ENGAGEMENT,
        (Bearer.CONTRACTOR,),
        Text("施工单位按节能强制性标准施工。", "The contractor builds to the energy standards."),
        fact.builds_civil,
        fact.energy_standards_followed,
        Text("返工并附整改记录。", "Rework it and record the correction."),
        breach=fine("40", 200, 400, base="contract_price", grave=(QUALIFICATION,)),
    ),
    duty(
        "N15.3",
        "15",
        Subject.ENGAGEMENT,
        (Bearer.SUPERVISOR,),
        Text(
            "监理单位按节能强制性标准监理。",
            "The supervision party supervises to the energy standards.",
        ),
        fact.supervises_civil,
        fact.energy_standards_followed,
        Text("补正监理工作并报告。", "Mend the supervision and report."),
        breach=supervisor_fine(),
    ),
    duty(
        "N15.4",
        "15",
        Subject.ENGAGEMENT,
        (Bearer.PERSON,),
        Text(
            "注册执业人员执行节能强制性标准。",
            "Registered professionals follow the mandatory energy standards.",
        ),
        fact.registered_person_acts,
        fact.registered_person_followed,
        Text("改正签章文件。", "Correct the papers under seal."),
    ),
    duty(
        "N16.2.1",
        "16.2",
        Subject.ENGAGEMENT,
        (Bearer.SUPERVISOR,),
        Text(
            "监理发现施工不符合节能标准的，要求施工单位改正。",
            "Where the supervision party finds works against the standards it demands correction.",
        ),
        fact.supervises_civil & fact.works_deviation_found,
        fact.deviation_correction_demanded,
        Text("签发监理通知单。", "Issue a supervision notice."),
    ),
    duty(
        "N16.2.2",
        "16.2",
        Subject.ENGAGEMENT,
        (Bearer.SUPERVISOR,),
        Text(
            "施工单位拒不改正的，监理单位及时报告建设单位和主管部门。",
            "If the contractor refuses, the supervision party reports to developer and authority.",
        ),
        fact.supervises_civil & fact.correction_refused,
        fact.refusal_reported,
        Text("提交监理报告。", "File the supervision report."),
        leans_on=("N16.2.1",),
        clock=Clock(Text("施工单位拒不改正", "the contractor's refusal to correct")),
    ),
    duty(
        "N16.3.1",
        "16.3",
        Subject.ENGAGEMENT,
        (Bearer.SUPERVISOR,),
        Text(
            "墙体、屋面保温施工时采取旁站、巡视和平行检验。",
            "While walls and roof are insulated, supervision stands by, patrols and tests in "
            "parallel.",
        ),
        fact.supervises_civil & fact.insulation_under_way,
        fact.insulation_watched,
        Text("补充旁站和检验记录。", "Supply the records of standing by and testing."),
        breach=supervisor_fine(),
    ),
)

BATCH_DUTIES = (
    duty(
        "N16.1.1",
        "16.1",
        Subject.BATCH,
        (Bearer.CONTRACTOR,),
        Text(
            "施工单位查验进入现场的五类节能产品。",
            "The contractor inspects each lot of the five product groups on entry.",
        ),
        fact.energy_product,
        fact.entry_inspected,
        Text("补做进场查验。", "Inspect the lot and record it."),
        breach=contractor_fine(),
    ),
    duty(
        "N16.1.2",
        "16.1",
        Subject.BATCH,
        (Bearer.CONTRACTOR,),
        Text(
            "不符合施工图要求的产品不得使用。",
            "A lot that does not agree with the drawings is not used.",
        ),
        fact.energy_product & ~fact.lot_meets_drawings,
        ~fact.lot_used,
        Text("拆除并退场。", "Take it out and off the site."),
        breach=contractor_fine(),
        leans_on=("N16.1.1",),
    ),
    duty(
        "N16.4.1",
        "16.4",
        Subject.BATCH,
        (Bearer.CONTRACTOR,),
        Text(
            "未经监理工程师签字的五类产品不得使用或者安装。",
            "Without the supervising engineer's signature no lot of the five groups is used.",
        ),
        fact.energy_product & fact.lot_used,
        fact.engineer_signed,
        Text("停止使用并补办签认。", "Stop using it and obtain the signature."),
    ),
)

DUTIES = (*BANNED_DUTIES, *PROJECT_DUTIES, *ENGAGEMENT_DUTIES, *BATCH_DUTIES)
