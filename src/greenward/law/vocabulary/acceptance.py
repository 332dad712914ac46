"""Facts of the works, the conformity assessment, the acceptances and the filing (Articles 14 to 17)."""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

_SITE = ("施工记录或现场检查记录", "the site records or a site inspection")
_ACCEPTANCE = ("专项验收报告", "the special acceptance report")
_ASSESSMENT = ("符合性评估报告", "the conformity report")

# --- the works (Article 14) -----------------------------------------------------------------

works_begun = flag(
    "works_begun",
    ("工程已开工", "the works have begun"),
    ("工程未开工", "the works have not begun"),
    ("施工许可证或开工报告", "the construction permit or the report of the start"),
    Bearer.DEVELOPER,
    recorded=True,
)
works_finished = flag(
    "works_finished",
    ("工程已完工待验收", "the works are finished and await acceptance"),
    ("工程尚未完工", "the works are not finished"),
    ("完工报告", "the report of the works' end"),
    Bearer.DEVELOPER,
    recorded=True,
)
built_star = quantity(
    "built_star",
    ("工程实际建造的绿色建筑等级", "the star the works are built to"),
    _SITE,
    unit="★",
    scale=1,
    high=3,
)
requirements_built = flag(
    "requirements_built",
    (
        "许可证注明的相关要求在建设中得到落实",
        "the permit's related requirements are carried out in the works",
    ),
    (
        "许可证注明的相关要求在建设中没有落实",
        "the permit's related requirements are not carried out in the works",
    ),
    _SITE,
)

# --- the conformity assessment (Article 15) -------------------------------------------------

assessor_commissioned = flag(
    "assessor_commissioned",
    (
        "组织专项验收前已委托第三方评估机构",
        "an evaluation agency was commissioned before the special acceptance",
    ),
    (
        "组织专项验收前没有委托第三方评估机构",
        "no evaluation agency was commissioned before the special acceptance",
    ),
    ("评估委托合同及其日期", "the commission with its date"),
    Bearer.DEVELOPER,
    recorded=True,
)
assessor_qualified = flag(
    "assessor_qualified",
    ("受托的评估机构具有资质", "the evaluation agency is qualified"),
    ("受托的评估机构没有资质", "the evaluation agency is not qualified"),
    ("评估机构的资质证书及有效期", "the agency's qualification and its validity"),
    Bearer.DEVELOPER,
)
assessment_concluded = flag(
    "assessment_concluded",
    ("符合性评估工作已完成", "the conformity assessment is concluded"),
    ("符合性评估工作尚未完成", "the conformity assessment is not concluded"),
    ("评估工作记录", "the record of the assessment"),
    Bearer.EVALUATOR,
    recorded=True,
)
report_issued = flag(
    "report_issued",
    ("评估机构已出具评估报告", "the agency issued its conformity report"),
    ("评估机构未出具评估报告", "the agency issued no conformity report"),
    _ASSESSMENT,
    Bearer.EVALUATOR,
    recorded=True,
)
report_genuine = flag(
    "report_genuine",
    ("评估报告没有伪造或虚假", "the conformity report is neither forged nor false"),
    ("评估报告属于伪造或虚假", "the conformity report is forged or false"),
    ("对报告与原始记录的核查", "a check of the report against its raw records"),
)
report_accurate = flag(
    "report_accurate",
    ("评估报告的数据准确", "the figures of the conformity report are accurate"),
    ("评估报告的数据不准确", "the figures of the conformity report are inaccurate"),
    ("对报告与原始记录的核查", "a check of the report against its raw records"),
)
assessed_star = quantity(
    "assessed_star",
    ("符合性评估认定的绿色建筑等级", "the star the conformity assessment found"),
    _ASSESSMENT,
    unit="★",
    scale=1,
    high=3,
    supplier=Bearer.EVALUATOR,
)

# --- the special acceptance (Article 16) ----------------------------------------------------

