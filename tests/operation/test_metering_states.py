"""The state of metering on file: what holds on a day, what is not known, who may record it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.operation.facts import metering_facts
from greenward.bureau.operation.models import MeteringState
from greenward.bureau.operation.services import OperationError, record_metering
from greenward.bureau.registry.models import Building
from tests.performance.kit import building

KNOWN = ("submeters_installed", "monitoring_installed", "metering_operating", "data_transmitted")


def facts(city: Area, on: date) -> dict[int, tuple[bool | None, ...]]:
    rows = metering_facts(city.path, on).iter_rows(named=True)
    return {row["building"]: tuple(row[name] for name in KNOWN) for row in rows}


def record(actor: Actor, of: Building, as_of: date, **known: Any) -> MeteringState:
    return record_metering(actor, building=of, as_of=as_of, source="现场检查", **known)


def test_what_is_not_recorded_stays_unknown(city: Area, futian: Area, officer: Actor) -> None:
    known, nothing = building(futian), building(futian)
    record(officer, known, date(2025, 5, 1), submeters_installed=True, metering_operating=False)
    assert facts(city, date(2025, 5, 1)) == {known.pk: (True, None, False, None)}
    assert facts(city, date(2025, 4, 30)) == {}
    assert nothing.pk not in facts(city, date(2025, 5, 1))


def test_the_newest_state_of_a_day_holds(city: Area, futian: Area, officer: Actor) -> None:
    of = building(futian)
    record(officer, of, date(2024, 5, 1), data_transmitted=True)
    record(officer, of, date(2025, 5, 1), data_transmitted=False)
    assert facts(city, date(2025, 4, 30))[of.pk][3] is True
    assert facts(city, date(2025, 5, 1))[of.pk][3] is False
    assert of.metering_states.filter(ended_at=None).count() == 1


def test_a_second_record_of_the_same_day_corrects_the_first(
    city: Area, futian: Area, officer: Actor
) -> None:
    of = building(futian)
    record(officer, of, date(2025, 5, 1), data_transmitted=True)
    record(officer, of, date(2025, 5, 1), data_transmitted=False)
    assert facts(city, date(2025, 6, 1))[of.pk][3] is False


def test_a_late_record_of_an_earlier_day_is_history(
    city: Area, futian: Area, officer: Actor
) -> None:
    of = building(futian)
    now = record(officer, of, date(2025, 5, 1), data_transmitted=False)
    record(officer, of, date(2023, 5, 1), data_transmitted=True)
    assert facts(city, date(2024, 1, 1))[of.pk][3] is True
    assert facts(city, date(2025, 6, 1))[of.pk][3] is False
    assert of.metering_states.get(ended_at=None) == now


def test_only_the_city_and_the_list(city: Area, futian: Area, nanshan: Area) -> None:
    operator = Actor.operator()
    here, there = building(futian), building(nanshan)
    elsewhere = building(Area.objects.create(code="440100", name_zh="广州市", name_en="Guangzhou"))
    for of in (here, there, elsewhere):
        record(operator, of, date(2025, 5, 1), data_transmitted=True)
    assert set(facts(city, date(2026, 1, 1))) == {here.pk, there.pk}
    listed = metering_facts(city.path, date(2026, 1, 1), [there.pk])
    assert listed["building"].to_list() == [there.pk]


def test_a_day_to_come_or_no_source_is_refused(city: Area, futian: Area, officer: Actor) -> None:
    of = building(futian)
    with pytest.raises(OperationError):
        record(officer, of, timezone.localdate() + timedelta(days=1))
    with pytest.raises(OperationError):
        record_metering(officer, building=of, as_of=date(2025, 5, 1), source="  ")
    assert not MeteringState.objects.exists()


def test_only_the_officer_of_the_area_records_and_the_log_says_so(
    futian: Area, officer: Actor, sibling_officer: Actor, director: Actor, owner: Actor
) -> None:
    of = building(futian)
    for other in (sibling_officer, director, owner):
        with pytest.raises(PermissionDenied):
            record(other, of, date(2025, 5, 1))
    record(officer, of, date(2025, 5, 1), data_transmitted=True)
    event = AuditEvent.objects.get(act="record_metering")
    assert (event.area_path, event.payload["data_transmitted"]) == (futian.path, True)
