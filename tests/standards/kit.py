"""Small helpers: a standard and its rows written in one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.standards import services
from greenward.bureau.standards.limits import energy_limits
from greenward.bureau.standards.models import Standard, StandardRow
from greenward.bureau.standards.services import Attestation
from greenward.law.language import Text
from greenward.law.standards import Gap, Row, Table

OPERATOR = Actor.operator()
SAID = Attestation("吴敏", "GB/T 51161-2016, 表5.2.1", date(2026, 11, 20))
DAY_ONE = date(2016, 12, 1)
EVERYTHING = {"energy_class", "climate_zone"}


def row(
    value: str,
    quantity: str = "energy.constraint",
    unit: str = "kWh/(m²·a)",
    first: date = DAY_ONE,
    last: date | None = None,
    compare: str = "full",
    evidence: str = "A",
    **selector: str | list[str],
) -> Row:
    codes = {
        key: frozenset([one] if isinstance(one, str) else one) for key, one in selector.items()
    }
    return Row(
        quantity, Decimal(value), unit, codes, first, last, "a source", evidence, None, compare
    )


def table(
    code: str, *rows: Row, level: str = "local", gaps: tuple[Gap, ...] = (), **fields: object
) -> Table:
    said = {"method": "electricity_equivalent", **fields}
    return Table(code, Text(code, code), level, rows=rows, gaps=gaps, **said)  # type: ignore[arg-type]


def enter(
    code: str,
    *rows: Row,
    city: Area | None = None,
    confirmed: bool = True,
    level: str = "local",
    gaps: tuple[Gap, ...] = (),
) -> Standard:
    """Enter a table, confirmed unless said otherwise, and put it in use for a city."""
    entered = services.import_table(
        OPERATOR,
        table(code, *rows, level=level, gaps=gaps),
        attestation=SAID if confirmed and rows else None,
        use_in=city if rows else None,
    )
    if city and not rows:
        services.use_standard(OPERATOR, area=city, standard=entered.standard, first_day=DAY_ONE)
    return entered.standard


def limit(
    city: Area, energy_class: str | None, year: int, on: date = date(2026, 11, 20)
) -> dict[str, object]:
    """The limit of one class in one year."""
    combos = pl.DataFrame(
        {"energy_class": [energy_class], "year": [year]},
        schema={"energy_class": pl.String, "year": pl.Int64},
    )
    return energy_limits(city, combos, on).row(0, named=True)


def only(standard: Standard, **where: object) -> StandardRow:
    return StandardRow.objects.with_word().get(standard=standard, **where)
