"""The story of homes that are built and sold: papers, handover, sale, and a buyer who inspects (Articles
18 and 19).

The buyer has two homes: one inspected, with a defect being repaired and another whose day has passed,
and one where the inspection is half done and the receipt still to be signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.casework.models import Task
from greenward.bureau.construction.models import Project
from greenward.bureau.operation import defects, handing, inspecting, papers, preparing, selling
from greenward.bureau.operation.models import Defect, InspectionItem, Paper, PaperKind
from greenward.bureau.registry import homes
from greenward.bureau.registry.models import Building, UnitHolding
from greenward.law.warranty import Length, Part
from greenward.law.warranty import Unit as Count

from ..files import HEADINGS, PROFILES, REGISTER, import_list
from ..matters import paper
from .cast import Cast, ago, fresh
from .plan import Plan

NAME = "澜庭花园"
HOMES = {"1201": "LT-2026-1201", "1202": "LT-2026-1202"}
"""Numbers of the buyer's homes with those of their contracts."""
YEARS = {
    Part.STRUCTURE: 50,
    Part.WATERPROOFING: 5,
    Part.INSULATION: 5,
    Part.INSTALLATIONS: 2,
    Part.DECORATION: 2,
}
SEASONS = 2
TEXTS = {
    "measures": "屋面光伏 96 kWp\n南向外窗中置百叶遮阳\n雨水回用于绿化",
    "protection": "不得在外墙保温层和屋面上钻孔；不得拆改户内遮阳。",
    "scope": "主体结构、防水、保温、设备安装和户内装修。",
    "other_duties": "接到报修后二十四小时内到场，三日内答复修理办法。",
    "liability": "逾期不修的，由建设单位承担修理费用和损失。",
    "use": "夏季空调温度不低于二十六度；新风机每季清洗滤网。",
}
INDICATORS = {"energy_use": "62", "sound_impact": "62", "air_pollutants": "70"}
EQUIPMENT = (
    ("新风机", "客厅", "XF-250", "1", "每季清洗滤网"),
    ("燃气热水器", "厨房", "RS-16", "1", "出水温度不高于五十度"),
    ("节水坐便器", "卫生间", "JS-4.5", "2", "一般用小档冲水"),
)
SHOWN = {"shows_star": True, "shows_indicators": True, "shows_energy": True}
STATED = {"states_star": True, "states_indicators": True, "states_energy": True}
CLAUSE = "本工程绿色建筑等级为二星级；能耗指标、隔声和室内空气污染物等性能指标见附件。"
BOARD = '#set page(width: 12cm, height: 8cm, fill: rgb("2f6b4f"))\n#rect(fill: white, width: 100%)'
"""The board of the sales site, as far as this city has one."""
FOUND = {
    "插座": "次卧靠窗的插座没有电。",
    "每扇窗": "客厅南窗关不严，刮风时有响声。",
}
"""What the buyer found wrong: a word of the point and the remark."""


def tell_of(cast: Cast, plan: Plan) -> None:
    """From the developer's papers to the buyer's defects."""
    project = Project.objects.get(code=plan.code)
    building = _building(cast, plan)
    handing.link_building(cast["developer"], fresh(project), building)
    holdings = [_bought(cast, building, *home) for home in HOMES.items()]
    _sell(cast, fresh(project), holdings)
    given = _papers(cast, fresh(project))
    for holding in holdings:
        _hand_over(cast, fresh(project), holding, given)
    first, second = holdings
    handing.sign(cast["buyer"], first.unit.handovers.get())
    _inspect_whole(cast, project, first)
    _inspect_half(cast, project, second)


def _building(cast: Cast, plan: Plan) -> Building:
    """The building in the register, by a list as every other one."""
    code, own = f"{plan.district}R901", plan.developer
    place = [
        code,
        f"{plan.name}1栋",
        f"{cast.areas[plan.district].name_zh}演示路18号",
        plan.district,
    ]
    what = [own.uscc, own.name, "R", None, plan.area, 0, False, True]
    row = [*place, *what, plan.passed("completion_filing"), plan.star]
    operator, city = Actor.operator(), cast.areas[plan.district].city()
    profile = PROFILES[REGISTER]
    import_list(operator, city, "buildings", REGISTER, profile, "新建建筑.csv", HEADINGS, [row])
    return Building.objects.select_related("area").get(code=code)


