"""From an air sample, a sound test or a water year to the facts of Articles 33, 34 and 35.

Pure: what was measured and the rows of the standards go in; whole numbers in the limit's own unit
come out, and for each fact that is missing the code of why. A figure that is no evidence for a
limit (another averaging time, an instantaneous reading, another acoustic quantity, another basis)
leaves its fact unknown, so it can show neither compliance nor a breach.

Figures are rounded to odd and limits must be exact and even at the scale of their fact
(`greenward.units.to_scaled`): a converted figure never crosses a limit, a mean or 80 % of one.

Which mandatory sound code holds for a project is decided here, once, by the dates of its rows; that
its value and the mean of Article 35 both hold is said in the duty. A single stricter number made
here would hide which of the two failed, would not be a whole number where the mean is not, and
could not leave a known breach of the mean standing while the code's row waits to be confirmed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from greenward.units import Dimension, QuantityError, as_fraction, parse_unit, to_scaled

from .language import Text
from .vocabulary import ENTRIES

Kind = Literal["air.limit", "water.lower", "water.upper", "sound.low", "sound.high", "sound.code"]
Averaging = Literal["instant", "1h", "8h", "24h", "year"]
Direction = Literal["at most", "at least"]

REASONS: Mapping[str, Text] = {
    "no_figure": Text("没有测得的数值", "no figure was measured"),
    "no_limit_row": Text("标准库中没有适用的数值", "no row of a standard fits"),
    "ambiguous": Text("同一日有两个数值适用", "two rows hold on the same day"),
    "unverified": Text("标准数值尚未经核定", "the value of the standard is not confirmed yet"),
    "limit_too_fine": Text(
        "标准数值的小数位过多，不能准确比较",
        "the value of the standard has more decimals than can be compared exactly",
    ),
    "direction_differs": Text(
        "标准数值的比较方向不符", "the row of the standard is compared the other way"
    ),
    "instantaneous": Text(
        "瞬时读数不能作为证据", "an instantaneous reading is no evidence for the limit"
    ),
    "averaging_differs": Text(
        "检测的取值时间与限值不同", "the sample was averaged over another time than the limit"
    ),
    "no_averaging": Text("没有写明取值时间", "the averaging time is not stated"),
    "unit_differs": Text(
        "检测单位不能换算为标准的单位", "the unit cannot be converted into the limit's"
    ),
    "metric_differs": Text(
        "检测的隔声指标与标准不同", "another acoustic quantity was tested than the limit's"
    ),
    "no_element": Text("没有写明检测部位", "the element tested is not stated"),
    "no_project_day": Text(
        "没有决定规范版本的项目日期", "the project's day, which decides the code, is not known"
    ),
    "no_pollutant_list": Text(
        "主管部门尚未录入主要污染物清单", "the authority has not entered the main pollutants"
    ),
    "no_population_basis": Text(
        "没有用水人数、床位或面积", "the persons, beds or area served are not known"
    ),
    "basis_differs": Text(
        "用水基数与定额的计量基数不同", "the water was counted on another basis than the quota"
    ),
    "out_of_range": Text("数值超出可能的范围", "the figure is outside any possible range"),
}


@dataclass(frozen=True)
class Limit:
    """One row of a standard. `of`: the substance, the element or the use it limits.

    `decided`: its evidence is primary, or an official has confirmed it. `averaging` belongs to
    limits of air (None: the standard names no time), `metric` to those of sound (``DnT,w+C``).
    """

    kind: Kind
    of: str
    value: Decimal
    unit: str
    direction: Direction
    standard: str
    first_day: date
    last_day: date | None = None
    decided: bool = True
    averaging: Averaging | None = None
    metric: str = ""


@dataclass(frozen=True)
class AirSample:
    """One substance measured in one room; `averaging` is None where the report does not say."""

    pollutant: str
    value: Decimal | None
    unit: str
    averaging: Averaging | None


@dataclass(frozen=True)
class SoundTest:
    """One element of one dwelling; `element` is one of `AIRBORNE`, `IMPACT`, another one or None."""

    element: str | None
    metric: str
    value: Decimal | None


@dataclass(frozen=True)
class WaterYear:
    """A year's domestic water and what it served: `served` counts the `basis` (person·d, bed·d)
    over the whole year."""

    use: str
    volume: Decimal | None
    unit: str
    served: Decimal | None
    basis: str


@dataclass
class Measured:
    """Facts by name, and for each one that is None the code of why (`REASONS`), after a colon what
    it concerns. `unit` is the limit's own."""

    facts: dict[str, bool | int | None] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    unit: str = ""

    def put(self, name: str, found: bool | int | str) -> None:
        """Set a fact, or leave it unknown for the reason `found`."""
        self.facts[name] = None if isinstance(found, str) else found
        if isinstance(found, str):
            self.why[name] = found


