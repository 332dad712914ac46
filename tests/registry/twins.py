"""Small files of our own with the traps of the real ones, so that a clean clone tests the same."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

PANEL_HEADINGS = ["ID", "DataYear", "ReportingStatus", "GrossFloorArea", "SiteEUI"]
ENTRY_HEADINGS = [
    "Property Name", "Portfolio Manager ID", "Portfolio Manager Meter ID", "Meter Name", "Meter Type",
    "Meter Consumption ID", "Start Date", "End Date", "Delivery Date", "Usage/Quantity", "Usage Units",
    "Cost ($)", "Estimation?", "Demand (kW)", "Cost ($)",
]  # fmt: skip
REPORT_HEADINGS = [
    "Property Id", "Property Name", "Year Ending", "Property Floor Area (Buildings and Parking) (ft2)",
    "Address 1", "Year Built", "Site EUI (kBtu/ft2)",
]  # fmt: skip
MISSING = "Not Available"


def panel() -> bytes:
    """Five buildings, nine rows: both spellings of a status, no area, no figure, long decimals."""
    rows = [
        ["100001", "2020", "Submitted", "64028.0", "79.3"],
        ["100001", "2021", "Submitted Data", "", "120.4"],
        ["100001", "2022", "Not Submitted", "", ""],
        ["100002", "2021", "Submitted Data", "627680.0", "31.099999999999998"],
        ["100002", "2020", "Submitted", "627000.0", "15634.5"],
        ["100003", "2022", "Exempt", "", ""],
        ["100004", "2022", "Submitted Data", "50000.0", "79.30000000000001"],
        ["100004", "2021", "Submitted Data", "50000.0", "79.29999999999998"],
        ["100005", "2014", "Submitted", "555524.0", ""],
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([PANEL_HEADINGS, *rows])
    return text.getvalue().encode()


def report() -> bytes:
    """A property report: absurd dates, two-digit years, grouped numbers, a year that ends in June."""
    rows = [
        ["5766973", MISSING, "12/31/1880", "264,949", "1 True Lane", "1776", "46.9"],
        ["5766975", MISSING, "12/31/10", "322,701", "2 Peach Avenue", "1987", "69.8"],
        ["477198", MISSING, "12/31/10", "139,835", "3 Cottonwood Court", "0", MISSING],
        ["477199", MISSING, "6/30/10", "10,000", "4 Elm Court", "1964", "10"],
        ["477200", MISSING, "", "10,000", "5 Elm Court", "1964", "10"],
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([REPORT_HEADINGS, *rows])
    return text.getvalue().encode()


def entries(path: Path, meters: int = 2, months: int = 24, blank: int = 300) -> bytes:
    """A "Meter Entries" workbook: five lines of preamble, a merged line above the headings, ids as
    numbers, formatted blank rows at the end."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Meter Entries")
        day = book.add_format({"num_format": "mm/dd/yyyy"})
        sheet.write_row(0, 0, ["My Portfolio: Test City"])
        sheet.write_row(1, 0, ["02/01/2023 03:59 PM EST"])
        sheet.write_row(2, 0, ["Total Properties: 9"])
        sheet.merge_range(4, 13, 4, 14, "Additional information for electric meters")
        sheet.write_row(5, 0, ENTRY_HEADINGS)
        number = 6
        for meter in range(meters):
            first = date(2015, 1, 1)
            for month in range(months):
                following = (first.replace(day=28) + timedelta(days=5)).replace(day=1)
                row = [f"Property {meter // 2}", 22178843 + meter // 2, 139067318 + meter,
                       "Master Meter", ("Electric - Grid", "Natural Gas")[meter % 2],
                       6287955160 + number, first, following - timedelta(days=1), MISSING,
                       round(274925.3 + month / 7, 4), "kBtu (thousand Btu)", MISSING, "No",
                       MISSING, MISSING]  # fmt: skip
                write(sheet, number, row, day)
                number += 1
                first = following
        for row_number in range(number, number + blank):
            sheet.write_blank(row_number, 0, None, day)
    return path.read_bytes()


def write(sheet: Any, number: int, row: list[Any], day: Any) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(number, column, cell, day)
        else:
            sheet.write(number, column, cell)
