"""The closed schema of mapping profiles: every word that may stand in one, and nothing else."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from greenward.units import QuantityError, parse_number

from . import cells, dates
from .fields import GROUPS, Reads

TOP = ("name", "about", "holds", "file", "format", "match", "columns", "constants", "classes")
FILE = {
    "encoding": str,
    "delimiter": str,
    "sheet": str,
    "header_row": int,
    "header_lines": int,
    "skip_after_header": int,
}
FORMAT = {
    "decimal_mark": str,
    "group_mark": str,
    "dates": list,
    "missing": list,
    "yes": list,
    "no": list,
}
MATCH = {"on": list, "several": list}
COLUMN = {
    "from": (str, list),
    "letter": str,
    "unit": str,
    "unit_from": (str, list),
    "unit_values": dict,
    "values": dict,
    "other": (str, bool, int, float),
    "dates": list,
    "prefix": str,
    "least": (int, float, str),
    "most": (int, float, str),
    "if_bad": str,
    "optional": bool,
}
CLASS = {**COLUMN, "value": bool, "reason": str}
WITH_UNIT = (Reads.QUANTITY, Reads.AMOUNT)
TYPES = {
    str: gettext_noop("a text"),
    int: gettext_noop("a whole number"),
    float: gettext_noop("a number"),
    list: gettext_noop("a list"),
    dict: gettext_noop("a table"),
    bool: gettext_noop("true or false"),
}
NAME = re.compile(r"[^/\\\s][^/\\\n]{0,79}")


class Part:
    """Reads the parts of one profile and gathers what is wrong with it."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.body = body
        self.problems: list[str] = []
        self._seen: set[str] = set()

    def say(self, path: str, what: str) -> None:
        """Note what is wrong at a place of the profile."""
        self.problems.append(f"{path}: {what}" if path else what)

    def keys(self, path: str, part: Mapping[str, Any], allowed: Iterable[str]) -> None:
        """Note the keys that are not allowed, and values of the wrong type where types are given."""
        types = allowed if isinstance(allowed, Mapping) else {}
        for key, value in part.items():
            place = f"{path}.{key}" if path else key
            if key not in allowed:
                self.say(place, unknown(key, list(allowed)))
            elif key in types and not _is(value, types[key]):
                kinds = types[key] if isinstance(types[key], tuple) else (types[key],)
                expected = " / ".join(_(TYPES[kind]) for kind in kinds)
                self.say(place, _("%(type)s is expected") % {"type": expected})

    def part(self, name: str, keys: Mapping[str, Any]) -> dict[str, Any]:
        """A table of the profile with what is right in it; what is wrong is noted once."""
        part = self.body.get(name, {})
        if not isinstance(part, Mapping):
            self.say(name, _("%(type)s is expected") % {"type": _(TYPES[dict])})
            return {}
        if name not in self._seen:
            self._seen.add(name)
            self.keys(name, part, keys)
        return {key: value for key, value in part.items() if key in keys and _is(value, keys[key])}

    def text(self, part: Mapping[str, Any], key: str, path: str) -> str:
        value = part.get(key, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, part: Mapping[str, Any], key: str, path: str) -> list[str]:
        """A list of texts; one text alone is a list of one."""
        value = part.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self.say(f"{path}.{key}" if path else key, _("a list of texts is expected"))
            return []
        return listed

    def map(self, part: Mapping[str, Any], key: str, path: str) -> dict[str, str]:
        """A translation of cells, its keys folded as cells are compared."""
        value = part.get(key, {})
        if not isinstance(value, Mapping):
            return {}
        nested = [name for name, one in value.items() if isinstance(one, list | Mapping)]
        for name in nested:
            self.say(f"{path}.{key}.{name}", _("one value is expected"))
        return {cells.fold(name): as_text(one) for name, one in value.items() if name not in nested}

    def dates(self, part: Mapping[str, Any], path: str) -> tuple[str, ...]:
        patterns = self.texts(part, "dates", path)
        for pattern in patterns:
            if not dates.is_pattern(pattern):
                self.say(
                    f"{path}.dates",
                    _("%(pattern)s is no pattern such as YYYY-MM-DD, M/D/YY or excel")
                    % {"pattern": pattern},
                )
        return tuple(filter(dates.is_pattern, patterns))

    def number(self, part: Mapping[str, Any], key: str, path: str) -> str:
        if key not in part:
            return ""
        try:
            number = parse_number(str(part[key]))
        except QuantityError:
            number = None
        if number is None:
            self.say(f"{path}.{key}", _("a number is expected"))
        return str(number or 0)

    def count(
        self, part: Mapping[str, Any], path: str, key: str, default: int | None, least: int
    ) -> int | None:
        value = part.get(key, default)
        if value is not None and not least <= value <= 1000:
            self.say(f"{path}.{key}", _("a number from %(least)s to 1000") % {"least": least})
            return default
        return value


def flat(part: Any) -> list[tuple[str, Any]]:
    """``id.tax = …`` may be written with or without quotation marks around the key."""
    found: list[tuple[str, Any]] = []
    for name, spec in part.items() if isinstance(part, Mapping) else ():
        if name in GROUPS and isinstance(spec, Mapping):
            found += [(f"{name}.{inner}", one) for inner, one in spec.items()]
        else:
            found.append((name, spec))
    return found


def unknown(name: str, allowed: Sequence[str]) -> str:
    """That a word is unknown, with the nearest known one or all of them."""
    near = difflib.get_close_matches(name, allowed, n=1, cutoff=0.6)
    if near:
        return _("unknown; did you mean %(near)s?") % {"near": near[0]}
    return _("unknown; possible are %(allowed)s") % {"allowed": ", ".join(allowed) or "—"}


def _is(value: Any, kind: Any) -> bool:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if isinstance(value, bool):
        return bool in kinds
    if list in kinds and isinstance(value, str):
        return True
    return isinstance(value, kinds)


def as_text(value: Any) -> str:
    """A value of the profile as a cell would hold it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_encoding(name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)
    except LookupError:
        return False
    return True