AIRBORNE = ("outdoor_bedroom", "party_bedrooms")
"""Outdoors to a bedroom; bedrooms on both sides of a party wall or floor (Article 35)."""
IMPACT = ("bedroom_floor",)


# --- air ------------------------------------------------------------------------------------


def air_facts(
    sample: AirSample, rows: Iterable[Limit], main: frozenset[str] | None, on: date
) -> Measured:
    """The facts of Article 34 for one sample. `main`: the authority's list of main pollutants."""
    found = Measured()
    found.put("main_pollutant", "no_pollutant_list" if main is None else sample.pollutant in main)
    row = _row(rows, "air.limit", sample.pollutant, on)
    if isinstance(row, str):
        found.put("air_limit", row)
        found.put("air_concentration", row)
        return found
    found.unit = row.unit
    # 80 % of it and the limit itself are even where it is a multiple of ten.
    found.put("air_limit", _whole(row, "air_limit", "at most", multiple=10))
    found.put("air_concentration", _concentration(sample, row))
    return found


def _concentration(sample: AirSample, row: Limit) -> int | str:
    if row.averaging is not None:
        if sample.averaging is None:
            return "no_averaging"
        if sample.averaging == "instant":
            return "instantaneous"
        if sample.averaging != row.averaging:
            return f"averaging_differs:{row.averaging}"
    if sample.value is None:
        return "no_figure"
    factor = concentration_factor(sample.unit, row.unit)
    if factor is None:
        return "unit_differs"
    return _scaled(as_fraction(sample.value) * factor, "air_concentration")


_CONCENTRATIONS: Mapping[str, tuple[str, Fraction]] = {
    "g/m3": ("mass", Fraction(1)),
    "mg/m3": ("mass", Fraction(1, 10**3)),
    "mg/L": ("mass", Fraction(1)),
    "μg/m3": ("mass", Fraction(1, 10**6)),
    "ug/m3": ("mass", Fraction(1, 10**6)),
    "ng/m3": ("mass", Fraction(1, 10**9)),
    "%": ("share", Fraction(1, 100)),
    "ppm": ("share", Fraction(1, 10**6)),
    "ppb": ("share", Fraction(1, 10**9)),
    "Bq/m3": ("activity", Fraction(1)),
    "kBq/m3": ("activity", Fraction(1000)),
    "CFU/m3": ("count", Fraction(1)),
}
"""What is measured in each unit, and its size. A share of volume is no mass: ppm become mg/m³ only
with a temperature and a molar mass, so they are not converted."""


def concentration_factor(from_: str, to: str) -> Fraction | None:
    """How many `to` one `from_` is, exactly; None where no conversion exists."""
    mine, theirs = (
        _CONCENTRATIONS.get(unicodedata.normalize("NFKC", unit).replace(" ", ""))
        for unit in (from_, to)
    )
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return None
    return mine[1] / theirs[1]


# --- sound ----------------------------------------------------------------------------------


def sound_facts(
    test: SoundTest, rows: Iterable[Limit], project_day: date | None, on: date
) -> Measured:
    """The facts of Article 35 for one test. `project_day` decides which mandatory code holds."""
    found = Measured(unit="dB")
    for name, among in (("airborne_of_bedroom", AIRBORNE), ("impact_of_bedroom", IMPACT)):
        found.put(name, "no_element" if test.element is None else test.element in among)
    if test.element not in (*AIRBORNE, *IMPACT):
        return found
    airborne = test.element in AIRBORNE
    figure = "airborne_insulation" if airborne else "impact_level"
    wanted: Direction = "at least" if airborne else "at most"
    rows = tuple(rows)
    found.put(
        figure, "no_figure" if test.value is None else _scaled(as_fraction(test.value), figure)
    )
    for name, kind in _MEAN_OF.items():
        found.put(name, _sound(_row(rows, kind, test.element, on), test, name, wanted))
    _put_code(found, rows, test, test.element, project_day, wanted)
    return found


