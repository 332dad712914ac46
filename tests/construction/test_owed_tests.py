"""A laboratory reads what it is asked to test: what, in which rooms, before which gate (Articles 17,
34, 35)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.owed.items import Item
from greenward.bureau.construction.owed.reading import owed
from greenward.bureau.construction.stating import state
from greenward.law.language import Verdict

from . import acceptance_kit as kit
from .conftest import Site


@pytest.fixture
def site(shenzhen: Site) -> Site:
    """Permitted with two stars and nothing tested: formaldehyde and TVOC are the main pollutants."""
    area = shenzhen.project.area
    Project.objects.update(state_organ_office=False, fiscal_share=0)
    kit.apply_limits(area)
    kit.name_main(area, "formaldehyde", "tvoc")
    for activity in ("air", "sound"):
        kit.certify(kit.company(shenzhen, PartyRole.LABORATORY), activity)
    state(shenzhen.planning, shenzhen.fresh(), {"permit_star": 2})
    record_decision(
        shenzhen.planning,
        shenzhen.fresh(),
        "planning_permit",
        authority="规划和自然资源局",
        decided_on=kit.days_ago(300),
        number="GH-1",
        granted=True,
    )
    return shenzhen


def asked(site: Site, role: PartyRole = PartyRole.LABORATORY) -> dict[str, Item]:
    """The tests a party is asked for, by what it is to do."""
    with override("en"):
        (found,) = owed(site.parties[role], [site.fresh()])
    return {item.what: item for item in found.mine if item.what.startswith("test the ")}


AIR, SOUND = "test the air for the main pollutants", "test the sound insulation"


def test_before_any_test_it_says_what_is_asked_for_and_until_when(site: Site) -> None:
    found = asked(site)
    assert {AIR, SOUND} <= set(found)
    assert "no room is tested yet" in found[AIR].note and "formaldehyde" in found[AIR].note
    assert "between bedrooms" in found[SOUND].note and found[SOUND].article.text == "Article 35"
    assert all("special acceptance" in item.when for item in found.values())
    assert all(item.url == f"/projects/{site.project.pk}/tests" for item in found.values())


def test_rooms_half_tested_are_named_with_what_is_left(site: Site) -> None:
    kit.test(site, kit.air("formaldehyde", "0.01", room="201卧室"))
    assert asked(site)[AIR].note == "not tested yet: 201卧室: total volatile organic compounds"


def test_what_failed_is_said_and_what_passed_is_asked_no_more(site: Site) -> None:
    loud = [
        replace(one, value=Decimal("80")) if one.element == "bedroom_floor" else one
        for one in kit.quiet()
    ]
    kit.test(site, *kit.clean(), *loud)
    found = asked(site)
    assert set(found) == {SOUND} and found[SOUND].state is Verdict.BREACHED
    assert found[SOUND].note == "failed: impact sound through a bedroom floor"


def test_nobody_else_is_asked_to_test(site: Site) -> None:
    assert not asked(site, PartyRole.DEVELOPER) and not asked(site, PartyRole.SUPERVISOR)
