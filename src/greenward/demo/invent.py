"""Invented buildings and energy years: the same 3,000 every time, with every case the law knows.

A number of buildings are placed by hand on the law's edges (exactly at the constraint value,
exactly half as much again two years running, exactly 20,000 m²); the others follow distributions
wide enough that every verdict occurs in every district.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from greenward.bureau.accounts.uscc import ALPHABET, check_character

from .people import DISTRICTS

YEARS = (2023, 2024, 2025)
SEED = 32
"""The article the city is judged by."""
SHOWN = "岭南大厦"
"""The one building of this name has the whole course: years over the limit, an expired order, a fine
to propose, an owner who signs in."""

FIRST = [
    "岭南",
    "海岳",
    "鹏程",
    "锦绣",
    "东滨",
    "西岭",
    "云顶",
    "和畅",
    "中衡",
    "嘉禾",
    "金岸",
    "深林",
    "滨河",
    "莲溪",
    "梅岭",
    "香樟",
    "南溪",
    "科苑",
    "启明",
    "望海",
]
LAST = {
    "A": ["大厦", "中心", "金融中心", "科技大厦", "办公楼"],
    "B": ["百货", "购物中心", "广场", "超市"],
    "C": ["酒店", "国际酒店", "宾馆"],
    "D": ["图书馆", "学校", "文化馆"],
    "E": ["医院", "门诊楼"],
    "G": ["综合体", "城市广场"],
    "H": ["会展馆", "客运站"],
    "R": ["花园", "公寓", "雅苑"],
}
FUNCTIONS = "A" * 55 + "B" * 23 + "C" * 4 + "D" * 5 + "E" * 3 + "G" * 2 + "H" * 1 + "R" * 7
CONSTRAINT = {
    "office-government-A": 65,
    "office-commercial-A": 80,
    "office-government-B": 80,
    "office-commercial-B": 100,
    "shop-department-store-B": 245,
    "shop-shopping-centre-B": 300,
    "shop-supermarket-B": 290,
    "shop-ordinary-A": 85,
}
"""What the invented buildings scatter around; the law reads the confirmed rows, not this."""
LEVELS = (0.45, 0.62, 0.75, 0.86, 0.97, 1.06, 1.22, 1.4, 1.62, 1.9)
"""Multiples of the constraint value a building's years lie near."""
WEIGHTS = (6, 14, 22, 22, 14, 9, 5, 3, 3, 2)


@dataclass
class Invented:
    """One building: its register row and its years, with figures or the lack of them."""

    code: str
    row: dict[str, object]
    figures: dict[int, Decimal | None]
    organ: bool = False
    heavy: bool = False
    metering: tuple[bool | None, bool | None, bool | None, bool | None] | None = None
    notes: list[str] = field(default_factory=list)


def city() -> list[Invented]:
    """All buildings, in the order of their districts."""
    random = Random(SEED)
    owners = [_owner(random, number) for number in range(420)]
    serial: dict[tuple[str, str], int] = {}
    found = []
    for code, _, _, count in DISTRICTS:
        for _ in range(count):
            function = random.choice(FUNCTIONS)
            letter = function if function != "R" else "H"
            serial[code, letter] = serial.get((code, letter), 0) + 1
            number = f"{code}{letter}{serial[code, letter]:03d}"
            found.append(_building(random, number, code, function, random.choice(owners)))
    _place_edges(found)
    return found


def invented_uscc(random: Random) -> str:
    """A credit code of the city's companies with its check character."""
    body = "91440300" + "".join(random.choice(ALPHABET) for _ in range(9))
    return body + check_character(body)


def _owner(random: Random, number: int) -> tuple[str, str]:
    kind = random.choice(("置业", "物业", "投资", "商业", "实业"))
    return invented_uscc(random), f"深圳{random.choice(FIRST)}{kind}有限公司{number:03d}"


