"""The cases of handovers and sales for the law (Articles 18, 19, 52, 53; Regulations on Energy
Conservation of Civil Buildings, Articles 22, 23, 43).

A handover is one case. Of a sale the sales site is one case, on the days of the sale, and each
contract of a home another: a home that is sold is on sale no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Prefetch, Q

from greenward.bureau.construction import cases
from greenward.bureau.construction.cases import Case
from greenward.bureau.construction.facts import Value
from greenward.law.language import Subject

from .models import (
    DisplayProof,
    Given,
    Handover,
    Inspection,
    Paper,
    PaperKind,
    Particulars,
    Sale,
    SaleContract,
    SalesAmount,
)
from .papers import HANDED_OVER

Facts = dict[str, Value]


def handovers(projects: Sequence[int]) -> Iterator[Case]:
    """Three queries, however many projects."""
    insulated = dict(
        Particulars.objects.filter(project__in=projects).values_list("project", "insulated")
    )
    for row in _handovers(Q(project__in=projects)):
        facts = handover_facts(row)
        facts["insulation_handed_over"] = insulated.get(row.project_id)
        yield Case(
            Subject.HANDOVER,
            row.project_id,
            cases.labelled(row),
            facts,
            ("operation:handed_over", row.pk),
        )


def handover_facts(row: Handover) -> Facts:
    """What one handover says: the papers it is shown to have brought, and what these state.

    A paper that was not given is a no; one that was given without a receipt is not known.
    """
    papers = {given.paper.kind: given.paper for given in row.given.all()}
    facts: Facts = {"handed_over_on": row.handed_over_on.toordinal()}
    for kind in HANDED_OVER:
        facts[kind.given] = _given(row, papers, kind)
        if paper := papers.get(kind.value):
            facts |= paper.facts
    return facts


def sales(projects: Sequence[int]) -> Iterator[Case]:
    """Seven queries, however many projects."""
    held = Prefetch("contracts", SaleContract.objects.filter(ended_at=None).select_related("unit"))
    rows = Sale.objects.filter(project__in=projects).prefetch_related(
        held,
        Prefetch("proofs", DisplayProof.objects.order_by("taken_on", "pk")),
        Prefetch("amounts", SalesAmount.objects.order_by("pk")),
    )
    units = _homes(projects)
    for sale in rows:
        page = ("operation:sale", sale.project_id)
        yield Case(
            Subject.SALE,
            sale.project_id,
            cases.labelled(sale),
            {"on_sale": True, **_shown(sale)},
            page,
            first_day=sale.first_day,
            last_day=sale.last_day,
        )
        template = next((one for one in sale.contracts.all() if one.unit_id is None), None)
        for contract in sale.contracts.all():
            if contract.unit is None:
                continue
            facts = _contract(sale, contract, template) | units.get(contract.unit_id, {})
            label = cases.labelled(sale, contract.unit)
            yield Case(Subject.SALE, sale.project_id, label, facts, page)


def _shown(sale: Sale) -> Facts:
    """What the newest photograph shows; without one nothing is known."""
    proofs = list(sale.proofs.all())
    if not proofs:
        return {}
    newest = proofs[-1]
    return {
        "sales_site_shows_star": newest.shows_star,
        "sales_site_shows_indicators": newest.shows_indicators,
        "energy_facts_told": newest.shows_energy or None,
    }


def _contract(sale: Sale, contract: SaleContract, template: SaleContract | None) -> Facts:
    """What a contract states by itself, or by the template where it was not read itself."""
    assert contract.signed_on is not None

    def said(name: str) -> bool | None:
        own = getattr(contract, name)
        return getattr(template, name) if own is None and template is not None else own

    return {
        "on_sale": False,
        "new_home_sold": True,
        "sale_contract_on": contract.signed_on.toordinal(),
        "sale_contract_states_star": said("states_star"),
        "sale_contract_states_indicators": said("states_indicators"),
        "energy_facts_in_contract": said("states_energy"),
        "energy_facts_told": _shown(sale).get("energy_facts_told"),
        "house_sales_amount": _amount(sale, contract),
    }


def _amount(sale: Sale, contract: SaleContract) -> int | None:
    """The amount an officer chose last for this contract or for all; None while none is chosen."""
    rows = [one for one in sale.amounts.all() if one.contract_id in (None, contract.pk)]
    return rows[-1].fen if rows else None


def _homes(projects: Sequence[int]) -> dict[int, Facts]:
    """What the handover and the inspection of each home say of its sale."""
    found: dict[int, Facts] = {}
    for row in _handovers(Q(project__in=projects, unit__isnull=False)):
        papers = {given.paper.kind: given.paper for given in row.given.all()}
        facts: Facts = {
            "handed_over_on": row.handed_over_on.toordinal(),
            PaperKind.GUIDE.given: _given(row, papers, PaperKind.GUIDE),
        }
        for kind in (PaperKind.GUARANTEE, PaperKind.MANUAL):
            if paper := papers.get(kind.value):
                energy = {n: v for n, v in paper.facts.items() if n.startswith("energy_facts")}
                facts |= energy
        found[row.unit_id] = facts
    done = Inspection.objects.filter(project__in=projects, handed_in_at__isnull=False)
    for unit, assisted in done.values_list("holding__unit", "assisted"):
        found.setdefault(unit, {}).update(
            {"buyer_inspects": True, "buyer_inspection_assisted": assisted}
        )
    return found


def _handovers(which: Q) -> Iterable[Handover]:
    papers = Prefetch("given", Given.objects.select_related("paper").order_by("paper__version"))
    rows = Handover.objects.filter(which).select_related("building", "unit")
    return rows.order_by("pk").prefetch_related(papers)


def _given(row: Handover, papers: Mapping[str, Paper], kind: PaperKind) -> bool | None:
    if kind.value not in papers:
        return False
    return True if row.received else None


cases.register(Subject.HANDOVER, handovers)
cases.register(Subject.SALE, sales)
