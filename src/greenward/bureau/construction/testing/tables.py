"""A laboratory's table, as CSV or workbook: every row is taken or refused with its reason.

Headings are found in Chinese or English wherever the table begins. Accepted and refused rows always
add up to the rows of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.registry.reading import Layout, UnreadableFile, Wanted, open_file, read_table
from greenward.law.standards.indoors import CONCENTRATIONS
from greenward.law.standards.names import read_name

from ..models import Project
from .entering import Air, Key, Row, Sound, Test, differs, fault, on_file
from .targets import as_number

MOST = 5_000

AIR = {
    "room": Wanted(("房间", "检测点位", "检测房间", "room")),
    "pollutant": Wanted(("污染物", "检测项目", "项目", "pollutant")),
    "value": Wanted(("浓度", "检测结果", "结果", "concentration", "value")),
    "unit": Wanted(("单位", "unit")),
    "averaging": Wanted(("取值时间", "平均时间", "averaging"), optional=True),
    "closed_hours": Wanted(("封闭时间", "门窗关闭时间", "closed hours"), optional=True),
    "tested_on": Wanted(("检测日期", "采样日期", "tested on", "date")),
    "report_number": Wanted(("报告编号", "report number", "report")),
}
SOUND = {
    "element": Wanted(("检测部位", "部位", "element")),
    "metric": Wanted(("评价量", "隔声指标", "metric")),
    "rooms": Wanted(("房间", "检测房间", "rooms")),
    "value": Wanted(("检测结果", "结果", "数值", "value")),
    "tested_on": Wanted(("检测日期", "tested on", "date")),
    "report_number": Wanted(("报告编号", "report number", "report")),
}
COLUMNS: Mapping[str, Mapping[str, Wanted]] = {"air": AIR, "sound": SOUND}
MODELS = {"air": Air.MODEL, "sound": Sound.MODEL}


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken: its number as the spreadsheet shows it, and why."""

    row: int
    reason: str


@dataclass(frozen=True)
class Read:
    """accepted + refused = the rows of the file."""

    accepted: list[Row]
    refused: list[Refused]

    @property
    def rows(self) -> int:
        return len(self.accepted) + len(self.refused)


def read(project: Project, kind: str, path: Path, retest: str = "") -> Read:
    """Read a laboratory's table of ``air`` or ``sound``. A row that was tested before with another
    figure is refused unless `retest` says why. Raises ValidationError where the file is no table."""
    wanted = COLUMNS[kind]
    try:
        table = read_table(open_file(path, Layout()), Layout(), tuple(wanted.values()))
    except UnreadableFile as error:
        raise ValidationError(str(error)) from error
    if table.rows > MOST:
        raise ValidationError(_("A table holds at most %(most)s rows.") % {"most": MOST})
    taken: list[Row] = []
    refused = [
        Refused(number, _("The row has %(cells)s cells, not as many as there are headings.") % {"cells": cells})
        for number, cells in table.ragged
    ]  # fmt: skip
    known, seen = on_file(project, MODELS[kind]), set[Key]()
    for number, *cells in table.frame.iter_rows():
        said = dict(zip(wanted, (cell.strip() if cell else "" for cell in cells), strict=True))
        try:
            row = _ROWS[kind](said)
            _check(row, seen, known.get(row.key), retest)
        except ValidationError as error:
            refused.append(Refused(number, "; ".join(error.messages)))
        else:
            seen.add(row.key)
            taken.append(row)
    return Read(taken, sorted(refused, key=lambda one: one.row))


def _check(row: Row, seen: set[Key], before: Test | None, retest: str) -> None:
    if wrong := fault(row):
        raise ValidationError(wrong)
    if row.key in seen:
        raise ValidationError(_("The same stands in an earlier row."))
    if before is not None and differs(row, before) and not retest.strip():
        raise ValidationError(_("It was tested already; say why it was tested again."))


def _air(said: Mapping[str, str]) -> Air:
    return Air(
        room=_needed(said, "room", AIR, 100),
        pollutant=_name(said, "pollutant", "pollutant", AIR),
        value=_number(said, "value", AIR, places=6),
        unit=_unit(_needed(said, "unit", AIR, 20)),
        averaging=_name(said, "averaging", "averaging", AIR) if said["averaging"] else "",
        closed_hours=_hours(said["closed_hours"]),
        tested_on=_day(said, AIR),
        report_number=_needed(said, "report_number", AIR, 100),
    )


def _sound(said: Mapping[str, str]) -> Sound:
    return Sound(
        element=_name(said, "element", "element", SOUND),
        metric=_name(said, "metric", "metric", SOUND),
        rooms=_needed(said, "rooms", SOUND, 200),
        value=_number(said, "value", SOUND, places=2),
        tested_on=_day(said, SOUND),
        report_number=_needed(said, "report_number", SOUND, 100),
    )


_ROWS: Mapping[str, Callable[[Mapping[str, str]], Row]] = {"air": _air, "sound": _sound}


def _needed(said: Mapping[str, str], name: str, wanted: Mapping[str, Wanted], most: int) -> str:
    if not said[name]:
        raise ValidationError(_("“%(column)s” is empty.") % {"column": wanted[name].name})
    if len(said[name]) > most:
        raise ValidationError(_("“%(column)s” is too long.") % {"column": wanted[name].name})
    return said[name]


def _name(said: Mapping[str, str], name: str, key: str, wanted: Mapping[str, Wanted]) -> str:
    text = _needed(said, name, wanted, 100)
    code = read_name(key, text)
    if code is None:
        raise ValidationError(
            _("“%(column)s”: “%(said)s” is not known here.")
            % {"column": wanted[name].name, "said": text}
        )
    return code


def _number(
    said: Mapping[str, str], name: str, wanted: Mapping[str, Wanted], *, places: int
) -> Decimal:
    text = _needed(said, name, wanted, 30)
    number = as_number(text)
    if number is None or number != round(number, places):
        raise ValidationError(
            _("“%(column)s”: “%(said)s” is no number with at most %(places)s decimals.")
            % {"column": wanted[name].name, "said": text, "places": places}
        )
    return number


def _unit(text: str) -> str:
    """A unit as the standards write it: ``mg/m3`` and ``mg/m³`` are one."""
    folded: dict[str, str] = {one.replace("³", "3").casefold(): one for one in CONCENTRATIONS}
    plain = text.replace("³", "3").replace("µ", "μ").replace(" ", "").casefold()
    return folded.get(plain, folded.get(plain.replace("ug", "μg"), text))


def _hours(text: str) -> int | None:
    if not text:
        return None
    number = as_number(text)
    if number is None or number != int(number) or not 0 <= number <= 1000:
        raise ValidationError(_("The hours doors and windows were closed are a whole number."))
    return int(number)


def _day(said: Mapping[str, str], wanted: Mapping[str, Wanted]) -> date:
    text: Any = _needed(said, "tested_on", wanted, 30)
    plain = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    try:
        year, month, day = (int(part) for part in plain.replace(".", "-").split(" ")[0].split("-"))
        return date(year, month, day)
    except ValueError as error:
        raise ValidationError(
            _("“%(said)s” is no day: write it as 2026-11-20.") % {"said": text}
        ) from error
