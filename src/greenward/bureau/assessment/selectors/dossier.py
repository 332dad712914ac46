"""One building: its years against their limits, its duties in the reporting year, its history."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.casework.models import Matter as OpenMatter
from greenward.bureau.certificates.models import Certificate
from greenward.bureau.certificates.selectors import about
from greenward.bureau.enforcement.models import CorrectionOrder
from greenward.bureau.operation.models import MeteringState
from greenward.bureau.performance.models import EnergyAct, EnergyYear
from greenward.bureau.registry.facts import building_facts
from greenward.bureau.registry.models import Building, BuildingClass
from greenward.law.language import Duty, Verdict
from greenward.law.reading import Facts
from greenward.law.sentence import Explanation
from greenward.units import parse_unit

from ..chain import law_of
from ..explaining import explain_finding
from ..models import Finding
from ..nextsteps import Kind, Matter, NextStep, next_step
from .findings import Order
from .scope import Scope

FACT_SCALE = 10_000
"""Intensities among the facts are whole 0.0001 of their unit."""
SHOWN = Decimal("0.0001")
HISTORY = 50
"""Earlier findings shown."""


@dataclass(frozen=True)
class YearLine:
    """One year of the chart and its table. Figures are in the dossier's unit; `excess` is a share.

    `limit` is what the year was held to: the constraint value, or for a new building the mean.
    """

    year: int
    figure: Decimal | None
    limit: Decimal | None
    verdict: Verdict
    finding: Finding | None
    record: EnergyYear | None

    @property
    def excess(self) -> Decimal | None:
        if self.figure is None or not self.limit:
            return None
        return self.figure / self.limit - 1


@dataclass(frozen=True)
class DutyLine:
    """One duty that binds or may bind in the reporting year, explained."""

    duty: Duty
    finding: Finding
    explanation: Explanation
    orders: tuple[CorrectionOrder, ...]
    next: NextStep

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.finding.verdict)


@dataclass(frozen=True)
class Dossier:
    """Everything the page of one building shows. `years` run from the oldest on."""

    building: Building
    register: Facts
    unit: str
    years: tuple[YearLine, ...]
    year: int
    duties: tuple[DutyLine, ...]
    not_applicable: tuple[Duty, ...]
    history: tuple[Finding, ...]
    classes: tuple[BuildingClass, ...]
    acts: tuple[EnergyAct, ...]
    orders: tuple[CorrectionOrder, ...]
    matters: tuple[OpenMatter, ...]
    """Open matters about the building that the actor may see."""
    metering: MeteringState | None
    certificates: tuple[Certificate, ...]
    """Those about the building that the actor sees, the newest first."""

    @property
    def of_year(self) -> YearLine | None:
        """The reporting year's line."""
        return next((line for line in self.years if line.year == self.year), None)

    @property
    def running(self) -> int:
        """For how many years up to the reporting year the limit has been exceeded without a break."""
        verdicts = {line.year: line.verdict for line in self.years}
        year = self.year
        while verdicts.get(year) is Verdict.BREACHED:
            year -= 1
        return self.year - year


def dossier(scope: Scope, pk: int, lang: str) -> Dossier:
    """The page of a building the actor may see; Http404 for any other."""
    seen = Building.objects.visible_to(scope.actor).select_related("area", "owner", "manager")
    building = get_object_or_404(seen.prefetch_related("identifiers"), pk=pk)
    findings = list(
        Finding.objects.filter(building=building, ended_by=None).select_related(
            "limit_row__standard", "made_by"
        )
    )
    records = list(EnergyYear.objects.filter(building=building).order_by("year"))
    orders = tuple(
        CorrectionOrder.objects.filter(building=building, withdrawn_on=None).select_related(
            "penalty", "case"
        )
    )
    matters = tuple(_matters(scope, building))
    year = _year(scope, findings)
    unit, lines = _years(scope, findings, records)
    duties = _duties(scope, findings, orders, _drafted(matters), year, lang)
    bound = {line.duty.id for line in duties}
    return Dossier(
        building=building,
        register=_register(scope, building),
        unit=unit,
        years=lines,
        year=year,
        duties=duties,
        not_applicable=tuple(
            duty for duty in scope.duties if duty.id not in bound and duty.id not in scope.hidden
        ),
        history=tuple(_history(building, scope)),
        classes=tuple(building.classes.filter(ended_at=None)),
        acts=tuple(building.energy_acts.select_related("document").order_by("-year", "-done_on")),
        orders=orders,
        matters=matters,
        metering=building.metering_states.filter(ended_at=None).first(),
        certificates=tuple(about(scope.actor, building)),
    )


def _matters(scope: Scope, building: Building) -> QuerySet[OpenMatter]:
    seen = OpenMatter.objects.visible_to(scope.actor).select_related("correction")
    about = {"subject_type": Building._meta.label_lower, "subject_id": str(building.pk)}
    return seen.filter(**about, closed_at=None).order_by("-opened_at")


def _drafted(matters: Iterable[OpenMatter]) -> set[tuple[str, int | None]]:
    """The breaches, by duty and year, on which an order is drafted and not issued yet."""
    cases = [matter.correction for matter in matters if hasattr(matter, "correction")]
    return {(case.duty, case.year) for case in cases if case.order_id is None}


def _register(scope: Scope, building: Building) -> Facts:
    """What the register says of the building today, as facts of the law."""
    path = building.area.path.split("/", 1)[0] + "/"
    return building_facts(path, [building.pk]).row(0, named=True)


