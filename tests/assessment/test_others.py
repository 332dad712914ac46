"""Duties over a building that others owe: an officer reads them, the owner and the building do not."""

from __future__ import annotations

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Membership, Organisation
from greenward.bureau.assessment.selectors import buildings, findings
from greenward.bureau.assessment.selectors.buildings import BuildingQuery
from greenward.bureau.assessment.selectors.findings import FindingQuery
from greenward.bureau.assessment.selectors.scope import scope_of
from greenward.law.language import Verdict

from .factories import Case, assessed, make_case
from .test_pages import read

pytestmark = pytest.mark.django_db
NOT_PLANNED = {"green_evaluation_passed": False, "renovation_planned_first": False}
"""A failed evaluation that no renovation plan puts first: a breach of the governments (Article 23)."""


@pytest.fixture
def hall(city: Area, futian: Area, owner: Actor) -> Case:
    """A hall that keeps its own duties, on which the government breaches Article 23."""
    made = make_case(
        futian,
        "Hall",
        {2025: (70, 80)},
        facts=NOT_PLANNED,
        owner=Organisation.objects.get(pk=owner.organisations[0]),
    )
    assessed(city, [made])
    return made


def listed(actor: Actor, tab: str = "all") -> set[str]:
    scope = scope_of(actor)
    ids = list(buildings.matching(BuildingQuery(), scope).values_list("pk", flat=True))
    return {row.duty for row in findings.listed(ids, FindingQuery(tab=tab), scope).rows}


def test_an_officer_reads_what_the_authority_owes_and_the_owner_does_not(hall, officer, owner):
    page = f"/buildings/{hall.building.pk}"
    assert "(23.2)" in read(officer, page)
    assert "(23.2)" not in read(owner, page)
    assert "23.2" in listed(officer, "breached")
    assert listed(owner, "breached") == set()
    assert listed(owner) == listed(officer) - {"23.2"}


def test_the_building_is_not_worse_for_what_the_authority_owes(hall, officer):
    scope = scope_of(officer)
    assert scope.others == ("23.2",)
    for sort in ("name", "verdict", "owed"):
        (row,) = buildings.page_of([hall.building.pk], scope, sort)
        assert (row.worst, row.owed) == (Verdict.SATISFIED, 0)

    def answers(**query: str) -> int:
        return buildings.matching(BuildingQuery(**query), scope).count()

    assert (answers(verdict="breached"), answers(verdict="owed")) == (0, 0)
    assert (answers(verdict="satisfied"), answers(duty="23.2", verdict="breached")) == (1, 1)


def test_a_manager_is_a_member_like_the_owner(hall, officer, owner):
    assert Membership.objects.filter(user=owner.user).exists()
    assert not scope_of(officer).hidden
    assert scope_of(owner).hidden == ("23.2",)
