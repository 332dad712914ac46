"""Facts of the Jinzhou practice (B1 to B11): gates, draws, samples, notices, funds and figures."""

from __future__ import annotations

from ..language import Bearer, Quantity
from .entering import Supplier, flag, quantity

# --- the gates (B1, B2, B3, B5) -------------------------------------------------------------

green_designed = flag(
    "green_designed",
    ("项目按绿色建筑标准设计", "the project is designed to the green-building standard"),
    ("项目未按绿色建筑标准设计", "the project is not designed to the green-building standard"),
    ("施工图设计文件及绿色建筑专篇", "the drawings with their chapter on green building"),
    Bearer.DESIGNER,
)
green_planned = flag(
    "green_planned",
    ("项目按绿色建筑标准规划", "the project is planned to the green-building standard"),
    ("项目未按绿色建筑标准规划", "the project is not planned to the green-building standard"),
    ("规划设计方案", "the planning scheme"),
    Bearer.DEVELOPER,
)
in_key_scope = flag(
    "in_key_scope",
    (
        "项目列入绿色建筑重点实施范围",
        "the project is in the key scope for green building",
    ),
    (
        "项目未列入绿色建筑重点实施范围",
        "the project is outside the key scope for green building",
    ),
    ("重点实施范围清单", "the list of the key scope"),
)
green_review_passed = flag(
    "green_review_passed",
    ("项目通过绿色建筑审查", "the project passed the green-building review"),
    ("项目未通过绿色建筑审查", "the project did not pass the green-building review"),
    ("绿色建筑审查意见", "the opinion of the green-building review"),
    recorded=True,
)
green_acceptance_met = flag(
    "green_acceptance_met",
    ("项目达到绿色建筑验收要求", "the project meets the green-building acceptance requirements"),
    (
        "项目未达到绿色建筑验收要求",
        "the project does not meet the green-building acceptance requirements",
    ),
    ("绿色建筑验收报告", "the green-building acceptance report"),
    Bearer.DEVELOPER,
)
acceptance_filing_asked = flag(
    "acceptance_filing_asked",
    ("已申请竣工验收备案", "the filing of the acceptance was applied for"),
    ("未申请竣工验收备案", "the filing of the acceptance was not applied for"),
    ("备案申请表", "the application for filing"),
    Bearer.DEVELOPER,
    recorded=True,
)


def _day(name: str, label: tuple[str, str], proof: tuple[str, str], by: Supplier) -> Quantity:
    return quantity(name, label, proof, unit="day", scale=1, low=1, high=10**6, supplier=by)


completion_passed_on = _day(
    "completion_passed_on",
    ("竣工验收合格日期", "the day completion acceptance was passed"),
    ("竣工验收报告", "the report of completion acceptance"),
    Bearer.DEVELOPER,
)
filing_asked_on = _day(
    "filing_asked_on",
    ("申请竣工验收备案的日期", "the day the filing was applied for"),
    ("备案申请表", "the application for filing"),
    Bearer.DEVELOPER,
)

# --- inspection on site and the random draw (B4, B6) ----------------------------------------

under_construction = flag(
    "under_construction",
    ("项目在施工", "the project is under construction"),
    ("项目没有施工", "the project is not under construction"),
    ("开工与竣工记录", "the records of start and completion"),
)
green_works_inspected = flag(
    "green_works_inspected",
    (
        "已对节能和绿色建筑施工监督检查",
        "the energy and green-building works were inspected",
    ),
    (
        "未对节能和绿色建筑施工监督检查",
        "the energy and green-building works were not inspected",
    ),
    ("现场检查记录", "the record of the site inspection"),
    recorded=True,
)
drawn_inspection = flag(
    "drawn_inspection",
    ("项目接受双随机检查", "the project was inspected under double random"),
    ("项目未接受双随机检查", "the project was not inspected under double random"),
    ("检查任务记录", "the record of the inspection task"),
)
object_drawn = flag(
    "object_drawn",
    ("检查对象由随机抽取产生", "the object was drawn at random"),
    ("检查对象不由随机抽取产生", "the object was not drawn at random"),
    ("抽取记录", "the record of the draw"),
    recorded=True,
)
inspectors_drawn = flag(
    "inspectors_drawn",
    ("检查人员由随机抽取产生", "the inspectors were drawn at random"),
    ("检查人员不由随机抽取产生", "the inspectors were not drawn at random"),
    ("抽取记录", "the record of the draw"),
    recorded=True,
)
certified_inspectors = quantity(
    "certified_inspectors",
    ("持证检查人员人数", "the number of certified inspectors"),
    ("检查人员名单及执法证号", "the inspectors with the numbers of their certificates"),
    unit="",
    scale=1,
    high=1000,
)
result_published = flag(
    "result_published",
    ("检查事项和结果已公开", "the item and the result of the inspection were published"),
    ("检查事项和结果未公开", "the item and the result of the inspection were not published"),
    ("公开记录", "the record of publication"),
    recorded=True,
)
publication_workdays = quantity(
    "publication_workdays",
    (
        "检查完成至公开的工作日数",
        "the working days from the inspection to its publication",
    ),
    ("期限台账", "the ledger of deadlines"),
    unit="",
    scale=1,
    high=10_000,
)

