"""From the parsed cells of a row to a project in flight, or to the reasons why it is none.

What a list says of a project is history: a day, a number, a star that somebody else decided on. The
row is checked against the law of its place, which says which gates there are and which facts are
asked; nothing of it is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.facts import Value, source_of
from greenward.bureau.construction.law import Law, ordered
from greenward.bureau.construction.law import law as law_by_hash
from greenward.bureau.construction.models import Plot, Project
from greenward.bureau.registry.importing.fields import AUTHORITY, DAY, FACT, NUMBER
from greenward.law.language import Gate, Subject, facts_of, named

REGISTER = "register"
"""The source of facts that are columns of the project: a list states them by their own fields."""
FEN = 100


class Passed(NamedTuple):
    """A gate that was passed, as the list says it."""

    gate: str
    on: date
    number: str
    authority: str


@dataclass(eq=False)
class Row:
    """One project of a list. `values` is the row as it was understood, for the next list to compare."""

    number: int
    code: str
    name: str
    area: Area
    law: Law
    developer: int
    columns: dict[str, Any]
    regime_on: date
    regime_reason: str
    plot_code: str = ""
    plot_name: str = ""
    facts: dict[str, Value] = field(default_factory=dict)
    plot_facts: dict[str, Value] = field(default_factory=dict)
    passed: list[Passed] = field(default_factory=list)
    plot_passed: list[Passed] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    """What the list before said of the project."""
    told_before: bool = False
    project: Project | None = None
    plot: Plot | None = None

    @cached_property
    def changed(self) -> frozenset[str]:
        """The fields that say something else than the list before; a blank cell says nothing."""
        return frozenset(n for n, value in self.values.items() if self.before.get(n) != value)

    @property
    def regime_changed(self) -> bool:
        """Whether the list chooses another day, or the day of the gate it chose is another."""
        gate = self.values.get("regime_from")
        own = {"regime_on", "regime_reason", "regime_from", f"{DAY}{gate}", f"{NUMBER}{gate}"}
        return bool(self.changed & own)


class Wrong(Exception):
    """The row cannot be taken; `name` is the field at fault."""

    def __init__(self, code: str, name: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.name, self.params = code, name, params


def row_of(cells: Mapping[str, Any], area: Area, law: Law) -> Row:
    """The project a row states. `developer_id` of the cells is found already. Raises Wrong."""
    days = {name.removeprefix(DAY): date.fromisoformat(text) for name, text in _of(cells, DAY)}
    on, reason = _regime(cells, days, law)
    row = Row(
        number=cells["row"],
        code=cells["project_code"],
        name=cells["project_name"],
        area=area,
        law=law,
        developer=cells["developer_id"],
        columns=_columns(cells),
        regime_on=on,
        regime_reason=reason,
        plot_code=cells.get("plot_code") or "",
        plot_name=cells.get("plot_name") or "",
        values={name: text for name, text in cells.items() if name != "row" and text is not None},
    )
    _check_stage(cells, days)
    for passed in _passed(cells, days, law):
        _gate_of(row, passed)
    for name, text in _of(cells, FACT):
        _fact_of(row, name.removeprefix(FACT), text)
    return row


def _of(cells: Mapping[str, Any], group: str) -> list[tuple[str, str]]:
    return [(n, text) for n, text in cells.items() if n.startswith(group) and text is not None]


def _columns(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of the project; an unknown one is left as it is on file."""
    new = cells.get("new_construction")
    organ = cells.get("state_organ_office")
    money = cells.get("investment")
    found = {
        "function": cells["function"],
        "new_construction": None if new is None else new == "true",
        "state_organ_office": None if organ is None else organ == "true",
        "fiscal_share": _decimal(cells.get("fiscal_share")),
        "floor_area": _decimal(cells.get("project_area")),
        "above_ground_area": _decimal(cells.get("above_ground_area")),
        "investment_fen": None if money is None else int(Decimal(money) * FEN),
    }
    return {name: value for name, value in found.items() if value is not None}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _regime(cells: Mapping[str, Any], days: Mapping[str, date], law: Law) -> tuple[date, str]:
    """The day whose law applies, with its reason: the row's own, else the day of the gate chosen."""
    reason = cells.get("regime_reason") or ""
    if own := cells.get("regime_on"):
        if not reason:
            raise Wrong("no_regime_reason", "regime_reason")
        return date.fromisoformat(own), reason
    gate = cells.get("regime_from")
    if gate is None:
        raise Wrong("no_regime", "regime_on")
    if gate not in days:
        raise Wrong("gate_without_day", f"{DAY}{gate}", field=f"{DAY}{gate}")
    number = cells.get(f"{NUMBER}{gate}")
    said = " ".join(filter(None, [_title(law, gate), number]))
    return days[gate], "; ".join(filter(None, [said, reason]))


