"""The limits that samples, tests and water years of a city are compared with (Articles 33 to 35).

They come from the standing rows of the standards the city applies for water, air or sound on a day,
and decide where their evidence is primary or an official confirmed them. One standard for each thing
is enough: where two in use limit the same substance, element or use, the limit stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from greenward.bureau.accounts.models import Area, held_on
from greenward.law.measured import Limit
from greenward.law.standards.limits import Held, limits_for_measured, main_pollutants

from .models import RowState, Standard, StandardInUse, StandardRow

Purpose = StandardInUse.Purpose
MEASURED = (Purpose.WATER, Purpose.AIR, Purpose.SOUND)
PURPOSES = {"energy": Purpose.ENERGY, **{str(one): one for one in MEASURED}}
"""The first word of a quantity -> what a standard that has it is applied for."""


def purposes_of(quantities: Iterable[str]) -> list[str]:
    """What a standard with these quantities is applied for; energy limits if nothing else."""
    named = {PURPOSES[word] for name in quantities if (word := name.partition(".")[0]) in PURPOSES}
    return [one for one in Purpose.values if one in named] or [Purpose.ENERGY]


@dataclass
class Measures:
    """What a city measures water, air and sound with on a day, read once (one query)."""

    city: Area
    on: date
    rows: tuple[Held, ...] = field(init=False)

    def __post_init__(self) -> None:
        codes = self.city.path.rstrip("/").split("/")
        uses = StandardInUse.objects.filter(held_on(self.on), area__code__in=codes)
        asked = Q()
        for purpose in MEASURED:
            applied = Standard.objects.filter(
                pk__in=uses.filter(purpose=purpose).values("standard")
            )
            asked |= Q(quantity__startswith=f"{purpose}.", standard__in=applied)
        standing = StandardRow.objects.standing().filter(asked).select_related("standard")
        self.rows = tuple(
            Held(row.as_row(), row.standard.code, row.state is RowState.DECIDES) for row in standing
        )

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits as `greenward.law.measured` compares with them."""
        return limits_for_measured(self.rows, self.city.pack, self.on)

    def main(self, pollutant: str) -> frozenset[str] | None:
        """The authority's list of main pollutants as far as it settles this one."""
        return main_pollutants(self.rows, pollutant, self.on)
