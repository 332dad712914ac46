"""Facts of the handover of works and of the sale of houses (Articles 18, 19, 52, 53).

What a private document states or a sales site shows is found by reading and inspecting it: until
then it is unknown, never presumed missing.
"""

from __future__ import annotations

from ..language import Bearer, Flag
from .entering import flag, quantity

# --- handover (Articles 18, 52) -------------------------------------------------------------

handed_over_on = quantity(
    "handed_over_on",
    ("交付或者移交使用日期", "the day of handover"),
    ("交付（移交）签收记录", "the handover receipt"),
    unit="day",
    scale=1,
    low=1,
    high=10**6,
    supplier=Bearer.DEVELOPER,
)


def _handed_over(name: str, zh: str, en: str) -> Flag:
    return flag(
        name,
        (f"交付时已提供{zh}", f"{en} was handed over"),
        (f"交付时未提供{zh}", f"{en} was not handed over"),
        (f"{zh}的签收记录", f"the receipt for {en}"),
        Bearer.DEVELOPER,
    )


acceptance_report_given = _handed_over(
    "acceptance_report_given", "绿色建筑专项验收报告", "the special acceptance report"
)
quality_guarantee_given = _handed_over(
    "quality_guarantee_given", "质量保证书", "the quality guarantee certificate"
)
manual_given = _handed_over("manual_given", "使用说明书", "the instruction manual")


def _states(name: str, document: tuple[str, str], what: tuple[str, str], who: Bearer) -> Flag:
    """A document of the handover or the sale states one of the things it must."""
    return flag(
        name,
        (f"{document[0]}载明{what[0]}", f"{document[1]} states {what[1]}"),
        (f"{document[0]}未载明{what[0]}", f"{document[1]} does not state {what[1]}"),
        document,
        who,
    )


_STAR = ("绿色建筑等级", "the green-building star")
_GUARANTEE = ("质量保证书", "the quality guarantee certificate")
_MANUAL = ("使用说明书", "the instruction manual")
_CONTRACT = ("房屋销售合同", "the house sales contract")


def _guarantee_states(name: str, zh: str, en: str) -> Flag:
    return _states(name, _GUARANTEE, (zh, en), Bearer.DEVELOPER)


def _manual_states(name: str, zh: str, en: str) -> Flag:
    return _states(name, _MANUAL, (zh, en), Bearer.DEVELOPER)


guarantee_states_star = _guarantee_states("guarantee_states_star", *_STAR)
guarantee_states_indicators = _guarantee_states(
    "guarantee_states_indicators", "与等级相关的指标", "the indicators that go with the star"
)
guarantee_states_scope = _guarantee_states(
    "guarantee_states_scope", "保修范围", "the scope of the warranty"
)
guarantee_states_periods = _guarantee_states(
    "guarantee_states_periods", "保修期限", "the warranty periods"
)
guarantee_states_other_duties = _guarantee_states(
    "guarantee_states_other_duties", "其他保修责任", "the other warranty duties"
)
guarantee_states_liability = _guarantee_states(
    "guarantee_states_liability", "违约责任", "the liability for breach"
)
manual_states_performance = _manual_states(
    "manual_states_performance", "绿色性能要求", "the green performance requirements"
)
manual_states_measures = _manual_states(
    "manual_states_measures", "绿色技术措施", "the green technical measures"
)
manual_states_equipment = _manual_states(
    "manual_states_equipment", "设施设备清单", "the list of equipment"
)
manual_states_use = _manual_states("manual_states_use", "使用方法", "how all of it is used")

# --- sale (Articles 19, 53) -----------------------------------------------------------------

on_sale = flag(
    "on_sale",
    ("房屋正在由房地产开发企业销售", "the real-estate developer has the houses on sale"),
    ("房屋未由房地产开发企业销售", "the real-estate developer has no houses on sale"),
    ("预售许可或现售备案", "the presale permit or the filing of the sale"),
    Bearer.REAL_ESTATE_DEVELOPER,
)
sale_contract_on = quantity(
    "sale_contract_on",
    ("房屋销售合同签订日期", "the day of the house sales contract"),
    ("房屋销售合同或网签备案", "the house sales contract or its online filing"),
    unit="day",
    scale=1,
    low=1,
    high=10**6,
    supplier=Bearer.REAL_ESTATE_DEVELOPER,
)


def _site_shows(name: str, zh: str, en: str) -> Flag:
    return flag(
        name,
        (f"销售现场明示{zh}", f"the sales site displays {en}"),
        (f"销售现场未明示{zh}", f"the sales site does not display {en}"),
        ("销售现场带日期的照片或检查记录", "dated photographs of the sales site or an inspection"),
        Bearer.REAL_ESTATE_DEVELOPER,
    )


sales_site_shows_star = _site_shows("sales_site_shows_star", *_STAR)
sales_site_shows_indicators = _site_shows(
    "sales_site_shows_indicators", "性能指标", "the performance indicators"
)
sale_contract_states_star = _states(
    "sale_contract_states_star", _CONTRACT, _STAR, Bearer.REAL_ESTATE_DEVELOPER
)
sale_contract_states_indicators = _states(
    "sale_contract_states_indicators",
    _CONTRACT,
    ("性能指标", "the performance indicators"),
    Bearer.REAL_ESTATE_DEVELOPER,
)
house_sales_amount = quantity(
    "house_sales_amount",
    (
        "房屋销售额（按单份合同或者合计，由执法人员选定并说明理由）",
        "the house sales amount (of one contract or in total: the officer chooses, with a reason)",
    ),
    ("房屋销售合同或销售台账", "the house sales contract or the ledger of sales"),
    unit="fen",
    scale=1,
    high=10**14,
    supplier=Bearer.REAL_ESTATE_DEVELOPER,
)
inspection_guide_given = flag(
    "inspection_guide_given",
    ("交付时已向购房人提供验房指南", "the buyer was given the house-inspection guide"),
    ("交付时未向购房人提供验房指南", "the buyer was not given the house-inspection guide"),
    ("验房指南签收记录", "the receipt for the house-inspection guide"),
    Bearer.REAL_ESTATE_DEVELOPER,
)
buyer_inspects = flag(
    "buyer_inspects",
    ("购房人进行验房", "the buyer inspects the house"),
    ("购房人不进行验房", "the buyer does not inspect the house"),
    ("验房预约或验房记录", "the appointment or the record of the inspection"),
    Bearer.BUYER,
)
buyer_inspection_assisted = flag(
    "buyer_inspection_assisted",
    ("房地产开发企业配合了验房", "the real-estate developer cooperated in the inspection"),
    ("房地产开发企业未配合验房", "the real-estate developer did not cooperate in the inspection"),
    ("验房记录", "the record of the house inspection"),
    Bearer.BUYER,
)
