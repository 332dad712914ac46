"""Targets from the register of buildings: those of an area that fit a filter, in strata by risk.

Whoever was ordered to correct something is inspected more often: good credit lowers a ratio, poor
credit raises it (Shenzhen Social Credit Regulations, Article 56).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.models import Building
from greenward.trust.draw import Target

from ..models import CorrectionOrder

STRATA = {
    "orders": _("by risk: an order to correct since the day below means higher risk"),
    "size": _("by size: 20,000 m² and more, and the rest"),
    "one": _("one stratum for all"),
}
LARGE = 20_000


@dataclass(frozen=True)
class Filter:
    """Which buildings of the register: every part that is empty asks nothing."""

    function: str = ""
    at_least: int | None = None
    """Floor area, m²."""
    in_use: bool = False
    starred: bool = False
    strata: str = "orders"
    since: date | None = None


def targets(actor: Actor, area: Area, which: Filter) -> tuple[Target, ...]:
    """The buildings as targets, in strata; one query. Their owners are named by social credit code."""
    ordered = CorrectionOrder.objects.filter(building=OuterRef("pk"))
    if which.since:
        ordered = ordered.filter(issued_on__gte=which.since)
    rows = Building.objects.visible_to(actor).filter(area__path__startswith=area.path)
    if which.function:
        rows = rows.filter(function=which.function)
    if which.at_least:
        rows = rows.filter(floor_area__gte=which.at_least)
    if which.in_use:
        rows = rows.filter(in_use=True)
    if which.starred:
        rows = rows.filter(star__gte=1)
    fields = ("pk", "code", "name", "area__code", "owner__uscc", "owner__name", "floor_area")
    found = rows.annotate(ordered=Exists(ordered)).values_list(*fields, "ordered")
    return tuple(
        Target(
            code or f"#{pk}",
            _stratum(which.strata, floor_area, had_order),
            district,
            uscc or owner or "",
            name,
        )
        for pk, code, name, district, uscc, owner, floor_area, had_order in found.order_by("pk")
    )


def _stratum(rule: str, floor_area: object, had_order: bool) -> str:
    if rule == "orders":
        return "high" if had_order else "normal"
    if rule == "size":
        return "large" if floor_area is not None and floor_area >= LARGE else "other"
    return "all"
