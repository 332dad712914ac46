"""The files the importer was made for, and their small twins with the same traps.

Chicago's panel and portal export, Portfolio Manager's report and its workbooks of meter entries:
read beside the checkout where they are there; the twins are always there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from greenward.bureau.performance.models import Bill, EnergyYear, Meter
from greenward.bureau.registry.models import Building, BuildingClass, Identifier

from . import twins
from .conftest import Import
from .test_import_buildings import counts, why

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PANEL = DATA / "benchmarking" / "chicago_benchmarking_all_years_2014_2022.csv"
PORTAL = DATA / "benchmarking" / "chicago_source_14988rows.csv"
REPORT = DATA / "bills" / "portfolio-manager-sample.csv"
COVERED = DATA / "bills" / "covered-buildings-sample.csv"
BLANKS = DATA / "bills" / "Has_Meters_two_buildings.xlsx"
ENTRIES = DATA / "bills" / "bps_dc_sample" / "ESPM_BPS_Sample_Meter_Readings.xlsx"
LISTS = DATA / "bills" / "bps_dc_sample"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"the real files are not at {DATA}")


# --- the panel --------------------------------------------------------------------------------


def test_the_twin_of_the_panel(bring_in: Import) -> None:
    buildings = bring_in(twins.panel(), "chicago-panel")
    assert counts(buildings) == (9, 0, 5, 0, 4)
    first = Building.objects.get(identifiers__value="100001")
    assert (first.floor_area.__str__(), first.as_of, first.in_use) == ("5948.3959", 2022, True)
    assert first.import_changes.get().rows == [2, 3, 4]
    latest = Building.objects.get(identifiers__value="100002")
    assert str(latest.floor_area) == "58313.3801"  # of 2021, though 2020 stands below it
    assert BuildingClass.objects.filter(name="large_public", value=True).count() == 5

    run = bring_in(twins.panel(), "chicago-panel", "energy")
    assert counts(run) == (9, 0, 9, 0, 0)
    missing = EnergyYear.objects.filter(intensity=None)
    assert sorted(one.why_missing[0] for one in missing) == ["exempt", "no_figure", "not_submitted"]
    kept = {str(one.intensity) for one in EnergyYear.objects.exclude(intensity=None)}
    # what has more decimals than can be kept never reaches the limit of 79.3 by rounding
    assert {"79.300000", "79.300001", "79.299999", "31.099999"} <= kept
    assert counts(bring_in(twins.panel(), "chicago-panel", "energy")) == (9, 0, 0, 0, 9)


@needs_data
def test_the_panel_becomes_3749_buildings(bring_in: Import) -> None:
    run = bring_in(PANEL.read_bytes(), "chicago-panel")
    assert counts(run) == (24_891, 0, 3_749, 0, 24_891 - 3_749)
    assert Building.objects.count() == Identifier.objects.count() == 3_749
    assert BuildingClass.objects.filter(name="large_public", value=True).count() == 3_749
    again = bring_in(PANEL.read_bytes(), "chicago-panel")
    assert counts(again) == (24_891, 0, 0, 0, 24_891)
    assert not again.changes.exists()


@needs_data
def test_the_panel_becomes_24891_energy_years(bring_in: Import) -> None:
    bring_in(PANEL.read_bytes(), "chicago-panel")
    run = bring_in(PANEL.read_bytes(), "chicago-panel", "energy")
    assert counts(run) == (24_891, 0, 24_891, 0, 0)
    years = EnergyYear.objects.all()
    assert years.filter(intensity=None).count() == 4_604
    assert years.filter(intensity=None, why_missing=[]).count() == 0
    assert years.filter(intensity="79.3").count() == 25
    assert years.filter(intensity__gt="79.3").count() == 10_132
    assert set(years.exclude(intensity=None).values_list("intensity_unit", flat=True)) == {
        "kBtu/(ft²·a)"
    }


@needs_data
def test_the_portal_brings_names_types_and_positions(bring_in: Import) -> None:
    bring_in(PANEL.read_bytes(), "chicago-panel")
    run = bring_in(PORTAL.read_bytes(), "chicago-portal")
    source = pl.read_csv(PORTAL, infer_schema=False)
    assert run.rows == source.height == run.accepted + run.refused
    assert run.refused == 0 and run.created + run.updated == source["ID"].n_unique()
    assert Building.objects.exclude(name="").count() > 3_000
    figures = bring_in(PORTAL.read_bytes(), "chicago-portal", "energy")
    assert figures.rows == source.height == figures.accepted + figures.refused
    negative = sum(
        source[name].cast(pl.Float64).lt(0).sum()
        for name in source.columns
        if name.endswith("Use") and name != "WaterUse"
    )
    assert figures.left_out == negative > 0


# --- Portfolio Manager ------------------------------------------------------------------------


def test_the_twin_of_the_report(bring_in: Import) -> None:
    buildings = bring_in(twins.report(), "portfolio-manager")
    assert (buildings.rows, buildings.created, buildings.left_out) == (5, 4, 1)
    assert why(buildings) == {2: "date_too_early"}
    run = bring_in(twins.report(), "portfolio-manager", "energy")
    assert counts(run) == (5, 3, 2, 0, 0)
    assert why(run) == {2: "date_too_early", 5: "not_calendar_year", 6: "required"}
    assert list(EnergyYear.objects.values_list("year", flat=True)) == [2010, 2010]


@needs_data
def test_the_report_with_absurd_dates(bring_in: Import) -> None:
    buildings = bring_in(REPORT.read_bytes(), "portfolio-manager")
    run = bring_in(REPORT.read_bytes(), "portfolio-manager", "energy")
    for one in (buildings, run):
        assert one.rows == 512 == one.accepted + one.refused
    assert why(run)[2] == "date_too_early"
    assert EnergyYear.objects.filter(intensity=None).exists()


def test_the_twin_of_the_meter_entries(bring_in: Import, tmp_path: Path) -> None:
    data = twins.entries(tmp_path / "entries.xlsx", meters=4, months=24)
    buildings = bring_in(data, "espm-meter-entries", name="entries.xlsx")
    assert (buildings.rows, buildings.created, buildings.blank) == (96, 2, 300)
    run = bring_in(data, "espm-meter-entries", "energy", name="entries.xlsx")
    assert counts(run) == (96, 0, 96, 0, 0)
    assert (run.sheet, run.preview[0]["row"]) == ("Meter Entries", 7)
    assert set(Meter.objects.values_list("number", "commodity")) == {
        ("espm-139067318", "electricity"),
        ("espm-139067319", "natural_gas"),
        ("espm-139067320", "electricity"),
        ("espm-139067321", "natural_gas"),
    }
    assert set(EnergyYear.objects.values_list("year", flat=True)) == {2015, 2016}


@needs_data
def test_nine_real_buildings(bring_in: Import) -> None:
    data = ENTRIES.read_bytes()
    assert bring_in(data, "espm-meter-entries").created == 9
    run = bring_in(data, "espm-meter-entries", "energy")
    assert counts(run) == (579, 0, 579, 0, 0)
    assert (Meter.objects.count(), Bill.objects.count()) == (17, 579)
    assert set(EnergyYear.objects.values_list("year", flat=True)) == {2019, 2020, 2021}
    assert counts(bring_in(data, "espm-meter-entries", "energy")) == (579, 0, 0, 0, 579)


@needs_data
def test_the_workbook_with_19549_blank_rows(bring_in: Import) -> None:
    data = BLANKS.read_bytes()
    properties = bring_in(data, "espm-meter-entries")
    assert (properties.sheet, properties.created) == ("Properties", 2)
    run = bring_in(data, "espm-meter-entries", "energy")
    assert (run.rows, run.accepted, run.refused, run.blank) == (104, 104, 0, 19_549)
    assert run.sheet == "Meter Entries"


@needs_data
def test_a_list_by_a_profile_written_by_hand(bring_in: Import) -> None:
    """Two identifiers a row; the list of each year is another workbook."""
    profile: dict[str, Any] = {
        "holds": ["buildings"],
        "columns": {
            "id.audit-template": "Audit Template Building ID",
            "id.portfolio-manager": "Portfolio Manager Building ID",
            "name": "Property Name",
            "address": "Address 1",
            "built_year": "Year Built",
            "owner_name": "Owner",
            "floor_area": {"from": "Gross Area (SF)", "unit": "ft²"},
        },
    }
    for year, (created, updated) in {2019: (9, 0), 2020: (0, 1), 2021: (0, 2)}.items():
        file = LISTS / f"CBL-building-performance-standards-sample-{year}.xlsx"
        run = bring_in(file.read_bytes(), profile)
        assert (run.created, run.updated, run.refused) == (created, updated, 0), year
        again = bring_in(file.read_bytes(), profile)
        assert (again.created, again.updated) == (0, 0)
