"""Permissions: they sleep until a policy is in force, and no grant ever passes its cap (Article 47)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.law.check import check
from greenward.law.language import (
    Bearer,
    Edition,
    LawError,
    Permission,
    Quantity,
    Share,
    Span,
    Subject,
    Text,
    conditions_of,
    policy_in_force,
)
from greenward.law.permissions import ask
from greenward.law.reading import read, value_of

from .casebook import PACKS, cases_of
from .strategies import LABORATORY, Row, conditions, data_of, numbers, tables

POLICY = policy_in_force("p")


@st.composite
def permissions(draw: st.DrawFn) -> Permission:
    shares = st.builds(Share, numbers(), st.integers(1, 40))
    return Permission(
        "p",
        "1",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text("试", "try"),
        draw(conditions()),
        Span(date(2000, 1, 1)),
        least_of=tuple(draw(st.lists(shares, max_size=3))),
        unit_of="coins",
    )


policies = st.sampled_from([True, True, False, None])


def rows_for(permission: Permission, data: st.DataObject) -> list[Row]:
    rows = data.draw(tables(data_of(permission.applies), 12))
    return [{**row, POLICY: data.draw(policies)} for row in rows]


@settings(max_examples=80, deadline=None)
@given(permissions(), st.data())
def test_nothing_is_granted_before_a_policy_is_in_force(
    permission: Permission, data: st.DataObject
) -> None:
    for row in rows_for(permission, data):
        grant = ask(permission, row)
        if row[POLICY] is not True:
            assert grant.reason.truth is not True
        if row[POLICY] is False:
            assert (grant.reason.truth, grant.amount, grant.missing) == (False, None, ())
        if row[POLICY] is None and read(permission.applies, row).truth is not False:
            assert POLICY in grant.missing


@settings(max_examples=120, deadline=None)
@given(permissions(), st.data())
def test_an_amount_is_the_least_share_rounded_down_and_never_above_any(
    permission: Permission, data: st.DataObject
) -> None:
    for row in rows_for(permission, data):
        grant = ask(permission, row)
        values = [(value_of(share.number, row), share.per) for share in permission.least_of]
        if grant.reason.truth is False or not values or any(v is None for v, _ in values):
            assert grant.amount is None
            continue
        assert grant.amount is not None and grant.capped_by in permission.least_of
        known = [(value, per) for value, per in values if value is not None]
        assert all(grant.amount * per <= value for value, per in known)
        assert any((grant.amount + 1) * per > value for value, per in known)


@settings(max_examples=80, deadline=None)
@given(permissions(), st.data())
def test_while_a_share_is_unknown_there_is_no_amount_and_what_is_missing_is_named(
    permission: Permission, data: st.DataObject
) -> None:
    for row in rows_for(permission, data):
        grant = ask(permission, row)
        unknown = [s for s in permission.least_of if value_of(s.number, row) is None]
        if grant.reason.truth is not False and unknown:
            assert grant.amount is None and grant.missing
        assert all(row.get(name) is None for name in grant.missing)


@pytest.mark.parametrize(
    ("share", "unit", "said"),
    [
        (Share(Quantity("coins"), 0), "coins", "divided by one or more"),
        (Share(Quantity("coins")), "unheard_of", "no fact named"),
        (Share(Quantity("lit")), "coins", "is a flag and cannot be counted with"),
    ],
    ids=["per", "unit", "flag"],
)
def test_a_wrong_share_is_refused(share: Share, unit: str, said: str) -> None:
    with pytest.raises(LawError, match=said):
        check(_laboratory(least_of=(share,), unit_of=unit))


def _laboratory(**changed: Any) -> Edition:
    permission = Permission(
        "p",
        "1",
        Subject.BUILDING,
        (Bearer.OWNER,),
        Text("试", "try"),
        Quantity("coins") >= 1,
        Span(date(2000, 1, 1)),
        **changed,
    )
    policy = replace(LABORATORY.entry("lit"), name=POLICY)
    return replace(
        LABORATORY, permissions=(permission,), vocabulary=(*LABORATORY.vocabulary, policy)
    )


@pytest.mark.parametrize(
    ("pack", "permission"),
    [(pack, p) for pack, (edition, _) in PACKS.items() for p in edition.permissions],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_a_permission_of_a_city_sleeps_until_its_policy(pack: str, permission: Permission) -> None:
    asleep = policy_in_force(permission.id)
    assert permission.in_force.first and conditions_of(permission)
    woken = 0
    for case in cases_of(pack):
        if permission.id not in case.expected:
            continue
        grant = ask(permission, {**case.facts, asleep: False})
        assert (grant.reason.truth, grant.amount) == (False, None), case.name.en
        woken += ask(permission, case.facts).reason.truth is True
    assert woken
