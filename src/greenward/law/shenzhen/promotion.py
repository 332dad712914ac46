"""Chapter V, promotion and guarantee (Articles 39 to 47). Nothing in it has a fine.

What Article 47 permits is in `incentives`; here are the articles, what the authorities themselves
owe, and the duties on digital models, components and materials. Article 44 writes *public
buildings* where Articles 38 and 41 write *other public buildings* with fiscal money: its three
classes may overlap there, but together they hold the same buildings, so the term is the same.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Article, Authority, Bearer, Class, Duty, Subject, Text
from .general import IN_FORCE, new, scope, three_class
from .incentives import PERMISSIONS as PERMISSIONS
from .liability import HOUSING

GOVERNMENTS = (Authority.MUNICIPAL_GOVERNMENT, Authority.DISTRICT_GOVERNMENT)
FINANCE = (Authority.MUNICIPAL_FINANCE, Authority.DISTRICT_FINANCE)
MARKET = (Authority.MUNICIPAL_MARKET, Authority.DISTRICT_MARKET)
ROOM = "bureau.promotion"

government = fact.is_municipal_government | fact.is_district_government
finance = fact.is_municipal_finance | fact.is_district_finance
supervises_components = (
    fact.is_municipal_housing
    | fact.is_district_housing
    | fact.is_municipal_market
    | fact.is_district_market
)

ARTICLES = (
    Article(
        "39",
        5,
        Text("产业支持", "Support of the industry"),
        (Class.POLICY,),
        Text(
            "市、区政府支持绿色建筑产业、示范项目和基地；工业和信息化部门把产业纳入战略性新兴产业。",
            "Governments support the industry, demonstrations and bases; the industry authority counts "
            "it among the strategic emerging industries.",
        ),
        ROOM,
    ),
    Article(
        "40",
        5,
        Text("资金与研发", "Funds and research"),
        (Class.POLICY,),
        Text(
            "财政部门安排资金；政府支持研发和应用，并资助示范项目。",
            "Finance arranges money; governments support research and its use and subsidise "
            "demonstrations.",
        ),
        ROOM,
    ),
    Article(
        "41",
        5,
        Text("数字化技术", "Digital techniques"),
        (Class.COMPUTABLE, Class.WORKFLOW),
        Text(
            "三类公共建筑在勘察、设计、施工和运行中采用建筑信息模型等数字化技术，其他新建项目推动应用。没有罚则。",
            "The three classes of public building use digital models in survey, design, construction and "
            "operation; other new projects are encouraged to. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "42",
        5,
        Text("新型建筑工业化", "Industrialised construction"),
        (Class.POLICY,),
        Text(
            "政府提高工业化建造的比例；市住房建设主管部门完善政策、标准和评价认定。",
            "Governments raise the share of industrialised construction; the municipal housing authority "
            "completes policies, standards and recognition.",
        ),
        ROOM,
    ),
    Article(
        "43",
        5,
        Text("部品部件", "Components"),
        (Class.WORKFLOW,),
        Text(
            "市场监管部门管生产：原材料查验、生产建档、可追溯；住房建设主管部门管现场：进场验收。没有罚则。",
            "Market supervision sees to producers: raw materials, production files, traceability; the "
            "housing authority to sites: entry acceptance. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "44",
        5,
        Text("绿色建材", "Green materials"),
        (Class.WORKFLOW,),
        Text(
            "三类公共建筑优先采购和使用绿色建材及建筑废弃物综合利用产品。没有罚则。",
            "The three classes of public building give priority to green materials and products made "
            "from construction waste. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "45",
        5,
        Text("绿色金融", "Green finance"),
        (Class.DECLARATORY,),
        Text(
            "鼓励金融机构提供绿色信贷、保险和债券。鼓励不产生义务，不作计算。",
            "Encourages green credit, insurance and bonds. Encouragement binds nobody, so nothing is "
            "computed.",
        ),
    ),
    Article(
        "46",
        5,
        Text("标准与交流", "Standards and exchange"),
        (Class.DECLARATORY,),
        Text(
            "支持参与制定标准，鼓励国内外交流。支持和鼓励不产生义务，不作计算。",
            "Supports work on standards and encourages exchange. Neither binds anybody, so nothing is "
            "computed.",
        ),
    ),
    Article(
        "47",
        5,
        Text("激励政策", "Incentives"),
        (Class.COMPUTABLE,),
        Text(
            "可以给予四项激励：两项面积不计容积率、公积金贷款上浮、评奖优先推荐；有实施政策时方可给予。",
            "Four incentives may be given: two areas outside the plot ratio, a loan uplift, preference "
            "for awards; each only while a policy implements it.",
        ),
        ROOM,
    ),
)

DUTIES = (
    Duty(
        "39.1",
        "39.1",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "制定支持绿色建筑产业的政策措施，扶持示范项目和产业基地。",
            "Policies that support the green-building industry are made, and demonstrations and bases "
            "are supported.",
        ),
        applies=government,
        requires=fact.industry_policy_made & fact.demonstrations_supported,
        in_force=IN_FORCE,
        remedy=Text("登记政策和扶持名录。", "Enter the policies and the list of those supported."),
        authorities=GOVERNMENTS,
    ),
    Duty(
        "39.2",
        "39.2",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "把绿色建筑产业纳入战略性新兴产业。",
            "The green-building industry counts among the strategic emerging industries.",
        ),
        applies=fact.is_municipal_industry,
        requires=fact.strategic_industry_listed,
        in_force=IN_FORCE,
        remedy=Text("登记产业目录。", "Enter the catalogue of industries."),
        authorities=(Authority.MUNICIPAL_INDUSTRY,),
    ),
    Duty(
        "40.1",
        "40.1",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "安排支持绿色建筑产业的资金。",
            "Money for the green-building industry is arranged.",
        ),
        applies=finance,
        requires=fact.green_funds_arranged,
        in_force=IN_FORCE,
        remedy=Text("登记当年预算。", "Enter the year's budget."),
        authorities=FINANCE,
    ),
    Duty(
        "40.2",
        "40.2",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "支持绿色低碳技术的研发和应用，资助示范项目。",
            "Research into green low-carbon technology and its use are supported, and demonstrations "
            "subsidised.",
        ),
        applies=government,
        requires=fact.research_supported & fact.demonstrations_subsidised,
        in_force=IN_FORCE,
        remedy=Text("登记支持措施和资助记录。", "Enter the support given and the subsidies."),
        authorities=GOVERNMENTS,
    ),
    Duty(
        "41.2.1",
        "41.2",
        Subject.BUILDING,
        (Bearer.DEVELOPER,),
        Text(
            "新建三类公共建筑在勘察、设计和施工中采用数字化技术。",
            "A new building of the three classes is surveyed, designed and built with digital techniques.",
        ),
        applies=scope & new & three_class,
        requires=fact.digital_survey & fact.digital_design & fact.digital_construction,
        in_force=IN_FORCE,
        remedy=Text("提交各阶段的模型。", "File the model of each stage."),
        authorities=HOUSING,
    ),
    # Operation begins with use: a building under construction does not owe it yet.
    Duty(
        "41.2.2",
        "41.2",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text(
            "新建三类公共建筑在运行管理中采用数字化技术。",
            "A new building of the three classes is run with digital techniques.",
        ),
        applies=scope & fact.in_use & new & three_class,
        requires=fact.digital_operation,
        in_force=IN_FORCE,
        remedy=Text("把模型用于运行管理。", "Put the model to use in running the building."),
        authorities=HOUSING,
    ),
    Duty(
        "42.1",
        "42.1",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "提高新型建筑工业化建造占新建建筑的比例。",
            "The share of industrialised construction in new building is raised.",
        ),
        applies=government,
        requires=fact.industrialised_share_raised,
        in_force=IN_FORCE,
        remedy=Text("登记当年比例和措施。", "Enter the year's share and the measures taken."),
        authorities=GOVERNMENTS,
    ),
    Duty(
        "42.2",
        "42.2",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "完善新型建筑工业化的政策、标准和评价认定体系。",
            "Policies, standards and recognition of industrialised construction are completed.",
        ),
        applies=fact.is_municipal_housing,
        requires=fact.industrialised_rules_made,
        in_force=IN_FORCE,
        remedy=Text("登记政策、标准和认定办法。", "Enter the policies, standards and rules."),
        authorities=(Authority.MUNICIPAL_HOUSING,),
    ),
    Duty(
        "43.1",
        "43.1",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "住房建设主管部门和市场监管部门按职责监管部品部件的生产和使用。",
            "The housing authorities and market supervision each see to components within their remit.",
        ),
        applies=supervises_components,
        requires=fact.components_supervised,
        in_force=IN_FORCE,
        remedy=Text("登记当年的监督检查。", "Enter the year's supervision."),
        authorities=(*HOUSING, *MARKET),
    ),
    # The paragraph speaks to market supervision, which has the producers set this up; the
    # producer owes it to that authority, not to the housing authority.
    Duty(
        "43.2.1",
        "43.2",
        Subject.BATCH,
        (Bearer.PRODUCER,),
        Text(
            "部品部件生产企业查验原材料、建立生产档案，使产品可以追溯。",
            "A producer checks raw materials and keeps production files, so that each lot can be traced.",
        ),
        applies=fact.component & fact.producer_in_city,
        requires=fact.raw_materials_checked & fact.production_file_kept & fact.lot_traceable,
        in_force=IN_FORCE,
        remedy=Text(
            "补齐查验记录和生产档案。", "Complete the record of checks and the production file."
        ),
        authorities=MARKET,
    ),
    Duty(
        "43.2.2",
        "43.2",
        Subject.BATCH,
        (Bearer.CONTRACTOR, Bearer.SUPERVISOR),
        Text(
            "部品部件经进场验收，验收资料符合统一要求。",
            "Components pass entry acceptance on site, with papers in the common form.",
        ),
        applies=scope & fact.component,
        requires=fact.entry_accepted & fact.entry_papers_uniform,
        in_force=IN_FORCE,
        remedy=Text("完成进场验收并补齐资料。", "Accept the lot on entry and complete its papers."),
        authorities=HOUSING,
    ),
    # Priority is not a quota: a lot that is neither green nor recycled passes where the record
    # shows that both were considered first, and why they were not taken.
    Duty(
        "44",
        "44",
        Subject.BATCH,
        (Bearer.DEVELOPER, Bearer.CONTRACTOR),
        Text(
            "三类公共建筑优先采购和使用绿色建材和综合利用产品，未采用的记录理由。",
            "The three classes of public building take green materials and recycled products first, or "
            "record why not.",
        ),
        applies=scope & three_class,
        requires=fact.green_material | fact.recycled_product | fact.priority_considered,
        in_force=IN_FORCE,
        remedy=Text("补充采购比选记录。", "Add the record of what was considered."),
        authorities=HOUSING,
    ),
)
