"""Bills to energy years on a real database: exact figures, refusals with their months, nothing lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.facts import energy_year_facts
from greenward.bureau.performance.models import Bill, EnergyYear
from greenward.bureau.performance.services import annualise, refresh

from .kit import KWH, bill, building, meter, monthly, reported

TODAY = date(2026, 3, 1)


def year_of(owner: Any, year: int = 2024) -> EnergyYear:
    return EnergyYear.objects.get(building=owner, year=year)


def test_twelve_bills_of_electricity_make_one_exact_year(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=Decimal(7_000))
    monthly(meter(owner), 2024, "10000")
    done = annualise([owner.pk], today=TODAY)
    assert (done.buildings, done.complete, done.refused, done.created) == (1, 1, 0, 1)
    found = year_of(owner)
    assert found.basis == EnergyYear.Basis.BILLS
    assert (found.intensity, found.intensity_unit) == (Decimal("17.142857"), KWH)
