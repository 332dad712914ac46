"""Who has committed to lifelong responsibility, and how each engaged party works (Articles 8, 13, 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
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
_PARTY = {
    "project": OuterRef("matter__project"),
    "role": OuterRef("role"),
    "organisation": OuterRef("organisation"),
}
"""What belongs to a party of the row around it."""


def committed(projects: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """Whether the developer's leader of today has committed: no where none is on file."""
    signed = _leaders().filter(
        project=OuterRef("pk"),
        role=PartyRole.DEVELOPER,
        organisation=OuterRef("developer"),
        committed_on__isnull=False,
    )
    rows = Project.objects.filter(pk__in=projects).annotate(signed=Exists(signed))
    return {pk: {COMMITTED: done} for pk, done in rows.values_list("pk", "signed")}


def read(projects: Sequence[int]) -> Iterable[cases.Case]:
    """One case for each designer, contractor and supervisor that takes part today: one query."""
    rows = Party.objects.filter(
        held_on(timezone.localdate()),
        matter__project__in=projects,
        role__in=CIVIL_WORK,
        organisation__isnull=False,
    ).annotate(
        committed=Exists(_leaders().filter(**_PARTY, committed_on__isnull=False)),
        observed=ArraySubquery(
            Observation.objects.filter(**_PARTY, ended_at=None).values(
                said=JSONObject(fact="fact", value="value")
            )
        ),
        prices=ArraySubquery(
            Procurement.objects.filter(
                project=OuterRef("matter__project"),
                provider=OuterRef("organisation"),
                withdrawn_at=None,
                service=Procurement.Service.CONSTRUCTION,
            ).values("price_fen")
        ),
    )
    for party in rows.select_related("organisation", "matter__project").order_by("pk"):
        yield _case(party)


def _case(party: Any) -> cases.Case:
    part, project = PartyRole(party.role), party.matter.project
    facts: dict[str, Value] = {
        "engagement_begun": True,
        COMMITTED: party.committed,
        CIVIL_WORK[part]: project.function in CIVIL,
        "contract_price": total(party.prices) if party.prices else None,
        **{one["fact"]: one["value"] for one in party.observed},
    }
    label = cases.labelled(part.label, party.organisation)
    return cases.Case(Subject.ENGAGEMENT, project.pk, label, facts, (URL, project.pk), part)


def _leaders() -> QuerySet[Engagement]:
    """Who leads for a party today."""
    found = Engagement.objects.filter(held_on(timezone.localdate()))
    return found.exclude(title=Title.ENGINEER)


cases.register(Subject.ENGAGEMENT, read, kept=False)
register(
    Source(
        "responsibility",
        _("commitments of the leaders"),
        frozenset({COMMITTED}),
        committed,
        url=URL,
    )
)
