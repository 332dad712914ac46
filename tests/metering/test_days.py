"""Spans of days against sets of days."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from greenward.metering.days import as_dates, count, missing, months, union, year_span

spans = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 20)).map(lambda s: (s[0], s[0] + s[1]))
)


def days(of: list[tuple[int, int]]) -> set[int]:
    return {day for first, last in of for day in range(first, last + 1)}


@given(spans)
def test_a_union_holds_the_same_days_in_as_few_spans_as_possible(
    held: list[tuple[int, int]],
) -> None:
    merged = union(held)
    assert days(merged) == days(held)
    assert count(merged) == len(days(held))
    assert all(one[1] + 1 < after[0] for one, after in zip(merged, merged[1:], strict=False))


@given(spans, st.integers(1, 60), st.integers(0, 40))
def test_missing_days_are_those_needed_and_not_held(
    held: list[tuple[int, int]], first: int, more: int
) -> None:
    need = (first, first + more)
    open_days = list(missing(need, union(held)))
    assert days(open_days) == days([need]) - days(held)
    assert union(open_days) == open_days


def test_months_are_those_a_span_touches() -> None:
    first, last = date(2020, 12, 31).toordinal(), date(2021, 2, 1).toordinal()
    assert months((first, last)) == "2020-12, 2021-01, 2021-02"
    assert months((first, first)) == "2020-12"


def test_a_year_is_its_days() -> None:
    assert str(as_dates(year_span(2020))) == "2020-01-01 to 2020-12-31"
    assert count([year_span(2020)]) == 366
