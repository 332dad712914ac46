"""Facts of a plot, a permit, a green chapter, a tender and an engagement (Articles 12 to 14).

A star is the whole number of stars; one that a document does not state is no star of it but a
flag answered no.
"""

from __future__ import annotations

from ..language import Bearer, Quantity
from .entering import Supplier, flag, quantity


def _star(
    name: str, label: tuple[str, str], proof: tuple[str, str], supplier: Supplier
) -> Quantity:
    return quantity(name, label, proof, unit="★", scale=1, high=3, supplier=supplier)


def _day(name: str, label: tuple[str, str], proof: tuple[str, str], supplier: Supplier) -> Quantity:
    return quantity(name, label, proof, unit="day", scale=1, low=1, high=10**6, supplier=supplier)


# --- the project ----------------------------------------------------------------------------

_APPROVAL = ("项目立项或备案文件", "the project's approval or filing")

new_construction = flag(
    "new_construction",
    ("项目属于新建工程", "the project is new construction"),
    ("项目不属于新建工程", "the project is not new construction"),
    _APPROVAL,
    Bearer.DEVELOPER,
)
alteration = flag(
    "alteration",
    ("项目属于改建或者扩建工程", "the project alters or extends a building"),
    ("项目不属于改建或者扩建工程", "the project neither alters nor extends a building"),
    _APPROVAL,
    Bearer.DEVELOPER,
)
project_investment = quantity(
    "project_investment",
    ("项目投资额", "the project investment"),
    (
        "承办人员从概算、预算、决算等数额中选定一项，并记明来源、日期和理由",
        "the figure the officer picks among estimate, budget and final account, with its source,"
        " its date and the reason for picking it",
    ),
    unit="fen",
    scale=1,
    high=10**14,
)

# --- the plot (Article 12) ------------------------------------------------------------------

_CONDITIONS = ("建设用地规划条件", "the land-use planning conditions")
_LAND = ("土地出让合同或划拨决定书", "the land grant contract or the allocation decision")
_PERMIT = ("建设工程规划许可证", "the planning permit")

land_conditions_issued = flag(
    "land_conditions_issued",
    ("已出具建设用地规划条件", "the land-use planning conditions were issued"),
    ("未出具建设用地规划条件", "no land-use planning conditions were issued"),
    _CONDITIONS,
    recorded=True,
)
land_conditions_issued_on = _day(
    "land_conditions_issued_on",
    ("用地规划条件的出具日期", "the day the land-use conditions were issued"),
    _CONDITIONS,
    "authority",
)
control_plan_green = flag(
    "control_plan_green",
    (
        "控制性详细规划纳入了绿色建筑专项规划的内容",
        "the detailed control plan takes up the special plan for green buildings",
    ),
    (
        "控制性详细规划没有纳入绿色建筑专项规划的内容",
        "the detailed control plan does not take up the special plan for green buildings",
    ),
    ("控制性详细规划", "the detailed control plan"),
)
conditions_state_star = flag(
    "conditions_state_star",
    ("用地规划条件写明了绿色建筑等级", "the land-use conditions state a star"),
    ("用地规划条件没有写明绿色建筑等级", "the land-use conditions state no star"),
    _CONDITIONS,
)
conditions_state_prefab = flag(
    "conditions_state_prefab",
    (
        "用地规划条件写明了新型建筑工业化建造要求",
        "the land-use conditions state the requirement of industrialised construction",
    ),
    (
        "用地规划条件没有写明新型建筑工业化建造要求",
        "the land-use conditions state no requirement of industrialised construction",
    ),
    _CONDITIONS,
)
land_granted_on = _day(
    "land_granted_on",
    (
        "出让合同的签订日期或划拨决定的作出日期",
        "the day of the land contract or the allocation decision",
    ),
    _LAND,
    "authority",
)
land_document_notes_star = flag(
    "land_document_notes_star",
    (
        "出让合同或划拨决定书注明了绿色建筑等级",
        "the land contract or allocation decision notes a star",
    ),
    (
        "出让合同或划拨决定书没有注明绿色建筑等级",
        "the land contract or allocation decision notes no star",
    ),
    _LAND,
)
land_document_notes_prefab = flag(
    "land_document_notes_prefab",
    (
        "出让合同或划拨决定书注明了新型建筑工业化建造要求",
        "the land contract or allocation decision notes the requirement of industrialised"
        " construction",
    ),
    (
        "出让合同或划拨决定书没有注明新型建筑工业化建造要求",
        "the land contract or allocation decision notes no requirement of industrialised"
        " construction",
    ),
    _LAND,
)
land_star = _star(
    "land_star", ("土地文件的绿色建筑等级", "the star of the land terms"), _LAND, "authority"
)

