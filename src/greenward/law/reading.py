"""The readings of a condition that compute: one case with its reasons, and a column over a table.

Both follow Kleene's three values: a part that is unknown makes the whole unknown only where it
could still decide it. The third reading, the sentence, is in `greenward.law.sentence`. The column
is a narwhals expression, so the same law runs on Polars, DuckDB and Spark; a property test holds
it equal to the case reading on every input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import narwhals as nw

from .language import (
    All,
    Always,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Duty,
    Fine,
    Flag,
    Known,
    LawError,
    Not,
    Number,
    Quantity,
    Recorded,
    Some,
    Term,
    Verdict,
    facts_of,
)

Truth = bool | None
Facts = Mapping[str, bool | int | None]
"""The facts of one case by name. Absent and None both mean unknown."""


# --- one case -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reason:
    """One step of a case reading: the condition, what it came to, and the steps below it."""

    condition: Condition
    truth: Truth
    parts: tuple[Reason, ...] = ()
    left: int | None = None
    right: int | None = None
    lacking: tuple[str, ...] = ()

    def missing(self) -> tuple[str, ...]:
        """The unknown facts that could still change the answer, in the order they are written."""
        if self.truth is not None:
            return ()
        below = (name for part in self.parts for name in part.missing())
        return tuple(dict.fromkeys((*self.lacking, *below)))


def read(condition: Condition, facts: Facts) -> Reason:
    """Judge one condition on one case and keep every step."""
    match condition:
        case Always():
            return Reason(condition, True)
        case Flag(name):
            return _read_flag(condition, facts.get(name))
        case Known(name):
            return Reason(condition, facts.get(name) is not None)
        case Comparison():
            return _read_comparison(condition, facts)
        case Not(part):
            inner = read(part, facts)
            return Reason(condition, None if inner.truth is None else not inner.truth, (inner,))
        case Term(_, _, part):
            inner = read(part, facts)
            return Reason(condition, inner.truth, (inner,))
        case Recorded(flag, derived):
            inner = read(derived if facts.get(flag) is None else Flag(flag), facts)
            return Reason(condition, inner.truth, (inner,))
        case All(parts):
            steps = tuple(read(part, facts) for part in parts)
            return Reason(condition, _join(steps, deciding=False), steps)
        case Some(parts):
            steps = tuple(read(part, facts) for part in parts)
            return Reason(condition, _join(steps, deciding=True), steps)
    raise LawError(f"{type(condition).__name__} is not a condition of the language")


def _read_flag(flag: Flag, value: bool | int | None) -> Reason:
    if value is not None and not isinstance(value, bool):
        raise LawError(f"the fact {flag.name!r} is a flag; {value!r} is neither yes nor no")
    return Reason(flag, value, lacking=() if value is not None else (flag.name,))


def _read_comparison(condition: Comparison, facts: Facts) -> Reason:
    left, right = value_of(condition.left, facts), value_of(condition.right, facts)
    if left is None or right is None:
        lacking = tuple(name for name in facts_of(condition) if facts.get(name) is None)
        return Reason(condition, None, left=left, right=right, lacking=lacking)
    truth = {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "==": left == right,
    }[condition.operator]
    return Reason(condition, truth, left=left, right=right)


def _join(steps: tuple[Reason, ...], *, deciding: bool) -> Truth:
    if any(step.truth is deciding for step in steps):
        return deciding
    return None if any(step.truth is None for step in steps) else not deciding


def value_of(node: Number, facts: Facts) -> int | None:
    """The whole number an expression comes to, or None while a fact in it is unknown."""
    match node:
        case Constant(value):
            return value
        case Quantity(name):
            found = facts.get(name)
            if found is not None and (isinstance(found, bool) or not isinstance(found, int)):
                raise LawError(f"the fact {name!r} is a quantity; {found!r} is no whole number")
            return found
        case Arithmetic(operator, left, right):
            a, b = value_of(left, facts), value_of(right, facts)
            if a is None or b is None:
                return None
            return a + b if operator == "+" else a - b if operator == "-" else a * b
    raise LawError(f"{type(node).__name__} is not a number of the language")


@dataclass(frozen=True)
class Exposure:
    """The fine a breach exposes to: the band in fen, or None while its base is unknown."""

    fine: Fine
    may_be_imposed: Truth
    band: tuple[int, int] | None


@dataclass(frozen=True)
class Judgement:
    """One duty judged on one case: binds and fulfilled, each yes, no or unknown."""

    duty: Duty
    binds: Reason
    fulfilled: Reason
    exposure: Exposure | None

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.binds.truth, self.fulfilled.truth)

    @property
    def owed(self) -> bool:
        """The duty binds and is not known to be fulfilled: the daily list, which needs no breach."""
        return self.binds.truth is True and self.fulfilled.truth is not True

    @property
    def missing(self) -> tuple[str, ...]:
        if self.binds.truth is False:
            return ()
        return tuple(dict.fromkeys(self.binds.missing() + self.fulfilled.missing()))


def verdict_of(binds: Truth, fulfilled: Truth) -> Verdict:
    if binds is False:
        return Verdict.NOT_APPLICABLE
    if binds is None or fulfilled is None:
        return Verdict.UNKNOWN
    return Verdict.SATISFIED if fulfilled else Verdict.BREACHED


def judge(duty: Duty, facts: Facts) -> Judgement:
    """Judge one duty on one case, with all reasons."""
    binds, fulfilled = read(duty.applies, facts), read(duty.requires, facts)
    exposure = None
    if duty.breach and verdict_of(binds.truth, fulfilled.truth) is Verdict.BREACHED:
        exposure = Exposure(
            duty.breach,
            read(duty.exposed_when, facts).truth,
            _band(duty.breach, facts),
        )
    return Judgement(duty, binds, fulfilled, exposure)


def _band(fine: Fine, facts: Facts) -> tuple[int, int] | None:
    if fine.base is None:
        return fine.band()
    base = facts.get(fine.base)
    return None if base is None else fine.band(int(base))


# --- a column -------------------------------------------------------------------------------


def column(condition: Condition) -> nw.Expr:
    """The condition as a boolean column over a table whose columns are the facts; null is unknown."""
    match condition:
        case Always():
            return nw.lit(True)
        case Flag(name):
            return nw.col(name)
        case Known(name):
            return ~nw.col(name).is_null()
        case Comparison(operator, left, right):
            a, b = number_column(left), number_column(right)
            return {
                "<": a.__lt__,
                "<=": a.__le__,
                ">": a.__gt__,
                ">=": a.__ge__,
                "==": a.__eq__,
            }[operator](b)
        case Not(part):
            return ~column(part)
        case Term(_, _, part):
            return column(part)
        case Recorded(flag, derived):
            return nw.coalesce(nw.col(flag), column(derived))
        case All(parts):
            return reduce(lambda a, b: a & b, map(column, parts))
        case Some(parts):
            return reduce(lambda a, b: a | b, map(column, parts))
    raise LawError(f"{type(condition).__name__} is not a condition of the language")


def number_column(node: Number) -> nw.Expr:
    """A whole-number expression as an int64 column."""
    match node:
        case Constant(value):
            return nw.lit(value, dtype=nw.Int64)
        case Quantity(name):
            return nw.col(name)
        case Arithmetic(operator, left, right):
            a, b = number_column(left), number_column(right)
            return a + b if operator == "+" else a - b if operator == "-" else a * b
    raise LawError(f"{type(node).__name__} is not a number of the language")


def verdict_column(binds: nw.Expr, fulfilled: nw.Expr) -> nw.Expr:
    """The verdict as an int8 column (see `Verdict`) from the two columns of a duty."""

    def code(verdict: Verdict) -> nw.Expr:
        return nw.lit(int(verdict), dtype=nw.Int8)

    return (
        nw.when(~binds)
        .then(code(Verdict.NOT_APPLICABLE))
        .when(binds & fulfilled)
        .then(code(Verdict.SATISFIED))
        .when(binds & ~fulfilled)
        .then(code(Verdict.BREACHED))
        .otherwise(code(Verdict.UNKNOWN))
    )


def band_columns(fine: Fine) -> tuple[nw.Expr, nw.Expr]:
    """The band in fen as two columns, as `Fine.band` gives it; null where its base is unknown."""
    if fine.base is None:
        return nw.lit(fine.low, dtype=nw.Int64), nw.lit(fine.high, dtype=nw.Int64)
    base = nw.col(fine.base)
    return (base * fine.low + (fine.per - 1)) // fine.per, base * fine.high // fine.per


def owed_column(binds: nw.Expr, fulfilled: nw.Expr) -> nw.Expr:
    """Whether the duty binds and is not known to be fulfilled; never null."""
    return known(binds) & ~known(fulfilled)


def exposed_column(binds: nw.Expr, fulfilled: nw.Expr, exposed_when: nw.Expr) -> nw.Expr:
    """Whether a fine may be proposed now: breached, and the order to correct expired; never null."""
    return known(binds & ~fulfilled & exposed_when)


def known(truth: nw.Expr) -> nw.Expr:
    """Whether a boolean column is known to be yes; never null."""
    return truth.fill_null(False)
