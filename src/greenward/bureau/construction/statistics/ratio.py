"""A share of green building that cannot be told without what it counts (Jinzhou practice B11.1 to B11.3).

A share is a figure only with its stage, its numerator and denominator, its unit and the day up to
which it counts; it is given by number of projects and by floor area, side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.web.numbers import iso, number, percent


class Unit(StrEnum):
    """What is counted."""

    PROJECTS = "projects"
    AREA = "area"


WORDS = {
    Unit.PROJECTS: gettext_lazy("%(part)s of %(whole)s projects"),
    Unit.AREA: gettext_lazy("%(part)s of %(whole)s m²"),
}


@dataclass(frozen=True)
class Ratio:
    """A part of a whole at one stage of the course, up to the end of the day `cut_off`.

    Projects are whole numbers, areas m². `open` says that of some of the whole nobody knows whether
    they are of the part, so that the share is a least one. Raises ValueError for a part beyond its
    whole, or a stage without a name: such a figure is not one.
    """

    stage: str
    numerator: int | Decimal
    denominator: int | Decimal
    unit: Unit
    cut_off: date
    open: bool = False

    def __post_init__(self) -> None:
        if not self.stage.strip():
            raise ValueError("a share without its stage is no figure")
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} is no part of {self.denominator}")

    @property
    def share(self) -> Decimal | None:
        """The exact share; None of nothing."""
        if not self.denominator:
            return None
        return Decimal(self.numerator) / Decimal(self.denominator)

    @property
    def percent(self) -> str:
        """The share in per cent, cut and never rounded up: 99.99 % is not all."""
        if self.share is None:
            return "—"
        said = percent(self.share, 1).replace(".0%", "%")
        return _("at least %(share)s") % {"share": said} if self.open else said

    @property
    def counts(self) -> str:
        """Numerator and denominator with their unit."""
        part, whole = (number(_whole(value)) for value in (self.numerator, self.denominator))
        return WORDS[self.unit] % {"part": part, "whole": whole}

    @property
    def basis(self) -> str:
        """The stage and the cut-off day."""
        return _("%(stage)s, up to %(day)s") % {"stage": self.stage, "day": iso(self.cut_off)}

    def __str__(self) -> str:
        return _("%(share)s green: %(counts)s (%(basis)s)") % {
            "share": self.percent,
            "counts": self.counts,
            "basis": self.basis,
        }


def _whole(value: int | Decimal) -> int | Decimal:
    """Without closing zeros, so that an area of whole square metres reads like one."""
    return int(value) if value == int(value) else value


@dataclass(frozen=True)
class Share:
    """The same share by number and by floor area, with the cases that are in neither part.

    `unknown` projects reached the stage while nothing says whether they are green: they stand in the
    denominator alone. `unmeasured` have no floor area on file and are missing from the areas.
    """

    projects: Ratio
    area: Ratio
    unknown: int = 0
    unmeasured: int = 0

    def facts(self) -> Mapping[str, bool | int]:
        """What the law asks of a published share, in its units (B11.1 to B11.3)."""
        both = (self.projects, self.area)
        return {
            "is_municipal_housing": True,
            "is_district_housing": False,
            "ratio_published": True,
            "ratio_stage_stated": all(each.stage in str(each) for each in both),
            "ratio_denominator_stated": all(each.counts in str(each) for each in both),
            "ratio_cutoff_stated": all(iso(each.cut_off) in str(each) for each in both),
            "ratio_by_projects_stated": self.projects.unit is Unit.PROJECTS,
            "ratio_by_area_stated": self.area.unit is Unit.AREA,
            "green_projects": int(self.projects.numerator),
            "counted_projects": int(self.projects.denominator),
            "green_area": int(self.area.numerator * 100),
            "counted_area": int(self.area.denominator * 100),
        }
