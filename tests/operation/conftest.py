"""A project in Futian whose homes are handed over and sold, and the buyer of one of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from pypdf import PdfWriter

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.construction.models import Project, Statement
from greenward.bureau.operation import preparing
from greenward.bureau.operation.handing import link_building
from greenward.bureau.registry import homes
from greenward.bureau.registry.models import Building, Unit, UnitHolding
from greenward.law.warranty import Length, Part
from greenward.law.warranty import Unit as Count
from tests.construction.conftest import Site
from tests.construction.conftest import (
    kept_cases_are_those_of_the_records as kept_cases_are_those_of_the_records,
)
from tests.construction.conftest import shenzhen as shenzhen

YEARS = {Part.STRUCTURE: 50, Part.WATERPROOFING: 5, Part.INSULATION: 5, Part.INSTALLATIONS: 2}
PERIODS = {
    **{part: Length(number, Count.YEARS) for part, number in YEARS.items()},
    Part.HEATING_COOLING: Length(2, Count.SEASONS),
    Part.DECORATION: Length(2, Count.YEARS),
}
TEXTS = {
    "measures": "屋面光伏 120 kWp\n外遮阳",
    "protection": "不要在外墙保温层上钻孔。",
    "scope": "主体结构、防水、保温、设备、装修。",
    "other_duties": "接到报修后 24 小时内到场。",
    "liability": "逾期不修的，由建设单位承担修理费用。",
    "use": "夏季空调设定 26 度。",
}
INDICATORS = {"energy_use": "55", "sound_impact": "65", "air_pollutants": "≤ 70"}
EQUIPMENT = [
    {"name": "新风机", "place": "客厅", "model": "Aria 250", "amount": "1", "use": "每季清洗滤网"}
]


@dataclass
class Estate:
    """The project with its building, one home, and whoever bought it."""

    site: Site
    building: Building
    holding: UnitHolding
    buyer: Actor

    @property
    def developer(self) -> Actor:
        return self.site.developer

    @property
    def project(self) -> Project:
        return self.site.project

    @property
    def unit(self) -> Unit:
        return self.holding.unit


def sell_a_home(site: Site, buyer: Actor) -> Estate:
    """Give a project a building with one home, claimed by its buyer."""
    project = site.project
    building = Building.objects.create(
        code=f"{project.area.code}B001",
        name="绿屿一栋",
        area=project.area,
        owner=project.developer,
        function="R",
        floor_area=Decimal(9_000),
        completed_on=date(2026, 9, 30),
    )
    link_building(site.developer, site.fresh(), building)
    holding = homes.enter(site.developer, building, number="1201", contract="HT-1", floor="12")
    mine = homes.claim(buyer, building=building.code, number="1201", contract="HT-1")
    assert mine.pk == holding.pk
    return Estate(site, building, mine, buyer)


@pytest.fixture
def estate(shenzhen: Site, buyer: Actor) -> Estate:
    """A project whose special acceptance found two stars."""
    Statement.objects.create(
        project=shenzhen.project, fact="accepted_star", value=2, stated_at=timezone.now()
    )
    return sell_a_home(shenzhen, buyer)


def prepare(estate: Estate) -> None:
    """Enter all that the papers need."""
    actor, project = estate.developer, estate.project
    preparing.enter_particulars(
        actor, project, texts=TEXTS, insulated=True, design_life=50, periods=PERIODS
    )
    preparing.enter_indicators(actor, project, INDICATORS)
    preparing.add_equipment(actor, project, EQUIPMENT)


def report() -> ContentFile[bytes]:
    """A signed acceptance report as a PDF."""
    made, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(made)
    return ContentFile(made.getvalue(), name="report.pdf")


@pytest.fixture
def shoot() -> Callable[[Any, str], None]:
    """Keeps a picture of a page in the folder GREENWARD_SHOTS names, for people to look at."""
    folder = os.environ.get("GREENWARD_SHOTS")

    def shoot(page: Any, name: str) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return shoot
