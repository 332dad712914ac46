"""What tender documents and contracts say of a project and of each procurement (Article 14; in
Jinzhou the contract price the national fines are measured by).

An officer's finding about a document holds against what was entered, until it is lifted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from greenward.law.clauses import STARS, STATED, Paper
from greenward.law.language import Subject, Text

from .. import cases
from ..facts import Source, Value, register
from ..models import ClauseFinding, Procurement

URL = "construction:contracts"


def counted(projects: Sequence[int]) -> list[Procurement]:
    """The procurements of some projects that were not withdrawn, with open findings: two queries."""
    found = Procurement.objects.filter(project__in=projects, withdrawn_at=None)
    still = Prefetch("findings", ClauseFinding.objects.filter(lifted_at=None))
    return list(found.select_related("provider", "tender", "contract").prefetch_related(still))


def facts_of(row: Procurement) -> dict[str, Value]:
    """What the law asks of one procurement. A service entrusted directly has no tender document."""
    facts: dict[str, Value] = {
        "tendered": row.tendered,
        "commissioned_on": row.commissioned_on.toordinal() if row.commissioned_on else None,
    }
    for paper in Paper:
        facts[STATED[paper]] = getattr(row, STATED[paper])
        facts[STARS[paper]] = getattr(row, STARS[paper])
    for finding in row.findings.all():
        paper = Paper(finding.paper)
        facts[STATED[paper]] = finding.star is not None
        facts[STARS[paper]] = finding.star
    return facts


def label(row: Procurement) -> Text:
    """Which one it is: its service, and its lot where it is one of several."""
    return cases.labelled(Procurement.Service(row.service).label, row.lot)


def read(projects: Sequence[int]) -> Iterable[cases.Case]:
    for row in counted(projects):
        yield cases.Case(
            Subject.PROCUREMENT,
            row.project_id,
            label(row),
            facts_of(row),
            (URL, row.project_id),
        )


def prices(projects: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The price of a project's construction contracts; unknown while one of them has none."""
    rows = Procurement.objects.filter(
        project__in=projects, withdrawn_at=None, service=Procurement.Service.CONSTRUCTION
    )
    known: dict[int, list[int | None]] = {}
    for project, price in rows.values_list("project_id", "price_fen"):
        known.setdefault(project, []).append(price)
    return {key: {"contract_price": total(found)} for key, found in known.items()}


def total(known: Sequence[int | None]) -> int | None:
    priced = [price for price in known if price is not None]
    return sum(priced) if len(priced) == len(known) else None


cases.register(Subject.PROCUREMENT, read)
register(Source("contracts", _("contracts"), frozenset({"contract_price"}), prices, url=URL))
