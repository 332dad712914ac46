"""The canonical form of the law: one JSON text and one hash for every edition, duty and condition.

Keys are sorted, there is no white space, and only text, whole numbers, booleans and null occur
(the subset of RFC 8785 that needs no number formatting). Two editions with the same hash are the
same law; a finding names the hash and is explained from this text under any later code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from .language import (
    ALWAYS,
    All,
    Always,
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
)

ARITHMETIC = ("+", "-", "*")
COMPARISONS = ("<", "<=", ">", ">=", "==")


def canonical(value: Any) -> str:
    """The canonical JSON text of an edition, a duty, a condition, or plain data."""
    return json.dumps(to_data(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def to_data(value: Any) -> Any:
    """Plain data (dict, list, str, int, bool, None) for a piece of the law."""
    match value:
        case Number() | Condition():
            return _expression(value)
        case Text() | Fine() | Duty() | Span() | FactEntry() | Edition():
            public = [f.name for f in fields(value) if not f.name.startswith("_")]
            return {name: to_data(getattr(value, name)) for name in public}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case dict():
            return {key: to_data(item) for key, item in value.items()}
        case list() | tuple():
            return [to_data(item) for item in value]
        case None | bool() | int() | str():
            return value
    raise LawError(f"{type(value).__name__} has no canonical form: {value!r}")


def _expression(node: Number | Condition) -> Any:
    match node:
        case Constant(value):
            return value
        case Quantity(name):
            return {"quantity": name}
        case Flag(name):
            return {"flag": name}
        case Known(name):
            return {"known": name}
        case Arithmetic(operator, left, right) | Comparison(operator, left, right):
            return {operator: [_expression(left), _expression(right)]}
        case All(parts):
            return {"all": [_expression(part) for part in parts]}
        case Some(parts):
            return {"any": [_expression(part) for part in parts]}
        case Not(part):
            return {"not": _expression(part)}
        case Term(label, denial, part):
            return {"term": [to_data(label), to_data(denial), _expression(part)]}
        case Recorded(flag, derived):
            return {"recorded": [flag, _expression(derived)]}
        case Always():
            return True
    raise LawError(f"{type(node).__name__} is not a word of the language")


def read_edition(text: str) -> Edition:
    """The edition a canonical text stands for."""
    data = json.loads(text)
    return Edition(
        pack=data["pack"],
        title=Text(**data["title"]),
        duties=tuple(_duty(item) for item in data["duties"]),
        vocabulary=tuple(_entry(item) for item in data["vocabulary"]),
        grammar=data["grammar"],
    )


def read_condition(data: Any) -> Condition:
    """The condition a piece of canonical data stands for."""
    if data is True:
        return ALWAYS
    word, body = _single(data)
    if word == "flag":
        return Flag(body)
    if word == "known":
        return Known(body)
    if word == "not":
        return Not(read_condition(body))
    if word == "all":
        return All(tuple(read_condition(part) for part in body))
    if word == "any":
        return Some(tuple(read_condition(part) for part in body))
    if word == "term":
        return Term(Text(**body[0]), Text(**body[1]), read_condition(body[2]))
    if word == "recorded":
        return Recorded(body[0], read_condition(body[1]))
    if word in COMPARISONS:
        return Comparison(word, read_number(body[0]), read_number(body[1]))  # type: ignore[arg-type]
    raise LawError(f"{word!r} is not a condition of the language")


def read_number(data: Any) -> Number:
    """The whole-number expression a piece of canonical data stands for."""
    if isinstance(data, int) and not isinstance(data, bool):
        return Constant(data)
    word, body = _single(data)
    if word == "quantity":
        return Quantity(body)
    if word in ARITHMETIC:
        return Arithmetic(word, read_number(body[0]), read_number(body[1]))  # type: ignore[arg-type]
    raise LawError(f"{word!r} is not a whole-number expression of the language")


def _single(data: Any) -> tuple[str, Any]:
    if not isinstance(data, dict) or len(data) != 1:
        raise LawError(f"expected one word of the language, found {data!r}")
    return next(iter(data.items()))


def _duty(data: dict[str, Any]) -> Duty:
    return Duty(
        id=data["id"],
        article=data["article"],
        subject=Subject(data["subject"]),
        bearers=tuple(Bearer(item) for item in data["bearers"]),
        text=Text(**data["text"]),
        applies=read_condition(data["applies"]),
        requires=read_condition(data["requires"]),
        in_force=_span(data["in_force"]),
        breach=_fine(data["breach"]),
        remedy=_text(data["remedy"]),
        leans_on=tuple(data["leans_on"]),
    )


def _fine(data: dict[str, Any] | None) -> Fine | None:
    if data is None:
        return None
    return Fine(
        **{
            **data,
            "authorities": tuple(Authority(item) for item in data["authorities"]),
            "extras": tuple(Text(**item) for item in data["extras"]),
            "persons": _fine(data["persons"]),
        }
    )


def _entry(data: dict[str, Any]) -> FactEntry:
    supplier = data["supplier"]
    return FactEntry(
        **{
            **data,
            "label": Text(**data["label"]),
            "denial": _text(data["denial"]),
            "proof": _text(data["proof"]),
            "supplier": supplier if supplier == "authority" else Bearer(supplier),
        }
    )


def _text(data: dict[str, str] | None) -> Text | None:
    return None if data is None else Text(**data)


def _span(data: dict[str, str | None]) -> Span:
    first, last = data["first"], data["last"]
    assert first is not None
    return Span(date.fromisoformat(first), date.fromisoformat(last) if last else None)
