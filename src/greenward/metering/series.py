"""The bills of one meter put in order: which days each is for, and which of them can be believed.

One pass after one sort. Every bill is either *sound* (its amount counts, on days that no other
bill claims) or *disputed*, with a remark that says why; none is dropped in silence.

Where a bill ends. Suppliers write the end of a bill in two ways, and exports mix them:

    next day    ├──── Jan ────┤├──── Feb ────┤       01-01..01-31, 02-01..02-28
                1            311           28       the end day belongs to the bill

    shared day  ├──── Jan ────┼──── Feb ────┼──      01-06..02-06, 02-06..03-08
                6            6             8        the reading day belongs to the later bill

A series in which bills share a day, and none begins the day after another ends, is of the second
kind: then no bill includes its end day, the last one neither. In any other series a bill includes
its end day, except one that shares it with the next (Portfolio Manager gives that day to the later
bill too). So a shared day counts once, and a single bill of 01-01..12-31 is the whole year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from .bills import Bill, Meter
from .claims import Boundary, Claim, Series
from .commodities import Commodity
from .days import as_dates, year_span
from .remarks import Code, Remark

EARLIEST = date(1980, 1, 1)
LATEST = date(2100, 12, 31)
LONGEST = 5 * 366  # days; no supplier bills five years at once, a mistyped year does
LARGEST = 18  # digits before the decimal point
SMALLEST = -40

# Bills that cross New Year are divided by days, which assumes even use within the bill. At 100 days
# (a quarter and a late reading) a use that differs by 30 % between the halves of the bill moves
# about 2 % of a year from one year to the other; at half a year it would be 4 %, and it grows.
MAX_SPLIT_DAYS = 100


def read_series(
    meter: str,
    bills: Sequence[Bill],
    record: Meter | None = None,
    latest: date = LATEST,
    max_split_days: int = MAX_SPLIT_DAYS,
) -> Series:
    """The series of one meter. The order of the bills does not matter, nor do exact repetitions."""
    commodities = sorted(
        {bill.commodity for bill in bills} | ({record.commodity} if record else set())
    )
    series = Series(meter, commodities[0], record)
    claims = _dated(series, bills, latest)
    claims.sort(key=lambda claim: (claim.first, claim.last))
    series.claims = _distinct(claims)
    _set_boundary(series)
    _reconcile(series)
    _check_amounts(series)
    _clip_to_activity(series)
    _find_overlaps(series)
    if len(commodities) > 1:
        for claim in series.claims:
            series.dispute(claim, Code.MIXED_COMMODITY, commodities=", ".join(commodities))
    _place(series, max_split_days)
    return series


def _dated(series: Series, bills: Sequence[Bill], latest: date) -> list[Claim]:
    """The bills whose dates can be; the others are remarked in the years they name."""
    claims: list[Claim] = []
    for bill in bills:
        first, last = bill.start.toordinal(), bill.end.toordinal()
        claim = Claim(bill, first, last)
        if bill.start >= EARLIEST and bill.end <= latest and 0 <= last - first < LONGEST:
            claims.append(claim)
        else:
            years = {bill.start.year, bill.end.year}
            series.remark(Code.ABSURD_DATE, sorted(years), bill=claim.name)
            elsewhere = Remark.of(Code.ABSURD_DATE_ELSEWHERE, meter=series.meter, bill=claim.name)
            series.undated.append((elsewhere, frozenset(years)))
    return claims


def _distinct(claims: list[Claim]) -> list[Claim]:
    """One claim for each pair of dates, with the others beside it."""
    kept: list[Claim] = []
    for claim in claims:
        if kept and kept[-1].first == claim.first and kept[-1].last == claim.last:
            kept[-1].others.append(claim)
        else:
            kept.append(claim)
    return kept


def _reconcile(series: Series) -> None:
    """The same two dates more than once: one amount counts once, two amounts are refused."""
    for kept in series.claims:
        if not kept.others:
            continue
        stated = {_stated(claim.bill) for claim in (kept, *kept.others)}
        if len({size for size, _ in stated}) > 1:
            amounts = " / ".join(sorted({text for _, text in stated}))
            span = as_dates((kept.first, kept.last))
            series.dispute(kept, Code.CONFLICT, first=span.first, last=span.last, amounts=amounts)
        else:
            # If one of them was read, the amount is a reading, whoever estimated it before.
            kept.estimated = kept.estimated and all(claim.estimated for claim in kept.others)
            copies = len(kept.others) + 1
            series.remark(Code.DUPLICATE, kept.years, bill=kept.name, copies=copies)


def _stated(bill: Bill) -> tuple[Fraction | None, str]:
    """What a bill states: a size to compare, whatever the unit, and the text to show."""
    if bill.amount is None or not _possible(bill.amount):
        return None, "?"
    return Fraction(bill.amount) * bill.unit.factor, f"{bill.amount:f} {bill.unit}"


def _set_boundary(series: Series) -> None:
    """Find how the series writes the end of a bill, and set the last day of each accordingly."""
    shared = [earlier for earlier, later in pairwise(series.claims) if _share_a_day(earlier, later)]
    if not shared:
        return
    if any(earlier.last + 1 == later.first for earlier, later in pairwise(series.claims)):
        series.boundary = Boundary.MIXED
        for claim in shared:
            claim.last -= 1
            series.remark(Code.MIXED_BOUNDARY, claim.years)
        return
    series.boundary = Boundary.SHARED_DAY
    for claim in series.claims:
        if claim.last > claim.first:
            claim.last -= 1


def _share_a_day(earlier: Claim, later: Claim) -> bool:
    return earlier.first < earlier.last == later.first


def _check_amounts(series: Series) -> None:
    about = series.commodity.about
    dimensions = about.dimensions
    names = {"commodity_en": about.en, "commodity_zh": about.zh}
    for claim in series.claims:
        amount, unit = claim.bill.amount, claim.bill.unit
        if not claim.sound:
            continue
        if unit.dimension not in dimensions:
            series.dispute(claim, Code.WRONG_UNIT, unit=unit, **names)
        elif amount is None:
            series.dispute(claim, Code.UNKNOWN_AMOUNT)
        elif not _possible(amount):
            series.dispute(claim, Code.ABSURD_AMOUNT, amount=amount)
        elif amount < 0:
            series.dispute(claim, Code.NEGATIVE_AMOUNT, amount=amount)
        elif not amount and series.commodity is Commodity.ELECTRICITY:
            series.remark(Code.ZERO_ELECTRICITY, claim.years, bill=claim.name)


def _possible(amount: Decimal) -> bool:
    return amount.is_finite() and (not amount or SMALLEST < amount.adjusted() < LARGEST)


def _clip_to_activity(series: Series) -> None:
    """A bill is for the days on which its meter was active.

    active        ├───────────────────────┤
    bills     ├───┼──┤├─────┤   ├────┤├───┼─┤    ├──┤ outside: disputed
    for           ├──┤├─────┤   ├────┤├───┤
    """
    record = series.record
    if record is None:
        return
    begin = record.active_from.toordinal() if record.active_from else 0
    end = record.active_to.toordinal() if record.active_to else date.max.toordinal()
    inside: list[Claim] = []
    for claim in series.claims:
        if claim.last < begin or claim.first > end:
            series.dispute(claim, Code.OUTSIDE_ACTIVITY)
        else:
            claim.first, claim.last = max(claim.first, begin), min(claim.last, end)
            inside.append(claim)
    series.claims = inside


def _find_overlaps(series: Series) -> None:
    """Days that two bills claim dispute both, since nobody can tell which one is wrong.

    ├──────── year ────────┤      the bill that reaches furthest is compared with each next:
    ├─ Jan ─┤├─ Feb ─┤            every bill that overlaps any other is found in one pass
    """
    furthest: Claim | None = None
    for claim in series.claims:
        if furthest is not None and claim.first <= furthest.last:
            days = (claim.first, min(claim.last, furthest.last))
            series.overlaps.append(days)
            span = as_dates(days)
            series.remark(
                Code.OVERLAP,
                sorted({*claim.years, *furthest.years}),
                bill=furthest.name,
                other=claim.name,
                first=span.first,
                last=span.last,
            )
            claim.sound = furthest.sound = False
        if furthest is None or claim.last > furthest.last:
            furthest = claim


def _place(series: Series, max_split_days: int) -> None:
    """Put each sound amount into its year; divide the short bills that cross New Year.

                2020 │ 2021
    ├─ Nov ─┤├─ Dec ─┼───┤├─ Feb ─┤       24 of 31 days: 24/31 of the amount in 2020
         ├────────── 2 years ─────────┤   longer than the limit: disputed in both years
    ├── the year 2020┤                    however long, within one year: one whole amount
    """
    begin = end = 0
    year = 0
    for claim in series.claims:
        if not claim.sound:
            continue
        if not begin <= claim.first <= end:
            year = date.fromordinal(claim.first).year
            begin, end = year_span(year)
        amount = claim.bill.amount
        assert amount is not None  # such a claim is disputed
        if claim.last <= end:
            series.ledger.add(year, claim, amount)
        elif claim.last - claim.first < max_split_days:
            _divide(series, claim, amount)
        else:
            days = claim.last - claim.first + 1
            series.dispute(claim, Code.UNSPLITTABLE, days=days, limit=max_split_days)


def _divide(series: Series, claim: Claim, amount: Decimal) -> None:
    days = claim.last - claim.first + 1
    shares: dict[int, int] = {}
    for year in claim.years:
        begin, end = year_span(year)
        shares[year] = min(claim.last, end) - max(claim.first, begin) + 1
        series.ledger.add_part(year, claim, Fraction(amount) * Fraction(shares[year], days))
    shown = ", ".join(f"{year}: {share}/{days}" for year, share in shares.items())
    series.remark(Code.SPLIT, shares, bill=claim.name, shares=shown)
