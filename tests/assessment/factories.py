"""Buildings with known facts, judged by the real law and kept as an assessment.

The facts of a case are given here instead of being collected from the rooms, so that a page can be
tested on every verdict without import, standards desk and bills. `make_case` writes the register
rows and energy years of one building; `assessed` judges all cases under the published pack.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from django.utils import timezone

from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.models import Assessment, Finding
from greenward.bureau.assessment.rows import finding_rows
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.models import PublishedEdition
from greenward.engine import store
from greenward.law.assess import answerable, counts
from greenward.law.assess import assess as judge
from greenward.law.canonical import canonical, digest
from greenward.law.language import Subject
from greenward.law.shenzhen import PACK

UNIT = "kWh/(m²·a)"
ON = date(2026, 3, 1)
FLAGS = [
    "in_city",
    "in_use",
    "public",
    "new_recorded",
    "large_public_recorded",
    "state_organ_office",
    "fiscal_recorded",
    "whole_renovation",
    "submeters_installed",
    "monitoring_installed",
    "metering_operating",
    "data_transmitted",
    "energy_reported",
    "audit_done",
    "measures_taken",
    "energy_retrofit_done",
    "order_expired_27_1",
    "order_expired_27_2_1",
    "order_expired_32_2_2",
    "order_expired_32_2_3",
]
WHYS = dict.fromkeys(
    ("why:eui", "why:constraint_value", "why:eui_last_year", "why:constraint_last_year"), pl.String
)


@dataclass
class Case:
    """One building and what is known of it.

    `figures` gives {year: (intensity, limit)} in kWh/(m²·a), either of them None; `facts` those of
    the building and `yearly` those of every year, over the ones of a large office in use.
    """

    building: Building
    figures: Mapping[int, tuple[float | None, float | None]]
    facts: dict[str, Any] = field(default_factory=dict)
    yearly: dict[str, Any] = field(default_factory=dict)


def make_case(
    area: Area,
    name: str,
    figures: Mapping[int, tuple[float | None, float | None]],
    *,
    facts: Mapping[str, Any] | None = None,
    yearly: Mapping[str, Any] | None = None,
    **row: Any,
) -> Case:
    """Write one building and its energy years; `row` are further fields of the register."""
    fields = {"function": "A", "floor_area": Decimal(23_410), "in_use": True} | row
    building = Building.objects.create(area=area, name=name, **fields)
    case = Case(building, figures, dict(facts or {}), dict(yearly or {}))
    EnergyYear.objects.bulk_create(energy_years(case))
    return case


def energy_years(case: Case) -> list[EnergyYear]:
    return [
        EnergyYear(
            building=case.building,
            year=year,
            basis=EnergyYear.Basis.REPORTED,
            intensity=None if figure is None else Decimal(str(figure)),
            intensity_unit=UNIT,
            floor_area=case.building.floor_area,
            why_missing=["no_figure"] if figure is None else [],
        )
        for year, (figure, _) in case.figures.items()
    ]


def published() -> PublishedEdition:
    return PublishedEdition.objects.get_or_create(
        hash=digest(PACK),
        defaults={"pack": "shenzhen", "body": canonical(PACK), "published_by": "test"},
    )[0]


def assessed(city: Area, cases: Iterable[Case], on: date = ON) -> Assessment:
    """Judge the cases and keep the findings: those of the last assessment that differ are ended."""
    run = Assessment.objects.create(
        city=city,
        on=on,
        edition=published(),
        standards_hash="5" * 64,
        data_hash="d" * 64,
        actor_name="Test officer",
        started_at=timezone.now(),
        finished_at=timezone.now(),
    )
    rows, run.counts = _judged(list(cases), on)
    before = {(f.building_id, f.duty, f.year): f for f in Finding.objects.filter(ended_by=None)}
    changed = [key for key, f in before.items() if not _holds(f, rows.get(key))]
    ended = Finding.objects.filter(pk__in=[before[key].pk for key in changed]).update(ended_by=run)
    begun = [row for key, row in rows.items() if key not in before or key in changed]
    if begun:
        frame = pl.DataFrame(begun, infer_schema_length=None)
        store(
            "assessment_finding",
            frame.with_columns(
                edition_id=pl.lit(run.edition_id),
                made_by_id=pl.lit(run.pk),
            ),
        )
    run.changes = {"begun": len(begun), "ended": ended}
    run.save()
    return run


def _holds(old: Finding, new: dict[str, Any] | None) -> bool:
    return new is not None and (old.verdict, old.owed, old.exposed, old.facts, old.missing) == (
        new["verdict"],
        new["owed"],
        new["exposed"],
        json.loads(new["facts"]),
        json.loads(new["missing"]),
    )


def _judged(cases: list[Case], on: date) -> tuple[dict[tuple[Any, ...], dict[str, Any]], Any]:
    buildings, years = frames(cases)
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    totals = {}
    for subject, table in ((Subject.BUILDING, buildings), (Subject.BUILDING_YEAR, years)):
        duties = answerable(PACK.in_force(on, subject), table.columns)
        judged = judge(table, duties, PACK)
        totals |= counts(judged, duties)
        for duty in duties:
            for row in finding_rows(judged, duty).iter_rows(named=True):
                rows[row["building_id"], row["duty"], row["year"]] = row
    return rows, totals


def frames(cases: list[Case]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cases as the two tables the law is asked about."""
    buildings = [_building_facts(case) for case in cases]
    years = [
        facts | _year_facts(case, year)
        for case, facts in zip(cases, buildings, strict=True)
        for year in case.figures
    ]
    flags = {name: pl.Boolean for name in FLAGS}
    return (
        pl.DataFrame(buildings, infer_schema_length=None, schema_overrides=flags).with_columns(
            year=pl.lit(None, dtype=pl.Int64)
        ),
        pl.DataFrame(years, infer_schema_length=None, schema_overrides=flags | WHYS),
    )


