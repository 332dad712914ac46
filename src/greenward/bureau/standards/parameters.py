"""The factors and correction parameters that officials confirmed, for the metering floor.

A row that waits for an official is handed on as such: what needs it is then unknown, never done
with a usual value.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from greenward.law.standards.rows import size
from greenward.metering.commodities import Commodity
from greenward.metering.corrections import Parameters, Use, corrected_for
from greenward.metering.factors import Evidence, Factor, Factors, Purpose
from greenward.units import as_fraction, parse_unit

from .limits import Blocked, Yardsticks
from .models import RowState, StandardRow

PURPOSES = {
    "factor.content": Purpose.ENERGY_CONTENT,
    "factor.electricity": Purpose.ELECTRICITY_EQUIVALENT,
    "factor.kgce": Purpose.STANDARD_COAL,
}
BASE = {Use.HOURS: parse_unit("h").factor}
"""The unit a use is counted in where it is not the base unit of its dimension."""


def factors() -> Factors:
    """All factors on file that are not rejected, confirmed or not (one query)."""
    rows = StandardRow.objects.standing().filter(quantity__in=PURPOSES)
    return Factors(factor for row in rows.select_related("standard") for factor in _factors(row))


def _factors(row: StandardRow) -> Iterator[Factor]:
    gives, _stroke, per = row.unit.partition("/")
    known = row.evidence in set(Evidence)
    for commodity in sorted(row.holds_for["commodity"]):
        yield Factor(
            commodity=Commodity(commodity),
            purpose=PURPOSES[row.quantity],
            value=as_fraction(row.value),
            per=parse_unit(per),
            gives=parse_unit(gives),
            first=row.first_day,
            last=row.last_day,
            source=row.standard.code,
            evidence=Evidence(row.evidence) if known else Evidence.UNKNOWN,
            confirmed=row.state is RowState.DECIDES,
        )


def correction_parameters(
    known: Yardsticks, energy_class: str, year: int
) -> dict[Use, Parameters | Blocked]:
    """What the standard whose limit decides corrects the figures of a class for.

    A use whose parameters are missing or wait for an official is Blocked. Empty where the standard
    does not correct this class, or where no limit is known: nothing is then judged.
    """
    limit = known.limit(energy_class, year)
    if limit.constraint is None:
        return {}
    standard = limit.constraint.standard
    found: dict[Use, Parameters | Blocked] = {}
    for use in corrected_for(energy_class):
        names = (f"correction.{use}.fixed", f"correction.{use}.reference")
        fixed, reference = (known.find(standard, name, energy_class, year) for name in names)
        if isinstance(fixed, StandardRow) and isinstance(reference, StandardRow):
            base = BASE.get(use, Fraction(1))
            size_of_reference = size(reference.value, reference.unit) / base
            found[use] = Parameters(as_fraction(fixed.value), size_of_reference)
        elif fixed or reference:
            rows = [one.row for one in (fixed, reference) if isinstance(one, Blocked)]
            found[use] = Blocked("unverified_correction", standard.code, next(iter(rows), None))
    return found
