"""A city under another law: Jinzhou's register is judged and its pages open, without Article 32."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.assessment.models import Assessment
from greenward.bureau.assessment.services import assess
from greenward.bureau.operation.models import MeteringState
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import pack_named, publish
from tests.fixtures.people import area, make_actor
from tests.performance.kit import reported

from .test_pages import read

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def jinzhou(db: None) -> Area:
    return area("210700", "锦州市", "Jinzhou", pack="jinzhou", climate_zone="C")


@pytest.fixture
def director(jinzhou: Area) -> Actor:
    return make_actor("jz", (Role.DIRECTOR, jinzhou), (Role.OFFICER, jinzhou))


@pytest.fixture
def hospital(jinzhou: Area) -> Building:
    """Completed in 2015 and without sub-meters: a breach of the nation's Article 18."""
    return building(jinzhou, "医院", date(2015, 6, 1), installed=False)


@pytest.fixture
def run(jinzhou: Area, hospital: Building, operator: Actor) -> Assessment:
    publish(operator, pack_named("jinzhou"))
    building(jinzhou, "学校", date(2015, 6, 1), installed=True)
    building(jinzhou, "旧楼", date(2008, 9, 30), installed=False)
    building(jinzhou, "新楼", date(2016, 1, 1), installed=None)
    reported(hospital, 2025, "90")
    return assess(operator, jinzhou, ON)


def building(where: Area, name: str, completed: date, installed: bool | None) -> Building:
    made = Building.objects.create(
        area=where,
        name=name,
        function="A",
        floor_area=Decimal(23_000),
        in_use=True,
        completed_on=completed,
    )
    if installed is not None:
        MeteringState.objects.create(
            building=made, submeters_installed=installed, as_of=date(2026, 1, 1), source="visit"
        )
    return made


def test_the_national_duties_that_facts_on_file_answer_are_judged(run):
    assert set(run.counts) == {"N18.1.1"}
    found = run.counts["N18.1.1"]
    assert (found["satisfied"], found["breached"], found["unknown"]) == (1, 1, 1)
    assert (found["not_applicable"], found["owed"]) == (1, 2)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Buildings and their duties", "2 duties are owed", "sub-metering (N18.1.1)"]),
        ("zh-hans", ["建筑与各项义务", "（N18.1.1）"]),
    ],
)
def test_the_city_opens_with_its_duties(run, director, language, expected):
    text = read(director, "/", language)
    said = text.replace(" (N18.1.1)", "（N18.1.1）") if language == "zh-hans" else text
    assert [words for words in expected if words not in said] == []
    assert "energy limit" not in text and "能耗限值" not in text


def test_its_lists_its_building_and_its_law_can_be_read(run, hospital, director):
    assert "医院" in read(director, "/buildings")
    assert "sub-metering (N18.1.1)" in read(director, "/findings?tab=breached")
    page = read(director, f"/buildings/{hospital.pk}")
    assert "Install sub-meters" in page
    assert "Seen to by: municipal housing authority, district housing authority" in page
    law = read(director, f"/editions/{run.edition_id}")
    assert "Article 40: 2 % to 4 % of: the contract price of the project" in law
    assert "Article 43: up to 2 % of:" in law
