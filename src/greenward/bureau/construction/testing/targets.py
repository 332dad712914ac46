"""What the green chapter promises in numbers, to be measured before the acceptance (Articles 13, 15, 16).

The figures are those of the newest chapter handed in; which of them are kept from above and which
from below is said here once.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from greenward.law.language import Text

from ..models import Chapter, Project


@dataclass(frozen=True)
class Figure:
    """A column of the chapter that is a number. `label` for pages, `text` for papers."""

    name: str
    label: Any
    text: Text
    unit: str
    at_most: bool = False


FIGURES = (
    Figure(
        "energy_target",
        _("energy use"),
        Text("能耗指标", "energy use"),
        "kWh/(m²·a)",
        at_most=True,
    ),
    Figure(
        "emission_target",
        _("carbon emission"),
        Text("碳排放指标", "carbon emission"),
        "kgCO₂/(m²·a)",
        at_most=True,
    ),
    Figure("saving_rate", _("energy-saving rate"), Text("节能率", "energy-saving rate"), "%"),
    Figure(
        "renewable_share",
        _("share of renewable energy"),
        Text("可再生能源利用率", "share of renewable energy"),
        "%",
    ),
    Figure(
        "prefabrication_rate",
        _("prefabrication rate"),
        Text("装配率", "prefabrication rate"),
        "%",
    ),
)
BY_NAME = {figure.name: figure for figure in FIGURES}


@dataclass(frozen=True)
class Target:
    """One promised figure of a project."""

    figure: Figure
    required: Decimal

    @property
    def said(self) -> str:
        """The promise with its sign, as papers and pages show it: ``≤ 80.00``."""
        return f"{'≤' if self.figure.at_most else '≥'} {self.required}"

    def met_by(self, found: Decimal) -> bool:
        return found <= self.required if self.figure.at_most else found >= self.required


def chapter_of(project: Project) -> Chapter | None:
    """The newest chapter handed in: what was promised last."""
    rows = Chapter.objects.filter(project=project, handed_in_at__isnull=False)
    return rows.order_by("-handed_in_at", "-pk").first()


def targets(chapter: Chapter | None) -> list[Target]:
    """The figures a chapter states, in the order it states them."""
    if chapter is None:
        return []
    stated = [(figure, getattr(chapter, figure.name)) for figure in FIGURES]
    return [Target(figure, value) for figure, value in stated if value is not None]


def label_of(indicator: str) -> Any:
    """How an indicator is said: a figure of the chapter by its name, any other as it was entered."""
    figure = BY_NAME.get(indicator)
    return figure.label if figure else indicator


def text_of(indicator: str) -> Text:
    figure = BY_NAME.get(indicator)
    return figure.text if figure else Text(indicator, indicator)


def as_number(text: str) -> Decimal | None:
    """A figure as somebody typed it; None for what is no finite number."""
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
