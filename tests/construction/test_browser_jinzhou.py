"""Jinzhou's three gates through the pages: the drawing review certificate, the construction permit and the
filing of the acceptance, by the designer, the drawing reviewer, the developer and the housing officer
(B1, B3, B5; Regulations on Energy Conservation of Civil Buildings, Articles 13 and 17).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.models import Decision
from greenward.bureau.standards.editions import publish
from greenward.law.jinzhou import PACK
from tests.fixtures.people import area

from .conftest import Site, build_site
from .course_kit import Desk


class Gates:
    """The site's people at one window, and the two things they do: state facts, act on a matter."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self.site, self.desk = site, desk
        self.pk = site.project.pk

    def at_project(self, who: Actor) -> Desk:
        return self.desk.sits(who).opens("construction:project", self.pk)

    def states(self, who: Actor, gate: str, **said: str) -> None:
        self.desk.sits(who).opens("construction:state", self.pk, query=f"?for={gate}")
        self.desk.fills(**said).sends()

    def applies(self, gate: str) -> int:
        self.desk.sits(self.site.developer).opens("construction:apply", self.pk, gate).sends()
        return int(self.desk.page.url.rstrip("/").split("/")[-1])

    def acts(self, who: Actor, matter: int, act: str) -> Desk:
        self.desk.sits(who).opens("casework:matter", matter).follows(f"acts/{act}")
        return self.desk.sends()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_three_gates_of_jinzhou(page: Any, sign_in: Callable[..., None]) -> None:
    publish(Actor.operator(), PACK)
    city = area("210700", "锦州市", "Jinzhou", pack="jinzhou", climate_zone="C")
    site = build_site(area("210702", "古塔区", "Guta", city), "JZ-1")
    designer, reviewer = (
        site.parties[role] for role in (PartyRole.DESIGNER, PartyRole.DRAWING_REVIEWER)
    )
    gates = Gates(site, Desk(page, sign_in, "zh-hans"))
    drawings(gates, designer, reviewer)
    gates.desk.language = "en"
    permit(gates)
    filing(gates)
    passed = Decision.objects.filter(granted=True, reopened_at=None).order_by("pk")
    assert list(passed.values_list("gate", flat=True)) == [
        "drawing_certificate",
        "construction_permit",
        "completion_acceptance",
        "acceptance_filing",
    ]


def drawings(gates: Gates, designer: Actor, reviewer: Actor) -> None:
    """The designer and the reviewer each supply their part; the reviewer issues the certificate."""
    assert "绿色建筑" in gates.at_project(designer).mine()
    gates.states(designer, "drawing_certificate", green_designed="yes")
    matter = gates.applies("drawing_certificate")
    gates.desk.sits(reviewer).opens("casework:matter", matter).reads("待查明")
    gates.states(reviewer, "drawing_certificate", drawings_meet_energy_standards="yes")
    gates.acts(reviewer, matter, "grant_drawing").reads("已通过")


def permit(gates: Gates) -> None:
    """Outside the key scope the permit rests on the certificate; the officer says so and grants it."""
    officer, developer = gates.site.housing, gates.site.developer
    assert "Housing authority" in gates.at_project(developer).others()
    gates.states(officer, "construction_permit", in_key_scope="no")
    matter = gates.applies("construction_permit")
    gates.acts(officer, matter, "accept_housing")
    gates.acts(officer, matter, "grant_housing")
    gates.at_project(developer).reads("Construction permit")


def filing(gates: Gates) -> None:
    """Completion among the parties, then the filing of the acceptance with the authority."""
    officer, developer = gates.site.housing, gates.site.developer
    gates.states(developer, "completion_acceptance", energy_checked_at_completion="yes")
    gates.states(officer, "completion_acceptance", works_meet_energy_standards="yes")
    gates.acts(developer, gates.applies("completion_acceptance"), "grant_own")
    gates.states(developer, "acceptance_filing", green_acceptance_met="yes")
    matter = gates.applies("acceptance_filing")
    gates.acts(officer, matter, "accept_housing")
    gates.acts(officer, matter, "grant_housing")
    # Outside the key scope no review filing is asked for, so nobody owes one (B2).
    assert "green-building review" not in gates.at_project(developer).mine()
