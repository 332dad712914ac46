"""What each article of chapters I and VII provides (Articles 1 to 11 and 62), in our own words."""

from __future__ import annotations

from ..language import Article, Class, Text

ARTICLES = (
    Article(
        "1",
        1,
        Text("立法目的", "Purpose"),
        (Class.DECLARATORY,),
        Text(
            "说明制定条例的目的和依据。只供理解其他条文，没有任何人因此负有义务，所以不作计算。",
            "Says what the regulation is for and what it rests on. It helps to read the other articles"
            " and binds nobody, so nothing is computed from it.",
        ),
    ),
    Article(
        "2",
        1,
        Text("适用范围", "Scope"),
        (Class.COMPUTABLE,),
        Text(
            "条例管辖特区内从规划到拆除的绿色建筑活动，民用和工业建筑都在内。它是每项义务的前提：不在区域内的一概不适用。",
            "Governs green-building activity in the zone from planning to demolition, of civil and"
            " industrial buildings alike. It is the first condition of every duty: outside the zone"
            " none of them binds.",
        ),
        "law",
    ),
    Article(
        "3",
        1,
        Text("原则", "Principles"),
        (Class.DECLARATORY,),
        Text(
            "列出三组原则，并要求在保证功能和室内环境的前提下节能减碳。具体要求由后面各条规定，本条没有可核对的行为，所以不作计算。",
            "Lists the principles and asks that energy and carbon be saved while function and indoor"
            " environment are kept. What that takes is said by the later articles; there is no act to"
            " check here, so nothing is computed.",
        ),
    ),
    Article(
        "4",
        1,
        Text("政府和住房建设部门的职责", "Governments and housing authorities"),
        (Class.POLICY,),
        Text(
            "市、区政府把绿色建筑列入发展规划和综合考核；市住房建设部门制订专项规划、年度计划和地方标准；区住房建设部门在本区组织实施和监督。",
            "Governments put green building into their development plans and assessments; the"
            " municipal housing authority makes the special plan, the yearly plan and the local"
            " standards; the districts carry them out and supervise.",
        ),
        "bureau.promotion",
    ),
    Article(
        "5",
        1,
        Text("其他部门的职责", "The other departments"),
        (Class.WORKFLOW,),
        Text(
            "其余十六类部门各在自己的职责内办理。由权限和移送记录落实，条文没有规定期限和具体行为。",
            "Sixteen other departments each act within their remit. Permissions and recorded referrals"
            " serve it; the text fixes neither a time nor a definite act.",
        ),
        "bureau.casework",
    ),
    Article(
        "6",
        1,
        Text("最低等级", "The least star"),
        (Class.COMPUTABLE,),
        Text(
            "新建建筑至少一星，大型公共建筑和国家机关办公建筑至少二星；整体改造的既有建筑按改造标准至少一星，其他改造只是鼓励。",
            "New buildings reach one star, large public buildings and state-organ offices two; a"
            " building renovated as a whole one star of the retrofit standard; other renovation is"
            " encouraged only.",
        ),
        "bureau.registry",
    ),
    Article(
        "7",
        1,
        Text("碳排放控制", "Carbon control"),
        (Class.POLICY,),
        Text(
            "市住房建设部门制定建筑领域的碳目标，会同有关部门建立碳的统计、审计、监测和公示制度，并研究评估和奖惩。",
            "The municipal housing authority sets the sector's carbon target, builds statistics,"
            " audits, monitoring and disclosure with others, and works out assessment and reward.",
        ),
        "bureau.promotion",
    ),
    Article(
        "8",
        1,
        Text("质量监督和终身责任", "Quality supervision and lifelong responsibility"),
        (Class.WORKFLOW,),
        Text(
            "绿色建筑等级进入工程质量监督；建设、设计、施工、监理单位及其项目负责人对质量终身负责，责任记录随建筑保存。",
            "The star becomes part of quality supervision; developer, designer, contractor and"
            " supervision party and their project leaders answer for life, and the record of it is"
            " kept as long as the building stands.",
        ),
        "bureau.registry",
    ),
    Article(
        "9",
        1,
        Text("运行主体责任", "Responsibility in operation"),
        (Class.WORKFLOW,),
        Text(
            "业主承担运行的主体责任；业主、使用人和受托单位使建筑保持其等级的运行要求。具体要求见第二十条和第二十一条，本条自身没有罚则。",
            "The owner answers first for operation; owner, user and whoever runs the building keep it"
            " at what its star requires. Articles 20 and 21 say what that takes; this article has no"
            " fine of its own.",
        ),
        "bureau.operation",
    ),
    Article(
        "10",
        1,
        Text("绿色社区", "Green communities"),
        (Class.POLICY,),
        Text(
            "开展绿色社区创建活动。条文没有指明由谁、在何时、做到什么，所以只登记活动，不设义务。",
            "Green communities are to be created. The text names nobody, no time and no measure, so"
            " the programmes are registered and no duty is judged.",
        ),
        "bureau.promotion",
    ),
    Article(
        "11",
        1,
        Text("超低能耗和零碳建筑", "Ultra-low-energy and zero-carbon building"),
        (Class.POLICY,),
        Text(
            "发展超低能耗建筑，鼓励近零能耗、零碳示范。属于发展方向和鼓励，只登记示范项目，不设义务。",
            "Ultra-low-energy building is to grow, near-zero and zero-carbon demonstrations are"
            " encouraged. It gives a direction, so demonstrations are registered and no duty is"
            " judged.",
        ),
        "bureau.promotion",
    ),
    Article(
        "62",
        7,
        Text("施行日期", "Entry into force"),
        (Class.COMPUTABLE,),
        Text(
            "条例自二〇二二年七月一日施行，原建筑节能条例同日废止。每条规则带着施行期间；没有过渡条款，所以项目的各个行为按其日期判断。",
            "In force from 1 July 2022; the earlier regulations on energy conservation end that day."
            " Every rule carries its days in force; without a transition clause each act of a project"
            " is judged by its own day.",
        ),
        "law",
    ),
)
