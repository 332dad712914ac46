"""Energy comes in: annual figures with and without a figure, bills and what they come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.models import Bill, EnergyYear, Meter
from greenward.bureau.registry import reasons
from greenward.bureau.registry.models import Building
from greenward.bureau.registry.services import UndoRefused, undo_run

from .conftest import Import
from .test_import_buildings import counts, table, why

YEARS: dict[str, Any] = {
    "holds": ["years"],
    "columns": {
        "code": "Code",
        "year": "Year",
        "intensity": {"from": "EUI", "unit": "kBtu/ft²", "optional": True},
        "energy": {"from": "Total", "unit_from": "Unit", "optional": True},
        "floor_area": {"from": "Area", "unit": "m²", "optional": True},
        "use.electricity": {"from": "kWh", "unit": "kWh", "optional": True},
        "use.natural_gas": {"from": "Gas", "unit": "m³", "optional": True},
        "why_missing": {
            "from": "Status",
            "optional": True,
            "values": {"Submitted": "no_figure", "Submitted Data": "no_figure",
                       "Not Submitted": "not_submitted"},
        },
    },
}  # fmt: skip
BILLS: dict[str, Any] = {
    "holds": ["bills"],
    "columns": {
        "code": "Code",
        "meter": {"from": "Meter", "optional": True},
        "commodity": "What",
        "start": "From",
        "end": "To",
        "amount": {"from": "Amount", "unit_from": "Unit"},
        "estimated": {"from": "Estimated", "optional": True},
    },
}
MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@pytest.fixture
def tower(city: Area) -> Building:
    return Building.objects.create(code="A1", area=city, name="Tower", floor_area=1000)


@pytest.fixture
def mall(city: Area) -> Building:
    return Building.objects.create(code="A2", area=city, name="Mall", floor_area=500)


def year_of_bills(code: str = "A1", meter: str = "M1", year: int = 2023, amount: int = 1000) -> str:
    lines = [
        f"{code},{meter},Electricity,{year}-{m:02d}-01,{year}-{m:02d}-{days},{amount},kWh"
        for m, days in enumerate(MONTHS, 1)
    ]
    return table("Code,Meter,What,From,To,Amount,Unit", *lines)


# --- annual figures ---------------------------------------------------------------------------


def test_a_figure_keeps_its_unit_and_a_year_without_one_says_why(
    bring_in: Import, tower: Building
) -> None:
    text = table(
        "Code,Year,EUI,Status",
        "A1,2020,79.3,Submitted",
        "A1,2021,,Submitted Data",
        "A1,2022,,Not Submitted",
    )
    assert counts(bring_in(text, YEARS, "energy")) == (3, 0, 3, 0, 0)
    years = {one.year: one for one in tower.energy_years.all()}
    assert (years[2020].intensity, years[2020].intensity_unit) == (
        Decimal("79.3"),
        "kBtu/(ft²·a)",
    )
    assert (years[2021].intensity, years[2021].why_missing) == (None, ["no_figure"])
    assert years[2022].why_missing == ["not_submitted"]
    assert counts(bring_in(text, YEARS, "energy")) == (3, 0, 0, 0, 3)


def test_a_row_of_an_unknown_building_is_refused_with_its_identifier(
    bring_in: Import, tower: Building
) -> None:
    run = bring_in(table("Code,Year,EUI", "B9,2020,80", "A1,2020,80"), YEARS, "energy")
    assert counts(run) == (2, 1, 1, 0, 0)
    with translation.override("en"):
        said = reasons.text("unknown_building", run.refusals.get().params)
    assert said == "No building on file carries code B9."


def test_two_figures_for_one_year_are_both_refused(bring_in: Import, tower: Building) -> None:
    text = table("Code,Year,EUI", "A1,2020,80", "A1,2020,81", "A1,2021,70", "A1,2021,70.0")
    run = bring_in(text, YEARS, "energy")
    assert counts(run) == (4, 2, 1, 0, 1)
    assert why(run) == {2: "two_figures", 3: "two_figures"}
    first = run.refusals.get(row=2)
    assert (first.params["other"], first.params["value"]) == ("3", "81.000000")
    assert list(tower.energy_years.values_list("year", flat=True)) == [2021]


def test_a_blank_row_does_not_contradict_a_figure(bring_in: Import, tower: Building) -> None:
    text = table("Code,Year,EUI,Status", "A1,2020,,Not Submitted", "A1,2020,80,Submitted")
    assert counts(bring_in(text, YEARS, "energy")) == (2, 0, 1, 0, 1)
    assert tower.energy_years.get().intensity == 80
    assert tower.energy_years.get().why_missing == []


def test_a_correction_is_seen_and_a_blank_takes_no_figure_away(
    bring_in: Import, tower: Building, registrar: Actor
) -> None:
    first = bring_in(table("Code,Year,EUI", "A1,2020,80", "A1,2021,90"), YEARS, "energy")
    run = bring_in(table("Code,Year,EUI", "A1,2020,85", "A1,2021,"), YEARS, "energy")
    assert counts(run) == (2, 0, 0, 1, 1)
    change = run.changes.get()
    assert change.before == {"changed": {"2020": {"intensity": 80.0, "run_id": first.pk}}}
    assert change.after == {"changed": {"2020": {"intensity": 85.0}}}
    with pytest.raises(UndoRefused):
        undo_run(registrar, first)
    undo_run(registrar, run)
    assert tower.energy_years.get(year=2020).intensity == 80
    undo_run(registrar, first)
    assert not EnergyYear.objects.exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A1,2020,-1", "negative"),
        ("A1,12/31/1880,80", "ambiguous_date"),
        ("A1,2099,80", "year_out_of_range"),
        ("A1,,80", "required"),
        ("A1,2020,lots", "not_a_number"),
    ],
)
def test_a_figure_that_cannot_be(bring_in: Import, tower: Building, line: str, code: str) -> None:
    run = bring_in(table("Code,Year,EUI", line, "A1,2019,80"), YEARS, "energy")
    assert why(run) == {2: code}


def test_a_total_over_its_area_is_exact(bring_in: Import, tower: Building) -> None:
    run = bring_in(
        table(
            "Code,Year,Total,Unit,Area",
            "A1,2020,360,GJ,900",
            "A1,2021,100,tce,900",
            "A1,2022,100,m³,900",
        ),
        YEARS,
        "energy",
    )
    assert why(run) == {4: "dimension_mismatch"}
    years = {one.year: one for one in tower.energy_years.all()}
    # 360 GJ = 100,000 kWh; over 900 m² 111.1̅, kept at the odd neighbour
    assert (years[2020].intensity, years[2020].intensity_unit) == (
        Decimal("111.111111"),
        "kWh/(m²·a)",
    )
    assert (years[2021].intensity, years[2021].energy_unit) == (None, "tce")


def test_reported_amounts_become_a_figure_or_say_what_is_missing(
    bring_in: Import, tower: Building, registrar: Actor
) -> None:
    text = table("Code,Year,kWh,Gas", "A1,2020,80000,", "A1,2021,80000,500")
    first = bring_in(text, YEARS, "energy")
    assert counts(first) == (2, 0, 2, 0, 0)
    years = {one.year: one for one in tower.energy_years.all()}
    assert (years[2020].intensity, years[2020].basis) == (Decimal(80), "reported")
    assert years[2021].intensity is None
    assert years[2021].why_missing[0] != "no_figure"
    assert years[2021].quantities["natural_gas"] == ["500.000000", "m³"]
    assert counts(bring_in(text, YEARS, "energy")) == (2, 0, 0, 0, 2)

    run = bring_in(table("Code,Year,kWh", "A1,2020,90000"), YEARS, "energy")
    assert tower.energy_years.get(year=2020).intensity == 90
    undo_run(registrar, run)
    assert tower.energy_years.get(year=2020).intensity == 80


# --- bills ------------------------------------------------------------------------------------


def test_a_year_of_bills_becomes_one_figure(bring_in: Import, tower: Building) -> None:
    run = bring_in(year_of_bills(), BILLS, "energy")
    assert counts(run) == (12, 0, 12, 0, 0)
    assert Meter.objects.get().number == "M1"
    year = tower.energy_years.get(year=2023)
    assert (year.intensity, year.basis) == (Decimal(12), "bills")
    change = run.changes.get()
    assert (change.after["bills"], change.after["meters"], len(change.rows)) == (12, ["M1"], 12)
    assert counts(bring_in(year_of_bills(), BILLS, "energy")) == (12, 0, 0, 0, 12)


def test_a_corrected_bill_changes_the_year_and_back(
    bring_in: Import, tower: Building, registrar: Actor
) -> None:
    first = bring_in(year_of_bills(), BILLS, "energy")
    text = table("Code,Meter,What,From,To,Amount,Unit", "A1,M1,电,2023-01-01,2023-01-31,2000,kWh")
    run = bring_in(text, BILLS, "energy")
    assert counts(run) == (1, 0, 0, 1, 0)
    assert tower.energy_years.get().intensity == 13
    undo_run(registrar, run)
    assert tower.energy_years.get().intensity == 12
    undo_run(registrar, first)
    assert not Bill.objects.exists() and not Meter.objects.exists()
    assert not EnergyYear.objects.exists()


def test_the_same_bill_twice_is_one_and_two_amounts_are_none(
    bring_in: Import, tower: Building
) -> None:
    text = table(
        "Code,Meter,What,From,To,Amount,Unit",
        "A1,M1,Electricity,2023-01-01,2023-01-31,10,kWh",
        "A1,M1,Electricity,2023-01-01,2023-01-31,10.0,kWh",
        "A1,M1,Electricity,2023-02-01,2023-02-28,10,kWh",
        "A1,M1,Electricity,2023-02-01,2023-02-28,11,kWh",
    )
    run = bring_in(text, BILLS, "energy")
    assert counts(run) == (4, 2, 1, 0, 1)
    assert why(run) == {4: "two_bills", 5: "two_bills"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A1,M1,Electricity,2023-01-31,2023-01-01,10,kWh", "ends_before_start"),
        ("A1,M1,Electricity,2023-01-01,2023-01-31,10,m³", "dimension_mismatch"),
        ("A1,M1,Electricity,2023-01-01,2023-01-31,10,", "no_unit"),
        ("A1,M1,Electricity,2023-01-01,2023-01-31,,kWh", "required"),
        ("A1,M1,燃气,2023-01-01,2023-01-31,10,m³", "unknown_commodity"),
        ("A1,M1,Natural Gas,2023-01-01,2023-01-31,10,Mcf", "ambiguous_unit"),
        ("A1,M1,Electricity,2023-01-01,2030-01-31,10,kWh", "date_in_future"),
        ("A1,M1,Electricity,12/1/22,2023-01-31,10,kWh", "ambiguous_date"),
        ("A1,M0,Natural Gas,2023-01-01,2023-01-31,10,m³", "meter_commodity"),
        ("A2,M0,Electricity,2023-01-01,2023-01-31,10,kWh", "meter_elsewhere"),
    ],
)
def test_a_bill_that_cannot_be(
    bring_in: Import, tower: Building, mall: Building, line: str, code: str
) -> None:
    good = "A1,M0,Electricity,2023-01-01,2023-01-31,10,kWh"
    run = bring_in(table("Code,Meter,What,From,To,Amount,Unit", good, line), BILLS, "energy")
    assert why(run) == {3: code}


def test_a_meter_without_a_number_is_the_buildings_own(bring_in: Import, tower: Building) -> None:
    text = table(
        "Code,What,From,To,Amount,Unit,Estimated",
        "A1,Electricity,2023-01-01,2023-01-31,10,MWh,是",
        "A1,Natural Gas,2023-01-01,2023-01-31,10,m³,",
    )
    bring_in(text, BILLS, "energy")
    assert set(Meter.objects.values_list("number", flat=True)) == {
        f"#{tower.pk}/electricity",
        f"#{tower.pk}/natural_gas",
    }
    assert set(Bill.objects.values_list("unit", "estimated")) == {("MWh", True), ("m³", False)}


def test_a_reported_figure_stands_before_one_from_bills(bring_in: Import, tower: Building) -> None:
    bring_in(year_of_bills(), BILLS, "energy")
    bring_in(table("Code,Year,EUI", "A1,2023,"), YEARS, "energy")
    assert tower.energy_years.get().basis == "bills"
    bring_in(table("Code,Year,EUI", "A1,2023,50"), YEARS, "energy")
    year = tower.energy_years.get()
    assert (year.basis, year.intensity, year.bills_intensity) == ("reported", 50, 12)


def test_only_buildings_of_the_area_get_figures(
    bring_in: Import, futian: Area, nanshan: Area, officer: Actor
) -> None:
    Building.objects.create(code="N1", area=nanshan)
    Building.objects.create(code="F1", area=futian)
    text = table("Code,Year,EUI", "N1,2020,80", "F1,2020,80")
    run = bring_in(text, YEARS, "energy", area=futian, actor=officer)
    assert why(run) == {2: "outside_area"}
