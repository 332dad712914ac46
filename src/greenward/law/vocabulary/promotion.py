"""Facts of promotion: funds, digital building models, components, materials, incentives (Articles 39 to 47)."""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

# --- what the authorities do (Articles 39, 40, 42, 43) --------------------------------------

industry_policy_made = flag(
    "industry_policy_made",
    (
        "支持绿色建筑产业的政策措施已制定",
        "policies that support the green-building industry are made",
    ),
    (
        "支持绿色建筑产业的政策措施未制定",
        "no policies that support the green-building industry are made",
    ),
    ("政策文件的文号", "the number of the policy"),
    recorded=True,
)
demonstrations_supported = flag(
    "demonstrations_supported",
    (
        "示范项目和产业基地得到扶持",
        "demonstration projects and industrial bases are supported",
    ),
    (
        "示范项目和产业基地未得到扶持",
        "demonstration projects and industrial bases are not supported",
    ),
    ("扶持项目和基地名录", "the list of projects and bases supported"),
    recorded=True,
)
strategic_industry_listed = flag(
    "strategic_industry_listed",
    (
        "绿色建筑产业已纳入战略性新兴产业",
        "the green-building industry counts among the strategic emerging industries",
    ),
    (
        "绿色建筑产业未纳入战略性新兴产业",
        "the green-building industry does not count among the strategic emerging industries",
    ),
    ("战略性新兴产业目录", "the catalogue of strategic emerging industries"),
    recorded=True,
)
green_funds_arranged = flag(
    "green_funds_arranged",
    (
        "当年已安排支持绿色建筑产业的资金",
        "money for the green-building industry is arranged in the year's budget",
    ),
    (
        "当年未安排支持绿色建筑产业的资金",
        "no money for the green-building industry is arranged in the year's budget",
    ),
    ("当年预算及其批复", "the year's budget as approved"),
    recorded=True,
)
research_supported = flag(
    "research_supported",
    (
        "绿色低碳技术的研发和应用得到鼓励支持",
        "research into green low-carbon technology and its use are supported",
    ),
    (
        "绿色低碳技术的研发和应用未得到鼓励支持",
        "research into green low-carbon technology and its use are not supported",
    ),
    ("支持措施和受支持项目的记录", "the record of the support given"),
    recorded=True,
)
demonstrations_subsidised = flag(
    "demonstrations_subsidised",
    (
        "节能、绿色建筑和工业化示范项目获得资助",
        "demonstrations of energy saving, green building and industrialised construction are "
        "subsidised",
    ),
    (
        "节能、绿色建筑和工业化示范项目未获资助",
        "demonstrations of energy saving, green building and industrialised construction are not "
        "subsidised",
    ),
    ("资助的申请、核定和拨付记录", "the record of money applied for, awarded and paid"),
    recorded=True,
)
industrialised_share_raised = flag(
    "industrialised_share_raised",
    (
        "新型建筑工业化建造占新建建筑的比例得到提高",
        "the share of industrialised construction in new building is raised",
    ),
    (
        "新型建筑工业化建造占新建建筑的比例未得到提高",
        "the share of industrialised construction in new building is not raised",
    ),
    ("当年与上一年的统计", "the statistics of the year and of the one before"),
)
industrialised_rules_made = flag(
    "industrialised_rules_made",
    (
        "新型建筑工业化的政策、标准和评价认定体系已建立",
        "policies, standards and recognition of industrialised construction are in place",
    ),
    (
        "新型建筑工业化的政策、标准和评价认定体系未建立",
        "policies, standards and recognition of industrialised construction are not in place",
    ),
    ("政策、标准和认定办法的文号", "the numbers of the policies, standards and rules"),
    recorded=True,
)
components_supervised = flag(
    "components_supervised",
    (
        "当年已对部品部件开展监督管理",
        "components were supervised this year within the authority's remit",
    ),
    (
        "当年未对部品部件开展监督管理",
        "components were not supervised this year within the authority's remit",
    ),
    ("监督检查记录", "the record of the supervision"),
    recorded=True,
)

