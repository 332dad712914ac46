"""What each article of chapter II provides (Articles 12 to 17), in our own words."""

from __future__ import annotations

from ..language import Article, Class, Text

ROOM = "bureau.construction"

ARTICLES = (
    Article(
        "12",
        2,
        Text("规划和用地", "Plans and land"),
        (Class.WORKFLOW, Class.COMPUTABLE),
        Text(
            "专项规划进入控制性详细规划，再进入用地规划条件；等级和新型建筑工业化建造要求写进土地文件和规划许可证。"
            "等级从法定最低到许可证只升不降。条文没有罚则，官员失职依第六十一条。",
            "The special plan goes into the detailed control plan and from there into the land-use"
            " conditions; star and industrialised construction are noted in the land document and the"
            " planning permit. From the statutory minimum to the permit the star never falls. There is"
            " no fine; officials answer by Article 61.",
        ),
        ROOM,
    ),
    Article(
        "13",
        2,
        Text("绿色专篇", "The green chapter"),
        (Class.WORKFLOW,),
        Text(
            "项目在立项、规划、设计、施工各阶段编制绿色专篇并列支费用；规划部门在许可时审查，不合格不发证；"
            "设计、施工、监理单位照此工作。编制要求由市住房建设部门另定；各阶段由谁编制条文没有写明，由主管部门设定。",
            "A green chapter is written and budgeted at approval, planning, design and construction;"
            " the planning authority reviews it at the permit and refuses one that does not conform;"
            " designer, contractor and supervision party work by it. Drafting rules are left to the"
            " municipal housing authority; who writes at each stage is not said and is configured.",
        ),
        ROOM,
    ),
    Article(
        "14",
        2,
        Text("建设单位的责任", "The developer"),
        (Class.COMPUTABLE, Class.WORKFLOW),
        Text(
            "建设单位建到许可证的等级，在四类服务的招标文件和合同中写明等级，不得要求受托单位违反标准。"
            "加强全过程质量管理没有可核对的单项行为，由其余各项体现。",
            "The developer builds to the permit's star, states it in the tender documents and"
            " contracts of four kinds of service, and never demands a violation of the standards."
            " Quality management throughout is no single act to check; the rest shows it.",
        ),
        ROOM,
    ),
    Article(
        "15",
        2,
        Text("等级符合性评估", "Conformity assessment"),
        (Class.WORKFLOW,),
        Text(
            "建设单位在专项验收前委托有资质的第三方评估等级；评估机构出具报告并对真实、准确负责。"
            "罚则只针对伪造或虚假的报告。",
            "Before the special acceptance the developer commissions a qualified third party, which"
            " reports on the star and answers for a true and accurate report. Only a forged or false"
            " report is fined.",
        ),
        ROOM,
    ),
    Article(
        "16",
        2,
        Text("绿色建筑专项验收", "Special acceptance"),
        (Class.WORKFLOW,),
        Text(
            "竣工验收前由建设单位会同设计、施工、监理单位专项验收；不符合标准、图纸或绿色专篇的不得出具合格报告，"
            "也不得通过竣工验收。不合格的验收同样记录。住房建设部门抽查，条文没有规定比例。",
            "Before completion acceptance the developer holds a special acceptance with designer,"
            " contractor and supervision party; where standards, drawings or chapter are not met there"
            " is no pass report and no completion acceptance. A failed acceptance is recorded too. The"
            " housing authorities spot-check, at no ratio the text gives.",
        ),
        ROOM,
    ),
    Article(
        "17",
        2,
        Text("室内装饰装修", "Interior decoration"),
        (Class.COMPUTABLE,),
        Text(
            "民用建筑装修要防控室内污染，室内空气和材料符合国家和地方标准。条文没有指明由谁承担，也没有罚则。",
            "Decoration of civil buildings controls indoor pollution; air and materials meet national"
            " and local standards. The text names no bearer and has no fine.",
        ),
        ROOM,
    ),
)
