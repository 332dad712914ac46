"""Buildings finished, sold and used: meters, label, sale, warranty, reports (Articles 18 to 31).

Article 43 fines a sale whose energy facts were kept back or untrue: up to two per cent of the
sales, after an order to correct has expired. The text has no lower end, so the band begins at
nought. Missing words in contract, certificate or manual alone are not fined.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Bearer, Subject, Text
from .terms import LOWER_OR_REVOKE, built_since, duty, fine, labelled_class

HOLDERS = (Bearer.OWNER, Bearer.RIGHT_HOLDER)
SELLER = (Bearer.REAL_ESTATE_DEVELOPER,)
WARRANTY_MONTHS = 60
"""Article 23: five years."""

metered = built_since & (
    (fact.public & fact.submeters_installed)
    | (fact.district_heating & fact.heat_controls_installed)
)
"""A new building that carries the meters of Article 18, of electricity or of heat."""

DUTIES = (
    duty(
        "N18.1.1",
        "18.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text("新建公共建筑安装用电分项计量装置。", "A new public building carries sub-meters."),
        fact.public & built_since,
        fact.submeters_installed,
        Text("安装分项计量装置。", "Install sub-meters."),
    ),
    duty(
        "N18.1.2",
        "18.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "集中供热的新建建筑安装供热调控、用热计量和室温调控装置。",
            "A new building with district heating can be controlled and metered, and its rooms set.",
        ),
        fact.district_heating & built_since,
        fact.heat_controls_installed,
        Text("安装调控和计量装置。", "Install the controls and meters."),
    ),
    duty(
        "N18.2",
        "18.2",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text("计量装置依法检定合格。", "The meters are verified as the law on metrology asks."),
        metered,
        fact.meters_verified,
        Text("送检并取得检定合格证。", "Have the meters verified and keep the certificate."),
        leans_on=("N18.1.1", "N18.1.2"),
    ),
    duty(
        "N21.1.1",
        "21.1",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text(
            "国家机关办公建筑和大型公共建筑进行能效测评和标识。",
            "State-organ offices and large public buildings are evaluated and carry the energy "
            "label.",
        ),
        labelled_class,
        fact.energy_grade_evaluated,
        Text("委托能效测评并申请标识。", "Have the building evaluated and labelled."),
    ),
    duty(
        "N21.1.2",
        "21.1",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text("能效测评结果予以公示。", "The result of the energy evaluation is published."),
        labelled_class & fact.energy_grade_evaluated,
        fact.energy_grade_published,
        Text("公示测评结果。", "Publish the result."),
        leans_on=("N21.1.1",),
    ),
    duty(
        "N22.1",
        "22",
        Subject.SALE,
        SELLER,
        Text(
            "售房时向购买人如实明示能耗指标、节能措施和保护要求、保温保修期。",
            "At the sale the buyer is truly told the energy index, the measures and how to protect "
            "them, and the insulation warranty.",
        ),
        fact.new_home_sold,
        fact.energy_facts_told & fact.energy_facts_true,
        Text("补充或者更正，并取得购买人签收。", "Tell or correct it and obtain a receipt."),
        breach=fine(
            "43", 0, 200, cure_first=True, base="delivered_sales", grave=(LOWER_OR_REVOKE,)
        ),
    ),
    duty(
        "N22.2",
        "22",
        Subject.SALE,
        SELLER,
        Text(
            "买卖合同、质量保证书和使用说明书都载明节能信息。",
            "Contract, quality guarantee certificate and manual each state the energy facts.",
        ),
        fact.new_home_sold,
        fact.energy_facts_in_contract
        & fact.energy_facts_in_guarantee
        & fact.energy_facts_in_manual,
        Text("补充载明。", "Add what is missing."),
        leans_on=("N22.1",),
    ),
    duty(
        "N23.1.1",
        "23.1",
        Subject.HANDOVER,
        (Bearer.CONTRACTOR, Bearer.DEVELOPER),
        Text(
            "保温工程自竣工验收合格起至少保修五年。",
            "Insulation is under warranty for at least five years from acceptance.",
        ),
        fact.insulation_handed_over,
        fact.insulation_warranty >= WARRANTY_MONTHS,
        Text("改正保修期。", "Correct the warranty period."),
    ),
    duty(
        "N31.2.1",
        "31.2",
        Subject.BUILDING_YEAR,
        HOLDERS,
        Text(
            "国家机关办公建筑和大型公共建筑定期报送分项用电量。",
            "State-organ offices and large public buildings regularly report electricity by "
            "sub-item.",
        ),
        fact.in_use & labelled_class,
        fact.subitem_electricity_reported,
        Text("报送分项用电量。", "Report the electricity by sub-item."),
        leans_on=("N18.1.1",),
    ),
)
