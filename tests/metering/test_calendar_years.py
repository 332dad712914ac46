"""Energy years: one exact figure or a refusal that names what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.metering.bills import Bill, Meter
from greenward.metering.calendar_years import EnergyYear, annual
from greenward.metering.claims import Boundary
from greenward.metering.commodities import Commodity
from greenward.metering.remarks import NOTES, TEXT_EN, TEXT_ZH, Code
from greenward.units import parse_unit

KWH, MWH, M3 = parse_unit("kWh"), parse_unit("MWh"), parse_unit("m³")
DAY = timedelta(days=1)


def bill(
    start: str,
    end: str,
    amount: str | int | None = 100,
    meter: str = "A",
    commodity: Commodity = Commodity.ELECTRICITY,
    unit: str = "kWh",
    estimated: bool = False,
) -> Bill:
    number = None if amount is None else Decimal(amount)
    days = date.fromisoformat(start), date.fromisoformat(end)
    return Bill(meter, commodity, *days, number, parse_unit(unit), estimated)


def month_ends(year: int, first: int = 1, last: int = 12) -> list[tuple[date, date]]:
    starts = [date(year + month // 12, month % 12 + 1, 1) for month in range(first - 1, last + 1)]
    return [(start, after - DAY) for start, after in zip(starts, starts[1:], strict=False)]


def monthly(
    year: int, first: int = 1, last: int = 12, meter: str = "A", **more: object
) -> list[Bill]:
    return [
        bill(str(start), str(end), meter=meter, **more)  # type: ignore[arg-type]
        for start, end in month_ends(year, first, last)
    ]


def only(years: list[EnergyYear]) -> EnergyYear:
    assert len(years) == 1, [year.year for year in years]
    return years[0]


def codes(year: EnergyYear) -> list[Code]:
    return [reason.code for reason in year.reasons]


def figure(year: EnergyYear) -> Fraction:
    assert year.complete, [reason.text_en for reason in year.reasons]
    assert len(year.totals) == 1
    return year.totals[0].amount


# --- whole years ----------------------------------------------------------------------------


def test_twelve_months_are_one_exact_figure() -> None:
    year = only(annual(monthly(2021, amount="0.1")))
    assert figure(year) == Fraction("1.2")
    assert (year.year, year.days, year.covered) == (2021, 365, 365)
    assert year.totals[0].unit == KWH
    assert year.reasons == year.notes == ()
    assert year.meters[0].gaps == year.meters[0].overlaps == ()


def test_a_leap_year_has_366_days() -> None:
    year = only(annual(monthly(2020)))
    assert (year.days, year.covered) == (366, 366)


def test_one_bill_for_exactly_a_calendar_year_is_one_right_figure() -> None:
    year = only(annual([bill("2019-01-01", "2019-12-31", "3159670.6")]))
    assert figure(year) == Fraction("3159670.6")


def test_yearly_bills_that_share_new_year_are_one_figure_each() -> None:
    bills = [
        bill("2019-01-01", "2020-01-01", 10),
        bill("2020-01-01", "2021-01-01", 20),
        bill("2021-01-01", "2022-01-01", 30),
    ]
    years = annual(bills)
    assert [figure(year) for year in years] == [10, 20, 30]
    assert [year.year for year in years] == [2019, 2020, 2021]


def test_half_years_and_quarters_inside_a_year_need_no_division() -> None:
    bills = [bill("2021-01-01", "2021-06-30", 1), bill("2021-07-01", "2021-12-31", 2)]
    assert figure(only(annual(bills))) == 3


def test_several_meters_and_commodities_are_added_apart() -> None:
    bills = [
        *monthly(2021, meter="A", amount=1),
        *monthly(2021, meter="B", amount=2, unit="MWh"),
        *monthly(2021, meter="C", amount=3, unit="m³", commodity=Commodity.NATURAL_GAS),
        *monthly(2021, meter="D", amount=4, unit="GJ", commodity=Commodity.NATURAL_GAS),
    ]
    year = only(annual(bills))
    assert [(total.commodity, str(total.unit), total.amount) for total in year.totals] == [
        (Commodity.ELECTRICITY, "kWh", 24_012),
        (Commodity.NATURAL_GAS, "kWh", Fraction(48) * 2500 / 9),
        (Commodity.NATURAL_GAS, "m³", 36),
    ]
    assert [meter.meter for meter in year.meters] == ["A", "B", "C", "D"]


def test_estimated_bills_are_counted_and_their_share_is_said() -> None:
    bills = monthly(2021, 1, 9, amount=10) + monthly(2021, 10, 12, amount=30, estimated=True)
    total = only(annual(bills)).totals[0]
    assert (total.amount, total.estimated) == (180, 90)
    assert total.estimated_share == Fraction(1, 2)


def test_a_year_without_use_has_no_estimated_share() -> None:
    bills = monthly(2021, amount=0, commodity=Commodity.NATURAL_GAS, estimated=True)
    assert only(annual(bills)).totals[0].estimated_share == 0


def test_amounts_beyond_any_context_are_added_exactly() -> None:
    bills = [
        bill("2021-01-01", "2021-06-30", "1" + "0" * 17),
        bill("2021-07-01", "2021-12-31", "0." + "0" * 110 + "1" + "0" * 20 + "1"),
    ]
    small = only(annual(bills))
    assert codes(small) == [Code.ABSURD_AMOUNT]
    fine = "0." + "3" * 130
    bills[1] = bill("2021-07-01", "2021-12-31", fine)
    assert figure(only(annual(bills))) == Fraction(10**17) + Fraction(fine)


# --- the end day ----------------------------------------------------------------------------


def test_the_end_day_belongs_to_the_bill_when_the_next_begins_a_day_later() -> None:
    year = only(annual(monthly(2021)))
    assert year.meters[0].boundary is Boundary.NEXT_DAY


def test_a_shared_reading_day_belongs_to_the_later_bill_and_counts_once() -> None:
    readings = [date(2020, 12, 6) + 30 * DAY * step for step in range(15)]
    bills = [
        bill(str(start), str(end), 30) for start, end in zip(readings, readings[1:], strict=False)
    ]
    years = {year.year: year for year in annual(bills)}
    year = years[2021]
    assert year.meters[0].boundary is Boundary.SHARED_DAY
    assert (year.covered, year.days) == (365, 365)
    assert figure(year) == 365  # 1 kWh a day, none of them twice
    assert years[2020].covered == 26  # 6 to 31 December


def test_the_last_bill_of_a_shared_series_does_not_include_its_end_day() -> None:
    starts = [date(2021 + month // 12, month % 12 + 1, 1) for month in range(13)]
    bills = [bill(str(start), str(end)) for start, end in zip(starts, starts[1:], strict=False)]
    year = only(annual(bills))
    assert figure(year) == 1200
    assert year.notes == ()


def test_the_last_day_of_a_shared_series_waits_for_the_next_bill() -> None:
    ends = [date(2020, 12, 31), *(end for _, end in month_ends(2021))]
    bills = [bill(str(start), str(end)) for start, end in zip(ends, ends[1:], strict=False)]
    year = annual(bills)[1]
    assert (codes(year), year.totals, year.covered) == ([Code.OPEN_END], (), 364)
    assert year.reasons[0].text_en == (
        "Meter A: each bill ends on the day the next one begins, so 2021-12-31, the last day of "
        "2021-11-30..2021-12-31, belongs to a bill that is not on file yet; load it."
    )
    assert annual([*bills, bill("2021-12-31", "2022-01-31")])[1].complete


def test_a_series_that_mixes_both_neither_doubles_nor_loses_a_day() -> None:
    bills = [
        bill("2021-01-01", "2021-05-31", 151),
        bill("2021-05-31", "2021-08-31", 93),
        bill("2021-09-01", "2021-12-31", 122),
    ]
    year = only(annual(bills))
    assert year.meters[0].boundary is Boundary.MIXED
    assert figure(year) == 151 + 93 + 122
    assert (year.covered, [note.code for note in year.notes]) == (365, [Code.MIXED_BOUNDARY])


def test_single_days_are_bills_too() -> None:
    days = [date(2021, 1, 1) + step * DAY for step in range(365)]
    assert figure(only(annual([bill(str(day), str(day), 1) for day in days]))) == 365


def test_a_closing_bill_of_one_shared_day_is_not_silently_lost() -> None:
    bills = [
        bill("2021-01-01", "2021-06-30", 10),
        bill("2021-06-30", "2021-06-30", 7),
        bill("2021-06-30", "2021-12-31", 20),
    ]
    year = only(annual(bills))
    assert Code.OVERLAP in codes(year)
    assert year.totals == ()


def test_a_bill_of_one_day_claims_that_day() -> None:
    bills = [
        bill("2021-01-01", "2021-06-29", 10),
        bill("2021-06-30", "2021-06-30", 7),
        bill("2021-06-30", "2021-12-31", 20),
    ]
    year = only(annual(bills))
    assert (codes(year), year.totals) == ([Code.OVERLAP], ())


# --- division at New Year -------------------------------------------------------------------


def test_a_bill_across_new_year_is_divided_by_days_and_nothing_is_lost() -> None:
    bills = [
        *monthly(2020, 1, 11, amount=30),
        bill("2020-12-01", "2021-01-09", 40),
        bill("2021-01-10", "2021-12-31", 500),
    ]
    first, second = annual(bills)
    assert figure(first) == 330 + 31
    assert figure(second) == 9 + 500
    assert first.notes[0].text_en == (
        "Meter A: the bill 2020-12-01..2021-01-09 is divided by days between the years "
        "(2020: 31/40, 2021: 9/40)."
    )


def test_a_hundred_days_are_divided_and_one_more_are_not() -> None:
    year_end = date(2020, 12, 31)
    for days, divided in ((100, True), (101, False)):
        start, end = year_end - 49 * DAY, year_end + (days - 50) * DAY
        bills = [
            bill("2020-01-01", str(start - DAY)),
            bill(str(start), str(end)),
            bill(str(end + DAY), "2021-12-31"),
        ]
        years = annual(bills)
        assert [year.complete for year in years] == [divided, divided]
        if not divided:
            for year in years:
                assert codes(year) == [Code.UNSPLITTABLE]
                assert year.reasons[0].params["days"] == "101"


def test_twenty_four_months_in_one_bill_are_refused_and_give_no_figure() -> None:
    years = annual([bill("2020-01-01", "2021-12-31", 2400)])
    for year in years:
        assert (codes(year), year.totals, year.billed) == ([Code.UNSPLITTABLE], (), ())
        assert year.covered == 0
        assert year.meters[0].gaps == ()
    assert years[0].reasons[0].text_en == (
        "Meter A: the bill 2020-01-01..2021-12-31 (731 days) runs from one year into another and "
        "is longer than 100 days, so it cannot be divided between them; load the bills of shorter "
        "periods."
    )


def test_the_limit_of_division_can_be_set() -> None:
    years = annual([bill("2020-01-01", "2021-12-31", 731)], max_split_days=731)
    assert [figure(year) for year in years] == [366, 365]


# --- gaps -----------------------------------------------------------------------------------


def test_six_months_are_refused_naming_the_missing_months() -> None:
    year = only(annual(monthly(2021, 1, 6)))
    assert (codes(year), year.totals, year.covered) == ([Code.ENDS_EARLY], (), 181)
    assert (
        year.reasons[0].params["months"] == "2021-07, 2021-08, 2021-09, 2021-10, 2021-11, 2021-12"
    )
    assert [str(gap) for gap in year.meters[0].gaps] == ["2021-07-01 to 2021-12-31"]
    assert "缺2021-07-01至2021-12-31" in year.reasons[0].text_zh
    assert year.billed[0].amount == 600  # what the bills say, but not a figure for the year


def test_a_gap_in_the_middle_names_its_days() -> None:
    year = only(annual(monthly(2021, 1, 4) + monthly(2021, 6, 12)))
    assert codes(year) == [Code.GAP]
    assert year.reasons[0].text_en == (
        "Meter A has no bill for 2021-05-01 to 2021-05-31 (months: 2021-05); "
        "load the missing bills."
    )


def test_a_series_that_begins_in_the_year_says_when() -> None:
    year = only(annual(monthly(2021, 4, 12)))
    assert codes(year) == [Code.STARTS_LATE]
    assert year.reasons[0].params["begins"] == "2021-04-01"
    assert year.reasons[0].params["months"] == "2021-01, 2021-02, 2021-03"


def test_one_missing_day_is_a_gap() -> None:
    bills = [bill("2021-01-01", "2021-06-29"), bill("2021-07-01", "2021-12-31")]
    year = only(annual(bills))
    assert (codes(year), year.covered) == ([Code.GAP], 364)


def test_one_meter_short_refuses_the_building() -> None:
    gas = monthly(2021, 1, 6, meter="G", commodity=Commodity.NATURAL_GAS, unit="m³")
    year = only(annual(monthly(2021) + gas))
    assert (codes(year), year.totals, year.covered) == ([Code.ENDS_EARLY], (), 181)
    assert year.reasons[0].params["meter"] == "G"


def test_years_asked_for_without_bills_are_refused_not_zero() -> None:
    before, after = annual(monthly(2021), [2020, 2022])
    assert (codes(before), codes(after)) == ([Code.STARTS_LATE], [Code.ENDS_EARLY])
    assert before.totals == after.totals == ()


def test_no_bills_and_no_meters_is_no_figure() -> None:
    assert annual([]) == []
    year = only(annual([], [2021]))
    assert (codes(year), year.covered) == ([Code.NO_METER], 0)


# --- overlaps, duplicates, contradictions ---------------------------------------------------


def test_overlapping_bills_are_refused_naming_both() -> None:
    bills = [*monthly(2021, 1, 11), bill("2021-11-20", "2021-12-31", 50)]
    year = only(annual(bills))
    assert (codes(year), year.totals) == ([Code.OVERLAP], ())
    assert year.reasons[0].text_en == (
        "Meter A: the bills 2021-11-01..2021-11-30 and 2021-11-20..2021-12-31 both claim "
        "2021-11-20 to 2021-11-30; correct the dates of one of them."
    )
    assert [str(days) for days in year.meters[0].overlaps] == ["2021-11-20 to 2021-11-30"]
    assert year.covered == 304
    assert year.billed[0].amount == 1000


def test_a_year_bill_beside_its_twelve_months_is_refused_not_doubled() -> None:
    year = only(annual([*monthly(2021), bill("2021-01-01", "2021-12-31", 1200)]))
    assert set(codes(year)) == {Code.OVERLAP}
    assert len(year.reasons) == 12
    assert (year.totals, year.billed, year.covered) == ((), (), 0)


def test_a_month_inside_a_longer_bill_is_an_overlap_and_no_gap() -> None:
    bills = [bill("2021-01-01", "2021-12-31", 1200), bill("2021-04-01", "2021-04-30")]
    year = only(annual(bills))
    assert codes(year) == [Code.OVERLAP]
    assert year.meters[0].gaps == ()


def test_an_overlap_refuses_every_year_of_both_bills() -> None:
    bills = [
        *monthly(2020, 1, 11),
        bill("2020-12-01", "2021-01-31"),
        bill("2021-01-15", "2021-12-31"),
    ]
    assert [codes(year) for year in annual(bills)] == [[Code.OVERLAP], [Code.OVERLAP]]


def test_the_same_bill_twice_counts_once_with_a_note() -> None:
    bills = monthly(2021)
    year = only(annual([*bills, bills[3], bills[3]]))
    assert figure(year) == 1200
    assert [note.text_en for note in year.notes] == [
        "Meter A: the bill 2021-04-01..2021-04-30 is on file 3 times with the same amount and "
        "counts once."
    ]


def test_the_same_amount_in_another_unit_is_the_same_bill() -> None:
    again = bill("2021-04-01", "2021-04-30", "0.100", unit="MWh")
    assert figure(only(annual([*monthly(2021), again]))) == 1200


def test_a_repetition_does_not_blur_the_end_day() -> None:
    starts = [date(2021 + month // 12, month % 12 + 1, 1) for month in range(13)]
    bills = [bill(str(start), str(end)) for start, end in zip(starts, starts[1:], strict=False)]
    year = only(annual(bills + bills))
    assert figure(year) == 1200


def test_an_amount_that_was_estimated_and_then_read_is_a_reading() -> None:
    guessed, read = (bill("2021-01-01", "2021-12-31", 7, estimated=one) for one in (True, False))
    for bills in ([guessed, read], [read, guessed], [guessed, guessed, read]):
        assert only(annual(bills)).totals[0].estimated == 0
    assert only(annual([guessed, guessed])).totals[0].estimated == 7


def test_two_amounts_for_the_same_days_are_refused() -> None:
    bills = [*monthly(2021), bill("2021-04-01", "2021-04-30", "100.01")]
    year = only(annual(bills))
    assert (codes(year), year.totals) == ([Code.CONFLICT], ())
    assert year.reasons[0].params["amounts"] == "100 kWh / 100.01 kWh"
    assert year.covered == 335


# --- bills that cannot be -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (None, Code.UNKNOWN_AMOUNT),
        ("-5", Code.NEGATIVE_AMOUNT),
        ("NaN", Code.ABSURD_AMOUNT),
        ("Infinity", Code.ABSURD_AMOUNT),
        ("1e18", Code.ABSURD_AMOUNT),
        ("1e999999", Code.ABSURD_AMOUNT),
        ("-1e-999999", Code.ABSURD_AMOUNT),
    ],
)
def test_an_amount_that_cannot_be_is_refused_and_never_zero(amount: str | None, code: Code) -> None:
    bills = monthly(2021)
    bills[5] = bill("2021-06-01", "2021-06-30", amount)
    year = only(annual(bills))
    assert (codes(year), year.totals, year.covered) == ([code], (), 335)
    assert year.meters[0].gaps == ()


def test_an_impossible_amount_beside_a_possible_one_is_a_contradiction() -> None:
    bills = [bill("2021-01-01", "2021-12-31", amount) for amount in ("1e999999", 5, None)]
    year = only(annual(bills))
    assert (codes(year), year.totals) == ([Code.CONFLICT], ())
    assert year.reasons[0].params["amounts"] == "5 kWh / ?"


def test_a_unit_that_does_not_count_the_commodity_is_refused() -> None:
    year = only(annual([bill("2021-01-01", "2021-12-31", unit="m³")]))
    assert codes(year) == [Code.WRONG_UNIT]
    assert "以m³计，该单位不能计量电" in year.reasons[0].text_zh


def test_no_use_of_electricity_in_a_month_is_noted() -> None:
    bills = monthly(2021)
    bills[3] = bill("2021-04-01", "2021-04-30", 0)
    year = only(annual(bills))
    assert figure(year) == 1100
    assert [note.code for note in year.notes] == [Code.ZERO_ELECTRICITY]
    summer = monthly(2021, amount=0, commodity=Commodity.NATURAL_GAS, unit="m³")
    assert only(annual(summer)).notes == ()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2021-06-30", "2021-06-01"),
        ("2021-06-01", "2071-06-30"),
        ("1921-06-01", "2021-06-30"),
        ("2021-06-01", "2026-06-05"),
    ],
)
def test_dates_that_cannot_be_are_refused(start: str, end: str) -> None:
    bills = monthly(2021)
    bills[5] = bill(start, end)
    years = {year.year: year for year in annual(bills)}
    assert Code.ABSURD_DATE in codes(years[2021])
    assert Code.GAP in codes(years[2021])
    assert years[2021].notes == ()
    assert f"{start}..{end}" in " ".join(reason.text_en for reason in years[2021].reasons)


def test_a_bill_that_ends_after_today_has_an_impossible_date() -> None:
    bills = monthly(2021)
    assert only(annual(bills, latest=date(2021, 12, 31))).complete
    early = only(annual(bills, latest=date(2021, 12, 30)))
    assert codes(early) == [Code.ABSURD_DATE, Code.ENDS_EARLY]


def test_an_impossible_date_is_reported_even_outside_the_years_asked_for() -> None:
    year = only(annual([*monthly(2021), bill("1900-01-01", "1900-01-31")], [2021]))
    assert year.complete
    assert [note.code for note in year.notes] == [Code.ABSURD_DATE_ELSEWHERE]
    assert [one.year for one in annual([bill("1900-01-01", "1900-01-31")])] == [1900]


def test_a_meter_of_two_commodities_is_refused() -> None:
    bills = monthly(2021, 1, 6) + monthly(2021, 7, 12, commodity=Commodity.NATURAL_GAS)
    year = only(annual(bills))
    assert (codes(year)[0], year.totals, year.billed) == (Code.MIXED_COMMODITY, (), ())


# --- meters on record -----------------------------------------------------------------------


def meter(name: str, first: str | None = None, last: str | None = None, **more: object) -> Meter:
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    commodity = more.pop("commodity", Commodity.ELECTRICITY)
    return Meter(name, commodity, *days, **more)  # type: ignore[arg-type]


def test_a_replaced_meter_is_excused_and_both_are_added() -> None:
    bills = [
        *monthly(2021, 1, 5, meter="A"),
        bill("2021-06-01", "2021-06-14", 40, meter="A"),
        bill("2021-06-15", "2021-06-30", 60, meter="B"),
        *monthly(2021, 7, 12, meter="B"),
    ]
    assert not only(annual(bills)).complete
    records = [meter("A", None, "2021-06-14"), meter("B", "2021-06-15")]
    year = only(annual(bills, meters=records))
    assert figure(year) == 1200
    assert year.covered == 365
    assert [(one.needed, one.covered) for one in year.meters] == [(165, 165), (200, 200)]


def test_days_between_two_meters_are_refused() -> None:
    bills = [*monthly(2021, 1, 5, meter="A"), *monthly(2021, 7, 12, meter="B")]
    records = [meter("A", None, "2021-05-31"), meter("B", "2021-07-01")]
    year = only(annual(bills, meters=records))
    assert (codes(year), year.totals, year.covered) == ([Code.NOT_METERED], (), 335)
    assert year.reasons[0].params["first"] == "2021-06-01"


def test_a_meter_that_began_with_the_year_half_gone_is_no_half_figure() -> None:
    bills = monthly(2021, 7, 12)
    year = only(annual(bills, meters=[meter("A", "2021-07-01")]))
    assert (codes(year), year.totals) == ([Code.NOT_METERED], ())
    assert "没有启用的电计量表" in year.reasons[0].text_zh


def test_a_supply_that_began_in_the_year_is_excused_when_on_record() -> None:
    gas = monthly(2021, 7, 12, meter="G", commodity=Commodity.NATURAL_GAS, unit="m³")
    record = meter("G", "2021-07-01", commodity=Commodity.NATURAL_GAS, supply_began=True)
    year = only(annual(monthly(2021) + gas, meters=[record]))
    assert year.complete
    assert [total.amount for total in year.totals] == [1200, 600]
    before = only(annual(monthly(2020) + gas, [2020], meters=[record]))
    assert [total.commodity for total in before.totals] == [Commodity.ELECTRICITY]


def test_a_supply_that_ended_is_excused_when_on_record() -> None:
    gas = monthly(2021, 1, 6, meter="G", commodity=Commodity.NATURAL_GAS, unit="m³")
    for ended in (True, False):
        record = meter("G", None, "2021-06-30", commodity=Commodity.NATURAL_GAS, supply_ended=ended)
        bills = monthly(2021) + monthly(2022) + gas
        assert [year.complete for year in annual(bills, meters=[record])] == [ended, ended]


def test_a_building_whose_supply_had_not_begun_has_no_figure() -> None:
    record = meter("A", "2021-01-01", supply_began=True)
    year = only(annual(monthly(2021), [2020], meters=[record]))
    assert (codes(year), year.totals, year.covered) == ([Code.NO_METER], (), 0)


def test_a_meter_on_record_without_bills_is_a_gap() -> None:
    record = meter("D", "2019-01-01", commodity=Commodity.DIESEL)
    year = only(annual(monthly(2021), meters=[record]))
    assert (codes(year), year.totals) == ([Code.NO_BILLS], ())
    assert year.reasons[0].params["meter"] == "D"


def test_a_bill_is_for_the_days_on_which_its_meter_was_active() -> None:
    bills = [*monthly(2020), bill("2021-01-01", "2022-06-30", 900)]
    record = meter("A", None, "2021-12-31", supply_ended=True)
    years = annual(bills, meters=[record])
    assert [figure(year) for year in years] == [1200, 900]


def test_a_bill_wholly_outside_its_meters_activity_is_refused() -> None:
    record = meter("A", None, "2021-06-30", supply_ended=True)
    year = only(annual(monthly(2021, 1, 7), meters=[record]))
    assert (codes(year), year.totals) == ([Code.OUTSIDE_ACTIVITY], ())


def test_a_meter_that_ends_before_it_begins_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="before it became active"):
        meter("A", "2021-02-01", "2021-01-01")


# --- what is said ---------------------------------------------------------------------------


def test_every_remark_can_be_said_in_both_languages_with_the_same_particulars() -> None:
    assert set(TEXT_EN) == set(TEXT_ZH) == set(Code)
    assert set(Code) > NOTES


# --- properties -----------------------------------------------------------------------------

amounts = st.decimals(0, 10**9, allow_nan=False, places=3)


@st.composite
def series(draw: st.DrawFn) -> list[Bill]:
    """A meter read at irregular intervals, written with either kind of end day."""
    shared = draw(st.booleans())
    day = date(2019, 1, 1) + draw(st.integers(0, 400)) * DAY
    bills = []
    for length in draw(st.lists(st.integers(2, 100), min_size=2, max_size=30)):
        after = day + length * DAY
        end = after if shared else after - DAY
        estimated = draw(st.booleans())
        bills.append(Bill("A", Commodity.ELECTRICITY, day, end, draw(amounts), KWH, estimated))
        day = after
    return bills


@st.composite
def chaos(draw: st.DrawFn) -> list[Bill]:
    """Bills of a building as a bad file has them: gaps, overlaps, repetitions, nonsense."""
    begin = date(2019, 6, 1)
    one = st.builds(
        Bill,
        st.sampled_from(["A", "B"]),
        st.sampled_from([Commodity.ELECTRICITY] * 5 + [Commodity.NATURAL_GAS]),
        st.integers(0, 900).map(lambda days: begin + days * DAY),
        st.integers(-5, 900).map(lambda days: begin + days * DAY),
        st.one_of(st.none(), st.sampled_from([Decimal(1), Decimal(2), Decimal(-1)])),
        st.sampled_from([KWH, MWH, M3]),
        st.booleans(),
    )
    short = one.map(
        lambda bill: Bill(
            bill.meter, bill.commodity, bill.start, bill.start + 29 * DAY, Decimal(3), KWH
        )
    )
    return draw(st.lists(st.one_of(one, short, short, short), max_size=25))


def billed(years: Iterable[EnergyYear]) -> Fraction:
    return sum((total.amount for year in years for total in year.billed), Fraction(0))


@given(series())
def test_what_is_divided_adds_up_to_the_bills_exactly(bills: list[Bill]) -> None:
    assert billed(annual(bills)) == sum(Fraction(bill.amount or 0) for bill in bills)


@given(series())
def test_every_day_of_an_unbroken_series_is_covered_once(bills: list[Bill]) -> None:
    years = annual(bills)
    last = max(bill.end for bill in bills)
    shared = years[0].meters[0].boundary is Boundary.SHARED_DAY
    days = (last - bills[0].start).days + (0 if shared else 1)
    assert sum(year.covered for year in years) == days
    outside = {Code.STARTS_LATE, Code.ENDS_EARLY, Code.OPEN_END}
    assert outside.issuperset(code for one in years for code in codes(one))


@given(st.one_of(series(), chaos()), st.randoms(use_true_random=False))
def test_the_order_of_the_bills_does_not_matter(bills: list[Bill], random: object) -> None:
    shuffled = list(bills)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert annual(shuffled) == annual(bills)


@given(st.one_of(series(), chaos()))
def test_loading_a_file_twice_changes_no_figure(bills: list[Bill]) -> None:
    once, twice = annual(bills), annual(bills + bills)
    assert [(year.year, year.covered, year.billed, year.meters, year.reasons) for year in once] == [
        (year.year, year.covered, year.billed, year.meters, year.reasons) for year in twice
    ]


@settings(max_examples=300)
@given(chaos())
def test_no_file_makes_more_than_whole_coverage_or_counts_an_amount_twice(
    bills: list[Bill],
) -> None:
    years = annual(bills, range(2019, 2023))
    for year in years:
        assert 0 <= year.covered <= year.days
        assert all(0 <= one.covered <= one.needed <= year.days for one in year.meters)
        assert year.complete or not year.totals
        assert year.complete == (year.covered == year.days and not year.reasons)
        for total in year.billed:
            assert 0 <= total.estimated <= total.amount
        for remark in (*year.reasons, *year.notes):
            assert remark.text_en and remark.text_zh
    distinct: dict[tuple[str, date, date], Fraction] = defaultdict(Fraction)
    for one in bills:
        if one.unit is not M3 and one.amount is not None and one.amount > 0:
            key = (one.meter, one.start, one.end)
            distinct[key] = max(distinct[key], Fraction(one.amount) * one.unit.factor / 3_600_000)
    kwh = sum(
        (total.amount for year in years for total in year.billed if total.unit == KWH), Fraction(0)
    )
    assert kwh <= sum(distinct.values())


@st.composite
def damaged(draw: st.DrawFn) -> list[Bill]:
    """The twelve months of 2021 with a few things done to them that people do."""
    bills = monthly(2021, amount=7)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(bills) - 1))
        chosen = bills[place]
        deed = draw(st.sampled_from(["lose", "repeat", "contradict", "move", "join"]))
        if deed == "lose" and len(bills) > 1:
            del bills[place]
        elif deed == "repeat":
            bills.append(chosen)
        elif deed == "contradict":
            bills.append(replace(chosen, amount=Decimal(8)))
        elif deed == "move":
            shift = draw(st.integers(-1, 10)) * DAY
            bills[place] = replace(chosen, end=chosen.end + shift)
        elif deed == "join" and place + 1 < len(bills) and bills[place + 1].start > chosen.end:
            joined = replace(chosen, end=bills[place + 1].end, amount=Decimal(14))
            bills[place : place + 2] = [joined]
    return bills


def counted_by_day(bills: list[Bill], year: int) -> Fraction | None:
    """The figure of a year found the slow way: None unless each day has exactly one bill."""
    stated = sorted({(one.start, one.end, one.amount) for one in bills})
    held = [(start, end) for start, end, _ in stated]
    shared = {
        place
        for place, ((start, end), after) in enumerate(zip(held, held[1:], strict=False))
        if start < end == after[0]
    }
    if shared and not any(
        end + DAY == after[0] for (_, end), after in zip(held, held[1:], strict=False)
    ):
        shared = set(range(len(held)))
    claims: dict[date, list[int]] = defaultdict(list)
    lengths = []
    for place, (start, end) in enumerate(held):
        lengths.append((end - start).days + (place not in shared))
        for step in range(lengths[-1]):
            claims[start + step * DAY].append(place)
    whole = Fraction(0)
    for step in range(366 if year % 4 == 0 else 365):
        places = claims[date(year, 1, 1) + step * DAY]
        if len(places) != 1:
            return None
        whole += Fraction(stated[places[0]][2] or 0) / lengths[places[0]]
    return whole


@settings(max_examples=500)
@given(damaged())
def test_the_figure_is_the_one_counted_day_by_day(bills: list[Bill]) -> None:
    year = annual(bills, [2021])[0]
    assert (figure(year) if year.complete else None) == counted_by_day(bills, 2021)
