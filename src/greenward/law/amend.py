"""Amendments on paper: every number of an edition that can be moved, and the edition with it moved.

A lever is a percentage (``2 * eui >= 3 * limit`` is 150 %), a threshold with its unit or day, or an
end of a fine's band. A class threshold that stands in many rules is one lever, moved in all of
them. The edition that comes out is checked like any other, and is never published by this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import gcd
from typing import Literal

from .canonical import digest
from .check import check
from .language import (
    All,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Duty,
    Edition,
    FactEntry,
    Fine,
    Gate,
    LawError,
    Not,
    Permission,
    Quantity,
    Recorded,
    Rule,
    Some,
    Term,
    Text,
    facts_in,
)
from .sentence import sentence

PERCENT = 10_000
"""A percentage is held in 0.01 %: 150 % is 15,000."""

MOST = 10**18
"""No number of the law reaches it; all of them stay within 64 bits."""

Kind = Literal["percent", "threshold", "fine_low", "fine_high"]


class NotANumber(LawError):
    """What was written is no number, or no day."""


class TooFine(LawError):
    """What was written is finer than the law counts."""


@dataclass(frozen=True)
class Lever:
    """A number of the law that can be moved, and the rules it stands in.

    `value` is 0.01 % for a percentage, whole units of `entry` for a threshold, and for a fine fen
    or, where it is a share, 1/`per` of its base.
    """

    id: str
    kind: Kind
    rules: tuple[str, ...]
    label: Text
    value: int
    entry: FactEntry | None = None
    per: int = 0


Changes = Mapping[str, int]
"""Lever -> its new value, in the lever's own whole units."""


# --- what can be moved ----------------------------------------------------------------------


def levers(edition: Edition, rule_ids: Iterable[str] | None = None) -> tuple[Lever, ...]:
    """Every number of an edition that can be moved, or those that stand in some of its rules."""
    asked = None if rule_ids is None else set(rule_ids)
    found: dict[str, Lever] = {}
    for rule in edition.rules():
        for lever in _levers_of(rule, edition):
            known = found.get(lever.id)
            rules = (*known.rules, rule.id) if known else (rule.id,)
            found[lever.id] = replace(lever, rules=tuple(dict.fromkeys(rules)))
    return tuple(v for v in found.values() if asked is None or asked & set(v.rules))


def _levers_of(rule: Rule, edition: Edition) -> Iterable[Lever]:
    for condition in _conditions(rule):
        for comparison in _comparisons(condition):
            if lever := _lever(comparison, edition):
                yield lever
    if isinstance(rule, Duty) and rule.breach:
        yield from _fine_levers(rule.id, rule.breach, edition)


