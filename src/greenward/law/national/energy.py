"""The regulations on energy conservation of civil buildings of 2008, as far as cities rely on them.

Listed are the articles whose duties and fines the Jinzhou practice stands on (11 to 18, 21 to 23,
31, 37 to 44); `works`, `buildings`, `liability` and `gates` hold the rules. Numbers of articles and
amounts were read in a stored copy of the official text (State Council order 530).
"""

from __future__ import annotations

from ..language import Article, Class, Text
from . import buildings, gates, liability, works
from .terms import CODE
from .terms import INSTRUMENT as INSTRUMENT

C, W = Class.COMPUTABLE, Class.WORKFLOW
NEW, RUNNING, LIABILITY = 2, 4, 5
CONSTRUCTION, OPERATION = "bureau.construction", "bureau.operation"
PERFORMANCE, ENFORCEMENT = "bureau.performance", "bureau.enforcement"


def _article(
    number: str,
    chapter: int,
    title: tuple[str, str],
    classes: tuple[Class, ...],
    room: str,
    text: tuple[str, str],
) -> Article:
    return Article(number, chapter, Text(*title), classes, Text(*text), room, instrument=CODE)


ARTICLES = (
    _article(
        "11",
        NEW,
        ("禁止使用目录", "The banned list"),
        (W,),
        CONSTRUCTION,
        (
            "建设、设计、施工单位不得使用国家禁止使用目录所列的技术、工艺、材料和设备；"
            "目录由国务院有关部门公布。",
            "Developer, designer and contractor use nothing of the state's list of banned "
            "techniques, processes, materials and equipment; the list is the State Council "
            "departments'.",
        ),
    ),
    _article(
        "12",
        NEW,
        ("规划审查与节能意见", "Planning review and the energy opinion"),
        (W, C),
        CONSTRUCTION,
        (
            "规划部门征求住房建设主管部门意见，十日内答复，不计入许可期限；不符合标准的不得许可。",
            "The planning authority asks the housing authority, which answers in ten days outside "
            "the permit's own time; a scheme below the standards gets no planning permit.",
        ),
    ),
    _article(
        "13",
        NEW,
        ("施工图节能审查", "Energy review of the drawings"),
        (W,),
        CONSTRUCTION,
        (
            "施工图按节能强制性标准审查；不符合的不得颁发施工许可证。",
            "The drawings are reviewed against the mandatory energy standards; below them no "
            "construction permit is granted.",
        ),
    ),
    _article(
        "14",
        NEW,
        ("建设单位的节能义务", "The developer"),
        (W,),
        CONSTRUCTION,
        (
            "建设单位不得示意违反标准或者使用不合要求的产品，自行采购的产品应当合格。",
            "The developer neither hints at breaking the standards nor at poor products, and what "
            "it buys itself agrees with the drawings.",
        ),
    ),
    _article(
        "15",
        NEW,
        ("设计、施工、监理及注册人员", "Designer, contractor, supervision, professionals"),
        (W,),
        CONSTRUCTION,
        (
            "各方及其注册执业人员执行节能强制性标准。",
            "Each of them and their registered professionals follow the mandatory energy standards.",
        ),
    ),
    _article(
        "16",
        NEW,
        ("进场查验与保温监理", "Entry inspection and watching the insulation"),
        (W,),
        CONSTRUCTION,
        (
            "五类产品进场查验，不合要求的不用；监理要求改正、拒不改正即报告；保温施工旁站检验；"
            "未经监理工程师签字不得使用。",
            "Lots of the five product groups are inspected on entry and poor ones not used; "
            "supervision demands correction and reports a refusal; insulation is watched; nothing "
            "is used without the supervising engineer's signature.",
        ),
    ),
    _article(
        "17",
        NEW,
        ("竣工验收节能查验", "Energy check at completion"),
        (W,),
        CONSTRUCTION,
        (
            "竣工验收查验节能标准；不符合的不得出具合格报告。",
            "Completion acceptance checks the energy standards; below them no pass report is issued.",
        ),
    ),
    _article(
        "18",
        NEW,
        ("分项计量与供热调控", "Sub-meters and heat control"),
        (C, W),
        OPERATION,
        (
            "公共建筑安装用电分项计量；集中供热建筑可调控、可计量；计量装置检定合格。",
            "Public buildings carry electricity sub-meters; buildings with district heating can be "
            "controlled and metered; the meters are verified.",
        ),
    ),
    _article(
        "21",
        NEW,
        ("能效测评标识", "Energy-efficiency label"),
        (C, W),
        PERFORMANCE,
        (
            "国家机关办公建筑和单体两万平方米及以上的公共建筑应当测评、标识并公示结果。",
            "State-organ offices and public buildings of 20,000 m² and more are evaluated, labelled "
            "and the result published.",
        ),
    ),
    _article(
        "22",
        NEW,
        ("售房节能信息", "Energy facts at the sale"),
        (W,),
        OPERATION,
        (
            "售房时明示能耗指标、节能措施和保护要求、保温保修期，并载入合同、保证书和说明书。",
            "The buyer is told the energy index, the measures and their protection and the "
            "insulation warranty; contract, guarantee and manual state them.",
        ),
    ),
    _article(
        "23",
        NEW,
        ("保温工程保修", "Insulation warranty"),
        (C,),
        OPERATION,
        (
            "保温工程自竣工验收合格之日起至少保修五年。",
            "Insulation is under warranty for at least five years from the day of acceptance.",
        ),
    ),
    _article(
        "31",
        RUNNING,
        ("分项用电报送", "Reports of electricity by sub-item"),
        (W,),
        OPERATION,
        (
            "国家机关办公建筑和大型公共建筑定期报送分项用电量；条文没有给出期限。",
            "State-organ offices and large public buildings regularly report electricity by "
            "sub-item; the text gives no interval.",
        ),
    ),
    _article(
        "37",
        LIABILITY,
        ("建设单位的罚款", "Fine of the developer"),
        (C,),
        ENFORCEMENT,
        (
            "违反第十四条或者使用禁用技术：责令改正，并处二十万元以上五十万元以下罚款。",
            "For a breach of Article 14 or use of what is banned: correction and 200,000 to 500,000 "
            "yuan.",
        ),
    ),
    _article(
        "38",
        LIABILITY,
        ("违规出具合格报告的罚款", "Fine for a wrong pass report"),
        (C,),
        ENFORCEMENT,
        (
            "对不符合标准的项目出具合格报告：合同价款百分之二以上百分之四以下。",
            "A pass report for works below the standards: 2 to 4 per cent of the contract price.",
        ),
    ),
    _article(
        "39",
        LIABILITY,
        ("设计单位的罚款", "Fine of the designer"),
        (C,),
        ENFORCEMENT,
        (
            "设计未执行标准或者使用禁用技术：十万元以上三十万元以下；情节严重的由发证部门处理资质。",
            "Design against the standards, or with what is banned: 100,000 to 300,000 yuan; in grave "
            "cases the licensing body acts on the qualification.",
        ),
    ),
    _article(
        "40",
        LIABILITY,
        ("施工单位未按标准施工", "Contractor: works against the standards"),
        (C, W),
        ENFORCEMENT,
        (
            "责令改正，并处合同价款百分之二以上百分之四以下罚款；情节严重的由发证部门处理资质。",
            "Correction and 2 to 4 per cent of the contract price; in grave cases the licensing body "
            "acts on the qualification.",
        ),
    ),
    _article(
        "41",
        LIABILITY,
        ("施工单位未查验或者违规使用产品", "Contractor: lots not inspected or wrongly used"),
        (C, W),
        ENFORCEMENT,
        (
            "未查验、违规使用产品或者使用禁用技术：责令改正，并处十万元以上二十万元以下罚款；"
            "情节严重的由发证部门处理资质。",
            "Lots not inspected, poor ones used, or what is banned: correction and 100,000 to "
            "200,000 yuan; in grave cases the licensing body acts on the qualification.",
        ),
    ),
    _article(
        "42",
        LIABILITY,
        ("监理单位的责任", "Supervision party"),
        (C, W),
        ENFORCEMENT,
        (
            "责令限期改正，逾期处十万元以上三十万元以下罚款；情节严重的由发证部门处理资质。",
            "Correction in a set time, after it 100,000 to 300,000 yuan; in grave cases the "
            "licensing body acts on the qualification.",
        ),
    ),
    _article(
        "43",
        LIABILITY,
        ("售房未明示的罚款", "Fine for energy facts kept back"),
        (C,),
        ENFORCEMENT,
        (
            "未明示或者明示不实：责令限期改正，逾期处销售总额百分之二以下；没有下限。",
            "Facts kept back or untrue: correction in a set time, after it up to 2 per cent of the "
            "sales; there is no lower end.",
        ),
    ),
    _article(
        "44",
        LIABILITY,
        ("注册执业人员停止执业", "Suspension of registered professionals"),
        (C,),
        ENFORCEMENT,
        (
            "未执行标准的注册执业人员停止执业三个月以上一年以下；情节严重的吊销证书，五年内不予注册。",
            "Registered professionals who did not follow the standards are suspended for three to "
            "twelve months; in grave cases they lose the certificate and are not registered again "
            "for five years.",
        ),
    ),
)
DUTIES = (*works.DUTIES, *buildings.DUTIES, *liability.DUTIES)
GATES = gates.GATES
