"""From rows of standards to the limits that samples, tests and water years are compared with.

Articles 33, 34 and 35: a row becomes a `greenward.law.measured.Limit`, which decides where its
evidence is primary or an official confirmed it. What the rows do not settle (a city's water zone,
the list of main pollutants) stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from ..measured import Averaging, Direction, Kind, Limit
from .lookup import find
from .rows import Row, Selector

KINDS: Mapping[str, Kind] = {
    "air.limit": "air.limit",
    "water.quota.lower": "water.lower",
    "water.quota.upper": "water.upper",
    "sound.low": "sound.low",
    "sound.high": "sound.high",
    "sound.code": "sound.code",
}
"""Quantity -> the kind of limit it is."""
ACCEPTANCE = "air.acceptance"
"""Limits of the finished building, by its pollution class; they say nothing of the building in use."""
OF = {"air": "pollutant", "water": "water_use", "sound": "element"}
"""The key that names what a limit is of, by the first word of its quantity."""


@dataclass(frozen=True)
class Held:
    """A standing row (one not rejected) of a standard in use. `decided`: its evidence is primary,
    or an official confirmed it."""

    row: Row
    standard: str
    decided: bool

    @property
    def quantity(self) -> str:
        return self.row.quantity

    @property
    def holds_for(self) -> Selector:
        return self.row.selector

    @property
    def first_day(self) -> date:
        return self.row.first_day

    @property
    def last_day(self) -> date | None:
        return self.row.last_day


def limits_for_measured(rows: Iterable[Held], city: str, on: date) -> tuple[Limit, ...]:
    """The limits of air, water and sound that the rows state for a city.

    Quotas are those of the city's water zone and size on `on`, the most specific of each standard;
    where the zone itself waits for an official, so do they. Limits of air and sound keep their
    days, since a sound code holds by the project's day.
    """
    held = tuple(rows)
    quotas = [one for one in held if one.quantity.startswith("water.quota.")]
    direct = [one for one in held if one.quantity in KINDS and "water_use" not in one.holds_for]
    found = [limit for one in direct for limit in _limits(one)]
    return (*found, *_quotas(quotas, _place(held, city, on), on))


def main_pollutants(rows: Iterable[Held], pollutant: str, on: date) -> frozenset[str] | None:
    """The authority's list of main pollutants as far as it settles one of them.

    None where no list is on file, or where the row that would name this substance waits for an
    official: whether it is a main pollutant is then unknown.
    """
    named = [one for one in rows if one.quantity == "air.main" and _in_force(one, on)]
    listed = frozenset(c for one in named if one.decided for c in one.holds_for["pollutant"])
    waits = any(pollutant in one.holds_for["pollutant"] for one in named if not one.decided)
    return None if not listed or (waits and pollutant not in listed) else listed


def acceptance_limits(rows: Iterable[Held], pollution_class: str, on: date) -> tuple[Limit, ...]:
    """The limits of indoor air at the acceptance of a building of a class (Article 17)."""
    return tuple(
        limit
        for one in rows
        if one.quantity == ACCEPTANCE
        and pollution_class in one.holds_for["pollution_class"]
        and _in_force(one, on)
        for limit in _limits(one)
    )


# --- parts ----------------------------------------------------------------------------------


def _limits(one: Held, decided: bool = True, use: str = "") -> list[Limit]:
    """One limit for each substance, element or use that a row names (or only for `use`)."""
    row = one.row
    codes = [use] if use else sorted(row.selector[OF[row.quantity.partition(".")[0]]])
    return [
        Limit(
            kind="air.limit" if row.quantity == ACCEPTANCE else KINDS[row.quantity],
            of=code,
            value=row.value,
            unit=row.unit,
            direction=cast(Direction, row.direction),  # a strict one fits no limit: it is unknown
            standard=one.standard,
            first_day=row.first_day,
            last_day=row.last_day,
            decided=one.decided and decided,
            averaging=averaging,
            metric=metric,
        )
        for code in codes
        for averaging in _averagings(row.selector)
        for metric in sorted(row.selector.get("metric", {""}))
    ]


def _averagings(selector: Selector) -> list[Averaging | None]:
    named = sorted(selector.get("averaging", ()))
    return [cast(Averaging, code) for code in named] or [None]


@dataclass(frozen=True)
class _Place:
    zone: str | None
    size: str | None
    decided: bool


def _place(rows: Iterable[Held], city: str, on: date) -> _Place:
    """The water zone and size of a city: what names the city goes before what names none, what is
    decided before a proposal; rows that differ settle nothing."""
    fitting = [
        one
        for one in rows
        if one.quantity == "water.place"
        and _in_force(one, on)
        and city in one.holds_for.get("city", {city})
    ]
    for decided in (True, False):
        for named in (True, False):
            rank = [r for r in fitting if (r.decided, "city" in r.holds_for) == (decided, named)]
            said = {(_only(r, "water_zone"), _only(r, "city_size")) for r in rank}
            if said:
                zone, size = said.pop() if len(said) == 1 else (None, None)
                return _Place(zone, size, decided)
    return _Place(None, None, False)


def _only(one: Held, key: str) -> str | None:
    codes = list(one.holds_for[key])
    return codes[0] if len(codes) == 1 else None


def _quotas(rows: list[Held], place: _Place, on: date) -> list[Limit]:
    """Of each standard the quota of each use that holds in the place."""
    asked = {
        (one.standard, one.quantity, use) for one in rows for use in one.holds_for["water_use"]
    }
    found = []
    for standard, quantity, use in sorted(asked):
        own = [one for one in rows if one.standard == standard]
        case = {"water_use": use, "water_zone": place.zone, "city_size": place.size}
        best = find(own, (), quantity, case, on).row
        if best is not None:
            placed = not best.holds_for.keys().isdisjoint(("water_zone", "city_size"))
            found += _limits(best, place.decided or not placed, use)
    return found


def _in_force(one: Held, on: date) -> bool:
    return one.first_day <= on and (one.last_day is None or on <= one.last_day)
