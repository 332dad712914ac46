"""Figures keep up with floor areas, the turn of the year and the standards desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.performance.refreshing import refresh
from greenward.bureau.performance.services import annualise
from greenward.bureau.registry.models import Building
from tests.standards.kit import enter, row

from .kit import building, meter, monthly, reported

TODAY = date(2026, 3, 1)


def figure(owner: Building, year: int = 2024) -> Decimal | None:
    return EnergyYear.objects.get(building=owner, year=year).intensity


def gas(value: str) -> Any:
    return row(value, "factor.electricity", "kWh/m³", commodity="natural_gas")


def test_a_changed_floor_area_is_followed(city: Area, futian: Area) -> None:
    owner, same = building(futian), building(futian)
    for each in (owner, same):
        monthly(meter(each), 2024)
    annualise([owner.pk, same.pk], today=TODAY)
    assert refresh(city, today=TODAY).buildings == 0
    Building.objects.filter(pk=owner.pk).update(floor_area=Decimal(20_000))
    assert refresh(city, today=TODAY).buildings == 1
    assert (figure(owner), figure(same)) == (6, 12)
    assert refresh(city, today=TODAY).buildings == 0


def test_a_year_that_has_ended_since_is_worked_out(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2025)
    annualise([owner.pk], today=date(2025, 12, 31))
    assert not owner.energy_years.exists()
    refresh(city, today=date(2026, 1, 1))
    assert figure(owner, 2025) == 12


def test_everything_follows_the_standards_desk(city: Area, futian: Area) -> None:
    billed, told = (building(futian, floor_area=Decimal(1_200)) for _ in range(2))
    monthly(meter(billed, "natural_gas"), 2024, "100", "m³")
    reported(told, 2024, None, quantities={"natural_gas": ["1200", "m³"]}, coverage_days=366)
    enter("GB", row("80"), city=city)
    annualise([billed.pk], today=TODAY)
    enter("FACTORS", gas("7"))
    elsewhere = Area.objects.create(code="440100", name_zh="广州市", name_en="Guangzhou")
    for asked, whole in ((elsewhere, True), (city, False)):
        refresh(asked, everything=whole, today=TODAY)
        assert (figure(billed), figure(told)) == (None, None)
    refresh(city, everything=True, today=TODAY)
    assert (figure(billed), figure(told)) == (7, 7)


def test_amounts_that_were_reported_follow_the_floor_area(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=None)
    reported(owner, 2024, None, quantities={"electricity": ["7000", "kWh"]}, coverage_days=366)
    refresh(city, everything=True, today=TODAY)
    assert EnergyYear.objects.get().why_missing == ["no_floor_area"]
    Building.objects.filter(pk=owner.pk).update(floor_area=Decimal(3_000))
    refresh(city, today=TODAY)
    assert figure(owner) == Decimal("2.333333")


def test_nothing_to_do_costs_two_questions(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=Decimal(7))
    monthly(meter(owner), 2024)
    reported(building(futian, floor_area=Decimal(7)), 2024, None,
             quantities={"electricity": ["10", "kWh"]}, coverage_days=366)  # fmt: skip
    refresh(city, everything=True, today=TODAY)
    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if "SELECT" in sql:
            seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        refresh(city, today=TODAY)
    assert len(seen) == 2
