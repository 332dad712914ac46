"""The workbooks of two real exports, and small twins of them with the same traps.

The twins are always read. The real files lie beside the repository where they have been fetched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from greenward.metering.bills import Bill
from greenward.metering.calendar_years import EnergyYear, annual
from greenward.metering.claims import Boundary
from greenward.metering.commodities import Commodity, billed_unit, parse_commodity
from greenward.metering.remarks import Code
from greenward.units import parse_number, parse_unit

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "bills"
HEADINGS = ["Property Name", "Portfolio Manager Meter ID", "Meter Type", "Start Date", "End Date"]
HEADINGS += ["Usage/Quantity", "Usage Units", "Estimation?"]
KBTU_TEXT = "kBtu (thousand Btu)"
KBTU, KWH = parse_unit("kBtu"), parse_unit("kWh")
DAY = timedelta(days=1)


def read_bills(path: Path) -> dict[str, list[Bill]]:
    """The bills of each property; preamble rows above the headings are passed over."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Meter Entries").to_python()
    top = next(place for place, row in enumerate(rows) if "Start Date" in row)
    places = [rows[top].index(heading) for heading in HEADINGS]
    bills = defaultdict(list)
    for row in rows[top + 1 :]:
        name, meter, kind, start, end, amount, unit, estimated = (row[place] for place in places)
        commodity = parse_commodity(str(kind))
        assert isinstance(start, date)
        assert isinstance(end, date)
        bills[str(name)].append(
            Bill(
                meter=f"{meter:.0f}",
                commodity=commodity,
                start=start,
                end=end,
                amount=parse_number(amount),  # type: ignore[arg-type]
                unit=billed_unit(str(unit), commodity),
                estimated=estimated == "Yes",
            )
        )
    return bills


@pytest.fixture
def sample() -> Callable[[str], Path]:
    def find(name: str) -> Path:
        path = SAMPLES / name
        if not path.exists():
            pytest.skip(f"the sample workbook {name} is absent")
        return path

    return find


Row = tuple[str, int, str, date, date, object, str]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[list[Row], int], Path]:
    """Write rows as an export does, under so many rows of preamble."""

    def write(rows: list[Row], preamble: int) -> Path:
        path = tmp_path / "export.xlsx"
        book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Meter Entries")
        for line in range(preamble):
            sheet.write(line, 0, f"My Portfolio, line {line}")
        sheet.write_row(preamble, 0, HEADINGS)
        for line, row in enumerate(rows, preamble + 1):
            sheet.write_row(line, 0, [*row, "No"])
        book.close()
        return path

    return write


def months(first: date, count: int) -> Iterator[tuple[date, date]]:
    for _ in range(count):
        after = (first.replace(day=1) + 31 * DAY).replace(day=1)
        yield first, after - DAY
        first = after


def totals(year: EnergyYear) -> dict[Commodity, Fraction]:
    assert year.complete, [reason.text_en for reason in year.reasons]
    return {total.commodity: total.amount for total in year.totals}


# --- twins ----------------------------------------------------------------------------------


def test_calendar_months_in_kbtu_beside_yearly_steam(workbook: Callable[..., Path]) -> None:
    """Four rows of preamble, figures partly stored as text, steam billed once a year."""
    rows: list[Row] = [
        ("North Tower", 1, "Electric - Grid", start, end, "274925.3", KBTU_TEXT)
        for start, end in months(date(2019, 1, 1), 24)
    ]
    rows += [
        (
            "North Tower",
            2,
            "District Steam",
            date(y, 1, 1),
            date(y, 12, 31),
            3159670.6 + y,
            KBTU_TEXT,
        )
        for y in (2019, 2020)
    ]
    years = annual(read_bills(workbook(rows, 4))["North Tower"])
    factor = Fraction(KBTU.factor, KWH.factor)
    for year in years:
        assert totals(year) == {
            Commodity.ELECTRICITY: 12 * Fraction("274925.3") * factor,
            Commodity.DISTRICT_STEAM: (Fraction("3159670.6") + year.year) * factor,
        }
        assert year.covered == year.days


