"""What the standards desk shows of one standard: its limits as a table; and which area uses which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas
from greenward.law.standards import NAMES, name_of

from .limits import CONSTRAINT, GUIDING
from .models import RowState, Standard, StandardInUse, StandardRow

# --- one standard as a table ----------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """The constraint and guiding rows of one class in one zone; several where dates differ."""

    zone: str
    constraints: tuple[StandardRow, ...]
    guides: tuple[StandardRow, ...]

    @property
    def waits(self) -> bool:
        return any(row.state is RowState.UNDECIDED for row in self.constraints + self.guides)


@dataclass(frozen=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A standard's limits by energy class and climate zone; everything else as a list."""

    zones: tuple[str, ...]
    lines: tuple[Line, ...]
    limits: tuple[StandardRow, ...]
    others: tuple[StandardRow, ...]
    rejected: tuple[StandardRow, ...]
    unit: str


def sheet(standard: Standard) -> Sheet:
    """All rows of a standard, the limits laid out as the standard's own table is."""
    rows = list(standard.rows.with_word().select_related("standard"))
    standing = [row for row in rows if row.state is not RowState.REJECTED]
    limits = [row for row in standing if row.quantity in (CONSTRAINT, GUIDING)]
    groups = {frozenset(row.holds_for.get("climate_zone", ())) for row in limits}
    zones = sorted(groups, key=lambda zone: _order("climate_zone", zone))
    classes = {frozenset(row.holds_for.get("energy_class", ())) for row in limits}
    lines = [
        Line(_label("energy_class", one), tuple(_cell(limits, one, zone) for zone in zones))
        for one in sorted(classes, key=lambda one: _order("energy_class", one))
    ]
    units = {row.unit for row in limits}
    return Sheet(
        zones=tuple(_label("climate_zone", zone) for zone in zones),
        lines=tuple(lines),
        limits=tuple(limits),
        others=tuple(row for row in standing if row not in limits),
        rejected=tuple(row for row in rows if row.state is RowState.REJECTED),
        unit=units.pop() if len(units) == 1 else "",
    )


def _cell(limits: Iterable[StandardRow], one: frozenset[str], zone: frozenset[str]) -> Cell:
    here = [
        row
        for row in limits
        if frozenset(row.holds_for.get("energy_class", ())) == one
        and frozenset(row.holds_for.get("climate_zone", ())) == zone
    ]
    return Cell(
        _label("climate_zone", zone),
        tuple(row for row in here if row.quantity == CONSTRAINT),
        tuple(row for row in here if row.quantity == GUIDING),
    )


def _order(key: str, codes: frozenset[str]) -> list[int]:
    """Places in the list of names; a value for all comes last."""
    known = list(NAMES[key])
    return sorted(known.index(code) for code in codes) or [len(known)]


def _label(key: str, codes: frozenset[str]) -> str:
    if not codes:
        return _("all zones") if key == "climate_zone" else _("all energy classes")
    lang = get_language() or "zh-hans"
    between = "、" if lang.startswith("zh") else ", "
    return between.join(name_of(key, code, lang) for code in NAMES[key] if code in codes)


# --- areas and uses -------------------------------------------------------------------------


def uses() -> QuerySet[StandardInUse]:
    return StandardInUse.objects.select_related("area", "standard")


def areas_to_decide(actor: Actor) -> QuerySet[Area]:
    """The areas for which the actor may say which standards apply: cities and what lies in them."""
    areas = Area.objects.all() if actor.everywhere else Area.objects.filter(visible_areas(actor))
    return areas.order_by("path")
