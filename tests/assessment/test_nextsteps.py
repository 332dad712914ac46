"""What happens next in a matter, from its verdict, its orders and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from greenward.bureau.assessment.nextsteps import Kind, Matter, for_bearer, next_step
from greenward.bureau.assessment.selectors.findings import Order
from greenward.law.language import Verdict
from greenward.law.shenzhen import PACK

TODAY = date(2026, 5, 10)
TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)
RETROFIT, LIMIT = PACK.duty("32.2.3"), PACK.duty("32.2.1")
BREACH = Matter(Verdict.BREACHED, owed=True, exposed=False, missing={})
EXPOSED = Matter(Verdict.BREACHED, owed=True, exposed=True, missing={})


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def order(due: date, *, served: bool = True, corrected: date | None = None, fined: bool = False):
    return Order(due, YESTERDAY - timedelta(30) if served else None, corrected, fined)


@pytest.mark.parametrize(
    ("matter", "orders", "kind", "says"),
    [
        (BREACH, [], Kind.ORDER, "draft"),
        (BREACH, [order(TODAY)], Kind.WAIT, "2026-05-10"),
        (BREACH, [order(TOMORROW)], Kind.WAIT, "2026-05-11"),
        (BREACH, [order(YESTERDAY)], Kind.REASSESS, "expired on 2026-05-09"),
        (BREACH, [order(TOMORROW, served=False)], Kind.SERVE, "Serve"),
        (BREACH, [order(TOMORROW, corrected=TODAY)], Kind.REASSESS, "Corrected on 2026-05-10"),
        (BREACH, [order(YESTERDAY, corrected=YESTERDAY), order(TOMORROW)], Kind.WAIT, "05-11"),
        (EXPOSED, [order(YESTERDAY)], Kind.FINE, "57.2: ¥500,000.00 to ¥1,000,000.00"),
        (EXPOSED, [order(YESTERDAY, fined=True)], Kind.WAIT, "fine is imposed"),
    ],
)
def test_a_breach_with_a_fine(matter, orders, kind, says):
    step = next_step(RETROFIT, matter, orders, TODAY)
    assert step.kind is kind
    assert says in step.text


def test_a_waiting_correction_names_its_day():
    assert next_step(RETROFIT, BREACH, [order(TOMORROW)], TODAY).due == TOMORROW


def test_a_breach_without_a_fine_asks_the_bearer_and_orders_nothing():
    step = next_step(LIMIT, BREACH, [], TODAY)
    assert (step.kind, step.text.split(":")[0]) == (Kind.ASK, "Owner")


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"constraint_value": "unverified"}, "Confirm the value"),
        ({"constraint_value": "unverified:GB 1"}, "Confirm the value"),
        ({"constraint_value": "no_standard"}, "Put a standard in use"),
        ({"eui": "no_figure"}, "Import the year's"),
        ({"eui_last_year": "not_on_file"}, "Import the year's"),
        ({"metering_operating": "not_on_file"}, "Record the state of metering"),
        ({"floor_area": "not_on_file"}, "Complete the register"),
    ],
)
def test_the_unknown_waits_for_its_first_missing_fact(missing, says):
    matter = Matter(Verdict.UNKNOWN, owed=False, exposed=False, missing=missing)
    step = next_step(RETROFIT, matter, [], TODAY)
    assert step.kind is Kind.SUPPLY
    assert step.text.startswith(says)


def test_what_is_owed_before_it_is_due_is_asked_of_the_bearer():
    missing = {"energy_retrofit_done": "not_due"}
    step = next_step(RETROFIT, Matter(Verdict.UNKNOWN, True, False, missing), [], TODAY)
    assert step.kind is Kind.ASK


def test_nothing_follows_what_is_satisfied():
    satisfied = Matter(Verdict.SATISFIED, False, False, {})
    assert next_step(RETROFIT, satisfied, [], TODAY).text == ""


def test_a_bearer_reads_what_to_do_and_no_plan_of_the_officer():
    step = for_bearer(RETROFIT, next_step(RETROFIT, BREACH, [], TODAY), [])
    assert "draft" not in step.text
    assert step.text == RETROFIT.remedy.en.rstrip(".")
    lacking = Matter(Verdict.UNKNOWN, False, False, {"eui": "no_figure"})
    asked = for_bearer(RETROFIT, next_step(RETROFIT, lacking, [], TODAY), ["the bills"])
    assert asked.text == "Send the authority: the bills"
    fine = for_bearer(RETROFIT, next_step(RETROFIT, EXPOSED, [order(YESTERDAY)], TODAY), [])
    assert "may be imposed" in fine.text


def test_chinese_is_chinese():
    with translation.override("zh-hans"):
        step = next_step(RETROFIT, EXPOSED, [order(YESTERDAY)], TODAY)
    assert step.text == "拟按第57.2条处以罚款：¥500,000.00至¥1,000,000.00"
