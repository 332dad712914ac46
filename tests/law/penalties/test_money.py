"""Bands, persons, one act under several fines, late payment: exact, ordered, never a float."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenward.law.language import Authority, Fine, LawError, Span
from greenward.law.penalties import (
    Band,
    Candidate,
    NoBand,
    Payment,
    band_of,
    concur,
    inside,
    person_bands,
    surcharge,
)
from greenward.law.shenzhen.liability import YUAN, fine

DAY = timedelta(days=1)
DUE = date(2026, 1, 15)


def flat(article: str, low: int, high: int) -> Fine:
    return fine(article, article, low * YUAN, high * YUAN, cure_first=False)


def share(article: str, low: int, high: int, base: str = "project_investment") -> Fine:
    return fine(article, article, low, high, cure_first=False, base=base)


# --- bands and persons ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "base", "low", "high"),
    [
        (share("49.1", 200, 400), 500_000_000, 10_000_000, 20_000_000),
        (share("51", 200, 400), 80_000_000, 1_600_000, 3_200_000),
        (share("52", 100, 200), 80_000_000, 800_000, 1_600_000),
        (share("53.2", 100, 200, "house_sales"), 6_000_000, 60_000, 120_000),
        (flat("48", 100_000, 500_000), None, 100_000, 500_000),
    ],
)
def test_the_worked_examples(asked: Fine, base: int | None, low: int, high: int) -> None:
    found = band_of(asked, None if base is None else base * YUAN)
    assert found == Band(low * YUAN, high * YUAN)


def test_2000_yuan_a_square_metre_is_exact_to_the_hundredth_of_one() -> None:
    # base in 0.01 m²: 2,000 yuan a m² are 2,000 fen for each of them
    demolition = fine("28", "56", 2_000, 2_000, cure_first=False, base="demolished_area", per=1)
    assert band_of(demolition, 325_000) == Band(6_500_000 * YUAN, 6_500_000 * YUAN)
    assert band_of(demolition, 1) == Band(2_000, 2_000)


def test_a_band_without_its_base_names_it() -> None:
    with pytest.raises(NoBand, match="project_investment") as caught:
        band_of(share("51", 200, 400), None)
    assert caught.value.base == "project_investment"


def test_an_amount_on_either_edge_is_inside_and_one_fen_beyond_is_not() -> None:
    asked = flat("48", 100_000, 500_000)
    edges = [100_000 * YUAN - 1, 100_000 * YUAN, 500_000 * YUAN, 500_000 * YUAN + 1]
    assert [inside(asked, None, fen) for fen in edges] == [False, True, True, False]


@pytest.mark.parametrize("amount", [1.5, True, "100"])
def test_money_that_is_no_whole_number_is_refused(amount: object) -> None:
    for wrong in (
        lambda: Band(0, amount),  # type: ignore[arg-type]
        lambda: inside(flat("48", 1, 2), None, amount),  # type: ignore[arg-type]
        lambda: band_of(share("51", 200, 400), amount),  # type: ignore[arg-type]
        lambda: surcharge(amount, DUE, DUE),  # type: ignore[arg-type]
    ):
        with pytest.raises(LawError):
            wrong()


@given(st.integers(0, 10**15), st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_share_is_rounded_inwards_by_less_than_a_fen(base: int, low: int, more: int) -> None:
    asked = share("51", low, min(10_000, low + more))
    try:
        found = band_of(asked, base)
    except NoBand:
        # no whole fen lies between the two exact ends
        assert base * asked.high // 10_000 < Fraction(base * low, 10_000)
        return
    assert 0 <= found.low - Fraction(base * asked.low, 10_000) < 1
    assert 0 <= Fraction(base * asked.high, 10_000) - found.high < 1


@given(st.integers(1, 10**13), st.integers(0, 10**13))
def test_a_greater_base_never_gives_a_lower_band(base: int, more: int) -> None:
    asked = share("51", 200, 400)
    assume(base >= 50)
    first, second = band_of(asked, base), band_of(asked, base + more)
    assert first.low <= second.low
    assert first.high <= second.high


def test_each_person_is_fined_apart_from_what_the_entity_was_actually_fined() -> None:
    found = person_bands(flat("51", 1, 2), 10_000_000 * YUAN, ["法定代表人", "项目负责人"])
    assert found == {
        name: Band(100_000 * YUAN, 500_000 * YUAN) for name in ("法定代表人", "项目负责人")
    }


def test_without_a_fine_of_the_entity_no_person_is_fined() -> None:
    with pytest.raises(NoBand, match="was not fined"):
        person_bands(flat("51", 1, 2), 0, ["法定代表人"])
    with pytest.raises(NoBand) as caught:
        person_bands(flat("51", 1, 2), None, ["法定代表人"])
    assert caught.value.base == "fine_imposed_51"


def test_a_fine_without_persons_has_none_to_fine() -> None:
    bare = Fine("9", 1, 2, (Authority.DISTRICT_HOUSING,), cure_first=False)
    with pytest.raises(LawError, match="no fine for the persons"):
        person_bands(bare, 100, ["甲"])


# --- one act, one fine ----------------------------------------------------------------------


def test_of_two_rules_the_higher_end_decides() -> None:
    built = Candidate("14.1", share("49.1", 200, 400), 500_000_000 * YUAN)
    national = Candidate("cn.38", flat("38", 1, 15_000_000))
    found = concur([national, built])
    assert found.chosen == built  # 20 million above 15 million
    assert (found.equal, found.others, found.missing) == ((), (national,), ())


def test_where_the_high_ends_are_equal_the_low_ends_decide() -> None:
    lower, higher = Candidate("a", flat("48", 100, 500)), Candidate("b", flat("50", 200, 500))
    found = concur([lower, higher])
    assert (found.chosen, found.equal, found.others) == (higher, (), (lower,))


def test_rules_with_the_same_band_are_both_named_and_the_first_article_proposed() -> None:
    first = Candidate("14.1", share("49.1", 200, 400), 500_000_000 * YUAN)
    second = Candidate("16.1", share("51", 200, 400), 500_000_000 * YUAN)
    found = concur([second, first])
    assert (found.chosen, found.equal, found.others) == (first, (second,), ())


def test_an_unknown_base_leaves_it_open_and_is_named() -> None:
    known, unknown = Candidate("a", flat("48", 100, 500)), Candidate("b", share("51", 200, 400))
    found = concur([known, unknown])
    assert (found.chosen, found.missing) == (None, ("project_investment",))
    assert set(found.others) == {known, unknown}


def test_a_single_rule_needs_no_base_to_be_the_one() -> None:
    only = Candidate("b", share("51", 200, 400))
    assert concur([only]).chosen == only


def test_the_same_rule_twice_or_no_rule_is_refused() -> None:
    one = Candidate("a", flat("48", 100, 500))
    for candidates in ([], [one, one]):
        with pytest.raises(LawError, match="at least one"):
            concur(candidates)


candidates_of = st.lists(
    st.tuples(st.integers(1, 50), st.integers(0, 50), st.integers(48, 57)), min_size=1, max_size=5
).map(
    lambda drawn: [
        Candidate(f"r{i}", flat(str(article), low, low + more))
        for i, (low, more, article) in enumerate(drawn)
    ]
)


@given(candidates_of, st.randoms())
def test_the_choice_does_not_hang_on_the_order_and_no_other_is_higher(
    candidates: list[Candidate], random: object
) -> None:
    found = concur(candidates)
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert concur(shuffled) == found
    assert found.chosen is not None and found.chosen.band is not None
    best = (found.chosen.band.high, found.chosen.band.low)
    for other in candidates:
        assert other.band is not None
        assert (other.band.high, other.band.low) <= best
    assert {found.chosen, *found.equal, *found.others} == set(candidates)


# --- late payment ---------------------------------------------------------------------------


def late(fine_yuan: int, days: int, **more: object) -> tuple[int, int, date | None]:
    found = surcharge(fine_yuan * YUAN, DUE, DUE + days * DAY, **more)  # type: ignore[arg-type]
    return found.fen, found.days, found.capped_on


@pytest.mark.parametrize(
    ("fine_yuan", "days", "fen", "counted", "capped"),
    [
        (200_000, 0, 0, 0, None),
        (200_000, 1, 6_000 * YUAN, 1, None),
        (200_000, 33, 198_000 * YUAN, 33, None),
        (200_000, 34, 200_000 * YUAN, 34, 34),  # 34 days are 102 %
        (200_000, 40, 200_000 * YUAN, 34, 34),
        (500_000, 40, 500_000 * YUAN, 34, 34),
    ],
)
def test_three_per_cent_a_day_up_to_the_fine(
    fine_yuan: int, days: int, fen: int, counted: int, capped: int | None
) -> None:
    on = None if capped is None else DUE + capped * DAY
    assert late(fine_yuan, days) == (fen, counted, on)


def test_paid_before_the_last_day_costs_nothing() -> None:
    assert late(200_000, -5) == (0, 0, None)


def test_days_under_review_or_suit_are_not_counted() -> None:
    review = Span(DUE + 6 * DAY, DUE + 25 * DAY)  # twenty days, both ends included
    assert late(200_000, 30, stopped=[review]) == (60_000 * YUAN, 10, None)


def test_a_review_that_still_goes_on_stops_the_count_and_two_that_overlap_count_once() -> None:
    assert late(200_000, 400, stopped=[Span(DUE + 6 * DAY)]) == (30_000 * YUAN, 5, None)
    twice = [Span(DUE + 2 * DAY, DUE + 4 * DAY), Span(DUE + 3 * DAY, DUE + 5 * DAY)]
    assert late(200_000, 10, stopped=twice) == (36_000 * YUAN, 6, None)


def test_after_a_part_payment_the_rest_alone_grows() -> None:
    # ten days of 200,000, the day of the payment still in full, then ten days of 50,000
    half = Payment(DUE + 10 * DAY, 150_000 * YUAN)
    found = surcharge(200_000 * YUAN, DUE, DUE + 20 * DAY, payments=[half])
    assert (found.fen, found.days, found.unpaid) == (75_000 * YUAN, 20, 50_000 * YUAN)


def test_paid_in_full_it_stands_still() -> None:
    paid = [Payment(DUE + 2 * DAY, 80_000 * YUAN), Payment(DUE + 4 * DAY, 120_000 * YUAN)]
    found = surcharge(200_000 * YUAN, DUE, DUE + 300 * DAY, payments=paid)
    assert (found.fen, found.days, found.unpaid) == (19_200 * YUAN, 4, 0)


def test_a_fraction_of_a_fen_is_not_charged() -> None:
    assert surcharge(101, DUE, DUE + 1 * DAY).fen == 3  # 3.03
    assert surcharge(101, DUE, DUE + 34 * DAY).fen == 101


def test_a_fine_or_payment_of_nothing_is_refused() -> None:
    with pytest.raises(LawError, match="at least one fen"):
        surcharge(0, DUE, DUE)
    with pytest.raises(LawError, match="at least one fen"):
        surcharge(100, DUE, DUE, payments=[Payment(DUE, 0)])


spans = st.lists(
    st.tuples(st.integers(-5, 80), st.integers(0, 30)).map(
        lambda drawn: Span(DUE + drawn[0] * DAY, DUE + (drawn[0] + drawn[1]) * DAY)
    ),
    max_size=3,
)
payments_of = st.lists(
    st.builds(Payment, st.integers(-5, 80).map(lambda n: DUE + n * DAY), st.integers(1, 10**9)),
    max_size=4,
)


@given(st.integers(1, 10**10), st.integers(0, 120), spans, payments_of)
def test_it_is_the_exact_sum_of_its_days_cut_to_the_fen_and_to_the_fine(
    fen: int, days: int, stopped: list[Span], payments: list[Payment]
) -> None:
    exact = Fraction(0)
    for n in range(1, days + 1):
        day = DUE + n * DAY
        paid = sum(part.fen for part in payments if part.on < day)
        if not any(span.first <= day <= span.last for span in stopped):  # type: ignore[operator]
            exact += max(0, fen - paid) * Fraction(3, 100)
    found = surcharge(fen, DUE, DUE + days * DAY, stopped, payments)
    assert found.fen == min(fen, int(exact))
    assert isinstance(found.fen, int)


@given(st.integers(1, 10**10), st.integers(0, 80), spans, payments_of)
def test_another_day_never_lowers_it_and_a_stop_or_a_payment_never_raises_it(
    fen: int, days: int, stopped: list[Span], payments: list[Payment]
) -> None:
    paid_on = DUE + days * DAY
    found = surcharge(fen, DUE, paid_on, stopped, payments).fen
    assert found <= surcharge(fen, DUE, paid_on + DAY, stopped, payments).fen
    assert found <= surcharge(fen, DUE, paid_on, (), payments).fen
    assert found <= surcharge(fen, DUE, paid_on, stopped).fen
    assert 0 <= found <= fen