# --- samples of materials (B7) --------------------------------------------------------------

lot_sampled = flag(
    "lot_sampled",
    ("该批次被抽样", "the lot was sampled"),
    ("该批次未被抽样", "the lot was not sampled"),
    ("抽样单", "the sampling sheet"),
)
sample_witnessed = flag(
    "sample_witnessed",
    ("取样有见证人签字", "the sampling was witnessed and signed"),
    ("取样没有见证人签字", "the sampling was not witnessed and signed"),
    ("见证取样记录", "the record of witness sampling"),
    Bearer.SUPERVISOR,
    recorded=True,
)
custody_unbroken = flag(
    "custody_unbroken",
    (
        "样品自取样至检测的交接记录完整",
        "every handing-on of the sample up to the test is recorded",
    ),
    (
        "样品自取样至检测的交接记录不完整",
        "the handing-on of the sample up to the test is not fully recorded",
    ),
    ("样品交接单", "the sample's chain of custody"),
    Bearer.LABORATORY,
    recorded=True,
)
sample_tested = flag(
    "sample_tested",
    ("样品已检测并出具报告", "the sample was tested and reported"),
    ("样品没有检测报告", "there is no test report of the sample"),
    ("检测报告", "the test report"),
    Bearer.LABORATORY,
    recorded=True,
)
sample_failed = flag(
    "sample_failed",
    ("样品检测不合格", "the sample failed its test"),
    ("样品检测合格", "the sample passed its test"),
    ("检测报告", "the test report"),
    Bearer.LABORATORY,
)
failed_lot_removed = flag(
    "failed_lot_removed",
    ("不合格批次已退场并有处置记录", "the failed lot left the site and its disposal is recorded"),
    (
        "不合格批次未退场或者没有处置记录",
        "the failed lot did not leave the site or its disposal is not recorded",
    ),
    ("退场处置记录", "the record of disposal"),
    Bearer.CONTRACTOR,
    recorded=True,
)

# --- rectification notices (B8) -------------------------------------------------------------

notice_served = flag(
    "notice_served",
    ("整改通知书已送达", "a rectification notice was served"),
    ("没有送达的整改通知书", "no rectification notice was served"),
    ("整改通知书及送达回证", "the notice with its proof of service"),
)
rectification_reported = flag(
    "rectification_reported",
    ("已回复整改完成", "completed rectification was reported"),
    ("未回复整改完成", "completed rectification was not reported"),
    ("整改回复", "the reply to the notice"),
    Bearer.DEVELOPER,
    recorded=True,
)
rectified_on = _day(
    "rectified_on",
    ("回复整改完成的日期", "the day completed rectification was reported"),
    ("整改回复", "the reply to the notice"),
    Bearer.DEVELOPER,
)
rectify_by = quantity(
    "rectify_by",
    ("整改通知书要求的日期", "the day the notice sets"),
    ("整改通知书", "the notice"),
    unit="day",
    scale=1,
    low=1,
    high=10**6,
)
notice_closed = flag(
    "notice_closed",
    ("已复查并销号", "the site was re-inspected and the notice closed"),
    ("未复查销号", "the site was not re-inspected and the notice not closed"),
    ("复查记录", "the record of re-inspection"),
    recorded=True,
)
notice_overdue = flag(
    "notice_overdue",
    ("整改逾期未完成", "the notice ran out without rectification"),
    ("整改没有逾期", "the notice has not run out without rectification"),
    ("复查记录", "the record of re-inspection"),
)
case_opened = flag(
    "case_opened",
    ("已对逾期未整改立案", "a case was opened over the overdue notice"),
    ("未对逾期未整改立案", "no case was opened over the overdue notice"),
    ("立案审批表", "the record that the case was opened"),
    recorded=True,
)

