"""Facts of the national energy-saving regulations of 2008: planning, design, works, parties.

They serve Articles 11 to 17 and 37 to 44. *The mandatory energy standards* are those in force for
civil buildings; the five product groups are wall materials, insulation, doors and windows, heating
and cooling systems, and lighting.
"""

from __future__ import annotations

from ..language import Bearer, Quantity
from .entering import flag, quantity


def _day(name: str, label: tuple[str, str], proof: tuple[str, str]) -> Quantity:
    return quantity(name, label, proof, unit="day", scale=1, low=1, high=10**6)


# --- a project in planning and design (Articles 12, 13) -------------------------------------

civil_project = flag(
    "civil_project",
    ("项目建设的是民用建筑", "the project builds a civil building"),
    ("项目建设的不是民用建筑", "the project builds no civil building"),
    ("项目立项文件", "the project approval"),
    Bearer.DEVELOPER,
)
in_planning_review = flag(
    "in_planning_review",
    ("设计方案已进入规划审查", "the design scheme is under planning review"),
    ("设计方案未进入规划审查", "the design scheme is not under planning review"),
    ("规划许可的受理记录", "the record that the planning application was accepted"),
)
energy_opinion_asked = flag(
    "energy_opinion_asked",
    ("已就节能征求住房建设主管部门意见", "the housing authority was asked for its energy opinion"),
    (
        "未就节能征求住房建设主管部门意见",
        "the housing authority was not asked for its energy opinion",
    ),
    ("征求意见函", "the letter asking for the opinion"),
    recorded=True,
)
energy_opinion_asked_on = _day(
    "energy_opinion_asked_on",
    (
        "收到征求意见材料的日期",
        "the day the housing authority received the papers for its opinion",
    ),
    ("征求意见材料的签收记录", "the receipt for the papers"),
)
energy_opinion_given = flag(
    "energy_opinion_given",
    ("已提出节能意见", "the energy opinion was given"),
    ("未提出节能意见", "no energy opinion was given"),
    ("节能意见书", "the written opinion"),
    recorded=True,
)
energy_opinion_given_on = _day(
    "energy_opinion_given_on",
    ("提出节能意见的日期", "the day of the energy opinion"),
    ("节能意见书", "the written opinion"),
)
scheme_meets_energy_standards = flag(
    "scheme_meets_energy_standards",
    ("设计方案符合节能强制性标准", "the design scheme meets the mandatory energy standards"),
    (
        "设计方案不符合节能强制性标准",
        "the design scheme does not meet the mandatory energy standards",
    ),
    ("节能意见书", "the written opinion"),
)
drawings_submitted = flag(
    "drawings_submitted",
    ("施工图设计文件已送审", "the construction drawings were sent in for review"),
    ("施工图设计文件未送审", "the construction drawings were not sent in for review"),
    ("施工图审查受理单", "the receipt of the drawing review office"),
    Bearer.DEVELOPER,
)
drawings_energy_reviewed = flag(
    "drawings_energy_reviewed",
    (
        "施工图已按节能强制性标准审查",
        "the drawings were reviewed against the mandatory energy standards",
    ),
    (
        "施工图未按节能强制性标准审查",
        "the drawings were not reviewed against the mandatory energy standards",
    ),
    ("施工图审查意见", "the review opinion"),
    Bearer.DRAWING_REVIEWER,
    recorded=True,
)
drawings_meet_energy_standards = flag(
    "drawings_meet_energy_standards",
    ("施工图符合节能强制性标准", "the drawings meet the mandatory energy standards"),
    ("施工图不符合节能强制性标准", "the drawings do not meet the mandatory energy standards"),
    ("施工图审查意见", "the review opinion"),
    Bearer.DRAWING_REVIEWER,
)

# --- what the developer asks and buys, and acceptance (Articles 14, 17, 37, 38) -------------

