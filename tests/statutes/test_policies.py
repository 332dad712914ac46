"""Policies switch the incentives of Article 47 on, from a day to a day, and off again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.statutes import policies, selectors
from greenward.bureau.statutes.errors import StatutesError
from greenward.bureau.statutes.facts import policy_facts
from greenward.bureau.statutes.models import ImplementingPolicy
from greenward.law.language import facts_in, policy_in_force
from greenward.law.permissions import ask
from greenward.law.shenzhen import PACK

FIRST = date(2023, 1, 1)
LOAN = "47.1.3"


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def enter(actor: Actor, permission: str = "47.1.1", **fields: Any) -> ImplementingPolicy:
    given = {"document_number": "1号", "title": "激励办法", "first_day": FIRST, **fields}
    return policies.enter(actor, permission=permission, **given)


def on(day: date, permission: str = "47.1.1") -> bool | int:
    return policy_facts(PACK, day)[policy_in_force(permission)]


def test_without_a_policy_every_incentive_is_off(operator: Actor) -> None:
    assert policy_facts(PACK, FIRST) == {policy_in_force(p.id): False for p in PACK.permissions}


def test_a_policy_holds_from_its_first_day_to_its_last(standards_official: Actor) -> None:
    enter(standards_official, last_day=date(2023, 12, 31))
    days = [FIRST - timedelta(1), FIRST, date(2023, 12, 31), date(2024, 1, 1)]
    assert [on(day) for day in days] == [False, True, True, False]
    assert on(FIRST, "47.1.2") is False, "no other incentive"


def test_a_policy_withdrawn_holds_until_the_day_before(standards_official: Actor) -> None:
    policy = enter(standards_official)
    policies.withdraw(standards_official, policy, from_day=date(2025, 3, 1), reason="废止")
    assert [on(date(2025, 2, 28)), on(date(2025, 3, 1))] == [True, False]
    with pytest.raises(StatutesError, match="withdrawn already"):
        policies.withdraw(standards_official, policy, from_day=date(2025, 3, 1), reason="x")


def test_a_policy_entered_by_mistake_was_never_in_force(standards_official: Actor) -> None:
    policy = enter(standards_official)
    with pytest.raises(StatutesError, match="not in force before"):
        policies.withdraw(standards_official, policy, from_day=date(2022, 1, 1), reason="x")
    with pytest.raises(StatutesError, match="reason"):
        policies.withdraw(standards_official, policy, from_day=FIRST, reason=" ")
    policies.withdraw(standards_official, policy, from_day=FIRST, reason="误录")
    assert on(FIRST) is False
    enter(standards_official)
    assert on(FIRST) is True, "and another may take its place"


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2024, 6, 1), None, True),
        (date(2023, 1, 1), date(2024, 1, 1), True),
        (date(2024, 12, 31), date(2025, 12, 31), True),
        (date(2025, 1, 1), None, False),
        (date(2023, 1, 1), date(2023, 12, 31), False),
    ],
)
def test_one_policy_a_day_for_each_incentive(
    standards_official: Actor, first: date, last: date | None, refused: bool
) -> None:
    enter(standards_official, first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
    enter(standards_official, "47.1.2", first_day=first, last_day=last)
    if refused:
        with pytest.raises(StatutesError, match="Withdraw it first"):
            enter(standards_official, first_day=first, last_day=last)
    else:
        enter(standards_official, first_day=first, last_day=last)


@pytest.mark.django_db
@settings(deadline=None, max_examples=30)
@given(
    spans=st.lists(
        st.tuples(st.integers(0, 40), st.none() | st.integers(0, 20)), min_size=1, max_size=6
    ),
    asked=st.integers(0, 60),
)
def test_never_do_two_policies_hold_on_one_day(spans: list[Any], asked: int) -> None:
    with transaction.atomic():
        Area.objects.create(code="1", name_zh="城", pack="shenzhen")
        for begin, length in spans:
            first = FIRST + timedelta(begin)
            last = None if length is None else first + timedelta(length)
            try:
                with transaction.atomic():
                    enter(Actor.operator(), first_day=first, last_day=last)
            except StatutesError:
                continue
        held = selectors.policies_in_force(FIRST + timedelta(asked), "shenzhen")
        assert held.filter(permission="47.1.1").count() <= 1
        transaction.set_rollback(True)


def test_the_ratio_a_policy_lays_down_reaches_the_grant(standards_official: Actor) -> None:
    enter(standards_official, LOAN, numbers={"loan_uplift": 2_000, "loan_uplift_limit": 1_500})
    facts = policy_facts(PACK, FIRST)
    assert (facts["loan_uplift"], facts["loan_uplift_limit"]) == (2_000, 1_500)
    permission = PACK.permission(LOAN)
    home = dict.fromkeys((*facts_in(permission.applies), "own_home", "provident_loan"), True)
    grant = ask(permission, {**home, "star": 2, "loan_base": 100_000_000, **facts})
    assert grant.amount == 15_000_000, "the local limit caps what the policy gives"
    asked = {entry.name for entry in policies.numbers_of(PACK, permission)}
    assert asked == {"loan_uplift", "loan_uplift_limit"}


@pytest.mark.parametrize(
    ("permission", "numbers", "said"),
    [
        ("99", {}, "no incentive 99"),
        ("47.1.1", {"loan_uplift": 5}, "asks no number"),
        (LOAN, {"loan_uplift": 10_001}, "out of its bounds"),
        (LOAN, {"loan_uplift": -1}, "out of its bounds"),
    ],
)
def test_what_the_law_does_not_ask_is_refused(
    standards_official: Actor, permission: str, numbers: dict[str, int], said: str
) -> None:
    with pytest.raises(StatutesError, match=said):
        enter(standards_official, permission, numbers=numbers)
    with pytest.raises(StatutesError, match="before the first"):
        enter(standards_official, last_day=date(2022, 1, 1))
    assert not ImplementingPolicy.objects.exists()


def test_only_standards_and_directors_enter_one(officer: Actor, auditor: Actor) -> None:
    for actor in (officer, auditor):
        with pytest.raises(PermissionDenied):
            enter(actor)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statutes_implementingpolicy SET title = 'x'",
        "UPDATE statutes_implementingpolicy SET withdrawn_at = NULL",
        "DELETE FROM statutes_implementingpolicy",
        "TRUNCATE statutes_implementingpolicy",
    ],
)
def test_the_database_keeps_a_policy(operator: Actor, statement: str) -> None:
    policies.withdraw(operator, enter(operator), from_day=FIRST, reason="误录")
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        connection.cursor().execute(statement)
