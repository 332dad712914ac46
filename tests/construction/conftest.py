"""A project in Futian under Shenzhen's law, and one in a district of Jinzhou, with those who take part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Role
from greenward.bureau.casework.matters.steps import TakingPart
from greenward.bureau.construction import cases
from greenward.bureau.construction.models import Plot, Project
from greenward.bureau.construction.opening import open_plot, open_project
from greenward.bureau.standards.editions import publish
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.shenzhen import PACK as SHENZHEN
from tests.fixtures.people import area, make_actor

REGIME = date(2024, 3, 1)
PARTIES = (
    PartyRole.CONSULTANT,
    PartyRole.DESIGNER,
    PartyRole.DRAWING_REVIEWER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
    PartyRole.EVALUATOR,
    PartyRole.LABORATORY,
)


@dataclass
class Site:
    """A project with one person for everybody who has to do with it."""

    project: Project
    housing: Actor
    planning: Actor
    director: Actor
    parties: dict[PartyRole, Actor] = field(default_factory=dict)

    @property
    def developer(self) -> Actor:
        return self.parties[PartyRole.DEVELOPER]

    @property
    def plot(self) -> Plot:
        assert self.project.plot
        return self.project.plot

    def fresh(self) -> Project:
        """The project as the database has it."""
        self.project = Project.objects.select_related("matter__area", "area", "plot__area").get(
            pk=self.project.pk
        )
        return self.project


def build_site(district: Area, code: str, **fields: object) -> Site:
    """A project with all its parties; `fields` are columns of the project."""
    housing = make_actor(f"housing-{code}", (Role.OFFICER, district))
    planning = make_actor(f"planning-{code}", (Role.PLANNING, district))
    director = make_actor(f"director-{code}", (Role.DIRECTOR, district))
    companies = {
        role: Organisation.objects.create(name=f"{role.value} of {code}")
        for role in (PartyRole.DEVELOPER, *PARTIES)
    }
    people = {
        role: make_actor(f"{role.value}-{code}", organisations=(company,))
        for role, company in companies.items()
    }
    plot = open_plot(planning, area=district, code=f"P-{code}", name=f"地块{code}")
    project = open_project(
        housing,
        area=district,
        code=code,
        name=f"工程{code}",
        developer=companies[PartyRole.DEVELOPER],
        regime_on=REGIME,
        regime_reason="土地合同签订日",
        parties=[TakingPart(role, companies[role]) for role in PARTIES],
        plot=plot,
        **{"function": "R", "floor_area": Decimal(12_000), **fields},
    )
    return Site(project, housing, planning, director, people)


@pytest.fixture(autouse=True)
def kept_cases_are_those_of_the_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test, whatever acts it did: the cases kept with each project are those that a fresh
    gathering finds."""
    if "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    yield
    projects = list(Project.objects.filter(kept__isnull=False).select_related("kept"))
    kept, found = cases.of(projects), cases.gather([project.pk for project in projects])
    assert {k: sorted(v, key=repr) for k, v in kept.items()} == {
        k: sorted(v, key=repr) for k, v in found.items()
    }


@pytest.fixture
def shenzhen(futian: Area) -> Site:
    """A residential project in Futian, under Shenzhen's law."""
    publish(Actor.operator(), SHENZHEN)
    return build_site(futian, "SZ-1")


@pytest.fixture
def jinzhou(db: None) -> Site:
    """A residential project in Jinzhou's Guta district."""
    publish(Actor.operator(), JINZHOU)
    city = area("210700", "锦州市", "Jinzhou", pack="jinzhou", climate_zone="C")
    return build_site(area("210702", "古塔区", "Guta", city), "JZ-1")
