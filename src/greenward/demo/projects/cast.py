"""Who takes part in the invented projects: companies with the demo's people in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Membership, Organisation, PartyRole, User
from greenward.bureau.casework.matters.steps import TakingPart
from greenward.bureau.construction.facts import Value
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Plot, Project
from greenward.bureau.construction.stating import state, stateable

from ..invent import invented_uscc
from ..matters import actor
from ..people import SINCE

COMPANIES = (
    ("深湾绿筑开发有限公司（演示）", "developer"),
    ("鹏岭置业有限公司（演示）", ""),
    ("东滨城市建设有限公司（演示）", ""),
    ("科苑教育投资有限公司（演示）", ""),
    ("绿衡咨询有限公司（演示）", "consultant"),
    ("南岭建筑设计院有限公司（演示）", "designer"),
    ("中港建工集团有限公司（演示）", "contractor"),
    ("明正工程监理有限公司（演示）", "supervisor"),
    ("清源绿色建筑评估有限公司（演示）", "evaluator"),
    ("方正检测技术有限公司（演示）", "laboratory"),
    ("辽西置业有限公司（演示）", "jinzhou-developer"),
    ("锦州施工图审查中心（演示）", "drawings"),
)
"""Name and who signs in for it; the developers without a person are those whose papers the
authority enters."""
PARTIES = {
    PartyRole.CONSULTANT: "consultant",
    PartyRole.DESIGNER: "designer",
    PartyRole.CONTRACTOR: "contractor",
    PartyRole.SUPERVISOR: "supervisor",
    PartyRole.EVALUATOR: "evaluator",
    PartyRole.LABORATORY: "laboratory",
    PartyRole.DRAWING_REVIEWER: "drawings",
}


def engage() -> dict[str, Organisation]:
    """Enter the companies and let the demo's people act for them; companies by username and name."""
    random = Random(59)
    found: dict[str, Organisation] = {}
    for name, username in COMPANIES:
        company = Organisation.objects.create(name=name, uscc=invented_uscc(random))
        found[username or name] = company
        if username:
            user = User.objects.get(username=username)
            Membership.objects.create(
                user=user, organisation=company, first_day=SINCE, manages=True
            )
    return found


@dataclass(frozen=True)
class Cast:
    """The demo's people as actors by username, their companies by username, and the areas by code."""

    people: Mapping[str, Actor]
    companies: Mapping[str, Organisation]
    areas: Mapping[str, Area]

    @classmethod
    def gather(cls, companies: Mapping[str, Organisation]) -> Cast:
        others = ("director", "futian", "planning", "jinzhou", "jinzhou-planning", "buyer")
        names = [name for name in (*companies, *others) if not name.endswith("）")]
        return cls(
            {name: actor(name) for name in names},
            companies,
            {area.code: area for area in Area.objects.all()},
        )

    def __getitem__(self, username: str) -> Actor:
        return self.people[username]

    def parties(self, *roles: PartyRole) -> list[TakingPart]:
        """These parties of a project, each the company of the demo's person."""
        return [TakingPart(role, self.companies[PARTIES[role]]) for role in roles]


def tell(who: Actor, work: Project | Plot, facts: Mapping[str, Value], because: str = "") -> None:
    """State those of some facts that nothing but a statement settles."""
    asked = {entry.name for entry in stateable(law_of(work.area), work.subject)}
    said = {name: value for name, value in facts.items() if name in asked}
    if said:
        state(who, work, said, because=because)


def ago(days: int) -> date:
    """The day so many days before today."""
    return timezone.localdate() - timedelta(days=days)


def fresh(project: Project) -> Project:
    """The project as the database has it."""
    rows = Project.objects.select_related("matter__area", "area", "plot__area", "developer")
    return rows.get(pk=project.pk)
