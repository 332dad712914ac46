"""The canonical form of the law: one JSON text and one hash for every edition, duty and condition.

Keys are sorted, there is no white space, and only text, whole numbers, booleans and null occur
(the subset of RFC 8785 that needs no number formatting). Two editions with the same hash are the
same law; a finding names the hash and is explained from this text under any later code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import Field, fields
from datetime import date
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .language import (
    ALWAYS,
    All,
    Always,
    Anchor,
    Arithmetic,
    Article,
    Clock,
    Comparison,
    Condition,
    Constant,
    Duty,
    Edition,
    FactEntry,
    Fine,
    Flag,
    Gate,
    Ground,
    Instrument,
    Known,
    LawError,
    Measure,
    Not,
    Number,
    Period,
    Permission,
    Quantity,
    Recorded,
    Share,
    Some,
    Span,
    Term,
    Text,
)

PLAIN = (
    Anchor, Article, Clock, Duty, Edition, FactEntry, Fine, Gate, Ground, Instrument, Measure,
    Period, Permission, Share, Span, Text,
)  # fmt: skip
"""Classes written field by field, and read back by the types their fields declare."""
ARITHMETIC = ("+", "-", "*")
COMPARISONS = ("<", "<=", ">", ">=", "==")


def canonical(value: Any) -> str:
    """The canonical JSON text of an edition, a duty, a condition, or plain data."""
    if not isinstance(value, Edition):
        return _written(value)
    kept = vars(value)  # an edition is large and never changes: it keeps its text
    if "_canonical" not in kept:
        kept["_canonical"] = _written(value)
    text: str = kept["_canonical"]
    return text


def _written(value: Any) -> str:
    return json.dumps(to_data(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def to_data(value: Any) -> Any:
    """Plain data (dict, list, str, int, bool, None) for a piece of the law."""
    match value:
        case Number() | Condition():
            return _expression(value)
        case _ if isinstance(value, PLAIN):
            return {
                f.name: to_data(found)
                for f in fields(value)
                if f.init and not _left_out(f, found := getattr(value, f.name))
            }
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
    edition: Edition = _read(Edition, json.loads(text))
    return edition


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


def _left_out(of: Field[Any], value: Any) -> bool:
    """Fields that came after the first published editions are left out at their default."""
    return "later" in of.metadata and bool(value == of.default)


def _read(kind: Any, data: Any) -> Any:
    """The value that canonical data stands for, read by the type its field declares."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _read_either(inner, data)
    if origin is tuple:
        return tuple(_read(inner[0], item) for item in data)
    if origin is Literal:
        return data
    if kind is Condition:
        return read_condition(data)
    if kind is Number:
        return read_number(data)
    if kind is date:
        return date.fromisoformat(data)
    if kind in PLAIN:
        return kind(**{name: _read(_types(kind)[name], item) for name, item in data.items()})
    return kind(data)


def _read_either(kinds: tuple[Any, ...], data: Any) -> Any:
    """One of several types: none, one of the words of a literal, or the one type that is left."""
    if data is None:
        return None
    for kind in kinds:
        if get_origin(kind) is Literal and data in get_args(kind):
            return data
    (kind,) = (k for k in kinds if k is not NoneType and get_origin(k) is not Literal)
    return _read(kind, data)


@lru_cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
