"""Amendments on paper: which numbers can be moved, and that nothing else moves with them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.amend import amended, levers, whole, written
from greenward.law.canonical import digest
from greenward.law.language import Edition, LawError, Verdict
from greenward.law.reading import judge
from greenward.law.simulate import Side, moved, simulate

from .casebook import PACKS
from .strategies import frame
from .test_readings_agree import CITY, FACTS

PACK = PACKS["shenzhen"][0]
CHAIN = ("32.2.1", "32.2.2", "32.2.3")
ROWS = CITY[:800]
EVERY = levers(PACK)


def lever(start: str, edition: Edition = PACK):
    """The one lever whose English words begin so."""
    (found,) = (one for one in levers(edition) if one.label.en.startswith(start))
    return found


HALF_OVER = "the year's energy use intensity is at least 150 %"
LARGE = "the floor area of the single building is at least 20,000"


# --- what can be moved ----------------------------------------------------------------------


def test_a_percentage_is_one_number_as_people_write_it() -> None:
    found = lever(HALF_OVER)
    assert (found.kind, found.rules, written(found)) == ("percent", ("32.2.3",), Decimal(150))


def test_a_class_threshold_stands_in_many_rules_and_is_moved_in_all_of_them() -> None:
    found = lever(LARGE)
    assert {"6.1.2", "27.1", "32.2.1"} <= set(found.rules)
    larger = amended(PACK, {found.id: whole(found, "30,000")})
    assert (
        lever("the floor area of the single building is at least 30,000", larger).rules
        == found.rules
    )


def test_the_ends_of_a_fine_are_moved_in_yuan_or_in_per_cent() -> None:
    by_id = {one.id: one for one in EVERY}
    assert written(by_id["32.2.3.fine_low"]) == 500_000
    assert whole(by_id["32.2.3.fine_low"], "600000") == 60_000_000


def test_levers_can_be_asked_for_some_rules_alone() -> None:
    assert {one.id for one in levers(PACK, ["32.2.3"])} <= {one.id for one in EVERY}
    assert all("32.2.3" in one.rules for one in levers(PACK, ["32.2.3"]))


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_moving_a_number_to_where_it_stands_changes_no_verdict(one) -> None:
    same = amended(PACK, {one.id: whole(one, str(written(one)))})
    for id in one.rules:
        if id in {duty.id for duty in PACK.duties}:
            before, after = PACK.duty(id), same.duty(id)
            assert [judge(before, row).verdict for row in ROWS[:60]] == [
                judge(after, row).verdict for row in ROWS[:60]
            ]


@given(st.sampled_from(EVERY), st.integers(1, 400))
def test_moving_one_number_touches_only_the_rules_it_stands_in(one, by: int) -> None:
    try:
        changed = amended(PACK, {one.id: one.value + by})
    except LawError:
        return
    others = [
        (a, b) for a, b in zip(PACK.rules(), changed.rules(), strict=True) if a.id not in one.rules
    ]
    assert all(a == b for a, b in others)
    assert digest(changed) != digest(PACK)
    assert changed.vocabulary == PACK.vocabulary


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nothing": 1}, "has no number nothing"),
        ({"32.2.3.fine_low": 10**12}, "Article 57.2 is empty"),
        ({lever(HALF_OVER).id: 0}, "more than nought"),
    ],
)
def test_what_would_be_no_law_is_refused(changes: dict[str, int], said: str) -> None:
    with pytest.raises(LawError, match=said):
        amended(PACK, changes)


@pytest.mark.parametrize("text", ["", "half", "1.23456789"])
def test_what_is_no_number_or_too_fine_is_refused(text: str) -> None:
    with pytest.raises(LawError):
        whole(lever(HALF_OVER), text)


# --- what it would change -------------------------------------------------------------------


def sides(changes: dict[str, int]) -> tuple[Side, Side]:
    table = frame(ROWS, FACTS).with_columns(district=pl.int_range(pl.len()) % 3)
    return Side(PACK, table), Side(amended(PACK, changes), table)


def test_the_counts_are_those_of_judging_each_case_twice() -> None:
    before, after = sides({lever(HALF_OVER).id: 13_000, lever(LARGE).id: 2_500_000})
    found = simulate(before, after, CHAIN, ("district",))
    for id in CHAIN:
        expected = Counter(
            (i % 3, *(judge(side.edition.duty(id), row).verdict for side in (before, after)))
            for i, row in enumerate(ROWS)
        )
        rows = (
            found.filter(duty=id)
            .group_by("district", "before", "after")
            .agg(pl.col("subjects").sum())
        )
        assert {tuple(row[:3]): row[3] for row in rows.iter_rows()} == dict(expected)


def test_newly_bound_and_released_are_told_with_their_floor_area() -> None:
    before, after = sides({lever(HALF_OVER).id: 13_000})
    row = moved(simulate(before, after, ["32.2.3"])).row(0, named=True)
    old, new = before.edition.duty("32.2.3"), after.edition.duty("32.2.3")
    bound = [
        r
        for r in ROWS
        if judge(new, r).binds.truth is True and judge(old, r).binds.truth is not True
    ]
    assert row["newly_bound"] == len(bound) > 0
    assert row["newly_bound_area"] == sum(r["floor_area"] or 0 for r in bound)
    assert row["released"] == 0, "a lower percentage releases nobody"


def test_the_bands_are_summed_over_what_is_breached() -> None:
    before, after = sides({"32.2.3.fine_low": 60_000_000})
    row = moved(simulate(before, after, ["32.2.3"])).row(0, named=True)
    breached = sum(judge(PACK.duty("32.2.3"), r).verdict is Verdict.BREACHED for r in ROWS)
    assert breached and row["low_before"] == breached * 50_000_000
    assert row["low_after"] == breached * 60_000_000
    assert row["high_before"] == row["high_after"] == breached * 100_000_000
    assert row["changed"] == 0


def test_a_moved_limit_is_a_second_table_of_the_same_cases() -> None:
    before, _ = sides({})
    stricter = before.table.with_columns(constraint_value=pl.col("constraint_value") * 9 // 10)
    row = moved(simulate(before, Side(PACK, stricter), ["32.2.1"])).row(0, named=True)
    assert row["breached_after"] > row["breached_before"]
    assert row["newly_bound"] == row["released"] == 0
