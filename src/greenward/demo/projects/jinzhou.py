"""Jinzhou 2020: 59 projects started, 1,067,000 m² together, every one designed as a green building (B11).

That is what the city reported in November 2020: a share at the start, by number and by area. Since
then some were accepted and most of them were not; the figures say both.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation

from ..people import SECOND_CITY, SECOND_DISTRICTS
from .cast import Cast
from .flight import bring_in, known, passed

PROJECTS, AREA = 59, Decimal(1_067_000)
"""What the report of the city names: how many, and how many m² together."""
CUT_OFF = date(2020, 11, 18)
FIRST_START = date(2020, 3, 16)
ACCEPTED = 22
"""How many of them have passed completion acceptance since; half of these are filed."""
NAMES = (
    "凌云",
    "锦绣",
    "渤海",
    "南山",
    "北湖",
    "松坡",
    "云飞",
    "解放",
    "延安",
    "士英",
    "重庆",
    "人民",
)
KINDS = (
    ("R", "家园"),
    ("R", "新城"),
    ("A", "商务中心"),
    ("D", "学校"),
    ("C", "医院"),
    ("B", "商业广场"),
)
GATES = {
    "drawing_certificate": "施工图审查合格",
    "green_review_filing": "绿色建筑审查备案",
    "construction_permit": "施工许可",
    "completion_acceptance": "竣工验收",
    "acceptance_filing": "竣工验收备案",
}
BEFORE = (40, 25, 0)
"""Days before the start at which the first three were passed."""
FACTS = {
    "green_planned": "按绿色建筑标准规划",
    "green_designed": "按绿色建筑标准设计",
    "in_key_scope": "在重点实施范围内",
    "green_review_passed": "通过绿色建筑审查",
    "drawings_meet_energy_standards": "施工图符合节能标准",
    "energy_checked_at_completion": "竣工时查验节能",
    "works_meet_energy_standards": "工程符合节能标准",
    "green_acceptance_met": "达到绿色建筑验收要求",
}


class Plan(NamedTuple):
    """One invented project of 2020."""

    number: int
    name: str
    function: str
    district: str
    area: Decimal
    started: date

    @property
    def code(self) -> str:
        return f"JZ2020-{self.number:03d}"


def plans() -> list[Plan]:
    """The same 59 every time; their areas are whole square metres and sum to the report's."""
    random = Random(2020)
    sizes = [random.randint(60, 340) for _number in range(PROJECTS)]
    areas = [int(AREA) * size // sum(sizes) for size in sizes]
    areas[0] += int(AREA) - sum(areas)
    days = (CUT_OFF - FIRST_START).days
    found = []
    for number, area in enumerate(areas, 1):
        function, last = KINDS[random.randrange(len(KINDS))]
        name = f"{NAMES[number % len(NAMES)]}{last}{number}号"
        district = SECOND_DISTRICTS[random.randrange(len(SECOND_DISTRICTS))][0]
        started = FIRST_START + timedelta(random.randrange(days))
        found.append(Plan(number, name, function, district, Decimal(area), started))
    return found


def begin(cast: Cast) -> int:
    """Bring them in as projects in flight: what was decided then, with its day and number."""
    found = plans()
    columns = {
        **{key: each for gate, title in GATES.items() for key, each in passed(gate, title).items()},
        **{key: each for fact, title in FACTS.items() for key, each in known(fact, title).items()},
    }
    city, company = cast.areas[SECOND_CITY[0]], cast.companies["jinzhou-developer"]
    rows = (_row(plan, company) for plan in found)
    bring_in(Actor.operator(), city, "demo-jinzhou-2020", "锦州2020开工项目.csv", columns, rows)
    return len(found)


def _row(plan: Plan, company: Organisation) -> list[object]:
    """The cells of one project, in the order of the columns."""
    accepted = plan.number <= ACCEPTED
    days = [plan.started - timedelta(before) for before in BEFORE]
    done = plan.started + timedelta(760 + plan.number * 11)
    filed = accepted and plan.number % 2 == 1
    later = [done if accepted else None, done + timedelta(12) if filed else None]
    numbered = [
        cell
        for name, day in zip(GATES, [*days, *later], strict=True)
        for cell in (
            day,
            f"锦演〔{day.year}〕{name[:2].upper()}{plan.number:03d}号" if day else None,
        )
    ]
    facts = [True] * 5 + [True if accepted else None] * 2 + [True if filed else None]
    regime = [plan.started, "施工许可之日的规定（演示）"]
    who = [company.uscc, company.name, plan.function, plan.area]
    return [plan.code, plan.name, plan.district, *who, *regime, *numbered, *facts]