# --- the planning permit (Articles 12, 13) --------------------------------------------------

permit_issued_on = _day(
    "permit_issued_on",
    ("规划许可证的核发日期", "the day the planning permit was issued"),
    _PERMIT,
    "authority",
)
permit_notes_star = flag(
    "permit_notes_star",
    ("规划许可证注明了绿色建筑等级", "the planning permit notes a star"),
    ("规划许可证没有注明绿色建筑等级", "the planning permit notes no star"),
    _PERMIT,
)
permit_notes_prefab = flag(
    "permit_notes_prefab",
    (
        "规划许可证注明了新型建筑工业化建造要求",
        "the planning permit notes the requirement of industrialised construction",
    ),
    (
        "规划许可证没有注明新型建筑工业化建造要求",
        "the planning permit notes no requirement of industrialised construction",
    ),
    _PERMIT,
)
permit_star = _star(
    "permit_star",
    ("规划许可证的绿色建筑等级", "the star of the planning permit"),
    _PERMIT,
    "authority",
)

# --- the green chapter (Article 13) ---------------------------------------------------------

_CHAPTER = ("本阶段的绿色专篇", "the green chapter of the stage")

stage_begun = flag(
    "stage_begun",
    ("该阶段的工作已开始", "the work of the stage has begun"),
    ("该阶段的工作尚未开始", "the work of the stage has not begun"),
    ("项目进度登记", "the project's progress on record"),
    Bearer.DEVELOPER,
    recorded=True,
)
stage_begun_on = _day(
    "stage_begun_on",
    ("该阶段工作的开始日期", "the day the work of the stage began"),
    ("项目进度登记", "the project's progress on record"),
    Bearer.DEVELOPER,
)
chapter_written = flag(
    "chapter_written",
    ("已编制绿色专篇", "the green chapter is written"),
    ("未编制绿色专篇", "no green chapter is written"),
    _CHAPTER,
    Bearer.DEVELOPER,
    recorded=True,
)
chapter_states_star = flag(
    "chapter_states_star",
    ("专篇写明了绿色建筑等级", "the chapter states the star"),
    ("专篇没有写明绿色建筑等级", "the chapter does not state the star"),
    _CHAPTER,
    Bearer.DEVELOPER,
)
chapter_states_targets = flag(
    "chapter_states_targets",
    ("专篇写明了节能减排目标", "the chapter states its energy and emission targets"),
    ("专篇没有写明节能减排目标", "the chapter states no energy and emission targets"),
    _CHAPTER,
    Bearer.DEVELOPER,
)
chapter_states_path = flag(
    "chapter_states_path",
    ("专篇写明了技术路径", "the chapter states its technical path"),
    ("专篇没有写明技术路径", "the chapter states no technical path"),
    _CHAPTER,
    Bearer.DEVELOPER,
)
chapter_states_prefab = flag(
    "chapter_states_prefab",
    (
        "专篇写明了新型建筑工业化建造要求",
        "the chapter states the requirement of industrialised construction",
    ),
    (
        "专篇没有写明新型建筑工业化建造要求",
        "the chapter states no requirement of industrialised construction",
    ),
    _CHAPTER,
    Bearer.DEVELOPER,
)
chapter_cost_budgeted = flag(
    "chapter_cost_budgeted",
    (
        "绿色专篇的费用已列入投资概算和预算",
        "the chapter's costs are in the investment estimate and budget",
    ),
    (
        "绿色专篇的费用没有列入投资概算和预算",
        "the chapter's costs are not in the investment estimate and budget",
    ),
    ("工程投资概算和预算", "the investment estimate and the budget"),
    Bearer.DEVELOPER,
)
chapter_star = _star(
    "chapter_star",
    ("绿色专篇的绿色建筑等级", "the star of the green chapter"),
    _CHAPTER,
    Bearer.DEVELOPER,
)
chapter_conforms = flag(
    "chapter_conforms",
    ("绿色专篇经审查符合要求", "the review found the green chapter to conform"),
    ("绿色专篇经审查不符合要求", "the review found the green chapter not to conform"),
    ("绿色专篇审查意见", "the opinion of the chapter's review"),
)

