"""The energy limits in force by class, as the page offers them to be moved: Article 32's constraint
values of the standards in use, each in its own unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.limits import SCALE, Yardsticks
from greenward.law.standards.names import ENERGY_CLASSES

from ..words import say
from .numbers import plain

PREFIX = "limit."
CONSTRAINT = "constraint"
PER_CENT = 100
MOST = 100_000
"""No limit is that high in any unit; what is typed beyond it is a slip."""


@dataclass(frozen=True)
class InForce:
    """The limit of one energy class in the year: `value` in 0.0001 of `unit`."""

    energy_class: str
    label: str
    value: int
    unit: str
    standard: str

    @property
    def name(self) -> str:
        """How it stands in an address."""
        return f"{PREFIX}{self.energy_class}"

    @property
    def shown(self) -> str:
        return plain(exact(self.value))


def in_force(city: Area, year: int, on: date) -> list[InForce]:
    """The limits of a year by class, in the order of the classes; only those that can be said."""
    found = []
    for limit in Yardsticks(city, on).limits((each, year) for each in ENERGY_CLASSES):
        row = limit.constraint
        if row is not None and limit.energy_class:
            label = say(ENERGY_CLASSES[limit.energy_class])
            value = int(row.value * SCALE)
            found.append(InForce(limit.energy_class, label, value, row.unit, row.standard.code))
    return found


def read_limit(text: str) -> int:
    """A new limit in 0.0001 of its unit. Raises ValueError that says what is wrong."""
    value = _decimal(text)
    if not 0 < value <= MOST:
        raise ValueError(_("A limit is above nought and at most %(most)s.") % {"most": MOST})
    if value * SCALE % 1:
        raise ValueError(_("Write at most four decimals."))
    return int(value * SCALE)


def read_change(text: str) -> int:
    """*-10* means ten per cent lower: the share of the value in force that is left, in 0.01 %."""
    change = _decimal(text.replace("%", ""))
    if not -100 < change <= 900:
        raise ValueError(_("Write a change above -100 and at most 900 per cent."))
    if change * PER_CENT % 1:
        raise ValueError(_("Write at most two decimals."))
    return int((100 + change) * PER_CENT)


def exact(value: int) -> Decimal:
    """A limit in its own unit."""
    return Decimal(value) / SCALE


def share(value: int) -> Decimal:
    """What is left of the limits in force, in per cent."""
    return Decimal(value) / PER_CENT


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("−", "-").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError(_("Write a number, such as 90."))
    return value
