"""What the pages of handover and sale read: how far each paper is, who received what, the homes of a
project with their inspections and defects. Whoever asks sees the project or holds the home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import held_on
from greenward.bureau.casework.matters.naming import state_of
from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.law import Law
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.models import Unit, UnitHolding
from greenward.law.language import FactEntry, Verdict

from . import contents, papers, warranties
from .contents import ENTERED_AT, PARTICULARS, Material
from .models import Appointment, Defect, Handover, Inspection, InspectionItem, Paper, PaperKind
from .rooms import NAMES, Room
from .sheets import DESIGN_LIFE, period


@dataclass(frozen=True)
class PaperState:
    """How far one paper is. `lacks` are words with the address where each is entered."""

    kind: PaperKind
    title: str
    issued: Paper | None
    lacks: tuple[tuple[str, str], ...]
    made_here: bool

    @property
    def mark(self) -> Verdict:
        if self.issued is not None and not self.lacks:
            return Verdict.SATISFIED
        return Verdict.UNKNOWN

    @property
    def ready(self) -> bool:
        return self.made_here and not self.lacks


def paper_states(project: Project, given: Material, law: Law) -> list[PaperState]:
    """The three papers of Article 18 with what each still lacks: one query."""
    issued = papers.newest(project)
    found = []
    for kind in papers.HANDED_OVER:
        lacks = [_lack(project, entry) for entry in contents.missing(law, kind, given)]
        if kind is PaperKind.GUARANTEE:
            url = reverse(PARTICULARS, args=[project.pk])
            lacks += [(words, url) for words in warranties.below(given.floors)]
        here = kind in papers.MADE_HERE
        found.append(PaperState(kind, str(kind.label), issued.get(kind.value), tuple(lacks), here))
    return found


def _lack(project: Project, entry: FactEntry) -> tuple[str, str]:
    url = reverse(ENTERED_AT.get(entry.name, PARTICULARS), args=[project.pk])
    return in_language(entry.denial or entry.label), url


def floor_rows(given: Material) -> list[dict[str, Any]]:
    """Each warranty beside its floor, in words: met, below, or unknown and why."""
    marks = {True: "satisfied", False: "breached", None: "unknown"}
    return [
        {
            "part": in_language(found.floor.name),
            "stated": in_language(period(found.stated)) if found.stated else "—",
            "least": in_language(period(found.least) if found.least else DESIGN_LIFE),
            "source": in_language(found.floor.source),
            "mark": marks[found.met],
            "doubt": warranties.doubt(found),
        }
        for found in given.floors
    ]


HANDED_OVER = Coalesce(
    Subquery(
        Handover.objects.filter(project=OuterRef("pk"))
        .order_by()
        .values("project")
        .annotate(number=Count("pk"))
        .values("number")
    ),
    0,
)
"""How many handovers a project has, as a column beside its own."""


def handovers(project: Project) -> QuerySet[Handover]:
    """The handovers of a project, newest first, with how many papers each brought."""
    rows = Handover.objects.filter(project=project).select_related("building", "unit")
    counted = rows.annotate(papers=Count("given__paper__kind", distinct=True))
    return counted.order_by("-handed_over_on", "-pk")


@dataclass(frozen=True)
class Home:
    """A home of a project with its buyer's inspection and its defects."""

    unit: Unit
    holding: UnitHolding | None
    handover: Handover | None
    inspection: Inspection | None
    appointment: Appointment | None
    defects: tuple[DefectRow, ...]

    @property
    def open(self) -> int:
        return sum(not one.closed for one in self.defects)


@dataclass(frozen=True)
class DefectRow:
    """A defect in a list. `overdue` once the day set for the repair is over."""

    defect: Defect
    what: str
    room: str
    due_on: date | None
    closed: bool
    state: str
    home: str
    url: str

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


def homes(project: Project, units: Sequence[Unit]) -> list[Home]:
    """Some homes of a project: five queries, however many."""
    today = timezone.localdate()
    keys = [unit.pk for unit in units]
    held = {
        one.unit_id: one
        for one in UnitHolding.objects.filter(held_on(today), unit__in=keys).prefetch_related(
            Prefetch("appointments", Appointment.objects.filter(project=project).order_by("-at"))
        )
    }
    given = {one.unit_id: one for one in Handover.objects.filter(project=project, unit__in=keys)}
    done = {
        one.holding.unit_id: one
        for one in Inspection.objects.filter(
            project=project, holding__unit__in=keys, handed_in_at__isnull=False
        ).select_related("holding")
    }
    found = defects_of(Q(project=project, item__inspection__holding__unit__in=keys))
    return [
        Home(
            unit,
            held.get(unit.pk),
            given.get(unit.pk),
            done.get(unit.pk),
            next(iter(held[unit.pk].appointments.all()), None) if unit.pk in held else None,
            tuple(row for row in found if row.defect.item.inspection.holding.unit_id == unit.pk),
        )
        for unit in units
    ]


def defects_of(which: Q) -> list[DefectRow]:
    """Open defects first, of these the ones whose day is nearest or over: one query."""
    rows = Defect.objects.filter(which).select_related(
        "matter", "item__inspection__holding__unit__building"
    )
    shown = [_defect(one) for one in rows]
    return sorted(shown, key=lambda row: (row.closed, row.due_on or date.max, row.defect.pk))


def _defect(one: Defect) -> DefectRow:
    item, unit = one.item, one.item.inspection.holding.unit
    return DefectRow(
        one,
        words_of(item)[0],
        in_language(NAMES[Room(item.room)]),
        one.due_on,
        one.matter.closed_at is not None,
        str(state_of(one.matter)),
        f"{unit.building} {unit}",
        reverse("casework:matter", args=[one.matter_id]),
    )


def words_of(item: InspectionItem) -> tuple[str, str]:
    """What to look at and what was promised, in the reader's language."""
    chinese = in_language(NAMES[Room.WHOLE]) == NAMES[Room.WHOLE].zh
    if chinese:
        return item.what_zh, item.promised_zh
    return item.what_en, item.promised_en


def my_holding(actor: Actor, unit: int) -> UnitHolding | None:
    """The reader's own holding of a home today; None where the home is not theirs."""
    if actor.user is None:
        return None
    rows = UnitHolding.objects.filter(held_on(actor.on), unit=unit, user=actor.user)
    return rows.select_related("unit__building__area").first()


def project_of_home(holding: UnitHolding) -> Project | None:
    """The project that built a home; the newest where a building was altered since."""
    rows = Project.objects.filter(buildings=holding.unit.building_id)
    return rows.select_related("area", "matter__area", "developer").order_by("-pk").first()


def ways_home(holdings: Sequence[UnitHolding]) -> dict[int, tuple[Any, str]]:
    """The page of each home whose building a project became: one query."""
    buildings = {one.unit.building_id for one in holdings}
    built = set(Project.objects.filter(buildings__in=buildings).values_list("buildings", flat=True))
    return {
        one.pk: (_("Go through the home"), reverse("operation:home", args=[one.unit_id]))
        for one in holdings
        if one.unit.building_id in built
    }
