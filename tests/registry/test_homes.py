"""Homes: entered with their contracts, claimed by their buyers, and what a buyer then sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.registry import homes
from greenward.bureau.registry.models import Building, UnitHolding

CONTRACT = "深(福)网预买字(2025)第00123号"


@pytest.fixture
def tower(futian: Area, owner: Actor) -> Building:
    body = Organisation.objects.get(pk=owner.organisations[0])
    return Building.objects.create(code="440304A001", name="岭南", area=futian, owner=body, star=2)


def claim(actor: Actor, **given: Any) -> UnitHolding:
    usual = {"building": "440304A001", "number": "3-1502", "contract": CONTRACT}
    return homes.claim(actor, **(usual | given))


def test_a_buyer_claims_the_home_and_sees_its_public_side_alone(
    tower: Building, owner: Actor, buyer: Actor, other_owner: Actor
) -> None:
    entered = homes.enter(owner, tower, number="3-1502", contract=CONTRACT, floor="15")
    assert CONTRACT not in str(vars(entered)) + str(list(AuditEvent.objects.values()))
    held = claim(buyer, contract=f" {CONTRACT} ".replace("(", "（"), number="3 - 1502")
    assert [one.pk for one in homes.homes(buyer)] == [held.pk]
    assert not Building.objects.visible_to(buyer).exists()
    assert not UnitHolding.objects.visible_to(other_owner).exists()
    client = Client()
    client.force_login(buyer.user)
    assert "岭南" in client.get("/homes").content.decode()
    assert client.get(f"/buildings/{tower.pk}").status_code == 404


def test_a_home_is_claimed_once(tower: Building, owner: Actor, buyer: Actor) -> None:
    homes.enter(owner, tower, number="3-1502", contract=CONTRACT)
    claim(buyer)
    with pytest.raises(ValidationError):
        claim(buyer)
    homes.enter(owner, tower, number="3-1502", contract="another")
    assert UnitHolding.objects.filter(last_day=None).get().user is None


@pytest.mark.parametrize(
    "wrong", [{"building": "x"}, {"number": "9"}, {"contract": "x"}, {"contract": ""}]
)
def test_what_does_not_fit_is_refused_alike(
    tower: Building, owner: Actor, buyer: Actor, wrong: dict[str, str]
) -> None:
    homes.enter(owner, tower, number="3-1502", contract=CONTRACT)
    with pytest.raises(ValidationError) as refusal:
        claim(buyer, **wrong)
    with pytest.raises(ValidationError) as other:
        claim(buyer, contract="quite another")
    assert refusal.value.messages == other.value.messages
    assert UnitHolding.objects.get().user is None


def test_wrong_numbers_end_the_claiming(tower: Building, owner: Actor, buyer: Actor) -> None:
    homes.enter(owner, tower, number="3-1502", contract=CONTRACT)
    for _ in range(homes.MOST_TRIES):
        with pytest.raises(ValidationError):
            claim(buyer, contract="guess")
    with pytest.raises(ValidationError):
        claim(buyer)
    homes.enter(owner, tower, number="3-1502", contract=CONTRACT)
    assert claim(buyer).user == buyer.user


def test_only_the_owner_and_the_registrar_enter_homes(
    tower: Building, other_owner: Actor, director: Actor, registrar: Actor, officer: Actor
) -> None:
    for actor in (other_owner, director):
        with pytest.raises(PermissionDenied):
            homes.enter(actor, tower, number="1", contract="1")
    homes.enter(registrar, tower, number="1", contract="1")
    homes.enter(officer, tower, number="2", contract="2")
    with pytest.raises(ValidationError):
        homes.enter(registrar, tower, number="3", contract=" ")
    assert tower.units.count() == 2
