"""Goes through a mapping profile and makes it one, or says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.registry import reasons
from greenward.bureau.registry.reading import Layout
from greenward.units import QuantityError

from . import cells
from .fields import CLASSES, FIELDS, USE, Field, Holds, field, is_identifier, known
from .profiles import ClassRule, Column, Format, Profile, ProfileError
from .schema import (
    CLASS,
    COLUMN,
    FILE,
    FORMAT,
    MATCH,
    NAME,
    TOP,
    TYPES,
    WITH_UNIT,
    Part,
    as_text,
    flat,
    is_encoding,
    unknown,
)


class Checker(Part):
    """Goes through one profile; `profile` gives it, or all that is wrong with it."""

    def __init__(self, body: Mapping[str, Any], name: str) -> None:
        super().__init__(body)
        self.name = self.text(body, "name", "") or name

    def profile(self) -> Profile:
        """The checked profile; raises ProfileError."""
        self.keys("", self.body, TOP)
        if not NAME.fullmatch(self.name):
            self.say("name", _("name the profile: up to 80 characters, no strokes"))
        holds = self._holds()
        layout, format = self._layout(), self._format()
        columns = self._columns(format) + self._constants(format)
        classes = self._classes(format)
        match = self._match(columns)
        several = self.part("match", MATCH).get("several", [])
        profile = Profile(
            name=self.name,
            about=self.text(self.body, "about", ""),
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
        found = self.texts(self.body, "holds", "")
        for one in found:
            if one not in list(Holds):
                self.say("holds", unknown(one, list(Holds)))
        if not found:
            self.say(
                "holds",
                _('say what a row is: holds = ["buildings"], ["years"], ["bills"], ["projects"]'),
            )
        held = tuple(Holds(one) for one in found if one in list(Holds))
        if Holds.YEARS in held and Holds.BILLS in held:
            self.say("holds", _("a row is an annual figure or a bill, not both"))
        if Holds.PROJECTS in held and len(held) > 1:
            self.say("holds", _("a row about a project is about nothing else"))
        return held

    def _layout(self) -> Layout:
        part = self.part("file", FILE)
        encoding = str(part.get("encoding", ""))
        if encoding and not is_encoding(encoding):
            self.say("file.encoding", _("no encoding is called %(name)s") % {"name": encoding})
        delimiter = {"tab": "\t"}.get(part.get("delimiter", ""), part.get("delimiter", ""))
        if len(delimiter) > 1:
            self.say("file.delimiter", _('one character, or "tab"'))
        return Layout(
            encoding=encoding,
            delimiter=delimiter[:1],
            sheet=str(part.get("sheet", "")),
            header_row=self.count(part, "file", "header_row", None, 0),
            header_lines=self.count(part, "file", "header_lines", 1, 1) or 1,
            skip_after_header=self.count(part, "file", "skip_after_header", 0, 0) or 0,
        )

    def _format(self) -> Format:
        part = self.part("format", FORMAT)
        marks = str(part.get("decimal_mark", ".")), str(part.get("group_mark", ","))
        if len(marks[0]) != 1 or len(marks[1]) > 1 or marks[0] == marks[1]:
            self.say("format", _("decimal_mark and group_mark are one character each and differ"))
            marks = (".", ",")
        return Format(
            *marks,
            dates=self.dates(part, "format"),
            missing=frozenset(map(cells.fold, self.texts(part, "missing", "format"))),
            yes=frozenset(map(cells.fold, self.texts(part, "yes", "format"))),
            no=frozenset(map(cells.fold, self.texts(part, "no", "format"))),
        )

    def _columns(self, format: Format) -> list[Column]:
        part = self.body.get("columns")
        if not isinstance(part, Mapping) or not part:
            self.say("columns", _('say where the fields come from: name = "Heading"'))
            return []
        found = []
        for name, spec in flat(part):
            one = self._field("columns", name)
            column = self._column(f"columns.{name}", spec, COLUMN, one, format) if one else None
            found += [column] if column else []
        return found

    def _constants(self, format: Format) -> list[Column]:
        part = self.body.get("constants", {})
        if not isinstance(part, Mapping):
            self.say("constants", _("%(type)s is expected") % {"type": _(TYPES[dict])})
            return []
        found = []
        mapped = {name for name, _spec in flat(self.body.get("columns", {}))}
        for name, value in flat(part):
            one = self._field("constants", name)
            if one is None:
                continue
            if name in mapped:
                self.say(f"constants.{name}", _("the field has a column already"))
            column = Column(one, constant=as_text(value))
            self._readable(f"constants.{name}", column, column.constant or "", format)
            found.append(column)
        return found

    def _classes(self, format: Format) -> tuple[ClassRule, ...]:
        found = []
        for name, spec in self.part("classes", dict.fromkeys(CLASSES, dict)).items():
            path = f"classes.{name}"
            if not isinstance(spec, Mapping) or name not in CLASSES:
                continue
            flag = FIELDS["in_use"]
            reason = self.text(spec, "reason", path)
            if not reason or len(reason) > 300:
                self.say(path, _("give the reason in up to 300 characters: reason = “…”"))
            if "value" in spec:
                self.keys(path, spec, ("value", "reason"))
                column: Column | None = Column(flag, constant=as_text(spec["value"]))
                if not isinstance(spec["value"], bool):
                    self.say(f"{path}.value", _("%(type)s is expected") % {"type": _(TYPES[bool])})
            else:
                column = self._column(path, spec, CLASS, flag, format)
            if column:
                found.append(ClassRule(name, reason, column))
        return tuple(found)

    def _match(self, columns: Iterable[Column]) -> tuple[str, ...]:
        part = self.part("match", MATCH)
        there = list(dict.fromkeys(c.field.name for c in columns if is_identifier(c.field.name)))
        if "code" in there:
            there.sort(key=lambda name: name != "code")
        for key in MATCH:
            for name in self.texts(part, key, "match"):
                if name not in there:
                    self.say(f"match.{key}", unknown(name, there))
                elif key == "several" and name == "code":
                    self.say("match.several", _("a building has one building code"))
        asked = [name for name in self.texts(part, "on", "match") if name in there]
        return tuple(dict.fromkeys([*asked, *there])) if asked else tuple(there)

    def _complete(self, profile: Profile) -> None:
        """Whether what a row must state is stated by some column or constant."""
        given = {column.field.name for column in profile.columns}
        if profile.columns and not profile.match:
            self.say("columns", _('a row needs an identifier: code = "…" or id.something = "…"'))
        for holds in profile.holds:
            for name, one in FIELDS.items():
                if holds in one.required and name not in given:
                    self.say("columns", _("%(field)s is missing") % {"field": name})
        if Holds.YEARS in profile.holds and not any(
            name in ("intensity", "energy") or name.startswith(USE) for name in given
        ):
            self.say("columns", _("an annual figure needs intensity, energy or use.<commodity>"))
        if profile.classes and Holds.BUILDINGS not in profile.holds:
            self.say(
                "classes", _('classes are recorded by lists of buildings: holds = ["buildings"]')
            )

    # --- one column --------------------------------------------------------------------------

    def _field(self, path: str, name: str) -> Field | None:
        one = field(name)
        if one is None:
            self.say(f"{path}.{name}", unknown(name, known()))
        return one

    def _column(
        self, path: str, spec: Any, keys: Mapping[str, Any], one: Field, format: Format
    ) -> Column | None:
        if isinstance(spec, str | list):
            spec = {"from": spec}
        if not isinstance(spec, Mapping):
            self.say(path, _('write "Heading" or { from = "Heading", … }'))
            return None
        self.keys(path, spec, keys)
        column = Column(
            one,
            headings=tuple(self.texts(spec, "from", path)),
            letter=self.text(spec, "letter", path),
            optional=spec.get("optional") is True,
            unit=self.text(spec, "unit", path),
            unit_from=tuple(self.texts(spec, "unit_from", path)),
            unit_values=self.map(spec, "unit_values", path),
            values=self.map(spec, "values", path),
            other=as_text(spec["other"]) if "other" in spec else None,
            dates=self.dates(spec, path),
            prefix=self.text(spec, "prefix", path),
            least=self.number(spec, "least", path),
            most=self.number(spec, "most", path),
            leave_out=spec.get("if_bad") == "leave_out",
        )
        self._check_column(path, spec, column, format)
        return column

    def _check_column(
        self, path: str, spec: Mapping[str, Any], column: Column, format: Format
    ) -> None:
        if bool(column.headings) == bool(column.letter):
            self.say(path, _('name the column by from = "Heading" or by letter = "C"'))
        if column.letter and not re.fullmatch(r"[A-Za-z]{1,3}", column.letter):
            self.say(f"{path}.letter", _("the letter of a column, such as C or AB"))
        if spec.get("if_bad", "refuse") not in ("refuse", "leave_out"):
            self.say(f"{path}.if_bad", unknown(str(spec["if_bad"]), ["refuse", "leave_out"]))
        if is_identifier(column.field.name) and column.leave_out:
            self.say(f"{path}.if_bad", _("an identifier cannot be left out"))
        self._check_unit(path, column)
        for said in column.values.values():
            self._readable(f"{path}.values", column, said, format)
        if column.other is not None:
            self._readable(f"{path}.other", column, column.other, format)

    def _check_unit(self, path: str, column: Column) -> None:
        wants = column.field.reads in WITH_UNIT
        if not wants and (column.unit or column.unit_from):
            self.say(f"{path}.unit", _("the field has no unit"))
        if wants and bool(column.unit) == bool(column.unit_from):
            self.say(
                path, _('state the unit once: unit = "kWh", or unit_from = "Heading of the units"')
            )
        for unit in filter(None, [column.unit, *column.unit_values.values()]):
            try:
                cells.unit_of(unit, column.field)
            except (QuantityError, cells.CellError) as error:
                self.say(f"{path}.unit", reasons.text(error.code, error.params))

    def _readable(self, path: str, column: Column, text: str, format: Format) -> None:
        """A value the profile itself states must be readable as a cell would be."""
        if not text:
            return
        rule = cells.Rule(column.field, format, timezone.localdate(), dates=column.dates)
        try:
            cells.read_plain(text, column.unit, rule)
        except cells.CellError as error:
            self.say(path, reasons.text(error.code, error.params))