# --- tenders, contracts, engagements (Articles 8, 13, 14) -----------------------------------

_TENDER = ("招标文件", "the tender document")
_CONTRACT = ("合同", "the contract")

commissioned_on = _day(
    "commissioned_on",
    (
        "发出招标文件或直接委托的日期",
        "the day the tender document went out or the service was directly entrusted",
    ),
    ("招标公告或委托合同", "the tender notice or the contract"),
    Bearer.DEVELOPER,
)
tendered = flag(
    "tendered",
    ("该项服务采用招标方式委托", "the service is put out to tender"),
    ("该项服务由建设单位直接委托", "the service is entrusted directly"),
    ("招标公告或委托合同", "the tender notice or the contract"),
    Bearer.DEVELOPER,
)
tender_clause = flag(
    "tender_clause",
    (
        "招标文件载明了绿色建筑等级及相关要求",
        "the tender document states the star and what goes with it",
    ),
    (
        "招标文件没有载明绿色建筑等级及相关要求",
        "the tender document does not state the star and what goes with it",
    ),
    _TENDER,
    Bearer.DEVELOPER,
    recorded=True,
)
tender_star = _star(
    "tender_star",
    ("招标文件的绿色建筑等级", "the star of the tender document"),
    _TENDER,
    Bearer.DEVELOPER,
)
contract_clause = flag(
    "contract_clause",
    ("合同载明了绿色建筑等级及相关要求", "the contract states the star and what goes with it"),
    (
        "合同没有载明绿色建筑等级及相关要求",
        "the contract does not state the star and what goes with it",
    ),
    _CONTRACT,
    Bearer.DEVELOPER,
    recorded=True,
)
contract_star = _star(
    "contract_star",
    ("合同的绿色建筑等级", "the star of the contract"),
    _CONTRACT,
    Bearer.DEVELOPER,
)
engagement_begun = flag(
    "engagement_begun",
    ("受托单位已开展工作", "the engaged party has begun its work"),
    ("受托单位尚未开展工作", "the engaged party has not begun its work"),
    ("合同或开工报告", "the contract or the report of the start"),
    Bearer.DEVELOPER,
    recorded=True,
)
chapter_followed = flag(
    "chapter_followed",
    (
        "受托单位按绿色专篇开展工作",
        "the engaged party works by the green chapter",
    ),
    (
        "受托单位没有按绿色专篇开展工作",
        "the engaged party does not work by the green chapter",
    ),
    ("设计文件、施工记录、监理记录或检查记录", "drawings, site records or an inspection"),
)
leader_committed = flag(
    "leader_committed",
    (
        "项目负责人的质量终身责任承诺书已存档",
        "the leader's commitment to lifelong responsibility for quality is on file",
    ),
    (
        "项目负责人没有存档的质量终身责任承诺书",
        "no commitment of the leader to lifelong responsibility for quality is on file",
    ),
    ("项目负责人签署的承诺书", "the commitment the project leader signed"),
    recorded=True,
)
violation_demanded = flag(
    "violation_demanded",
    (
        "有建设单位要求违反绿色建筑标准的记录",
        "a demand of the development party to violate green-building standards is on record",
    ),
    (
        "没有建设单位要求违反绿色建筑标准的记录",
        "no demand of the development party to violate green-building standards is on record",
    ),
    ("指令、往来函件或受托单位的报告", "an instruction, letters or the engaged party's report"),
    recorded=True,
)
