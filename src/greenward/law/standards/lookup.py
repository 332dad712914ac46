"""Which row of one standard holds for a case on a day: the most specific one, or why none can be said.

selector                                    holds for
{}                                          every case
{climate_zone: HSWW}                        every class in that zone
{climate_zone: HSWW, energy_class: x}       one class in that zone; it goes before the others
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from .rows import Gap, Selector


class Entry(Protocol):
    """What the look-up reads of a row."""

    @property
    def quantity(self) -> str: ...
    @property
    def holds_for(self) -> Selector: ...
    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date | None: ...


E = TypeVar("E", bound=Entry)
DECIDING = ("climate_zone", "energy_class", "water_zone", "city_size")
"""Keys that are not guessed where a case does not give them."""


@dataclass(frozen=True)
class Found(Generic[E]):
    """A row, or the code of why there is none: ``no_energy_class`` and the like (`DECIDING`),
    ``ambiguous``, ``no_row`` (the standard has a value that is not on file), or the empty text:
    the standard says nothing of this case."""

    row: E | None
    why: str = ""


def find(
    rows: Iterable[E],
    gaps: Iterable[Gap],
    quantity: str,
    case: Mapping[str, str | None],
    on: date,
) -> Found[E]:
    """The row of `quantity` for a case on a day. A key of the case that is None is not known:
    where it could decide between rows, no row is given."""
    in_force = [
        row
        for row in rows
        if row.quantity == quantity
        and row.first_day <= on
        and (row.last_day is None or on <= row.last_day)
        and _may_hold(row.holds_for, case)
    ]
    for key in DECIDING:
        if case.get(key) is None and any(key in row.holds_for for row in in_force):
            return Found(None, f"no_{key}")
    if in_force:
        depth = max(len(row.holds_for) for row in in_force)
        best = [row for row in in_force if len(row.holds_for) == depth]
        return Found(best[0]) if len(best) == 1 else Found(None, "ambiguous")
    missing = any(gap.quantity in ("", quantity) and _may_hold(gap.selector, case) for gap in gaps)
    return Found(None, "no_row" if missing else "")


def _may_hold(selector: Selector, case: Mapping[str, str | None]) -> bool:
    return all((code := case.get(key)) is None or code in codes for key, codes in selector.items())
