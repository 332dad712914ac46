"""Energy years: the bills of one building as one exact figure a calendar year, or as a refusal.

Article 32 compares a year with a limit, so a year must be a year: a figure is given only when each
day of it has exactly one bill on each meter that was active. Otherwise the year says which months,
bills or meters stand in the way, and gives no figure at all.

    2021            J F M A M J J A S O N D
    meter A         ├─┼─┼─┼─┼─┼─┼─┼─┼─┼─┼─┤   complete: one figure
    meter A         ├─┼─┼─┼─┼─┤               ends early: 2021-07 to 2021-12 named, no figure
    meter A         ├─┼─┼─┤   ├─┼─┼─┼─┼─┼─┤   gap: 2021-05 named, no figure
    meter A replaced├─┼─┼─┼─┼┤                its record ends and B's begins: complete,
    by meter B               ├┼─┼─┼─┼─┼─┼─┤   the figure is the sum of both
    meter A        ◄┼─────────────────────┼►  24 months in one bill: cannot be divided, no figure
    meter A         ├─┼═┼─┼─┼─┼─┼─┼─┼─┼─┼─┤   a month twice: equal counts once, unequal is refused
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from greenward.units import Dimension, Unit, parse_unit

from .bills import Bill, Meter
from .claims import Boundary, Series
from .commodities import Commodity
from .days import DateRange, Span, as_dates, count, missing, months, union, year_span
from .remarks import Code, Remark
from .series import LATEST, MAX_SPLIT_DAYS, read_series

# Amounts are added in one unit for each dimension, whatever the bills were written in.
SUM_UNITS = {
    Dimension.ENERGY: parse_unit("kWh"),
    Dimension.VOLUME: parse_unit("m³"),
    Dimension.MASS: parse_unit("kg"),
}


@dataclass(frozen=True, slots=True)
class Total:
    """An exact amount of one commodity, and how much of it was estimated.

    Amounts billed by volume and by energy are not added: such a commodity has two totals.
    """

    commodity: Commodity
    unit: Unit
    amount: Fraction
    estimated: Fraction

    @property
    def estimated_share(self) -> Fraction:
        """Between 0 and 1; 0 when nothing was used."""
        return self.estimated / self.amount if self.amount else Fraction(0)


@dataclass(frozen=True, slots=True)
class MeterYear:
    """One meter in one year. `needed` are the days it was active, `covered` those with one bill."""

    meter: str
    commodity: Commodity
    boundary: Boundary
    needed: int
    covered: int
    gaps: tuple[DateRange, ...]
    overlaps: tuple[DateRange, ...]


@dataclass(frozen=True, slots=True)
class EnergyYear:
    """One building in one calendar year.

    `covered` of `days` are the days on which every active meter has one bill that counts. `billed`
    is what those bills say, for display and reconciliation; only `totals` is a yearly figure.
    """

    year: int
    days: int
    covered: int
    billed: tuple[Total, ...]
    meters: tuple[MeterYear, ...]
    reasons: tuple[Remark, ...]
    notes: tuple[Remark, ...]

    @property
    def complete(self) -> bool:
        return not self.reasons

    @property
    def totals(self) -> tuple[Total, ...]:
        """The figures of the year; none unless it is complete."""
        return self.billed if self.complete else ()


def annual(
    bills: Iterable[Bill],
    years: Iterable[int] | None = None,
    *,
    meters: Iterable[Meter] = (),
    latest: date = LATEST,
    max_split_days: int = MAX_SPLIT_DAYS,
) -> list[EnergyYear]:
    """The energy years of one building, in order.

    `bills` are those of all its meters, in any order. Without `years`, every year that a bill names
    is given. `meters` are the meters on record: they excuse the days on which a meter was not
    active, and a meter on record without bills is a gap. Pass today as `latest`: a bill that ends
    later has an impossible date.

    Never raises for what a bill says; the year it belongs to carries the reason.
    """
    records = {meter.id: meter for meter in meters}
    grouped: dict[str, list[Bill]] = {meter: [] for meter in records}
    for bill in bills:
        grouped.setdefault(bill.meter, []).append(bill)
    series = [
        read_series(meter, of_meter, records.get(meter), latest, max_split_days)
        for meter, of_meter in sorted(grouped.items())
    ]
    asked = sorted(set(years)) if years is not None else _named_years(series)
    given = frozenset(asked)
    elsewhere = [
        remark for one in series for remark, named in one.undated if given.isdisjoint(named)
    ]
    return [_energy_year(year, series, elsewhere) for year in asked]


def _named_years(series: list[Series]) -> list[int]:
    years = {year for one in series for year in one.remarks}
    for one in series:
        for first, last in one.claimed:
            years.update(range(date.fromordinal(first).year, date.fromordinal(last).year + 1))
    return sorted(years)


def _energy_year(year: int, series: list[Series], elsewhere: list[Remark]) -> EnergyYear:
    span = year_span(year)
    remarks = list(elsewhere)
    open_days: list[Span] = []
    meter_years = []
    for one in series:
        meter_year, uncovered = _meter_year(one, span, remarks)
        if meter_year:
            meter_years.append(meter_year)
            open_days += uncovered
        remarks += one.remarks.get(year, ())
    open_days += _unmetered(series, span, remarks)
    if not meter_years:
        remarks.append(Remark.of(Code.NO_METER, year=year))
        open_days = [span]
    ordered = sorted(set(remarks), key=lambda remark: (remark.code, remark.items))
    days = count([span])
    return EnergyYear(
        year=year,
        days=days,
        covered=days - count(union(open_days)),
        billed=_totals(year, series),
        meters=tuple(meter_years),
        reasons=tuple(remark for remark in ordered if remark.refuses),
        notes=tuple(remark for remark in ordered if not remark.refuses),
    )


def _meter_year(
    series: Series, year: Span, remarks: list[Remark]
) -> tuple[MeterYear | None, list[Span]]:
    """The meter in the year and the days it lacks; None when it was not active at all."""
    need = _active(series.record, year)
    if need is None:
        return None, []
    gaps = list(missing(need, series.claimed))
    remarks += [_gap_remark(series, gap) for gap in gaps]
    uncovered = list(missing(need, series.covered))
    overlaps = union(_within(year, days) for days in series.overlaps if _meet(year, days))
    meter_year = MeterYear(
        meter=series.meter,
        commodity=series.commodity,
        boundary=series.boundary,
        needed=count([need]),
        covered=count([need]) - count(uncovered),
        gaps=tuple(map(as_dates, gaps)),
        overlaps=tuple(map(as_dates, overlaps)),
    )
    return meter_year, uncovered


def _gap_remark(series: Series, gap: Span) -> Remark:
    """Why the days are open: before the first bill, after the last one, or between two.

    ····├──────┤····├──────┤····
    starts late  gap     ends early
    """
    days = as_dates(gap)
    params = {"meter": series.meter, "first": days.first, "last": days.last, "months": months(gap)}
    if not series.claimed:
        return Remark.of(Code.NO_BILLS, **params)
    begin, end = series.claimed[0][0], series.claimed[-1][1]
    if gap[1] < begin:
        return Remark.of(Code.STARTS_LATE, begins=date.fromordinal(begin), **params)
    if gap[0] > end:
        last = max(series.claims, key=lambda claim: claim.last)
        if days.first == days.last == last.bill.end:
            return Remark.of(Code.OPEN_END, bill=last.name, **params)
        return Remark.of(Code.ENDS_EARLY, ends=last.bill.end, **params)
    return Remark.of(Code.GAP, **params)


def _unmetered(series: list[Series], year: Span, remarks: list[Remark]) -> list[Span]:
    """The days on which a commodity of the building had no active meter, unless it had no supply.

    meter A  ├───────┤ replaced          the days between A and B are refused;
    meter B             ├──────┤         those before A only if supply had not begun
    """
    by_commodity: dict[Commodity, list[Series]] = defaultdict(list)
    for one in series:
        by_commodity[one.commodity].append(one)
    open_days = []
    for commodity, group in by_commodity.items():
        active = union(filter(None, (_active(one.record, year) for one in group)))
        for hole in missing(year, active):
            if not any(_no_supply(one.record, hole) for one in group):
                open_days.append(hole)
                days = as_dates(hole)
                names = {"commodity_en": commodity.about.en, "commodity_zh": commodity.about.zh}
                remarks.append(
                    Remark.of(Code.NOT_METERED, first=days.first, last=days.last, **names)
                )
    return open_days


def _no_supply(record: Meter | None, days: Span) -> bool:
    if record is None:
        return False
    begin, end = _activity(record)
    return (record.supply_began and days[1] < begin) or (record.supply_ended and days[0] > end)


def _activity(record: Meter) -> Span:
    return (record.active_from or date.min).toordinal(), (record.active_to or date.max).toordinal()


def _active(record: Meter | None, year: Span) -> Span | None:
    """The days of the year on which the meter was active; all of them when nothing is on record."""
    if record is None:
        return year
    activity = _activity(record)
    return _within(year, activity) if _meet(year, activity) else None


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _within(bounds: Span, days: Span) -> Span:
    return max(bounds[0], days[0]), min(bounds[1], days[1])


def _totals(year: int, series: list[Series]) -> tuple[Total, ...]:
    sums: dict[tuple[Commodity, Dimension], tuple[Fraction, Fraction]] = {}
    for one in series:
        for unit, amount, estimated in one.ledger.amounts(year):
            key = one.commodity, unit.dimension
            size = amount * unit.factor
            total, guessed = sums.get(key, (Fraction(0), Fraction(0)))
            sums[key] = total + size, guessed + (size if estimated else 0)
    return tuple(
        Total(commodity, SUM_UNITS[kind], *(size / SUM_UNITS[kind].factor for size in both))
        for (commodity, kind), both in sorted(sums.items())
    )
