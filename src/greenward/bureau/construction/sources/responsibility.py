"""Who has committed to lifelong responsibility, and how each engaged party works (Articles 8, 13, 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole, held_on
from greenward.bureau.casework.models import Party
from greenward.law.language import Subject

from .. import cases
from ..facts import Source, Value, register
from ..models import Engagement, Observation, Procurement, Project, Title
from .procurement import total
from .register import CIVIL

URL = "construction:people"
COMMITTED = "leader_committed"
CIVIL_WORK = {
    PartyRole.DESIGNER: "designs_civil",
    PartyRole.CONTRACTOR: "builds_civil",
    PartyRole.SUPERVISOR: "supervises_civil",
}
"""The parties whose work is an engagement of the law, each with what it then does with civil buildings."""
Key = tuple[int, str, int]
"""Project, role and organisation: one engagement as the law counts them."""


def committed(projects: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """Whether the developer's leader of today has committed: no where none is on file."""
    signed = {key for key, done in _leaders(projects).items() if done}
    rows = Project.objects.filter(pk__in=projects).values_list("pk", "developer_id")
    return {
        pk: {COMMITTED: (pk, PartyRole.DEVELOPER.value, developer) in signed}
        for pk, developer in rows
    }


def read(projects: Sequence[int]) -> Iterable[cases.Case]:
    """One case for each designer, contractor and supervisor that takes part today: five queries."""
    leaders, observed = _leaders(projects), _observed(projects)
    functions = dict(Project.objects.filter(pk__in=projects).values_list("pk", "function"))
    prices = _prices(projects)
    rows = Party.objects.filter(
        held_on(timezone.localdate()),
        matter__project__in=projects,
        role__in=CIVIL_WORK,
        organisation__isnull=False,
    ).select_related("organisation")
    for party in rows.values_list(
        "matter__project", "role", "organisation", "organisation__name"
    ).order_by("pk"):
        project, role, organisation, name = party
        key, part = (project, role, organisation), PartyRole(role)
        facts: dict[str, Value] = {
            "engagement_begun": True,
            COMMITTED: leaders.get(key, False),
            CIVIL_WORK[part]: functions[project] in CIVIL,
            "contract_price": prices.get((project, organisation)),
            **observed.get(key, {}),
        }
        yield cases.Case(
            Subject.ENGAGEMENT,
            project,
            f"{part.label} · {name}",
            facts,
            reverse(URL, args=[project]),
            part,
        )


def _leaders(projects: Sequence[int]) -> dict[Key, bool]:
    """Whether the leader of today has committed, of every party that has one."""
    rows = Engagement.objects.filter(held_on(timezone.localdate()), project__in=projects).exclude(
        title=Title.ENGINEER
    )
    found = rows.values_list("project_id", "role", "organisation_id", "committed_on")
    return {(project, role, who): day is not None for project, role, who, day in found}


def _observed(projects: Sequence[int]) -> dict[Key, dict[str, Value]]:
    rows = Observation.objects.filter(project__in=projects, ended_at=None)
    found: dict[Key, dict[str, Value]] = {}
    for project, role, who, fact, value in rows.values_list(
        "project_id", "role", "organisation_id", "fact", "value"
    ):
        found.setdefault((project, role, who), {})[fact] = value
    return found


def _prices(projects: Sequence[int]) -> dict[tuple[int, int], int | None]:
    """What an organisation's construction contracts in a project come to."""
    rows = Procurement.objects.filter(
        project__in=projects,
        withdrawn_at=None,
        service=Procurement.Service.CONSTRUCTION,
        provider__isnull=False,
    )
    known: dict[tuple[int, int], list[int | None]] = {}
    for project, provider, price in rows.values_list("project_id", "provider_id", "price_fen"):
        known.setdefault((project, provider), []).append(price)
    return {key: total(found) for key, found in known.items()}


cases.register(Subject.ENGAGEMENT, read)
register(
    Source(
        "responsibility",
        _("commitments of the leaders"),
        frozenset({COMMITTED}),
        committed,
        url=URL,
    )
)
