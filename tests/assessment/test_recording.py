"""Acts recorded on a building's page: who may, what is kept, what is refused and said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment import running
from greenward.bureau.assessment.models import Assessment
from greenward.bureau.casework.jobs import run_worker
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.enforcement.models import CorrectionOrder, Penalty
from greenward.bureau.operation.models import MeteringState
from greenward.bureau.performance.models import EnergyAct
from greenward.bureau.registry.models import Building, BuildingClass

from .factories import assessed, make_case

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def building(city: Area, futian: Area) -> Building:
    """A building that breaches 32.2.3 in 2025."""
    figures = {2024: (130, 80), 2025: (130, 80)}
    case = make_case(futian, "Tower", figures, yearly={"energy_retrofit_done": False})
    assessed(city, [case])
    return case.building


@pytest.fixture
def desk(officer: Actor) -> Client:
    client = Client()
    client.force_login(officer.user)
    client.cookies["django_language"] = "en"
    return client


def send(client: Client, url: str, **fields: Any) -> Any:
    return client.post(
        url, {key: str(v) if isinstance(v, date) else v for key, v in fields.items()}
    )


# --- what a building needs ------------------------------------------------------------------


def test_an_audit_is_put_on_file_with_its_proof(desk, building, settings, tmp_path):
    settings.DOCUMENTS = tmp_path
    proof = SimpleUploadedFile("审计报告.pdf", b"%PDF", content_type="application/pdf")
    answer = send(
        desk,
        f"/buildings/{building.pk}/record/energy-act",
        kind="audit_done",
        year=2025,
        done_on=date(2026, 3, 2),
        document=proof,
        note="by the institute",
    )
    assert answer.url == f"/buildings/{building.pk}#acts"
    act = EnergyAct.objects.get()
    assert (act.kind, act.year, act.document.name) == ("audit_done", 2025, "审计报告.pdf")
    assert AuditEvent.objects.filter(act="record_energy_act").count() == 1
    page = desk.get(f"/buildings/{building.pk}").content.decode()
    assert "审计报告.pdf" in page and "by the institute" in page


def test_a_refusal_of_the_service_is_said_on_the_form(desk, building):
    answer = send(
        desk,
        f"/buildings/{building.pk}/record/energy-act",
        kind="audit_done",
        year=2025,
        done_on=date(2024, 3, 2),
    )
    assert answer.status_code == 422
    assert "cannot answer the year 2025" in answer.content.decode()
    assert "2024-03-02" in answer.content.decode()  # what was typed is not lost
    assert not EnergyAct.objects.exists()
    assert not AuditEvent.objects.filter(act="record_energy_act").exists()


def test_a_form_without_its_fields_opens_again_with_every_error(desk, building):
    answer = send(desk, f"/buildings/{building.pk}/record/class")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in text and text.count('class="field-error"') >= 3
    assert 'href="#class-reason"' in text


def test_an_act_recorded_by_mistake_is_withdrawn(desk, building, officer):
    act = EnergyAct.objects.create(
        building=building, kind="audit_done", year=2025, done_on=date(2026, 1, 5)
    )
    url = f"/buildings/{building.pk}/record/withdraw/{act.pk}"
    assert send(desk, url, reason="another building").status_code == 302
    act.refresh_from_db()
    assert act.withdrawn_why == "another building"
    page = desk.get(f"/buildings/{building.pk}").content.decode()
    assert "another building" in page and url not in page


def test_the_state_of_metering(desk, building):
    url = f"/buildings/{building.pk}/record/metering"
    fields = {"as_of": TODAY, "source": "visit", "submeters_installed": "yes"}
    assert send(desk, url, **fields, monitoring_installed="no").status_code == 302
    state = MeteringState.objects.get()
    assert (state.submeters_installed, state.monitoring_installed) == (True, False)
    assert state.metering_operating is None
    assert send(desk, url, as_of=TODAY, source="visit").status_code == 422


def test_a_class_is_recorded_and_ended_with_reasons(desk, building):
    url = f"/buildings/{building.pk}/record"
    assert send(desk, f"{url}/class", name="large_public", value="no", reason="two buildings")
    record = BuildingClass.objects.get()
    assert (record.value, record.reason) == (False, "two buildings")
    assert send(desk, f"{url}/end-class/{record.pk}", reason="merged").status_code == 302
    record.refresh_from_db()
    assert record.ended_at is not None
    assert send(desk, f"{url}/end-class/{record.pk + 1}", reason="x").status_code == 404


# --- orders to correct ----------------------------------------------------------------------


def test_an_order_from_its_draft_to_the_fine(desk, building, city, operator):
    url = f"/buildings/{building.pk}/order/32.2.3?year=2025"
    draft = desk.get(url).content.decode()
    assert "no energy-saving retrofit was carried out" in draft
    assert "File the retrofit plan" in draft
    issued = TODAY - timedelta(40)
    answer = send(
        desk, url, paper="1", number="2026-017", issued_on=issued, due_on=TODAY - timedelta(10)
    )
    assert answer.url == f"/buildings/{building.pk}#duty-32.2.3"
    order = CorrectionOrder.objects.get()
    record = f"/buildings/{building.pk}/record"
    page = desk.get(f"/buildings/{building.pk}").content.decode()
    assert "Serve the order" in page and f"{record}/served/{order.pk}" in page
    assert f"{record}/penalty/{order.pk}" not in page
    send(desk, f"{record}/served/{order.pk}", served_on=issued + timedelta(1))
    page = desk.get(f"/buildings/{building.pk}").content.decode()
    assert "assess again" in page
    fine = {"number": "2026-P-3", "decided_on": TODAY}
    refused = send(desk, f"{record}/penalty/{order.pk}", **fine, amount="499999.99")
    assert refused.status_code == 422 and not Penalty.objects.exists()
    assert send(desk, f"{record}/penalty/{order.pk}", **fine, amount="500000").status_code == 302
    assert Penalty.objects.get().amount_fen == 50_000_000
    assert "fined ¥500,000.00" in desk.get(f"/buildings/{building.pk}").content.decode()


def test_a_corrected_breach_asks_for_a_new_assessment(desk, building):
    order = CorrectionOrder.objects.create(
        building=building,
        duty="32.2.3",
        year=2025,
        issued_on=TODAY - timedelta(5),
        served_on=TODAY - timedelta(4),
        due_on=TODAY + timedelta(5),
    )
    send(desk, f"/buildings/{building.pk}/record/corrected/{order.pk}", corrected_on=TODAY)
    page = desk.get(f"/buildings/{building.pk}").content.decode()
    assert f"Corrected on {TODAY}; assess again" in page


def test_there_is_no_draft_without_a_breach(desk, building):
    for duty in ("25.2", "6.1.1", "99"):
        assert desk.get(f"/buildings/{building.pk}/order/{duty}?year=2025").status_code == 404


def test_dates_that_do_not_fit_are_refused_on_the_draft(desk, building):
    url = f"/buildings/{building.pk}/order/32.2.3?year=2025"
    answer = send(desk, url, paper="1", number="1", issued_on=TODAY, due_on=TODAY)
    assert answer.status_code == 422 and not CorrectionOrder.objects.exists()


# --- who may --------------------------------------------------------------------------------


def test_only_the_post_that_includes_an_act_is_offered_it(desk, building, registrar, director):
    url = f"/buildings/{building.pk}/record/energy-act"
    page = f"/buildings/{building.pk}"
    assert url in desk.get(page).content.decode()
    for actor, code in ((registrar, 403), (director, 403)):
        client = Client()
        client.force_login(actor.user)
        assert url not in client.get(page).content.decode()
        assert send(client, url).status_code == code


def test_a_row_of_another_building_is_no_row_of_this_one(desk, building, futian):
    other = Building.objects.create(area=futian, name="Other")
    act = EnergyAct.objects.create(
        building=other, kind="audit_done", year=2025, done_on=date(2026, 1, 5)
    )
    url = f"/buildings/{building.pk}/record/withdraw/{act.pk}"
    assert send(desk, url, reason="x").status_code == 404
    assert send(desk, f"/buildings/{building.pk}/record/withdraw", reason="x").status_code == 404
    assert send(desk, f"/buildings/{building.pk}/record/metering/{act.pk}").status_code == 404


# --- assess now -----------------------------------------------------------------------------


@pytest.fixture
def office(director: Actor) -> Client:
    client = Client()
    client.force_login(director.user)
    client.cookies["django_language"] = "en"
    return client


def test_assess_now_judges_and_says_what_changed(building, director, office):
    before = Assessment.objects.count()
    page = office.post("/assess", follow=True)
    assert page.redirect_chain[-1][0] == "/"
    assert "findings are new or changed" in page.content.decode()
    assert Assessment.objects.count() == before + 1
    assert AuditEvent.objects.filter(act="assess", actor=director.user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_large_city_is_assessed_by_a_worker(building, director, office, monkeypatch):
    monkeypatch.setattr(running, "QUICK", 1)
    before = Assessment.objects.count()
    for _ in range(2):  # asked twice, done once
        assert office.post("/assess").url == "/"
    assert running.ProcrastinateJob.objects.count() == 1
    assert Assessment.objects.count() == before
    assert "An assessment is under way" in office.get("/").content.decode()
    progress = office.get("/assess/progress")
    assert "under way" in progress.content.decode() and "HX-Refresh" not in progress.headers
    run_worker(wait=False)
    assert Assessment.objects.count() == before + 1
    assert office.get("/assess/progress").headers["HX-Refresh"] == "true"
    assert "under way" not in office.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_assessment_that_failed_is_said(building, director, office, monkeypatch):
    def fail(*_: object) -> None:
        raise ValueError("no edition")

    running.ask(director)
    monkeypatch.setattr(running, "assess", fail)
    run_worker(wait=False)
    assert "The last assessment did not finish" in office.get("/").content.decode()
