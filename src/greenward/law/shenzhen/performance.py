"""Chapter IV, performance and evaluation (Articles 30 to 38).

The figures of Articles 32 to 35 are in `indicators`; here are the articles, the labels and the
regular evaluation, and what the authority itself has to set. None of the latter has a fine.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Article, Authority, Bearer, Class, Clock, Duty, Subject, Text
from . import indicators
from .general import IN_FORCE, scope
from .liability import HOUSING

LABELLED = (Bearer.DEVELOPER, Bearer.OPERATOR, Bearer.OWNER)
MUNICIPAL = (Authority.MUNICIPAL_HOUSING,)
ROOM = "bureau.performance"
EVERY_YEAR = Clock(Text("每年度结束", "the end of each year"))
"""The text says every year and gives no day; the authority enters it."""


ARTICLES = (
    Article(
        "30",
        4,
        Text("技术与性能方向", "Direction of technology and performance"),
        (Class.DECLARATORY,),
        Text(
            "指明绿色技术的方向和五个方面的性能。没有规定谁在何时做什么，不作计算；五个方面由评分标准计分。",
            "Names the direction of green technology and five heads of performance. It binds nobody to "
            "an act, so nothing is computed; the five heads are scored by the evaluation standard.",
        ),
    ),
    Article(
        "31",
        4,
        Text("绿色性能保障", "Securing green performance"),
        (Class.POLICY,),
        Text(
            "市住房建设主管部门制定保障绿色性能的政策，并把具体要求放进工程保修范围。",
            "The municipal housing authority makes the policy that secures green performance and "
            "brings its requirements into the works' warranty.",
        ),
        ROOM,
    ),
    Article(
        "32",
        4,
        Text("建筑能耗", "Energy consumption"),
        (Class.COMPUTABLE, Class.WORKFLOW, Class.POLICY),
        Text(
            "新建公共建筑不高于约束值与引导值的均值；三类既有公共建筑不高于约束值，超过的要审计和降耗，"
            "连续两年高出五成及以上的要改造；本市可以另定更严的标准。",
            "A new public building keeps to the mean of constraint and guiding value; an existing one of "
            "three classes to the constraint value, with an audit and measures above it and a retrofit "
            "at half as much again for two years; the city may set a stricter standard.",
        ),
        ROOM,
    ),
    Article(
        "33",
        4,
        Text("生活用水", "Domestic water"),
        (Class.COMPUTABLE,),
        Text(
            "既有民用建筑的平均日用水不高于定额的均值，新建宿舍和公共建筑不高于定额下限。没有罚则。",
            "An existing civil building keeps its mean daily water to the mean of the quota, a new "
            "dormitory or public building to its lower limit. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "34",
        4,
        Text("室内空气", "Indoor air"),
        (Class.COMPUTABLE,),
        Text(
            "新建民用建筑的主要空气污染物不高于国家限值的八成，按限值的取值时间检测。没有罚则。",
            "The main air pollutants of a new civil building stay at 80 % of the national limit or "
            "below, measured over the limit's averaging time. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "35",
        4,
        Text("住宅隔声", "Sound insulation of dwellings"),
        (Class.COMPUTABLE,),
        Text(
            "新建住宅卧室的空气声隔声和楼板撞击声，不差于低限值与高要求值的均值；规范更严的从其规定。没有罚则。",
            "Airborne and impact insulation of a new dwelling's bedrooms is no worse than the mean of "
            "low limit and high requirement; a stricter code holds beside it. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "36",
        4,
        Text("绿色建筑标识", "Green-building label"),
        (Class.WORKFLOW,),
        Text(
            "有标识的建筑每年比对并上报运行指标；市住房建设主管部门确定应当取得标识的范围；鼓励明示标识。没有罚则。",
            "A labelled building compares and uploads its operating indicators every year; the municipal "
            "housing authority sets who must hold a label; display is encouraged. There is no fine.",
        ),
        ROOM,
    ),
    Article(
        "37",
        4,
        Text("能效测评标识", "Energy-efficiency label"),
        (Class.WORKFLOW,),
        Text(
            "测评机构依申请测评建筑的能源利用效率并评定等级。",
            "On application an evaluation agency measures a building's energy efficiency and grades it.",
        ),
        ROOM,
    ),
    Article(
        "38",
        4,
        Text("绿色性能定期评估", "Regular evaluation of green performance"),
        (Class.WORKFLOW,),
        Text(
            "市住房建设主管部门会同有关部门建立三类公共建筑使用期间的定期评估制度；周期由其确定。",
            "The municipal housing authority, with others, sets up regular evaluation of the three "
            "classes of public building in use; it fixes the interval.",
        ),
        ROOM,
    ),
)

DUTIES = (
    Duty(
        "31",
        "31",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "制定保障建筑绿色性能的政策，明确具体要求，并纳入工程保修范围。",
            "The policy that secures green performance is made, with definite requirements, and they "
            "become part of the works' warranty.",
        ),
        applies=fact.is_municipal_housing,
        requires=fact.performance_policy_made & fact.performance_in_warranty,
        in_force=IN_FORCE,
        remedy=Text(
            "登记政策文号和保修规定。", "Enter the policy's number and the rules on the warranty."
        ),
        authorities=MUNICIPAL,
    ),
    *indicators.DUTIES,
    Duty(
        "36.1",
        "36.1",
        Subject.BUILDING_YEAR,
        LABELLED,
        Text(
            "获得标识的建筑每年把运行指标与申报星级的指标比对，并上报年度运行主要指标。",
            "A labelled building's operating indicators are compared with those declared for its star, "
            "and the main ones uploaded, every year.",
        ),
        applies=scope & fact.in_use & fact.labelled,
        requires=fact.indicators_compared & fact.indicators_uploaded,
        in_force=IN_FORCE,
        remedy=Text(
            "完成比对并在标识管理信息系统上报。",
            "Compare the indicators and upload them to the label information system.",
        ),
        authorities=HOUSING,
        clock=EVERY_YEAR,
    ),
    Duty(
        "36.2.1",
        "36.2",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "确定应当取得绿色建筑标识的范围和要求。",
            "The scope and terms of the buildings that must obtain a label are set.",
        ),
        applies=fact.is_municipal_housing,
        requires=fact.label_scope_set,
        in_force=IN_FORCE,
        remedy=Text("制定并登记具体办法。", "Make the rules and enter them."),
        authorities=MUNICIPAL,
    ),
    Duty(
        "36.2.2",
        "36.2",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "在规定范围内的建筑取得绿色建筑标识。",
            "A building in the scope that was set obtains the green-building label.",
        ),
        applies=scope & fact.label_required,
        requires=fact.labelled,
        in_force=IN_FORCE,
        remedy=Text("申请绿色建筑标识。", "Apply for the green-building label."),
        leans_on=("36.2.1",),
        authorities=MUNICIPAL,
    ),
    Duty(
        "37",
        "37",
        Subject.BUILDING,
        (Bearer.LABEL_AGENCY,),
        Text(
            "测评机构受理申请后，测评建筑的能源利用效率并评定等级。",
            "On application the agency evaluates the building's energy efficiency and grades it.",
        ),
        applies=scope & fact.efficiency_label_applied,
        requires=fact.efficiency_evaluated & fact.efficiency_graded,
        in_force=IN_FORCE,
        remedy=Text("提交测评报告和等级。", "File the evaluation and the grade."),
        authorities=HOUSING,
    ),
    Duty(
        "38.1.1",
        "38.1",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "建立三类公共建筑使用期间的绿色性能定期评估制度，并确定周期。",
            "Regular evaluation of the three classes of public building in use is set up, with its "
            "interval.",
        ),
        applies=fact.is_municipal_housing,
        requires=fact.evaluation_interval_set,
        in_force=IN_FORCE,
        remedy=Text("制定制度并登记评估周期。", "Make the rules and enter the interval."),
        authorities=MUNICIPAL,
    ),
    # The text names no bearer; the owner answers for performance in use (Article 9), once the
    # authority has fixed what regular means.
    Duty(
        "38.1.2",
        "38.1",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text(
            "三类公共建筑在使用期间按确定的周期接受绿色性能评估。",
            "A building of the three classes in use is evaluated within each interval that was fixed.",
        ),
        applies=indicators.existing & fact.evaluation_interval_set,
        requires=fact.performance_evaluated,
        in_force=IN_FORCE,
        remedy=Text("组织评估并提交报告。", "Have the evaluation done and file the report."),
        leans_on=("38.1.1",),
        authorities=MUNICIPAL,
        clock=Clock(Text("评估周期届满", "the end of the interval that the authority has fixed")),
    ),
)
