"""A synthetic city of 20,000 buildings over three years, judged for real, with an officer of a district.

Figures scatter around one limit, so that every verdict occurs; metering is on file for most.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

BUILDINGS, DISTRICTS, YEARS = 20_000, 11, (2023, 2024, 2025)
ON = date(2026, 11, 20)
NAMES = ("岭南", "海岳", "前海", "鹏程", "锦绣")
UNIT = "kWh/(m²·a)"
TABLE = """
[standard]
code = "BENCH-2023"
title = { zh = "基准测试限值", en = "A limit of the benchmark" }
level = "local"
first_day = 2023-01-01
source = "entered for the benchmark"
evidence = "A"

[[group]]
quantity = "energy.constraint"
unit = "kWh/(m²·a)"
rows = [{ value = 80 }]
"""


def make() -> dict[str, Any]:
    """Fill an empty database; give a user who is officer of one district, and one of the city."""
    from django.db import connection

    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.accounts.models import Area
    from greenward.bureau.assessment.services import assess
    from greenward.bureau.standards.editions import publish
    from greenward.bureau.standards.services import Attestation, import_table
    from greenward.law.shenzhen import PACK
    from greenward.law.standards import read_table

    actor = Actor.operator()
    publish(actor, PACK)
    city = Area.objects.create(
        code="440300", name_zh="深圳", name_en="Shenzhen", pack="shenzhen", climate_zone="HSWW"
    )
    districts = [
        Area.objects.create(
            code=f"4403{n:02}", name_zh=f"区{n}", name_en=f"District {n}", parent=city
        )
        for n in range(1, DISTRICTS + 1)
    ]
    word = Attestation("benchmark", "the benchmark's own figure", date(2026, 1, 1))
    import_table(actor, read_table(TABLE), attestation=word, use_in=city)
    _fill(districts)
    run = assess(actor, city, ON)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database does by itself within minutes
    return {"officer": _officer(districts[0]), "city": _officer(city), "findings": run.changes}


def _fill(districts: list[Any]) -> None:
    from greenward.bureau.operation.models import MeteringState
    from greenward.bureau.performance.models import EnergyYear
    from greenward.bureau.registry.models import Building

    random = Random(32)
    rows = [_building(Building, random, n, districts) for n in range(BUILDINGS)]
    buildings = Building.objects.bulk_create(rows, batch_size=5_000)
    figures = (each for building in buildings for each in _figures(EnergyYear, random, building))
    EnergyYear.objects.bulk_create(figures, batch_size=5_000)
    states = (
        MeteringState(
            building=building,
            as_of=date(2026, 1, 1),
            source="benchmark",
            submeters_installed=random.random() < 0.9,
            monitoring_installed=True,
            metering_operating=random.random() < 0.9,
            data_transmitted=True,
        )
        for building in buildings
        if random.random() < 0.8
    )
    MeteringState.objects.bulk_create(states, batch_size=5_000)


def _building(model: Any, random: Random, number: int, districts: list[Any]) -> Any:
    district = districts[number % DISTRICTS]
    return model(
        area=district,
        code=f"{district.code}A{number:05}",
        name=f"{random.choice(NAMES)}大厦{number}",
        address=f"滨河路{number}号",
        function=random.choice("AAAAABBCDEGHR"),
        floor_area=Decimal(int(random.lognormvariate(0, 0.6) * 2_400_000)) / 100,
        fiscal_share=random.choice((0, 0, 0, 5, 100)),
        state_organ_office=False,
        in_use=True,
        completed_on=date(2010, 5, 1),
    )


def _figures(model: Any, random: Random, building: Any) -> list[Any]:
    level = random.choice((36, 50, 60, 69, 78, 85, 98, 112, 130, 152))
    return [
        model(
            building=building,
            year=year,
            basis="reported",
            intensity=round(Decimal(level * random.uniform(0.92, 1.08)), 1)
            if random.random() > 0.04
            else None,
            intensity_unit=UNIT,
        )
        for year in YEARS
        if random.random() > 0.05
    ]


def _officer(area: Any) -> Any:
    from greenward.bureau.accounts.models import Post, Role, User

    user = User.objects.create_user(f"officer-{area.code}", name="Officer")
    Post.objects.create(user=user, role=Role.OFFICER, area=area, first_day=date(2020, 1, 1))
    return user