def _bought(cast: Cast, building: Building, number: str, contract: str) -> UnitHolding:
    """A home the developer entered and its buyer claimed."""
    homes.enter(cast["developer"], building, number=number, contract=contract, floor=number[:2])
    return homes.claim(cast["buyer"], building=building.code, number=number, contract=contract)


def _sell(cast: Cast, project: Project, holdings: Iterable[UnitHolding]) -> None:
    """On sale under its permit: contracts as read, and what the sales site shows."""
    developer = cast["developer"]
    sale = selling.enter_sale(
        developer,
        project,
        permit="presale",
        number="深房许字（2025）福田0018号",
        first_day=ago(400),
    )
    for unit, signed_on in ((None, None), *((one.unit, ago(330)) for one in holdings)):
        selling.read_contract(
            developer, sale, unit=unit, signed_on=signed_on, states=STATED, clause=CLAUSE
        )
    board = ContentFile(typst.compile(BOARD.encode(), format="png", ppi=72), "售楼处公示牌.png")
    selling.prove_display(developer, sale, board, taken_on=ago(320), shows=SHOWN)


def _papers(cast: Cast, project: Project) -> list[Paper]:
    """What every home gets: the report of the acceptance, the guarantee, the manual."""
    developer = cast["developer"]
    periods = {part: Length(years, Count.YEARS) for part, years in YEARS.items()}
    preparing.enter_particulars(
        developer,
        project,
        texts=TEXTS,
        insulated=True,
        design_life=50,
        periods=periods | {Part.HEATING_COOLING: Length(SEASONS, Count.SEASONS)},
    )
    preparing.enter_indicators(developer, project, INDICATORS)
    rows = [dict(zip(preparing.COLUMNS, row, strict=True)) for row in EQUIPMENT]
    preparing.add_equipment(developer, project, rows)
    return [
        papers.file_report(developer, project, paper("专项验收报告.pdf")),
        papers.issue(developer, project, PaperKind.GUARANTEE),
        papers.issue(developer, project, PaperKind.MANUAL),
    ]


def _hand_over(cast: Cast, project: Project, holding: UnitHolding, given: list[Paper]) -> None:
    handing.hand_over(
        cast["developer"],
        project,
        building=holding.unit.building,
        unit=holding.unit,
        receiver="owner",
        name="",
        on=ago(0),
        given=given,
    )


# --- the buyer ------------------------------------------------------------------------------


def _inspect_whole(cast: Cast, project: Project, holding: UnitHolding) -> None:
    """Inspected and handed in; of the two defects one is to be repaired, the other is overdue."""
    inspection = inspecting.begin(cast["buyer"], project, holding)
    for item in _items(inspection.pk):
        remark = next((text for word, text in FOUND.items() if word in item.what_zh), "")
        result = "not_ok" if remark else "ok"
        inspecting.note(cast["buyer"], item, result=result, remark=remark)
    first, *others = inspecting.hand_in(cast["buyer"], inspection, assisted=True)
    defects.set_day(cast["developer"], first.matter, due_on=ago(-12))
    for defect in others:
        _overdue(cast, defect)


def _overdue(cast: Cast, defect: Defect) -> None:
    """The officer set a day that has passed since: no act sets such a day anew, so it is put on
    record as the act would have left it."""
    due_on = ago(4)
    with step(cast["futian"], defect.matter, "set_repair_day") as (matter, event):
        Defect.objects.filter(pk=defect.pk).update(due_on=due_on)
        Task.objects.filter(matter=matter, act=defects.REPAIR, closed_at=None).update(due_on=due_on)
        event.note(due_on=due_on)


def _inspect_half(cast: Cast, project: Project, holding: UnitHolding) -> None:
    """An offered time, and half of the list gone through."""
    at = timezone.localtime() + timedelta(days=2)
    at = at.replace(hour=10, minute=0, second=0, microsecond=0)
    inspecting.offer(
        cast["developer"], fresh(project), holding, at=at, contact="方经理 0755-0000 0000"
    )
    items = _items(inspecting.begin(cast["buyer"], project, holding).pk)
    for item in items[: len(items) // 2]:
        inspecting.note(cast["buyer"], item, result="ok")


def _items(inspection: int) -> list[InspectionItem]:
    rows = InspectionItem.objects.filter(inspection=inspection)
    return list(rows.select_related("inspection__matter__area", "photo"))
