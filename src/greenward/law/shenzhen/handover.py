"""Chapter III: the documents of a handover (Articles 18, 52) and the sale of houses (19, 53).

Article 52 fines what the certificate and the manual leave out, never that the acceptance report
was not handed over; Article 53 fines display and contract, never the guide or the inspection.
An act is judged by the law of its day: one before 1 July 2022 is not bound.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Article, Bearer, Class, Clock, Duty, Subject, Text
from .general import FIRST_DAY, HOUSING, IN_FORCE, scope
from .liability import YUAN, fine

handed_over = scope & (fact.handed_over_on >= FIRST_DAY)
contracted = scope & (fact.sale_contract_on >= FIRST_DAY)

AT_HANDOVER = Clock(Text("交付或者移交使用", "the handover"))
AT_CONTRACT = Clock(Text("签订房屋销售合同", "the signing of the house sales contract"))
AT_SALE = Clock(Text("开始销售", "the start of sales"))

ARTICLES = (
    Article(
        "18",
        3,
        Text("交付资料", "Documents of the handover"),
        (Class.WORKFLOW, Class.COMPUTABLE),
        Text(
            "建设单位交付工程时交出三份资料：专项验收报告、质量保证书、使用说明书；"
            "后两份各有必须写明的内容。",
            "On handover the development party gives three documents: the special acceptance "
            "report, the quality guarantee certificate and the instruction manual; the last two "
            "have contents of their own.",
        ),
        "bureau.operation",
    ),
    Article(
        "19",
        3,
        Text("房屋销售和验房", "House sales and the buyer's inspection"),
        (Class.WORKFLOW, Class.COMPUTABLE),
        Text(
            "让购房人能够监督：销售现场和合同都要有等级和性能指标，交房时给验房指南并配合验房。",
            "The buyer is put in a position to check: star and indicators stand on the sales site "
            "and in the contract; at delivery there is a guide, and help with the inspection.",
        ),
        "bureau.operation",
    ),
)

DUTIES = (
    Duty(
        "18.1",
        "18.1",
        Subject.HANDOVER,
        (Bearer.DEVELOPER,),
        Text(
            "交付时把专项验收报告、质量保证书和使用说明书交给业主、使用权人或其委托的物业企业。",
            "On handover the owner, the holder of the right of use or their property company gets "
            "the special acceptance report, the quality guarantee certificate and the manual.",
        ),
        applies=handed_over,
        requires=fact.acceptance_report_given & fact.quality_guarantee_given & fact.manual_given,
        in_force=IN_FORCE,
        remedy=Text("补交缺少的资料并留存签收记录。", "Hand over what is missing, with a receipt."),
        authorities=HOUSING,
        clock=AT_HANDOVER,
    ),
    Duty(
        "18.2.1",
        "18.2",
        Subject.HANDOVER,
        (Bearer.DEVELOPER,),
        Text(
            "质量保证书写明等级和指标、保修范围和期限、其他保修责任以及违约责任。",
            "The quality guarantee certificate gives the star, its indicators, the warranty's "
            "scope and periods, the other warranty duties and the liability for breach.",
        ),
        applies=handed_over,
        requires=fact.guarantee_states_star
        & fact.guarantee_states_indicators
        & fact.guarantee_states_scope
        & fact.guarantee_states_periods
        & fact.guarantee_states_other_duties
        & fact.guarantee_states_liability,
        in_force=IN_FORCE,
        breach=fine("18.2.1", "52", 100, 200, cure_first=True, base="project_investment"),
        remedy=Text("补全质量保证书并重新送交。", "Complete the certificate and deliver it anew."),
        leans_on=("18.1",),
        authorities=HOUSING,
        clock=AT_HANDOVER,
    ),
    Duty(
        "18.2.2",
        "18.2",
        Subject.HANDOVER,
        (Bearer.DEVELOPER,),
        Text(
            "使用说明书写明性能要求、绿色技术措施、设施设备清单和使用方法。",
            "The instruction manual gives the performance requirements, the green measures, the "
            "list of equipment and how to use it.",
        ),
        applies=handed_over,
        requires=fact.manual_states_performance
        & fact.manual_states_measures
        & fact.manual_states_equipment
        & fact.manual_states_use,
        in_force=IN_FORCE,
        breach=fine("18.2.2", "52", 100, 200, cure_first=True, base="project_investment"),
        remedy=Text("补全使用说明书并重新送交。", "Complete the manual and deliver it anew."),
        leans_on=("18.1",),
        authorities=HOUSING,
        clock=AT_HANDOVER,
    ),
    Duty(
        "19.1.1",
        "19.1",
        Subject.SALE,
        (Bearer.REAL_ESTATE_DEVELOPER,),
        Text(
            "销售现场明示绿色建筑等级和性能指标。",
            "The sales site displays the star and the performance indicators.",
        ),
        applies=scope & fact.on_sale,
        requires=fact.sales_site_shows_star & fact.sales_site_shows_indicators,
        in_force=IN_FORCE,
        breach=fine("19.1.1", "53.1", 200_000 * YUAN, 500_000 * YUAN, cure_first=True),
        remedy=Text("在销售现场补充明示。", "Put up on the sales site what is missing."),
        authorities=HOUSING,
        clock=AT_SALE,
    ),
    Duty(
        "19.1.2",
        "19.1",
        Subject.SALE,
        (Bearer.REAL_ESTATE_DEVELOPER,),
        Text(
            "房屋销售合同写明绿色建筑等级和性能指标。",
            "The house sales contract gives the star and the performance indicators.",
        ),
        applies=contracted,
        requires=fact.sale_contract_states_star & fact.sale_contract_states_indicators,
        in_force=IN_FORCE,
        # The text does not say whether the amount is of one contract or of all of them.
        breach=fine("19.1.2", "53.2", 100, 200, cure_first=True, base="house_sales_amount"),
        remedy=Text("与购房人签订补充条款。", "Sign a supplementary clause with the buyer."),
        authorities=HOUSING,
        clock=AT_CONTRACT,
    ),
    Duty(
        "19.1.3",
        "19.1",
        Subject.SALE,
        (Bearer.REAL_ESTATE_DEVELOPER,),
        Text(
            "交房时给购房人一份验房指南。",
            "At delivery the buyer gets a guide to inspecting the house.",
        ),
        applies=handed_over,
        requires=fact.inspection_guide_given,
        in_force=IN_FORCE,
        remedy=Text("补交验房指南并留存签收记录。", "Hand over the guide, with a receipt."),
        authorities=HOUSING,
        clock=AT_HANDOVER,
    ),
    Duty(
        "19.1.4",
        "19.1",
        Subject.SALE,
        (Bearer.REAL_ESTATE_DEVELOPER,),
        Text(
            "购房人验房的，房地产开发企业予以配合。",
            "When the buyer inspects the house, the real-estate developer cooperates.",
        ),
        applies=handed_over & fact.buyer_inspects,
        requires=fact.buyer_inspection_assisted,
        in_force=IN_FORCE,
        remedy=Text(
            "安排人员陪同购房人验房。", "Send someone to go through the house with the buyer."
        ),
        leans_on=("19.1.3",),
        authorities=HOUSING,
        clock=AT_HANDOVER,
    ),
)
