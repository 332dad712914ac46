"""What a draw promises whatever the pool: no rule broken, nothing decided by anything but the values."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenward.trust.draw import (
    DrawError,
    Inspector,
    Pool,
    Quota,
    Reason,
    Result,
    Rfc3797,
    Target,
    Vrs,
    Withdrawal,
    commitment,
    draw,
    encode,
    standing,
    substitute,
)

from .draw_cases import pools, secrets, values

orderings = st.builds(
    lambda code, given, rule: Vrs(code, encode(given)) if rule else Rfc3797(encode(given)),
    secrets,
    values,
    st.booleans(),
)
vrs = st.builds(lambda code, given: Vrs(code, encode(given)), secrets, values)


def reshuffled(pool: Pool, random: object) -> Pool:
    targets, inspectors = list(pool.targets), list(pool.inspectors)
    random.shuffle(targets)
    random.shuffle(inspectors)
    turned = [replace(i, districts=i.districts[::-1], recused=i.recused[::-1]) for i in inspectors]
    return replace(pool, targets=tuple(targets), inspectors=tuple(turned))


def loads(result: Result) -> Counter[str]:
    return Counter(i.id for one in result.chosen for i in one.inspectors)


@given(pools(), orderings, st.randoms(use_true_random=False))
def test_the_order_of_the_list_decides_nothing(pool, ordering, random):
    assert draw(reshuffled(pool, random), ordering) == draw(pool, ordering)
    assert reshuffled(pool, random).sorted().targets == pool.sorted().targets


@given(pools(), orderings)
def test_the_same_input_gives_the_same_result_and_survives_its_text(pool, ordering):
    result = draw(pool, ordering)
    assert draw(Pool.read(pool.to_data()), ordering) == result
    assert Result.read(result.to_data()) == result


@given(pools(), orderings)
def test_every_rule_set_beforehand_is_kept(pool, ordering):
    result = draw(pool, ordering)
    who = {one.id: one for one in pool.inspectors}
    what = {one.id: one for one in pool.targets}
    assert all(load <= result.cap for load in loads(result).values())
    assert len({one.target for one in result.chosen}) == len(result.chosen)
    for one in result.chosen:
        there = [who[i.id] for i in one.inspectors]
        assert len({i.id for i in there}) == pool.per_target
        assert all(what[one.target].district in i.districts for i in there)
        assert all(what[one.target].owner not in i.recused for i in there)


@given(pools(), orderings)
def test_the_cap_is_raised_only_where_a_lower_one_is_a_dead_end(pool, ordering):
    result = draw(pool, ordering)
    assume(result.cap > pool.cap)
    lower = draw(replace(pool, cap=result.cap - 1), ordering)
    assert lower == result, "one below leads to the same raise"
    assert draw(replace(pool, cap=result.cap), ordering) == result


@given(pools(), orderings)
def test_a_quota_is_met_or_every_target_left_says_why(pool, ordering):
    result = draw(pool, ordering)
    chosen = {one.target for one in result.chosen}
    skipped = {s.target for s in result.skipped if s.reason is Reason.TOO_FEW_INSPECTORS}
    for quota in result.quota:
        mine = {one.id for one in pool.targets if one.stratum == quota.stratum}
        assert quota.of == len(mine)
        assert quota.asked == pool.quota[quota.stratum].of(len(mine))
        assert quota.taken == len(chosen & mine) <= quota.asked
        if quota.taken < quota.asked:
            assert mine <= chosen | skipped


@given(pools(), orderings)
def test_every_skip_is_true(pool, ordering):
    result = draw(pool, ordering)
    who = {one.id: one for one in pool.inspectors}
    what = {one.id: one for one in pool.targets}
    last = {one.target: one.inspectors[-1].order for one in result.chosen}
    for skip in result.skipped:
        target, one = what[skip.target], who.get(skip.inspector)
        if one is None:
            able = [
                i
                for i in pool.inspectors
                if target.district in i.districts and target.owner not in i.recused
            ]
            assert skip.reason is Reason.TOO_FEW_INSPECTORS and len(able) < pool.per_target
        else:
            assert skip.order < last[skip.target], "only those before the last one taken"
            assert {
                Reason.RECUSED: target.owner in one.recused,
                Reason.CAP: loads(result)[one.id] == result.cap,
            }[skip.reason]


@given(pools(), vrs, st.data())
def test_removing_a_target_changes_nothing_of_the_others_order(pool, ordering, data):
    assume(pool.targets)
    result = draw(pool, ordering)
    gone = data.draw(st.sampled_from(pool.targets))
    rest = tuple(one for one in pool.targets if one != gone)
    before = ordering.values(("target",), [one.id for one in pool.targets])
    after = ordering.values(("target",), [one.id for one in rest])
    assert {**after, gone.id: before[gone.id]} == before
    if gone.id in {one.target for one in result.chosen} | {s.target for s in result.skipped}:
        return
    fixed = {q.stratum: Quota(q.asked) for q in result.quota}
    again = draw(replace(pool, targets=rest, quota=fixed), ordering)
    assert (again.chosen, again.skipped, again.cap) == (result.chosen, result.skipped, result.cap)


@given(st.data(), secrets, values)
def test_nobody_knows_the_order_without_the_code(data, secret, given):
    """The commitment is not the code, and with another code the order is another one."""
    ids = [f"P{n}" for n in range(40)]
    true, guessed = secret, data.draw(secrets.filter(lambda other: other != secret))
    orders = [
        Vrs(code, encode(given)).values(("target",), ids)
        for code in (true, guessed, commitment(true, 1))
    ]
    first = [sorted(ids, key=one.__getitem__) for one in orders]
    assert first[0] != first[1] and first[0] != first[2]


def test_no_target_is_preferred() -> None:
    """2,000 draws of 10 out of 40 with other codes: each target as often as chance allows."""
    pool = Pool(
        tuple(Target(f"P{n:02d}", "all", "d") for n in range(40)),
        tuple(Inspector(f"I{n}", ("d",)) for n in range(6)),
        {"all": Quota(basis_points=2_500)},
        cap=5,
    )
    draws, share = 2_000, 0.25
    drawn: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for n in range(draws):
        result = draw(pool, Vrs(n.to_bytes(32, "big"), encode([[n % 7, 3]])))
        drawn.update(one.target for one in result.chosen)
        pairs += loads(result)
    sigma = math.sqrt(draws * share * (1 - share))
    assert all(abs(drawn[t.id] - draws * share) < 5 * sigma for t in pool.targets)
    each = draws * 20 / 6
    assert all(abs(n - each) < 5 * math.sqrt(each) for n in pairs.values()) and len(pairs) == 6


def test_a_dead_end_raises_the_cap_by_one_and_begins_anew() -> None:
    pool = Pool(
        tuple(Target(f"P{n}", "all", "d") for n in range(5)),
        tuple(Inspector(f"I{n}", ("d",)) for n in range(4)),
        {"all": Quota(5)},
        cap=1,
    )
    result = draw(pool, Vrs(b"c" * 32, b"1./"))
    assert result.cap >= 3 and sum(loads(result).values()) == 10
    assert max(loads(result).values()) <= result.cap


# --- substitutions --------------------------------------------------------------------------


@given(pools(), orderings, orderings, st.data())
def test_a_withdrawn_target_is_replaced_from_its_stratum_and_the_others_stay(
    pool, first_order, next_order, data
):
    first = draw(pool, first_order)
    assume(first.chosen)
    gone = data.draw(st.sampled_from(first.chosen))
    found = substitute(pool, next_order, standing(first, ()), Withdrawal(gone.target))
    (taken,) = found.quota
    assert (taken.stratum, taken.asked, taken.taken) == (gone.stratum, 1, len(found.chosen))
    was = {one.target for one in first.chosen}
    assert all(one.stratum == gone.stratum and one.target not in was for one in found.chosen)
    after = standing(first, ()).without(Withdrawal(gone.target)).after(found)
    total = Counter(i.id for one in after.chosen.values() for i in one.inspectors)
    assert all(load <= max(found.cap, first.cap) for load in total.values())


@given(pools(), orderings, orderings, st.data())
def test_a_withdrawn_inspector_never_comes_back(pool, first_order, next_order, data):
    first = draw(pool, first_order)
    assume(first.chosen)
    target = data.draw(st.sampled_from(first.chosen))
    gone = data.draw(st.sampled_from(target.inspectors)).id
    one = data.draw(st.sampled_from((Withdrawal(inspector=gone), Withdrawal(target.target, gone))))
    before = standing(first, ())
    try:
        found = substitute(pool, next_order, before, one)
    except DrawError as error:
        assert error.code == "too_few_inspectors"
        return
    assert {c.target for c in found.chosen} == set(before.targets_of(one))
    after = before.without(one).after(found)
    for chosen in after.chosen.values():
        assert len({i.id for i in chosen.inspectors}) == pool.per_target
        if chosen.target == target.target or not one.target:
            assert gone not in {i.id for i in chosen.inspectors}


def test_what_was_never_drawn_cannot_be_withdrawn() -> None:
    pool = Pool((Target("P", "all", "d"),), (), {"all": Quota(1)}, cap=1)
    order = Vrs(b"c" * 32, b"1./")
    before = standing(draw(pool, order), ())
    for one in (Withdrawal(), Withdrawal("P"), Withdrawal(inspector="I1"), Withdrawal("P", "I1")):
        with pytest.raises(DrawError) as caught:
            substitute(pool, order, before, one)
        assert caught.value.code == "not_drawn"


# --- pools ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quota", "size", "asked"),
    [
        (Quota(3), 2, 3),
        (Quota(basis_points=500), 20, 1),
        (Quota(basis_points=500), 21, 2),
        (Quota(basis_points=500), 0, 0),
        (Quota(basis_points=0), 9, 0),
        (Quota(basis_points=10_000), 9, 9),
        (Quota(basis_points=1), 1, 1),
    ],
)
def test_a_share_is_rounded_up_and_a_number_is_as_asked(quota, size, asked):
    assert quota.of(size) == asked


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"targets": (Target("P", "all"), Target("P", "all"))}, "twice"),
        ({"inspectors": (Inspector("I"), Inspector("I"))}, "twice"),
        ({"targets": (Target("P\nQ", "all"),)}, "bad_id"),
        ({"targets": (Target("", "all"),)}, "bad_id"),
        ({"targets": (Target("P", "other"),)}, "no_quota"),
        ({"cap": 0}, "bad_cap"),
        ({"per_target": 1}, "too_few_inspectors"),
    ],
)
def test_a_pool_that_cannot_be_drawn_from(changed, code):
    whole = Pool((Target("P", "all"),), (), {"all": Quota(1)}, cap=1)
    with pytest.raises(DrawError) as caught:
        replace(whole, **changed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "quota", [-1, True, "5%", 1.5, {"basis_points": 10_001}, {"percent": 5}, 10**7, None]
)
def test_a_quota_is_a_number_or_basis_points(quota):
    with pytest.raises(DrawError) as caught:
        Quota.read(quota)
    assert caught.value.code == "bad_quota"
