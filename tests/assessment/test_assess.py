"""From PostgreSQL to committed findings: verdicts, versions, what changed, and old explanations."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.explaining import (
    NothingToExplain,
    explain_building,
    explain_finding,
)
from greenward.bureau.assessment.models import Assessment, Finding
from greenward.bureau.assessment.services import assess
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.enforcement.services import order_correction
from greenward.bureau.performance.models import EnergyAct, EnergyYear
from greenward.bureau.registry.models import Building, BuildingClass
from greenward.bureau.standards.editions import publish
from greenward.bureau.standards.models import Standard, StandardRow
from greenward.bureau.standards.services import Attestation, confirm, use_standard
from greenward.law.canonical import digest
from greenward.law.language import Edition, LawError, Text, Verdict
from greenward.law.sentence import as_text
from greenward.law.shenzhen import PACK

ON = date(2026, 11, 20)
OFFICIAL = Attestation("Wu", "the standard's own page", date(2026, 1, 5))
pytestmark = pytest.mark.django_db


@pytest.fixture
def law(operator: Actor) -> None:
    publish(operator, PACK)


@pytest.fixture
def limit(city: Area, operator: Actor, law: None) -> Callable[..., StandardRow]:
    """Enter, confirm and put in use a constraint value (kWh/(m²·a)) for all classes."""
    standard = Standard.objects.create(code="T", title_zh="表", title_en="Table", level="local")
    use_standard(operator, area=city, standard=standard, first_day=date(2010, 1, 1))

    def enter(value: str, first: date, last: date | None = None, confirmed: bool = True, **more):
        row = StandardRow.objects.create(
            standard=standard,
            value=Decimal(value),
            decimals=max(0, -Decimal(value).as_tuple().exponent),
            first_day=first,
            last_day=last,
            source="test",
            evidence="A",
            key=digest([value, first, more]),
            entered_by="test",
            **{"quantity": "energy.constraint", "unit": "kWh/(m²·a)"} | more,
        )
        if confirmed:
            confirm(operator, [row], OFFICIAL)
        return row

    return enter


def office(area: Area, figures: dict[int, str | None], **fields: object) -> Building:
    building = Building.objects.create(
        **{
            "area": area,
            "name": "Tower",
            "function": "A",
            "floor_area": Decimal(23_410),
            "in_use": True,
            "completed_on": date(2008, 5, 20),
        }
        | fields
    )
    for year, figure in figures.items():
        EnergyYear.objects.create(
            building=building,
            year=year,
            basis="reported",
            intensity=None if figure is None else Decimal(figure),
            intensity_unit="kWh/(m²·a)",
        )
    return building


def verdict(building: Building, duty: str, year: int | None = None) -> Verdict:
    found = Finding.objects.filter(building=building, duty=duty, year=year, ended_by=None)
    return Verdict(found.get().verdict) if found else Verdict.NOT_APPLICABLE


def test_the_two_year_rule_takes_each_year_against_its_own_limit(limit, futian, city, operator):
    limit("80", date(2020, 1, 1), date(2024, 12, 31))
    limit("100", date(2025, 1, 1))
    twice = office(futian, {2024: "120", 2025: "150"})
    once = office(futian, {2024: "119.99", 2025: "150"})
    assess(operator, city, ON)
    found = Finding.objects.get(building=twice, duty="32.2.3", year=2025)
    assert found.owed and Verdict(found.verdict) is Verdict.UNKNOWN
    assert found.missing == {"energy_retrofit_done": "not_on_file"}
    assert verdict(once, "32.2.3", 2025) is Verdict.NOT_APPLICABLE


def test_a_missing_year_is_unknown_and_says_so(limit, futian, city, operator):
    limit("80", date(2020, 1, 1))
    gap = office(futian, {2023: "150", 2025: "150"})
    blank = office(futian, {2024: None, 2025: "150"})
    assess(operator, city, ON)
    for building, why in ((gap, "no_year"), (blank, "no_figure")):
        found = Finding.objects.get(building=building, duty="32.2.3", year=2025)
        assert Verdict(found.verdict) is Verdict.UNKNOWN and not found.owed
        assert found.missing["eui_last_year"] == why


def test_an_unconfirmed_row_makes_the_verdict_unknown_until_it_is_confirmed(
    limit, futian, city, operator
):
    row = limit("80", date(2020, 1, 1), confirmed=False)
    building = office(futian, {2025: "90"})
    assess(operator, city, ON)
    found = Finding.objects.get(building=building, duty="32.2.1", year=2025)
    assert Verdict(found.verdict) is Verdict.UNKNOWN
    assert found.missing == {"constraint_value": "unverified"}
    confirm(operator, [row], OFFICIAL)
    run = assess(operator, city, ON)
    assert verdict(building, "32.2.1", 2025) is Verdict.BREACHED
    assert run.changes == {"begun": 2, "ended": 3}  # half as much again is now known not to bind


def test_a_recorded_class_outweighs_the_derived_one(limit, futian, city, operator):
    limit("80", date(2020, 1, 1))
    small = office(futian, {2025: "90"}, floor_area=Decimal("19999.99"))
    recorded = office(futian, {2025: "90"}, floor_area=Decimal("19999.99"))
    BuildingClass.objects.create(
        building=recorded, name="large_public", value=True, reason="one building", recorded_by="x"
    )
    exempt = office(futian, {2025: "90"})
    BuildingClass.objects.create(
        building=exempt, name="large_public", value=False, reason="two buildings", recorded_by="x"
    )
    assess(operator, city, ON)
    assert verdict(recorded, "32.2.1", 2025) is Verdict.BREACHED
    assert verdict(exempt, "32.2.1", 2025) is not Verdict.BREACHED
    assert verdict(small, "32.2.1", 2025) is not Verdict.BREACHED


def test_an_unchanged_city_writes_nothing_and_a_changed_fact_moves_one_case(
    limit, futian, city, operator
):
    limit("80", date(2020, 1, 1))
    building = office(futian, {2025: "90"})
    office(futian, {2025: "70"})
    first = assess(operator, city, ON)
    assert first.changes == {"begun": Finding.objects.count(), "ended": 0}
    assert assess(operator, city, ON).changes == {"begun": 0, "ended": 0}
    EnergyYear.objects.filter(building=building).update(intensity=Decimal("80"))
    run = assess(operator, city, ON)
    ended = {f.duty for f in Finding.objects.filter(ended_by=run)}
    begun = {f.duty for f in Finding.objects.filter(made_by=run)}
    assert ended == {"32.2.1", "32.2.2"} and begun == {"32.2.1"}
    assert verdict(building, "32.2.1", 2025) is Verdict.SATISFIED


def test_a_fine_is_exposed_only_after_the_order_was_served_and_expired(
    limit, futian, city, operator
):
    limit("80", date(2020, 1, 1))
    limit("180", date(2020, 1, 1), quantity="due.32.2.2", unit="day")
    building = office(futian, {2025: "90"})
    assess(operator, city, ON)
    found = Finding.objects.get(building=building, duty="32.2.2", ended_by=None)
    assert Verdict(found.verdict) is Verdict.BREACHED and not found.exposed
    assert (found.fine_low, found.fine_high) == (100_000_00, 300_000_00)
    order_correction(
        operator,
        building=building,
        duty="32.2.2",
        year=2025,
        issued_on=date(2026, 8, 1),
        served_on=date(2026, 8, 3),
        due_on=date(2026, 11, 19),
    )
    assess(operator, city, ON)
    assert Finding.objects.get(building=building, duty="32.2.2", ended_by=None).exposed


def test_an_act_not_on_file_is_no_only_after_its_day(limit, futian, city, operator):
    limit("80", date(2020, 1, 1))
    limit("180", date(2020, 1, 1), quantity="due.32.2.2", unit="day")
    building = office(futian, {2025: "90"})
    assess(operator, city, date(2026, 6, 29))
    assert verdict(building, "32.2.2", 2025) is Verdict.UNKNOWN
    assess(operator, city, date(2026, 6, 30))
    assert verdict(building, "32.2.2", 2025) is Verdict.BREACHED
    for kind in ("audit_done", "measures_taken"):
        EnergyAct.objects.create(building=building, year=2025, kind=kind, done_on=date(2026, 7, 1))
    assess(operator, city, ON)
    assert verdict(building, "32.2.2", 2025) is Verdict.SATISFIED


def test_an_officer_of_another_district_may_not_assess_the_city(limit, city, officer):
    with pytest.raises(PermissionDenied):
        assess(officer, city, ON)
    assert not Assessment.objects.exists()
    assert not AuditEvent.objects.filter(act="assess").exists()


def test_each_run_is_one_audit_row(limit, futian, city, operator):
    office(futian, {2025: "90"})
    assess(operator, city, ON)
    assess(operator, city, ON)
    assert AuditEvent.objects.filter(act="assess").count() == 2


def changed_law() -> Edition:
    """The same law, with the constraint duty made one of meeting twice the value."""
    duties = tuple(
        dataclasses.replace(
            duty, text=Text("改写", "rewritten"), requires=duty.requires | duty.applies
        )
        if duty.id == "32.2.1"
        else duty
        for duty in PACK.duties
    )
    return dataclasses.replace(PACK, duties=duties)


def test_an_old_finding_is_explained_byte_for_byte_after_the_law_changed(
    limit, futian, city, operator
):
    limit("80", date(2020, 1, 1))
    building = office(futian, {2025: "90"})
    assess(operator, city, ON)
    old = Finding.objects.get(building=building, duty="32.2.1")
    before = {lang: as_text(explain_finding(old, lang)) for lang in ("zh", "en")}
    publish(operator, changed_law())
    run = assess(operator, city, ON)
    old.refresh_from_db()
    assert old.ended_by_id == run.pk
    assert verdict(building, "32.2.1", 2025) is Verdict.SATISFIED
    assert {lang: as_text(explain_finding(old, lang)) for lang in ("zh", "en")} == before
    assert "90 kWh/(m²·a); 80 kWh/(m²·a)" in before["en"]


def test_explaining_asks_afresh_as_of_the_day(limit, futian, city, operator):
    limit("80", date(2020, 1, 1))
    building = office(futian, {2024: "120", 2025: "137.2"})
    found = explain_building(building, "32.2.3", ON, "en")
    assert found.year == 2025 and found.explanation.judgement.owed
    assert "150 %" in as_text(found.explanation)
    with pytest.raises(NothingToExplain, match="2020"):
        explain_building(building, "32.2.3", ON, "en", year=2020)
    with pytest.raises(NothingToExplain, match="2022-07-01"):
        explain_building(building, "32.2.3", date(2022, 6, 30), "en")
    with pytest.raises(NothingToExplain):
        explain_building(building, "99", ON, "en")


def test_a_value_out_of_bounds_is_an_error_that_names_the_fact(limit, futian, city, operator):
    office(futian, {2025: "90"}, star=9)
    with pytest.raises(LawError, match="star"):
        assess(operator, city, ON)
    assert not Assessment.objects.exists()


def test_a_year_with_nothing_on_file_is_a_breach_only_where_a_day_was_set(
    limit, futian, city, operator
):
    old = office(futian, {})
    new = office(futian, {}, completed_on=date(2025, 3, 1))
    unsaid = office(futian, {}, completed_on=None)
    assess(operator, city, ON)
    assert not Finding.objects.filter(duty="25.2").exists()
    limit("90", date(2024, 1, 1), quantity="due.25.2", unit="day")
    assess(operator, city, ON)
    found = Finding.objects.filter(duty="25.2", ended_by=None).values_list("building", "year")
    assert set(found) == {(old.pk, 2024), (old.pk, 2025)}
    assert verdict(old, "25.2", 2025) is Verdict.BREACHED
    assert not {new.pk, unsaid.pk} & {building for building, _ in found}


def test_a_city_without_a_published_law_is_told_so_on_the_page(client, city, director):
    client.force_login(director.user)
    shown = client.post("/assess", follow=True)
    assert shown.status_code == 200
    assert "greenward law publish" in shown.content.decode()


def test_pages_answer_while_queries_are_logged(client, city, director, settings):
    settings.DEBUG = True
    client.force_login(director.user)
    assert client.get("/").status_code == 200


def test_a_corrected_figure_says_what_it_was_corrected_for(
    limit, futian, city, operator, director, client
):
    limit("80", date(2020, 1, 1), selector={"energy_class": "office-commercial-A"})
    limit("0.3", date(2020, 1, 1), quantity="correction.hours.fixed", unit="1")
    limit("2500", date(2020, 1, 1), quantity="correction.hours.reference", unit="h")
    building = office(futian, {2025: "100"}, energy_class="office-commercial-A")
    EnergyYear.objects.update(hours=Decimal(3812))
    assess(operator, city, ON)
    assert verdict(building, "32.2.1", 2025) is Verdict.SATISFIED
    client.force_login(director.user)
    shown = client.get(f"/buildings/{building.pk}/chart", headers={"accept-language": "en"})
    assert "corrected for hours of use a year; 100 before" in shown.content.decode()
