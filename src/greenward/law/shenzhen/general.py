"""Chapter I, general provisions: scope (Article 2) and the least star (Article 6).

The classes of building that later chapters lean on are defined here, once. The regulation does
not define the large public building; the national rule does (a single building of 20,000 m² and
more, Regulations on Energy Conservation of Civil Buildings, Article 21).
"""

from __future__ import annotations

from datetime import date

from .. import vocabulary as fact
from ..language import Bearer, Duty, Recorded, Span, Subject, Term, Text

IN_FORCE = Span(date(2022, 7, 1))
"""Article 62."""

FIRST_DAY = IN_FORCE.first.toordinal()
LARGE = 20_000 * 100
"""20,000 m² in the scale of `floor_area`."""

scope = fact.in_city
new = Term(
    Text("属于新建建筑", "it is a new building"),
    Text("不属于新建建筑", "it is not a new building"),
    Recorded("new_recorded", fact.completed_on >= FIRST_DAY),
)
large_public = Term(
    Text("属于大型公共建筑", "it is a large public building"),
    Text("不属于大型公共建筑", "it is not a large public building"),
    Recorded("large_public_recorded", fact.public & (fact.floor_area >= LARGE)),
)
fiscal_public = Term(
    Text(
        "属于财政性资金参与投资建设的公共建筑", "it is a public building with fiscal participation"
    ),
    Text(
        "不属于财政性资金参与投资建设的公共建筑",
        "it is not a public building with fiscal participation",
    ),
    Recorded("fiscal_recorded", fact.public & (fact.fiscal_share > 0)),
)
three_class = Term(
    Text("属于三类重点公共建筑", "it is one of the three classes of public building"),
    Text("不属于三类重点公共建筑", "it is none of the three classes of public building"),
    large_public | fact.state_organ_office | fiscal_public,
)
"""Large public buildings, state-organ offices, other public buildings with any fiscal money."""

DUTIES = (
    Duty(
        "6.1.1",
        "6.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "新建建筑从建设到运行都要达到一星级及以上。",
            "A new building is built and run at one star or better.",
        ),
        applies=scope & new,
        requires=fact.star >= 1,
        in_force=IN_FORCE,
        remedy=Text("补充星级证明或组织评价。", "Supply proof of the star or have it evaluated."),
    ),
    Duty(
        "6.1.2",
        "6.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "新建的大型公共建筑和国家机关办公建筑要达到二星级及以上。",
            "A new large public building or state-organ office reaches two stars or better.",
        ),
        applies=scope & new & (large_public | fact.state_organ_office),
        requires=fact.star >= 2,
        in_force=IN_FORCE,
        remedy=Text("补充星级证明或组织评价。", "Supply proof of the star or have it evaluated."),
    ),
    Duty(
        "6.2",
        "6.2",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text(
            "整体改造后的既有建筑按绿色改造标准至少达到一星级。",
            "An existing building renovated as a whole reaches one star under the retrofit standard.",
        ),
        applies=scope & fact.whole_renovation,
        requires=fact.renovation_star >= 1,
        in_force=IN_FORCE,
        remedy=Text("按绿色改造标准组织评价。", "Have it evaluated under the retrofit standard."),
    ),
)
