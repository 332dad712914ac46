"""Facts of the national energy-saving regulations of 2008: products, buildings in use, sale.

They serve Articles 16 to 31, 41 and 43; those of planning, works and parties are in `national`.
"""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

# --- lots of the five product groups (Articles 16, 41) --------------------------------------

energy_product = flag(
    "energy_product",
    ("该批次属于五类节能产品", "the lot belongs to the five product groups"),
    ("该批次不属于五类节能产品", "the lot does not belong to the five product groups"),
    ("进场材料清单", "the list of materials that entered the site"),
    Bearer.CONTRACTOR,
)
entry_inspected = flag(
    "entry_inspected",
    ("该批次已经进场查验", "the lot was inspected on entry"),
    ("该批次未经进场查验", "the lot was not inspected on entry"),
    ("进场查验记录", "the record of entry inspection"),
    Bearer.CONTRACTOR,
    recorded=True,
)
lot_meets_drawings = flag(
    "lot_meets_drawings",
    ("该批次符合施工图要求", "the lot agrees with the drawings"),
    ("该批次不符合施工图要求", "the lot does not agree with the drawings"),
    ("进场查验或检测记录", "the record of entry inspection or test"),
    Bearer.CONTRACTOR,
)
lot_used = flag(
    "lot_used",
    ("该批次已用于工程", "the lot was used in the works"),
    ("该批次未用于工程", "the lot was not used in the works"),
    ("施工日志或者现场检查记录", "the site diary or an inspection"),
    Bearer.CONTRACTOR,
)
engineer_signed = flag(
    "engineer_signed",
    ("监理工程师已签字同意使用", "the supervising engineer signed for its use"),
    ("监理工程师未签字同意使用", "the supervising engineer did not sign for its use"),
    ("监理签认记录", "the supervising engineer's signature"),
    Bearer.SUPERVISOR,
    recorded=True,
)

# --- a building and its year (Articles 18, 21, 31) ------------------------------------------

district_heating = flag(
    "district_heating",
    ("建筑实行集中供热", "the building has district heating"),
    ("建筑不实行集中供热", "the building has no district heating"),
    ("供热合同", "the heating contract"),
    Bearer.OWNER,
)
meters_verified = flag(
    "meters_verified",
    ("计量装置检定合格", "the meters are verified"),
    ("计量装置没有检定合格", "the meters are not verified"),
    ("检定合格证", "the certificates of verification"),
    Bearer.OWNER,
)
heat_controls_installed = flag(
    "heat_controls_installed",
    (
        "已安装供热调控、用热计量和室温调控装置",
        "heat control, heat metering and room temperature control are installed",
    ),
    (
        "未安装供热调控、用热计量和室温调控装置",
        "heat control, heat metering and room temperature control are not all installed",
    ),
    ("装置验收记录", "the acceptance record of the devices"),
    Bearer.DEVELOPER,
    recorded=True,
)
energy_grade_evaluated = flag(
    "energy_grade_evaluated",
    (
        "已对能源利用效率测评和标识",
        "the building's energy efficiency was evaluated and labelled",
    ),
    (
        "未对能源利用效率测评和标识",
        "the building's energy efficiency was not evaluated and labelled",
    ),
    ("能效测评标识", "the energy-efficiency label"),
    Bearer.OWNER,
    recorded=True,
)
energy_grade_published = flag(
    "energy_grade_published",
    ("测评结果已公示", "the result of the evaluation was published"),
    ("测评结果未公示", "the result of the evaluation was not published"),
    ("公示记录", "the record of publication"),
    Bearer.OWNER,
    recorded=True,
)
subitem_electricity_reported = flag(
    "subitem_electricity_reported",
    ("已报送当年分项用电量", "the year's electricity by sub-item was reported"),
    ("未报送当年分项用电量", "the year's electricity by sub-item was not reported"),
    ("分项用电报送记录", "the record of the report"),
    Bearer.OWNER,
    recorded=True,
)

# --- sale and warranty (Articles 22, 23, 43) ------------------------------------------------

new_home_sold = flag(
    "new_home_sold",
    ("房地产开发企业销售商品房", "a real-estate developer sells the home"),
    ("不是房地产开发企业销售商品房", "the home is not sold by a real-estate developer"),
    ("房屋买卖合同", "the contract of sale"),
    Bearer.REAL_ESTATE_DEVELOPER,
)
energy_facts_told = flag(
    "energy_facts_told",
    (
        "已向购买人明示能耗指标、节能措施和保温保修期",
        "the buyer was told the energy index, the measures and the insulation warranty",
    ),
    (
        "未向购买人明示能耗指标、节能措施和保温保修期",
        "the buyer was not told the energy index, the measures and the insulation warranty",
    ),
    ("销售现场公示或者签收记录", "the display at the sale or the buyer's receipt"),
    Bearer.REAL_ESTATE_DEVELOPER,
    recorded=True,
)
energy_facts_true = flag(
    "energy_facts_true",
    ("明示的能耗指标与实际相符", "the energy index told agrees with the actual one"),
    ("明示的能耗指标与实际不符", "the energy index told does not agree with the actual one"),
    ("实测或者核查记录", "a measurement or a check"),
)
energy_facts_in_contract = flag(
    "energy_facts_in_contract",
    ("买卖合同载明了节能信息", "the contract of sale states the energy facts"),
    ("买卖合同没有载明节能信息", "the contract of sale does not state the energy facts"),
    ("房屋买卖合同", "the contract of sale"),
    Bearer.REAL_ESTATE_DEVELOPER,
    recorded=True,
)
energy_facts_in_guarantee = flag(
    "energy_facts_in_guarantee",
    ("质量保证书载明了节能信息", "the quality guarantee certificate states the energy facts"),
    (
        "质量保证书没有载明节能信息",
        "the quality guarantee certificate does not state the energy facts",
    ),
    ("住宅质量保证书", "the quality guarantee certificate"),
    Bearer.REAL_ESTATE_DEVELOPER,
    recorded=True,
)
energy_facts_in_manual = flag(
    "energy_facts_in_manual",
    ("使用说明书载明了节能信息", "the instruction manual states the energy facts"),
    ("使用说明书没有载明节能信息", "the instruction manual does not state the energy facts"),
    ("住宅使用说明书", "the instruction manual"),
    Bearer.REAL_ESTATE_DEVELOPER,
    recorded=True,
)
delivered_sales = quantity(
    "delivered_sales",
    ("交付使用的房屋销售总额", "the total sales amount of the homes handed over"),
    ("房屋买卖合同及交付记录", "the contracts of sale and the records of handover"),
    unit="fen",
    scale=1,
    high=10**14,
    supplier=Bearer.REAL_ESTATE_DEVELOPER,
)
insulation_handed_over = flag(
    "insulation_handed_over",
    ("交付的房屋有保温工程", "the handover includes insulation works"),
    ("交付的房屋没有保温工程", "the handover includes no insulation works"),
    ("竣工图", "the as-built drawings"),
    Bearer.DEVELOPER,
)
insulation_warranty = quantity(
    "insulation_warranty",
    ("保温工程的保修期月数", "the months of the insulation warranty"),
    ("质量保证书或者保修合同", "the quality guarantee certificate or the warranty contract"),
    unit="",
    scale=1,
    high=1200,
    supplier=Bearer.DEVELOPER,
)
