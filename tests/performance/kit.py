"""Buildings, years and bills in one line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.models import Bill, EnergyYear, Meter
from greenward.bureau.registry.models import Building

_numbers = count(1)
KWH = "kWh/(m²·a)"


def building(area: Area, **fields: Any) -> Building:
    said = {"function": "A", "floor_area": Decimal(10_000), "in_use": True} | fields
    return Building.objects.create(area=area, name=f"building {next(_numbers)}", **said)


def reported(owner: Building, year: int, figure: str | None, **fields: Any) -> EnergyYear:
    said = {"intensity_unit": KWH if figure else "", "why_missing": [] if figure else ["no_figure"]}
    return EnergyYear.objects.create(
        building=owner,
        year=year,
        basis=EnergyYear.Basis.REPORTED,
        intensity=Decimal(figure) if figure else None,
        **(said | fields),
    )


def meter(owner: Building, commodity: str = "electricity", **fields: Any) -> Meter:
    return Meter.objects.create(
        building=owner, number=f"meter-{next(_numbers)}", commodity=commodity, **fields
    )


def monthly(of: Meter, year: int, amount: str = "10000", unit: str = "kWh", **fields: Any) -> None:
    """Twelve bills of one year; `skip` leaves months out."""
    skip = fields.pop("skip", ())
    for month in range(1, 13):
        if month in skip:
            continue
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        bill(of, date(year, month, 1), last, amount, unit, **fields)


def bill(of: Meter, start: date, end: date, amount: str, unit: str = "kWh", **fields: Any) -> None:
    Bill.objects.create(meter=of, start=start, end=end, amount=Decimal(amount), unit=unit, **fields)