acceptance_held = flag(
    "acceptance_held",
    (
        "竣工验收前已组织绿色建筑专项验收",
        "the special acceptance was held before the completion acceptance",
    ),
    (
        "竣工验收前没有组织绿色建筑专项验收",
        "no special acceptance was held before the completion acceptance",
    ),
    _ACCEPTANCE,
    Bearer.DEVELOPER,
    recorded=True,
)
acceptance_parties_present = flag(
    "acceptance_parties_present",
    (
        "设计、施工、监理单位都参加了专项验收",
        "designer, contractor and supervision party all took part in the special acceptance",
    ),
    (
        "设计、施工、监理单位没有都参加专项验收",
        "not all of designer, contractor and supervision party took part in the special acceptance",
    ),
    ("专项验收的签到和签字", "attendance and signatures of the special acceptance"),
    Bearer.DEVELOPER,
)
acceptance_report_issued = flag(
    "acceptance_report_issued",
    ("已出具专项验收报告", "the special acceptance report was issued"),
    ("未出具专项验收报告", "no special acceptance report was issued"),
    _ACCEPTANCE,
    Bearer.DEVELOPER,
    recorded=True,
)
meets_standards = flag(
    "meets_standards",
    ("工程符合工程建设标准", "the works meet the construction standards"),
    ("工程不符合工程建设标准", "the works do not meet the construction standards"),
    _ACCEPTANCE,
    Bearer.DEVELOPER,
)
meets_drawings = flag(
    "meets_drawings",
    ("工程符合施工图设计文件", "the works match the construction drawings"),
    ("工程不符合施工图设计文件", "the works do not match the construction drawings"),
    _ACCEPTANCE,
    Bearer.DEVELOPER,
)
meets_chapter = flag(
    "meets_chapter",
    ("工程符合绿色专篇", "the works match the green chapter"),
    ("工程不符合绿色专篇", "the works do not match the green chapter"),
    _ACCEPTANCE,
    Bearer.DEVELOPER,
)
accepted_star = quantity(
    "accepted_star",
    ("专项验收认定的绿色建筑等级", "the star the special acceptance found"),
    _ACCEPTANCE,
    unit="★",
    scale=1,
    high=3,
    supplier=Bearer.DEVELOPER,
)
air_samples_conform = flag(
    "air_samples_conform",
    (
        "各房间的空气污染物浓度都合格",
        "the air pollutants measured in every sampled room are within their limits",
    ),
    (
        "有房间的空气污染物浓度不合格",
        "an air pollutant measured in some room is above its limit",
    ),
    ("具备资质的检测机构的空气检测报告", "the air tests of an accredited laboratory"),
    Bearer.DEVELOPER,
)
sound_tests_conform = flag(
    "sound_tests_conform",
    ("各项隔声检测都合格", "every sound-insulation test meets its limit"),
    ("有隔声检测不合格", "some sound-insulation test misses its limit"),
    ("隔声检测报告", "the sound-insulation tests"),
    Bearer.DEVELOPER,
)
component_records_complete = flag(
    "component_records_complete",
    (
        "部品部件的进场验收资料齐全",
        "the records of the components' acceptance on site are complete",
    ),
    (
        "部品部件的进场验收资料不全",
        "the records of the components' acceptance on site are incomplete",
    ),
    ("部品部件进场验收记录", "the records of acceptance on site"),
    Bearer.DEVELOPER,
)
filing_documents_complete = flag(
    "filing_documents_complete",
    ("竣工验收备案的文件齐全", "the documents of the completion filing are complete"),
    ("竣工验收备案的文件不全", "the documents of the completion filing are incomplete"),
    ("竣工验收备案文件", "the documents of the completion filing"),
    Bearer.DEVELOPER,
)

# --- interior decoration (Article 17) -------------------------------------------------------

interior_decoration = flag(
    "interior_decoration",
    ("工程包含室内装饰装修", "the works include interior decoration"),
    ("工程不包含室内装饰装修", "the works include no interior decoration"),
    ("施工图设计文件或装修合同", "the drawings or the decoration contract"),
    Bearer.DEVELOPER,
)
pollution_control_taken = flag(
    "pollution_control_taken",
    ("采取了有效的室内污染防控措施", "effective measures control indoor pollution"),
    ("没有采取有效的室内污染防控措施", "no effective measures control indoor pollution"),
    ("污染防控方案和实施记录", "the plan of control and the record of its measures"),
    Bearer.CONTRACTOR,
)
indoor_air_conforms = flag(
    "indoor_air_conforms",
    (
        "装修后的室内空气质量符合国家和地方标准",
        "the air after decoration meets the national and local standards",
    ),
    (
        "装修后的室内空气质量不符合国家或者地方标准",
        "the air after decoration misses a national or local standard",
    ),
    ("装修后的室内空气检测报告", "the air tests made after decoration"),
    Bearer.CONTRACTOR,
)
materials_conform = flag(
    "materials_conform",
    (
        "建筑和装饰装修材料符合国家和地方标准",
        "building and decoration materials meet the national and local standards",
    ),
    (
        "建筑或者装饰装修材料不符合国家或者地方标准",
        "some building or decoration material misses a national or local standard",
    ),
    ("材料的批次合格证和检测报告", "the batches' certificates and tests"),
    Bearer.CONTRACTOR,
)