# --- the special fund and training (B9, B10) ------------------------------------------------


def _fund(name: str, label: tuple[str, str], proof: tuple[str, str]) -> Quantity:
    return quantity(name, label, proof, unit="fen", scale=1, high=10**14)


fund_applied_for = flag(
    "fund_applied_for",
    ("当年申请了专项资金", "the special fund was applied for this year"),
    ("当年没有申请专项资金", "the special fund was not applied for this year"),
    ("资金申请文件", "the application for the fund"),
)
fund_applied = _fund(
    "fund_applied",
    ("申请的专项资金", "the special fund applied for"),
    ("资金申请文件", "the application for the fund"),
)
fund_approved = _fund(
    "fund_approved",
    ("批准的专项资金", "the special fund approved"),
    ("资金下达文件", "the decision that grants the fund"),
)
fund_paid = _fund(
    "fund_paid",
    ("拨付的专项资金", "the special fund paid"),
    ("拨付凭证", "the payment records"),
)
fund_used = _fund(
    "fund_used",
    ("使用的专项资金", "the special fund used"),
    ("决算报告", "the final accounts"),
)
training_planned = flag(
    "training_planned",
    ("当年计划了技术培训", "technical training is planned for the year"),
    ("当年没有计划技术培训", "no technical training is planned for the year"),
    ("年度培训计划", "the training plan of the year"),
)
training_held = flag(
    "training_held",
    ("已举办技术培训", "technical training was held"),
    ("未举办技术培训", "no technical training was held"),
    ("培训通知和签到表", "the invitation and the list of those present"),
    recorded=True,
)
training_recorded = flag(
    "training_recorded",
    (
        "培训记录写明人员、单位、学时和结果",
        "the training record names trainees, employers, hours and results",
    ),
    (
        "培训记录没有写明人员、单位、学时和结果",
        "the training record does not name trainees, employers, hours and results",
    ),
    ("培训档案", "the training file"),
    recorded=True,
)

# --- published figures (B11) ----------------------------------------------------------------

ratio_published = flag(
    "ratio_published",
    ("当年公布了绿色建筑占比", "a share of green building was published this year"),
    ("当年没有公布绿色建筑占比", "no share of green building was published this year"),
    ("公布的统计数据", "the published figures"),
)
ratio_stage_stated = flag(
    "ratio_stage_stated",
    (
        "占比写明阶段（开工、设计、验收、标识或者运行）",
        "the share names its stage (start, design, acceptance, label or operation)",
    ),
    ("占比没有写明阶段", "the share does not name its stage"),
    ("公布的统计数据", "the published figures"),
)
ratio_denominator_stated = flag(
    "ratio_denominator_stated",
    ("占比写明分母", "the share names its denominator"),
    ("占比没有写明分母", "the share does not name its denominator"),
    ("公布的统计数据", "the published figures"),
)
ratio_cutoff_stated = flag(
    "ratio_cutoff_stated",
    ("占比写明统计截止日期", "the share names its cut-off date"),
    ("占比没有写明统计截止日期", "the share does not name its cut-off date"),
    ("公布的统计数据", "the published figures"),
)
ratio_by_projects_stated = flag(
    "ratio_by_projects_stated",
    ("占比按项目数给出", "the share is given by number of projects"),
    ("占比没有按项目数给出", "the share is not given by number of projects"),
    ("公布的统计数据", "the published figures"),
)
ratio_by_area_stated = flag(
    "ratio_by_area_stated",
    ("占比按建筑面积给出", "the share is given by floor area"),
    ("占比没有按建筑面积给出", "the share is not given by floor area"),
    ("公布的统计数据", "the published figures"),
)


def _count(name: str, label: tuple[str, str]) -> Quantity:
    proof = ("统计台账", "the ledger behind the figures")
    return quantity(name, label, proof, unit="", scale=1, high=10**9)


def _area(name: str, label: tuple[str, str]) -> Quantity:
    proof = ("统计台账", "the ledger behind the figures")
    return quantity(name, label, proof, unit="m²", scale=100, high=10**15)


green_projects = _count(
    "green_projects", ("占比中的绿色建筑项目数", "the green projects in the share")
)
counted_projects = _count("counted_projects", ("占比中的全部项目数", "all projects in the share"))
green_area = _area("green_area", ("占比中的绿色建筑面积", "the green floor area in the share"))
counted_area = _area("counted_area", ("占比中的全部建筑面积", "all floor area in the share"))
