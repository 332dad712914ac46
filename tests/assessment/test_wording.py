"""The sentences that state a finding, in both languages, at their edges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from greenward.bureau.assessment.chain import Chain
from greenward.bureau.assessment.pages import wording
from greenward.bureau.assessment.selectors.overview import Tally
from greenward.law.language import Verdict

CHAIN = Chain("32.2.1", "32.1", "32.2.2", "32.2.3", ())


def limit(satisfied: int, breached: int, unknown: int) -> Tally:
    return Tally(
        {Verdict.SATISFIED: satisfied, Verdict.BREACHED: breached, Verdict.UNKNOWN: unknown},
        breached,
    )


FULL = {
    ("32.2.1", 2025): limit(2_000, 412, 310),
    ("32.2.3", 2025): Tally({}, 38),
    ("32.2.3", 2024): Tally({}, 32),
}


def test_the_city_in_one_sentence():
    with translation.override("en"):
        assert wording.city_sentence(FULL, CHAIN, 2025, waiting=280, rows=12) == (
            "2,412 buildings were judged in 2025: 38 owe an energy retrofit, 6 more than in 2024; "
            "310 cannot be judged, 280 of them because 12 standard rows are unconfirmed."
        )
    with translation.override("zh-hans"):
        assert wording.city_sentence(FULL, CHAIN, 2025, waiting=280, rows=12) == (
            "2025年度已判定2,412栋建筑，其中38栋应实施节能改造，比2024年多6栋；"
            "另有310栋无法判定，其中280栋因12项标准数值未经核准。"
        )


@pytest.mark.parametrize(
    ("waiting", "rows", "ending"),
    [
        (0, 0, "310 cannot be judged."),
        (310, 1, "310 cannot be judged because 1 standard row is unconfirmed."),
        (5, 0, "310 cannot be judged."),
    ],
)
def test_why_buildings_cannot_be_judged(waiting, rows, ending):
    with translation.override("en"):
        assert wording.city_sentence(FULL, CHAIN, 2025, waiting=waiting, rows=rows).endswith(ending)


def test_without_a_year_before_nothing_is_compared():
    with translation.override("en"):
        tallies = {("32.2.1", 2025): limit(1, 0, 0)}
        assert wording.city_sentence(tallies, CHAIN, 2025) == (
            "1 building was judged in 2025: 0 owe an energy retrofit."
        )


@pytest.mark.parametrize(
    ("excess", "long", "short"),
    [
        ("0", "exactly the limit", "0.0%"),
        ("0.0009", "just over", "+<0.1%"),
        ("-0.0009", "just under", "−<0.1%"),
        ("0.49999", "49.9 % over", "+49.9%"),
        ("0.5", "50.0 % over", "+50.0%"),
        ("0.715", "71.5 % over", "+71.5%"),
        ("-0.125", "12.5 % under", "−12.5%"),
        ("12.3456", "1,234.5 % over", "+1,234.5%"),
    ],
)
def test_an_excess_is_cut_toward_zero_and_never_reads_as_none(excess, long, short):
    with translation.override("en"):
        assert wording.excess_words(Decimal(excess)) == long
    assert wording.excess_short(Decimal(excess)) == short


def test_a_missing_excess_is_a_dash():
    assert wording.excess_short(None) == "—"


def test_the_work_list_in_one_sentence():
    with translation.override("en"):
        counts = {"owed": 2_546, "breached": 947, "exposed": 7}
        assert wording.work_sentence(counts, 2025) == (
            "2,546 duties are owed in 2025; 947 of them breached, and for 7 a fine may be "
            "proposed now."
        )
        one = wording.work_sentence({"owed": 1, "breached": 0, "exposed": 0}, 2025)
        assert one == "1 duty is owed in 2025."