# --- digital building models (Article 41) ---------------------------------------------------

_MODEL = ("各阶段的模型及应用记录", "the model of each stage and the record of its use")

digital_survey = flag(
    "digital_survey",
    (
        "勘察采用了建筑信息模型等数字化技术",
        "digital techniques such as building information models were used in the survey",
    ),
    ("勘察未采用数字化技术", "no digital technique was used in the survey"),
    _MODEL,
    Bearer.DEVELOPER,
)
digital_design = flag(
    "digital_design",
    (
        "设计采用了建筑信息模型等数字化技术",
        "digital techniques such as building information models were used in the design",
    ),
    ("设计未采用数字化技术", "no digital technique was used in the design"),
    _MODEL,
    Bearer.DESIGNER,
)
digital_construction = flag(
    "digital_construction",
    (
        "施工采用了建筑信息模型等数字化技术",
        "digital techniques such as building information models were used in construction",
    ),
    ("施工未采用数字化技术", "no digital technique was used in construction"),
    _MODEL,
    Bearer.CONTRACTOR,
)
digital_operation = flag(
    "digital_operation",
    (
        "运行管理采用了建筑信息模型等数字化技术",
        "digital techniques such as building information models are used in operation",
    ),
    ("运行管理未采用数字化技术", "no digital technique is used in operation"),
    _MODEL,
    Bearer.OWNER,
)

# --- components and materials (Articles 43, 44) ---------------------------------------------

component = flag(
    "component",
    ("该批次为建筑部品部件", "the lot is of building components"),
    ("该批次不是建筑部品部件", "the lot is not of building components"),
    ("进场材料台账", "the site's ledger of what came in"),
)
producer_in_city = flag(
    "producer_in_city",
    ("生产企业位于本市", "the producer is in the city"),
    ("生产企业不在本市", "the producer is outside the city"),
    ("生产企业的登记住所", "the producer's registered seat"),
)
raw_materials_checked = flag(
    "raw_materials_checked",
    ("原材料已经查验", "the raw materials were checked"),
    ("原材料未经查验", "the raw materials were not checked"),
    ("原材料查验记录", "the record of raw materials checked"),
    Bearer.PRODUCER,
)
production_file_kept = flag(
    "production_file_kept",
    ("产品生产信息已建档", "the production of the lot is on file"),
    ("产品生产信息未建档", "the production of the lot is not on file"),
    ("产品生产信息档案", "the producer's production file"),
    Bearer.PRODUCER,
)
lot_traceable = flag(
    "lot_traceable",
    ("该批次可以追溯", "the lot can be traced to its production"),
    ("该批次无法追溯", "the lot cannot be traced to its production"),
    ("批次编号或标识", "the number or mark of the lot"),
    Bearer.PRODUCER,
)
entry_accepted = flag(
    "entry_accepted",
    ("该批次已通过进场验收", "the lot passed entry acceptance on site"),
    ("该批次未通过进场验收", "the lot did not pass entry acceptance on site"),
    ("进场验收记录", "the record of entry acceptance"),
    Bearer.CONTRACTOR,
)
entry_papers_uniform = flag(
    "entry_papers_uniform",
    (
        "验收资料齐全并符合统一要求",
        "the acceptance papers are complete and follow the common form",
    ),
    (
        "验收资料不齐全或者不符合统一要求",
        "the acceptance papers are incomplete or do not follow the common form",
    ),
    ("进场验收资料", "the papers of entry acceptance"),
    Bearer.CONTRACTOR,
)
green_material = flag(
    "green_material",
    ("该批次为绿色建材", "the lot is of green building materials"),
    ("该批次不是绿色建材", "the lot is not of green building materials"),
    ("绿色建材评价或认证证书", "the certificate of the green material"),
    Bearer.CONTRACTOR,
)
recycled_product = flag(
    "recycled_product",
    (
        "该批次为建筑废弃物综合利用产品",
        "the lot is of products made from construction waste",
    ),
    (
        "该批次不是建筑废弃物综合利用产品",
        "the lot is not of products made from construction waste",
    ),
    ("综合利用产品证明", "the proof that the product is made from construction waste"),
    Bearer.CONTRACTOR,
)
priority_considered = flag(
    "priority_considered",
    (
        "已先行考虑绿色建材和综合利用产品并记录未采用的理由",
        "green and recycled products were considered first and the reason against them is on record",
    ),
    (
        "没有先行考虑绿色建材和综合利用产品的记录",
        "there is no record that green and recycled products were considered first",
    ),
    ("采购记录", "the procurement record"),
    Bearer.DEVELOPER,
)

