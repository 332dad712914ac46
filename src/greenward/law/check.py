"""What must hold of an edition before it may be published.

Every fact is in the vocabulary and of the right kind, every flag can be said in both languages,
and no arithmetic can leave 64 bits: the column reading works on int64, the case reading on
Python's unbounded integers, and they may never differ.
"""

from __future__ import annotations

from .language import (
    All,
    Always,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Duty,
    Edition,
    Fine,
    Flag,
    Gate,
    Known,
    LawError,
    Not,
    Number,
    Permission,
    Quantity,
    Recorded,
    Rule,
    Some,
    Term,
    conditions_of,
    fine_bases,
)

INT64 = 2**63 - 1


def check(edition: Edition) -> Edition:
    """The edition itself, or a LawError that names the rule and what is wrong in it."""
    for rule in edition.rules():
        try:
            _check_rule(rule, edition)
        except LawError as error:
            raise LawError(f"{type(rule).__name__.lower()} {rule.id}: {error}") from None
    return edition


def _check_rule(rule: Rule, edition: Edition) -> None:
    for part in conditions_of(rule):
        if isinstance(part, Number):
            bounds(part, edition)
        else:
            _check_condition(part, edition)
    match rule:
        case Duty():
            for base in fine_bases(rule.breach):
                if edition.entry(base).kind != "quantity":
                    raise LawError(f"the fine's base {base!r} is not a quantity")
            _check_fine(rule.breach)
        case Gate():
            if not rule.grounds:
                raise LawError("a gate without a ground would always be open")
        case Permission():
            if any(share.per < 1 for share in rule.least_of):
                raise LawError("a share is divided by one or more")
            if rule.least_of:
                edition.entry(rule.unit_of)


def _check_fine(fine: Fine | None) -> None:
    if fine is None:
        return
    if not 0 <= fine.low <= fine.high or fine.high == 0 or fine.per < 1:
        raise LawError(f"the band of Article {fine.article} is empty or not positive")
    _check_fine(fine.persons)


def _check_condition(condition: Condition, edition: Edition) -> None:
    match condition:
        case Flag(name):
            entry = edition.entry(name)
            if entry.kind != "flag" or entry.denial is None:
                raise LawError(f"{name!r} is used as a flag but cannot be said as yes and no")
        case Known(name):
            edition.entry(name)
        case Comparison(_, left, right):
            bounds(left, edition)
            bounds(right, edition)
        case All(parts) | Some(parts) if parts:
            for part in parts:
                _check_condition(part, edition)
        case Not(part) | Term(_, _, part):
            _check_condition(part, edition)
        case Recorded(flag, derived):
            _check_condition(Flag(flag), edition)
            _check_condition(derived, edition)
        case Always():
            pass
        case _:
            raise LawError(
                f"{condition!r} is not a condition of the language; equality of a number is "
                "written number.equals(value), and a conjunction has at least one part"
            )


def bounds(node: Number, edition: Edition) -> tuple[int, int]:
    """The least and greatest value an expression can take; a LawError where it leaves 64 bits."""
    match node:
        case Constant(value):
            found = (value, value)
        case Quantity(name):
            entry = edition.entry(name)
            if entry.kind != "quantity":
                raise LawError(f"{name!r} is a flag and cannot be counted with")
            found = (entry.low, entry.high)
        case Arithmetic(operator, left, right):
            found = _arithmetic(operator, bounds(left, edition), bounds(right, edition))
        case _:
            raise LawError(f"{type(node).__name__} is not a number of the language")
    if not -INT64 <= found[0] <= found[1] <= INT64:
        raise LawError(f"{node} can reach {max(abs(found[0]), abs(found[1]))}, beyond 64 bits")
    return found


def _arithmetic(operator: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    if operator == "+":
        return left[0] + right[0], left[1] + right[1]
    if operator == "-":
        return left[0] - right[1], left[1] - right[0]
    corners = [a * b for a in left for b in right]
    return min(corners), max(corners)