def _title(law: Law, gate: str) -> str:
    known = gates_of(law)
    return in_language(known[gate].title) if gate in known else gate


def _check_stage(cells: Mapping[str, Any], days: Mapping[str, date]) -> None:
    """The stage reached is a gate that was passed: its day stands in the row."""
    stage = cells.get("stage")
    if stage is not None and stage not in days:
        raise Wrong("gate_without_day", "stage", field=f"{DAY}{stage}")


def _passed(cells: Mapping[str, Any], days: Mapping[str, date], law: Law) -> Iterator[Passed]:
    """The gates a row says were passed, in the order of the law. One the law of the place does not
    have may still tell which day's law applies; it is no decision here."""
    for name, _text in _of(cells, NUMBER):
        if name.removeprefix(NUMBER) not in days:
            gate = f"{DAY}{name.removeprefix(NUMBER)}"
            raise Wrong("gate_without_day", gate, field=gate)
    for gate in gates_of(law).values():
        if gate.id not in days:
            continue
        number = cells.get(f"{NUMBER}{gate.id}") or ""
        if gate.authorities and not number:
            raise Wrong("gate_without_number", f"{NUMBER}{gate.id}", field=f"{DAY}{gate.id}")
        who = cells.get(f"{AUTHORITY}{gate.id}") or _decider(gate)
        yield Passed(gate.id, days[gate.id], number, who)


def _decider(gate: Gate) -> str:
    """Who decides a gate by the law; of one without authorities the parties themselves do."""
    return in_language(named(gate.authorities[0])) if gate.authorities else ""


def _gate_of(row: Row, passed: Passed) -> None:
    if gates_of(row.law)[passed.gate].subject is not Subject.PLOT:
        row.passed.append(passed)
        return
    if not row.plot_code:
        raise Wrong("plot_missing", "plot_code", field=f"{DAY}{passed.gate}")
    row.plot_passed.append(passed)


def _fact_of(row: Row, name: str, text: str) -> None:
    """A fact of the row: of its plot where the law asks a plot for it, for the projects on the plot
    read it from there; else of the project."""
    subjects, held = asked_of(row.law).get(name), source_of(name, Subject.PROJECT)
    if not subjects or (held is not None and held.name == REGISTER):
        raise Wrong("fact_not_asked", f"{FACT}{name}", field=f"{FACT}{name}")
    value = _value(row.law, name, text)
    if Subject.PLOT in subjects and row.plot_code:
        row.plot_facts[name] = value
    elif Subject.PROJECT in subjects:
        row.facts[name] = value
    else:
        raise Wrong("plot_missing", "plot_code", field=f"{FACT}{name}")


def _value(law: Law, name: str, text: str) -> Value:
    entry = law.entry(name)
    if entry.kind == "flag":
        return text == "true"
    return date.fromisoformat(text).toordinal() if entry.unit == "day" else int(text)


def gates_of(law: Law) -> Mapping[str, Gate]:
    """The gates of a law in their order."""
    return _gates(law.hash)


def asked_of(law: Law) -> Mapping[str, frozenset[Subject]]:
    """The facts that a law asks of plots and projects, each with those it is asked of."""
    return _asked(law.hash)


# By the hash alone: to hash an edition itself takes longer than a row.


@lru_cache(maxsize=16)
def _gates(hash: str) -> dict[str, Gate]:
    return {gate.id: gate for gate in ordered(hash)}


@lru_cache(maxsize=16)
def _asked(hash: str) -> dict[str, frozenset[Subject]]:
    found: dict[str, frozenset[Subject]] = {}
    of = law_by_hash(hash).edition
    for rule in (*of.gates, *of.duties):
        if rule.subject in (Subject.PLOT, Subject.PROJECT):
            for name in facts_of(rule):
                found[name] = found.get(name, frozenset()) | {rule.subject}
    return found