energy_violation_asked = flag(
    "energy_violation_asked",
    (
        "建设单位明示或者暗示违反节能强制性标准设计、施工",
        "the developer asked or hinted that design or works break the mandatory energy standards",
    ),
    (
        "建设单位没有明示或者暗示违反节能强制性标准设计、施工",
        "the developer neither asked nor hinted that design or works break the mandatory energy "
        "standards",
    ),
    ("指令记录、会议纪要或者检查记录", "instructions, minutes or the record of an inspection"),
)
poor_products_asked = flag(
    "poor_products_asked",
    (
        "建设单位明示或者暗示使用不符合施工图要求的五类节能产品",
        "the developer asked or hinted that products of the five groups outside the drawings be used",
    ),
    (
        "建设单位没有明示或者暗示使用不符合施工图要求的五类节能产品",
        "the developer neither asked nor hinted that products of the five groups outside the "
        "drawings be used",
    ),
    ("指令记录、会议纪要或者检查记录", "instructions, minutes or the record of an inspection"),
)
banned_technique_used = flag(
    "banned_technique_used",
    (
        "使用了禁止使用目录所列的技术、工艺、材料或者设备",
        "a technique, process, material or equipment of the banned list was used",
    ),
    (
        "没有使用禁止使用目录所列的技术、工艺、材料或者设备",
        "no technique, process, material or equipment of the banned list was used",
    ),
    ("设计文件、进场记录或者检查记录", "design papers, entry records or an inspection"),
)
developer_buys_products = flag(
    "developer_buys_products",
    (
        "合同约定由建设单位采购五类节能产品",
        "by contract the developer buys products of the five groups",
    ),
    (
        "合同没有约定由建设单位采购五类节能产品",
        "by contract the developer buys no products of the five groups",
    ),
    ("施工合同的采购条款", "the contract's clause on purchases"),
    Bearer.DEVELOPER,
)
bought_products_conform = flag(
    "bought_products_conform",
    (
        "建设单位采购的产品符合施工图要求",
        "the products the developer bought agree with the drawings",
    ),
    (
        "建设单位采购的产品不符合施工图要求",
        "products the developer bought do not agree with the drawings",
    ),
    ("进场查验或检测记录", "the record of entry inspection or test"),
)
completion_acceptance_held = flag(
    "completion_acceptance_held",
    ("已组织竣工验收", "completion acceptance was held"),
    ("未组织竣工验收", "completion acceptance was not held"),
    ("竣工验收记录", "the record of completion acceptance"),
    Bearer.DEVELOPER,
)
energy_checked_at_completion = flag(
    "energy_checked_at_completion",
    ("竣工验收时查验了节能强制性标准", "the mandatory energy standards were checked at completion"),
    (
        "竣工验收时未查验节能强制性标准",
        "the mandatory energy standards were not checked at completion",
    ),
    ("竣工验收的节能查验记录", "the energy record of completion acceptance"),
    Bearer.DEVELOPER,
    recorded=True,
)
works_meet_energy_standards = flag(
    "works_meet_energy_standards",
    ("建成的项目符合节能强制性标准", "the project as built meets the mandatory energy standards"),
    (
        "建成的项目不符合节能强制性标准",
        "the project as built does not meet the mandatory energy standards",
    ),
    ("节能分部工程验收或者检查记录", "the acceptance of the energy works, or an inspection"),
)
contract_price = quantity(
    "contract_price",
    ("项目合同价款", "the contract price of the project"),
    ("施工合同", "the construction contract"),
    unit="fen",
    scale=1,
    high=10**14,
    supplier=Bearer.DEVELOPER,
)

# --- one party's work (Articles 15, 16, 39, 40, 42, 44) -------------------------------------

