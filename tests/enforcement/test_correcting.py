"""The course of an order to correct made here: two people, service, its clock, its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.matters.steps import WrongState
from greenward.bureau.casework.models import Clock, Matter, Task
from greenward.bureau.enforcement import correcting
from greenward.bureau.enforcement.checks import EnforcementError
from greenward.bureau.enforcement.facts import year_orders
from greenward.bureau.enforcement.models import CorrectionCase, CorrectionOrder
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import publish
from greenward.law.shenzhen import PACK

TODAY = date(2026, 3, 2)
GIVEN = {"duty": "32.2.2", "year": 2025, "demand": "Audit the building.", "days": 60}


def on(day: date) -> time_machine.travel:
    """Nine in the morning of a day, in the city."""
    return time_machine.travel(
        datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai")), tick=False
    )


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with on(TODAY):
        yield


@pytest.fixture
def building(futian: Area, owner: Actor) -> Building:
    publish(Actor.operator(), PACK)
    return Building.objects.create(
        code="440304A001", name="岭南大厦", area=futian, owner_id=owner.organisations[0]
    )


@pytest.fixture
def case(officer: Actor, building: Building) -> CorrectionCase:
    return correcting.draft(officer, building=building, **GIVEN)


@pytest.fixture
def served(case: CorrectionCase, officer: Actor, director: Actor) -> Matter:
    correcting.issue(director, case.matter)
    correcting.serve(officer, case.matter, served_on=TODAY)
    return case.matter


def expired(day: date) -> list[bool]:
    """What the law's facts say of the order on a day."""
    return year_orders("440300/", day)["order_expired_32_2_2"].to_list()


def state(matter: Matter) -> str:
    return Matter.objects.get(pk=matter.pk).state


def open_tasks(matter: Matter) -> list[tuple[str, date | None]]:
    rows = Task.objects.filter(matter=matter, closed_at=None).order_by("pk")
    return [(row.act, row.due_on) for row in rows]


def test_it_takes_two_people_and_counts_from_service(
    case: CorrectionCase, officer: Actor, director: Actor
) -> None:
    assert not CorrectionOrder.objects.exists()  # a draft binds nobody
    with pytest.raises(PermissionDenied):
        correcting.issue(officer, case.matter)
    order = correcting.issue(director, case.matter)
    assert (order.issued_on, order.served_on, expired(date(2027, 1, 1))) == (TODAY, None, [False])

    order = correcting.serve(officer, case.matter, served_on=TODAY)

    assert order.due_on == date(2026, 5, 6)
    assert open_tasks(case.matter) == [("report_correction", order.due_on)]
    assert expired(order.due_on) == [False]
    assert expired(order.due_on + timedelta(1)) == [True]


def test_whoever_drafted_never_issues_even_as_director(
    director: Actor, building: Building, officer: Actor
) -> None:
    case = correcting.draft(officer, building=building, **GIVEN)
    correcting.send_back(director, case.matter, reason="Say which storeys.")
    assert state(case.matter) == "returned"
    correcting.redraft(officer, case.matter, demand="Audit all storeys.", days=90)
    assert CorrectionCase.objects.get().days == 90
    correcting.issue(director, case.matter)


def test_the_owner_reports_and_the_officer_decides(
    served: Matter, owner: Actor, other_owner: Actor, officer: Actor
) -> None:
    with pytest.raises(PermissionDenied):
        correcting.report(other_owner, served, text="Done.")
    correcting.report(owner, served, text="Audited by Green Engineers.")
    correcting.reject(officer, served, reason="The report covers one storey.")
    assert state(served) == "served"
    correcting.report(owner, served, text="All storeys now.")
    correcting.confirm(officer, served, corrected_on=TODAY)
    assert (state(served), open_tasks(served)) == ("corrected", [])
    assert expired(date(2027, 1, 1)) == [False]
    assert Clock.objects.get().stopped_on == TODAY


def test_it_expires_only_after_its_last_day(served: Matter, officer: Actor) -> None:
    due = CorrectionOrder.objects.get().due_on
    with pytest.raises(ValidationError, match=str(due)):
        correcting.find_expired(officer, served)
    with on(due), pytest.raises(ValidationError):
        correcting.find_expired(officer, served)
    with on(due + timedelta(1)):
        correcting.find_expired(officer, served)
    assert state(served) == "expired"


def test_a_withdrawn_order_binds_nobody(
    served: Matter, director: Actor, officer: Actor, building: Building
) -> None:
    with pytest.raises(EnforcementError):  # one order a breach
        correcting.draft(officer, building=building, **GIVEN)
    correcting.withdraw(director, served, reason="The meter was misread.")
    assert expired(date(2027, 1, 1)) == [False]
    with pytest.raises(WrongState):
        correcting.confirm(officer, served, corrected_on=TODAY)
    correcting.draft(officer, building=building, **GIVEN)


def test_a_duty_without_a_fine_after_an_order_gives_no_ground(
    officer: Actor, building: Building
) -> None:
    with pytest.raises(EnforcementError):
        correcting.draft(officer, building=building, **(GIVEN | {"duty": "32.2.1"}))
    assert not Matter.objects.exists()


def test_service_lies_neither_before_the_issue_nor_in_the_future(
    case: CorrectionCase, officer: Actor, director: Actor
) -> None:
    correcting.issue(director, case.matter)
    for day in (TODAY - timedelta(1), TODAY + timedelta(1)):
        with pytest.raises(EnforcementError):
            correcting.serve(officer, case.matter, served_on=day)
    assert state(case.matter) == "issued"
