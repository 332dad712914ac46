"""Orders to correct: when one has expired, what may follow, and the facts the law asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.enforcement.facts import building_orders, year_orders
from greenward.bureau.enforcement.models import CorrectionOrder, Penalty
from greenward.bureau.enforcement.services import (
    EnforcementError,
    mark_corrected,
    order_correction,
    record_penalty,
    record_service,
)
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import publish
from greenward.law.shenzhen import PACK
from tests.performance.kit import building

ISSUED, SERVED, DUE = date(2026, 2, 2), date(2026, 2, 4), date(2026, 6, 30)
LATER = date(2026, 7, 1)


def order(actor: Actor, of: Building, **changes: Any) -> CorrectionOrder:
    said = {"duty": "32.2.2", "year": 2024, "issued_on": ISSUED, "served_on": SERVED, "due_on": DUE}
    return order_correction(actor, building=of, **(said | changes))


@pytest.fixture(autouse=True)
def law(city: Area) -> None:
    """The published law an order and a fine have their ground in."""
    publish(Actor.operator(), PACK)


def expired(city: Area, on: date) -> bool | None:
    rows = year_orders(city.path, on).to_dicts()
    return rows[0]["order_expired_32_2_2"] if rows else None


# --- facts ----------------------------------------------------------------------------------


def test_an_order_expires_on_the_day_after_its_last(
    city: Area, futian: Area, officer: Actor
) -> None:
    order(officer, building(futian))
    assert expired(city, date(2026, 2, 1)) is None, "not issued yet"
    assert expired(city, DUE) is False, "the last day still counts"
    assert expired(city, LATER) is True


def test_an_order_nobody_received_does_not_expire(city: Area, futian: Area, officer: Actor) -> None:
    made = order(officer, building(futian), served_on=None)
    assert expired(city, LATER) is False
    record_service(officer, made, served_on=date(2026, 6, 1), due_on=date(2026, 9, 30))
    assert expired(city, date(2026, 9, 30)) is False
    assert expired(city, date(2026, 10, 1)) is True


def test_a_correction_on_file_by_the_day_ends_it(city: Area, futian: Area, officer: Actor) -> None:
    made = order(officer, building(futian))
    mark_corrected(officer, made, corrected_on=date(2026, 8, 1))
    assert expired(city, date(2026, 7, 31)) is True, "not corrected yet on that day"
    assert expired(city, date(2026, 8, 1)) is False


def test_one_expired_order_among_several_is_enough(
    city: Area, futian: Area, officer: Actor
) -> None:
    of = building(futian)
    order(officer, of)
    order(officer, of, issued_on=date(2026, 7, 2), served_on=None, due_on=date(2026, 12, 31))
    assert expired(city, date(2026, 8, 1)) is True


def test_orders_on_the_building_and_on_a_year_are_kept_apart(
    city: Area, futian: Area, officer: Actor
) -> None:
    of = building(futian)
    order(officer, of, duty="27.1", year=None)
    order(officer, of, due_on=date(2026, 10, 31))
    [row] = building_orders(city.path, LATER).to_dicts()
    assert row == {"building": of.pk, "order_expired_27_1": True, "fine_imposed_27_1": None}
    [row] = year_orders(city.path, LATER).to_dicts()
    assert (row["building"], row["year"]) == (of.pk, 2024)
    assert row["order_expired_32_2_2"] is False


def test_each_duty_and_year_has_its_own_answer(city: Area, futian: Area, officer: Actor) -> None:
    of, other = building(futian), building(futian)
    order(officer, of)
    order(officer, of, year=2023, due_on=date(2026, 10, 31))
    order(officer, other, duty="32.2.3")
    rows = {(r["building"], r["year"]): r for r in year_orders(city.path, LATER).to_dicts()}
    assert rows[of.pk, 2024]["order_expired_32_2_2"] is True
    assert rows[of.pk, 2023]["order_expired_32_2_2"] is False
    assert rows[of.pk, 2024]["order_expired_32_2_3"] is False, "no such order: no"
    assert rows[other.pk, 2024]["order_expired_32_2_3"] is True


def test_the_fine_imposed_is_known_from_the_day_it_was_decided(
    city: Area, futian: Area, officer: Actor
) -> None:
    made = order(officer, building(futian))
    fined(officer, made, 20_000_000)
    fines = [year_orders(city.path, on)["fine_imposed_32_2_2"].item() for on in (DUE, LATER)]
    assert fines == [None, 20_000_000]


def test_a_fine_for_each_of_two_duties_is_kept_apart(
    city: Area, futian: Area, officer: Actor
) -> None:
    of = building(futian)
    fined(officer, order(officer, of), 20_000_000)
    made = order(officer, of, duty="32.2.3")
    record_penalty(officer, made, amount_fen=60_000_000, decided_on=LATER, number="罚2")
    fined(officer, order(officer, of, year=2023), 10_000_000)
    rows = {row["year"]: row for row in year_orders(city.path, LATER).to_dicts()}
    assert [rows[y]["fine_imposed_32_2_2"] for y in (2024, 2023)] == [20_000_000, 10_000_000]
    assert [rows[y]["fine_imposed_32_2_3"] for y in (2024, 2023)] == [60_000_000, None]


def test_the_persons_share_is_of_the_fine_imposed_on_the_entity(
    city: Area, futian: Area, officer: Actor
) -> None:
    """Article 58: 1 % to 5 % of what the entity was fined, not of what it might have been."""
    fined(officer, order(officer, building(futian)), 20_000_000)
    [row] = year_orders(city.path, LATER).to_dicts()
    breach = PACK.duty("32.2.2").breach
    assert breach and breach.persons
    assert breach.persons.band(row["fine_imposed_32_2_2"]) == (200_000, 1_000_000)


# --- acts -----------------------------------------------------------------------------------

TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    "changes",
    [
        {"due_on": SERVED},
        {"due_on": ISSUED, "served_on": None},
        {"served_on": date(2026, 2, 1)},
        {"served_on": TOMORROW, "due_on": TOMORROW + timedelta(days=30)},
        {"issued_on": TOMORROW, "served_on": None, "due_on": TOMORROW + timedelta(days=30)},
    ],
    ids=["no time left", "no time left unserved", "served before issue", "served in the future",
         "issued in the future"],
)  # fmt: skip
def test_dates_that_do_not_fit_are_refused(
    futian: Area, officer: Actor, changes: dict[str, Any]
) -> None:
    with pytest.raises(EnforcementError):
        order(officer, building(futian), **changes)
    assert not CorrectionOrder.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"duty": "99"}, "99"),
        ({"duty": "32.2.1"}, "32.2.1"),
        ({"duty": "27.2.2", "year": None}, "27.2.2"),
        ({"year": None}, "32.2.2"),
        ({"duty": "27.1"}, "27.1"),
        (
            {"issued_on": date(2022, 6, 30), "served_on": None, "due_on": date(2022, 9, 1)},
            "2022-06-30",
        ),
    ],
    ids=["no such duty", "no fine", "no fine for late data", "which year", "no year",
         "before it was law"],
)  # fmt: skip
def test_an_order_has_its_ground_in_the_law(
    futian: Area, officer: Actor, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(EnforcementError, match=said):
        order(officer, building(futian), **changes)
    assert not CorrectionOrder.objects.exists()
    assert not AuditEvent.objects.filter(act="order_correction").exists()


def test_what_is_corrected_is_the_breach_whatever_the_order(
    city: Area, futian: Area, officer: Actor
) -> None:
    of = building(futian)
    order(officer, of)
    second = order(officer, of, issued_on=LATER, served_on=LATER, due_on=date(2026, 12, 31))
    order(officer, of, year=2023)
    mark_corrected(officer, second, corrected_on=date(2026, 8, 1))
    assert expired(city, date(2026, 7, 31)) is True
    corrected = CorrectionOrder.objects.order_by("pk").values_list("corrected_on", flat=True)
    assert list(corrected) == [date(2026, 8, 1), date(2026, 8, 1), None]
    [event] = AuditEvent.objects.filter(payload__has_key="corrected_on")
    assert event.payload["orders"] == [second.pk - 1, second.pk]


def test_service_may_move_the_day_and_never_before_itself(futian: Area, officer: Actor) -> None:
    made = order(officer, building(futian), served_on=None)
    with pytest.raises(EnforcementError):
        record_service(officer, made, served_on=DUE)
    with pytest.raises(EnforcementError):
        record_service(officer, made, served_on=date(2026, 2, 1))
    record_service(officer, made, served_on=DUE, due_on=date(2026, 9, 30))
    made.refresh_from_db()
    assert (made.served_on, made.due_on) == (DUE, date(2026, 9, 30))


def test_one_order_runs_at_a_time_for_a_matter(futian: Area, officer: Actor) -> None:
    of = building(futian)
    first = order(officer, of)
    with pytest.raises(EnforcementError, match="2026-06-30"):
        order(officer, of, issued_on=DUE, served_on=None, due_on=date(2026, 12, 1))
    order(officer, of, year=2023)
    mark_corrected(officer, first, corrected_on=date(2026, 3, 1))
    order(officer, of)


def test_service_and_correction_are_recorded_once(futian: Area, officer: Actor) -> None:
    made = order(officer, building(futian))
    with pytest.raises(EnforcementError):
        record_service(officer, made, served_on=SERVED)
    with pytest.raises(EnforcementError):
        mark_corrected(officer, made, corrected_on=date(2026, 2, 1))
    with pytest.raises(EnforcementError):
        mark_corrected(officer, made, corrected_on=TOMORROW)
    mark_corrected(officer, made, corrected_on=SERVED)
    with pytest.raises(EnforcementError):
        mark_corrected(officer, made, corrected_on=SERVED)


@pytest.mark.parametrize("amount", [9_999_999, 30_000_001])
def test_a_fine_outside_the_band_is_refused(futian: Area, officer: Actor, amount: int) -> None:
    made = order(officer, building(futian))
    with pytest.raises(EnforcementError, match="100,000"):
        fined(officer, made, amount)


def fined(actor: Actor, made: CorrectionOrder, amount: int, on: date = LATER) -> Penalty:
    return record_penalty(actor, made, amount_fen=amount, decided_on=on, number="罚1")


def test_both_ends_of_the_band_may_be_imposed(futian: Area, officer: Actor) -> None:
    for amount in (10_000_000, 30_000_000):
        assert fined(officer, order(officer, building(futian)), amount).amount_fen == amount


def shared(low: int, high: int) -> None:
    """Publish the law with the fine of Article 57.1 as a share of the floor area."""
    duties = tuple(
        replace(duty, breach=replace(duty.breach, low=low, high=high, base="floor_area", per=1))
        if duty.id == "32.2.2" and duty.breach
        else duty
        for duty in PACK.duties
    )
    publish(Actor.operator(), replace(PACK, duties=duties))


def test_a_fine_that_is_a_share_asks_for_what_it_is_a_share_of(
    futian: Area, officer: Actor
) -> None:
    shared(2, 5)
    made = order(officer, building(futian))
    with pytest.raises(EnforcementError, match="请填明基数：单体建筑面积"):
        fined(officer, made, 3_000)
    for amount in (1_999, 5_001):
        with pytest.raises(EnforcementError, match="¥20.00至¥50.00"):
            record_penalty(
                officer, made, amount_fen=amount, decided_on=LATER, number="罚1", base=1_000
            )
    record_penalty(officer, made, amount_fen=2_000, decided_on=LATER, number="罚1", base=1_000)
    assert AuditEvent.objects.filter(act="record_penalty").get().payload["base"] == 1_000


def test_a_band_without_a_lower_end_allows_up_to(futian: Area, officer: Actor) -> None:
    shared(0, 5)
    made = order(officer, building(futian))
    with pytest.raises(EnforcementError, match="57.1条规定不超过¥50.00"):
        record_penalty(officer, made, amount_fen=5_001, decided_on=LATER, number="罚1", base=1_000)
    record_penalty(officer, made, amount_fen=1, decided_on=LATER, number="罚1", base=1_000)


def test_a_fine_waits_for_the_order_to_expire(futian: Area, officer: Actor) -> None:
    of = building(futian)
    with pytest.raises(EnforcementError):
        fined(officer, order(officer, of), 20_000_000, on=DUE)
    with pytest.raises(EnforcementError):
        fined(officer, order(officer, of, year=2023, served_on=None), 20_000_000)
    corrected = order(officer, of, year=2022)
    mark_corrected(officer, corrected, corrected_on=DUE)
    with pytest.raises(EnforcementError):
        fined(officer, corrected, 20_000_000)
    assert not Penalty.objects.exists()


def test_one_fine_an_order(futian: Area, officer: Actor) -> None:
    made = order(officer, building(futian))
    fined(officer, made, 20_000_000)
    with pytest.raises(EnforcementError):
        fined(officer, made, 20_000_000)


def test_the_database_holds_the_order_of_days_itself(futian: Area) -> None:
    of = building(futian)
    for wrong in (
        {"issued_on": DUE, "due_on": DUE},
        {"issued_on": ISSUED, "served_on": date(2026, 2, 1), "due_on": DUE},
        {"issued_on": ISSUED, "served_on": DUE, "due_on": DUE},
        {"issued_on": ISSUED, "due_on": DUE, "corrected_on": date(2026, 2, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CorrectionOrder.objects.create(building=of, duty="27.1", **wrong)


def test_only_the_officer_of_the_area_acts_and_each_act_is_logged(
    futian: Area, officer: Actor, sibling_officer: Actor, director: Actor, owner: Actor
) -> None:
    of = building(futian)
    made = order(officer, of, served_on=None)
    record_service(officer, made, served_on=SERVED)
    for other in (sibling_officer, director, owner):
        with pytest.raises(PermissionDenied):
            order(other, of, year=2023)
        with pytest.raises(PermissionDenied):
            record_service(other, made, served_on=SERVED)
        with pytest.raises(PermissionDenied):
            mark_corrected(other, made, corrected_on=SERVED)
        with pytest.raises(PermissionDenied):
            fined(other, made, 20_000_000)
    fined(officer, CorrectionOrder.objects.get(), 20_000_000)
    acts = (
        AuditEvent.objects.exclude(act="publish_law").order_by("pk").values_list("act", flat=True)
    )
    assert list(acts) == ["order_correction", "order_correction", "record_penalty"]
