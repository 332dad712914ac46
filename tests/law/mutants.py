"""Every small way to write a duty, a gate or a permission wrongly: one change at a time.

A mutant is a rule with one thing changed: an operator, a constant by one, a connective, a part
left out, a fact mistaken for another, a recorded class ignored, a ground or a share left out, a
bearer, an authority, a band, a day. The hand-written cases must tell each of them from the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from greenward.law.language import (
    ALWAYS,
    All,
    Arithmetic,
    Authority,
    Bearer,
    Clock,
    Comparison,
    Condition,
    Constant,
    Duty,
    Edition,
    Fine,
    Flag,
    Gate,
    Known,
    Not,
    Number,
    Permission,
    Quantity,
    Recorded,
    Rule,
    Share,
    Some,
    Subject,
    Term,
    Text,
    facts_of,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Mutant:
    """A rule with one thing changed; `part` is `condition` or `terms`."""

    change: str
    part: str
    rule: Any


def mutants(rule: Rule, edition: Edition) -> Iterator[Mutant]:
    """All mutants of a rule, none equal to it in writing."""
    match rule:
        case Duty():
            for change, other in _fields(rule, ("applies", "requires"), rule, edition):
                yield Mutant(change, "condition", other)
            for change, duty in _terms(rule):
                yield Mutant(change, "terms", duty)
        case Gate():
            for change, gate in _gates(rule, edition):
                yield Mutant(change, "condition", gate)
        case Permission():
            for change, permission in _permissions(rule, edition):
                yield Mutant(change, "condition", permission)


def _fields(
    holder: Any, names: tuple[str, ...], rule: Rule, edition: Edition
) -> Iterator[tuple[str, Any]]:
    """What holds conditions (a duty, a ground, a permission) with one of them written wrongly."""
    for name in names:
        condition: Condition = getattr(holder, name)
        for change, other in _conditions(condition, rule, edition):
            yield f"{name}: {change}", replace(holder, **{name: other})
        if condition != ALWAYS:
            yield f"{name}: always", replace(holder, **{name: ALWAYS})


def _gates(gate: Gate, edition: Edition) -> Iterator[tuple[str, Gate]]:
    for i, ground in enumerate(gate.grounds):
        before, after = gate.grounds[:i], gate.grounds[i + 1 :]
        if before or after:
            yield f"{ground.id} is dropped", replace(gate, grounds=(*before, *after))
        for change, other in _fields(ground, ("applies", "requires"), gate, edition):
            yield f"{ground.id}: {change}", replace(gate, grounds=(*before, other, *after))


def _permissions(permission: Permission, edition: Edition) -> Iterator[tuple[str, Permission]]:
    yield from _fields(permission, ("applies",), permission, edition)
    for i, share in enumerate(permission.least_of):
        before, after = permission.least_of[:i], permission.least_of[i + 1 :]
        for change, other in (("is dropped", None), *_shares(share, edition)):
            least = (*before, *((other,) if other else ()), *after)
            yield f"share {i + 1} {change}", replace(permission, least_of=least)


def _shares(share: Share, edition: Edition) -> Iterator[tuple[str, Share]]:
    for change, number in _numbers(share.number, edition):
        yield change, replace(share, number=number)
    for by in (-1, 1):
        if share.per + by >= 1:
            yield f"per {by:+}", replace(share, per=share.per + by)


# --- conditions -----------------------------------------------------------------------------


def _conditions(node: Condition, rule: Rule, edition: Edition) -> Iterator[tuple[str, Condition]]:
    match node:
        case Comparison():
            yield from _compared(node, edition)
        case Flag(name):
            yield f"not {name}", Not(node)
            for other in facts_of(rule):
                if other != name and edition.entry(other).kind == "flag":
                    yield f"{name} becomes {other}", Flag(other)
        case Known(name):
            yield f"not known {name}", Not(node)
        case Not(part):
            yield "not is dropped", part
            for change, inner in _conditions(part, rule, edition):
                yield change, Not(inner)
        case Term(label, denial, part):
            for change, inner in _conditions(part, rule, edition):
                yield f"{label.en}: {change}", Term(label, denial, inner)
        case Recorded(flag, derived):
            yield f"{flag} is ignored", derived
            yield f"{flag} alone counts", Flag(flag)
            yield f"{flag} or derived", Some((Flag(flag), derived))
            yield f"{flag} and derived", All((Flag(flag), derived))
            for change, inner in _conditions(derived, rule, edition):
                yield change, Recorded(flag, inner)
        case All(parts) | Some(parts):
            yield from _joined(node, parts, rule, edition)


def _compared(node: Comparison, edition: Edition) -> Iterator[tuple[str, Condition]]:
    for other in ("<", "<=", ">", ">=", "=="):
        if other != node.operator:
            yield f"{node.operator} becomes {other}", replace(node, operator=other)
    for side in ("left", "right"):
        for change, number in _numbers(getattr(node, side), edition):
            yield change, replace(node, **{side: number})


def _joined(
    node: All | Some, parts: tuple[Condition, ...], rule: Rule, edition: Edition
) -> Iterator[tuple[str, Condition]]:
    other = Some if isinstance(node, All) else All
    yield f"{type(node).__name__} becomes {other.__name__}", other(parts)
    for i, part in enumerate(parts):
        rest = parts[:i] + parts[i + 1 :]
        yield f"part {i + 1} is dropped", type(node)(rest)
        if len(rest) > 1:
            yield (
                f"part {i + 1} is joined by {other.__name__}",
                other((part, type(node)(rest))),
            )
        if not isinstance(part, Flag):
            yield f"part {i + 1} is denied", type(node)((*parts[:i], Not(part), *parts[i + 1 :]))
        for change, inner in _conditions(part, rule, edition):
            yield change, type(node)((*parts[:i], inner, *parts[i + 1 :]))


def _numbers(node: Number, edition: Edition) -> Iterator[tuple[str, Number]]:
    match node:
        case Constant(value):
            yield f"{value} becomes {value + 1}", Constant(value + 1)
            yield f"{value} becomes {value - 1}", Constant(value - 1)
        case Quantity(name):
            for entry in edition.vocabulary:
                same = (entry.kind, entry.unit) == ("quantity", edition.entry(name).unit)
                if same and entry.name != name:
                    yield f"{name} becomes {entry.name}", Quantity(entry.name)
        case Arithmetic(operator, left, right):
            yield f"left of {operator} alone", left
            yield f"right of {operator} alone", right
            for other in ("+", "-", "*"):
                if other != operator:
                    yield f"{operator} becomes {other}", replace(node, operator=other)
            for change, inner in _numbers(left, edition):
                yield change, replace(node, left=inner)
            for change, inner in _numbers(right, edition):
                yield change, replace(node, right=inner)


# --- who, when and what it costs ------------------------------------------------------------

INVENTED = Fine("99", low=1, high=2, authorities=(Authority.DISTRICT_HOUSING,), cure_first=False)


def _terms(duty: Duty) -> Iterator[tuple[str, Duty]]:
    for days in (-1, 1):
        span = replace(duty.in_force, first=duty.in_force.first + days * DAY)
        yield f"in force {days:+} day", replace(duty, in_force=span)
    ended = replace(duty.in_force, last=date(2099, 12, 30))
    yield "no longer in force", replace(duty, in_force=ended)
    yield "another article", replace(duty, article=duty.article + "9")
    for subject in Subject:
        if subject != duty.subject:
            yield f"about a {subject}", replace(duty, subject=subject)
    for bearers in _sets(duty.bearers, tuple(Bearer)):
        yield f"borne by {', '.join(bearers)}", replace(duty, bearers=bearers)
    for leans_on in _sets(duty.leans_on, ("6.2",)):
        yield f"leans on {leans_on}", replace(duty, leans_on=leans_on)
    for authorities in _sets(duty.authorities, tuple(Authority)):
        yield f"seen to by {', '.join(authorities)}", replace(duty, authorities=authorities)
    yield "the clock is another", replace(duty, clock=None if duty.clock else Clock(duty.text))
    if duty.clock and duty.clock.period:
        longer = replace(duty.clock.period, length=duty.clock.period.length + 1)
        yield "one more on the clock", replace(duty, clock=replace(duty.clock, period=longer))
    yield "the fine is another", replace(duty, breach=INVENTED if duty.breach is None else None)
    if duty.breach:
        for change, fine in _fines(duty.breach):
            yield f"fine: {change}", replace(duty, breach=fine)


def _fines(fine: Fine) -> Iterator[tuple[str, Fine]]:
    for field in ("low", "high"):
        for by in (-1, 1):
            yield f"{field} {by:+}", replace(fine, **{field: getattr(fine, field) + by})
    yield "another article", replace(fine, article=fine.article + "9")
    yield "cure first flipped", replace(fine, cure_first=not fine.cure_first)
    yield "another base", replace(fine, base=None if fine.base else "floor_area")
    for authorities in _sets(fine.authorities, tuple(Authority)):
        yield f"imposed by {', '.join(authorities)}", replace(fine, authorities=authorities)
    yield "one extra more", replace(fine, extras=(*fine.extras, Text("吊销", "revocation")))
    for i in range(len(fine.extras)):
        yield "an extra less", replace(fine, extras=fine.extras[:i] + fine.extras[i + 1 :])
    if fine.base:
        yield "another per", replace(fine, per=1 if fine.per != 1 else 10_000)
    for i in range(len(fine.grave)):
        yield "a grave measure less", replace(fine, grave=fine.grave[:i] + fine.grave[i + 1 :])
    yield "persons", replace(fine, persons=INVENTED if fine.persons is None else None)
    if fine.persons:
        for change, persons in _fines(fine.persons):
            yield f"persons: {change}", replace(fine, persons=persons)


def _sets(held: tuple, of: tuple) -> Iterator[tuple]:
    """Every set one member smaller or greater."""
    for member in held:
        yield tuple(other for other in held if other != member)
    for member in of:
        if member not in held:
            yield (*held, member)
