"""Why a file, a row or a cell is not taken, and what to do about it: one table, both languages.

A refusal is kept as a code with its particulars, so that it reads in the language of whoever looks
at it. What units and commodities say for themselves (`greenward.units`) is taken from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from greenward.metering.commodities import UnknownCommodity
from greenward.units import (
    AmbiguousUnit,
    BadNumber,
    DimensionMismatch,
    NumberOutOfRange,
    QuantityError,
    UnknownUnit,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong and the remedy; both are messages with ``%(name)s`` particulars."""

    says: str
    remedy: str


_CORRECT = _("Correct the cell and import the file again; rows already taken stay as they are.")
_SAVE_AGAIN = _("Open the file in a spreadsheet program, save it anew and import that file.")

FILE: Mapping[str, Reason] = {
    "empty_file": Reason(_("The file is empty."), _("Choose the file that holds the table.")),
    "web_page": Reason(
        _("The file is a web page or XML, whatever its name says."),
        _("Open it in a spreadsheet program and save it as XLSX or CSV."),
    ),
    "password": Reason(
        _("The workbook is protected by a password."),
        _("Remove the password in the spreadsheet program, save and import again."),
    ),
    "damaged_workbook": Reason(_("The workbook is damaged and cannot be opened."), _SAVE_AGAIN),
    "too_large_unpacked": Reason(
        _("The workbook unpacks to more than %(limit)s MB."),
        _("Split it, or save it as CSV."),
    ),
    "too_large": Reason(
        _("The file is larger than %(limit)s MB."), _("Split it into several files.")
    ),
    "wrong_encoding": Reason(
        _("The file is not written in %(encoding)s: byte %(position)s cannot be read so."),
        _("Correct `encoding` in the profile, or leave it out to have it found."),
    ),
    "encoding_unsure": Reason(
        _("The encoding of the text cannot be told for certain."),
        _(
            'Say it in the profile, for example encoding = "gb18030", "utf-8", "big5" or '
            '"cp1252"; or save the file as CSV UTF-8.'
        ),
    ),
    "open_quote": Reason(
        _("A quotation mark is wrong in row %(row)s (near line %(line)s of the text)."),
        _("Close the quotation mark, or double it where it belongs to the text."),
    ),
    "cell_too_long": Reason(
        _("Row %(row)s holds a cell of more than 131,072 characters (line %(line)s)."),
        _("Often a quotation mark is missing there: close it."),
    ),
    "no_sheet": Reason(
        _("The workbook has no sheet “%(sheet)s”. Its sheets: %(sheets)s."),
        _("Correct `sheet` in the profile, or leave it out to search all sheets."),
    ),
    "no_column": Reason(
        _("No column is headed %(columns)s. Row %(row)s reads: %(headings)s."),
        _("Write the headings of the file into the profile, or choose another profile or file."),
    ),
    "no_column_like": Reason(
        _("No column is headed %(columns)s. Row %(row)s reads: %(headings)s."),
        _("Is it %(near)s? Correct the heading in the profile or in the file."),
    ),
    "heading_twice": Reason(
        _("Several columns are headed %(column)s: %(letters)s."),
        _('Name the right one by its letter in the profile: { letter = "C" }.'),
    ),
    "not_allowed": Reason(
        _("%(why)s"), _("Ask the registrar of the area, or choose another profile.")
    ),
    "broken_off": Reason(
        _("The import broke off; nothing of it was kept."),
        _("Start it again; if it breaks off again, tell whoever runs this system."),
    ),
    "no_rows": Reason(
        _("There is no row below the headings."), _("Choose the file that holds the data.")
    ),
}
"""Nothing of the file was read."""

