"""A second, naive judge: it reads the canonical JSON of the law and shares no code with the law room.

Kleene's three values are the numbers 0, 1, 2 (no, unknown, yes), so *and* is the least, *or* the
greatest and *not* the mirror. The code under test works on the written expressions and on
columns; what all of them agree on is what the text says.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

NO, UNKNOWN, YES = 0, 1, 2
SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul}
TESTS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
VALUES = {True: YES, False: NO, None: UNKNOWN}

VERDICTS = {
    (NO, NO): "not applicable",
    (NO, UNKNOWN): "not applicable",
    (NO, YES): "not applicable",
    (UNKNOWN, NO): "unknown",
    (UNKNOWN, UNKNOWN): "unknown",
    (UNKNOWN, YES): "unknown",
    (YES, NO): "breached",
    (YES, UNKNOWN): "unknown",
    (YES, YES): "satisfied",
}


def word(data: Any) -> tuple[str, Any]:
    ((name, body),) = data.items()
    return name, body


def truth(data: Any, facts: dict[str, Any]) -> int:
    """What a condition comes to in one case: NO, UNKNOWN or YES."""
    if data is True:
        return YES
    name, body = word(data)
    if name == "flag":
        return VALUES[facts[body]]
    if name == "known":
        return NO if facts[body] is None else YES
    if name == "not":
        return 2 - truth(body, facts)
    if name == "all":
        return min(truth(part, facts) for part in body)
    if name == "any":
        return max(truth(part, facts) for part in body)
    if name == "term":
        return truth(body[2], facts)
    if name == "recorded":
        recorded = VALUES[facts[body[0]]]
        return truth(body[1], facts) if recorded == UNKNOWN else recorded
    left, right = number(body[0], facts), number(body[1], facts)
    if left is None or right is None:
        return UNKNOWN
    return YES if TESTS[name](left, right) else NO


def number(data: Any, facts: dict[str, Any]) -> int | None:
    if isinstance(data, int):
        return data
    name, body = word(data)
    if name == "quantity":
        return facts[body]
    left, right = number(body[0], facts), number(body[1], facts)
    return None if left is None or right is None else SIGNS[name](left, right)


def missing(data: Any, facts: dict[str, Any]) -> set[str]:
    """The unknown facts met on the way down through steps that are themselves unknown."""
    if truth(data, facts) != UNKNOWN:
        return set()
    name, body = word(data)
    if name == "flag":
        return {body}
    if name == "not":
        return missing(body, facts)
    if name in ("all", "any"):
        return set().union(*(missing(part, facts) for part in body))
    if name == "term":
        return missing(body[2], facts)
    if name == "recorded":
        return missing(body[1], facts)
    return {fact for fact in names(data) if facts[fact] is None}


def names(data: Any) -> Iterator[str]:
    """The facts a comparison counts with."""
    if isinstance(data, dict):
        for key, body in data.items():
            if key == "quantity":
                yield body
            else:
                yield from names(body)
    elif isinstance(data, list):
        for item in data:
            yield from names(item)


def comparisons(data: Any) -> Iterator[tuple[Any, Any]]:
    """Both sides of every comparison a condition is made of."""
    if data is True:
        return
    name, body = word(data)
    if name in TESTS:
        yield body[0], body[1]
    elif name == "not":
        yield from comparisons(body)
    elif name in ("term", "recorded"):
        yield from comparisons(body[-1])
    elif name in ("all", "any"):
        for part in body:
            yield from comparisons(part)


def on_a_boundary(data: Any, facts: dict[str, Any]) -> bool:
    """Whether some comparison stands exactly at equality."""
    sides = ((number(a, facts), number(b, facts)) for a, b in comparisons(data))
    return any(a is not None and a == b for a, b in sides)


def judgement(duty: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Verdict, owed, exposed and missing of one duty (its canonical data) in one case."""
    binds, fulfilled = truth(duty["applies"], facts), truth(duty["requires"], facts)
    verdict = VERDICTS[binds, fulfilled]
    order = "order_expired_" + "_".join(duty["id"].split("."))
    fine = duty["breach"]
    opened = fine is not None and (not fine["cure_first"] or facts[order] is True)
    lacking = missing(duty["applies"], facts) | missing(duty["requires"], facts)
    return {
        "verdict": verdict,
        "owed": binds == YES and fulfilled != YES,
        "exposed": verdict == "breached" and opened,
        "missing": lacking if verdict == "unknown" else set(),
    }