_MEAN_OF: Mapping[str, Kind] = {
    "sound_low_limit": "sound.low",
    "sound_high_requirement": "sound.high",
}


def _put_code(
    found: Measured,
    rows: Iterable[Limit],
    test: SoundTest,
    element: str,
    project_day: date | None,
    wanted: Direction,
) -> None:
    """Whether a mandatory code has a limit for this element of this project, and which."""
    codes = [row for row in rows if (row.kind, row.of) == ("sound.code", element)]
    if not codes:
        found.put("sound_code_holds", False)
        return
    if project_day is None:
        found.put("sound_code_holds", "no_project_day")
        found.put("sound_code_value", "no_project_day")
        return
    row = _row(codes, "sound.code", element, project_day)
    found.put("sound_code_holds", row != "no_limit_row")
    if row != "no_limit_row":
        found.put("sound_code_value", _sound(row, test, "sound_code_value", wanted))


def _sound(row: Limit | str, test: SoundTest, name: str, wanted: Direction) -> int | str:
    if isinstance(row, str):
        return row
    if row.metric != test.metric:
        return f"metric_differs:{row.metric}"
    return "unit_differs" if row.unit != "dB" else _whole(row, name, wanted, multiple=4)


# --- water ----------------------------------------------------------------------------------

_QUOTA_UNIT = re.compile(r"(?P<volume>[^/]+)/\((?P<basis>[^()]+)\)")


def water_facts(year: WaterYear, rows: Iterable[Limit], on: date) -> Measured:
    """The facts of Article 33 for one building's year: the mean daily use and the quota's ends."""
    found, rows = Measured(), tuple(rows)
    ends = {
        "water_quota_lower": _row(rows, "water.lower", year.use, on),
        "water_quota_upper": _row(rows, "water.upper", year.use, on),
    }
    units = {row.unit for row in ends.values() if isinstance(row, Limit)}
    found.unit = min(units, default="")
    for name, row in ends.items():
        if isinstance(row, Limit) and len(units) > 1:
            row = "unit_differs"
        found.put(name, row if isinstance(row, str) else _whole(row, name, "at most", multiple=4))
    found.put("water_per_day", _per_day(year, found.unit) if len(units) == 1 else "no_limit_row")
    return found


def _per_day(year: WaterYear, quota_unit: str) -> int | str:
    """The mean use in the quota's unit: the year's volume over all it served."""
    quota = _QUOTA_UNIT.fullmatch(quota_unit.replace(" ", ""))
    if quota is None:
        return "unit_differs"
    if year.basis.replace(" ", "") != quota["basis"]:
        return f"basis_differs:{quota['basis']}"
    if year.served is None or year.served <= 0:
        return "no_population_basis"
    if year.volume is None:
        return "no_figure"
    try:
        mine, theirs = parse_unit(year.unit), parse_unit(quota["volume"])
    except QuantityError:
        return "unit_differs"
    if not mine.dimension is theirs.dimension is Dimension.VOLUME:
        return "unit_differs"
    volume = as_fraction(year.volume) * mine.factor / theirs.factor
    return _scaled(volume / as_fraction(year.served), "water_per_day")


# --- rows and whole numbers -----------------------------------------------------------------


def _row(rows: Iterable[Limit], kind: Kind, of: str, on: date) -> Limit | str:
    """The one row that holds on a day, or the code of why none can be said."""
    held = [
        row
        for row in rows
        if (row.kind, row.of) == (kind, of)
        and row.first_day <= on
        and (row.last_day is None or on <= row.last_day)
    ]
    if len(held) != 1:
        return "ambiguous" if held else "no_limit_row"
    return held[0]


def _whole(row: Limit, name: str, wanted: Direction, *, multiple: int) -> int | str:
    """The row's value as the law counts it: exact, and a `multiple` so that thresholds are even."""
    if row.direction != wanted:
        return "direction_differs"
    if not row.decided:
        return f"unverified:{row.standard}"
    entry = ENTRIES[name]
    scaled = as_fraction(row.value) * entry.scale
    if scaled % multiple:
        return "limit_too_fine"
    return int(scaled) if entry.low <= scaled <= entry.high else "out_of_range"


def _scaled(value: Fraction, name: str) -> int | str:
    entry = ENTRIES[name]
    scaled = to_scaled(value, entry.scale)
    return scaled if entry.low <= scaled <= entry.high else "out_of_range"
