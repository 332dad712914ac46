"""Audits, measures and retrofits on file: their days, their year, who may record and withdraw."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.documents import keep
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.performance.facts import energy_year_facts
from greenward.bureau.performance.models import EnergyAct
from greenward.bureau.performance.services import (
    PerformanceError,
    record_energy_act,
    withdraw_energy_act,
)
from greenward.bureau.registry.models import Building

from .kit import building, reported


def record(actor: Actor, of: Building, done_on: date, **changes: Any) -> EnergyAct:
    said = {"kind": "audit_done", "year": 2024} | changes
    return record_energy_act(actor, building=of, done_on=done_on, **said)


def test_an_act_is_on_file_with_its_proof_and_in_the_log(futian: Area, officer: Actor) -> None:
    report = keep(officer, io.BytesIO(b"report"), "audit.pdf", "application/pdf")
    made = record(officer, building(futian), date(2025, 5, 1), document=report, note="第三方")
    assert (made.document, made.note, made.recorded_by) == (report, "第三方", officer.user)
    [event] = AuditEvent.objects.all()
    assert (event.act, event.area_path) == ("record_energy_act", futian.path)
    assert event.payload == {
        "energy_act": made.pk,
        "year": 2024,
        "kind": "audit_done",
        "done_on": "2025-05-01",
        "document": report.sha256,
    }


@pytest.mark.parametrize("kind", list(EnergyAct.Kind))
def test_what_was_done_before_the_year_began_does_not_answer_it(
    futian: Area, officer: Actor, kind: EnergyAct.Kind
) -> None:
    of = building(futian)
    with pytest.raises(PerformanceError, match="2023-12-31"):
        record(officer, of, date(2023, 12, 31), kind=kind)
    record(officer, of, date(2024, 1, 1), kind=kind)
    assert of.energy_acts.count() == AuditEvent.objects.count() == 1


def test_what_is_still_to_be_done_is_not_recorded(futian: Area, officer: Actor) -> None:
    of, today = building(futian), timezone.localdate()
    with pytest.raises(PerformanceError):
        record(officer, of, today + timedelta(days=1))
    record(officer, of, today)
    assert of.energy_acts.count() == 1


def test_a_kind_that_is_none_is_refused(futian: Area, officer: Actor) -> None:
    with pytest.raises(ValueError, match="prayer"):
        record(officer, building(futian), date(2025, 5, 1), kind="prayer")


def test_a_mistake_is_withdrawn_once_and_stays_on_file(
    city: Area, futian: Area, officer: Actor
) -> None:
    of, today = building(futian), timezone.localdate()
    reported(of, 2024, "120")
    made = record(officer, of, date(2025, 5, 1))
    assert energy_year_facts(city, today)["audit_done"].item() is True
    with pytest.raises(PerformanceError):
        withdraw_energy_act(officer, made, why=" ")
    withdraw_energy_act(officer, made, why="另一栋建筑的报告")
    assert energy_year_facts(city, today)["audit_done"].item() is None
    assert energy_year_facts(city, today - timedelta(days=1))["audit_done"].item() is True
    kept = of.energy_acts.get()
    assert (kept.withdrawn_on, kept.withdrawn_why) == (today, "另一栋建筑的报告")
    with pytest.raises(PerformanceError, match=str(today)):
        withdraw_energy_act(officer, made, why="again")
    assert AuditEvent.objects.count() == 2


def test_only_the_officer_of_the_area_acts(
    futian: Area,
    officer: Actor,
    sibling_officer: Actor,
    registrar: Actor,
    director: Actor,
    owner: Actor,
) -> None:
    of = building(futian)
    made = record(officer, of, date(2025, 5, 1))
    for other in (sibling_officer, registrar, director, owner):
        with pytest.raises(PermissionDenied):
            record(other, of, date(2019, 1, 1))
        with pytest.raises(PermissionDenied):
            withdraw_energy_act(other, made, why="-")
    assert of.energy_acts.get().withdrawn_on is None
