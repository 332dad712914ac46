"""What each article of chapter VI provides (Articles 48 to 61), in our own words."""

from __future__ import annotations

from ..language import Article, Class, Text

ROOM = "bureau.enforcement"


def _fined(number: str, title: Text, text: Text) -> Article:
    """An article that fines: the amounts stand on the duties it punishes, here is what it says."""
    return Article(number, 6, title, (Class.COMPUTABLE,), text, ROOM)


ARTICLES = (
    _fined(
        "48",
        Text("绿色专篇的罚则", "The green chapter"),
        Text(
            "没有编制绿色专篇，或者设计、施工、监理没有按专篇进行的，先责令限期改正；逾期不改的，罚款十万至五十万元。"
            "情节严重的可以停业整顿，并报发证部门降低或者吊销资质。",
            "No green chapter, or design, construction or supervision that does not follow it: an"
            " order to correct first, then 100,000 to 500,000 yuan. In grave cases business is"
            " suspended and the body that granted the qualification may be asked to lower or revoke"
            " it.",
        ),
    ),
    _fined(
        "49",
        Text("建设单位的罚则", "The developer"),
        Text(
            "没有建到许可证等级，或者要求受托单位违反标准的，责令改正并罚项目投资额的百分之二至四；"
            "招标文件或者合同没有写明等级的，先责令改正，逾期不改的罚五十万至一百万元。投资额以哪个数为准，"
            "条文没有规定，由执法人员选定并说明理由。",
            "Not built to the permit's star, or demanding that standards be broken: an order and 2 to"
            " 4 % of the project investment at once. Tender or contract silent on the star: 500,000 to"
            " 1,000,000 yuan once the order has expired. Which figure the investment is the text does"
            " not say; the officer picks one and gives the reason.",
        ),
    ),
    _fined(
        "50",
        Text("第三方评估机构的罚则", "The third-party evaluator"),
        Text(
            "评估机构伪造报告或者出具虚假报告的，责令改正并罚十万至五十万元；情节严重的，由资质认定部门取消评估资格。",
            "A forged or false report: an order and 100,000 to 500,000 yuan at once; in grave cases"
            " the accrediting body cancels the evaluator's qualification.",
        ),
    ),
    _fined(
        "51",
        Text("专项验收的罚则", "Special acceptance"),
        Text(
            "建设单位没有按要求进行专项验收的，责令改正并罚项目投资额的百分之二至四，不以逾期不改为前提。",
            "A developer that does not hold the special acceptance as required: an order and 2 to 4 %"
            " of the project investment at once.",
        ),
    ),
    _fined(
        "52",
        Text("交付文件的罚则", "The papers of handover"),
        Text(
            "质量保证书或者使用说明书缺少应有内容的，先责令改正；逾期不改的，罚项目投资额的百分之一至二。"
            "没有交付专项验收报告不在本条之内。",
            "A guarantee certificate or manual that lacks its contents: an order first, then 1 to 2 %"
            " of the project investment. Not handing over the acceptance report is not punished"
            " here.",
        ),
    ),
    _fined(
        "53",
        Text("房屋销售的罚则", "House sales"),
        Text(
            "先责令改正，逾期不改的：销售现场没有明示的，罚二十万至五十万元；合同没有载明的，罚房屋销售额的百分之一至二。"
            "销售额按一份合同还是全部计算，条文没有规定，由执法人员选定并说明理由。",
            "After an expired order: nothing displayed at the place of sale, 200,000 to 500,000 yuan;"
            " contract silent, 1 to 2 % of the house sales amount. Whether that is one contract or all"
            " the text does not say; the officer picks one and gives the reason.",
        ),
    ),
    _fined(
        "54",
        Text("维护保养的罚则", "Upkeep"),
        Text(
            "所有权人、使用人、专营单位和受托单位没有尽到调适、评估、维护和保养责任的，先责令改正；逾期不改的，"
            "罚五万至十万元。",
            "Owner, user, franchised operator or the company entrusted that neglects tuning,"
            " evaluation, repair and maintenance: an order first, then 50,000 to 100,000 yuan.",
        ),
    ),
    _fined(
        "55",
        Text("分项计量和监测的罚则", "Sub-metering and monitoring"),
        Text(
            "三类公共建筑没有安装计量、监测设备或者设备没有正常运行的，先责令改正；逾期不改的，罚十万至三十万元，"
            "并通报批评。数据迟到本身不罚。",
            "One of the three classes of public building without the equipment, or with equipment"
            " that does not operate normally: an order first, then 100,000 to 300,000 yuan and a"
            " notice of criticism. Late data alone are not punished.",
        ),
    ),
    _fined(
        "56",
        Text("拆除和建筑废弃物的罚则", "Demolition and its waste"),
        Text(
            "没有实行拆除、利用和清运一体化管理的，由区住房建设部门责令改正，并按拆除面积每平方米罚二千元，定额，没有裁量。",
            "Demolition, use and haulage not managed as one: the district housing authority alone"
            " orders correction and fines 2,000 yuan for each square metre demolished, a fixed amount"
            " that leaves no choice.",
        ),
    ),
    _fined(
        "57",
        Text("超过约束值的罚则", "Energy above the constraint value"),
        Text(
            "先责令改正，逾期不改的：超过约束值而没有审计并采取措施的，罚十万至三十万元；连续两年超过百分之五十及以上"
            "而没有改造的，罚五十万至一百万元。",
            "After an expired order: above the constraint value without audit and measures, 100,000"
            " to 300,000 yuan; 50 % and more above it two years running without a retrofit, 500,000 to"
            " 1,000,000 yuan.",
        ),
    ),
    _fined(
        "58",
        Text("责任人员的罚款", "The persons responsible"),
        Text(
            "单位被处罚款的，直接负责的主管人员和其他直接责任人员各罚单位实际罚款额的百分之一至五，每人单独立案、单独告知。",
            "Where an entity is fined, each person directly responsible is fined 1 to 5 % of what it"
            " was actually fined, each in a case with rights of their own.",
        ),
    ),
    Article(
        "59",
        6,
        Text("不良行为记录和公示", "Bad conduct recorded and published"),
        (Class.WORKFLOW,),
        Text(
            "依条例受到的每项处罚，不论单位还是个人，都由住房建设部门记为不良行为并向社会公示；个人信息去标识后公示。"
            "公示多少日，条文没有规定。",
            "The housing authorities record every punishment under the regulation, of an entity or an"
            " individual, as bad conduct and publish it; individuals in de-identified form. The text"
            " gives no number of days.",
        ),
        ROOM,
    ),
    Article(
        "60",
        6,
        Text("诚信档案", "The integrity archive"),
        (Class.WORKFLOW,),
        Text(
            "住房建设部门建立诚信档案，正面和负面信息都载入，向社会公开，并纳入全市建筑市场主体的信用管理系统。",
            "The housing authorities keep integrity archives with what speaks for and against each"
            " party, open them to the public, and feed the credit system of the city's construction"
            " market.",
        ),
        ROOM,
    ),
    Article(
        "61",
        6,
        Text("公职人员的责任", "Officials"),
        (Class.WORKFLOW,),
        Text(
            "部门及其工作人员不履行或者不正确履行职责的，责任人员依法处分，犯罪的追究刑事责任。由法定职责逾期日志落实："
            "每一项逾期都要查明责任并作出处理；是否处分由有权机关决定，不作推定。",
            "Officials who do not do their duty, or not rightly, are disciplined, and prosecuted for a"
            " crime. A log of overdue statutory duties serves it: each of them is looked into and dealt"
            " with. Whether anyone is disciplined the competent body decides; nothing is presumed.",
        ),
        ROOM,
    ),
)
