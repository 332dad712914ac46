"""Reads the rules of a card: which keys of a TOML table make which rule.

`points` makes a yes-or-no part; `steps`, `ladder`, `line`, `assessed` read one input; `rows` reads
several; `parts`, `best`, `least`, `mean` put parts together. See docs/rating.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .conditions import Condition, read_condition
from .inputs import Input, Kind
from .rules import (
    ANYWHERE,
    Assessed,
    Best,
    Ladder,
    Least,
    Line,
    Mean,
    Node,
    Only,
    Rule,
    Table,
    Total,
)
from .words import UNIT, Evidence, RatingError, Text, points, whole

Raw = Mapping[str, Any]
Witness = Callable[[Raw, str], Evidence | None]
"""Reads the evidence a table states of its own, None where it states none."""

LEAF = {"id", "zh", "en", "unit", "whole", "options", "only", "evidence", "source"}
FORMS = {"points", "steps", "ladder", "line", "assessed"}
NODES: dict[str, type[Node]] = {"parts": Total, "best": Best, "least": Least, "mean": Mean}


def closed(raw: Any, known: set[str], must: set[str], where: str) -> Raw:
    """The table itself when it has all of `must` and nothing unknown. Raises RatingError."""
    if not isinstance(raw, Mapping):
        raise RatingError(f"{where}: a table is wanted, not {raw!r}")
    if strange := sorted(raw.keys() - known):
        raise RatingError(f"{where}: unknown key {strange[0]!r}; known: {', '.join(sorted(known))}")
    if lacking := sorted(must - raw.keys()):
        raise RatingError(f"{where}: {lacking[0]!r} is missing")
    return raw


def text(raw: Raw, where: str) -> Text:
    """The `zh` and `en` of a table, both present. Raises RatingError."""
    if not all(isinstance(raw.get(lang), str) and raw[lang] for lang in ("zh", "en")):
        raise RatingError(f"{where}: a name in both languages is wanted: zh, en")
    return Text(raw["zh"], raw["en"])


def read_input(raw: Raw, where: str, most: int | None = None) -> Input:
    """An input: a choice if it has `options`, a number if it has a `unit`, else yes or no."""
    name = text(raw, where)
    if "options" in raw:
        options = tuple((code, Text(zh, en)) for code, zh, en in raw["options"])
        return Input(raw["id"], name, Kind.CHOICE, options=options)
    if "unit" in raw:
        wholly = bool(raw.get("whole"))
        return Input(raw["id"], name, Kind.NUMBER, raw["unit"], whole=wholly, most=most)
    return Input(raw["id"], name)


class RuleReading:
    """Reads rules in the light of the context keys a card knows."""

    def __init__(self, keys: Mapping[str, frozenset[str]], witness: Witness) -> None:
        self.keys = keys
        self.witness = witness

    def only(self, raw: Any, where: str) -> Only:
        """``{ type = "public", zone = ["HSWW", "MB"] }``. Raises RatingError."""
        if raw is None:
            return ANYWHERE
        codes: dict[str, frozenset[str]] = {}
        for key, wanted in closed(raw, set(self.keys), set(), f"{where}, only").items():
            codes[key] = frozenset([wanted] if isinstance(wanted, str) else wanted)
            if strange := codes[key] - self.keys[key]:
                raise RatingError(f"{where}, only: {key} knows no {sorted(strange)[0]!r}")
        return Only(codes)

    def rule(self, raw: Raw, where: str) -> Rule:
        """One part: a node or a leaf. Raises RatingError."""
        extra = {"only": self.only(raw.get("only"), where), "evidence": self.witness(raw, where)}
        for key, kind in NODES.items():
            if key in raw:
                known = {key, "only", "most", "evidence", "source"}
                return self.node(kind, closed(raw, known, {key}, where), key, where, extra)
        if "rows" in raw:
            return self._table(raw, where, extra)
        return self._leaf(raw, where, extra)

    def node(self, kind: type[Node], raw: Raw, key: str, where: str, extra: Any) -> Node:
        """A rule of parts; `most` caps a sum."""
        parts = tuple(self.rule(one, f"{where}, part {n}") for n, one in enumerate(raw[key], 1))
        if not parts:
            raise RatingError(f"{where}: {key} is empty")
        _agree(parts, where)
        if kind is Total and "most" in raw:
            return Total(parts, points(raw["most"], where), **extra)
        return kind(parts, **extra)

    def _table(self, raw: Raw, where: str, extra: Any) -> Table:
        known = {"rows", "inputs", "only", "evidence", "source"}
        closed(raw, known, {"rows", "inputs"}, where)
        asked = [read_input(closed(one, LEAF, {"id"}, where), where) for one in raw["inputs"]]
        by_id = {one.id: one for one in asked}
        rows = [
            (read_condition(condition, by_id, f"{where}, row {n}"), points(worth, where))
            for n, (condition, worth) in enumerate(raw["rows"], 1)
        ]
        return Table(tuple(asked), tuple(rows), **extra)

    def _leaf(self, raw: Raw, where: str, extra: Any) -> Rule:
        closed(raw, LEAF | FORMS, {"id", "zh", "en"}, where)
        forms = FORMS & raw.keys()
        if len(forms) != 1:
            raise RatingError(f"{where}: exactly one of {', '.join(sorted(FORMS))} is wanted")
        if "assessed" in forms:
            return _assessed(raw, where, extra)
        asked = read_input(raw, where)
        if "points" in forms:
            return flag(asked, points(raw["points"], where), **extra)
        if "steps" in forms:
            return Table((asked,), tuple(_step(one, asked, where) for one in raw["steps"]), **extra)
        if asked.kind is not Kind.NUMBER:
            raise RatingError(f"{where}: {forms.pop()} wants a number with a unit")
        return (_ladder if "ladder" in forms else _line)(raw, asked, where, extra)


def flag(asked: Input, worth: int, **extra: Any) -> Table:
    """Points for yes, none for no."""
    met = read_condition({asked.id: True}, {asked.id: asked}, asked.id)
    return Table((asked,), ((met, worth),), **extra)


def _step(raw: Any, asked: Input, where: str) -> tuple[Condition, int]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise RatingError(f'{where}: a step is [">=40", 4], not {raw!r}')
    return read_condition({asked.id: raw[0]}, {asked.id: asked}, where), points(raw[1], where)


def _ladder(raw: Raw, asked: Input, where: str, extra: Any) -> Rule:
    names = {"from", "points", "per", "plus", "most"}
    given = closed(raw["ladder"], names, names, f"{where}, ladder")
    per = whole(given["per"], UNIT, where)
    plus = points(given["plus"], where)
    if per <= 0 or plus <= 0:
        raise RatingError(f"{where}, ladder: per and plus must be above 0")
    return Ladder(
        asked,
        points(given["most"], where),
        whole(given["from"], UNIT, where),
        points(given["points"], where),
        per,
        plus,
        **extra,
    )


def _line(raw: Raw, asked: Input, where: str, extra: Any) -> Rule:
    given = closed(raw["line"], {"full", "points"}, {"full", "points"}, f"{where}, line")
    full = whole(given["full"], UNIT, where)
    if full <= 0:
        raise RatingError(f"{where}, line: full must be above 0")
    return Line(asked, points(given["points"], where), full, **extra)


def _assessed(raw: Raw, where: str, extra: Any) -> Rule:
    given = raw["assessed"]
    most, step = (given, 1) if not isinstance(given, list) else given
    named = {**raw, "unit": raw.get("unit", "分")}
    asked = read_input(named, where, most=whole(most, UNIT, where))
    return Assessed(asked, points(most, where), points(step, where), **extra)


def _agree(parts: tuple[Rule, ...], where: str) -> None:
    """Two parts may share an input, but it must then be the same input."""
    known: dict[str, Input] = {}
    for one in (one for part in parts for one in part.inputs()):
        if known.setdefault(one.id, one) != one:
            raise RatingError(f"{where}: input {one.id!r} is described twice, and differently")
