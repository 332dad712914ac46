"""An authority's own table as a file: TOML in the form of the shipped tables, or CSV or XLSX.

A sheet has one row a value (columns `quantity`, `value`) or one row a case with the columns
`constraint` and, where there are any, `guiding`; the other columns narrow the row or date it. What
is the same for all rows may be given once instead of as a column. See docs/standards-tables.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from greenward.law.standards import Problem, Table, TableRefused, read_table
from greenward.law.standards.seeds import Head, build_table

from .errors import FileRefused

WIDE = {"constraint": "energy.constraint", "guiding": "energy.guiding"}
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "quantity": ("项目", "指标"),
    "value": ("数值", "值", "限值"),
    "constraint": ("约束值", "energy.constraint"),
    "guiding": ("引导值", "energy.guiding"),
    "unit": ("单位",),
    "energy_class": ("建筑类别", "能耗类别", "建筑类型"),
    "climate_zone": ("气候区", "建筑气候分区"),
    "commodity": ("能源品种",),
    "origin": ("来源地",),
    "region": ("地区",),
    "first_day": ("起始日期", "生效日期", "施行日期"),
    "last_day": ("截止日期", "失效日期"),
    "source": ("依据", "出处", "来源"),
    "compare": ("比较方法",),
    "direction": ("方向",),
    "water_use": ("用水类型", "建筑用途"),
    "water_zone": ("用水分区",),
    "city_size": ("城市规模",),
    "pollutant": ("污染物",),
    "averaging": ("取值时间",),
    "element": ("检测部位", "构件"),
    "metric": ("评价量",),
    "room_use": ("房间用途",),
    "material": ("建材",),
}
"""Column -> other headings it may have."""
ENTERED = {"evidence": "A", "confidence": None}
"""Whatever the file says, a table an authority enters is entered by the authority."""
HEADER_WITHIN = 20


def read_file(
    name: str, content: bytes, head: Head | None = None, shared: Mapping[str, Any] | None = None
) -> Table:
    """The table a file states. `head` says what a CSV or XLSX cannot: number, titles, level.

    `shared` gives unit, days or source for all rows that do not say otherwise. Raises FileRefused
    with every problem and its place.
    """
    suffix = PurePath(name).suffix.casefold()
    try:
        if suffix == ".toml":
            return read_table(_decoded(content), ENTERED)
        if suffix not in (".csv", ".xlsx", ".xls") or head is None:
            raise TableRefused([Problem("unknown_format", params={"name": name})])
        sheet = _csv(content) if suffix == ".csv" else _workbook(content)
        return build_table(head, list(_cells(sheet, {**(shared or {}), "evidence": "A"})))
    except TableRefused as refused:
        raise FileRefused(refused) from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused([Problem("unreadable", params={"detail": "UTF-8, GB18030"})])


def _csv(content: bytes) -> list[list[Any]]:
    return [list(row) for row in csv.reader(io.StringIO(_decoded(content), newline=""))]


def _workbook(content: bytes) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as error:
        raise TableRefused([Problem("unreadable", params={"detail": str(error)})]) from None


def _cells(
    sheet: Sequence[Sequence[Any]], shared: Mapping[str, Any]
) -> Iterable[tuple[str, dict[str, Any]]]:
    """The rows of a sheet as cells by column, a wide row as one for each value it has."""
    top, columns = _header(sheet)
    for number, row in enumerate(sheet[top + 1 :], top + 2):
        cells = {key: _tidy(row[at]) for at, key in columns.items() if at < len(row)}
        cells = {key: value for key, value in cells.items() if value not in (None, "")}
        values = {quantity: cells.pop(key) for key, quantity in WIDE.items() if key in cells}
        if not cells and not values:
            continue
        rest = {"quantity": "energy.constraint", **shared, **cells}
        where = f"row {number}"
        if values:
            for quantity, value in values.items():
                yield where, {**rest, "quantity": quantity, "value": value}
        else:
            yield where, rest


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _header(sheet: Sequence[Sequence[Any]]) -> tuple[int, dict[int, str]]:
    """Where the header is and which column each heading names."""
    for number, row in enumerate(sheet[:HEADER_WITHIN]):
        found = {at: _column(str(heading)) for at, heading in enumerate(row)}
        if {"value", *WIDE} & set(found.values()):
            return number, {at: key for at, key in found.items() if key}
    raise TableRefused([Problem("no_header")])


def _column(heading: str) -> str:
    """The column a heading names; an unknown heading stands for itself and is refused later."""
    plain = heading.strip().casefold().replace(" ", "_")
    return next((key for key, names in HEADINGS.items() if plain == key or plain in names), plain)
