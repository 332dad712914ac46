"""Generated law: a small laboratory vocabulary, conditions of every node kind, and tables of cases.

The cases are made so that many are unknown and many stand exactly on a boundary: after the values
are drawn, one quantity of a comparison is often moved to where both sides are equal.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from greenward.law.canonical import to_data
from greenward.law.check import bounds
from greenward.law.language import (
    ALWAYS,
    All,
    Arithmetic,
    Authority,
    Bearer,
    Comparison,
    Condition,
    Constant,
    Duty,
    Edition,
    FactEntry,
    Fine,
    Flag,
    Known,
    LawError,
    Not,
    Number,
    Quantity,
    Recorded,
    Some,
    Span,
    Subject,
    Term,
    Text,
    facts_of,
)

from . import oracle

FLAGS = {
    "lit": ("灯亮", "the lamp is lit", "灯不亮", "the lamp is out"),
    "open": ("门开", "the door is open", "门关", "the door is shut"),
    "warm": ("屋暖", "the room is warm", "屋冷", "the room is cold"),
    "order_expired_1": ("逾期", "the order expired", "未逾期", "no order expired"),
}
RECORDED = {
    "old_recorded": ("经认定陈旧", "recorded as old", "经认定不陈旧", "recorded as not old"),
    "big_recorded": ("经认定巨大", "recorded as big", "经认定不巨大", "recorded as not big"),
}
QUANTITIES = {
    "rooms": ("房间数", "the rooms", -12, 12),
    "doors": ("门数", "the doors", -12, 12),
    "steps": ("台阶数", "the steps", -12, 12),
    "coins": ("钱数", "the coins", 0, 10**6),
    "grains": ("米粒数", "the grains", 0, 3 * 10**9),
}


def _vocabulary() -> Iterator[FactEntry]:
    for name, (zh, en, no_zh, no_en) in {**FLAGS, **RECORDED}.items():
        yield FactEntry(name, "flag", Text(zh, en), denial=Text(no_zh, no_en))
    for name, (zh, en, low, high) in QUANTITIES.items():
        yield FactEntry(name, "quantity", Text(zh, en), low=low, high=high)


LABORATORY = Edition("laboratory", Text("试验", "laboratory"), (), tuple(_vocabulary()))
SCHEMA = {
    entry.name: pl.Boolean if entry.kind == "flag" else pl.Int64 for entry in LABORATORY.vocabulary
}
TERM = (Text("合格", "it is fit"), Text("不合格", "it is unfit"))


# --- conditions -----------------------------------------------------------------------------


def within_64_bits(node: Number) -> bool:
    try:
        bounds(node, LABORATORY)
    except LawError:
        return False
    return True


def numbers() -> st.SearchStrategy[Number]:
    """Sums, differences and products of quantities and constants that never leave 64 bits."""
    leaf = st.sampled_from(list(QUANTITIES)).map(Quantity) | st.integers(-4, 4).map(Constant)
    return st.recursive(
        leaf,
        lambda part: st.builds(Arithmetic, st.sampled_from("+-*"), part, part),
        max_leaves=4,
    ).filter(within_64_bits)


def comparisons() -> st.SearchStrategy[Comparison]:
    operators = st.sampled_from(["<", "<=", ">", ">=", "=="])
    return st.builds(Comparison, operators, numbers().filter(facts_of), numbers())


def conditions(closed: bool = False) -> st.SearchStrategy[Condition]:
    """Conditions of every node kind; `closed` leaves out Known and Recorded.

    Those two turn on whether a fact is on file, so a fact that arrives may overturn them. Every
    condition reads some fact, a part of it need not.
    """
    leaves = [*[comparisons()] * 3, *[st.sampled_from(list(FLAGS)).map(Flag)] * 2]
    if not closed:
        leaves += [st.sampled_from(list(SCHEMA)).map(Known), st.just(ALWAYS)]
    return st.recursive(
        st.one_of(leaves), lambda part: st.one_of(_joints(part, closed)), max_leaves=7
    ).filter(facts_of)


def _joints(part: st.SearchStrategy[Condition], closed: bool) -> list[st.SearchStrategy[Condition]]:
    parts = st.lists(part, min_size=1, max_size=3).map(tuple)
    found = [st.builds(All, parts), st.builds(Some, parts), st.builds(Not, part)]
    found.append(part.map(lambda inner: Term(*TERM, inner)))
    if not closed:
        found.append(st.builds(Recorded, st.sampled_from(list(RECORDED)), part))
    return found


def fines() -> st.SearchStrategy[Fine | None]:
    fine = st.builds(
        Fine,
        article=st.just("9"),
        low=st.just(1),
        high=st.just(2),
        authorities=st.just((Authority.DISTRICT_HOUSING,)),
        cure_first=st.booleans(),
    )
    return st.none() | fine


def duties(closed: bool = False) -> st.SearchStrategy[Duty]:
    return st.builds(
        Duty,
        id=st.just("1"),
        article=st.just("1"),
        subject=st.just(Subject.BUILDING),
        bearers=st.just((Bearer.OWNER,)),
        text=st.just(Text("试", "try")),
        applies=conditions(closed),
        requires=conditions(closed),
        in_force=st.just(Span(date(2000, 1, 1))),
        breach=fines(),
    )


# --- cases ----------------------------------------------------------------------------------

Row = dict[str, Any]


def tables(conditions_of: list[Any], height: int) -> st.SearchStrategy[list[Row]]:
    """Cases for some conditions (canonical data), every second one moved onto a boundary."""
    return st.integers(0, 2**32).map(lambda seed: table(conditions_of, height, seed))


def table(conditions_of: list[Any], height: int, seed: int) -> list[Row]:
    draw = random.Random(seed)
    sides = [pair for data in conditions_of for pair in oracle.comparisons(data)]
    rows = []
    for i in range(height):
        row = _row(draw)
        if i % 2 and sides:
            _move_onto_boundary(row, *draw.choice(sides), draw)
        rows.append(row)
    return rows


def _row(draw: random.Random) -> Row:
    share = draw.choice((0.2, 0.5, 0.8))
    return {
        entry.name: None if draw.random() < share else value_for(entry, draw)
        for entry in LABORATORY.vocabulary
    }


def value_for(entry: FactEntry, draw: random.Random) -> bool | int:
    if entry.kind == "flag":
        return draw.random() < 0.5
    ends = (entry.low, entry.high, draw.randint(entry.low, entry.high))
    near = (0, 1, draw.randint(0, 12), draw.randint(max(entry.low, -12), 12))
    return draw.choice(ends + near)


def _move_onto_boundary(row: Row, left: Any, right: Any, draw: random.Random) -> None:
    """Move one quantity to where both sides are equal, if there is such a whole number."""
    names = sorted({*oracle.names(left), *oracle.names(right)})
    for name in draw.sample(names, len(names)):
        for other in names:
            if row[other] is None:
                row[other] = value_for(LABORATORY.entry(other), draw)

        def gap(value: int, name: str = name) -> int:
            moved = {**row, name: value}
            a, b = oracle.number(left, moved), oracle.number(right, moved)
            assert a is not None and b is not None
            return a - b

        slope = gap(1) - gap(0)
        if not slope:
            continue
        value, entry = -gap(0) // slope, LABORATORY.entry(name)
        if entry.low <= value <= entry.high and gap(value) == 0:
            row[name] = value
            return


def data_of(*found: Condition) -> list[Any]:
    return [to_data(condition) for condition in found]


def frame(rows: list[Row], schema: dict[str, Any] = SCHEMA) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")
