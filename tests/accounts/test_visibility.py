"""The one rule of visibility, on the register's buildings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Membership, Organisation, Post, Role
from greenward.bureau.registry.models import Building
from tests.fixtures.people import area, make_actor, make_user


@pytest.fixture
def buildings(futian: Area, nanshan: Area, owner: Actor, other_owner: Actor) -> None:
    """Four: one owned and one managed in Futian, one managed in Nanshan, one of nobody on a street."""
    street = area("440304001", "园岭街道", "Yuanling", futian)
    mine, other = owner.organisations[0], other_owner.organisations[0]
    Building.objects.create(name="owned", area=futian, owner_id=mine)
    Building.objects.create(name="others", area=futian, owner_id=other)
    Building.objects.create(name="managed", area=nanshan, manager_id=mine)
    Building.objects.create(name="street", area=street)


def seen(actor: Actor) -> set[str]:
    return set(Building.objects.visible_to(actor).values_list("name", flat=True))


ALL = {"owned", "others", "managed", "street"}


def test_officials_see_their_areas(
    buildings: None, officer: Actor, sibling_officer: Actor, registrar: Actor, operator: Actor
) -> None:
    assert seen(officer) == {"owned", "others", "street"}
    assert seen(sibling_officer) == {"managed"}
    assert seen(registrar) == ALL
    assert seen(operator) == ALL
    assert seen(Actor.nobody()) == set()


def test_members_see_what_they_own_or_manage(
    buildings: None, owner: Actor, other_owner: Actor
) -> None:
    assert seen(owner) == {"owned", "managed"}
    assert seen(other_owner) == {"others"}


def test_an_area_whose_code_begins_alike_is_another_area(buildings: None, city: Area) -> None:
    lookalike = area("4403", "像", "Alike")
    Building.objects.create(name="elsewhere", area=lookalike)
    actor = make_actor("", (Role.OFFICER, lookalike))
    assert seen(actor) == {"elsewhere"}


def test_only_posts_and_memberships_of_today_count(buildings: None, futian: Area) -> None:
    today = timezone.localdate()
    user = make_user()
    body = Organisation.objects.get(name="Greenwood")
    long_ago = date(2000, 1, 1)
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    Post.objects.create(
        user=user, role=Role.OFFICER, area=futian, first_day=long_ago, last_day=yesterday
    )
    Post.objects.create(user=user, role=Role.OFFICER, area=futian, first_day=tomorrow)
    Membership.objects.create(user=user, organisation=body, first_day=long_ago, last_day=yesterday)
    assert seen(Actor.of(user)) == set()
    assert seen(Actor.of(user, on=yesterday)) == {"owned", "others", "street", "managed"}
    assert seen(Actor.of(user, on=tomorrow)) == {"owned", "others", "street"}


def test_somebody_with_a_post_and_a_company_sees_both(buildings: None, nanshan: Area) -> None:
    body = Organisation.objects.get(name="Redwood")
    actor = make_actor("", (Role.AUDITOR, nanshan), organisations=(body,))
    assert seen(actor) == {"managed", "others"}


@pytest.mark.parametrize("who", ["officer", "owner", "both"])
def test_what_is_seen_is_read_from_indexes(
    city: Area, futian: Area, owner: Actor, officer: Actor, who: str
) -> None:
    """20,000 buildings in 40 areas: the plan reads indexes, whatever an actor's rights are made of."""
    body = Organisation.objects.get(pk=owner.organisations[0])
    streets = [area(f"4403040{number:02}", "街", "", futian) for number in range(2)]
    streets += [area(f"4403990{number:02}", "街", "", city) for number in range(38)]
    Building.objects.bulk_create(
        Building(area=streets[n % 40], owner=body if n % 999 == 0 else None) for n in range(20_000)
    )
    actors = {
        "officer": officer,
        "owner": owner,
        "both": make_actor("both", (Role.OFFICER, futian), organisations=(body,)),
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registry_building")
        cursor.execute("ANALYZE accounts_area")
    found = Building.objects.visible_to(actors[who]).order_by()
    assert found.count() == {"officer": 1000, "owner": 21, "both": 1020}[who]
    plan = found.explain()
    assert "Seq Scan on registry_building" not in plan, plan
    assert "building_area" in plan or "owner" in plan
