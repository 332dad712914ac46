"""The register's facts for the law: classes that outweigh, dates that are certain, areas to odd."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.facts import building_facts
from greenward.bureau.registry.models import Building
from greenward.bureau.registry.services import end_class, record_class


def facts(city: Area, **fields: Any) -> dict[str, Any]:
    building = Building.objects.create(area=city, **fields)
    return building_facts(city.path, [building.pk]).row(0, named=True)


def test_what_is_not_recorded_is_unknown_except_a_renovation(city: Area) -> None:
    found = facts(city)
    assert found["in_city"] is True
    for name in ("in_use", "public", "floor_area", "completed_on", "new_recorded", "fiscal_share"):
        assert found[name] is None, name
    assert found["whole_renovation"] is False


@pytest.mark.parametrize(
    ("function", "public"), [("A", True), ("H", True), ("R", False), ("I", False), ("", None)]
)
def test_public_follows_from_the_function(city: Area, function: str, public: bool | None) -> None:
    assert facts(city, function=function)["public"] is public


@pytest.mark.parametrize(
    ("area", "fact"),
    [("19999.9999", 1_999_999), ("20000", 2_000_000), ("20000.0001", 2_000_001)],
)
def test_an_area_never_reaches_its_threshold_by_rounding(city: Area, area: str, fact: int) -> None:
    assert facts(city, floor_area=Decimal(area))["floor_area"] == fact


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"completed_on": date(2022, 7, 1)}, date(2022, 7, 1)),
        ({"built_year": 2021}, date(2021, 12, 31)),
        ({"built_year": 2023}, date(2023, 1, 1)),
        ({"built_year": 2022}, None),
    ],
)
def test_a_year_of_building_counts_where_it_is_certain(
    city: Area, fields: dict[str, Any], day: date | None
) -> None:
    assert facts(city, **fields)["completed_on"] == (day.toordinal() if day else None)


def test_a_recorded_class_outweighs_until_it_ends(city: Area, registrar: Actor) -> None:
    building = Building.objects.create(area=city, function="A", floor_area=30_000)

    def known(name: str) -> Any:
        return building_facts(city.path, [building.pk])[name].item()

    record_class(registrar, building, name="large_public", value=True, reason="list")
    held = record_class(registrar, building, name="large_public", value=False, reason="survey")
    record_class(registrar, building, name="public", value=False, reason="barracks")
    assert (known("large_public_recorded"), known("public")) == (False, False)
    assert building.classes.filter(name="large_public", ended_at=None).count() == 1
    end_class(registrar, held, reason="measured again")
    assert known("large_public_recorded") is None


def test_only_the_area_asked_for(city: Area, futian: Area, nanshan: Area) -> None:
    here = Building.objects.create(area=futian)
    Building.objects.create(area=nanshan)
    assert building_facts(futian.path)["building"].to_list() == [here.pk]
    assert building_facts(city.path).height == 2
