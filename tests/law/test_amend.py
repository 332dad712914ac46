"""Amendments on paper: which numbers can be moved, and that nothing else moves with them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.law.amend import NotANumber, amended, change_of, levers, whole, written
from greenward.law.canonical import digest
from greenward.law.language import Duty, Edition, LawError, Verdict
from greenward.law.reading import judge
from greenward.law.simulate import Side, compare, distinct, moved, touched

from .casebook import PACKS
from .strategies import frame

PACK = PACKS["shenzhen"][0]
FACTS = {e.name: pl.Boolean if e.kind == "flag" else pl.Int64 for e in PACK.vocabulary}
CHAIN = ("32.2.1", "32.2.2", "32.2.3")
OFTEN_NO = ("state_organ_office", "large_public_recorded", "fiscal_recorded")


def made(number: int) -> dict[str, bool | int | None]:
    """One building-year near the lines of Article 32; a tenth of every fact unknown."""
    random = Random(number)
    figure = random.choice((70, 80, 99, 110, 118, 120, 121, 150)) * 10_000
    facts = dict.fromkeys(("in_city", "in_use", "public"), True)
    facts |= {name: random.choice((None, False, False, True)) for name in OFTEN_NO}
    facts |= {name: random.choice((True, False)) for name in DONE}
    facts |= {
        "floor_area": random.choice((999_999, 1_000_000, 1_999_999, 2_000_000, 3_141_593)),
        "fiscal_share": random.choice((0, 0, 0, 5_000)),
        "eui": figure,
        "constraint_value": random.choice((800_000, 1_000_000)),
        "eui_last_year": random.choice((figure, 1_300_000)),
        "constraint_last_year": 800_000,
    }
    known = {name: value for name, value in facts.items() if random.random() > 0.1}
    return dict.fromkeys(FACTS) | known


DONE = ("audit_done", "measures_taken", "energy_retrofit_done")
ROWS = [made(number) for number in range(800)]
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
    for duty in PACK.duties:
        if duty.id in one.rules[:3] and duty != (moved_to := same.duty(duty.id)):
            assert verdicts(duty) == verdicts(moved_to)


def verdicts(duty: Duty) -> list[Verdict]:
    return [judge(duty, row).verdict for row in ROWS[:60]]


@settings(deadline=None, max_examples=40)
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


@pytest.mark.parametrize("text", ["", "half", "1.23456789", "NaN", "Infinity", "1e30"])
def test_what_is_no_number_or_too_fine_is_refused(text: str) -> None:
    with pytest.raises(LawError):
        whole(lever(HALF_OVER), text)


def test_a_day_is_written_as_a_day() -> None:
    from_2022 = lever("the day of completion is on or after")
    assert written(from_2022) == "2022-07-01"
    assert whole(from_2022, "2024-01-01") == date(2024, 1, 1).toordinal()
    with pytest.raises(NotANumber):
        whole(from_2022, "next year")


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_what_is_written_reads_back_as_the_same_number(one) -> None:
    assert whole(one, str(written(one))) == one.value


def test_a_fine_by_the_square_metre_is_written_in_yuan_for_each() -> None:
    by_id = {one.id: one for one in EVERY}
    found = by_id["28.1.fine_low"]
    assert written(found) == 2000 and PACK.duty("28.1").breach.band(3 * found.entry.scale) == (
        600_000,
        600_000,
    )


def test_a_change_as_people_write_it_moves_both_years_at_once() -> None:
    found = change_of(PACK, "32.2.3:150=130")
    assert set(found) == {one.id for one in levers(PACK, ["32.2.3"]) if one.kind == "percent"}
    assert set(found.values()) == {13_000} and len(found) == 2
    assert change_of(PACK, "32.2.3:low=600000") == {"32.2.3.fine_low": 60_000_000}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("32.2.3", "write RULE:OLD=NEW"),
        ("32.2.3:160=130", "its numbers are: .*150"),
        ("99:1=2", "its numbers are: none"),
    ],
)
def test_a_change_that_fits_nothing_says_what_would(text: str, said: str) -> None:
    with pytest.raises(LawError, match=said):
        change_of(PACK, text)


# --- what it would change -------------------------------------------------------------------


def sides(changes: dict[str, int]) -> tuple[Side, Side]:
    table = frame(ROWS, FACTS).with_columns(
        district=pl.int_range(pl.len()) % 3, row=pl.int_range(pl.len())
    )
    return Side(PACK, table), Side(amended(PACK, changes), table)


def test_the_counts_are_those_of_judging_each_case_twice() -> None:
    before, after = sides({lever(HALF_OVER).id: 13_000, lever(LARGE).id: 2_500_000})
    found = compare(before, after, CHAIN, ("district",))
    for id in CHAIN:
        expected = Counter(
            (i % 3, *(judge(side.edition.duty(id), row).verdict for side in (before, after)))
            for i, row in enumerate(ROWS)
        )
        rows = found.filter(duty=id).group_by("district", "before", "after").len()
        assert {tuple(row[:3]): row[3] for row in rows.iter_rows()} == dict(expected)


def test_newly_bound_and_released_are_told_with_their_floor_area() -> None:
    before, after = sides({lever(HALF_OVER).id: 13_000})
    row = moved(compare(before, after, ["32.2.3"])).row(0, named=True)
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
    row = moved(compare(before, after, ["32.2.3"])).row(0, named=True)
    breached = sum(judge(PACK.duty("32.2.3"), r).verdict is Verdict.BREACHED for r in ROWS)
    assert breached and row["low_before"] == breached * 50_000_000
    assert row["low_after"] == breached * 60_000_000
    assert row["high_before"] == row["high_after"] == breached * 100_000_000
    assert row["changed"] == 0


def test_a_moved_limit_is_a_second_table_of_the_same_cases() -> None:
    before, _ = sides({})
    stricter = before.table.with_columns(constraint_value=pl.col("constraint_value") * 9 // 10)
    row = moved(compare(before, Side(PACK, stricter), ["32.2.1"])).row(0, named=True)
    assert row["breached_after"] > row["breached_before"]
    assert row["newly_bound"] == row["released"] == 0


def test_a_building_that_two_duties_move_counts_once() -> None:
    before, after = sides({lever(LARGE).id: 1_000_000})
    table = compare(before, after, CHAIN, ("row", "district"))
    by_duty = moved(table)
    bound = {
        i
        for i, row in enumerate(ROWS)
        for id in CHAIN
        if binds(after.edition.duty(id), row) and not binds(before.edition.duty(id), row)
    }
    once = distinct(table, "row").row(0, named=True)
    assert once["newly_bound"] == len(bound) < by_duty["newly_bound"].sum()
    assert once["newly_bound_area"] == sum(ROWS[i]["floor_area"] or 0 for i in bound)
    assert once["low_after"] == by_duty["low_after"].sum()
    districts = distinct(table, "row", ["district"])
    assert districts["newly_bound"].sum() == len(bound)


def binds(duty: Duty, row: dict) -> bool:
    return judge(duty, row).binds.truth is True


def test_only_what_an_amendment_can_change_is_touched() -> None:
    after = amended(PACK, {lever(HALF_OVER).id: 13_000})
    assert touched(PACK, after) == ("32.2.3",)
    assert touched(PACK, PACK) == ()
    assert set(touched(PACK, PACK, {"constraint_value"})) == {"32.2.1", "32.2.2", "32.2.3"}


def test_nothing_compared_has_the_columns_of_a_comparison() -> None:
    before, after = sides({})
    nothing = compare(before, after, (), ("district",))
    assert nothing.columns == compare(before, after, CHAIN, ("district",)).columns
    assert nothing.is_empty() and distinct(nothing, "district").row(0, named=True)["changed"] == 0
