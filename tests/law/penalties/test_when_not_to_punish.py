"""Limitation and the breaches that go unpunished, each boundary and each unknown."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.language import LawError
from greenward.law.penalties import (
    Answer,
    Leniency,
    Outcome,
    ReasonCode,
    first_slight,
    limitation,
)

DAY = timedelta(days=1)
END = date(2024, 3, 15)


@pytest.mark.parametrize(
    ("on", "grave", "answer", "last"),
    [
        ("2026-03-14", False, Answer.WITHIN, "2026-03-15"),
        ("2026-03-15", False, Answer.WITHIN, "2026-03-15"),  # a Sunday: not moved on
        ("2026-03-16", False, Answer.EXPIRED, "2026-03-15"),
        ("2026-03-16", True, Answer.WITHIN, "2029-03-15"),
        ("2029-03-15", True, Answer.WITHIN, "2029-03-15"),
        ("2029-03-16", True, Answer.EXPIRED, "2029-03-15"),
        ("2026-03-15", None, Answer.WITHIN, None),
        ("2026-03-16", None, Answer.UNKNOWN, None),
        ("2029-03-15", None, Answer.UNKNOWN, None),
        ("2029-03-16", None, Answer.EXPIRED, None),
    ],
)
def test_two_years_or_five(on: str, grave: bool | None, answer: Answer, last: str | None) -> None:
    found = limitation(END, False, date.fromisoformat(on), grave)
    assert found.answer is answer
    assert found.last_day == (None if last is None else date.fromisoformat(last))
    assert found.missing == (("grave",) if answer is Answer.UNKNOWN else ())


def test_a_breach_of_29_february_ends_on_the_28th() -> None:
    assert limitation(date(2024, 2, 29), False, END).last_day == date(2026, 2, 28)


def test_a_breach_that_goes_on_is_always_within() -> None:
    found = limitation(None, True, date(2099, 1, 1))
    assert (found.answer, found.last_day) == (Answer.WITHIN, None)


def test_without_its_end_it_is_unknown_and_says_what_to_ask() -> None:
    assert limitation(None, False, END).missing == ("act_end",)
    found = limitation(None, None, END)
    assert (found.answer, found.missing) == (Answer.UNKNOWN, ("continuing", "act_end"))


def test_a_known_end_settles_whether_it_goes_on() -> None:
    assert limitation(END, None, END).answer is Answer.WITHIN
    with pytest.raises(LawError, match="state one of the two"):
        limitation(END, True, END)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 4000), st.booleans())
def test_once_expired_it_stays_expired_and_five_years_are_never_shorter(
    end: date, after: int, grave: bool
) -> None:
    on = end + after * DAY
    found = limitation(end, False, on, grave)
    if found.answer is Answer.EXPIRED:
        assert limitation(end, False, on + DAY, grave).answer is Answer.EXPIRED
        assert limitation(end, False, on, False).answer is Answer.EXPIRED
    unknown = limitation(end, False, on, None)
    if unknown.answer is not Answer.UNKNOWN:
        assert unknown.answer is found.answer


# --- Article 33 -----------------------------------------------------------------------------

SLIGHT = {"breach_slight": True, "corrected_in_time": True, "harm_done": False}
FIRST = {
    "breach_slight": False,
    "corrected_in_time": True,
    "harm_done": True,
    "harm_slight": True,
    "first_breach": True,
    "fault_disproved": False,
}


def test_slight_corrected_and_harmless_shall_not_be_punished() -> None:
    assert first_slight({**SLIGHT, "fault_disproved": False, "first_breach": False}) == Leniency(
        Outcome.SHALL_NOT, (ReasonCode.SLIGHT_AND_CORRECTED,), ()
    )


def test_without_fault_it_shall_not_be_punished_whatever_the_harm() -> None:
    facts = {**FIRST, "harm_slight": False, "fault_disproved": True}
    assert first_slight(facts) == Leniency(Outcome.SHALL_NOT, (ReasonCode.NO_FAULT,), ())


def test_a_first_breach_with_slight_harm_that_was_corrected_may_go_unpunished() -> None:
    assert first_slight(FIRST) == Leniency(Outcome.MAY_NOT, (ReasonCode.FIRST_AND_SLIGHT,), ())


def test_a_first_breach_without_any_harm_may_go_unpunished_all_the_more() -> None:
    facts = {**FIRST, "harm_done": False, "harm_slight": None}
    assert first_slight(facts).outcome is Outcome.MAY_NOT


@pytest.mark.parametrize("fact", ["corrected_in_time", "first_breach", "harm_slight"])
def test_one_requirement_less_and_the_first_breach_is_punishable(fact: str) -> None:
    assert first_slight({**FIRST, fact: False}) == Leniency(Outcome.PUNISHABLE, (), ())


@pytest.mark.parametrize("fact", ["corrected_in_time", "first_breach", "harm_slight"])
def test_what_is_unknown_stays_unknown_and_is_asked_for(fact: str) -> None:
    found = first_slight({**FIRST, fact: None})
    assert (found.outcome, found.reasons) == (Outcome.UNKNOWN, ())
    assert found.missing == (fact,)


def test_a_ground_that_may_still_hold_leaves_it_open_and_keeps_the_one_that_does() -> None:
    found = first_slight({**FIRST, "fault_disproved": None})
    assert found == Leniency(Outcome.UNKNOWN, (ReasonCode.FIRST_AND_SLIGHT,), ("fault_disproved",))


def test_of_nothing_nothing_is_known() -> None:
    found = first_slight({})
    assert found.outcome is Outcome.UNKNOWN
    assert set(found.missing) == set(FIRST)


def test_an_unknown_only_stays_where_completing_it_could_end_both_ways() -> None:
    names = sorted(FIRST)
    whole = {
        values: first_slight(dict(zip(names, values, strict=True))).outcome
        for values in product((True, False), repeat=len(names))
    }
    for values in product((True, False, None), repeat=len(names)):
        found = first_slight(dict(zip(names, values, strict=True)))
        completed = {
            outcome
            for full, outcome in whole.items()
            if all(v is None or v == w for v, w in zip(values, full, strict=True))
        }
        if found.outcome is not Outcome.UNKNOWN:
            assert completed == {found.outcome}
        else:
            assert found.missing
