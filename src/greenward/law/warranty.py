"""The least warranty periods of national law, beside the periods a quality guarantee certificate states.

Article 18 has the certificate state its periods; how short they may be follows from the
Regulations on Quality Management of Construction Works (Article 40) and the Regulations on Energy
Conservation of Civil Buildings (Article 23). All run from the day completion acceptance is passed.
A period that is missing, or in a unit that cannot be counted into the floor's, is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .language import LawError, Span, Text

MONTHS_A_YEAR = 12


class Part(StrEnum):
    """A part of the works with a least warranty of its own."""

    STRUCTURE = "structure"
    WATERPROOFING = "waterproofing"
    INSULATION = "insulation"
    HEATING_COOLING = "heating_cooling"
    INSTALLATIONS = "installations"
    DECORATION = "decoration"


class Unit(StrEnum):
    """How a warranty period is counted. A season of heating or cooling is no number of months."""

    YEARS = "years"
    MONTHS = "months"
    SEASONS = "seasons"


@dataclass(frozen=True)
class Length:
    """A warranty period: a whole number of years, months or seasons."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if isinstance(self.number, bool) or not isinstance(self.number, int) or self.number < 0:
            raise LawError(f"{self.number!r} is no number of {self.unit}: give a whole one")

    @property
    def months(self) -> int | None:
        """The period in months; None where it is counted in seasons."""
        if self.unit is Unit.SEASONS:
            return None
        return self.number * (MONTHS_A_YEAR if self.unit is Unit.YEARS else 1)


@dataclass(frozen=True)
class Floor:
    """The least warranty of one part. `least` is None where it is the works' design life."""

    part: Part
    name: Text
    least: Length | None
    source: Text
    in_force: Span


_QUALITY = Text(
    "《建设工程质量管理条例》第四十条",
    "Regulations on Quality Management of Construction Works, Article 40",
)
_ENERGY = Text(
    "《民用建筑节能条例》第二十三条",
    "Regulations on Energy Conservation of Civil Buildings, Article 23",
)
_QUALITY_SPAN = Span(date(2000, 1, 30))
_ENERGY_SPAN = Span(date(2008, 10, 1))

FLOORS = (
    Floor(
        Part.STRUCTURE,
        Text("地基基础和主体结构", "foundation and main structure"),
        None,
        _QUALITY,
        _QUALITY_SPAN,
    ),
    Floor(
        Part.WATERPROOFING,
        Text("屋面防水和防渗漏", "waterproofing of roofs, wet rooms and outer walls"),
        Length(5, Unit.YEARS),
        _QUALITY,
        _QUALITY_SPAN,
    ),
    Floor(
        Part.INSULATION,
        Text("保温工程", "thermal insulation"),
        Length(5, Unit.YEARS),
        _ENERGY,
        _ENERGY_SPAN,
    ),
    Floor(
        Part.HEATING_COOLING,
        Text("供热与供冷系统", "heating and cooling systems"),
        Length(2, Unit.SEASONS),
        _QUALITY,
        _QUALITY_SPAN,
    ),
    Floor(
        Part.INSTALLATIONS,
        Text("电气管线、给排水管道和设备安装", "wiring, pipes and installed equipment"),
        Length(2, Unit.YEARS),
        _QUALITY,
        _QUALITY_SPAN,
    ),
    Floor(
        Part.DECORATION,
        Text("装修工程", "decoration"),
        Length(2, Unit.YEARS),
        _QUALITY,
        _QUALITY_SPAN,
    ),
)


class Missing(StrEnum):
    """Why a period cannot be judged."""

    PERIOD = "period"
    """The certificate states none."""
    SEASONS = "seasons"
    """The floor is counted in seasons, the certificate in months or years, or the other way."""
    DESIGN_LIFE = "design_life"
    """The floor is the design life, which is not on file."""


@dataclass(frozen=True)
class Finding:
    """One part's stated period beside its floor: met, below it, or unknown and why."""

    floor: Floor
    least: Length | None
    stated: Length | None
    met: bool | None
    missing: Missing | None


def compare(
    stated: Mapping[Part, Length | None], on: date, design_life: int | None = None
) -> tuple[Finding, ...]:
    """Every floor in force on a day beside the period the certificate states for its part.

    `design_life` is the design life of the works in years, the floor of their structure.
    """
    life = None if design_life is None else Length(design_life, Unit.YEARS)
    return tuple(
        _compare(floor, floor.least or life, stated.get(floor.part))
        for floor in FLOORS
        if floor.in_force.holds(on)
    )


def below(findings: tuple[Finding, ...]) -> tuple[Part, ...]:
    """The parts whose stated period is known to be below the floor."""
    return tuple(found.floor.part for found in findings if found.met is False)


def _compare(floor: Floor, least: Length | None, stated: Length | None) -> Finding:
    if stated is None:
        return Finding(floor, least, stated, None, Missing.PERIOD)
    if least is None:
        return Finding(floor, least, stated, None, Missing.DESIGN_LIFE)
    if (least.unit is Unit.SEASONS) is not (stated.unit is Unit.SEASONS):
        return Finding(floor, least, stated, None, Missing.SEASONS)
    return Finding(floor, least, stated, _count(stated) >= _count(least), None)


def _count(length: Length) -> int:
    """In seasons or in months; only lengths of the same kind are compared."""
    return length.number if length.months is None else length.months