ROW: Mapping[str, Reason] = {
    "ragged": Reason(
        _("The row has %(cells)s cells where there are %(headings)s headings."),
        _(
            "Usually a delimiter inside a text: put quotation marks around that text, or save the "
            "file as XLSX."
        ),
    ),
    "required": Reason(
        _("%(field)s is not stated."), _("Fill in the cell; the row cannot stand without it.")
    ),
    "no_identifier": Reason(
        _("The row states none of the identifiers by which buildings are told apart."),
        _("Fill in one of: %(fields)s. A blank identifier never matches anything."),
    ),
    "ambiguous_identity": Reason(
        _(
            "The identifiers point to two buildings: %(scheme)s %(value)s to %(building)s, but "
            "%(other_scheme)s %(other_value)s to %(other_building)s."
        ),
        _("Find out which of the two is meant and correct the other identifier."),
    ),
    "identity_conflict": Reason(
        _(
            "By %(by_scheme)s %(by)s this is %(building)s, which carries %(scheme)s %(known)s; "
            "the row says %(value)s."
        ),
        _(
            "Correct the identifier; or, where a building may carry several of this kind, name it "
            'in the profile: [match] several = ["id.…"].'
        ),
    ),
    "unknown_building": Reason(
        _("No building on file carries %(identifiers)s."),
        _("Import the building first, or correct the identifier."),
    ),
    "unknown_area": Reason(
        _("No district is known as “%(value)s”."),
        _('Map the name to a division code in the profile: values = { "…" = "440304" }.'),
    ),
    "ambiguous_area": Reason(
        _("Several districts are known as “%(value)s”: %(codes)s."),
        _("Write the division code instead of the name, or map it in the profile."),
    ),
    "outside_area": Reason(
        _("The building lies in %(area)s, outside the area of this import (%(scope)s)."),
        _("Have the rows imported by a registrar of that area."),
    ),
    "no_developer": Reason(
        _("The row names no development party."),
        _("State its unified social credit code or its name."),
    ),
    "project_twice": Reason(
        _("Row %(other)s is about the same project."),
        _(
            "Keep the right row only. The first of them was taken, if nothing else is wrong with it."
        ),
    ),
    "project_elsewhere": Reason(
        _("The project is on file in %(area)s, outside the area of this import or of this row."),
        _("Have the row imported by a registrar of that area, or correct the district."),
    ),
    "project_not_of_lists": Reason(
        _("The project is on file and was not brought in by a list."),
        _("Correct it on its own page: a list does not overwrite what people entered."),
    ),
    "project_in_hand": Reason(
        _("Applications of this project are decided here by now."),
        _("Enter what changed on its own page: a list only tells of the time before."),
    ),
    "developer_differs": Reason(
        _("On file the developer of the project is %(developer)s."),
        _("Correct the row: who develops a project is not changed by a list."),
    ),
    "plot_in_hand": Reason(
        _("Projects on the plot %(plot)s are decided here by now."),
        _("Enter what is new of the plot on its own page."),
    ),
    "plot_elsewhere": Reason(
        _("The plot %(plot)s is on file in another city."), _("Correct the number of the plot.")
    ),
    "plot_missing": Reason(
        _("“%(field)s” is about the plot, and the row names no plot."),
        _("State the number of the plot."),
    ),
    "plot_differs": Reason(
        _("Of the plot %(plot)s something else is on file: %(field)s, %(value)s."),
        _("Correct the row, or the plot on its own page."),
    ),
    "no_law": Reason(
        _("No edition of the law is published for the city of this row."),
        _("Publish the city's law first: greenward law publish."),
    ),
    "no_regime": Reason(
        _("Neither the row nor the profile says which day's law applies."),
        _("State the day with its reason, or choose a gate whose day decides: regime_from = “…”."),
    ),
    "no_regime_reason": Reason(
        _("Why the law of that day applies is not said."),
        _("State the reason in the row, or as a constant of the profile."),
    ),
    "gate_without_day": Reason(
        _("“%(field)s” has no day, and the row needs it."), _("State the day it was passed.")
    ),
    "gate_without_number": Reason(
        _("“%(field)s” is stated without the number of the decision."),
        _("State the number; a decision of an authority is on record by its number."),
    ),
    "fact_not_asked": Reason(
        _("The law of this place does not ask for “%(field)s”."),
        _("Leave the cell empty, or map the column to a fact the law there asks."),
    ),
    "owner_ambiguous": Reason(
        _("Several organisations on file are called “%(value)s”."),
        _("State the unified social credit code of the organisation."),
    ),
    "two_figures": Reason(
        _("Row %(other)s states another %(field)s for the same building and year: %(value)s."),
        _("Keep the right row only. Neither of the two was taken."),
    ),
    "two_bills": Reason(
        _("Row %(other)s states another amount for the same meter and days: %(value)s."),
        _(
            "Keep the right row only, or give each its own meter number. Neither of the two was "
            "taken."
        ),
    ),
    "meter_elsewhere": Reason(
        _("The meter %(meter)s is on file for another building: %(building)s."),
        _(
            "Correct the meter number or the building; see `prefix` where two suppliers number alike."
        ),
    ),
    "meter_commodity": Reason(
        _("The meter %(meter)s counts %(known)s, not %(value)s."),
        _("Correct the commodity, or give the meter its own number."),
    ),
}
"""The row as a whole is refused."""

