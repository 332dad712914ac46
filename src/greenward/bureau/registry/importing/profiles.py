"""Mapping profiles: what the columns of a file mean. The format is written down for people in
docs/import-profiles.md.

A profile is TOML (or the same as JSON), saved by name or shipped in ``registry/profiles``. It is
checked against a closed schema before a file is touched: all that is wrong is said at once, an
unknown word with the nearest known one.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from greenward.bureau.casework.errors import Refusal
from greenward.bureau.registry.reading import Layout

from .fields import Field, Holds

SHIPPED = files("greenward.bureau.registry") / "profiles"


class ProfileError(Refusal):
    """The profile cannot be used; each message names a place and what is wrong there."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__(problems)
        self.name = name

    def __str__(self) -> str:
        head = _("The profile %(name)s cannot be used:") % {"name": self.name}
        return "\n".join([head, *(f"  - {problem}" for problem in self.messages)])


@dataclass(frozen=True, slots=True)
class Format:
    """How numbers, dates and absence are written in the file."""

    decimal_mark: str = "."
    group_mark: str = ","
    dates: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Column:
    """Where a field comes from: a column by one of its headings or its letter, or a constant."""

    field: Field
    headings: tuple[str, ...] = ()
    letter: str = ""
    constant: str | None = None
    optional: bool = False
    unit: str = ""
    unit_from: tuple[str, ...] = ()
    unit_values: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    other: str | None = None
    dates: tuple[str, ...] = ()
    prefix: str = ""
    least: str = ""
    most: str = ""
    leave_out: bool = False


@dataclass(frozen=True)
class ClassRule:
    """A class the list records for its buildings, and why."""

    name: str
    reason: str
    column: Column


@dataclass(frozen=True)
class Profile:
    """A checked profile. `match` are the identifiers in the order they are tried; `several` those
    of which a building may carry more than one; `text` is the profile as somebody wrote it."""

    name: str
    about: str
    holds: tuple[Holds, ...]
    layout: Layout
    format: Format
    columns: tuple[Column, ...]
    classes: tuple[ClassRule, ...]
    match: tuple[str, ...]
    several: frozenset[str]
    body: Mapping[str, Any]
    text: str = ""

    def of(self, holds: Holds) -> tuple[Column, ...]:
        """The columns and constants that matter for one kind of row."""
        return tuple(column for column in self.columns if holds in column.field.holds)

    @cached_property
    def energy(self) -> Holds | None:
        """Which energy rows the file holds, if any."""
        return next((one for one in (Holds.YEARS, Holds.BILLS) if one in self.holds), None)


def check(body: Mapping[str, Any], name: str = "") -> Profile:
    """The profile a mapping states. Raises ProfileError with everything that is wrong."""
    from .checker import Checker

    return Checker(body, name).profile()


def parse(text: str, name: str = "") -> Profile:
    """The profile a TOML or JSON text states. Raises ProfileError."""
    try:
        body = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileError(
            name or "?", [_("It is no TOML: %(why)s.") % {"why": str(error).rstrip(".")}]
        ) from error
    return replace(check(json.loads(json.dumps(body, default=_plain)), name), text=text)


def read(path: Path) -> Profile:
    """The profile of a file; it is called as the file where it names itself nothing."""
    try:
        return parse(path.read_text("utf-8-sig"), path.stem)
    except UnicodeDecodeError as error:
        raise ProfileError(path.name, [_("It is not written in UTF-8.")]) from error


def shipped() -> dict[str, Profile]:
    """The profiles that come with Greenward, by name."""
    names = sorted(entry.name for entry in SHIPPED.iterdir() if entry.name.endswith(".toml"))
    profiles = [parse((SHIPPED / name).read_text("utf-8"), name[:-5]) for name in names]
    return {profile.name: profile for profile in profiles}


def text_of(name: str) -> str:
    """A profile as it was written, to be copied and changed; as JSON where nobody wrote it."""
    found = find(name)
    return found.text or json.dumps(found.body, ensure_ascii=False, indent=2)


def headings(profile: Profile, *, chinese: bool) -> list[str]:
    """The headings a list by this profile has; of several, the one in the language asked for."""

    def chosen(names: tuple[str, ...]) -> str:
        fits = [name for name in names if any("\u4e00" <= c <= "\u9fff" for c in name) == chinese]
        return (fits or names)[0]

    found = [
        chosen(names)
        for column in profile.columns
        for names in (column.headings, column.unit_from)
        if names
    ]
    found += [chosen(rule.column.headings) for rule in profile.classes if rule.column.headings]
    return list(dict.fromkeys(found))


def find(name: str) -> Profile:
    """The saved profile of this name, else the shipped one, else a profile file of this path.

    Raises ProfileError with the names there are.
    """
    from greenward.bureau.registry.models import ImportProfile

    saved = ImportProfile.objects.filter(name=name).first()
    if saved:
        return replace(check(saved.body, saved.name), text=saved.text)
    ours = shipped()
    if name in ours:
        return ours[name]
    path = Path(name)
    if path.suffix.lower() in (".toml", ".json") and path.is_file():
        return read(path)
    names = [*ImportProfile.objects.values_list("name", flat=True), *ours]
    known = ", ".join(dict.fromkeys(names))
    raise ProfileError(
        name,
        [
            _("There is no such profile and no such .toml file. Profiles: %(known)s.")
            % {"known": known}
        ],
    )


def _plain(value: Any) -> str:
    """TOML's own dates as text; nothing else of TOML is missing in JSON."""
    return value.isoformat() if isinstance(value, date) else str(value)
