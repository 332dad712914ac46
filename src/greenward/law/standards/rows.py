"""A row of a standard, a table of rows, and what must hold of them before they are taken.

Two rows of one standard may not state the same thing for the same day, a guiding value may not
lie above its constraint value, and everything is compared exactly, across units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any, Literal

from greenward.units import as_fraction, parse_unit

from ..canonical import digest
from ..language import Text
from .names import name_of
from .problems import Problem
from .quantities import quantity

Selector = Mapping[str, frozenset[str]]
"""What a row is narrowed to: key -> the codes it holds for. Empty: everything."""

Level = Literal["national", "local"]
METHODS = ("electricity_equivalent", "site_energy")
"""How a standard adds commodities to one figure (`greenward.metering.factors.Method`)."""


@dataclass(frozen=True)
class Row:
    """One value of a standard. `value` keeps the decimals it was written with."""

    quantity: str
    value: Decimal
    unit: str
    selector: Selector
    first_day: date
    last_day: date | None
    source: str
    evidence: str
    confidence: int | None = None
    compare: str = "full"
    direction: str = "at most"
    where: str = field(default="", compare=False)

    @property
    def holds_for(self) -> Selector:
        return self.selector

    @property
    def decimals(self) -> int:
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    def key(self, code: str) -> str:
        """The identity of the row's content within a standard: the same content, the same key."""
        return digest(
            {
                "standard": code,
                "quantity": self.quantity,
                "value": f"{self.value:f}",
                "unit": self.unit,
                "selector": {key: sorted(codes) for key, codes in self.selector.items()},
                "first_day": self.first_day,
                "last_day": self.last_day,
                "source": self.source,
                "evidence": self.evidence,
                "confidence": self.confidence,
                "compare": self.compare,
                "direction": self.direction,
            }
        )


@dataclass(frozen=True)
class Gap:
    """What a standard states but nobody has supplied: no value, why, and where it would come from.
    Empty quantity: all."""

    quantity: str
    selector: Selector
    reason: Text
    source: Text | None = None


@dataclass(frozen=True)
class Table:
    """A standard with its rows. `complete`: what it does not list, it does not limit."""

    code: str
    title: Text
    level: Level
    method: str
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...] = ()
    complete: bool = False


def selector_data(selector: Selector) -> dict[str, Any]:
    """The selector as plain data: one code as text, several as a sorted list."""
    return {
        key: next(iter(codes)) if len(codes) == 1 else sorted(codes)
        for key, codes in sorted(selector.items())
    }


def selector_of(data: Mapping[str, Any]) -> Selector:
    """The selector that plain data stands for."""
    return {
        key: frozenset([codes] if isinstance(codes, str) else codes) for key, codes in data.items()
    }


COUNTED = {
    "energy_class": Text("{}类建筑", "{} energy classes"),
    "climate_zone": Text("{}个气候区", "{} climate zones"),
}


FIRST = ("energy_class", "water_use", "pollutant", "element", "material", "room_use")
"""What a value is of goes before how it is narrowed."""


def describe(quantity_name: str, selector: Selector, lang: str, at_most: int = 99) -> str:
    """What a row states, in words: ``constraint value · commercial office, class B · …``.

    A list of more than `at_most` classes or zones is only counted.
    """
    known = quantity(quantity_name)
    parts = [known.label.in_(lang) if known else quantity_name]
    between = "、" if lang.startswith("zh") else ", "
    for key, codes in sorted(selector.items(), key=lambda item: item[0] not in FIRST):
        if key in COUNTED and len(codes) > at_most:
            parts.append(COUNTED[key].in_(lang).format(len(codes)))
        else:
            parts.append(between.join(name_of(key, code, lang) for code in sorted(codes)))
    return " · ".join(parts)


# --- what must hold of several rows ---------------------------------------------------------


def overlaps(rows: Sequence[Row], earlier: Iterable[Row] = ()) -> list[Problem]:
    """Every pair that states the same thing for the same day: among `rows`, and with `earlier`."""
    pairs = list(combinations(rows, 2)) + [(old, row) for row in rows for old in earlier]
    return [_overlap(one, other) for one, other in pairs if _same_thing(one, other)]


def _same_thing(one: Row, other: Row) -> bool:
    return (
        one.quantity == other.quantity
        and one.selector.keys() == other.selector.keys()
        and _meet(one, other)
    )


def _meet(one: Row, other: Row) -> bool:
    """Whether there is a case and a day for which both rows hold."""
    shared = one.selector.keys() & other.selector.keys()
    return all(one.selector[key] & other.selector[key] for key in shared) and (
        (one.last_day is None or other.first_day <= one.last_day)
        and (other.last_day is None or one.first_day <= other.last_day)
    )


def _overlap(one: Row, other: Row) -> Problem:
    lasts = [day for day in (one.last_day, other.last_day) if day]
    return Problem(
        "overlap",
        f"{other.where} ({said(other)})",
        {
            "other": f"{one.where} ({said(one)})",
            "first": max(one.first_day, other.first_day).isoformat(),
            "last": min(lasts).isoformat() if lasts else "…",
        },
    )


def said(row: Row) -> str:
    """A row in a few words, the same in both languages."""
    codes = ["+".join(sorted(codes)) for _, codes in sorted(row.selector.items())]
    span = f"{row.first_day}–{row.last_day or ''}"
    return " ".join([row.quantity, *codes, f"{row.value:f} {row.unit}", span])


def size(value: Decimal, unit: str) -> Fraction:
    """A value in the base unit of its dimension, for exact comparison across units."""
    return as_fraction(value) * parse_unit(unit).factor


def guiding_above_constraint(rows: Sequence[Row], earlier: Iterable[Row] = ()) -> list[Problem]:
    """Every guiding value that lies above a constraint value for the same case and day."""
    new = set(map(id, rows))
    every = [*rows, *earlier]
    limits = [row for row in every if row.quantity == "energy.constraint"]
    return [
        Problem(
            "guiding_above_constraint",
            guide.where,
            {
                "value": f"{guide.value:f} {guide.unit}",
                "other": f"{limit.where} ({said(limit)})",
                "limit": f"{limit.value:f} {limit.unit}",
            },
        )
        for guide in every
        if guide.quantity == "energy.guiding"
        for limit in limits
        if new & {id(guide), id(limit)}
        and guide.selector.keys() == limit.selector.keys()
        and _meet(guide, limit)
        and size(guide.value, guide.unit) > size(limit.value, limit.unit)
    ]