CELL: Mapping[str, Reason] = {
    "too_long": Reason(
        _("The text is longer than %(most)s characters."), _("Shorten the text in the cell.")
    ),
    "control_character": Reason(
        _("The cell holds a character that is no text (code %(number)s)."),
        _("Type the cell anew; such characters come from a damaged or truncated file."),
    ),
    "digits_lost": Reason(
        _("The number has lost its last digits in the spreadsheet: %(value)s."),
        _("Format the column as text and enter the number again; more than 15 digits do not fit."),
    ),
    "not_in_list": Reason(
        _("“%(value)s” is not one of: %(allowed)s."),
        _("Map it in the profile under `values`, or correct the cell."),
    ),
    "not_yes_or_no": Reason(
        _("“%(value)s” is neither yes nor no."),
        _("Write 是 or 否, yes or no; or name the words in the profile (yes = […], no = […])."),
    ),
    "bad_uscc": Reason(
        _(
            "%(value)s is not a unified social credit code: its check character should be %(expected)s."
        ),
        _CORRECT,
    ),
    "bad_code_length": Reason(
        _("%(value)s is not a unified social credit code: it has %(length)s characters, not 18."),
        _CORRECT,
    ),
    "negative": Reason(_("%(value)s is negative."), _CORRECT),
    "zero": Reason(_("%(value)s: a %(field)s of zero is impossible."), _CORRECT),
    "too_large_number": Reason(_("%(value)s is larger than can be kept (%(most)s)."), _CORRECT),
    "implausible": Reason(
        _(
            "%(value)s %(unit)s is outside what the profile holds plausible (%(least)s to %(most)s)."
        ),
        _("Correct the figure, or change `least` and `most` in the profile if it is right."),
    ),
    "not_whole": Reason(_("%(value)s is not a whole number."), _CORRECT),
    "not_a_date": Reason(
        _("“%(value)s” is not a date as the profile expects it (%(patterns)s)."),
        _('Correct the cell, or say how dates are written: dates = ["D.M.YYYY"].'),
    ),
    "ambiguous_date": Reason(
        _("“%(value)s” can be read as more than one day."),
        _(
            'Say in the profile how dates are written, for example dates = ["M/D/YY"] or '
            'dates = ["DD/MM/YYYY"].'
        ),
    ),
    "date_serial": Reason(
        _("“%(value)s” looks like a day number of a spreadsheet, not like a date."),
        _('Format the column as a date, or say dates = ["excel"] in the profile.'),
    ),
    "date_too_early": Reason(_("%(value)s lies before 1900."), _CORRECT),
    "date_in_future": Reason(_("%(value)s lies in the future."), _CORRECT),
    "not_calendar_year": Reason(
        _("The twelve months end on %(value)s: that is not a calendar year."),
        _("The law compares calendar years: ask for the figure to 31 December, or for the bills."),
    ),
    "year_not_over": Reason(
        _("The year %(value)s is not over: a figure for it cannot be a year's figure."),
        _("Import the bills so far, or the figure after 31 December."),
    ),
    "year_out_of_range": Reason(
        _("%(value)s is not a year between %(least)s and %(most)s."), _CORRECT
    ),
    "ends_before_start": Reason(
        _("The bill ends on %(end)s, before it begins (%(start)s)."), _CORRECT
    ),
    "no_unit": Reason(
        _("The unit of %(field)s is not stated."),
        _("Fill in the unit; an amount without a unit is never guessed."),
    ),
}
"""One cell is refused, and its row with it unless the column says `if_bad = "leave_out"`."""

