"""Chapter III: running and keeping up green buildings (Articles 20 to 22, 54).

Article 20 has six conditions and no fine of its own: a failing is reached through the upkeep of
Article 21, which Article 54 fines after an order to correct. Article 21 names the holder of the
right of use, Article 54 the user; both are bound. Whoever is entrusted is bound beside them.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import (
    Article,
    Authority,
    Bearer,
    Class,
    Clock,
    Condition,
    Duty,
    Subject,
    Term,
    Text,
)
from .general import HOUSING, IN_FORCE, new, of_authority, scope
from .liability import YUAN, fine

RUNNERS = (Bearer.OWNER, Bearer.RIGHT_HOLDER, Bearer.USER, Bearer.FRANCHISED_OPERATOR)
ENTRUSTED = (Bearer.PROPERTY_COMPANY, Bearer.SERVICE_PROVIDER)
DISTRICT = (Authority.DISTRICT_HOUSING,)

green = Term(
    Text("属于已达到或者应当达到星级的绿色建筑", "it has a star or is held to one"),
    Text("不属于已达到或者应当达到星级的绿色建筑", "it neither has a star nor is held to one"),
    (fact.star >= 1) | new | fact.whole_renovation,
)
"""Article 6 holds new and wholly renovated buildings to a star; others may have one."""

running = scope & fact.in_use & green

ARTICLES = (
    Article(
        "20",
        3,
        Text("运行要求", "Conditions of running"),
        (Class.COMPUTABLE,),
        Text(
            "绿色建筑运行的六项条件：制度、围护结构和遮阳、设备系统、节能节水、室内环境、排放处置。",
            "Six conditions of running a green building: rules, envelope and shading, systems, "
            "energy and water, indoor environment, discharges.",
        ),
        "bureau.operation",
    ),
    Article(
        "21",
        3,
        Text("设施设备的调适和维护", "Tuning and upkeep of equipment"),
        (Class.WORKFLOW,),
        Text(
            "业主、使用权人和专营单位定期调适、评估、维护设施设备，也可以委托他人运行。条文没有规定间隔。",
            "Owners, holders of the right of use and franchised operators tune, evaluate and "
            "maintain the equipment at intervals, or entrust the running. The text gives no interval.",
        ),
        "bureau.operation",
    ),
    Article(
        "22",
        3,
        Text("后评估", "Post-assessment"),
        (Class.WORKFLOW, Class.COMPUTABLE),
        Text(
            "区住房建设主管部门定期抽取一部分在用建筑做后评估，不再达到等级的处理并公布。条文没有规定比例和频次。",
            "The district housing authority draws a share of the buildings in use for "
            "post-assessment; those no longer up to their star are dealt with and named. The text "
            "gives neither share nor interval.",
        ),
        "bureau.enforcement",
    ),
)


def _condition(item: int, text: Text, requires: Condition, remedy: Text) -> Duty:
    """One of the six conditions of Article 20."""
    place = f"20.1.{item}"
    return Duty(
        place,
        place,
        Subject.BUILDING,
        (*RUNNERS, *ENTRUSTED),
        text,
        applies=running,
        requires=requires,
        in_force=IN_FORCE,
        remedy=remedy,
        authorities=HOUSING,
    )


CONDITIONS = (
    _condition(
        1,
        Text("运行管理的制度成套齐全。", "The rules for running the building are a complete set."),
        fact.management_rules_complete,
        Text("补齐运行管理制度。", "Complete the rules."),
    ),
    _condition(
        2,
        Text("围护结构没有缺损，遮阳等设施正常。", "The envelope is intact and the shading works."),
        fact.envelope_intact & fact.shading_operating,
        Text("修复围护结构或遮阳设施。", "Repair the envelope or the shading."),
    ),
    _condition(
        3,
        Text("各设备系统和计量正常运行。", "The building's systems and meters work."),
        fact.systems_operating,
        Text("检修运行不正常的系统。", "Repair the system that does not work."),
    ),
    _condition(
        4,
        Text(
            "节能和节水指标达到国家、省、市的规定。",
            "Energy and water stay within the national, provincial and municipal indicators.",
        ),
        fact.energy_saving_met & fact.water_saving_met,
        Text("查明超标原因并降低用能用水。", "Find out why and reduce the consumption."),
    ),
    _condition(
        5,
        Text(
            "室内的温湿度、噪声和空气质量达标。",
            "Indoor temperature and humidity, noise and air meet their standards.",
        ),
        fact.temperature_humidity_met & fact.noise_in_use_met & fact.air_in_use_met,
        Text("治理不达标的室内环境并复测。", "Mend the indoor environment and measure again."),
    ),
    _condition(
        6,
        Text(
            "各类污染物的排放和处置达到国家、省、市的规定。",
            "Discharges and wastes are handled as nation, province and city prescribe.",
        ),
        fact.discharges_met,
        Text("整改排放或处置。", "Correct the discharge or the disposal."),
    ),
)

kept_up = fact.equipment_tuned & fact.equipment_evaluated & fact.equipment_maintained
INTERVAL = Clock(Text("每个调适维护周期届满", "the end of each interval of upkeep"))
UPKEEP_DUE = Text("完成到期的调适、评估和维护。", "Do the tuning, evaluation and servicing due.")

DUTIES = (
    *CONDITIONS,
    Duty(
        "21.1",
        "21.1",
        Subject.BUILDING,
        RUNNERS,
        Text(
            "定期调适、评估、维护和保养节能、节水、计量等设施设备，使其正常运行。",
            "Energy, water and metering equipment is tuned, evaluated, repaired and serviced at "
            "intervals so that it keeps working.",
        ),
        applies=running,
        requires=kept_up,
        in_force=IN_FORCE,
        breach=fine("21.1", "54", 50_000 * YUAN, 100_000 * YUAN, cure_first=True),
        remedy=UPKEEP_DUE,
        leans_on=("20",),
        authorities=HOUSING,
        clock=INTERVAL,
    ),
    Duty(
        "21.2",
        "21.2",
        Subject.BUILDING,
        ENTRUSTED,
        Text(
            "受委托运行绿色建筑的单位同样承担设施设备的调适、评估、维护和保养。",
            "Whoever is entrusted with running a green building answers for the same upkeep.",
        ),
        applies=running & fact.operation_entrusted,
        requires=kept_up,
        in_force=IN_FORCE,
        breach=fine("21.2", "54", 50_000 * YUAN, 100_000 * YUAN, cure_first=True),
        remedy=UPKEEP_DUE,
        leans_on=("21.1",),
        authorities=HOUSING,
        clock=INTERVAL,
    ),
    of_authority(
        "22.1.1",
        "22.1",
        DISTRICT,
        Text(
            "定期按一定比例抽取在用建筑，并完成后评估。",
            "A share of the buildings in use is drawn at intervals and post-assessed.",
        ),
        fact.is_district_housing,
        fact.post_assessment_drawn & fact.post_assessment_done,
        Text("组织抽取并开展后评估。", "Hold the draw and assess the buildings drawn."),
        clock=Clock(Text("每个后评估周期届满", "the end of each interval of post-assessment")),
    ),
    of_authority(
        "22.1.2",
        "22.1",
        DISTRICT,
        Text(
            "后评估发现不再达到等级的建筑，依规定处理并公布。",
            "Buildings found to be no longer up to their star are dealt with and made public.",
        ),
        fact.is_district_housing & fact.below_star_found,
        fact.below_star_handled & fact.below_star_published,
        Text("作出处理并公布。", "Decide on them and publish."),
        leans_on=("22.1.1",),
    ),
)
