"""The files the demo city comes in by, and two bad ones to try the importer on.

They stay in ``var/demo``: a visitor can open them, spoil a cell and import them again.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.importing.profiles import check
from greenward.bureau.registry.models import ImportProfile, ImportRun
from greenward.bureau.registry.services import run_import, start_import

from .invent import Invented

REGISTER = "demo-register"
YEARS = "demo-years"
PROFILES = {
    REGISTER: """
about = "演示城市的建筑名录 / the demo city's register"
holds = ["buildings"]

[columns]
code = "建筑编码"
name = "名称"
address = "地址"
area = "行政区划代码"
owner_uscc = "产权单位统一社会信用代码"
owner_name = "产权单位"
function = "功能"
energy_class = "能耗分类"
floor_area = { from = "建筑面积", unit = "m²" }
fiscal_share = { from = "财政性资金占比", unit = "%" }
state_organ_office = "国家机关办公建筑"
in_use = "在用"
completed_on = { from = "竣工日期", dates = ["YYYY-MM-DD"] }
star = "星级"
""",
    YEARS: """
about = "演示城市的年度能耗 / the demo city's energy years"
holds = ["years"]

[columns]
code = "建筑编码"
year = "年份"
intensity = { from = "能耗指标", unit = "kWh/(m²·a)" }
""",
}
HEADINGS = (
    "建筑编码", "名称", "地址", "行政区划代码", "产权单位统一社会信用代码", "产权单位", "功能", "能耗分类",
    "建筑面积", "财政性资金占比", "国家机关办公建筑", "在用", "竣工日期", "星级",
)  # fmt: skip
YEAR_HEADINGS = ("建筑编码", "年份", "能耗指标")


class DemoFailed(Exception):
    """The invented city did not come in whole: a mistake of ours."""


def import_register(actor: Actor, city: Area, found: list[Invented]) -> None:
    """Write the register as a CSV file of the authority and import it."""
    rows = [building.row.values() for building in found]
    import_list(
        actor, city, "buildings", REGISTER, PROFILES[REGISTER], "建筑名录.csv", HEADINGS, rows
    )


def import_years(actor: Actor, city: Area, found: list[Invented]) -> None:
    """Write the yearly figures, gaps and all, and import them."""
    rows = [
        [building.code, year, figure]
        for building in found
        for year, figure in building.figures.items()
    ]
    import_list(actor, city, "energy", YEARS, PROFILES[YEARS], "年度能耗.csv", YEAR_HEADINGS, rows)


def import_list(
    actor: Actor,
    city: Area,
    kind: str,
    profile: str,
    written: str,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Iterable[object]],
) -> None:
    """Write a list as a CSV file, save the profile that reads it, and import it. Raises DemoFailed where
    a row is refused."""
    file = _csv(name, headings, [[_cell(value) for value in row] for row in rows])
    body = tomllib.loads(written)
    ImportProfile.objects.update_or_create(
        name=profile, defaults={"kind": kind, "body": body, "saved_by": actor.name}
    )
    with file.open("rb") as content:
        run = start_import(actor, kind, content, file.name, check(body, profile), city)
    run = run_import(run.pk)
    if run.state != ImportRun.State.DONE or run.refused:
        raise DemoFailed(f"{file.name}: {run.state}, {run.refused} refused, {run.error}")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _folder() -> Path:
    folder = Path(settings.HOME) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _csv(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig"
) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    path = _folder() / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_bad_files() -> tuple[Path, ...]:
    """A register in GB18030 and a workbook of figures, each with the faults real lists have."""
    good = ["440304A901", "可接收大厦", "鹏程路1号", "440304", "", "", "A", "office-commercial-A"]
    tail = ["23000", "0", "否", "是", "2010-05-01", ""]
    rows = [
        [*good, *tail],
        ["440304A902", "区划错误", "", "999999", "", "", "A", "", *tail],
        [
            "440304A903",
            "信用代码错误",
            "",
            "440304",
            "91440300AAAAAAAAAA",
            "某公司",
            "A",
            "",
            *tail,
        ],
        ["440304A904", "面积是文字", "", "440304", "", "", "A", "", "两万", *tail[1:]],
        ["440304A905", "面积为负", "", "440304", "", "", "A", "", "-5", *tail[1:]],
        ["440304A906", "功能不明", "", "440304", "", "", "飞船", "", *tail],
        ["440304A907", "日期不存在", "", "440304", "", "", "A", "", *tail[:4], "2010-02-30", ""],
        ["", "没有编码", "", "440304", "", "", "A", "", *tail],
    ]
    register = _csv(_("bad-register.csv"), HEADINGS, rows, "gb18030")
    return register, _bad_workbook()


def _bad_workbook() -> Path:
    rows: list[list[object]] = [
        ["440304A001", 2025, 88.5],
        ["440304A001", 2025, 91.0],
        ["440304A002", 1880, 70],
        ["440304A003", "去年", 70],
        ["440304A004", 2025, "一百"],
        ["440304A005", 2025, -3],
        ["999999A001", 2025, 60],
        ["440304A006", 2025, None],
    ]
    path = _folder() / _("bad-energy.xlsx")
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("能耗")
        sheet.write_row(0, 0, YEAR_HEADINGS)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    return path
