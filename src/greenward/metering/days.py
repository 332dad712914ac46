"""Spans of days as pairs of whole numbers (proleptic ordinals), both ends included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

Span = tuple[int, int]


class DateRange(NamedTuple):
    """A span of days as a person reads it; both days included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def year_span(year: int) -> Span:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def as_dates(span: Span) -> DateRange:
    return DateRange(date.fromordinal(span[0]), date.fromordinal(span[1]))


def count(spans: Iterable[Span]) -> int:
    """The number of days in spans that do not overlap."""
    return sum(last - first + 1 for first, last in spans)


def union(spans: Iterable[Span]) -> list[Span]:
    """The same days as few spans as possible, in order; touching spans become one."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def missing(need: Span, held: Iterable[Span]) -> Iterator[Span]:
    """The days of `need` that the ordered, disjoint spans `held` leave open."""
    first, end = need
    for start, last in held:
        if start > end:
            break
        if last < first:
            continue
        if start > first:
            yield first, start - 1
        first = last + 1
    if first <= end:
        yield first, end


def months(span: Span) -> str:
    """The calendar months a span touches: ``2021-07, 2021-08``."""
    dates = as_dates(span)
    begin = dates.first.year * 12 + dates.first.month - 1
    end = dates.last.year * 12 + dates.last.month - 1
    return ", ".join(f"{month // 12}-{month % 12 + 1:02d}" for month in range(begin, end + 1))