def test_reading_days_shared_by_two_bills(workbook: Callable[..., Path]) -> None:
    """Read on the 6th: the first and last year lack months, the middle one is whole."""
    days = [date(2018 + (5 + m) // 12, (5 + m) % 12 + 1, 6) for m in range(30)]
    rows: list[Row] = [
        ("Shop", 7, "Electric - Grid", start, end, 44160.0, "kWh (thousand Watt-hours)")
        for start, end in zip(days, days[1:], strict=False)
    ]
    rows += [
        ("Shop", 8, "Natural Gas", start, end, 12.5, "therms")
        for start, end in zip(days, days[1:], strict=False)
    ]
    first, second, third = annual(read_bills(workbook(rows, 0))["Shop"])
    assert [reason.code for reason in first.reasons] == [Code.STARTS_LATE] * 2
    assert [reason.code for reason in third.reasons] == [Code.ENDS_EARLY] * 2
    assert {one.boundary for one in second.meters} == {Boundary.SHARED_DAY}
    expected = day_by_day(rows, 7, 2019)
    assert totals(second)[Commodity.ELECTRICITY] == expected
    assert third.reasons[0].params["months"].startswith("2020-11, 2020-12")


def day_by_day(rows: list[Row], meter: int, year: int) -> Fraction:
    """What the days of a year used, each bill spread over its days without the last."""
    used = Fraction(0)
    for _, of_meter, _, start, end, amount, _ in rows:
        days = (end - start).days
        inside = sum((start + step * DAY).year == year for step in range(days))
        if of_meter == meter:
            used += Fraction(str(amount)) * inside / days
    return used


def test_no_amount_is_unknown_and_the_year_refused(workbook: Callable[..., Path]) -> None:
    rows: list[Row] = [
        ("Shop", 7, "Electric - Grid", start, end, "Not Available" if not m else 10, "kWh")
        for m, (start, end) in enumerate(months(date(2021, 1, 1), 12))
    ]
    (year,) = annual(read_bills(workbook(rows, 0))["Shop"])
    assert [reason.code for reason in year.reasons] == [Code.UNKNOWN_AMOUNT]


def test_the_same_export_below_itself_changes_nothing(workbook: Callable[..., Path]) -> None:
    rows: list[Row] = [
        ("Shop", 7, "Electric - Grid", start, end, 10, "kWh")
        for start, end in months(date(2021, 1, 1), 12)
    ]
    (year,) = annual(read_bills(workbook(rows + rows, 2))["Shop"])
    assert totals(year) == {Commodity.ELECTRICITY: 120}


# --- the real files -------------------------------------------------------------------------


def test_nine_properties_of_a_benchmarking_city(sample: Callable[[str], Path]) -> None:
    """579 bills in kBtu by calendar months, steam by years: 27 whole building years."""
    properties = read_bills(sample("bps_dc_sample/ESPM_BPS_Sample_Meter_Readings.xlsx"))
    assert len(properties) == 9
    assert sum(map(len, properties.values())) == 579
    for name, bills in properties.items():
        years = annual(bills)
        assert [year.year for year in years] == [2019, 2020, 2021], name
        for year in years:
            stated: dict[Commodity, Fraction] = defaultdict(Fraction)
            for bill in bills:
                if bill.start.year == year.year:
                    stated[bill.commodity] += Fraction(bill.amount or 0) * KBTU.factor / KWH.factor
            assert totals(year) == stated


def test_yearly_steam_of_the_north_tower(sample: Callable[[str], Path]) -> None:
    properties = read_bills(sample("bps_dc_sample/ESPM_BPS_Sample_Meter_Readings.xlsx"))
    first = annual(properties["Medstar POB North Tower"], [2019])[0]
    steam = next(one for one in first.totals if one.commodity is Commodity.DISTRICT_STEAM)
    assert steam.amount == Fraction("3159670.6") * KBTU.factor / KWH.factor
    assert sorted(one.covered for one in first.meters) == [365, 365]


def test_a_shop_read_on_odd_days(sample: Callable[[str], Path]) -> None:
    """Electricity from 6 January 2018 to 7 December 2020, read on a day both bills name."""
    bills = read_bills(sample("Has_Meters_two_buildings.xlsx"))["Moreno and Sons"]
    assert len(bills) == 104
    first, second, third = annual(bills)
    assert {reason.code for reason in first.reasons} == {Code.STARTS_LATE}
    assert {reason.code for reason in third.reasons} == {Code.ENDS_EARLY}
    assert (first.totals, third.totals) == ((), ())
    assert {one.boundary for one in second.meters} == {Boundary.SHARED_DAY}
    assert (second.covered, second.days) == (365, 365)
    found = totals(second)
    for commodity in (Commodity.ELECTRICITY, Commodity.NATURAL_GAS, Commodity.WATER):
        rows: list[Row] = [
            ("", 0, "", one.start, one.end, Decimal(one.amount or 0), "")
            for one in bills
            if one.commodity is commodity
        ]
        unit = next(one.unit for one in bills if one.commodity is commodity)
        base = KWH.factor if commodity is not Commodity.WATER else 1
        assert found[commodity] == day_by_day(rows, 0, 2019) * unit.factor / base
    zero = [note for note in first.notes if note.code is Code.ZERO_ELECTRICITY]
    assert [note.params["bill"] for note in zero] == ["2018-04-06..2018-05-08"]