def _building_facts(case: Case) -> dict[str, Any]:
    building = case.building
    facts: dict[str, Any] = dict.fromkeys(FLAGS) | {
        "building": building.pk,
        "in_city": True,
        "in_use": building.in_use,
        "public": building.function not in ("R", "I"),
        "floor_area": None if building.floor_area is None else int(building.floor_area * 100),
        "state_organ_office": building.state_organ_office or False,
        "fiscal_share": int((building.fiscal_share or 0) * 10_000),
        "completed_on": date(2010, 5, 1).toordinal(),
        "star": building.star,
        "renovation_star": None,
        "whole_renovation": False,
        "submeters_installed": True,
        "monitoring_installed": True,
        "metering_operating": True,
        "data_transmitted": True,
        "order_expired_27_1": False,
        "order_expired_27_2_1": False,
    }
    return facts | case.facts


def _year_facts(case: Case, year: int) -> dict[str, Any]:
    figure, limit = case.figures[year]
    before, limit_before = case.figures.get(year - 1, (None, None))
    facts: dict[str, Any] = {
        "year": year,
        "eui": _scaled(figure),
        "constraint_value": _scaled(limit),
        "eui_last_year": _scaled(before),
        "constraint_last_year": _scaled(limit_before),
        "mean_constraint": _scaled(limit),
        "mean_guiding": None if limit is None else _scaled(limit * 0.8),
        "energy_reported": figure is not None,
        "order_expired_32_2_2": False,
        "order_expired_32_2_3": False,
        "unit": UNIT,
        "limit_row": None,
        "why:eui": "no_figure" if figure is None else None,
        "why:constraint_value": "unverified" if limit is None else None,
        "why:eui_last_year": "no_year" if year - 1 not in case.figures else None,
        "why:constraint_last_year": "no_year" if year - 1 not in case.figures else None,
    }
    return facts | case.yearly


def _scaled(value: float | None) -> int | None:
    return None if value is None else round(value * 10_000)