# --- incentives (Article 47) ----------------------------------------------------------------

_SURVEY = ("规划核定的面积测算或竣工测绘报告", "the approved area calculation or as-built survey")

green_measures = flag(
    "green_measures",
    (
        "采取的绿色建筑技术措施增加了建筑面积",
        "technical measures of green building added floor area",
    ),
    (
        "绿色建筑技术措施没有增加建筑面积",
        "no technical measure of green building added floor area",
    ),
    ("经审查的设计文件", "the design papers as reviewed"),
    Bearer.DEVELOPER,
)
green_measures_area = quantity(
    "green_measures_area",
    (
        "因绿色建筑技术措施增加的建筑面积（已按外墙预制部分计算的除外）",
        "the floor area added by green measures, without prefabricated wall counted elsewhere",
    ),
    _SURVEY,
    unit="m²",
    scale=100,
    high=10**12,
    supplier=Bearer.DEVELOPER,
)
industrialised = flag(
    "industrialised",
    (
        "建筑物采用装配式等新型建筑工业化方式建造",
        "the building is prefabricated or otherwise industrially constructed",
    ),
    (
        "建筑物未采用新型建筑工业化方式建造",
        "the building is not industrially constructed",
    ),
    ("装配式建筑认定文件", "the recognition of the prefabricated building"),
    Bearer.DEVELOPER,
)
prefab_wall_area = quantity(
    "prefab_wall_area",
    ("外墙预制部分的建筑面积", "the floor area of the prefabricated part of the outer walls"),
    _SURVEY,
    unit="m²",
    scale=100,
    high=10**12,
    supplier=Bearer.DEVELOPER,
)
above_ground_area = quantity(
    "above_ground_area",
    ("建筑单体的地上建筑面积", "the above-ground floor area of the single building"),
    _SURVEY,
    unit="m²",
    scale=100,
    high=10**12,
    supplier=Bearer.DEVELOPER,
)
own_home = flag(
    "own_home",
    ("购买的是自住住房", "the home is bought to be lived in by the buyer"),
    ("购买的不是自住住房", "the home is not bought to be lived in by the buyer"),
    ("购房合同和家庭住房情况证明", "the sale contract and the proof of homes held"),
    Bearer.BUYER,
)
provident_loan = flag(
    "provident_loan",
    ("使用住房公积金贷款购买", "it is bought with a housing provident fund loan"),
    ("没有使用住房公积金贷款购买", "it is bought without a housing provident fund loan"),
    ("住房公积金贷款申请", "the application for the provident fund loan"),
    Bearer.BUYER,
)
loan_base = quantity(
    "loan_base",
    ("上浮前的公积金贷款额度", "the provident fund loan before any uplift"),
    ("住房公积金管理机构核定的额度", "the amount the provident fund has determined"),
    unit="fen",
    scale=1,
    high=10**12,
)
loan_uplift = quantity(
    "loan_uplift",
    ("实施政策给予的上浮比例", "the uplift the implementing policy gives"),
    ("激励政策文件", "the incentive policy"),
    unit="%",
    scale=100,
    high=10_000,
)
loan_uplift_limit = quantity(
    "loan_uplift_limit",
    ("地方规定的最高上浮比例", "the greatest uplift the local rules allow"),
    ("住房公积金的地方规定", "the local rules on the provident fund"),
    unit="%",
    scale=100,
    high=10_000,
)
