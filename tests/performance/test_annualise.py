"""Bills to energy years on a real database: exact figures, refusals with their months, nothing lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.facts import energy_year_facts
from greenward.bureau.performance.models import Bill, EnergyYear, Meter
from greenward.bureau.performance.reasons import missing_texts
from greenward.bureau.performance.services import Annualised, annualise
from greenward.bureau.registry.models import Building
from greenward.bureau.standards import services
from tests.standards.kit import OPERATOR, SAID, enter, only, row

from .kit import KWH, bill, building, meter, monthly, reported

TODAY = date(2026, 3, 1)
GAS = "7.131"


def work_out(*owners: Building, today: date = TODAY) -> Annualised:
    return annualise([owner.pk for owner in owners], today=today)


def year_of(owner: Building, year: int = 2024) -> EnergyYear:
    return EnergyYear.objects.get(building=owner, year=year)


def years_of(owner: Building) -> list[int]:
    return list(owner.energy_years.order_by("year").values_list("year", flat=True))


def everything() -> list[dict[str, Any]]:
    return list(EnergyYear.objects.order_by("building", "year").values())


def gas_factor(value: str = GAS, unit: str = "kWh/m³", **more: Any) -> Any:
    selector = {"commodity": "natural_gas"}
    return row(value, "factor.electricity", unit, **(selector | more))


# --- figures --------------------------------------------------------------------------------


def test_twelve_bills_of_electricity_make_one_exact_year(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=Decimal(7_000))
    monthly(meter(owner), 2024, "10000")
    done = work_out(owner)
    assert (done.buildings, done.complete, done.refused, done.created) == (1, 1, 0, 1)
    found = year_of(owner)
    assert found.basis == EnergyYear.Basis.BILLS
    assert (found.intensity, found.intensity_unit) == (Decimal("17.142857"), KWH)
    assert (found.energy, found.energy_unit) == (Decimal(120_000), "kWh")
    assert found.floor_area == 7_000
    assert (found.coverage_days, found.estimated_share) == (366, 0)
    assert found.quantities == {"electricity": ["120000", "kWh"]}
    assert found.why_missing == []


def test_a_figure_beside_the_limit_is_rounded_away_from_it(city: Area, futian: Area) -> None:
    """80.0000001 kWh/m² is above 80: the sixth decimal becomes odd, never even."""
    owner = building(futian, floor_area=Decimal(1_000))
    monthly(meter(owner), 2024, "6666.666675")
    work_out(owner)
    assert year_of(owner).intensity == Decimal("80.000001")
    assert energy_year_facts(city, TODAY)["intensity"].item() == 80_000_001


def test_energy_in_any_unit_is_added_exactly(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=Decimal(1_000))
    monthly(meter(owner), 2024, "3.6", "GJ")
    monthly(meter(owner), 2024, "1", "MWh")
    work_out(owner)
    assert year_of(owner).energy == 24_000


def test_the_estimated_share_is_of_the_energy(city: Area, futian: Area) -> None:
    owner = building(futian)
    one = meter(owner)
    monthly(one, 2024, "10000", skip=(12,))
    bill(one, date(2024, 12, 1), date(2024, 12, 31), "10000", estimated=True)
    work_out(owner)
    assert year_of(owner).estimated_share == Decimal("0.0833")


def test_water_neither_counts_nor_refuses(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2024)
    monthly(meter(owner, "water"), 2024, "30", "m³", skip=(3, 4))
    work_out(owner)
    assert year_of(owner).quantities == {"electricity": ["120000", "kWh"]}


def test_a_building_with_water_alone_has_no_energy_year(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner, "water"), 2024, "30", "m³")
    assert work_out(owner).buildings == 0
    assert years_of(owner) == []


def test_years_that_are_not_over_are_not_worked_out(city: Area, futian: Area) -> None:
    owner = building(futian)
    for year in (2024, 2025, 2026):
        monthly(meter(owner, active_from=date(year, 1, 1), active_to=date(year, 12, 31)), year)
    work_out(owner, today=date(2025, 12, 31))
    assert years_of(owner) == [2024]
    work_out(owner, today=date(2026, 1, 1))
    assert years_of(owner) == [2024, 2025]


# --- refusals -------------------------------------------------------------------------------


def test_a_missing_month_refuses_the_year_and_names_it(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2024, skip=(7, 8))
    done = work_out(owner)
    assert (done.complete, done.refused) == (0, 1)
    found = year_of(owner)
    assert (found.intensity, found.energy, found.quantities) == (None, None, {})
    assert found.why_missing[0] == "bills_incomplete:2024-07, 2024-08"
    assert found.coverage_days == 304
    for lang in ("zh", "en"):
        [text] = missing_texts(found.why_missing, lang)
        assert "2024-07, 2024-08" in text and "2024-07-01" in text
    facts = energy_year_facts(city, TODAY).row(0, named=True)
    assert facts["why_intensity"] == "bills_incomplete:2024-07, 2024-08"
    assert facts["energy_reported"] is None


def test_six_months_are_refused_and_not_doubled(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2024, skip=range(7, 13))
    work_out(owner)
    assert year_of(owner).why_missing[0] == "bills_incomplete:2024-07–2024-12"


def test_one_bill_over_24_months_refuses_both_years(city: Area, futian: Area) -> None:
    owner = building(futian)
    bill(meter(owner), date(2023, 1, 1), date(2024, 12, 31), "240000")
    work_out(owner)
    assert [year_of(owner, year).intensity for year in (2023, 2024)] == [None, None]
    assert year_of(owner, 2023).why_missing[0] == "bills_incomplete:2023-01–2023-12"


def test_overlapping_bills_refuse_the_year(city: Area, futian: Area) -> None:
    owner = building(futian)
    one = meter(owner)
    monthly(one, 2024)
    bill(one, date(2024, 5, 1), date(2024, 6, 30), "20000")
    work_out(owner)
    assert year_of(owner).why_missing[0] == "bills_incomplete:2024-05, 2024-06"


def test_the_second_meter_without_bills_refuses_the_year(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2024)
    meter(owner, "natural_gas")
    work_out(owner)
    assert year_of(owner).why_missing[0] == "bills_incomplete:2024-01–2024-12"


def test_a_bill_that_ends_in_the_future_is_no_bill(city: Area, futian: Area) -> None:
    owner = building(futian)
    one = meter(owner)
    monthly(one, 2025, skip=(12,))
    bill(one, date(2025, 12, 1), date(2032, 12, 31), "10000")
    work_out(owner)
    assert years_of(owner) == [2025]
    assert year_of(owner, 2025).intensity is None


@pytest.mark.parametrize("area", [None, Decimal(0)])
def test_without_a_floor_area_there_is_energy_and_no_intensity(
    city: Area, futian: Area, area: Decimal | None
) -> None:
    owner = building(futian, floor_area=area)
    monthly(meter(owner), 2024)
    work_out(owner)
    found = year_of(owner)
    assert (found.intensity, found.energy) == (None, 120_000)
    assert found.why_missing == ["no_floor_area"]
    assert energy_year_facts(city, TODAY)["energy_reported"].item() is True


def test_an_impossible_figure_is_refused_and_harms_nobody_else(city: Area, futian: Area) -> None:
    owner, huge, other = (building(futian, floor_area=Decimal(10)) for _ in range(3))
    monthly(meter(owner), 2024, "833333.34")
    monthly(meter(huge), 2024, "99999999999999", "tce")
    monthly(meter(other), 2024, "10")
    work_out(owner, huge, other)
    for each in (owner, huge):
        assert year_of(each).intensity is None
        assert year_of(each).why_missing == ["impossible_figure"]
        assert missing_texts(["impossible_figure"], "en") != ["impossible_figure"]
    assert year_of(other).intensity == 12


# --- methods and factors --------------------------------------------------------------------


def test_gas_waits_for_a_confirmed_factor(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=Decimal(1_000))
    monthly(meter(owner, "natural_gas"), 2024, "100", "m³")
    enter("GB", row("80"), city=city)
    work_out(owner)
    assert year_of(owner).why_missing[0] == "no_factor"
    factors = enter("FACTORS", gas_factor(), confirmed=False)
    work_out(owner)
    found = year_of(owner)
    assert found.why_missing[0] == "unverified_factor"
    assert found.quantities == {"natural_gas": ["1200", "m³"]}
    [text] = missing_texts(found.why_missing, "zh")
    assert "天然气" in text and "FACTORS" in text
    assert energy_year_facts(city, TODAY)["energy_reported"].item() is True, "bills were handed in"
    services.confirm(OPERATOR, [only(factors)], SAID)
    work_out(owner)
    assert year_of(owner).intensity == Decimal("8.5572"), "1,200 m³ × 7.131 / 1,000 m²"
    assert year_of(owner).why_missing == []


def test_two_confirmed_factors_that_differ_decide_nothing(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner, "natural_gas"), 2024, "100", "m³")
    enter("GB", row("80"), city=city)
    enter("A", gas_factor())
    enter("B", gas_factor("7.2"))
    work_out(owner)
    assert year_of(owner).why_missing[0] == "factor_conflict"


def test_each_year_takes_the_factor_in_force_on_its_last_day(city: Area, futian: Area) -> None:
    owner = building(futian, floor_area=Decimal(1_200))
    one = meter(owner, "natural_gas")
    for year in (2023, 2024):
        monthly(one, year, "100", "m³")
    enter("GB", row("80"), city=city)
    enter(
        "FACTORS",
        gas_factor("7", last=date(2024, 12, 30)),
        gas_factor("8", first=date(2024, 12, 31)),
    )
    work_out(owner)
    assert [year_of(owner, year).intensity for year in (2023, 2024)] == [7, 8]


def test_the_method_is_that_of_the_standard_in_use(city: Area, futian: Area) -> None:
    """Site energy: a kWh of gas is a kWh. Electricity equivalent: it needs a factor."""
    owner = building(futian, floor_area=Decimal(1_200))
    monthly(meter(owner, "natural_gas"), 2024, "3.6", "GJ")
    monthly(meter(owner), 2024, "1000")
    work_out(owner)
    assert year_of(owner).why_missing == ["no_standard"]
    standard = enter("GB", row("80"), city=city)
    work_out(owner)
    assert year_of(owner).why_missing[0] == "no_factor"
    type(standard).objects.filter(pk=standard.pk).update(method="site_energy")
    work_out(owner)
    assert year_of(owner).intensity == 20
    enter("SJG", row("70"), city=city)
    work_out(owner)
    assert year_of(owner).why_missing == ["unclear_method"]


def test_electricity_alone_is_the_same_by_every_method(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2024)
    enter("GB", row("80"), city=city)
    site = enter("SJG", row("70"), city=city)
    type(site).objects.filter(pk=site.pk).update(method="site_energy")
    work_out(owner)
    assert year_of(owner).intensity == 12


def test_standard_coal_is_given_where_its_factor_is_confirmed(city: Area, futian: Area) -> None:
    owner = building(futian)
    monthly(meter(owner), 2024)
    work_out(owner)
    assert year_of(owner).kgce is None
    enter("COAL", row("0.1229", "factor.kgce", "kgce/kWh", commodity="electricity"))
    work_out(owner)
    assert year_of(owner).kgce == Decimal("14748")


# --- what is on file already ----------------------------------------------------------------


def test_a_reported_figure_stays_and_the_bills_stand_beside_it(city: Area, futian: Area) -> None:
    owner = building(futian)
    before = reported(owner, 2024, "11.5", hours=Decimal(3_812))
    monthly(meter(owner), 2024)
    done = work_out(owner)
    assert (done.complete, done.beside, done.created, done.updated) == (1, 1, 0, 1)
    found = year_of(owner)
    assert (found.basis, found.intensity) == ("reported", Decimal("11.5"))
    assert found.bills_intensity == 12
    assert (found.hours, found.pk) == (3_812, before.pk)
    assert energy_year_facts(city, TODAY)["intensity"].item() == 11_500_000


def test_incomplete_bills_leave_a_reported_figure_alone(city: Area, futian: Area) -> None:
    owner = building(futian)
    reported(owner, 2024, "11.5")
    one = meter(owner)
    monthly(one, 2024)
    work_out(owner)
    Bill.objects.filter(meter=one, start=date(2024, 5, 1)).delete()
    before = everything()
    work_out(owner)
    found = year_of(owner)
    assert (found.intensity, found.bills_intensity) == (Decimal("11.5"), None)
    assert before[0] | {"bills_intensity": None} == everything()[0]


@pytest.mark.parametrize(
    "stated",
    [{"energy": Decimal(5), "energy_unit": "kWh"}, {"quantities": {"electricity": ["5", "kWh"]}}],
)
def test_a_report_of_amounts_without_a_figure_is_a_report(
    city: Area, futian: Area, stated: dict[str, Any]
) -> None:
    owner = building(futian)
    reported(owner, 2024, None, **stated)
    monthly(meter(owner), 2024)
    work_out(owner)
    found = year_of(owner)
    assert (found.basis, found.intensity, found.bills_intensity) == ("reported", None, 12)
    assert {name: getattr(found, name) for name in stated} == stated
    facts = energy_year_facts(city, TODAY).row(0, named=True)
    assert (facts["intensity"], facts["intensity_unit"]) == (12_000_000, KWH)
    assert facts["why_intensity"] is None


def test_a_report_of_water_alone_reports_no_energy(city: Area, futian: Area) -> None:
    reported(building(futian), 2024, None, quantities={"water": ["5", "m³"]})
    assert energy_year_facts(city, TODAY)["energy_reported"].item() is None


def test_a_report_that_states_no_amount_is_filled_and_keeps_the_use(
    city: Area, futian: Area
) -> None:
    owner = building(futian)
    reported(owner, 2024, None, hours=Decimal(3_812))
    monthly(meter(owner), 2024)
    work_out(owner)
    found = year_of(owner)
    assert (found.basis, found.intensity, found.hours) == ("bills", 12, 3_812)
    assert found.why_missing == []


def test_years_whose_bills_are_gone_go_and_what_a_list_brought_stays(
    city: Area, futian: Area
) -> None:
    owner, used = building(futian), building(futian)
    reported(used, 2024, None, hours=Decimal(3_812))
    for each in (owner, used):
        monthly(meter(each), 2024)
    work_out(owner, used)
    Meter.objects.all().delete()
    done = work_out(owner, used)
    assert (done.buildings, done.removed) == (0, 2)
    assert years_of(owner) == []
    found = year_of(used)
    assert (found.basis, found.intensity, found.hours) == ("reported", None, 3_812)
    assert found.why_missing == ["no_figure"] and found.quantities == {}


def test_bills_that_fill_a_gap_turn_the_refusal_into_a_figure(city: Area, futian: Area) -> None:
    owner = building(futian)
    one = meter(owner)
    monthly(one, 2024, skip=(7,))
    work_out(owner)
    bill(one, date(2024, 7, 1), date(2024, 7, 31), "10000")
    done = work_out(owner)
    assert (done.created, done.updated, done.complete) == (0, 1, 1)
    assert (year_of(owner).intensity, year_of(owner).why_missing) == (12, [])


def test_working_out_again_changes_nothing(city: Area, futian: Area) -> None:
    owners = [building(futian, floor_area=Decimal(7_000)) for _ in range(3)]
    monthly(meter(owners[0]), 2024, "3333.333333")
    monthly(meter(owners[1]), 2024, skip=(2,))
    reported(owners[2], 2024, "9")
    monthly(meter(owners[2]), 2024)
    work_out(*owners)
    before = everything()
    done = work_out(*owners)
    assert (done.created, done.updated, done.removed) == (0, 0, 0)
    assert everything() == before


def test_other_buildings_are_left_alone(city: Area, futian: Area) -> None:
    owner, other = building(futian), building(futian)
    for each in (owner, other):
        monthly(meter(each), 2024)
    work_out(owner)
    assert years_of(other) == []
    work_out(owner, other)
    Meter.objects.filter(building=other).delete()
    work_out(owner)
    assert years_of(other) == [2024]
    assert work_out() == Annualised(0, 0, 0, 0, 0, 0, 0)


def test_a_constant_number_of_queries(city: Area, futian: Area) -> None:
    owners = [building(futian) for _ in range(12)]
    for owner in owners:
        monthly(meter(owner), 2024)

    def asked(some: list[Building]) -> int:
        seen: list[str] = []

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            work_out(*some)
        return len(seen)

    assert asked(owners[:1]) == asked(owners)
