"""Numbers as people read them are exact, and a share never reads as more than it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.web import numbers

INT64 = st.integers(-(2**63), 2**63 - 1)


@given(INT64, st.integers(0, 6))
def test_a_scaled_number_keeps_every_digit(value: int, places: int) -> None:
    for show in (numbers.scaled, numbers.short):
        assert Decimal(show(value, places).replace(",", "")) * 10**places == value


@given(INT64)
def test_money_is_exact_to_the_fen(fen: int) -> None:
    sign, _, amount = numbers.yuan(fen).partition("¥")
    assert int(sign + amount.replace(",", "").replace(".", "")) == fen


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.integers(0, 3))
def test_a_share_is_cut_never_rounded_up(part: int, whole: int, places: int) -> None:
    shown = Decimal(numbers.percent(Decimal(part) / whole, places).rstrip("%").replace(",", ""))
    assert shown * whole <= 100 * part
    assert (shown + Decimal(1).scaleb(-places)) * whole > 100 * part * (1 - Decimal("1e-20"))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (numbers.number(20_000), "20,000"),
        (numbers.number(Decimal("1E+3")), "1,000"),
        (numbers.energy(13720), "137.2\u00a0kWh/(m²·a)"),
        (numbers.area(2341000), "23,410\u00a0m²"),
        (numbers.yuan(123456700), "¥1,234,567.00"),
        (numbers.yuan(-5), "-¥0.05"),
        (numbers.percent(4999), "49%"),
        (numbers.percent(Decimal("0.4999"), 1), "49.9%"),
        (numbers.percent(5000), "50%"),
        (numbers.iso(date(2026, 11, 20)), "2026-11-20"),
        (numbers.iso(datetime(2026, 11, 20, 6, 3, tzinfo=UTC)), "2026-11-20 14:03"),
        (numbers.until(date(2022, 7, 1), date(2025, 6, 30)), "2022-07-01 – 2025-06-30"),
        (numbers.until(date(2022, 7, 1), None), "自2022-07-01起"),
        (numbers.stars(2), "★★"),
        (numbers.stars(0), "无星级"),
    ],
)
def test_the_forms_of_the_house(shown: str, text: str) -> None:
    assert shown == text


@pytest.mark.parametrize(
    "show", ["number", "scaled", "energy", "area", "yuan", "percent", "iso", "stars"]
)
def test_nothing_is_shown_as_a_dash(show: str) -> None:
    assert getattr(numbers, show)(None) == "—"


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="never a float"):
        numbers.energy(137.2)  # type: ignore[arg-type]


def test_over_is_the_share_above_the_limit() -> None:
    assert numbers.over(Decimal("137.2"), Decimal(80)) == Decimal("0.715")
    assert numbers.over(Decimal(120), Decimal(80)) == Decimal("0.5")
