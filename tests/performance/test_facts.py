"""The facts of an energy year: figures, corrections, acts and due dates, on a real database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.facts import energy_year_facts
from greenward.bureau.performance.models import EnergyAct
from greenward.bureau.standards import services
from greenward.law.language import Text
from greenward.law.standards import Gap
from tests.standards.kit import OPERATOR, SAID, enter, only, row

from .kit import building, reported

ON = date(2026, 3, 1)
OFFICE = "office-commercial-B"


def facts(city: Area, on: date = ON) -> dict[tuple[int, int], dict[str, Any]]:
    return {(r["building"], r["year"]): r for r in energy_year_facts(city, on).to_dicts()}


def one(city: Area, on: date = ON) -> dict[str, Any]:
    [found] = facts(city, on).values()
    return found


# --- figures --------------------------------------------------------------------------------


def test_a_reported_figure_in_millionths_of_its_own_unit(city: Area, futian: Area) -> None:
    reported(building(futian), 2024, "79.300001", intensity_unit="kBtu/(ft²·a)")
    found = one(city)
    assert (found["intensity"], found["intensity_unit"]) == (79_300_001, "kBtu/(ft²·a)")
    assert found["reported_intensity"] == found["intensity"]
    assert found["energy_reported"] is True
    assert (found["why_intensity"], found["corrected_for"]) == (None, "")


def test_a_year_without_figure_is_unknown_with_its_reason(city: Area, futian: Area) -> None:
    reported(building(futian), 2024, None, why_missing=["not_submitted", {}])
    found = one(city)
    assert found["intensity"] is None and found["energy_reported"] is None
    assert found["why_intensity"] == "not_submitted"


def test_energy_that_was_reported_without_an_area_is_reported(city: Area, futian: Area) -> None:
    reported(building(futian), 2024, None, energy=Decimal(5), energy_unit="kWh",
             why_missing=["no_floor_area"])  # fmt: skip
    assert one(city)["energy_reported"] is True


def test_only_the_buildings_of_the_city_and_of_the_list(
    city: Area, futian: Area, nanshan: Area
) -> None:
    here, there = building(futian), building(nanshan)
    elsewhere = building(Area.objects.create(code="440100", name_zh="广州市", name_en="Guangzhou"))
    for each in (here, there, elsewhere):
        reported(each, 2024, "80")
    assert set(facts(city)) == {(here.pk, 2024), (there.pk, 2024)}
    assert energy_year_facts(city, ON, [there.pk, elsewhere.pk])["building"].to_list() == [there.pk]


# --- acts -----------------------------------------------------------------------------------


def act(owner: Any, kind: str, year: int, done_on: date) -> EnergyAct:
    return EnergyAct.objects.create(building=owner, kind=kind, year=year, done_on=done_on)


def test_an_audit_answers_the_year_it_is_recorded_for(city: Area, futian: Area) -> None:
    owner = building(futian)
    for year in (2023, 2024):
        reported(owner, year, "120")
    act(owner, "audit_done", 2024, date(2025, 5, 1))
    found = facts(city)
    assert found[owner.pk, 2024]["audit_done"] is True
    assert found[owner.pk, 2024]["measures_taken"] is None
    assert found[owner.pk, 2023]["audit_done"] is None


def test_an_act_counts_from_the_day_it_was_done(city: Area, futian: Area) -> None:
    owner = building(futian)
    reported(owner, 2024, "120")
    act(owner, "measures_taken", 2024, date(2025, 5, 1))
    assert one(city, date(2025, 4, 30))["measures_taken"] is None
    assert one(city, date(2025, 5, 1))["measures_taken"] is True


def test_a_retrofit_answers_the_years_that_had_not_ended_before_it(
    city: Area, futian: Area
) -> None:
    """2022 and 2023 over, or 2023 and 2024: a retrofit of 2024 answers. 2024 and 2025: it does not."""
    owner = building(futian)
    for year in (2022, 2023, 2024, 2025):
        reported(owner, year, "160")
    act(owner, "energy_retrofit_done", 2023, date(2024, 1, 1))
    found = facts(city)
    given = [found[owner.pk, year]["energy_retrofit_done"] for year in (2022, 2023, 2024, 2025)]
    assert given == [True, True, True, None]


def test_a_retrofit_on_the_last_day_of_the_year_before_does_not_answer(
    city: Area, futian: Area
) -> None:
    owner = building(futian)
    reported(owner, 2024, "160")
    act(owner, "energy_retrofit_done", 2024, date(2023, 12, 31))
    assert one(city)["energy_retrofit_done"] is None
    act(owner, "energy_retrofit_done", 2024, date(2024, 1, 1))
    assert one(city)["energy_retrofit_done"] is True


def test_a_withdrawn_act_counts_no_longer(city: Area, futian: Area) -> None:
    owner = building(futian)
    reported(owner, 2024, "120")
    recorded = act(owner, "audit_done", 2024, date(2025, 5, 1))
    EnergyAct.objects.filter(pk=recorded.pk).update(withdrawn_on=date(2026, 1, 10))
    assert one(city, date(2026, 1, 9))["audit_done"] is True
    assert one(city, date(2026, 1, 10))["audit_done"] is None


@pytest.mark.parametrize(
    ("kind", "duty"),
    [
        ("audit_done", "32.2.2"),
        ("measures_taken", "32.2.2"),
        ("energy_retrofit_done", "32.2.3"),
        ("energy_reported", "25.2"),
    ],
)
def test_nothing_on_file_is_no_only_after_the_due_day(
    city: Area, futian: Area, kind: str, duty: str
) -> None:
    reported(building(futian), 2024, None)
    assert one(city, date(2030, 1, 1))[kind] is None, "no due date is set"
    waiting = enter("办理期限", row("60", f"due.{duty}", "d"), confirmed=False)
    assert one(city, date(2030, 1, 1))[kind] is None, "nobody confirmed it"
    services.confirm(OPERATOR, [only(waiting)], SAID)
    assert one(city, date(2025, 3, 1))[kind] is None, "on the due day"
    assert one(city, date(2025, 3, 2))[kind] is False


# --- corrections ----------------------------------------------------------------------------


def corrected_city(city: Area, confirmed: bool = True) -> Any:
    """An office limit of 80 with the office corrections of the standard."""
    standard = enter("GB", row("80", energy_class=OFFICE), city=city, level="national")
    table = [
        row("0.3", "correction.hours.fixed", "1", energy_class=OFFICE),
        row("2500", "correction.hours.reference", "h", energy_class=OFFICE),
        row("0.7", "correction.area_per_person.fixed", "1", energy_class=OFFICE),
        row("10", "correction.area_per_person.reference", "m²", energy_class=OFFICE),
    ]
    enter("GB", *table, level="national", confirmed=confirmed)
    return standard


def test_the_published_example_end_to_end(city: Area, futian: Area) -> None:
    """100 kWh/(m²·a) at 3,812 h is 75.9: within 80."""
    corrected_city(city)
    reported(building(futian, energy_class=OFFICE), 2024, "100", hours=Decimal(3812))
    found = one(city)
    assert found["intensity"] == 75_907_661, "30 + 70 × 2500/3812 = 75.90766002…, rounded to odd"
    assert found["reported_intensity"] == 100_000_000
    assert found["corrected_for"] == "hours"


def test_both_office_corrections(city: Area, futian: Area) -> None:
    corrected_city(city)
    owner = building(futian, energy_class=OFFICE)
    reported(owner, 2024, "100", hours=Decimal(5000), area_per_person=Decimal(20))
    found = one(city)
    assert (found["intensity"], found["corrected_for"]) == (84_500_000, "hours,area_per_person")


def test_without_inputs_the_figure_stands_and_says_so(city: Area, futian: Area) -> None:
    corrected_city(city, confirmed=False)
    reported(building(futian, energy_class=OFFICE), 2024, "100")
    assert (one(city)["intensity"], one(city)["corrected_for"]) == (100_000_000, "")


def test_with_inputs_and_unconfirmed_parameters_it_is_unknown(city: Area, futian: Area) -> None:
    standard = corrected_city(city, confirmed=False)
    reported(building(futian, energy_class=OFFICE), 2024, "100", hours=Decimal(3812))
    found = one(city)
    assert (found["intensity"], found["why_intensity"]) == (None, "unverified_correction:GB")
    assert found["energy_reported"] is True, "the owner did report"
    parts = [only(standard, quantity=f"correction.hours.{part}") for part in ("fixed", "reference")]
    services.confirm(OPERATOR, parts, SAID)
    assert one(city)["corrected_for"] == "hours", "the area per person is not on file"


def test_a_correction_the_standard_has_but_nobody_supplied(city: Area, futian: Area) -> None:
    gap = Gap("correction.hours.reference", {"energy_class": frozenset(["shop-ordinary-A"])},
              Text("未取得", "not obtained"))  # fmt: skip
    enter("GB", city=city, level="national", gaps=(gap,))
    enter("GB", row("85"), row("0.3", "correction.hours.fixed", "1"), level="national")
    reported(building(futian, energy_class="shop-ordinary-A"), 2024, "100", hours=Decimal(4000))
    assert one(city)["why_intensity"] == "unverified_correction:GB"


def test_a_standard_that_corrects_nothing_leaves_the_figure(city: Area, futian: Area) -> None:
    enter("SJG", row("80"), city=city)
    reported(building(futian, energy_class=OFFICE), 2024, "100", hours=Decimal(3812))
    reported(building(futian, energy_class="hospital"), 2024, "100", hours=Decimal(3812))
    reported(building(futian), 2024, "100", hours=Decimal(3812))
    assert {r["intensity"] for r in facts(city).values()} == {100_000_000}


def test_the_corrections_are_of_the_standard_whose_limit_decides(city: Area, futian: Area) -> None:
    corrected_city(city)
    enter("SJG", row("70"), city=city)
    reported(building(futian, energy_class=OFFICE), 2024, "100", hours=Decimal(3812))
    assert one(city)["intensity"] == 100_000_000


def test_impossible_hours_make_the_figure_unknown(city: Area, futian: Area) -> None:
    corrected_city(city)
    reported(building(futian, energy_class=OFFICE), 2024, "100", hours=Decimal("8784.01"))
    assert (one(city)["intensity"], one(city)["why_intensity"]) == (None, "bad_use")


@pytest.mark.parametrize(
    ("figure", "unit", "known"),
    [
        ("1000000", "kWh/(m²·a)", True),
        ("1000000.000001", "kWh/(m²·a)", False),
        ("316998.330628", "kBtu/(ft²·a)", True),
        ("316998.330629", "kBtu/(ft²·a)", False),
        ("99999999999999.999999", "J/(m²·a)", False),
    ],
)
def test_a_figure_no_building_can_have_is_unknown(
    city: Area, futian: Area, figure: str, unit: str, known: bool
) -> None:
    """Else one slip of a keyboard would stop the judgement of the whole city."""
    reported(building(futian), 2024, figure, intensity_unit=unit)
    found = one(city)
    assert (found["intensity"] is not None) is known
    assert found["why_intensity"] == (None if known else "impossible_figure")


def test_a_correction_may_not_make_it_impossible_either(city: Area, futian: Area) -> None:
    corrected_city(city)
    reported(building(futian, energy_class=OFFICE), 2024, "999999", hours=Decimal("0.01"))
    assert (one(city)["intensity"], one(city)["why_intensity"]) == (None, "impossible_figure")


def test_shares_of_hotels_are_per_cent(city: Area, futian: Area) -> None:
    hotel = "hotel-four-star-A"
    enter(
        "GB",
        row("100"),
        row("0.4", "correction.occupancy.fixed", "1", energy_class=hotel),
        row("50", "correction.occupancy.reference", "%", energy_class=hotel),
        row("0.5", "correction.guest_room_share.fixed", "1", energy_class=hotel),
        row("70", "correction.guest_room_share.reference", "%", energy_class=hotel),
        city=city,
    )
    reported(building(futian, energy_class=hotel), 2024, "100",
             occupancy=Decimal(25), guest_room_share=Decimal(35))  # fmt: skip
    assert one(city)["intensity"] == 240_000_000


def test_a_constant_number_of_queries(city: Area, futian: Area) -> None:
    """Uses, rows and due dates; the figures and the acts come by one COPY each."""
    corrected_city(city)

    def more(count: int) -> None:
        for _ in range(count):
            owner = building(futian, energy_class=OFFICE)
            for year in (2022, 2023, 2024):
                reported(owner, year, "100", hours=Decimal(3000))
            act(owner, "audit_done", 2024, date(2025, 5, 1))

    def asked() -> int:
        seen: list[str] = []

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            energy_year_facts(city, ON)
        return len(seen)

    more(1)
    assert asked() == 3
    more(20)
    assert asked() == 3


def test_an_empty_city(city: Area) -> None:
    found = energy_year_facts(city, ON)
    assert found.height == 0
    assert {"intensity", "corrected_for", "energy_retrofit_done"} <= set(found.columns)
