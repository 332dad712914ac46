"""Every field a profile may fill, with how its cells are read.

The same table checks profiles, drives the reader and is the list in docs/import-profiles.md (a
test compares the two). ``id.<scheme>`` and ``use.<commodity>`` stand for many fields each, and so do
those of a project's course: ``day.<gate>``, ``number.<gate>``, ``authority.<gate>``, ``fact.<fact>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from greenward.law.coverage import packs
from greenward.law.language import FactEntry, Text
from greenward.law.vocabulary.entering import ENTRIES
from greenward.metering.commodities import Commodity, Kind
from greenward.units import Dimension


class Holds(StrEnum):
    """What a row of a file can be: a building, the annual figure of one, a bill of one; a project."""

    BUILDINGS = "buildings"
    YEARS = "years"
    BILLS = "bills"
    PROJECTS = "projects"


class Reads(StrEnum):
    """How a cell is read; `importing.cells` has one reader for each."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    USCC = "uscc"
    AREA = "district"
    FUNCTION = "function"
    CHOICE = "choice"
    FLAG = "yes or no"
    QUANTITY = "number with unit"
    NUMBER = "number"
    STAR = "star"
    DATE = "date"
    YEAR = "year"
    BUILT = "year built"
    COMMODITY = "commodity"
    AMOUNT = "amount with unit"
    GATE = "gate of the law"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what people call it, how its cells are read and where it may stand.

    `unit` is the unit it is kept in; a field with a `dimension` and no `unit` keeps the unit it
    was written in. `digits` whole digits and `decimals` are what can be kept, `most` is the largest
    number or the longest text. `required` says for which kinds of row it must be stated.
    """

    name: str
    label: str
    reads: Reads
    holds: frozenset[Holds]
    about: str
    dimension: Dimension | None = None
    unit: str = ""
    digits: int = 10
    decimals: int = 4
    positive: bool = False
    signed: bool = False
    most: int = 0
    allowed: tuple[str, ...] = ()
    required: frozenset[Holds] = frozenset()
    commodity: Commodity | None = None
    words: Text | None = None
    """What it is called, where the law names it."""

    @property
    def shown(self) -> str:
        """The field's name in the active language; a scheme's name is the file's own."""
        if self.words:
            return self.words.in_(get_language() or "zh")
        if self.commodity:
            chinese = (get_language() or "zh").startswith("zh")
            return self.commodity.about.zh if chinese else self.commodity.about.en
        return gettext(self.label)

    @property
    def keeps_unit(self) -> bool:
        """Whether the unit a cell is written in is kept beside the number."""
        return self.reads is Reads.AMOUNT or (self.dimension is not None and not self.unit)


BUILDING = frozenset({Holds.BUILDINGS})
YEAR = frozenset({Holds.YEARS})
BILL = frozenset({Holds.BILLS})
PROJECT = frozenset({Holds.PROJECTS})

