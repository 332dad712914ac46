"""The plan of one invented project: what it is, where, how far it has come and on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from greenward.bureau.accounts.models import Organisation

from .cast import ago

GATES = (
    "planning_permit",
    "conformity_assessment",
    "special_acceptance",
    "completion_acceptance",
    "completion_filing",
)
AFTER = (60, 620, 655, 670, 682)
"""Days from the land contract to each gate."""
FLIGHTS = {0: 7, 1: 18, 2: 5, 3: 4, 5: 11}
"""How many projects in flight have passed how many gates."""
AGE = {0: 40, 1: 90, 2: 640, 3: 680, 5: 760}
"""The least number of days since the land was granted, by how many gates are passed."""


class Kind(NamedTuple):
    """A kind of building: the function of the register, what its name ends with, its size in m²."""

    function: str
    last: str
    least: int
    most: int
    organ: bool = False

    def of_two_stars(self, area: int) -> bool:
        """Whether Article 6 asks two stars of it: a state organ's office or a large public building."""
        return self.organ or (self.function not in "RF" and area >= 20_000)


@dataclass(frozen=True)
class Plan:
    """One project. `through` are the gates passed before this system, `age` the least number of days
    since the land was granted; `star` is None where nothing on file tells it."""

    number: int
    name: str
    kind: Kind
    district: str
    developer: Organisation
    area: Decimal
    star: int | None
    through: int
    age: int

    @property
    def code(self) -> str:
        return f"{self.district[2:]}-{self.granted.year}-{self.number:03d}"

    @property
    def granted(self) -> date:
        """The day of the land contract."""
        return ago(self.age + self.number * 9 % 153)

    def passed(self, gate: str) -> date:
        """The day a gate of a project in flight was passed."""
        return self.granted + timedelta(AFTER[GATES.index(gate)])

    @property
    def built(self) -> bool:
        """Whether works have begun: always once a gate after the permit is passed."""
        return self.through > 1 or (self.through == 1 and self.number % 3 != 0)
