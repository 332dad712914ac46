"""Chapter III: demolition (Articles 28, 56) and energy-saving services (Article 29).

Article 56 is no band: 2,000 yuan for each square metre demolished, imposed by the district
housing authority alone, at once with the order to correct. It fines what is not managed as one,
not where the waste went. A demolition is judged by the law of the day it began.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Article, Authority, Bearer, Class, Duty, Subject, Text
from .general import FIRST_DAY, IN_FORCE, scope
from .liability import fine

DISTRICT = (Authority.DISTRICT_HOUSING,)
DEMOLISHERS = (Bearer.DEVELOPER,)
FEN_EACH = 2_000
"""2,000 yuan a square metre is 2,000 fen for each whole 0.01 m² of `demolished_area`."""

demolished = scope & (fact.demolition_began_on >= FIRST_DAY)

ARTICLES = (
    Article(
        "28",
        3,
        Text("拆除和建筑废弃物综合利用", "Demolition and the use of its waste"),
        (Class.WORKFLOW,),
        Text(
            "拆除、废弃物利用和清运作为一个整体管理；有条件的鼓励就地利用，没有条件的运到综合利用厂。",
            "Demolition, use of the waste and haulage are managed as one; use on site is "
            "encouraged where possible, otherwise the waste goes to a utilisation plant.",
        ),
        "bureau.operation",
    ),
    Article(
        "29",
        3,
        Text("合同能源管理", "Energy performance contracting"),
        (Class.DECLARATORY, Class.POLICY),
        Text(
            "鼓励节能服务机构以合同能源管理服务运行和改造，从节约的费用中取酬。"
            "只是鼓励，没有人因此负有义务，也没有可判定的条件，所以不计算；只登记项目和核实的节约量。",
            "Energy-saving companies are encouraged to serve running and renovation under "
            "performance contracts, paid from what is saved. It encourages and obliges no one and "
            "has no condition to judge, so nothing is computed; projects and verified savings may "
            "be registered.",
        ),
        "bureau.operation",
    ),
)

DUTIES = (
    Duty(
        "28.1",
        "28.1",
        Subject.DEMOLITION,
        DEMOLISHERS,
        Text(
            "房屋的拆除、废弃物综合利用和清运作为一个整体管理。",
            "The demolition of a house, the use of its waste and the haulage are managed as one.",
        ),
        applies=demolished,
        requires=fact.demolition_integrated,
        in_force=IN_FORCE,
        breach=fine(
            "28.1",
            "56",
            FEN_EACH,
            FEN_EACH,
            cure_first=False,
            base="demolished_area",
            per=1,
            authorities=DISTRICT,
        ),
        remedy=Text(
            "把拆除、利用和清运纳入同一方案和合同。",
            "Put demolition, use and haulage under one scheme and contract.",
        ),
        authorities=DISTRICT,
    ),
    Duty(
        "28.2",
        "28.2",
        Subject.DEMOLITION,
        DEMOLISHERS,
        Text(
            "不能就地利用的废弃物，运到综合利用厂利用。",
            "Waste that cannot be used on site goes to a utilisation plant.",
        ),
        applies=demolished & ~fact.waste_usable_on_site,
        requires=fact.waste_taken_to_plant,
        in_force=IN_FORCE,
        remedy=Text("改运至综合利用厂并留存签收单。", "Take it to a plant and keep the receipts."),
        authorities=DISTRICT,
    ),
)
