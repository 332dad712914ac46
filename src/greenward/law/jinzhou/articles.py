"""The eleven mechanisms of the Jinzhou practice (B1 to B11), as the city's report describes them."""

from __future__ import annotations

from ..language import Article, Class, Text

C, P, W = Class.COMPUTABLE, Class.POLICY, Class.WORKFLOW
GATES, SUPERVISION, PROMOTION = 1, 2, 3


def _mechanism(
    number: str,
    chapter: int,
    title: tuple[str, str],
    classes: tuple[Class, ...],
    room: str,
    text: tuple[str, str],
) -> Article:
    return Article(number, chapter, Text(*title), classes, Text(*text), room)


ARTICLES = (
    _mechanism(
        "B1",
        GATES,
        ("施工图审查把关", "Drawing review gate"),
        (W,),
        "bureau.construction",
        (
            "未按绿色建筑标准设计的项目不发施工图审查合格证书。",
            "A project not designed to the green-building standard gets no drawing certificate.",
        ),
    ),
    _mechanism(
        "B2",
        GATES,
        ("绿色建筑审查备案", "Green-building review and filing"),
        (W, C),
        "bureau.construction",
        (
            "列入重点实施范围的项目通过绿色建筑审查并备案。",
            "A project in the key implementation scope passes the green review and is filed.",
        ),
    ),
    _mechanism(
        "B3",
        GATES,
        ("施工许可把关", "Construction permit gate"),
        (W,),
        "bureau.construction",
        (
            "重点实施范围内的项目未按标准规划、设计，或者未审查备案的，不发施工许可。",
            "In the key scope: not planned or designed to the standard, or not reviewed and filed, "
            "means no construction permit.",
        ),
    ),
    _mechanism(
        "B4",
        SUPERVISION,
        ("施工过程监督", "Supervision during construction"),
        (W,),
        "bureau.enforcement",
        (
            "施工过程中对建筑节能和绿色建筑加强执法检查。",
            "Energy saving and green building are inspected while works go on.",
        ),
    ),
    _mechanism(
        "B5",
        GATES,
        ("竣工验收备案把关", "Acceptance filing gate"),
        (W,),
        "bureau.construction",
        (
            "未达到绿色建筑验收要求的不予备案；验收合格后十五日内申请备案。",
            "What misses the green acceptance is not filed; the filing is asked for in fifteen "
            "days of passing.",
        ),
    ),
    _mechanism(
        "B6",
        SUPERVISION,
        ("双随机、一公开", "Double random, one open"),
        (W, C),
        "bureau.enforcement",
        (
            "对象和人员随机抽取，结果公开。抽查的在建项目与开工统计的分母不同，两者不可相除。",
            "Objects and inspectors are drawn, results are public. The sites drawn from and the "
            "starts counted are different wholes: one is no rate of the other.",
        ),
    ),
    _mechanism(
        "B7",
        SUPERVISION,
        ("节能材料抽样", "Sampling of energy-saving materials"),
        (W, C),
        "bureau.enforcement",
        (
            "五类产品见证取样检测，样品流转可追溯，不合格批次退场。",
            "The five product groups are sampled before a witness and tested; every handing-on is "
            "traceable and failed lots leave the site.",
        ),
    ),
    _mechanism(
        "B8",
        SUPERVISION,
        ("整改通知", "Rectification notices"),
        (W,),
        "bureau.enforcement",
        (
            "检查发现问题发整改通知书，按期整改，复查销号；逾期立案。",
            "Findings lead to a notice: corrected by its day, re-inspected, closed; overdue means "
            "a case.",
        ),
    ),
    _mechanism(
        "B9",
        PROMOTION,
        ("专项资金", "Special fund"),
        (P,),
        "bureau.promotion",
        (
            "建筑节能与绿色建筑专项资金的申请、批准、拨付、使用是四个金额。",
            "Applied, approved, paid and used are four amounts of the special fund.",
        ),
    ),
    _mechanism(
        "B10",
        PROMOTION,
        ("技术培训", "Technical training"),
        (P,),
        "bureau.promotion",
        (
            "开展行业技术培训并记录人员、单位、学时和结果。",
            "The trade is trained, with trainees, employers, hours and results on record.",
        ),
    ),
    _mechanism(
        "B11",
        PROMOTION,
        ("统计", "Statistics"),
        (C,),
        "bureau.promotion",
        (
            "每个占比都要有阶段、分母和截止日期；开工口径的百分之百不等于验收、标识或者运行。",
            "Every share has a stage, a denominator and a cut-off date; a hundred per cent of "
            "starts says nothing of acceptance, label or operation.",
        ),
    ),
)
