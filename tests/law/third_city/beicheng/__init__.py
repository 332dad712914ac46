"""The regulations of Beicheng, a city that exists only in the tests: a whole pack in one folder.

Its energy rule is harsher later and milder sooner than Shenzhen's: an audit from *more than* eighty
per cent above the constraint value, a retrofit after two such years for large buildings only.
"""

from __future__ import annotations

from datetime import date

from greenward.law import vocabulary as fact
from greenward.law.language import (
    Article,
    Authority,
    Bearer,
    Class,
    Duty,
    Fine,
    Gate,
    Ground,
    Instrument,
    Recorded,
    Span,
    Subject,
    Term,
    Text,
)
from greenward.law.pack import build
from greenward.law.vocabulary.entering import flag

IN_FORCE = Span(date(2024, 3, 1))
HOUSING = (Authority.MUNICIPAL_HOUSING, Authority.DISTRICT_HOUSING)
YUAN = 100
INSTRUMENT = Instrument(
    "beicheng-2024",
    Text("北城绿色建筑条例", "Regulations of Beicheng on Green Buildings"),
    IN_FORCE,
    (Text("全一章", "The only chapter"),),
)

roof_garden_kept = flag(
    "roof_garden_kept",
    ("屋顶绿化得到养护", "the roof garden is kept"),
    ("屋顶绿化没有养护", "the roof garden is not kept"),
    ("养护记录", "the record of upkeep"),
    Bearer.OWNER,
)
winter_study_made = flag(
    "winter_study_made",
    ("已编制冬季用能论证", "a study of winter energy was made"),
    ("未编制冬季用能论证", "no study of winter energy was made"),
    ("论证报告", "the study"),
    Bearer.DEVELOPER,
)

existing = fact.in_city & fact.in_use & fact.public
far_above = 5 * fact.eui > 9 * fact.constraint_value
far_above_last_year = 5 * fact.eui_last_year > 9 * fact.constraint_last_year
large = Term(
    Text("属于大型公共建筑", "it is a large public building"),
    Text("不属于大型公共建筑", "it is not a large public building"),
    Recorded("large_public_recorded", fact.floor_area >= 20_000 * 100),
)

DUTIES = (
    Duty(
        "2.1",
        "2.1",
        Subject.BUILDING_YEAR,
        (Bearer.OWNER,),
        Text("能耗超过约束值八成的，开展能源审计。", "More than 80 % above: an energy audit."),
        existing & far_above,
        fact.audit_done,
        IN_FORCE,
        remedy=Text("提交审计报告。", "File the audit report."),
    ),
    Duty(
        "2.2",
        "2.2",
        Subject.BUILDING_YEAR,
        (Bearer.OWNER,),
        Text("大型建筑连续两年如此的，实施改造。", "Large and so for two years: a retrofit."),
        existing & large & far_above & far_above_last_year,
        fact.energy_retrofit_done,
        IN_FORCE,
        breach=Fine("5", 30_000 * YUAN, 100_000 * YUAN, HOUSING, cure_first=True),
        leans_on=("2.1",),
    ),
    Duty(
        "3",
        "3",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text("屋顶绿化得到养护。", "The roof garden is kept."),
        fact.in_city,
        roof_garden_kept,
        IN_FORCE,
    ),
)
GATES = (
    Gate(
        "start_of_works",
        "4",
        Subject.PROJECT,
        Text("开工许可", "permit to start works"),
        (Bearer.DEVELOPER,),
        HOUSING,
        (
            Ground(
                "4.study",
                "4",
                Text("已编制冬季用能论证", "a study of winter energy was made"),
                winter_study_made,
            ),
        ),
        IN_FORCE,
    ),
)
C, W = Class.COMPUTABLE, Class.WORKFLOW
ARTICLES = (
    Article("1", 1, Text("范围", "Scope"), (C,), Text("适用范围。", "The area."), "law"),
    Article(
        "2",
        1,
        Text("用能", "Energy"),
        (C, W),
        Text("审计与改造。", "Audit and retrofit."),
        "bureau.performance",
    ),
    Article(
        "3", 1, Text("屋顶", "Roofs"), (W,), Text("屋顶绿化。", "Roof gardens."), "bureau.operation"
    ),
    Article(
        "4",
        1,
        Text("开工", "Start"),
        (W,),
        Text("开工条件。", "Before works."),
        "bureau.construction",
    ),
    Article(
        "5",
        1,
        Text("罚款", "Fine"),
        (C,),
        Text("未改造的罚款。", "No retrofit."),
        "bureau.enforcement",
    ),
)

PACK = build(
    "beicheng",
    INSTRUMENT.title,
    (INSTRUMENT,),
    duties=DUTIES,
    gates=GATES,
    articles=ARTICLES,
)
