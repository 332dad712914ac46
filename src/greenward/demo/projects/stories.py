"""The projects of the developer whose clerk signs in: one for each thing that happens on the way.

They lie in Futian, so that its officer sees them too. Where one is stuck, it is for a reason that the
project's page names, with who has to do what.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from greenward.bureau.construction.applying import accept, apply
from greenward.bureau.construction.chapters import reviewing, writing
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.holding import hold
from greenward.bureau.construction.models import Application, Project
from greenward.bureau.construction.models.chapters import Budgeted, Chapter, Stage
from greenward.bureau.construction.sitework import record as record_site

from .cast import Cast, ago, fresh, tell
from .plan import Kind, Plan

AREA = "440304"
KINDS = (
    Kind("R", "花园", 42_000, 160_000),
    Kind("R", "公馆", 18_000, 90_000),
    Kind("R", "人才住房", 30_000, 120_000),
    Kind("A", "科创大厦", 21_000, 88_000),
    Kind("A", "政务服务中心", 12_000, 45_000, organ=True),
    Kind("B", "商业中心", 24_000, 110_000),
    Kind("D", "九年一贯制学校", 16_000, 48_000),
    Kind("D", "高级中学", 25_000, 70_000),
    Kind("C", "酒店", 15_000, 52_000),
    Kind("F", "智造产业园", 30_000, 140_000),
)
FIRST = (
    "云湾",
    "朗庭",
    "启航",
    "星河湾畔",
    "润山",
    "海天",
    "翠湖",
    "未来谷",
    "梧桐",
    "前湾",
    "光谷",
    "鹭岛",
)
PERMIT = "planning_permit"
Story = Callable[[Cast, Project, Plan], Any]


# --- on the way to the permit ---------------------------------------------------------------


def land_only(_cast: Cast, _project: Project, _plan: Plan) -> None:
    """The land is granted; the developer has to begin the green chapter."""


def drafting(cast: Cast, project: Project, plan: Plan) -> None:
    """The chapter is in draft: three parts of nine are written."""
    draft = _draft(cast, project, plan)
    some = ("star", "standard", "energy_target")
    writing.save(cast["developer"], draft, {n: v for n, v in contents(plan).items() if n in some})


def handed_in(cast: Cast, project: Project, plan: Plan) -> Application:
    """Chapter and application are handed in; the authority looks whether the file is complete."""
    write_chapter(cast, project, plan)
    return apply(cast["developer"], fresh(project), PERMIT)


def in_review(cast: Cast, project: Project, plan: Plan) -> Application:
    """The file was found complete: the twenty working days run."""
    application = handed_in(cast, project, plan)
    accept(cast["planning"], application.matter)
    return application


def refused(cast: Cast, project: Project, plan: Plan) -> None:
    """Refused: the chapter promises one star less than the land contract asks."""
    low = write_chapter(cast, project, plan, star=plan.star - 1)
    application = apply(cast["developer"], fresh(project), PERMIT)
    accept(cast["planning"], application.matter)
    _review(cast, low, False, "专篇等级低于土地合同约定的等级，技术路径须相应调整。")
    tell(cast["planning"], fresh(project), {"permit_star": plan.star})
    refuse(cast["planning"], application.matter, remark="请按土地合同约定的等级修改绿色专篇。")


def permitted(cast: Cast, project: Project, plan: Plan) -> None:
    """Chapter reviewed, permit granted."""
    chapter = write_chapter(cast, project, plan)
    _permit(cast, project, plan, chapter)


def refused_then_permitted(cast: Cast, project: Project, plan: Plan) -> None:
    """Refused first; the second version of the chapter keeps the star, and the permit is granted."""
    refused(cast, project, plan)
    _permit(cast, project, plan, write_chapter(cast, project, plan))


# --- under construction ---------------------------------------------------------------------


def building(cast: Cast, project: Project, plan: Plan) -> None:
    """Permitted and under construction."""
    permitted(cast, project, plan)
    record_site(cast["contractor"], fresh(project), "begun", happened_on=ago(0))


def star_changed(cast: Cast, project: Project, plan: Plan) -> None:
    """The developer changed the star while building: the permit has to be passed anew."""
    building(cast, project, plan)
    reason = "业主调整产品定位，等级由二星级提高到三星级。"
    write_chapter(cast, project, plan, star=3, because=reason)


def held(cast: Cast, project: Project, plan: Plan) -> None:
    """Held: a dispute about the boundary of the plot; nothing goes on before it is settled."""
    in_review(cast, project, plan)
    hold(cast["futian"], fresh(project).matter, remark="用地边界争议处理中，暂停办理。")


class Told(NamedTuple):
    """A story: the project's name and kind, what happens, and how long ago the land was granted."""

    name: str
    kind: Kind
    story: Story
    age: int = 40


