"""Chapters and land papers for tests: whole ones, so that a test says only what it is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.chapters.reviewing import review
from greenward.bureau.construction.chapters.writing import begin, begin_stage, hand_in, save
from greenward.bureau.construction.land import record_conditions, record_document
from greenward.bureau.construction.models import Budgeted, Chapter, Stage

from .conftest import Site

WHOLE: dict[str, Any] = {
    "star": 2,
    "standard": "GB/T 50378-2019 (2024)",
    "energy_target": Decimal("62.50"),
    "emission_target": Decimal("28.40"),
    "saving_rate": Decimal("72.00"),
    "renewable_share": Decimal("6.50"),
    "industrialised": True,
    "prefabrication_rate": Decimal("55.00"),
    "technical_path": "外遮阳、高效机组、屋顶光伏。",
    "cost_fen": 380_000_000,
    "budgeted": Budgeted.BOTH,
    "budget_lines": "概算第三章第2项；预算第12项",
    "funding_source": "自筹",
}
BEGUN = {
    Stage.APPROVAL: date(2024, 3, 4),
    Stage.PLANNING: date(2024, 5, 6),
    Stage.DESIGN: date(2024, 9, 2),
    Stage.CONSTRUCTION: date(2025, 2, 3),
}
WRITER = {
    Stage.APPROVAL: PartyRole.DEVELOPER,
    Stage.PLANNING: PartyRole.CONSULTANT,
    Stage.DESIGN: PartyRole.DESIGNER,
    Stage.CONSTRUCTION: PartyRole.CONTRACTOR,
}
CONDITIONS: dict[str, Any] = {
    "number": "深规条〔2024〕1号",
    "day": date(2024, 1, 8),
    "star": 1,
    "states_industrialised": True,
    "control_plan": "福田01-02号片区控规",
    "takes_up_special_plan": True,
    "function": "R",
    "largest_area": Decimal(12_000),
    "state_organ_office": False,
}
CONTRACT: dict[str, Any] = {
    "kind": "contract",
    "number": "深地合字〔2024〕1号",
    "day": date(2024, 2, 20),
    "star": 1,
    "states_industrialised": True,
}


def writer(site: Site, stage: Stage) -> Actor:
    return site.parties[WRITER[stage]]


def draft(site: Site, stage: Stage = Stage.PLANNING, **changes: Any) -> Chapter:
    """A draft of a stage with everything filled in but for `changes`."""
    begin_stage(site.developer, site.fresh(), stage, on=BEGUN[stage])
    found = begin(writer(site, stage), site.fresh(), stage)
    return save(writer(site, stage), found, WHOLE | changes)


def handed_in(
    site: Site, stage: Stage = Stage.PLANNING, because: str = "", **changes: Any
) -> Chapter:
    return hand_in(writer(site, stage), draft(site, stage, **changes), because=because)


def conforming(site: Site, **changes: Any) -> Chapter:
    """A planning chapter that was handed in and found to conform."""
    chapter = handed_in(site, **changes)
    review(site.planning, chapter, conforms=True, opinion="符合要求。")
    return chapter


def land_papers(site: Site, **changes: Any) -> None:
    """The plot's conditions and contract; `changes` go to both."""
    record_conditions(site.planning, site.plot, **(CONDITIONS | changes))
    record_document(site.planning, site.plot, **(CONTRACT | changes))
