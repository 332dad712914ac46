"""Lists a person brings: targets and inspectors, as a file or pasted from a spreadsheet.

A list with a wrong row is refused whole, with every wrong row and its reason: nobody is quietly
left out of a draw, and nobody is in it by half.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.trust.draw import Inspector, Target

from .areas import Areas

MOST, SHOWN = 50_000, 20
"""Rows of one list; reasons shown of a refused one."""
TARGET = {
    "id": ("编号", "建筑编码", "项目编号", "id", "code"),
    "name": ("名称", "name"),
    "stratum": ("风险等级", "分层", "stratum", "risk"),
    "district": ("辖区", "行政区划", "district"),
    "owner": ("所有人", "单位", "建设单位", "owner", "organisation"),
}
INSPECTOR = {
    "id": ("执法证号", "证号", "card", "id"),
    "name": ("姓名", "name"),
    "districts": ("辖区", "districts", "areas"),
    "recused": ("回避单位", "recused"),
}
"""The headings of each column; the first is what the page shows."""
SEVERAL = str.maketrans({"、": ";", "；": ";", "，": ";"})
T = TypeVar("T")


@dataclass(frozen=True)
class Roster:
    """Inspectors, and their names by card number, which are not part of the pool."""

    inspectors: tuple[Inspector, ...]
    names: dict[str, str]


def targets(text: str, areas: Areas) -> tuple[Target, ...]:
    """The targets of a list. Raises ValidationError with every wrong row."""

    def read(row: dict[str, str]) -> Target:
        return Target(
            _needed(row, "id", TARGET),
            row["stratum"] or "all",
            areas.one(row["district"]),
            areas.owner(row["owner"]),
            row["name"],
        )

    return tuple(_rows(text, TARGET, read))


def roster(text: str, areas: Areas) -> Roster:
    """The inspectors of a list. Raises ValidationError with every wrong row."""
    names: dict[str, str] = {}

    def read(row: dict[str, str]) -> Inspector:
        card = _needed(row, "id", INSPECTOR)
        names[card] = row["name"]
        served = tuple(dict.fromkeys(map(areas.one, _several(row["districts"]) or [""])))
        recused = tuple(sorted({areas.owner(one) for one in _several(row["recused"])}))
        return Inspector(card, served, recused)

    return Roster(tuple(_rows(text, INSPECTOR, read)), names)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without mark, or in GB 18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The file is no text. Save the list as CSV."))


def _rows(
    text: str, columns: dict[str, tuple[str, ...]], read: Callable[[dict[str, str]], T]
) -> Iterable[T]:
    lines = list(csv.reader(StringIO(text.strip("\n\r\ufeff")), delimiter=_delimiter(text)))
    places = _places(lines[0] if lines else [], columns)
    found: list[T] = []
    wrong: list[str] = []
    seen: dict[str, int] = {}
    if len(lines) > MOST:
        raise ValidationError(_("The list has more than %(n)s rows.") % {"n": f"{MOST:,}"})
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        cells = {name: " ".join(line[at].split()) if at is not None and at < len(line) else ""
                 for name, at in places.items()}  # fmt: skip
        try:
            _once(cells["id"], number, seen)
            found.append(read(cells))
        except ValidationError as error:
            wrong.append(_("Row %(n)s: %(why)s") % {"n": number, "why": " ".join(error.messages)})
    if wrong:
        rest = len(wrong) - SHOWN
        more = [_("and %(n)s more rows") % {"n": rest}] if rest > 0 else []
        raise ValidationError([*wrong[:SHOWN], *more])
    if not found:
        raise ValidationError(_("The list is empty."))
    return found


def _places(headings: list[str], columns: dict[str, tuple[str, ...]]) -> dict[str, int | None]:
    known = {heading.strip().casefold(): at for at, heading in enumerate(headings)}
    places = {
        name: next((known[one] for one in words if one in known), None)
        for name, words in columns.items()
    }
    if places["id"] is None:
        raise ValidationError(
            _("The first line must hold the headings; “%(id)s” is missing among: %(found)s")
            % {"id": columns["id"][0], "found": ", ".join(headings)[:200] or "—"}
        )
    return places


def _once(id: str, number: int, seen: dict[str, int]) -> None:
    if id in seen:
        raise ValidationError(_("stands in row %(n)s already") % {"n": seen[id]})
    seen[id] = number


def _needed(row: dict[str, str], name: str, columns: dict[str, tuple[str, ...]]) -> str:
    if not row[name]:
        raise ValidationError(_("“%(what)s” is empty") % {"what": columns[name][0]})
    if "\x00" in row[name]:
        raise ValidationError(_("holds a sign that is no text"))
    return row[name]


def _several(cell: str) -> list[str]:
    return [one.strip() for one in cell.translate(SEVERAL).split(";") if one.strip()]


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff\n\r").split("\n", 1)[0]
    return max(",\t", key=first.count)
