"""What an import did to a building, in words: before and after, one line a matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import Area, Organisation

from .importing.fields import FIELDS, field
from .importing.fields import ID as SCHEME
from .models import BuildingClass, Function, ImportChange

NAMED = {"area_id": ("area", Area), "owner_id": ("owner_name", Organisation),
         "manager_id": ("manager_name", Organisation)}  # fmt: skip
YEARS = ("built_year", "as_of")
OWN = ("run_id", "kgce", "estimated_share", "basis", "coverage_days", "bills_intensity")
"""Columns that only follow from others and say nothing to a reader."""


@dataclass(frozen=True)
class Line:
    """One matter: what it is called, what it was (empty: nothing), what it is now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """A change as a page shows it."""

    change: ImportChange
    matched_on: str
    lines: list[Line]
    url: str = ""
    """Where what it is about is found; "" where it is not."""


def told(changes: Iterable[ImportChange], pages: Mapping[int, str]) -> list[Told]:
    """Each change with its lines; names of districts and organisations come in three queries.
    `pages` are the addresses of what they are about, by their keys."""
    found = list(changes)
    names = _names(found)
    return [
        Told(
            change,
            identifier(change.matched_on),
            list(_lines(change, names)),
            pages.get(change.pk, ""),
        )
        for change in found
    ]


def identifier(matched_on: str) -> str:
    """An identifier as it is kept (``code 440304A001``) with its scheme in words."""
    scheme, _space, value = matched_on.partition(" ")
    return f"{FIELDS['code'].shown} {value}" if scheme == "code" else matched_on


def _names(changes: list[ImportChange]) -> dict[str, dict[int, str]]:
    asked: dict[str, set[int]] = {key: set() for key in NAMED}
    for change in changes:
        for values in (change.before, change.after):
            for key in NAMED:
                if values.get(key):
                    asked[key].add(values[key])
    return {
        key: {one.pk: str(one) for one in NAMED[key][1].objects.filter(pk__in=ids)}
        for key, ids in asked.items()
    }


def _lines(change: ImportChange, names: dict[str, dict[int, str]]) -> Iterator[Line]:
    before, after = change.before, change.after
    for key in after:
        if key in NAMED:
            label = FIELDS[NAMED[key][0]].shown
            yield Line(label, _named(before.get(key), names[key]), _named(after[key], names[key]))
        elif (one := field(key)) and not key.startswith(SCHEME) and after[key] not in ("", None):
            yield Line(one.shown, _said(before.get(key), key), _said(after[key], key))
    for scheme, value in after.get("identifiers", ()):
        yield Line(_("identifier %(scheme)s") % {"scheme": scheme}, "", value)
    for name, record in after.get("classes", {}).items():
        former = before.get("classes", {}).get(name)
        label = str(BuildingClass.Name(name).label)
        yield Line(label, _recorded(former) if former else "", _recorded(record))
    yield from _energy(before, after)


def _energy(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Line]:
    if years := after.get("years"):
        yield Line(_("years added"), "", ", ".join(map(str, years)))
    for year, values in sorted(after.get("changed", {}).items()):
        former = before.get("changed", {}).get(year, {})
        yield from (
            Line(f"{year} · {_column(key)}", _said(former.get(key), key), _said(value, key))
            for key, value in values.items()
            if key not in OWN
        )
    if count := after.get("bills"):
        yield Line(_("bills added"), "", f"{count:,}")
    if meters := after.get("meters"):
        yield Line(_("meters added"), "", ", ".join(meters))
    if changed := after.get("changed_bills"):
        former = before.get("changed_bills", {})
        for bill, values in changed.items():
            yield from (
                Line(f"{_('bill')} · {_column(key)}", _said(former[bill].get(key)), _said(value))
                for key, value in values.items()
            )


def _column(key: str) -> str:
    labels = {
        "intensity_unit": _("unit"),
        "energy_unit": _("unit"),
        "unit": _("unit"),
        "quantities": _("amounts"),
    }
    return labels.get(key) or (FIELDS[key].shown if key in FIELDS else key)


def _named(pk: int | None, names: dict[int, str]) -> str:
    return "" if pk is None else names.get(pk, f"#{pk}")


def _recorded(record: dict[str, Any]) -> str:
    return f"{_said(record['value'])} ({record['reason']})"


def _said(value: Any, key: str = "") -> str:
    """A value as a person reads it; `key` names its field, for its words and its unit."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key == "function":
        return str(Function(value).label) if value else ""
    if isinstance(value, int | float):
        plain = str(value) if key in YEARS else f"{Decimal(repr(value)):,f}".removesuffix(".0")
        return " ".join(filter(None, [plain, FIELDS[key].unit if key in FIELDS else ""]))
    if isinstance(value, dict):
        return " · ".join(f"{name} {_said(one)}" for name, one in value.items())
    if isinstance(value, list):
        return " ".join(map(_said, value))
    return str(value)
