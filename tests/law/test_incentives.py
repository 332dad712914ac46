"""Article 47: the incentives sleep until a policy wakes them, and no grant ever passes its cap."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.language import Permission, facts_of, policy_in_force
from greenward.law.permissions import Grant, ask
from greenward.law.shenzhen import PACK

PERMISSIONS = [p for p in PACK.permissions if p.article.startswith("47")]
WALLS = PACK.permission("47.1.2")
LOAN = PACK.permission("47.1.3")
areas = st.integers(0, 10**9)
"""0.01 m²: up to ten million square metres."""


def walls(prefab: int, above_ground: int) -> int:
    """The area granted to one building, 0.01 m²."""
    facts = {
        policy_in_force("47.1.2"): True,
        "in_city": True,
        "star": 1,
        "industrialised": True,
        "prefab_wall_area": prefab,
        "above_ground_area": above_ground,
    }
    amount = ask(WALLS, facts).amount
    assert amount is not None
    return amount


def loan(base: int, uplift: int, limit: int, **more: Any) -> Grant:
    facts = {
        policy_in_force("47.1.3"): True,
        "in_city": True,
        "star": 2,
        "own_home": True,
        "provident_loan": True,
        "loan_base": base,
        "loan_uplift": uplift,
        "loan_uplift_limit": limit,
    }
    return ask(LOAN, facts | more)


@st.composite
def facts_for(draw: st.DrawFn, permission: Permission) -> dict[str, bool | int | None]:
    return {
        name: draw(
            st.sampled_from([True, True, True, False, None])
            if PACK.entry(name).kind == "flag"
            else st.none() | st.integers(0, 4)
        )
        for name in facts_of(permission)
    }


def test_the_four_incentives_stand_each_on_its_item() -> None:
    assert [p.id for p in PERMISSIONS] == ["47.1.1", "47.1.2", "47.1.3", "47.1.4"]
    assert [p.article for p in PERMISSIONS] == [p.id for p in PERMISSIONS]


@given(st.sampled_from(PERMISSIONS), st.data(), st.sampled_from([False, None]))
def test_nothing_is_granted_while_no_policy_is_known_to_be_in_force(
    permission: Permission, data: st.DataObject, policy: bool | None
) -> None:
    facts = data.draw(facts_for(permission)) | {policy_in_force(permission.id): policy}
    assert ask(permission, facts).reason.truth is not True


@given(st.sampled_from(PERMISSIONS), st.data())
def test_the_policy_of_one_item_wakes_no_other(permission: Permission, data: st.DataObject) -> None:
    others = {policy_in_force(p.id): True for p in PERMISSIONS if p is not permission}
    facts = data.draw(facts_for(permission)) | {policy_in_force(permission.id): None} | others
    assert ask(permission, facts).reason.truth is not True


# --- 3 % of the building's own area above ground --------------------------------------------


@given(areas, areas)
def test_a_grant_never_passes_3_per_cent_nor_the_wall_itself(prefab: int, above: int) -> None:
    granted = walls(prefab, above)
    assert 100 * granted <= 3 * above
    assert granted <= prefab
    # one smallest unit more would pass one of the two
    assert granted == prefab or 100 * (granted + 1) > 3 * above


@given(areas, areas, areas, areas)
def test_two_buildings_apart_never_gain_by_being_counted_together(
    one_wall: int, one_area: int, other_wall: int, other_area: int
) -> None:
    apart = walls(one_wall, one_area) + walls(other_wall, other_area)
    assert apart <= walls(one_wall + other_wall, one_area + other_area)


@given(areas, st.integers(100, 10**9), st.integers(100, 10**9), st.integers(1, 10**6))
def test_what_one_building_leaves_unused_is_not_carried_to_the_other(
    left_over: int, short_area: int, long_area: int, excess: int
) -> None:
    """One building short of its cap, the other beyond its own: the pooled cap is never reached."""
    short_cap, long_cap = 3 * short_area // 100, 3 * long_area // 100
    short_wall = max(0, short_cap - 1 - left_over % short_cap)
    long_wall = long_cap + excess
    apart = walls(short_wall, short_area) + walls(long_wall, long_area)
    assert apart == short_wall + long_cap
    assert apart < short_cap + long_cap <= 3 * (short_area + long_area) // 100
    assert apart < walls(short_wall + long_wall, short_area + long_area)


def test_a_basement_does_not_widen_the_cap() -> None:
    assert facts_of(WALLS).count("floor_area") == 0
    assert walls(10**6, 10_000 * 100) == 300 * 100


# --- the loan -------------------------------------------------------------------------------

shares = st.integers(0, 10_000)
"""Basis points."""


@given(st.integers(0, 10**12), shares, shares)
def test_an_uplift_never_passes_the_local_limit_nor_the_policy(
    base: int, uplift: int, limit: int
) -> None:
    amount = loan(base, uplift, limit).amount
    assert amount is not None
    assert amount == base * min(uplift, limit) // 10_000


@pytest.mark.parametrize(("star", "granted"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_uplift_begins_above_one_star(star: int, granted: bool) -> None:
    assert loan(90_000_000, 3_000, 4_000, star=star).reason.truth is granted


@given(st.integers(0, 10**12), shares)
def test_while_the_local_limit_is_unknown_there_is_no_amount(base: int, uplift: int) -> None:
    found = loan(base, uplift, 0, loan_uplift_limit=None)
    assert (found.amount, found.missing) == (None, ("loan_uplift_limit",))
