"""The clause matrix: what the tender document and the contract of each service carry (Article 14).

Which conditions are the clauses is read off the duty about procurements of the edition at hand, so
the matrix is in order exactly where that duty is fulfilled, and a city whose law has no such duty
has no matrix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .language import ALWAYS, All, Condition, Duty, Edition, Flag, Some, Subject, Text, facts_in
from .reading import Facts, read


class Service(StrEnum):
    """The services whose documents carry clauses."""

    CONSULTING = "consulting"
    DESIGN = "design"
    CONSTRUCTION = "construction"
    SUPERVISION = "supervision"


class Paper(StrEnum):
    """The two documents of a procurement."""

    TENDER = "tender"
    CONTRACT = "contract"


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
PAPERS = {
    Paper.TENDER: Text("招标文件", "tender document"),
    Paper.CONTRACT: Text("合同", "contract"),
}
CELLS = {
    Cell.MISSING: Text("没有载明", "not stated"),
    Cell.TOO_LOW: Text("低于许可证等级", "below the permit's star"),
    Cell.UNKNOWN: Text("尚不清楚", "not known"),
    Cell.PRESENT: Text("已载明", "stated"),
    Cell.NOT_NEEDED: Text("不需要", "not needed"),
}
STATED = {Paper.TENDER: "tender_clause", Paper.CONTRACT: "contract_clause"}
"""The fact that a document states the clause."""
STARS = {Paper.TENDER: "tender_star", Paper.CONTRACT: "contract_star"}
"""The star it states."""


@dataclass(frozen=True)
class Clause:
    """What a duty asks of one document. `bound`: whether the duty binds the procurement at all."""

    bound: Condition
    needed: Condition
    stated: Condition
    sufficient: Condition


@dataclass(frozen=True)
class Row:
    """One service of the matrix."""

    service: Service
    cells: Mapping[Paper, Cell]


def duty_of(edition: Edition, on: date) -> Duty | None:
    """The duty about the documents of a procurement that is in force on a day, if the law has one."""
    asked = (d for d in edition.duties if d.subject is Subject.PROCUREMENT and d.in_force.holds(on))
    return next((d for d in asked if set(STATED.values()) & set(facts_in(d.requires))), None)


def clauses(duty: Duty) -> dict[Paper, Clause]:
    """The clause of each document a duty asks for, read off what it requires."""
    found = {}
    for paper in Paper:
        parts = [part for part in _joined(duty.requires) if _asks(part, paper)]
        if parts:
            found[paper] = _clause(duty.applies, parts, paper)
    return found


def _clause(bound: Condition, parts: list[Condition], paper: Paper) -> Clause:
    """``~needed | (stated & sufficient)``, or the clause alone where it is always needed."""
    exempt, inner = [], []
    for part in parts:
        for way in part.parts if isinstance(part, Some) else (part,):
            if _asks(way, paper):
                inner += _joined(way)
            else:
                exempt.append(way)
    stated = [one for one in inner if one == Flag(STATED[paper])]
    rest = [one for one in inner if one not in stated]
    return Clause(bound, _all([~one for one in exempt]), _all(stated), _all(rest))


def _asks(condition: Condition, paper: Paper) -> bool:
    return not {STATED[paper], STARS[paper]}.isdisjoint(facts_in(condition))


def _joined(condition: Condition) -> list[Condition]:
    return list(condition.parts) if isinstance(condition, All) else [condition]


def _all(parts: Sequence[Condition]) -> Condition:
    return ALWAYS if not parts else parts[0] if len(parts) == 1 else All(tuple(parts))


def matrix(
    asked: Mapping[Paper, Clause], procurements: Iterable[tuple[Service, Facts]]
) -> tuple[Row, ...]:
    """The four services in their order, from the facts of each procurement of a project.

    A service of which no procurement is on file is unknown. Of several procurements of a service
    (two construction contracts) each cell shows the worst.
    """
    cases: dict[Service, list[Facts]] = {service: [] for service in Service}
    for service, facts in procurements:
        cases[service].append(facts)
    return tuple(
        Row(service, {paper: _worst(clause, found) for paper, clause in asked.items()})
        for service, found in cases.items()
    )


def cell(clause: Clause, facts: Facts) -> Cell:
    """What the clause of one document comes to in one procurement."""
    if read(clause.bound, facts).truth is False:
        return Cell.NOT_NEEDED
    needed, stated = read(clause.needed, facts).truth, read(clause.stated, facts).truth
    sufficient = read(clause.sufficient, facts).truth
    if needed is False:
        return Cell.NOT_NEEDED
    if stated and sufficient:
        return Cell.PRESENT
    if needed is None:
        return Cell.UNKNOWN
    if stated is False:
        return Cell.MISSING
    return Cell.TOO_LOW if sufficient is False else Cell.UNKNOWN


def _worst(clause: Clause, cases: list[Facts]) -> Cell:
    order = list(Cell)
    return min((cell(clause, facts) for facts in cases), key=order.index, default=Cell.UNKNOWN)
