"""Some sixty Shenzhen-like projects in every stage of the course, some of them stuck for a good reason.

Those that began long ago are projects in flight: what was decided is on record with day and number.
The developer whose clerk signs in has the others, and their last steps are done here and now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.land import record_conditions, record_document
from greenward.bureau.construction.models import Plot, Project
from greenward.bureau.construction.opening import open_plot, open_project

from ..people import CITY, DISTRICTS
from . import acceptances, homes, stories
from .cast import Cast
from .flight import bring_in, known, passed
from .plan import AGE, FLIGHTS, GATES, Kind, Plan

LAND_OFFICE = "深圳市规划和自然资源局（演示）"
TITLES = {
    "land_terms": "土地合同",
    "planning_permit": "规划许可",
    "conformity_assessment": "等级符合性评估",
    "special_acceptance": "专项验收",
    "completion_acceptance": "竣工验收",
    "completion_filing": "竣工验收备案",
}
FACTS = {
    "land_document_notes_star": "土地合同注明等级",
    "land_document_notes_prefab": "土地合同注明建筑工业化",
    "land_star": "土地合同星级",
    "permit_star": "规划许可星级",
    "assessed_star": "评估星级",
    "accepted_star": "验收星级",
    "works_begun": "已开工",
    "works_finished": "已完工",
    "assessor_commissioned": "已委托评估机构",
    "assessor_qualified": "评估机构具有资质",
    "acceptance_held": "已组织专项验收",
    "acceptance_parties_present": "各方参加专项验收",
    "acceptance_report_issued": "已出具专项验收报告",
}
COLUMNS = {
    "地块编号": 'plot_code = "地块编号"',
    "地块名称": 'plot_name = "地块名称"',
    "国家机关办公建筑": 'state_organ_office = "国家机关办公建筑"',
    "投资额": 'investment = "投资额"',
    **{key: each for gate, title in TITLES.items() for key, each in passed(gate, title).items()},
    **{key: each for fact, title in FACTS.items() for key, each in known(fact, title).items()},
}
"""What the list of projects in flight tells beside what every list does."""
EARLY, BEFORE_LAW = 7, 1_700
"""Every how many project in flight is of before the regulation, and the least age of such a one."""
BUILDERS = (
    PartyRole.CONSULTANT,
    PartyRole.DESIGNER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
    PartyRole.EVALUATOR,
    PartyRole.LABORATORY,
)


def begin(cast: Cast) -> int:
    """Bring in the projects in flight, then tell the stories; give the number of projects."""
    flights, told, home = list(_in_flight(cast)), list(_stories(cast)), _handed_over(cast)
    city = cast.areas[CITY[0]]
    rows = map(_row, (*flights, home))
    bring_in(Actor.operator(), city, "demo-projects", "在建项目清单.csv", COLUMNS, rows)
    acceptances.certify(cast)
    for plan, story in told:
        story(cast, _open(cast, plan), plan)
    homes.tell_of(cast, home)
    return len(flights) + len(told) + 1


def _in_flight(cast: Cast) -> Iterator[Plan]:
    """The same every time, over all districts."""
    random = Random(16)
    others = [one for name, one in cast.companies.items() if name.endswith("）")]
    places = cycle([code for code, *_names in DISTRICTS])
    for number, (through, developer) in enumerate(zip(_flights(), cycle(others), strict=False), 1):
        plan = _plan(random, number, next(places), developer, through=through)
        yield plan if number % EARLY else _early(plan)


def _early(plan: Plan) -> Plan:
    """One of before the regulation: of some nothing on file tells a star, the others are of the basic
    level, which is none."""
    return replace(plan, star=None if plan.number % (2 * EARLY) else 0, age=BEFORE_LAW)


def _stories(cast: Cast) -> Iterator[tuple[Plan, stories.Story]]:
    """Those of the developer who signs in, all in one district."""
    random, own = Random(17), cast.companies["developer"]
    for number, told in enumerate((*stories.STORIES, *acceptances.STORIES), 501):
        given = {"name": told.name, "kind": told.kind, "age": told.age}
        yield _plan(random, number, stories.AREA, own, **given), told.story


def _handed_over(cast: Cast) -> Plan:
    """The homes of the same developer that are built and filed since long: what the buyer has bought."""
    given = {"name": homes.NAME, "kind": stories.HOMES, "through": 5, "age": 820}
    return _plan(Random(18), 521, stories.AREA, cast.companies["developer"], **given)


def _flights() -> Iterator[int]:
    """How many gates each project in flight has passed, mixed over the districts."""
    left = dict(FLIGHTS)
    while any(left.values()):
        for through in sorted(left):
            if left[through]:
                left[through] -= 1
                yield through


def _plan(
    random: Random,
    number: int,
    district: str,
    developer: Organisation,
    *,
    through: int = 0,
    name: str = "",
    kind: Kind | None = None,
    age: int = 0,
) -> Plan:
    kind = kind or stories.KINDS[random.randrange(len(stories.KINDS))]
    area = random.randrange(kind.least, kind.most)
    least = 2 if kind.of_two_stars(area) else 1
    star = 2 if name else max(least, random.choice((1, 1, 1, 2, 2, 3)))
    return Plan(
        number=number,
        name=name or f"{random.choice(stories.FIRST)}{kind.last}",
        kind=kind,
        district=district,
        developer=developer,
        area=Decimal(area),
        star=star,
        through=through,
        age=age or AGE[through],
    )


def _open(cast: Cast, plan: Plan) -> Project:
    """The plot with its papers and the land terms on record, and the project on it."""
    plot = _plot(cast, plan)
    return open_project(
        cast["planning"],
        area=cast.areas[plan.district],
        code=plan.code,
        name=plan.name,
        developer=plan.developer,
        regime_on=plan.granted,
        regime_reason="土地合同签订之日的规定（演示）",
        parties=cast.parties(*BUILDERS),
        plot=plot,
        function=plan.kind.function,
        floor_area=plan.area,
        above_ground_area=plan.area * 7 / 10,
        state_organ_office=plan.kind.organ,
        fiscal_share=Decimal(100 if plan.kind.organ else 0),
        investment_fen=int(plan.area) * 620_000,
    )


def _plot(cast: Cast, plan: Plan) -> Plot:
    planner, day = cast["planning"], plan.granted
    plot = open_plot(
        planner,
        area=cast.areas[plan.district],
        code=f"T{plan.district[2:]}-{plan.number:04d}",
        name=f"{plan.name}地块",
    )
    record_conditions(
        planner,
        plot,
        number=f"深规设〔{day.year}〕{plan.number:04d}号",
        day=day - timedelta(120),
        star=plan.star,
        states_industrialised=True,
        control_plan=f"{cast.areas[plan.district].name_zh}法定图则（演示）",
        takes_up_special_plan=True,
        function=plan.kind.function,
        largest_area=plan.area,
        state_organ_office=plan.kind.organ,
    )
    record_document(
        planner,
        plot,
        number=f"深地合字〔{day.year}〕{plan.number:04d}号",
        day=day,
        star=plan.star,
        states_industrialised=True,
    )
    record_decision(
        planner,
        plot,
        "land_terms",
        granted=True,
        decided_on=day,
        number=f"深地合字〔{day.year}〕{plan.number:04d}号",
        authority=LAND_OFFICE,
    )
    return plot


# --- projects in flight -----------------------------------------------------------------------


def _row(plan: Plan) -> list[object]:
    """The cells of one project in flight, in the order of the columns."""
    gates: list[object] = [plan.granted, f"深地合字〔{plan.granted.year}〕{plan.number:04d}号"]
    for number, gate in enumerate(GATES):
        day = plan.passed(gate) if number < plan.through else None
        said = f"深演〔{day.year}〕{gate[:2].upper()}{plan.number:03d}号" if day else None
        gates += [day, said]
    stars = [plan.star if plan.through > number else None for number in (-1, 0, 1, 2)]
    noted = plan.star is not None or None
    assessed, accepted = plan.through > 1 or None, plan.through > 2 or None
    works = [plan.built or None, assessed, assessed, assessed, accepted, accepted, accepted]
    land = [f"T{plan.district[2:]}-{plan.number:04d}", f"{plan.name}地块"]
    regime = [plan.granted, "土地合同签订之日的规定（演示）"]
    who = [plan.developer.uscc, plan.developer.name, plan.kind.function, plan.area]
    more = [plan.kind.organ, int(plan.area) * 6_200]
    own = [plan.code, plan.name, plan.district, *who, *regime]
    return [*own, *land, *more, *gates, noted, noted, *stars, *works]
