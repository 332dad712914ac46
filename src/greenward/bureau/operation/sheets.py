"""The papers of a handover as they are printed, in both languages: parts of lines and tables, each
text as ``[zh, en]``. What an issued paper keeps is exactly this (Articles 18 and 19).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.saying import star_words
from greenward.law.language import Text
from greenward.law.warranty import Length, Unit

from .contents import Material
from .models import PaperKind
from .points import Point, points
from .rooms import NAMES, Room

Part = dict[str, Any]
"""``head``, ``lines`` and ``table``; the first row of a table is its head."""

TITLES = {
    PaperKind.ACCEPTANCE: Text("绿色建筑专项验收报告", "Special acceptance report"),
    PaperKind.GUARANTEE: Text("绿色建筑质量保证书", "Quality guarantee certificate"),
    PaperKind.MANUAL: Text("绿色建筑使用说明书", "Instruction manual"),
    PaperKind.GUIDE: Text("验房指南", "Guide to inspecting the home"),
}
COUNTS = {
    Unit.YEARS: Text("{number} 年", "{number} years"),
    Unit.MONTHS: Text("{number} 个月", "{number} months"),
    Unit.SEASONS: Text("{number} 个供暖期、供冷期", "{number} heating or cooling seasons"),
}
BUILDERS = {
    PartyRole.DEVELOPER: Text("建设单位", "Development party"),
    PartyRole.DESIGNER: Text("设计单位", "Design party"),
    PartyRole.CONTRACTOR: Text("施工单位", "Construction party"),
    PartyRole.SUPERVISOR: Text("监理单位", "Supervision party"),
    PartyRole.EVALUATOR: Text("第三方评估机构", "Third-party evaluator"),
}
DESIGN_LIFE = Text("设计使用年限", "the design life")


def content(kind: PaperKind, project: Project, given: Material, home: str = "") -> dict[str, Any]:
    """A paper before it is issued. `home` names the home a guide is for."""
    builds = {
        PaperKind.GUARANTEE: guarantee,
        PaperKind.MANUAL: manual,
        PaperKind.GUIDE: guide,
    }
    title = TITLES[kind]
    about = [project.name, project.code, *([home] if home else [])]
    return {
        "title": _pair(title),
        "about": " · ".join(about),
        "parts": [*_basics(kind, project, given), *builds[kind](given)],
    }


def guarantee(given: Material) -> list[Part]:
    """Star, indicators, scope, periods beside the legal least, other duties, liability, energy."""
    said = given.particulars
    return _present(
        _indicators(given),
        _typed(Text("保修范围", "What the warranty covers"), said.scope),
        _periods(given),
        _typed(Text("其他保修责任", "Other warranty duties"), said.other_duties),
        _typed(Text("违约责任", "Liability for breach"), said.liability),
        _energy(given),
    )


def manual(given: Material) -> list[Part]:
    """Performance, measures, equipment, how all of it is used and kept."""
    said = given.particulars
    return _present(
        _indicators(given),
        _typed(Text("绿色技术措施", "Green technical measures"), said.measures),
        _equipment(given),
        _uses(given),
        _typed(Text("节能措施的保护要求", "How the measures are kept"), said.protection),
        _energy(given),
    )


def guide(given: Material) -> list[Part]:
    """Room by room what to look at, with what was promised."""
    rooms: dict[Room, list[Point]] = {}
    for point in points(given):
        rooms.setdefault(point.room, []).append(point)
    head = (Text("看什么", "What to look at"), Text("承诺", "Promised"), Text("结果", "Found"))
    return [
        _part(
            NAMES[room],
            table=[head, *((one.what, one.promised, Text("□", "□")) for one in found)],
        )
        for room, found in rooms.items()
    ]


def period(length: Length) -> Text:
    words = COUNTS[length.unit]
    return Text(words.zh.format(number=length.number), words.en.format(number=length.number))


def _basics(kind: PaperKind, project: Project, given: Material) -> list[Part]:
    found = given.known
    rows = [(Text("工程", "Works"), _same(project.name))]
    if found.star is not None:
        rows.append((Text("绿色建筑等级", "Green-building star"), star_words(found.star)))
    if kind is not PaperKind.GUIDE:
        rows += [(BUILDERS[role], _same(name)) for role, name in found.parties]
    if found.accepted_on:
        day = found.accepted_on.isoformat()
        rows.append((Text("竣工验收合格日期", "Accepted on completion"), _same(day)))
    if found.tests:
        zh = "；".join(one.zh for one in found.tests)
        en = "; ".join(one.en for one in found.tests)
        rows.append((Text("检测和验收", "Tests and acceptance"), Text(zh, en)))
    return [_part(Text("基本情况", "The works"), table=[(), *rows])]


def _indicators(given: Material) -> Part | None:
    head = (Text("性能指标", "Indicator"), Text("承诺值", "Promised"), Text("意思", "Meaning"))
    rows = [
        (kind.label, _same(kind.written(value)), kind.said(value))
        for kind, value in given.indicators
    ]
    return _part(Text("绿色性能指标", "Performance"), table=[head, *rows]) if rows else None


def _periods(given: Material) -> Part:
    head = (
        Text("部位", "Part"),
        Text("保修期限", "Warranty"),
        Text("法定最低", "Least by law"),
        Text("依据", "Source"),
    )
    rows = [
        (
            found.floor.name,
            period(found.stated) if found.stated else Text("未定", "not set"),
            period(found.least) if found.least else DESIGN_LIFE,
            found.floor.source,
        )
        for found in given.floors
    ]
    note = Text("保修期自竣工验收合格之日起算。", "All run from the day the works are accepted.")
    return _part(Text("保修期限", "Warranty periods"), lines=[note], table=[head, *rows])


def _equipment(given: Material) -> Part | None:
    head = (
        Text("设施设备", "Equipment"),
        Text("位置", "Where"),
        Text("品牌型号", "Make and model"),
        Text("数量", "How many"),
    )
    rows = [
        (_same(one.name), NAMES[Room(one.place)], _same(one.model), _same(one.amount))
        for one in given.equipment
    ]
    return _part(Text("设施设备清单", "Equipment"), table=[head, *rows]) if rows else None


def _uses(given: Material) -> Part | None:
    lines = [_same(f"{one.name}：{one.use}") for one in given.equipment if one.use.strip()]
    lines += _lines(given.particulars.use)
    return _part(Text("使用方法", "How it is used"), lines=lines) if lines else None


def _energy(given: Material) -> Part | None:
    """What the energy regulations have told at a sale, in one place."""
    rows = [(kind.label, _same(kind.written(value))) for kind, value in given.energy]
    insulation = next((f for f in given.floors if f.floor.part.value == "insulation"), None)
    if insulation and insulation.stated:
        rows.append((Text("保温工程保修期", "Insulation warranty"), period(insulation.stated)))
    lines = [*_lines(given.particulars.measures), *_lines(given.particulars.protection)]
    if not rows:
        return None
    return _part(Text("节能信息", "Energy"), lines=lines, table=[(), *rows])


def _part(head: Text, lines: Iterable[Text] = (), table: Sequence[Sequence[Text]] = ()) -> Part:
    rows = [[_pair(cell) for cell in row] for row in table]
    return {"head": _pair(head), "lines": [_pair(one) for one in lines], "table": rows}


def _typed(head: Text, text: str) -> Part | None:
    lines = _lines(text)
    return _part(head, lines=lines) if lines else None


def _lines(text: str) -> list[Text]:
    return [_same(line.strip()) for line in text.splitlines() if line.strip()]


def _present(*parts: Part | None) -> list[Part]:
    return [part for part in parts if part is not None]


def _same(text: str) -> Text:
    """What a person wrote, the same in both languages."""
    return Text(text or "—", text or "—")


def _pair(text: Text) -> list[str]:
    return [text.zh, text.en]