_FIELDS = (
    Field("code", _("building code"), Reads.IDENTIFIER, BUILDING | YEAR | BILL,
          "national building code; an identifier", most=40),
    Field("name", _("name of the building"), Reads.TEXT, BUILDING, "name of the building", most=200),
    Field("address", _("address"), Reads.TEXT, BUILDING, "street address", most=300),
    Field("area", _("district"), Reads.AREA, BUILDING | PROJECT,
          "district: division code, or its Chinese or English name; without it the area of the import"),
    Field("owner_name", _("owner"), Reads.TEXT, BUILDING, "owner's name", most=200),
    Field("owner_uscc", _("owner's credit code"), Reads.USCC, BUILDING,
          "owner's unified social credit code, check character verified"),
    Field("manager_name", _("manager"), Reads.TEXT, BUILDING, "managing company's name", most=200),
    Field("manager_uscc", _("manager's credit code"), Reads.USCC, BUILDING,
          "managing company's unified social credit code"),
    Field("function", _("function"), Reads.FUNCTION, BUILDING | PROJECT,
          "building type: a letter A-I or R, or its name; map your own words with `values`",
          required=PROJECT),
    Field("energy_class", _("energy class"), Reads.TEXT, BUILDING,
          "class in the energy standard, such as office-commercial-B", most=60),
    Field("floor_area", _("floor area"), Reads.QUANTITY, BUILDING | YEAR,
          "floor area of the single building (of that year, in annual figures)",
          Dimension.AREA, "m²", positive=True),
    Field("floor_area_basis", _("basis of the floor area"), Reads.CHOICE, BUILDING,
          "survey, property or reported", allowed=("survey", "property", "reported")),
    Field("fiscal_share", _("share of fiscal money"), Reads.QUANTITY, BUILDING | PROJECT,
          "share of fiscal money in the investment", Dimension.NUMBER, "%", digits=3),
    Field("state_organ_office", _("office of a state organ"), Reads.FLAG, BUILDING | PROJECT,
          "whether it is an office building of a state organ"),
    Field("in_use", _("building in use"), Reads.FLAG, BUILDING, "whether the building is in use"),
    Field("completed_on", _("completed on"), Reads.DATE, BUILDING, "day of completion"),
    Field("built_year", _("year built"), Reads.BUILT, BUILDING, "year built, 1000 to this year"),
    Field("star", _("green-building star"), Reads.STAR, BUILDING, "0 to 3 (also ★★, 二星级)"),
    Field("whole_renovation", _("renovated as a whole"), Reads.FLAG, BUILDING,
          "whether it was renovated as a whole"),
    Field("renovation_star", _("renovation star"), Reads.STAR, BUILDING,
          "star under the green-retrofit standard"),
    Field("latitude", _("latitude"), Reads.NUMBER, BUILDING, "degrees north",
          digits=2, decimals=8, signed=True, most=90),
    Field("longitude", _("longitude"), Reads.NUMBER, BUILDING, "degrees east",
          digits=3, decimals=8, signed=True, most=180),
    Field("as_of", _("year described"), Reads.YEAR, BUILDING,
          "year the row describes; the latest one wins. Without it `year`, else the order of rows"),
    Field("year", _("year"), Reads.YEAR, BUILDING | YEAR,
          "calendar year of the figure: a year, or a date on 31 December", required=YEAR),
    Field("intensity", _("energy use intensity"), Reads.QUANTITY, YEAR,
          "energy per area and year, kept in the unit it is written in",
          Dimension.INTENSITY, digits=12, decimals=6),
    Field("energy", _("total energy"), Reads.QUANTITY, YEAR,
          "all energy of the year in one unit of energy, kept in that unit",
          Dimension.ENERGY, digits=16),
    Field("why_missing", _("why there is no figure"), Reads.CHOICE, YEAR,
          "no_figure, not_submitted or exempt; used where no intensity is stated",
          allowed=("no_figure", "not_submitted", "exempt")),
    Field("hours", _("hours of use"), Reads.NUMBER, YEAR, "hours of use a year", digits=6, decimals=2),
    Field("area_per_person", _("area per person"), Reads.NUMBER, YEAR, "m² per person",
          digits=6, decimals=2, positive=True),
    Field("occupancy", _("occupancy"), Reads.QUANTITY, YEAR, "occupancy of a hotel",
          Dimension.NUMBER, "%", digits=3),
    Field("guest_room_share", _("share of guest rooms"), Reads.QUANTITY, YEAR,
          "share of guest-room area in a hotel", Dimension.NUMBER, "%", digits=3),
    Field("meter", _("meter number"), Reads.IDENTIFIER, BILL,
          "number of the meter; without it one meter per building and commodity", most=80),
    Field("meter_name", _("name of the meter"), Reads.TEXT, BILL, "what the meter is called", most=120),
    Field("commodity", _("commodity"), Reads.COMMODITY, BILL,
          "what the meter counts: 电, Natural Gas, district_steam …", required=BILL),
    Field("start", _("first day of the bill"), Reads.DATE, BILL, "first day of the bill", required=BILL),
    Field("end", _("end of the bill"), Reads.DATE, BILL,
          "last day of the bill, or the day of the next reading: the series decides", required=BILL),
    Field("amount", _("amount"), Reads.AMOUNT, BILL, "amount billed, in the unit written",
          digits=14, decimals=6, required=BILL),
    Field("estimated", _("estimated"), Reads.FLAG, BILL, "whether the amount is an estimate"),
    Field("project_code", _("number of the project"), Reads.IDENTIFIER, PROJECT,
          "code the project was approved or filed under; the identifier of a project",
          most=60, required=PROJECT),
    Field("project_name", _("name of the project"), Reads.TEXT, PROJECT, "name of the project",
          most=200, required=PROJECT),
    Field("developer_name", _("developer's name"), Reads.TEXT, PROJECT,
          "development party's name; either this or its credit code", most=200),
    Field("developer_uscc", _("developer's credit code"), Reads.USCC, PROJECT,
          "development party's unified social credit code"),
    Field("plot_code", _("number of the plot"), Reads.IDENTIFIER, PROJECT,
          "number of the plot of land; a plot that is not on file is entered", most=60),
    Field("plot_name", _("name of the plot"), Reads.TEXT, PROJECT, "name of the plot", most=200),
    Field("new_construction", _("new construction"), Reads.FLAG, PROJECT,
          "new construction, or the alteration of a building; without it new"),
    Field("project_area", _("floor area of the project"), Reads.QUANTITY, PROJECT,
          "floor area of the project", Dimension.AREA, "m²", digits=12, decimals=2, positive=True),
    Field("above_ground_area", _("floor area above ground"), Reads.QUANTITY, PROJECT,
          "floor area above ground", Dimension.AREA, "m²", digits=12, decimals=2),
    Field("investment", _("project investment, yuan"), Reads.NUMBER, PROJECT,
          "project investment in yuan", digits=14, decimals=2),
    Field("stage", _("stage reached"), Reads.GATE, PROJECT,
          "the last gate that was passed; its day must be stated too"),
    Field("regime_on", _("the law of this day applies"), Reads.DATE, PROJECT,
          "day whose law applies to the project"),
    Field("regime_from", _("gate whose day decides which law applies"), Reads.GATE, PROJECT,
          "gate whose day is the day whose law applies, where the row states none itself"),
    Field("regime_reason", _("why the law of this day applies"), Reads.TEXT, PROJECT,
          "why the law of that day applies", most=200),
)  # fmt: skip