def _year(scope: Scope, findings: Sequence[Finding]) -> int:
    """The reporting year, or this building's newest year before it when it has none then."""
    years = {finding.year for finding in findings if finding.year}
    if scope.year in years or not years:
        return scope.year
    return max((year for year in years if year < scope.year), default=scope.year)


def _history(building: Building, scope: Scope) -> Iterable[Finding]:
    ended = Finding.objects.filter(building=building, ended_by__isnull=False)
    ended = ended.exclude(duty__in=scope.hidden)
    return ended.select_related("made_by", "ended_by").order_by("-ended_by_id", "duty", "-year")[
        :HISTORY
    ]


# --- years ----------------------------------------------------------------------------------


def _years(
    scope: Scope, findings: Sequence[Finding], records: Sequence[EnergyYear]
) -> tuple[str, tuple[YearLine, ...]]:
    """The years on file or judged, all in the unit of the newest limit."""
    held = _held_to(scope, findings)
    by_year = {record.year: record for record in records}
    years = sorted({*held, *by_year})
    units = [held[year].unit for year in years if year in held and held[year].unit]
    units = units or [record.intensity_unit for record in records if record.intensity_unit]
    unit = units[-1] if units else ""
    return unit, tuple(_line(year, held.get(year), by_year.get(year), unit) for year in years)


def _held_to(scope: Scope, findings: Sequence[Finding]) -> dict[int, Finding]:
    """For each year the finding that holds its figure: to the constraint value, else to the mean."""
    found: dict[int, Finding] = {}
    for duty in (scope.chain.mean, scope.chain.limit):
        found |= {f.year: f for f in findings if f.year and f.duty == duty}
    return found


def _line(year: int, finding: Finding | None, record: EnergyYear | None, unit: str) -> YearLine:
    figure = limit = None
    if finding is not None:
        figure = _fact(finding, "eui", unit)
        limit = _limit(finding, unit)
    if figure is None and record is not None and record.intensity is not None:
        figure = _in_unit(record.intensity, record.intensity_unit, unit)
    verdict = Verdict.NOT_APPLICABLE if finding is None else Verdict(finding.verdict)
    return YearLine(year, figure, limit, verdict, finding, record)


def _limit(finding: Finding, unit: str) -> Decimal | None:
    constraint = _fact(finding, "constraint_value", unit)
    if constraint is not None or "mean_constraint" not in finding.facts:
        return constraint
    pair = [_fact(finding, name, unit) for name in ("mean_constraint", "mean_guiding")]
    return None if None in pair else sum(p for p in pair if p is not None) / 2


def _fact(finding: Finding, name: str, unit: str) -> Decimal | None:
    value = finding.facts.get(name)
    return None if value is None else _in_unit(Decimal(value) / FACT_SCALE, finding.unit, unit)


def _in_unit(value: Decimal, written: str, unit: str) -> Decimal:
    """A figure in the unit of the page, without closing zeros."""
    if written != unit:
        ratio = parse_unit(written).factor / parse_unit(unit).factor
        value = value * ratio.numerator / ratio.denominator
        value = value.quantize(SHOWN, ROUND_HALF_EVEN)
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


# --- duties ---------------------------------------------------------------------------------

RANK = {Verdict.BREACHED: 0, Verdict.UNKNOWN: 2, Verdict.SATISFIED: 3}


def _duties(
    scope: Scope,
    findings: Sequence[Finding],
    orders: Sequence[CorrectionOrder],
    drafted: Container[tuple[str, int | None]],
    year: int,
    lang: str,
) -> tuple[DutyLine, ...]:
    """The duties of the year, the gravest first; a fine of another year that may be proposed too."""
    by_id = {duty.id: duty for duty in scope.duties if duty.id not in scope.hidden}
    lines = [
        _duty_line(by_id[finding.duty], finding, orders, drafted, lang)
        for finding in findings
        if finding.duty in by_id and (finding.exposed or finding.year in (year, None))
    ]
    lines.sort(key=lambda line: (_rank(line.finding), -(line.finding.fine_high or 0), line.duty.id))
    return tuple(lines)


def _rank(finding: Finding) -> int:
    if finding.exposed:
        return -1
    return (
        1 if finding.owed and finding.verdict == Verdict.UNKNOWN else RANK[Verdict(finding.verdict)]
    )


def _duty_line(
    duty: Duty,
    finding: Finding,
    orders: Sequence[CorrectionOrder],
    drafted: Container[tuple[str, int | None]],
    lang: str,
) -> DutyLine:
    own = tuple(o for o in orders if o.duty == duty.id and o.year == finding.year)
    verdict = Verdict(finding.verdict)
    high = finding.fine_high
    band = None if high is None else (finding.fine_low or 0, high)
    matter = Matter(verdict, finding.owed, finding.exposed, finding.missing, band)
    asked = [_asked(order) for order in own]
    step = next_step(duty, matter, asked, timezone.localdate(), law_of(finding.edition_id))
    if step.kind is Kind.ORDER and (duty.id, finding.year) in drafted:
        step = NextStep(Kind.WAIT, _("The order to correct is drafted and waits to be issued"))
    return DutyLine(duty, finding, explain_finding(finding, lang), own, step)


def _asked(order: CorrectionOrder) -> Order:
    fined = hasattr(order, "penalty")
    return Order(order.due_on, order.served_on, order.corrected_on, fined)


def finding_of(scope: Scope, building: Building, duty: str, year: int | None) -> Finding | None:
    """The finding in force of one case, or None when the duty does not bind it."""
    asked: dict[str, Any] = {"building": building, "duty": duty, "year": year, "ended_by": None}
    return Finding.objects.filter(Q(**asked)).select_related("limit_row__standard").first()
