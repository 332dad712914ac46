"""A meter's bills as claims on days, and the exact sums they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from greenward.units import Unit

from .bills import Bill, Meter
from .commodities import Commodity
from .days import Span, union
from .remarks import Code, Remark

# Sums are exact: an addition that would have to round raises, and is done in fractions instead.
_EXACT = Context(prec=120, traps=[Inexact, InvalidOperation])


class Boundary(StrEnum):
    """How a series writes the end of a bill (`greenward.metering.series`)."""

    NEXT_DAY = "next_day"
    SHARED_DAY = "shared_day"
    MIXED = "mixed"


class Claim:
    """A bill and the days it is for (ordinals, both included)."""

    __slots__ = ("bill", "estimated", "first", "last", "others", "sound")

    def __init__(self, bill: Bill, first: int, last: int) -> None:
        self.bill = bill
        self.first = first
        self.last = last
        self.estimated = bill.estimated
        self.sound = True
        self.others: list[Claim] = []  # further bills with the same two dates

    @property
    def name(self) -> str:
        return f"{self.bill.start}..{self.bill.end}"

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(date.fromordinal(self.first).year, date.fromordinal(self.last).year + 1)


class Ledger:
    """Exact sums by year, unit and whether estimated; Fractions only where a bill was divided."""

    def __init__(self) -> None:
        self._whole: dict[tuple[int, int, bool], Decimal] = {}
        self._parts: dict[tuple[int, int, bool], Fraction] = defaultdict(Fraction)
        self._units: dict[int, Unit] = {}

    def add(self, year: int, claim: Claim, amount: Decimal) -> None:
        unit = claim.bill.unit
        key = (year, id(unit), claim.estimated)
        try:
            self._whole[key] = _EXACT.add(self._whole[key], amount)
        except KeyError:
            self._units[id(unit)] = unit
            self._whole[key] = amount
        except Inexact:
            self._parts[key] += Fraction(amount)

    def add_part(self, year: int, claim: Claim, part: Fraction) -> None:
        unit = claim.bill.unit
        self._units[id(unit)] = unit
        self._parts[year, id(unit), claim.estimated] += part

    def amounts(self, year: int) -> Iterable[tuple[Unit, Fraction, bool]]:
        """What the year holds: (unit, amount, estimated)."""
        for sums in (self._whole, self._parts):
            for (of_year, unit, estimated), amount in sums.items():
                if of_year == year:
                    yield self._units[unit], Fraction(amount), estimated


@dataclass
class Series:
    """One meter: its claims in order, the amounts they put into each year, and what was noticed."""

    meter: str
    commodity: Commodity
    record: Meter | None
    boundary: Boundary = Boundary.NEXT_DAY
    claims: list[Claim] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    remarks: dict[int, list[Remark]] = field(default_factory=lambda: defaultdict(list))
    overlaps: list[Span] = field(default_factory=list)
    undated: list[tuple[Remark, frozenset[int]]] = field(default_factory=list)

    @cached_property
    def claimed(self) -> list[Span]:
        """The days for which there is a bill."""
        return union((claim.first, claim.last) for claim in self.claims)

    @cached_property
    def covered(self) -> list[Span]:
        """The days for which there is a bill that counts."""
        return union((claim.first, claim.last) for claim in self.claims if claim.sound)

    def remark(self, code: Code, years: Iterable[int], **params: object) -> None:
        remark = Remark.of(code, meter=self.meter, **params)
        for year in years:
            self.remarks[year].append(remark)

    def dispute(self, claim: Claim, code: Code, **params: object) -> None:
        claim.sound = False
        self.remark(code, claim.years, bill=claim.name, **params)