FIELDS: Mapping[str, Field] = {field.name: field for field in _FIELDS}
CLASSES = ("large_public", "fiscal", "new", "public")
"""The classes a list may record, each with its reason (`registry.models.BuildingClass`)."""
ID, USE = "id.", "use."
DAY, NUMBER, AUTHORITY, FACT = "day.", "number.", "authority.", "fact."
"""Fields of a project's course, each followed by a gate of the law, the last by one of its facts."""
OF_GATE = {
    DAY: (Reads.DATE, Text("日期", "day"), "day the gate was passed"),
    NUMBER: (Reads.TEXT, Text("文号", "number"), "number of the decision"),
    AUTHORITY: (
        Reads.TEXT,
        Text("作出机关", "who decided"),
        "who decided; without it the law's own",
    ),
}
GROUPS = tuple(group[:-1] for group in (ID, USE, DAY, NUMBER, AUTHORITY, FACT))
SCHEME_LENGTH = 60


@cache
def gates() -> Mapping[str, Text]:
    """The gates of the installed city packs, by id, with their titles."""
    return {gate.id: gate.title for edition in packs().values() for gate in edition.gates}


def field(name: str) -> Field | None:
    """The field of a name, also one of a group (``id.<scheme>``, ``use.<commodity>``,
    ``day.<gate>`` …); None for no field."""
    group, _dot, one = name.partition(".")
    if f"{group}." in OF_GATE:
        return _of_gate(f"{group}.", one)
    if f"{group}." == FACT:
        return _of_fact(one)
    if name.startswith(ID) and 0 < len(name) - len(ID) <= SCHEME_LENGTH:
        held = BUILDING | YEAR | BILL
        return Field(name, name, Reads.IDENTIFIER, held, "an identifier", most=120)
    if name.startswith(USE):
        try:
            commodity = Commodity(name.removeprefix(USE))
        except ValueError:
            return None
        return _use(commodity)
    return FIELDS.get(name)


def _of_gate(group: str, gate: str) -> Field | None:
    if gate not in gates():
        return None
    reads, what, about = OF_GATE[group]
    title = gates()[gate]
    words = Text(f"{title.zh}：{what.zh}", f"{title.en}: {what.en}")
    return Field(f"{group}{gate}", f"{group}{gate}", reads, PROJECT, about, most=100, words=words)


def _of_fact(name: str) -> Field | None:
    """A fact of the vocabulary that is yes or no, a star or a day."""
    entry = ENTRIES.get(name)
    reads = _reading(entry) if entry else None
    if entry is None or reads is None:
        return None
    about = "a fact the law asks of the project or its plot"
    return Field(f"{FACT}{name}", f"{FACT}{name}", reads, PROJECT, about, words=entry.label)


def _reading(entry: FactEntry) -> Reads | None:
    if entry.kind == "flag":
        return Reads.FLAG
    return {"★": Reads.STAR, "day": Reads.DATE}.get(entry.unit)


def _use(commodity: Commodity) -> Field:
    return Field(
        f"{USE}{commodity}",
        f"{USE}{commodity}",
        Reads.AMOUNT,
        YEAR,
        "a year's amount of the commodity, in the unit written",
        digits=14,
        decimals=6,
        commodity=commodity,
    )


def known() -> list[str]:
    """All names for suggestions; ``id.…`` is open and stands as such, as do the groups of the law."""
    uses = [
        f"{USE}{commodity}" for commodity in Commodity if commodity.about.kind is not Kind.WATER
    ]
    return [*FIELDS, "id.…", *uses, *(f"{group}{gate}" for group in OF_GATE for gate in gates())]


def is_identifier(name: str) -> bool:
    return name in ("code", "project_code") or name.startswith(ID)