QUANTITY: Mapping[str, tuple[type[QuantityError], str]] = {
    "unknown_unit": (UnknownUnit, _("Write the unit as suggested, or map it under `unit_values`.")),
    "ambiguous_unit": (AmbiguousUnit, _("Write the unit in full, or map it under `unit_values`.")),
    "dimension_mismatch": (
        DimensionMismatch,
        _("Correct the unit or the column; amounts of gas or heat need their commodity."),
    ),
    "not_a_number": (
        BadNumber,
        _("Correct the cell; or say in the profile how numbers are written or what means missing."),
    ),
    "number_out_of_range": (NumberOutOfRange, _CORRECT),
    "unknown_commodity": (
        UnknownCommodity,
        _("Write the commodity as suggested, or map it under `values`."),
    ),
}

_TABLE: Mapping[str, Reason] = {**FILE, **ROW, **CELL}


def text(code: str, params: Mapping[str, Any]) -> str:
    """What is wrong, as a sentence in the active language."""
    if code in QUANTITY:
        kind = QUANTITY[code][0]
        return (kind.zh if _chinese() else kind.en).format(**params)
    return gettext(_TABLE[code].says) % _shown(params)


def remedy(code: str, params: Mapping[str, Any]) -> str:
    """What to do about it, in the active language."""
    message = QUANTITY[code][1] if code in QUANTITY else _TABLE[code].remedy
    return gettext(message) % _shown(params) if "%(" in message else gettext(message)


def codes() -> list[str]:
    """Every code there is, in the order of the documentation."""
    return [*FILE, *ROW, *CELL, *QUANTITY]


NEW_OF_ROW = "@row "
"""Begins the name of a building that the file itself brings in: its row follows."""
FUNCTIONS = "@functions"
"""Stands for the list of building functions."""
_CODE = _("building code")
_WORDS = ("field", "scheme", "other_scheme", "by_scheme")


def _shown(params: Mapping[str, Any]) -> dict[str, str]:
    """Particulars as a person reads them: names of fields and new buildings in their language."""
    shown = {}
    for name, value in params.items():
        text = str(value)
        if text.startswith(NEW_OF_ROW):
            row = text.removeprefix(NEW_OF_ROW)
            text = gettext("the new building of row %(row)s") % {"row": row}
        elif text == FUNCTIONS:
            text = ", ".join(f"{letter} {label}" for letter, label in _functions())
        elif name == "fields":
            text = ", ".join(gettext(_CODE) if one == "code" else one for one in text.split(", "))
        elif name in _WORDS and text:
            text = _word(text)
        shown[name] = text
    return shown


def _word(text: str) -> str:
    """The name of a field or scheme; those of the law's gates and facts are the law's own words."""
    from .importing.fields import field

    of_law = field(text) if "." in text else None
    return of_law.shown if of_law and of_law.words else gettext(_CODE if text == "code" else text)


def _functions() -> list[tuple[str, str]]:
    from .models import Function

    return Function.choices


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
