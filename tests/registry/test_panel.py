"""The real panel of Chicago: 24,891 building-years of 3,749 buildings."""

from __future__ import annotations

from pathlib import Path

import pytest

from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building, BuildingClass, Identifier, ImportChange

from .conftest import Import

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PANEL = DATA / "benchmarking" / "chicago_benchmarking_all_years_2014_2022.csv"
needs_panel = pytest.mark.skipif(not PANEL.exists(), reason=f"the real panel is not at {PANEL}")


@needs_panel
def test_the_panel_becomes_buildings(bring_in: Import) -> None:
    run = bring_in(PANEL.read_bytes(), "chicago-panel")

    assert run.state == "done", run.error
    assert (run.rows, run.accepted, run.refused, run.blank) == (24_891, 24_891, 0, 0)
    assert (run.created, run.updated) == (3_749, 0)
    assert Building.objects.count() == Identifier.objects.count() == 3_749
    assert BuildingClass.objects.filter(name="large_public", value=True).count() == 3_749
    assert ImportChange.objects.count() == 3_749

    again = bring_in(PANEL.read_bytes(), "chicago-panel")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 24_891)
    assert not again.changes.exists()


@needs_panel
def test_the_panel_becomes_energy_years(bring_in: Import) -> None:
    bring_in(PANEL.read_bytes(), "chicago-panel")
    run = bring_in(PANEL.read_bytes(), "chicago-panel", "energy")

    assert run.state == "done", run.error
    assert (run.rows, run.accepted, run.created) == (24_891, 24_891, 24_891)
    years = EnergyYear.objects.all()
    assert years.count() == 24_891
    without = years.filter(intensity=None)
    assert without.count() == 4_604
    assert without.filter(why_missing=[]).count() == 0
    assert years.filter(intensity="79.3").count() == 25
    assert years.filter(intensity__gt="79.3").count() == 10_132
    assert set(years.exclude(intensity=None).values_list("intensity_unit", flat=True)) == {
        "kBtu/(ft²·a)"
    }

    again = bring_in(PANEL.read_bytes(), "chicago-panel", "energy")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 24_891)