def _lever(comparison: Comparison, edition: Edition) -> Lever | None:
    said = Text(*(sentence(comparison, edition, lang) for lang in ("zh", "en")))
    id = digest(comparison)[:12]
    match comparison.left, comparison.right:
        case Arithmetic("*", Constant(a), Quantity()), Arithmetic("*", Constant(b), Quantity()):
            exact = a > 0 and b * PERCENT % a == 0
            return Lever(id, "percent", (), said, b * PERCENT // a) if exact else None
        case Quantity(name), Constant(value):
            return Lever(id, "threshold", (), said, value, edition.entry(name))
    return None


def _fine_levers(duty_id: str, fine: Fine, edition: Edition) -> Iterable[Lever]:
    entry = edition.entry(fine.base) if fine.base else None
    per = fine.per if fine.base else 0
    low, high = Text("罚款下限", "lower end of the fine"), Text("罚款上限", "upper end of the fine")
    yield Lever(f"{duty_id}.fine_low", "fine_low", (), low, fine.low, entry, per)
    yield Lever(f"{duty_id}.fine_high", "fine_high", (), high, fine.high, entry, per)


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    match rule:
        case Duty():
            return rule.applies, rule.requires
        case Gate():
            return tuple(c for ground in rule.grounds for c in (ground.applies, ground.requires))
        case Permission():
            return (rule.applies,)


def _comparisons(condition: Condition) -> Iterable[Comparison]:
    match condition:
        case Comparison():
            yield condition
        case All(parts) | Some(parts):
            for part in parts:
                yield from _comparisons(part)
        case Not(part) | Term(_, _, part) | Recorded(_, part):
            yield from _comparisons(part)


# --- moving it ------------------------------------------------------------------------------


def amended(edition: Edition, changes: Changes) -> Edition:
    """The edition with some of its numbers moved, checked as if it were to be published.

    Raises LawError for a lever that is not there, and where what comes out is no law: a band whose
    lower end passes the upper, a number that could leave 64 bits.
    """
    unknown = set(changes) - {lever.id for lever in levers(edition)}
    if unknown:
        raise LawError(f"this edition has no number {', '.join(sorted(unknown))} to move")

    def move(condition: Condition) -> Condition:
        return _rewritten(condition, lambda comparison: _moved(comparison, edition, changes))

    return check(
        replace(
            edition,
            duties=tuple(
                replace(
                    duty,
                    applies=move(duty.applies),
                    requires=move(duty.requires),
                    breach=_moved_fine(duty, changes),
                )
                for duty in edition.duties
            ),
            gates=tuple(
                replace(
                    gate,
                    grounds=tuple(
                        replace(g, applies=move(g.applies), requires=move(g.requires))
                        for g in gate.grounds
                    ),
                )
                for gate in edition.gates
            ),
            permissions=tuple(replace(p, applies=move(p.applies)) for p in edition.permissions),
        )
    )


def _rewritten(condition: Condition, change: Callable[[Comparison], Comparison]) -> Condition:
    match condition:
        case Comparison():
            return change(condition)
        case All(parts) | Some(parts):
            return type(condition)(tuple(_rewritten(part, change) for part in parts))
        case Not(part):
            return Not(_rewritten(part, change))
        case Term(label, denial, part):
            return Term(label, denial, _rewritten(part, change))
        case Recorded(flag, derived):
            return Recorded(flag, _rewritten(derived, change))
    return condition


def _moved(comparison: Comparison, edition: Edition, changes: Changes) -> Comparison:
    if not facts_in(comparison):
        return comparison
    value = changes.get(digest(comparison)[:12])
    if value is None:
        return comparison
    if not isinstance(comparison.right, Arithmetic):
        return replace(comparison, right=Constant(value))
    assert isinstance(comparison.left, Arithmetic)
    if value <= 0:
        raise LawError("a percentage of the law is more than nought")
    common = gcd(value, PERCENT)
    left = replace(comparison.left, left=Constant(PERCENT // common))
    return replace(
        comparison, left=left, right=replace(comparison.right, left=Constant(value // common))
    )


def _moved_fine(duty: Duty, changes: Changes) -> Fine | None:
    if duty.breach is None:
        return None
    return replace(
        duty.breach,
        low=changes.get(f"{duty.id}.fine_low", duty.breach.low),
        high=changes.get(f"{duty.id}.fine_high", duty.breach.high),
    )


# --- as people write it ---------------------------------------------------------------------


def written(lever: Lever) -> Decimal | str:
    """A lever's value as people write it: per cent, yuan, the fact's unit, or a day."""
    return as_written(lever, lever.value)


def as_written(lever: Lever, value: int) -> Decimal | str:
    if is_day(lever):
        return date.fromordinal(value).isoformat()
    return Decimal(value) / _scale(lever)


def whole(lever: Lever, text: str) -> int:
    """The whole units of a value as people write it. Raises LawError that says what is wrong."""
    if is_day(lever):
        return _day(text)
    try:
        scaled = Decimal(text.replace(",", "").strip()) * _scale(lever)
    except ArithmeticError:
        raise NotANumber(f"{text!r} is not a number") from None
    if not scaled.is_finite() or abs(scaled) > MOST:
        raise NotANumber(f"{text!r} is not a number the law can count with")
    if scaled != scaled.to_integral_value():
        raise TooFine(f"{text} is finer than the law counts here")
    return int(scaled)


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text.strip()).toordinal()
    except ValueError:
        raise NotANumber(f"{text!r} is not a day; write 2022-07-01") from None


def is_day(lever: Lever) -> bool:
    return lever.kind == "threshold" and lever.entry is not None and lever.entry.unit == "day"


def _scale(lever: Lever) -> Decimal:
    """How many whole units one written unit has: per cent, yuan, yuan for each unit of a quantity,
    or the fact's own unit."""
    if lever.kind == "percent":
        return Decimal(100)
    if lever.kind == "threshold":
        assert lever.entry is not None
        return Decimal(100 if lever.entry.unit == "fen" else lever.entry.scale)
    if lever.entry is not None and lever.entry.unit != "fen":
        return Decimal(100 * lever.per) / lever.entry.scale
    return Decimal(lever.per) / 100 if lever.per else Decimal(100)


def change_of(edition: Edition, text: str) -> dict[str, int]:
    """A change as people write it: *in rule 32.2.3, 150 becomes 130* is ``32.2.3:150=130``.

    Every number of the rule that stands there is moved (150 % of this year's limit and of last
    year's are two). The ends of a fine are ``32.2.3:low=600000`` and ``32.2.3:high=1200000``.
    Gives the levers and their new values; raises LawError that lists the rule's numbers where
    none fits.
    """
    rule, colon, rest = text.partition(":")
    old, equals, new = (part.strip() for part in rest.partition("="))
    if not (rule and colon and old and equals and new):
        raise LawError(f"{text!r} is no change; write RULE:OLD=NEW, such as 32.2.3:150=130")
    among = levers(edition, [rule.strip()])
    kind = {"low": "fine_low", "high": "fine_high"}.get(old)
    found = [lever for lever in among if (lever.kind == kind if kind else _stands_at(lever, old))]
    if not found:
        known = ", ".join(dict.fromkeys(str(written(lever)) for lever in among)) or "none"
        raise LawError(f"no number of {rule} stands at {old}; its numbers are: {known}")
    return {lever.id: whole(lever, new) for lever in found}


def _stands_at(lever: Lever, text: str) -> bool:
    if lever.kind in ("fine_low", "fine_high"):
        return False
    try:
        return whole(lever, text) == lever.value
    except LawError:
        return False