designs_civil = flag(
    "designs_civil",
    ("任务是民用建筑的设计", "the engagement is the design of a civil building"),
    ("任务不是民用建筑的设计", "the engagement is not the design of a civil building"),
    ("设计合同", "the design contract"),
)
builds_civil = flag(
    "builds_civil",
    ("任务是民用建筑的施工", "the engagement is the construction of a civil building"),
    ("任务不是民用建筑的施工", "the engagement is not the construction of a civil building"),
    ("施工合同", "the construction contract"),
)
supervises_civil = flag(
    "supervises_civil",
    ("任务是民用建筑的监理", "the engagement is the supervision of a civil building"),
    ("任务不是民用建筑的监理", "the engagement is not the supervision of a civil building"),
    ("监理合同", "the supervision contract"),
)
energy_standards_followed = flag(
    "energy_standards_followed",
    ("该单位执行了节能强制性标准", "the party followed the mandatory energy standards"),
    ("该单位未执行节能强制性标准", "the party did not follow the mandatory energy standards"),
    ("图纸、施工或者监理资料及检查记录", "drawings, site or supervision files, or an inspection"),
)
registered_person_acts = flag(
    "registered_person_acts",
    ("有注册执业人员承担该任务", "a registered professional acts in the engagement"),
    ("没有注册执业人员承担该任务", "no registered professional acts in the engagement"),
    ("项目负责人登记", "the register of persons responsible"),
)
registered_person_followed = flag(
    "registered_person_followed",
    (
        "注册执业人员执行了节能强制性标准",
        "the registered professional followed the mandatory energy standards",
    ),
    (
        "注册执业人员未执行节能强制性标准",
        "the registered professional did not follow the mandatory energy standards",
    ),
    ("签章文件及检查记录", "the papers under seal, or an inspection"),
)
works_deviation_found = flag(
    "works_deviation_found",
    (
        "监理发现施工不符合节能强制性标准",
        "the supervision party found works against the mandatory energy standards",
    ),
    (
        "监理没有发现施工不符合节能强制性标准",
        "the supervision party found no works against the mandatory energy standards",
    ),
    ("监理日志", "the supervision diary"),
    Bearer.SUPERVISOR,
)
deviation_correction_demanded = flag(
    "deviation_correction_demanded",
    ("监理已要求施工单位改正", "the supervision party demanded correction"),
    ("监理未要求施工单位改正", "the supervision party demanded no correction"),
    ("监理通知单", "the supervision party's notice"),
    Bearer.SUPERVISOR,
    recorded=True,
)
correction_refused = flag(
    "correction_refused",
    ("施工单位拒不改正", "the contractor refuses to correct"),
    ("施工单位没有拒不改正", "the contractor does not refuse to correct"),
    ("监理日志或者复查记录", "the supervision diary or the re-inspection"),
    Bearer.SUPERVISOR,
)
refusal_reported = flag(
    "refusal_reported",
    (
        "监理已报告建设单位和主管部门",
        "the supervision party reported to the developer and the authority",
    ),
    (
        "监理未报告建设单位和主管部门",
        "the supervision party did not report to the developer and the authority",
    ),
    ("监理报告", "the supervision party's report"),
    Bearer.SUPERVISOR,
    recorded=True,
)
insulation_under_way = flag(
    "insulation_under_way",
    ("墙体或者屋面保温工程在施工", "insulation of walls or roof is being built"),
    ("墙体和屋面保温工程没有施工", "no insulation of walls or roof is being built"),
    ("施工日志", "the site diary"),
    Bearer.CONTRACTOR,
)
insulation_watched = flag(
    "insulation_watched",
    (
        "对保温工程采取了旁站、巡视和平行检验",
        "the insulation works were stood by, patrolled and tested in parallel",
    ),
    (
        "对保温工程未采取旁站、巡视和平行检验",
        "the insulation works were not stood by, patrolled and tested in parallel",
    ),
    ("旁站记录和平行检验记录", "the records of standing by and of parallel tests"),
    Bearer.SUPERVISOR,
    recorded=True,
)
energy_correction_ordered = flag(
    "energy_correction_ordered",
    ("主管部门已责令改正", "the authority ordered correction"),
    ("主管部门未责令改正", "the authority ordered no correction"),
    ("责令改正通知书", "the order to correct"),
    recorded=True,
)
practice_suspended = flag(
    "practice_suspended",
    ("主管部门已责令停止执业", "the authority suspended the professional's practice"),
    ("主管部门未责令停止执业", "the authority did not suspend the professional's practice"),
    ("停止执业决定书", "the decision to suspend practice"),
    recorded=True,
)
suspension_months = quantity(
    "suspension_months",
    ("停止执业的月数", "the months of suspended practice"),
    ("停止执业决定书", "the decision to suspend practice"),
    unit="",
    scale=1,
    high=1200,
)
certificate_revoked = flag(
    "certificate_revoked",
    ("执业资格证书已被吊销", "the professional's certificate was revoked"),
    ("执业资格证书未被吊销", "the professional's certificate was not revoked"),
    ("吊销证书的决定书", "the decision to revoke the certificate"),
    recorded=True,
)
registered_again = flag(
    "registered_again",
    ("被吊销证书的人员重新注册", "the professional was registered again after the revocation"),
    (
        "被吊销证书的人员没有重新注册",
        "the professional was not registered again after the revocation",
    ),
    ("注册管理记录", "the register of professionals"),
)
months_until_registered = quantity(
    "months_until_registered",
    ("从吊销到重新注册的月数", "the months from revocation to new registration"),
    ("注册管理记录", "the register of professionals"),
    unit="",
    scale=1,
    high=1200,
)
