"""The clause matrix of Article 14: four services, each with its tender document and its contract.

A cell says what one document of one service carries. It asks the very clause conditions the duty
14.2 is made of, so the matrix is in order exactly where the duty is fulfilled in every case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .language import Text
from .reading import Facts, read
from .shenzhen.planning import CONTRACT_CLAUSE, TENDER_CLAUSE, Clause


class Service(StrEnum):
    """The services whose documents state the star (Article 14, second paragraph)."""

    CONSULTING = "consulting"
    DESIGN = "design"
    CONSTRUCTION = "construction"
    SUPERVISION = "supervision"


class Cell(StrEnum):
    """What one document carries. Of several procurements the first of these that occurs is shown."""

    MISSING = "missing"
    TOO_LOW = "too_low"
    UNKNOWN = "unknown"
    PRESENT = "present"
    NOT_NEEDED = "not_needed"


SERVICES = {
    Service.CONSULTING: Text("咨询", "consulting"),
    Service.DESIGN: Text("设计", "design"),
    Service.CONSTRUCTION: Text("施工", "construction"),
    Service.SUPERVISION: Text("监理", "supervision"),
}
CELLS = {
    Cell.MISSING: Text("没有载明", "not stated"),
    Cell.TOO_LOW: Text("低于许可证等级", "below the permit's star"),
    Cell.UNKNOWN: Text("尚不清楚", "not known"),
    Cell.PRESENT: Text("已载明", "stated"),
    Cell.NOT_NEEDED: Text("直接委托，无需招标文件", "entrusted directly, no tender document"),
}


@dataclass(frozen=True)
class Row:
    """One service of the matrix."""

    service: Service
    tender: Cell
    contract: Cell


def matrix(procurements: Iterable[tuple[Service, Facts]]) -> tuple[Row, ...]:
    """The four services in their order, from the facts of each procurement of a project.

    A service of which no procurement is on file is unknown. Of several procurements of a service
    (two construction contracts) each cell shows the worst.
    """
    cases: dict[Service, list[Facts]] = {service: [] for service in Service}
    for service, facts in procurements:
        cases[service].append(facts)
    return tuple(
        Row(service, _worst(TENDER_CLAUSE, found), _worst(CONTRACT_CLAUSE, found))
        for service, found in cases.items()
    )


def cell(clause: Clause, facts: Facts) -> Cell:
    """What the clause of one document comes to in one procurement."""
    needed, stated = read(clause.needed, facts).truth, read(clause.stated, facts).truth
    high_enough = read(clause.high_enough, facts).truth
    if needed is False:
        return Cell.NOT_NEEDED
    if needed is None:
        return Cell.PRESENT if stated and high_enough else Cell.UNKNOWN
    if stated is False:
        return Cell.MISSING
    if high_enough is False:
        return Cell.TOO_LOW
    return Cell.PRESENT if stated and high_enough else Cell.UNKNOWN


def _worst(clause: Clause, cases: list[Facts]) -> Cell:
    order = list(Cell)
    return min((cell(clause, facts) for facts in cases), key=order.index, default=Cell.UNKNOWN)
