"""Bills worked out to energy years (Articles 25 and 32): one figure a year, or why there is none.

A year is worked out once it is over, by the method of the city's energy standards and the factors
that officials confirmed. What the owner reported is never replaced by bills: the figure from bills
then stands beside it, so that a difference is seen and a person decides. Repeating the work changes
nothing. Water is no energy and neither completes nor refuses an energy year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction
from django.utils import timezone

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.limits import Yardsticks
from greenward.bureau.standards.parameters import factors
from greenward.metering.bills import Bill, Meter
from greenward.metering.calendar_years import EnergyYear, annual
from greenward.metering.commodities import Commodity
from greenward.metering.series import EARLIEST
from greenward.units import parse_unit

from .figures import WATER, Figure, Yardstick, figure_of
from .keeping import Kept, keep

READ = """
    SELECT b.id, b.floor_area, split_part(a.path, '/', 1), m.number, m.commodity, m.active_from,
        m.active_to, m.supply_began, m.supply_ended, l.start, l."end", l.amount, l.unit,
        l.estimated
    FROM performance_meter m
    JOIN registry_building b ON b.id = m.building_id
    JOIN accounts_area a ON a.id = b.area_id
    LEFT JOIN performance_bill l ON l.meter_id = m.id
    WHERE m.building_id = ANY(%(ids)s) AND m.commodity <> ALL(%(water)s)
    ORDER BY b.id, m.id
"""


@dataclass(frozen=True)
class Annualised:
    """What working out bills came to, in building-years.

    `complete` have a figure and `refused` say why not. `beside` of the complete ones stand beside
    a reported figure. `created`, `updated` and `removed` count what changed on file.
    """

    buildings: int
    complete: int
    refused: int
    beside: int
    created: int
    updated: int
    removed: int


@transaction.atomic
def annualise(building_ids: Iterable[int], *, today: date | None = None) -> Annualised:
    """Work out the energy years of these buildings from all their bills on file.

    A finished year that bills name gets its figure or the reason why there is none; a year worked
    out earlier that no bill names any more is taken off. Runs in the transaction that is open and
    writes no audit row: the act that brought the bills does. A constant number of queries.
    """
    ids = sorted(set(building_ids))
    if not ids:
        return Annualised(0, 0, 0, 0, 0, 0, 0)
    found = list(_figures(ids, today or timezone.localdate()))
    kept: Kept = keep(ids, found)
    complete = sum(figure.complete for figure in found)
    return Annualised(
        buildings=len({figure.building for figure in found}),
        complete=complete,
        refused=len(found) - complete,
        beside=kept.beside,
        created=kept.created,
        updated=kept.updated,
        removed=kept.removed,
    )


def _figures(ids: Collection[int], today: date) -> Iterator[Figure]:
    with connection.cursor() as cursor:
        cursor.execute(READ, {"ids": list(ids), "water": WATER})
        rows = cursor.fetchall()
    yardsticks = _Yardsticks(today)
    for (building, floor_area, city), group in groupby(rows, key=itemgetter(0, 1, 2)):
        for year in finished_years(list(group), today):
            yield figure_of(building, floor_area, year, yardsticks.of(city, year.year))


def finished_years(rows: Iterable[tuple], today: date) -> list[EnergyYear]:
    """The calendar years of one building that its bills name and that are over."""
    meters: dict[str, Meter] = {}
    bills: list[Bill] = []
    for _id, _area, _city, number, name, active_from, active_to, began, ended, *bill in rows:
        commodity = Commodity(name)
        if number not in meters:
            meters[number] = Meter(number, commodity, active_from, active_to, began, ended)
        start, end, amount, unit, estimated = bill
        if start is not None:
            bills.append(Bill(number, commodity, start, end, amount, parse_unit(unit), estimated))
    years = annual(bills, meters=meters.values(), latest=today)
    return [year for year in years if EARLIEST.year <= year.year < today.year]


class _Yardsticks:
    """What each city and year is worked out with, read once for all buildings."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.factors = factors()
        self.cities: dict[str, Yardsticks] = {}
        self.known: dict[tuple[str, int], Yardstick] = {}

    def of(self, city: str, year: int) -> Yardstick:
        if city not in self.cities:
            self.cities[city] = Yardsticks(Area.objects.get(code=city), self.today)
        if (city, year) not in self.known:
            methods = {one.method for one in self.cities[city].standards(year)}
            self.known[city, year] = Yardstick.of(methods, self.factors)
        return self.known[city, year]
