"""The closed schema of mapping profiles: every word that may stand in one, and nothing else."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from greenward.bureau.registry import reasons
from greenward.bureau.registry.reading import Layout
from greenward.units import QuantityError, parse_number

from . import cells, dates
from .fields import CLASSES, FIELDS, ID, USE, Field, Holds, Reads, field, is_identifier, known
from .profiles import ClassRule, Column, Format, Profile, ProfileError

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


class Checker:
    """Goes through one profile and gathers what is wrong with it."""

    def __init__(self, body: Mapping[str, Any], name: str) -> None:
        self.body = body
        self.problems: list[str] = []
        self.name = self._text(body, "name", "") or name

    def profile(self) -> Profile:
        """The checked profile; raises ProfileError."""
        self._keys("", self.body, TOP)
        if not NAME.fullmatch(self.name):
            self._say("name", _("name the profile: up to 80 characters, no strokes"))
        holds = self._holds()
        layout, format = self._layout(), self._format()
        columns = self._columns(format) + self._constants(format)
        classes = self._classes(format)
        match = self._match(columns)
        several = self._part("match", MATCH).get("several", [])
        profile = Profile(
            name=self.name,
            about=self._text(self.body, "about", ""),
            holds=holds,
            layout=layout,
            format=format,
            columns=tuple(columns),
            classes=classes,
            match=match,
            several=frozenset(str(one) for one in several),
            # The order of identifiers is written out: a table in the database has none.
            body={
                **self.body,
                "name": self.name,
                "match": {"on": list(match), "several": several},
            },
        )
        self._complete(profile)
        if self.problems:
            raise ProfileError(self.name or "?", self.problems)
        return profile

    # --- the parts ---------------------------------------------------------------------------

    def _holds(self) -> tuple[Holds, ...]:
        found = self._texts(self.body, "holds", "")
        for one in found:
            if one not in list(Holds):
                self._say("holds", _unknown(one, list(Holds)))
        if not found:
            self._say("holds", _('say what a row is: holds = ["buildings"], ["years"], ["bills"]'))
        held = tuple(Holds(one) for one in found if one in list(Holds))
        if Holds.YEARS in held and Holds.BILLS in held:
            self._say("holds", _("a row is an annual figure or a bill, not both"))
        return held

    def _layout(self) -> Layout:
        part = self._part("file", FILE)
        encoding = str(part.get("encoding", ""))
        if encoding and not _is_encoding(encoding):
            self._say("file.encoding", _("no encoding is called %(name)s") % {"name": encoding})
        delimiter = {"tab": "\t"}.get(part.get("delimiter", ""), part.get("delimiter", ""))
        if len(delimiter) > 1:
            self._say("file.delimiter", _('one character, or "tab"'))
        return Layout(
            encoding=encoding,
            delimiter=delimiter[:1],
            sheet=str(part.get("sheet", "")),
            header_row=self._count(part, "file", "header_row", None, 0),
            header_lines=self._count(part, "file", "header_lines", 1, 1) or 1,
            skip_after_header=self._count(part, "file", "skip_after_header", 0, 0) or 0,
        )

    def _format(self) -> Format:
        part = self._part("format", FORMAT)
        marks = str(part.get("decimal_mark", ".")), str(part.get("group_mark", ","))
        if len(marks[0]) != 1 or len(marks[1]) > 1 or marks[0] == marks[1]:
            self._say("format", _("decimal_mark and group_mark are one character each and differ"))
            marks = (".", ",")
        return Format(
            *marks,
            dates=self._dates(part, "format"),
            missing=frozenset(map(cells.fold, self._texts(part, "missing", "format"))),
            yes=frozenset(map(cells.fold, self._texts(part, "yes", "format"))),
            no=frozenset(map(cells.fold, self._texts(part, "no", "format"))),
        )

    def _columns(self, format: Format) -> list[Column]:
        part = self.body.get("columns")
        if not isinstance(part, Mapping) or not part:
            self._say("columns", _('say where the fields come from: name = "Heading"'))
            return []
        found = []
        for name, spec in _flat(part):
            one = self._field("columns", name)
            column = self._column(f"columns.{name}", spec, COLUMN, one, format) if one else None
            found += [column] if column else []
        return found

    def _constants(self, format: Format) -> list[Column]:
        part = self.body.get("constants", {})
        if not isinstance(part, Mapping):
            self._say("constants", _("%(type)s is expected") % {"type": _(TYPES[dict])})
            return []
        found = []
        mapped = {name for name, _spec in _flat(self.body.get("columns", {}))}
        for name, value in _flat(part):
            one = self._field("constants", name)
            if one is None:
                continue
            if name in mapped:
                self._say(f"constants.{name}", _("the field has a column already"))
            column = Column(one, constant=_as_text(value))
            self._readable(f"constants.{name}", column, column.constant or "", format)
            found.append(column)
        return found

    def _classes(self, format: Format) -> tuple[ClassRule, ...]:
        found = []
        for name, spec in self._part("classes", dict.fromkeys(CLASSES, dict)).items():
            path = f"classes.{name}"
            if not isinstance(spec, Mapping) or name not in CLASSES:
                continue
            flag = FIELDS["in_use"]
            reason = self._text(spec, "reason", path)
            if not reason or len(reason) > 300:
                self._say(path, _("give the reason in up to 300 characters: reason = “…”"))
            if "value" in spec:
                self._keys(path, spec, ("value", "reason"))
                column: Column | None = Column(flag, constant=_as_text(spec["value"]))
                if not isinstance(spec["value"], bool):
                    self._say(f"{path}.value", _("%(type)s is expected") % {"type": _(TYPES[bool])})
            else:
                column = self._column(path, spec, CLASS, flag, format)
            if column:
                found.append(ClassRule(name, reason, column))
        return tuple(found)

    def _match(self, columns: Iterable[Column]) -> tuple[str, ...]:
        part = self._part("match", MATCH)
        there = list(dict.fromkeys(c.field.name for c in columns if is_identifier(c.field.name)))
        if "code" in there:
            there.sort(key=lambda name: name != "code")
        for key in MATCH:
            for name in self._texts(part, key, "match"):
                if name not in there:
                    self._say(f"match.{key}", _unknown(name, there))
                elif key == "several" and name == "code":
                    self._say("match.several", _("a building has one building code"))
        asked = [name for name in self._texts(part, "on", "match") if name in there]
        return tuple(dict.fromkeys([*asked, *there])) if asked else tuple(there)

    def _complete(self, profile: Profile) -> None:
        """Whether what a row must state is stated by some column or constant."""
        given = {column.field.name for column in profile.columns}
        if profile.columns and not profile.match:
            self._say("columns", _('a row needs an identifier: code = "…" or id.something = "…"'))
        for holds in profile.holds:
            for name, one in FIELDS.items():
                if holds in one.required and name not in given:
                    self._say("columns", _("%(field)s is missing") % {"field": name})
        if Holds.YEARS in profile.holds and not any(
            name in ("intensity", "energy") or name.startswith(USE) for name in given
        ):
            self._say("columns", _("an annual figure needs intensity, energy or use.<commodity>"))
        if profile.classes and Holds.BUILDINGS not in profile.holds:
            self._say(
                "classes", _('classes are recorded by lists of buildings: holds = ["buildings"]')
            )

    # --- one column --------------------------------------------------------------------------

    def _field(self, path: str, name: str) -> Field | None:
        one = field(name)
        if one is None:
            self._say(f"{path}.{name}", _unknown(name, known()))
        return one

    def _column(
        self, path: str, spec: Any, keys: Mapping[str, Any], one: Field, format: Format
    ) -> Column | None:
        if isinstance(spec, str | list):
            spec = {"from": spec}
        if not isinstance(spec, Mapping):
            self._say(path, _('write "Heading" or { from = "Heading", … }'))
            return None
        self._keys(path, spec, keys)
        column = Column(
            one,
            headings=tuple(self._texts(spec, "from", path)),
            letter=self._text(spec, "letter", path),
            optional=spec.get("optional") is True,
            unit=self._text(spec, "unit", path),
            unit_from=tuple(self._texts(spec, "unit_from", path)),
            unit_values=self._map(spec, "unit_values", path),
            values=self._map(spec, "values", path),
            other=_as_text(spec["other"]) if "other" in spec else None,
            dates=self._dates(spec, path),
            prefix=self._text(spec, "prefix", path),
            least=self._number(spec, "least", path),
            most=self._number(spec, "most", path),
            leave_out=spec.get("if_bad") == "leave_out",
        )
        self._check_column(path, spec, column, format)
        return column

    def _check_column(
        self, path: str, spec: Mapping[str, Any], column: Column, format: Format
    ) -> None:
        if bool(column.headings) == bool(column.letter):
            self._say(path, _('name the column by from = "Heading" or by letter = "C"'))
        if column.letter and not re.fullmatch(r"[A-Za-z]{1,3}", column.letter):
            self._say(f"{path}.letter", _("the letter of a column, such as C or AB"))
        if spec.get("if_bad", "refuse") not in ("refuse", "leave_out"):
            self._say(f"{path}.if_bad", _unknown(str(spec["if_bad"]), ["refuse", "leave_out"]))
        if is_identifier(column.field.name) and column.leave_out:
            self._say(f"{path}.if_bad", _("an identifier cannot be left out"))
        self._check_unit(path, column)
        for said in column.values.values():
            self._readable(f"{path}.values", column, said, format)
        if column.other is not None:
            self._readable(f"{path}.other", column, column.other, format)

    def _check_unit(self, path: str, column: Column) -> None:
        wants = column.field.reads in WITH_UNIT
        if not wants and (column.unit or column.unit_from):
            self._say(f"{path}.unit", _("the field has no unit"))
        if wants and bool(column.unit) == bool(column.unit_from):
            self._say(
                path, _('state the unit once: unit = "kWh", or unit_from = "Heading of the units"')
            )
        for unit in filter(None, [column.unit, *column.unit_values.values()]):
            try:
                cells.unit_of(unit, column.field)
            except (QuantityError, cells.CellError) as error:
                self._say(f"{path}.unit", reasons.text(error.code, error.params))

    def _readable(self, path: str, column: Column, text: str, format: Format) -> None:
        """A value the profile itself states must be readable as a cell would be."""
        if not text:
            return
        rule = cells.Rule(column.field, format, timezone.localdate(), dates=column.dates)
        try:
            cells.read_plain(text, column.unit, rule)
        except cells.CellError as error:
            self._say(path, reasons.text(error.code, error.params))

    # --- small things ------------------------------------------------------------------------

    def _say(self, path: str, what: str) -> None:
        self.problems.append(f"{path}: {what}" if path else what)

    def _keys(self, path: str, part: Mapping[str, Any], allowed: Iterable[str]) -> None:
        types = allowed if isinstance(allowed, Mapping) else {}
        for key, value in part.items():
            place = f"{path}.{key}" if path else key
            if key not in allowed:
                self._say(place, _unknown(key, list(allowed)))
            elif key in types and not _is(value, types[key]):
                kinds = types[key] if isinstance(types[key], tuple) else (types[key],)
                expected = " / ".join(_(TYPES[kind]) for kind in kinds)
                self._say(place, _("%(type)s is expected") % {"type": expected})

    def _part(self, name: str, keys: Mapping[str, Any]) -> dict[str, Any]:
        part = self.body.get(name, {})
        if not isinstance(part, Mapping):
            self._say(name, _("%(type)s is expected") % {"type": _(TYPES[dict])})
            return {}
        if name not in self._seen:
            self._seen.add(name)
            self._keys(name, part, keys)
        return {key: value for key, value in part.items() if key in keys and _is(value, keys[key])}

    @property
    def _seen(self) -> set[str]:
        return self.__dict__.setdefault("_parts", set())

    def _text(self, part: Mapping[str, Any], key: str, path: str) -> str:
        value = part.get(key, "")
        return value.strip() if isinstance(value, str) else ""

    def _texts(self, part: Mapping[str, Any], key: str, path: str) -> list[str]:
        value = part.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self._say(f"{path}.{key}" if path else key, _("a list of texts is expected"))
            return []
        return listed

    def _map(self, part: Mapping[str, Any], key: str, path: str) -> dict[str, str]:
        value = part.get(key, {})
        if not isinstance(value, Mapping):
            return {}
        nested = [name for name, one in value.items() if isinstance(one, list | Mapping)]
        for name in nested:
            self._say(f"{path}.{key}.{name}", _("one value is expected"))
        return {
            cells.fold(name): _as_text(one) for name, one in value.items() if name not in nested
        }

    def _dates(self, part: Mapping[str, Any], path: str) -> tuple[str, ...]:
        patterns = self._texts(part, "dates", path)
        for pattern in patterns:
            if not dates.is_pattern(pattern):
                self._say(
                    f"{path}.dates",
                    _("%(pattern)s is no pattern such as YYYY-MM-DD, M/D/YY or excel")
                    % {"pattern": pattern},
                )
        return tuple(filter(dates.is_pattern, patterns))

    def _number(self, part: Mapping[str, Any], key: str, path: str) -> str:
        if key not in part:
            return ""
        try:
            number = parse_number(str(part[key]))
        except QuantityError:
            number = None
        if number is None:
            self._say(f"{path}.{key}", _("a number is expected"))
        return str(number or 0)

    def _count(
        self, part: Mapping[str, Any], path: str, key: str, default: int | None, least: int
    ) -> int | None:
        value = part.get(key, default)
        if value is not None and not least <= value <= 1000:
            self._say(f"{path}.{key}", _("a number from %(least)s to 1000") % {"least": least})
            return default
        return value


def _flat(part: Any) -> list[tuple[str, Any]]:
    """``id.tax = …`` may be written with or without quotation marks around the key."""
    found: list[tuple[str, Any]] = []
    for name, spec in part.items() if isinstance(part, Mapping) else ():
        if name in (ID[:-1], USE[:-1]) and isinstance(spec, Mapping):
            found += [(f"{name}.{inner}", one) for inner, one in spec.items()]
        else:
            found.append((name, spec))
    return found


def _unknown(name: str, allowed: Sequence[str]) -> str:
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


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_encoding(name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)
    except LookupError:
        return False
    return True
