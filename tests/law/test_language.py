"""The language is closed: what is no whole number, no fact or no condition is refused with a reason.

`check` stands between a written law and its publication (all articles of an edition pass it).
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from greenward.law import vocabulary as fact
from greenward.law.check import INT64, bounds, check
from greenward.law.language import (
    ALWAYS,
    All,
    Arithmetic,
    Comparison,
    Constant,
    Edition,
    Fine,
    Flag,
    Known,
    LawError,
    Not,
    Quantity,
    Recorded,
    Some,
    Span,
    Subject,
    Text,
    number,
)
from greenward.law.reading import column, judge, read, value_of
from greenward.law.sentence import fine_lines, sentence
from greenward.law.shenzhen import PACK

from .strategies import LABORATORY

coins, grains = Quantity("coins"), Quantity("grains")
lit = Flag("lit")
NO_NUMBERS = [1.5, 2.0, math.nan, math.inf, True, False, Decimal("1"), Fraction(3, 2), "1", None]


def laboratory_with(applies: Any, requires: Any = ALWAYS, **changed: Any) -> Edition:
    duty = replace(
        PACK.duty("27.1"), applies=applies, requires=requires, **{"breach": None, **changed}
    )
    return replace(LABORATORY, duties=(duty,))


# --- whole numbers --------------------------------------------------------------------------


@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
def test_only_a_whole_number_can_be_written(value: Any) -> None:
    for write in (number, Constant, coins.__ge__, coins.__mul__, coins.equals, coins.__radd__):
        with pytest.raises(LawError, match="is not a whole number"):
            write(value)


@pytest.mark.parametrize("value", [1.5, 2.0, math.nan, True, Decimal("1"), "1"], ids=repr)
def test_only_a_whole_number_is_read_as_a_quantity(value: Any) -> None:
    with pytest.raises(LawError, match="no whole number"):
        value_of(coins, {"coins": value})
    with pytest.raises(LawError, match="no whole number"):
        read(coins >= 1, {"coins": value})


@pytest.mark.parametrize("value", [0, 1, 1.0, math.nan, "yes"], ids=repr)
def test_only_yes_and_no_are_read_as_a_flag(value: Any) -> None:
    with pytest.raises(LawError, match="neither yes nor no"):
        read(lit, {"lit": value})


def test_whole_numbers_are_written_from_either_side() -> None:
    facts = {"coins": 7}
    written = [3 + coins, 3 - coins, 3 * coins, coins + 3, coins - 3, coins * 3]
    assert [value_of(one, facts) for one in written] == [10, -4, 21, 10, 4, 21]


# --- no truth of its own --------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    [lit, coins >= 1, ~lit, lit & lit, lit | lit, ALWAYS, Known("lit"), Recorded("lit", ALWAYS)],
    ids=lambda c: type(c).__name__,
)
def test_a_condition_has_no_truth_in_python(condition: Any) -> None:
    with pytest.raises(LawError, match="join with & | ~"):
        bool(condition)
    with pytest.raises(LawError, match="join with & | ~"):
        assert condition and lit
    with pytest.raises(LawError, match="join with & | ~"):
        assert not condition


def test_conjunctions_flatten_and_denials_cancel() -> None:
    open_, warm = Flag("open"), Flag("warm")
    assert (lit & open_) & warm == lit & (open_ & warm) == All((lit, open_, warm))
    assert (lit | open_) | warm == lit | (open_ | warm) == Some((lit, open_, warm))
    assert (lit & open_) | warm == Some((All((lit, open_)), warm))
    assert ~~lit == lit
    assert ~lit == Not(lit)


# --- the check ------------------------------------------------------------------------------


def test_the_edition_of_shenzhen_passes_the_check() -> None:
    assert check(PACK) is PACK


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Flag("unheard_of"), "no fact named 'unheard_of'"),
        (Known("unheard_of"), "no fact named 'unheard_of'"),
        (Recorded("unheard_of", ALWAYS), "no fact named 'unheard_of'"),
        (Quantity("unheard_of") > 1, "no fact named 'unheard_of'"),
        (Flag("coins"), "used as a flag"),
        (Quantity("lit") > 1, "is a flag and cannot be counted with"),
        (lit & (coins == 1), "is not a condition of the language"),
        (Not(coins), "is not a condition of the language"),
        (All(()), "is not a condition of the language"),
        (Some(()), "is not a condition of the language"),
        (Comparison(">", lit, coins), "Flag is not a number of the language"),  # type: ignore[arg-type]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_condition_is_refused_wherever_it_stands(wrong: Any, said: str) -> None:
    for condition in (wrong, Not(wrong), Some((lit, wrong)), Recorded("open", wrong)):
        for edition in (laboratory_with(condition), laboratory_with(ALWAYS, condition)):
            with pytest.raises(LawError, match=said) as refused:
                check(edition)
            assert "duty 27.1" in str(refused.value)


@pytest.mark.parametrize(
    "number",
    [
        grains * grains + grains * 10**9,
        2 * (grains * grains),
        coins * coins * coins * coins,
        grains * grains - (-1 - grains) * grains,
        Constant(2**63),
        0 - Constant(2**63),
        (grains * grains * grains) * 0,
    ],
    ids=range(7),
)
def test_a_number_that_could_leave_64_bits_is_refused(number: Any) -> None:
    with pytest.raises(LawError, match="beyond 64 bits"):
        check(laboratory_with(number > 0))
    with pytest.raises(LawError, match="beyond 64 bits"):
        check(laboratory_with(ALWAYS, 0 - coins < number))


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        (grains * grains, 0, 9 * 10**18),
        (Constant(INT64), INT64, INT64),
        (Quantity("rooms") * Quantity("doors"), -144, 144),
        (Quantity("rooms") - Quantity("coins"), -12 - 10**6, 12),
        (Quantity("rooms") * -3 + 1, -35, 37),
    ],
    ids=range(5),
)
def test_a_number_within_64_bits_passes_with_its_bounds(number: Any, low: int, high: int) -> None:
    assert bounds(number, LABORATORY) == (low, high)
    check(laboratory_with(number > 0))


def test_every_number_of_shenzhen_stays_far_within_64_bits() -> None:
    limit = PACK.entry("eui").high
    assert bounds(3 * fact.constraint_value, PACK) == (0, 3 * limit)
    assert 3 * limit < INT64 // 1_000


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"low": 0, "high": 0}, "empty or not positive"),
        ({"low": -1}, "empty or not positive"),
        ({"low": 3, "high": 2}, "empty or not positive"),
        ({"base": "unheard_of"}, "no fact named"),
        ({"base": "lit"}, "is not a quantity"),
    ],
    ids=str,
)
def test_a_wrong_fine_is_refused_also_for_the_persons(changed: dict[str, Any], said: str) -> None:
    order = replace(LABORATORY.entry("lit"), name="order_expired_27_1")
    fine = replace(PACK.duty("27.1").breach, persons=None)
    for breach in (replace(fine, **changed), replace(fine, persons=replace(fine, **changed))):
        edition = laboratory_with(ALWAYS, breach=breach)
        with pytest.raises(LawError, match=said):
            check(replace(edition, vocabulary=(*edition.vocabulary, order)))


def test_a_fine_without_a_lower_end_says_up_to() -> None:
    fine = Fine("43", 0, 200, authorities=(), cure_first=False, base="coins")
    assert fine.band(999) == (0, 19), "never above two per cent"
    edition = check(laboratory_with(ALWAYS, breach=fine))
    broken = judge(replace(edition.duties[0], requires=~ALWAYS), {"coins": 1_000_000})
    assert fine_lines(broken, "en") == ["Fine (43): up to ¥200.00"]
    assert fine_lines(broken, "zh") == ["罚款幅度（43）：不超过¥200.00"]


def test_a_fine_that_waits_for_an_order_needs_the_fact_of_the_order() -> None:
    with pytest.raises(LawError, match="no fact named 'order_expired_27_1'"):
        check(laboratory_with(ALWAYS, breach=replace(PACK.duty("27.1").breach, persons=None)))


def test_names_are_given_once() -> None:
    with pytest.raises(LawError, match="two duties carry the same id"):
        replace(PACK, duties=(*PACK.duties, PACK.duties[0]))
    with pytest.raises(LawError, match="two facts of the vocabulary carry the same name"):
        replace(PACK, vocabulary=(*PACK.vocabulary, PACK.vocabulary[0]))


def test_what_is_not_there_is_said_with_what_is() -> None:
    with pytest.raises(LawError, match="there is no duty '99.9' in this edition; it has 4.1.1, "):
        PACK.duty("99.9")
    with pytest.raises(LawError, match="the vocabulary has no fact named 'warmth'"):
        PACK.entry("warmth")


def test_what_is_no_condition_has_no_reading() -> None:
    for read_it in (lambda c: read(c, {}), column, lambda c: sentence(c, LABORATORY, "en")):
        with pytest.raises(LawError, match="is not a condition of the language"):
            read_it(coins)
    with pytest.raises(LawError, match="is not a number of the language"):
        value_of(lit, {})  # type: ignore[arg-type]


def test_a_quantity_and_a_flag_can_be_asked_whether_they_are_known() -> None:
    assert (coins.is_known, lit.is_known) == (Known("coins"), Known("lit"))
    assert read(coins.is_known, {"coins": 0}).truth is True
    assert read(coins.is_known, {}).truth is False
    assert read(lit.is_known, {"lit": False}).truth is True


# --- spans, bands and orders ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "holds"),
    [((2022, 6, 30), False), ((2022, 7, 1), True), ((2024, 3, 1), True), ((2024, 3, 2), False)],
)
def test_a_span_includes_both_its_days(day: tuple[int, int, int], holds: bool) -> None:
    assert Span(date(2022, 7, 1), date(2024, 3, 1)).holds(date(*day)) is holds


def test_duties_in_force_on_a_day_about_a_subject() -> None:
    assert PACK.in_force(date(2022, 6, 30)) == ()
    assert PACK.in_force(date(2022, 7, 1)) == PACK.duties
    yearly = PACK.in_force(date(2026, 1, 1), Subject.BUILDING_YEAR)
    assert {duty.subject for duty in yearly} == {Subject.BUILDING_YEAR}
    assert {"25.2", "26.1.2", "32.1", "32.2.3", "33.1"} <= {duty.id for duty in yearly}


@pytest.mark.parametrize(
    ("base", "band"),
    [
        (100, (1, 5)),
        (101, (2, 5)),
        (199, (2, 9)),
        (200, (2, 10)),
        (30_000_000, (300_000, 1_500_000)),
    ],
)
def test_a_share_is_rounded_into_its_band(base: int, band: tuple[int, int]) -> None:
    persons = PACK.duty("32.2.2").breach.persons
    assert persons.band(base) == band
    assert base <= persons.band(base)[0] * 100 and persons.band(base)[1] * 20 <= base


def test_a_share_of_nothing_known_is_refused() -> None:
    with pytest.raises(LawError, match="Article 58 needs fine_imposed_32_2_2"):
        PACK.duty("32.2.2").breach.persons.band()


def test_a_fine_with_a_base_shows_no_band_until_the_base_is_known() -> None:
    fine = Fine("9", low=200, high=400, authorities=(), cure_first=False, base="entity_fine")
    duty = replace(PACK.duty("25.1"), breach=fine)
    broken = {"supplier_in_city": True, "supplier_data_delivered": False}
    assert judge(duty, broken).exposure.band is None
    assert judge(duty, broken).exposure.may_be_imposed is True
    assert judge(duty, broken | {"entity_fine": 50_000}).exposure.band == (1_000, 2_000)


def test_text_is_chinese_for_every_chinese_tag_and_english_else() -> None:
    text = Text("楼", "house")
    assert [text.in_(tag) for tag in ("zh", "zh-hans", "en", "en-gb")] == ["楼"] * 2 + ["house"] * 2


def test_arithmetic_keeps_its_order_of_writing() -> None:
    twice = Arithmetic("*", Constant(2), coins)
    assert 2 * coins - 1 == Arithmetic("-", twice, Constant(1))
