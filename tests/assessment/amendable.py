"""A small city whose buildings stand near the lines of Article 32, in the real tables.

The limit is 80 kWh/(m²·a) for every class; audits and retrofits of 2025 fell due on 29 June 2026.

name    district  floor area  2024, 2025   over the limit
far     Futian    30,000 m²   130, 130     62.5 %: bound to a retrofit, which is breached
near    Futian    30,000 m²   110, 112     37.5 % and 40 %: an audit, no retrofit
small   Nanshan   12,000 m²   130, 130     not large enough for any duty of Article 32.2
within  Nanshan   30,000 m²    75, 75      within the limit
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import publish
from greenward.bureau.standards.models import Standard, StandardRow
from greenward.bureau.standards.services import Attestation, confirm, use_standard
from greenward.law.canonical import digest
from greenward.law.shenzhen import PACK

UNIT = "kWh/(m²·a)"
A, B = "office-commercial-A", "office-commercial-B"
ROWS = (
    ("far", "futian", 30_000, A, (130, 130)),
    ("near", "futian", 30_000, B, (110, 112)),
    ("small", "nanshan", 12_000, A, (130, 130)),
    ("within", "nanshan", 30_000, B, (75, 75)),
)


def amendable_city(city: Area, futian: Area, nanshan: Area) -> dict[str, Building]:
    """Publish the law, put the limit in use, register the four buildings; by their names."""
    actor = Actor.operator()
    publish(actor, PACK)
    standard = Standard.objects.create(code="T", title_zh="表", title_en="Table", level="local")
    use_standard(actor, area=city, standard=standard, first_day=date(2010, 1, 1))
    rows = [
        _row(standard, "energy.constraint", 80, UNIT),
        _row(standard, "due.32.2.2", 180, "day"),
        _row(standard, "due.32.2.3", 180, "day"),
    ]
    confirm(actor, rows, Attestation("Wu", "the standard's own page", date(2026, 1, 5)))
    where = {"futian": futian, "nanshan": nanshan}
    return {name: _building(name, where[at], *rest) for name, at, *rest in ROWS}


def _row(standard: Standard, quantity: str, value: int, unit: str) -> StandardRow:
    return StandardRow.objects.create(
        standard=standard,
        quantity=quantity,
        value=Decimal(value),
        unit=unit,
        decimals=0,
        first_day=date(2020, 1, 1),
        source="test",
        evidence="A",
        key=digest([quantity, value]),
        entered_by="test",
    )


def _building(
    name: str, area: Area, floor_area: int, energy_class: str, figures: tuple[int, int]
) -> Building:
    building = Building.objects.create(
        area=area,
        name=name,
        code=f"{area.code}{name}",
        function="A",
        energy_class=energy_class,
        floor_area=Decimal(floor_area),
        in_use=True,
        state_organ_office=False,
        fiscal_share=0,
        completed_on=date(2008, 5, 20),
    )
    for year, figure in zip((2024, 2025), figures, strict=True):
        EnergyYear.objects.create(
            building=building,
            year=year,
            basis=EnergyYear.Basis.REPORTED,
            intensity=Decimal(figure),
            intensity_unit=UNIT,
        )
    return building
