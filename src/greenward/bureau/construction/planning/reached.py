"""What was reached of a year's plan: shares of starts counted from the projects on file, the rest as it was
entered (Articles 4 and 12).

Starts are counted as the figures count them (`statistics.counting`), so a plan and a figure of the same
stage and day agree. A start whose star nobody stated counts as not reaching, and is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db import connection
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor

from ..law import Law
from ..models.chapters import Chapter
from ..models.plans import AnnualPlan, Indicator, PlanTarget
from ..statistics.counting import Asked, reached
from ..statistics.stages import Stage, stages_of
from .plans import COUNTED

STARTS = "SELECT project_id, district, floor_area, star FROM reached WHERE name = %s"


@dataclass(frozen=True)
class Start:
    """One start of the year; area in m²."""

    project: int
    district: str
    area: Decimal
    star: int | None
    industrialised: bool | None


@dataclass(frozen=True)
class Reached:
    """What one target came to. Of a counted one `area` of `whole` m² and `projects` of `starts` reach
    it, and of `unknown` starts nothing is stated."""

    target: PlanTarget
    value: Decimal | None
    cut_off: date | None
    counted: bool
    over: bool
    """Whether the year of the plan is over."""
    projects: int = 0
    starts: int = 0
    area: Decimal = Decimal(0)
    whole: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def target_value(self) -> Decimal:
        return plain(self.target.target)

    @property
    def mark(self) -> str:
        """Reached, missed once the year is over, or open."""
        if self.value is not None and self.value >= self.target.target:
            return "satisfied"
        return "breached" if self.over and self.value is not None else "unknown"


def results(
    actor: Actor, plan: AnnualPlan, law: Law, targets: Sequence[PlanTarget]
) -> list[Reached]:
    """What was reached of some targets: two queries however many there are."""
    cut_off = cut_off_of(plan)
    found = starts(actor, plan, law, cut_off)
    over = plan.year < timezone.localdate().year
    return [_result(target, found, cut_off, over) for target in targets]


def cut_off_of(plan: AnnualPlan) -> date:
    """The last day that is counted: the end of the plan's year, today while it runs."""
    return min(date(plan.year, 12, 31), timezone.localdate())


def stage_of(plan: AnnualPlan, law: Law) -> Stage | None:
    return stages_of(law).named(plan.counted_at)


def starts(actor: Actor, plan: AnnualPlan, law: Law, cut_off: date) -> list[Start]:
    """The starts of a plan's year that an actor sees."""
    asked = Asked(actor, plan.area, stages_of(law), cut_off, date(plan.year, 1, 1))
    sql, params = reached(asked)
    with connection.cursor() as cursor:
        cursor.execute(sql + STARTS, [*params, plan.counted_at])
        rows = cursor.fetchall()
    built = _industrialised([row[0] for row in rows])
    return [
        Start(key, district, area or Decimal(0), star, built.get(key))
        for key, district, area, star in rows
    ]


def _industrialised(projects: Sequence[int]) -> dict[int, bool | None]:
    """Whether the newest chapter of each project requires industrialised construction."""
    rows = Chapter.objects.filter(project__in=projects, handed_in_at__isnull=False)
    return dict(rows.order_by("handed_in_at").values_list("project", "industrialised"))


def _result(target: PlanTarget, found: list[Start], cut_off: date, over: bool) -> Reached:
    indicator = Indicator(target.indicator)
    if indicator not in COUNTED:
        actual = None if target.actual is None else plain(target.actual)
        return Reached(target, actual, target.actual_on, False, over)
    own = [
        one for one in found if target.area.parent_id is None or one.district == target.area.code
    ]
    reaching = [one for one in own if _reaches(one, COUNTED[indicator])]
    whole = sum((one.area for one in own), Decimal(0))
    area = sum((one.area for one in reaching), Decimal(0))
    unknown = sum(_unknown(one, COUNTED[indicator]) for one in own)
    return Reached(
        target, _share(area, whole), cut_off, True, over, len(reaching), len(own), area, whole, unknown
    )  # fmt: skip


def _reaches(one: Start, star: int | None) -> bool:
    if star is None:
        return one.industrialised is True
    return one.star is not None and one.star >= star


def _unknown(one: Start, star: int | None) -> bool:
    return one.industrialised is None if star is None else one.star is None


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Per cent with two places, cut toward zero so that nothing short of a target reads as it; None of
    nothing."""
    if not whole:
        return None
    return plain((part * 100 / whole).quantize(Decimal("0.01"), ROUND_DOWN))


def plain(value: Decimal) -> Decimal:
    """A number without places that say nothing: 90 and not 90.00."""
    whole = value.to_integral_value()
    return whole if value == whole else value
