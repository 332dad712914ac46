"""The limits an assessment uses: constraint and guiding values (Article 32), due dates, their hash.

The limit of a year is the row in force on its 31 December, of the standards in use that day: the
most specific row of each standard, then the lowest of them, compared exactly across units. Where a
value that could be the lowest is missing or waits for an official, the limit is unknown and says
which standard stands in the way. Constant in queries, whatever the number of buildings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from greenward.bureau.accounts.models import Area
from greenward.law.language import Text
from greenward.law.standards import Gap, find
from greenward.law.standards.rows import selector_of, size
from greenward.units import parse_unit

from .models import RowState, Standard, StandardInUse, StandardRow

SCALE = 10_000
"""Limits are whole numbers of 1e-4 of their unit (`greenward.law.vocabulary`)."""
CONSTRAINT, GUIDING = "energy.constraint", "energy.guiding"
GRAVEST = (
    "no_standard",
    "no_energy_class",
    "no_climate_zone",
    "ambiguous",
    "no_row",
    "unverified",
    "no_guiding",
)
"""Which reason is given first when several stand in the way."""

SCHEMA = {
    "energy_class": pl.String,
    "year": pl.Int64,
    "unit": pl.String,
    "constraint_value": pl.Int64,
    "limit_row": pl.Int64,
    "mean_constraint": pl.Int64,
    "mean_guiding": pl.Int64,
    "compare": pl.String,
    "decimals": pl.Int64,
    "why": pl.String,
    "why_of": pl.String,
    "mean_why": pl.String,
    "mean_why_of": pl.String,
}


class Blocked(NamedTuple):
    """What stands in the way: the code of the reason, the standard, the row where there is one."""

    why: str
    standard: str
    row: StandardRow | None = None


@dataclass(frozen=True)
class Limit:
    """The limit of one energy class in one year, or what stands in its way.

    `constraint` decides; `mean_of` is the pair of constraint and guiding row with the lower mean.
    """

    energy_class: str | None
    year: int
    constraint: StandardRow | None = None
    mean_of: tuple[StandardRow, StandardRow] | None = None
    blocked: tuple[Blocked, ...] = ()
    mean_blocked: tuple[Blocked, ...] = ()


def energy_limits(city: Area, combos: pl.DataFrame, on: date) -> pl.DataFrame:
    """The limits of a city for energy classes and years (columns ``energy_class`` and ``year``).

    One row per distinct combination; values in 1e-4 of ``unit``. ``why`` and ``mean_why`` are null
    or a code of `greenward.bureau.standards.reasons`, with the standards they concern beside. A
    year not over on `on` is compared with what is in force that day.
    """
    pairs = combos.select("energy_class", "year").unique(maintain_order=True).rows()
    rows = [_figures(limit) for limit in Yardsticks(city, on).limits(pairs)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@dataclass
class Yardsticks:
    """What a city measures with: its uses, standards and standing rows, read once (two queries)."""

    city: Area
    on: date
    uses: list[StandardInUse] = field(init=False)
    rows: dict[int, list[StandardRow]] = field(init=False)

    def __post_init__(self) -> None:
        codes = self.city.path.rstrip("/").split("/")
        in_use = StandardInUse.objects.filter(
            area__code__in=codes, purpose=StandardInUse.Purpose.ENERGY
        )
        self.uses = list(in_use.select_related("standard").order_by("standard__code", "pk"))
        standards = {use.standard_id: use.standard for use in self.uses}
        self.rows = {pk: [] for pk in standards}
        for row in StandardRow.objects.standing().filter(standard__in=standards):
            row.standard = standards[row.standard_id]
            self.rows[row.standard_id].append(row)

    def limits(self, pairs: Iterable[tuple[str | None, int]]) -> Iterator[Limit]:
        for energy_class, year in pairs:
            yield self.limit(energy_class or None, year)

    def standards(self, year: int) -> list[Standard]:
        """The standards in use on the day that counts for a year."""
        day = self.day(year)
        return list(
            {
                use.standard_id: use.standard
                for use in self.uses
                if use.first_day <= day and (use.last_day is None or day <= use.last_day)
            }.values()
        )

    def day(self, year: int) -> date:
        return min(date(year, 12, 31), self.on)

    def find(
        self, standard: Standard, quantity: str, energy_class: str | None, year: int
    ) -> StandardRow | Blocked | None:
        """The row of a standard that decides, what stands in its way, or None: it says nothing."""
        case = {"energy_class": energy_class, "climate_zone": self.city.climate_zone or None}
        rows, gaps = self.rows[standard.pk], gaps_of(standard)
        found = find(rows, gaps, quantity, case, self.day(year))
        row = found.row
        if row is None:
            return Blocked(found.why, standard.code) if found.why else None
        undecided = row.state is RowState.UNDECIDED
        return Blocked("unverified", standard.code, row) if undecided else row

    def limit(self, energy_class: str | None, year: int) -> Limit:
        """The limit of one class in one year."""
        limit = Limit(energy_class, year)
        standards = self.standards(year)
        if not standards:
            return _stopped(limit, Blocked("no_standard", ""))
        found = {one.pk: self.find(one, CONSTRAINT, energy_class, year) for one in standards}
        blocked = tuple(one for one in found.values() if isinstance(one, Blocked))
        constraints = [
            (standard, row)
            for standard in standards
            if isinstance(row := found[standard.pk], StandardRow)
        ]
        if not constraints and not blocked:
            return _stopped(limit, Blocked("no_row", ", ".join(one.code for one in standards)))
        guides = [self._guide(standard, energy_class, year) for standard, _ in constraints]
        mean_blocked = blocked + tuple(one for one in guides if isinstance(one, Blocked))
        pairs = [
            (row, guide)
            for (_, row), guide in zip(constraints, guides, strict=True)
            if isinstance(guide, StandardRow)
        ]
        return replace(
            limit,
            constraint=min((row for _, row in constraints), key=_rank) if not blocked else None,
            mean_of=min(pairs, key=_mean_rank) if not mean_blocked else None,
            blocked=blocked,
            mean_blocked=mean_blocked,
        )

    def _guide(
        self, standard: Standard, energy_class: str | None, year: int
    ) -> StandardRow | Blocked:
        guide = self.find(standard, GUIDING, energy_class, year)
        return guide or Blocked("no_guiding", standard.code)


def gaps_of(standard: Standard) -> list[Gap]:
    return [
        Gap(gap["quantity"], selector_of(gap["selector"]), Text(gap["zh"], gap["en"]))
        for gap in standard.gaps
    ]


def _stopped(limit: Limit, blocked: Blocked) -> Limit:
    return replace(limit, blocked=(blocked,), mean_blocked=(blocked,))


def _rank(row: StandardRow) -> tuple[Fraction, bool, int]:
    """The lowest first; of equals the city's own."""
    return size(row.value, row.unit), row.standard.level != Standard.Level.LOCAL, row.pk


