"""The duties of one building as cards: verdict, reasons as a tree, what is missing, what is next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.enforcement.models import CorrectionOrder
from greenward.law.language import Verdict
from greenward.law.sentence import Explanation, Lacking, Step, fine_lines

from ..acts import Offered
from ..nextsteps import Kind, NextStep, for_bearer
from ..remedies import remedy_of
from ..saying import amount, measures, terms
from ..selectors.dossier import Dossier, DutyLine
from ..selectors.scope import Scope
from .lines import supplier


@dataclass(frozen=True)
class Missing:
    """A missing fact: what it is, why, what proves it, who supplies it and where."""

    label: str
    why: str
    proof: str
    supplier: str
    remedy: str
    href: str


@dataclass(frozen=True)
class Card:
    """One duty of a building as its page shows it."""

    id: str
    name: str
    article: str
    text: str
    verdict: Verdict
    owed: bool
    year: int | None
    of_year: bool
    nodes: tuple[dict[str, Any], ...]
    missing: tuple[Missing, ...]
    fine: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    next: NextStep
    orders: tuple[tuple[CorrectionOrder, list[Offered]], ...]
    law_href: str
    edition: str
    since: str
    order_href: str

    @property
    def anchor(self) -> str:
        return f"duty-{self.id}" if self.of_year else f"duty-{self.id}-{self.year}"

    @property
    def target(self) -> str:
        return f"#{self.anchor}"

    @property
    def chip(self) -> str:
        """What the duty is called beside its mark: *energy retrofit (32.2.3)*."""
        return f"{self.name} ({self.id})" + ("" if self.of_year else f" · {self.year}")

    @property
    def open(self) -> bool:
        """Whether its reasons are shown at once: what is owed or breached is."""
        return self.verdict is Verdict.BREACHED or self.owed


def cards(
    found: Dossier, scope: Scope, offer: Callable[[CorrectionOrder], list[Offered]]
) -> list[Card]:
    """The cards of a building's duties, the gravest first; `offer` gives the acts on an order."""
    may_order = scope.actor.may("order_correction", found.building.area.path)
    return [_card(line, found, scope, may_order, offer) for line in found.duties]


def _card(
    line: DutyLine,
    found: Dossier,
    scope: Scope,
    may_order: bool,
    offer: Callable[[CorrectionOrder], list[Offered]],
) -> Card:
    actor, finding, duty, said = scope.actor, line.finding, line.duty, line.explanation
    proofs = [lack.proof or lack.label for lack in said.lacking]
    order = reverse("assessment:order", args=[found.building.pk, duty.id])
    if finding.year:
        order += f"?year={finding.year}"
    return Card(
        id=duty.id,
        name=scope.name_of(duty),
        article=duty.article,
        text=said.text,
        verdict=line.verdict,
        owed=finding.owed,
        year=finding.year,
        of_year=finding.year in (found.year, None),
        nodes=nodes(said),
        missing=tuple(
            _missing(lack, finding.missing.get(lack.fact, ""), found, actor)
            for lack in said.lacking
        ),
        fine=tuple(_fine(said, scope)),
        terms=tuple(terms(duty)),
        next=line.next if actor.is_official else for_bearer(duty, line.next, proofs),
        orders=tuple((order, offer(order)) for order in line.orders),
        law_href=reverse("assessment:edition", args=[finding.edition_id]) + f"#duty-{duty.id}",
        edition=finding.edition_id[:12],
        since=finding.made_by.on.isoformat(),
        order_href=order if may_order and line.next.kind is Kind.ORDER else "",
    )


def not_applicable(found: Dossier, scope: Scope) -> list[dict[str, str]]:
    """The duties that do not bind the building, each with the page that says why."""
    return [
        {
            "name": f"{scope.name_of(duty)} ({duty.id})",
            "text": duty.text.in_(get_language() or "zh"),
            "href": reverse("assessment:why", args=[found.building.pk, duty.id])
            + f"?year={found.year}",
        }
        for duty in found.not_applicable
    ]


def _fine(said: Explanation, scope: Scope) -> list[str]:
    """What a breach exposes to; where the base of a share is not on file, the share."""
    exposure = said.judgement.exposure
    if exposure is None:
        return []
    lines = fine_lines(said.judgement, said.lang)
    if exposure.band is None:
        words = {"article": exposure.fine.article, "amount": amount(exposure.fine, scope.edition)}
        lines = [_("Article %(article)s: %(amount)s") % words]
    return [*lines, *measures(exposure.fine)]


def _missing(lack: Lacking, why: str, found: Dossier, actor: Actor) -> Missing:
    remedy = remedy_of(lack.fact, why)
    href = remedy.link(actor, found.building.pk)
    return Missing(
        label=lack.label,
        why=lack.why,
        proof=lack.proof,
        supplier=supplier(lack.supplier),
        remedy=str(remedy.label) if href else "",
        href=href,
    )


def nodes(said: Explanation) -> tuple[dict[str, Any], ...]:
    """An explanation as the kit's tree: whether the duty binds, and if so whether it is fulfilled."""
    asked = [(_("Does it bind?"), said.binds)]
    if said.judgement.verdict is not Verdict.NOT_APPLICABLE:
        asked.append((_("Is it fulfilled?"), said.fulfilled))
    return tuple(
        {"mark": step.truth, "text": question, "children": _nodes(step.children or (step,))}
        for question, step in asked
    )


def _nodes(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "mark": step.truth,
            "text": step.text,
            "value": step.value,
            "children": _nodes(step.children),
        }
        for step in steps
    ]