def _building(
    random: Random, code: str, area: str, function: str, owner: tuple[str, str]
) -> Invented:
    organ = function == "A" and random.random() < 0.12
    floor = _floor_area(random, function)
    completed = date(1990, 1, 1) + timedelta(days=random.randrange(13_100))
    new = completed >= date(2022, 7, 1)
    energy_class = _energy_class(random, function, organ)
    figures = _figures(random, energy_class, completed)
    return Invented(
        code,
        {
            "code": code,
            "name": random.choice(FIRST) + random.choice(LAST[function]),
            "address": f"{random.choice(FIRST)}路{random.randrange(1, 999)}号",
            "district": area,
            "owner_uscc": owner[0],
            "owner_name": owner[1],
            "function": function,
            "energy_class": energy_class or "",
            "floor_area": floor,
            "fiscal_share": _fiscal_share(random, organ),
            "state_organ_office": organ,
            "in_use": True if completed.year < 2026 else random.random() < 0.5,
            "completed_on": completed if random.random() > 0.03 else None,
            "star": random.choice((None, 1, 1, 2, 2, 3)) if new else None,
        },
        figures,
        organ=organ,
        metering=_metering(random),
    )


def _floor_area(random: Random, function: str) -> Decimal | None:
    if random.random() < 0.015:
        return None
    middle = {"A": 24_000, "B": 30_000, "R": 15_000}.get(function, 16_000)
    return Decimal(int(random.lognormvariate(0, 0.6) * middle * 100)) / 100


def _energy_class(random: Random, function: str, organ: bool) -> str | None:
    if function == "A":
        kind = "government" if organ else "commercial"
        return f"office-{kind}-{random.choice('AB')}" if random.random() > 0.02 else None
    if function == "B":
        return random.choice([name for name in CONSTRAINT if name.startswith("shop")])
    return "hotel-five-star-B" if function == "C" else None


def _fiscal_share(random: Random, organ: bool) -> Decimal:
    if organ:
        return Decimal(100)
    return Decimal(random.choice((0, 0, 0, 0, 0, 0, 0, 0, 5, 30, 100)))


def _figures(
    random: Random, energy_class: str | None, completed: date
) -> dict[int, Decimal | None]:
    base = CONSTRAINT.get(energy_class or "", 110)
    level = random.choices(LEVELS, WEIGHTS)[0]
    figures: dict[int, Decimal | None] = {}
    for year in YEARS:
        if completed.year >= year:
            continue
        level *= random.uniform(0.93, 1.06)
        figures[year] = Decimal(str(round(base * level, 1))) if random.random() > 0.04 else None
    if random.random() < 0.02:
        figures.pop(2024, None)
    return figures


def _metering(random: Random) -> tuple[bool | None, bool | None, bool | None, bool | None] | None:
    chance = random.random()
    if chance < 0.12:
        return None
    if chance < 0.2:
        return (False, False, None, None)
    return (True, True, random.random() > 0.08, random.random() > 0.12)


def _place_edges(found: list[Invented]) -> None:
    """Cases on the law's very edges, in Futian, so that a visitor can look them up."""
    offices = [b for b in found if b.code.startswith("440304A") and not b.organ]
    edges: list[tuple[str, dict[int, str], dict[str, object]]] = [
        (
            SHOWN,
            {2023: "121.6", 2024: "126.4", 2025: "137.2"},
            {"floor_area": Decimal("23410")},
        ),
        ("恰好持平大厦", {2023: "80", 2024: "80", 2025: "80"}, {"floor_area": Decimal("20000")}),
        (
            "恰好一半大厦",
            {2023: "119.9", 2024: "120", 2025: "120"},
            {"floor_area": Decimal("31000")},
        ),
        (
            "差一点大厦",
            {2023: "119.99", 2024: "120", 2025: "119.99"},
            {"floor_area": Decimal("28000")},
        ),
        (
            "小于两万大厦",
            {2023: "130", 2024: "130", 2025: "130"},
            {"floor_area": Decimal("19999.99")},
        ),
        ("缺一年大厦", {2023: "150", 2025: "150"}, {"floor_area": Decimal("26000")}),
    ]
    for building, (name, figures, facts) in zip(offices, edges, strict=False):
        building.row |= facts | {
            "name": name,
            "energy_class": "office-commercial-A",
            "fiscal_share": Decimal(0),
            "completed_on": date(2008, 5, 20),
            "in_use": True,
            "star": None,
        }
        building.figures = {year: Decimal(value) for year, value in figures.items()}
        building.metering = (True, True, True, True)
    for building in found:
        if building.row["name"] == SHOWN and building is not offices[0]:
            building.row["name"] = f"{SHOWN}二期"