def _mean_rank(pair: tuple[StandardRow, StandardRow]) -> tuple[Fraction, tuple[object, ...]]:
    constraint, guiding = pair
    return size(constraint.value, constraint.unit) + size(guiding.value, guiding.unit), _rank(
        constraint
    )


# --- as whole numbers -----------------------------------------------------------------------


def _figures(limit: Limit) -> tuple[object, ...]:
    """A limit as a row of SCHEMA."""
    row = limit.constraint
    mean_constraint, mean_guiding = (
        _mean(row, limit.mean_of) if row and limit.mean_of else (None,) * 2
    )
    why, mean_why = _gravest(limit.blocked), _gravest(limit.mean_blocked)
    return (
        limit.energy_class,
        limit.year,
        row.unit if row else None,
        _scaled(row) if row else None,
        row.pk if row else None,
        mean_constraint,
        mean_guiding,
        row.compare if row else None,
        row.decimals if row else None,
        *why,
        *mean_why,
    )


def _scaled(row: StandardRow) -> int:
    """The value in 1e-4 of its own unit; exact, since limits carry at most two decimals."""
    return int(row.value * SCALE)


def _mean(limit: StandardRow, pair: tuple[StandardRow, StandardRow]) -> tuple[int, int]:
    """The pair whose mean holds new buildings, in the unit of the limit.

    In another unit than the limit's the mean is not a whole number of 1e-4. It is then raised to
    the next one, so that a figure equal to the mean passes, as Article 32 has it; a figure above
    the mean by less than 0.0002 of the unit passes with it.
    """
    if all(row.unit == limit.unit for row in pair):
        return _scaled(pair[0]), _scaled(pair[1])
    per_unit = SCALE / parse_unit(limit.unit).factor
    constraint, guiding = (size(row.value, row.unit) * per_unit for row in pair)
    first = _up(constraint)
    return first, 2 * _up((constraint + guiding) / 2) - first


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _gravest(blocked: Iterable[Blocked]) -> tuple[str | None, str | None]:
    """The reason given, and the standards it concerns."""
    blocked = list(blocked)
    if not blocked:
        return None, None
    why = min((one.why for one in blocked), key=GRAVEST.index)
    return why, ", ".join(dict.fromkeys(one.standard for one in blocked if one.why == why))


# --- due dates and the hash -----------------------------------------------------------------


class DueDates:
    """By when the acts that duties ask for must be on file, read once (one query).

    The regulation gives no such day: one holds only where an authority has entered and confirmed
    it (a row ``due.<duty>``, days after the end of the year). Of several the latest holds, so that
    nobody is called late too early.
    """

    def __init__(self) -> None:
        self.rows = list(StandardRow.objects.deciding().filter(quantity__startswith="due."))

    def on(self, duty_id: str, year: int) -> date | None:
        """The last day for a year; None where none is set."""
        end = date(year, 12, 31)
        days = [
            int(row.value)
            for row in self.rows
            if row.quantity == f"due.{duty_id}"
            and row.first_day <= end
            and (row.last_day is None or end <= row.last_day)
        ]
        return end + timedelta(days=max(days)) if days else None


def standards_hash(city: Area) -> str:
    """SHA-256 of everything here that a verdict of the city can rest on."""
    known = Yardsticks(city, date.max)
    parts = [city.climate_zone]
    parts += [
        f"{use.standard.code} {use.standard.level} {use.first_day} {use.last_day} "
        f"{use.standard.gaps}"
        for use in known.uses
    ]
    parts += [
        f"{key} {word}"
        for key, word in StandardRow.objects.with_word().order_by("key").values_list("key", "word")
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
