"""Tiers inside the band: what a table must be, and that no rounding leaves a tier or the law."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.language import Span, Text
from greenward.law.penalties import (
    Band,
    DiscretionError,
    DiscretionTable,
    NoBand,
    Tier,
    Unit,
    band_of,
    problems,
    propose,
)
from greenward.law.shenzhen.liability import YUAN, fine

ON = date(2026, 11, 21)
FLAT = fine("27.1", "55", 100_000 * YUAN, 300_000 * YUAN, cure_first=True)
SHARE = fine("16.1", "51", 200, 400, cure_first=False, base="project_investment")
FIXED = fine("28.1", "56", 2_000, 2_000, cure_first=False, base="demolished_area", per=1)
FINES = {"55": FLAT, "51": SHARE, "56": FIXED}


def tier(name: str, low: int, high: int, unit: Unit = Unit.WIDTH, gap: bool = False) -> Tier:
    words = Text(name, name)
    return Tier(name, words, low, high, words, unit, gap)


def table(*tiers: Tier, article: str = "55") -> DiscretionTable:
    return DiscretionTable("测试一版", Span(date(2026, 1, 1), date(2026, 12, 31)), {article: tiers})


THIRDS = (tier("轻", 0, 3_333), tier("中", 3_333, 6_667), tier("重", 6_667, 10_000))


def codes(given: DiscretionTable) -> list[str]:
    return [found.code for found in problems(given, FINES)]


def test_tiers_that_meet_and_fill_the_band_are_taken() -> None:
    assert problems(table(*THIRDS), FINES) == []


@pytest.mark.parametrize(
    ("tiers", "code"),
    [
        ((), "empty"),
        ((tier("轻", 0, 10_001),), "outside"),
        ((tier("轻", -1, 5_000),), "outside"),
        ((tier("轻", 5_000, 4_999),), "outside"),
        ((tier("轻", 99_999 * YUAN, 200_000 * YUAN, Unit.FINE),), "outside"),
        ((tier("轻", 200_000 * YUAN, 300_000 * YUAN + 1, Unit.FINE),), "outside"),
        ((tier("轻", 0, 5_000), tier("重", 4_999, 10_000)), "overlap"),
        ((tier("轻", 0, 5_000), tier("重", 5_001, 10_000)), "gap"),
        ((tier("轻", 0, 5_000), tier("重", 5_000, 10_000, gap=True)), "gap"),
        ((tier("轻", 0, 5_000), tier("轻", 5_000, 10_000)), "twice"),
        ((tier("轻", 0, 5_000), tier("重", 15_000_000, 30_000_000, Unit.FINE)), "mixed"),
    ],
)
def test_what_keeps_a_table_from_being_taken(tiers: tuple[Tier, ...], code: str) -> None:
    assert codes(table(*tiers)) == [code]
    found = problems(table(*tiers), FINES)[0]
    assert found.text.zh and found.text.en and found.article == "55"


def test_a_gap_that_is_said_to_be_one_is_taken() -> None:
    assert codes(table(tier("轻", 0, 5_000), tier("重", 5_001, 10_000, gap=True))) == []


def test_a_fine_the_law_does_not_have_or_that_leaves_no_choice_takes_no_tiers() -> None:
    assert codes(table(*THIRDS, article="99")) == ["no_fine"]
    assert codes(table(*THIRDS, article="56")) == ["nothing_to_choose"]


def test_a_tier_proposes_its_part_of_a_band_in_yuan() -> None:
    found = propose(table(*THIRDS), FLAT, None, "中", ON)
    assert found.legal == Band(100_000 * YUAN, 300_000 * YUAN)
    assert found.band == Band(166_660 * YUAN, 233_340 * YUAN)
    assert found.version == "测试一版"


def test_a_tier_in_the_units_of_the_fine_is_taken_as_it_stands() -> None:
    absolute = table(tier("轻", 100_000 * YUAN, 150_000 * YUAN, Unit.FINE))
    assert propose(absolute, FLAT, None, "轻", ON).band == Band(100_000 * YUAN, 150_000 * YUAN)
    shares = table(tier("轻", 200, 250, Unit.FINE), article="51")
    found = propose(shares, SHARE, 80_000_000 * YUAN, "轻", ON)
    assert found.band == Band(1_600_000 * YUAN, 2_000_000 * YUAN)


def test_a_share_is_rounded_once_and_inwards() -> None:
    # 2 % to 2.6666 % of 1,234,567 fen: 24,691.34 to 32,920.96…
    found = propose(table(*THIRDS, article="51"), SHARE, 1_234_567, "轻", ON)
    assert found.band == Band(24_692, 32_920)


def test_no_version_no_tier_no_base_no_proposal() -> None:
    late = date(2027, 1, 1)
    for code, asked in (
        ("not_in_force", lambda: propose(table(*THIRDS), FLAT, None, "中", late)),
        ("no_tier", lambda: propose(table(*THIRDS), FLAT, None, "特重", ON)),
        ("no_tier", lambda: propose(table(*THIRDS), SHARE, 1, "中", ON)),
        ("outside", lambda: propose(table(tier("中", 0, 10_001)), FLAT, None, "中", ON)),
        ("too_narrow", lambda: propose(table(*THIRDS, article="51"), SHARE, 51, "中", ON)),
    ):
        with pytest.raises(DiscretionError) as caught:
            asked()
        assert caught.value.code == code
    with pytest.raises(NoBand, match="project_investment"):
        propose(table(*THIRDS, article="51"), SHARE, None, "中", ON)


@st.composite
def cuts(draw: st.DrawFn) -> list[Tier]:
    points = sorted(draw(st.sets(st.integers(1, 9_999), max_size=4)))
    ends = [0, *points, 10_000]
    return [tier(str(i), *pair) for i, pair in enumerate(zip(ends, ends[1:], strict=False))]


@given(cuts(), st.integers(1_000, 10**14), st.sampled_from(["51", "55"]))
def test_the_tiers_of_a_table_lie_in_the_band_in_their_order_and_miss_no_fen(
    tiers: list[Tier], base: int, article: str
) -> None:
    asked = FINES[article]
    amount = base if asked.base else None
    given = table(*tiers, article=article)
    assert problems(given, FINES) == []
    legal = band_of(asked, amount)
    reached = legal.low - 1
    for one in tiers:
        try:
            found = propose(given, asked, amount, one.name, ON).band
        except DiscretionError as none:
            assert none.code == "too_narrow"
            continue
        assert legal.low <= found.low <= found.high <= legal.high
        # inwards by less than a fen, and no fen between two neighbours is lost or crossed
        width = Fraction((asked.high - asked.low) * (amount or 1), asked.per if amount else 1)
        edge = Fraction(asked.low * (amount or 1), asked.per if amount else 1)
        assert 0 <= found.low - (edge + width * one.low / 10_000) < 1
        assert 0 <= (edge + width * one.high / 10_000) - found.high < 1
        assert found.low in (reached, reached + 1)
        reached = found.high
    assert reached == legal.high
