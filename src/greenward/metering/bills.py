"""What is handed in: bills, and the meters they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenward.units import Unit

from .commodities import Commodity


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill of one meter.

    `start` is the first day it is for. Whether `end` is the last day or the day of the next
    reading is found from the meter's whole series (`greenward.metering.series`). An amount that
    the file leaves open is None: the days then have a bill and no figure.
    """

    meter: str
    commodity: Commodity
    start: date
    end: date
    amount: Decimal | None
    unit: Unit
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Meter:
    """What is on record of a meter: from when to when it counted, both days included.

    `supply_began` says that nothing of this commodity was supplied before the meter (a new
    connection), `supply_ended` that nothing is supplied after it (a boiler taken out). Without
    them a first or last day means a change of meter, and another meter must cover the rest.
    """

    id: str
    commodity: Commodity
    active_from: date | None = None
    active_to: date | None = None
    supply_began: bool = False
    supply_ended: bool = False

    def __post_init__(self) -> None:
        if self.active_from and self.active_to and self.active_to < self.active_from:
            raise ValueError(f"meter {self.id} was taken out of service before it became active")