HOMES, TALENT, OFFICES, SHOPS = KINDS[0], KINDS[2], KINDS[3], KINDS[5]
STORIES = (
    Told("云湾花园一期", HOMES, land_only),
    Told("云湾花园二期", HOMES, drafting),
    Told("朗庭人才住房", TALENT, handed_in),
    Told("福田科创大厦", OFFICES, in_review),
    Told("梧桐高级中学", KINDS[7], refused),
    Told("鹭岛公馆", KINDS[1], refused_then_permitted),
    Told("润山智造产业园", KINDS[9], building),
    Told("星河商业中心", SHOPS, star_changed),
    Told("海天大厦", OFFICES, held),
)
"""What happens on the way to the permit and while building."""


# --- what the stories are made of -----------------------------------------------------------


def contents(plan: Plan, star: int | None = None) -> dict[str, Any]:
    """Every part of a chapter of the planning stage."""
    star = plan.star if star is None else star
    return {
        "star": star or 1,
        "standard": "GB/T 50378-2019（2024年版）",
        "energy_target": Decimal(96 - 9 * star),
        "emission_target": Decimal(52 - 5 * star),
        "saving_rate": Decimal(12 + 6 * star),
        "renewable_share": Decimal(3 + star),
        "industrialised": True,
        "prefabrication_rate": Decimal(50 + 5 * star),
        "technical_path": "自然通风与遮阳优化；高效空调与照明；屋面光伏；雨水回用；装配式楼板与内隔墙。",
        "cost_fen": int(plan.area) * 9_500,
        "budgeted": Budgeted.BOTH,
        "budget_lines": "概算第三章第四节；预算第七项",
        "funding_source": "企业自有资金",
    }


def write_chapter(
    cast: Cast, project: Project, plan: Plan, star: int | None = None, because: str = ""
) -> Chapter:
    """Write and hand in the chapter of the planning stage, or its next version."""
    draft = _draft(cast, project, plan)
    draft = writing.save(cast["developer"], draft, contents(plan, star))
    return writing.hand_in(cast["developer"], draft, because=because)


def _draft(cast: Cast, project: Project, plan: Plan) -> Chapter:
    developer, stage = cast["developer"], Stage.PLANNING
    if not project.stages.filter(stage=stage).exists():
        writing.begin_stage(developer, fresh(project), stage, on=plan.granted + timedelta(20))
    return writing.begin(developer, fresh(project), stage)


def _review(cast: Cast, chapter: Chapter, conforms: bool, opinion: str) -> None:
    reviewing.review(cast["planning"], chapter, conforms=conforms, opinion=opinion)


def _permit(cast: Cast, project: Project, plan: Plan, chapter: Chapter) -> None:
    application = apply(cast["developer"], fresh(project), PERMIT)
    accept(cast["planning"], application.matter)
    _review(cast, chapter, True, "专篇内容完整，等级与用地要求一致。")
    tell(cast["planning"], fresh(project), {"permit_star": plan.star})
    grant(cast["planning"], application.matter)
