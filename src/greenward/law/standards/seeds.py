"""Reads a table of a standard from TOML, and the tables shipped with Greenward.

The form is closed: `[standard]` says what it is, each `[[group]]` gives what its rows share, each
item of `rows` is one row and may say otherwise, and `[[gap]]` names what the standard states but
nobody has supplied. See docs/standards-tables.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from ..language import Text
from .names import NAMES
from .problems import Problem, TableRefused
from .quantities import QUANTITIES, quantity
from .reading import ROW_KEYS, RowReading
from .rows import METHODS, Gap, Level, Row, Table, guiding_above_constraint, overlaps, selector_of

LEVELS = ("national", "local")
STANDARD_KEYS = {"code", "title", "level"}
STANDARD_OPTIONS = {"method", "complete", "first_day", "last_day", "source", "evidence"}
GROUP_OPTIONS = (ROW_KEYS - {"value"}) | {"rows"}
GAP_OPTIONS = NAMES.keys() | {"quantity", "zh", "en", "from_zh", "from_en"}
SHARED = ("first_day", "last_day", "source", "evidence")
"""What `[standard]` may say once for all rows."""


@dataclass(frozen=True)
class Head:
    """What a table says of the standard itself; `shared` holds for rows that do not say otherwise."""

    code: str
    title: Text
    level: Level
    method: str = METHODS[0]
    complete: bool = False
    shared: Mapping[str, Any] | None = None


def read_table(text: str, shared: Mapping[str, Any] | None = None) -> Table:
    """The table a TOML text states. `shared` overrides what the text says for all rows.

    Raises TableRefused with every problem and where it stands.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise TableRefused([Problem("not_toml", params={"detail": str(error)})]) from None
    problems = _keys(data, {"standard"}, {"group", "gap"}, "")
    if problems:
        raise TableRefused(problems)
    head = read_head(data["standard"])
    cells = [
        (f"group {g}, row {r}", {**(head.shared or {}), **_shared(group), **row, **(shared or {})})
        for g, group in enumerate(_groups(data.get("group", [])), 1)
        for r, row in enumerate(group["rows"], 1)
    ]
    gaps = tuple(_gap(gap, f"gap {g}") for g, gap in enumerate(data.get("gap", []), 1))
    return build_table(head, cells, gaps)


def build_table(
    head: Head, cells: Sequence[tuple[str, Mapping[str, Any]]], gaps: tuple[Gap, ...] = ()
) -> Table:
    """A table from the cells of its rows, each with its place in the file. Whole or refused."""
    problems: list[Problem] = []
    rows: list[Row] = []
    for where, raw in cells:
        reading = RowReading(raw, where)
        row = reading.row()
        problems += reading.problems
        if row:
            rows.append(row)
    problems += overlaps(rows) + guiding_above_constraint(rows)
    if not cells and not gaps:
        problems.append(Problem("empty"))
    if problems:
        raise TableRefused(problems)
    return Table(head.code, head.title, head.level, head.method, tuple(rows), gaps, head.complete)


def read_head(data: Mapping[str, Any]) -> Head:
    """The `[standard]` part: number, titles, level, and what holds for all rows."""
    where = "standard"
    problems = _keys(data, STANDARD_KEYS, STANDARD_OPTIONS, where)
    title = data.get("title")
    if "title" in data and (not isinstance(title, dict) or set(title) != {"zh", "en"}):
        problems.append(
            Problem("bad_type", where, {"key": "title", "wanted": "{ zh = …, en = … }"})
        )
    for key, known in (("level", LEVELS), ("method", METHODS)):
        if key in data and data[key] not in known:
            problems.append(Problem("bad_choice", where, {"key": key, "known": ", ".join(known)}))
    if not isinstance(data.get("complete", False), bool):
        problems.append(Problem("bad_type", where, {"key": "complete", "wanted": "true / false"}))
    if problems:
        raise TableRefused(problems)
    return Head(
        code=data["code"],
        title=Text(**cast(dict[str, str], title)),
        level=data["level"],
        method=data.get("method", METHODS[0]),
        complete=data.get("complete", False),
        shared={key: data[key] for key in SHARED if key in data},
    )


def _keys(data: Any, wanted: set[str], options: set[str], where: str) -> list[Problem]:
    if not isinstance(data, dict):
        return [Problem("bad_type", where, {"key": where, "wanted": "a table"})]
    known = ", ".join(sorted(wanted | options))
    return [
        Problem("unknown_key", where, {"key": key, "known": known})
        for key in sorted(data.keys() - wanted - options)
    ] + [Problem("missing_key", where, {"key": key}) for key in sorted(wanted - data.keys())]


def _groups(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    problems = [
        problem
        for number, group in enumerate(groups, 1)
        for problem in _keys(group, {"rows"}, set(GROUP_OPTIONS), f"group {number}")
    ]
    if problems:
        raise TableRefused(problems)
    return groups


def _shared(group: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in group.items() if key != "rows"}


def _gap(data: Mapping[str, Any], where: str) -> Gap:
    problems = _keys(data, {"zh", "en"}, set(GAP_OPTIONS), where)
    name = data.get("quantity", "")
    if name and not quantity(name):
        known = ", ".join(QUANTITIES)
        problems.append(Problem("unknown_quantity", where, {"name": name, "known": known}))
    if bool(data.get("from_zh")) != bool(data.get("from_en")):
        lacking = "from_en" if data.get("from_zh") else "from_zh"
        problems.append(Problem("missing_key", where, {"key": lacking}))
    selector = selector_of({key: data[key] for key in NAMES if key in data})
    for key, codes in selector.items():
        for code in sorted(codes - NAMES[key].keys()):
            known = ", ".join(NAMES[key])
            problems.append(
                Problem("unknown_name", where, {"key": key, "name": code, "known": known})
            )
    if problems:
        raise TableRefused(problems)
    source = Text(data["from_zh"], data["from_en"]) if data.get("from_zh") else None
    return Gap(name, selector, Text(zh=data["zh"], en=data["en"]), source)


@lru_cache(maxsize=1)
def shipped() -> tuple[Table, ...]:
    """The tables shipped with Greenward, in the order of their file names."""
    places = sorted(
        (
            place
            for place in files(__package__).joinpath("seeds").iterdir()
            if place.name.endswith(".toml")
        ),
        key=lambda place: place.name,
    )
    return tuple(_shipped(place.name, place.read_text("utf-8")) for place in places)


def _shipped(name: str, text: str) -> Table:
    try:
        return read_table(text)
    except TableRefused as refused:
        raise TableRefused(
            Problem(one.code, f"{name}, {one.where}", one.params) for one in refused.problems
        ) from None
