"""A building's years as its page tells them: figure, origin, coverage, and the reason in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import override

from greenward.bureau.accounts.models import Area
from greenward.bureau.performance.selectors import energy_years
from greenward.bureau.performance.services import annualise
from tests.standards.kit import enter, row

from .kit import KWH, building, meter, monthly, reported

ON = date(2026, 3, 1)
OFFICE = "office-commercial-B"


def test_years_newest_first_with_origin_and_coverage(city: Area, futian: Area) -> None:
    owner = building(futian)
    reported(owner, 2023, "79.30", intensity_unit="kBtu/(ft²·a)")
    monthly(meter(owner, active_from=date(2024, 1, 1)), 2024)
    annualise([owner.pk], today=ON)
    newest, oldest = energy_years(owner, ON)
    with override("en"):
        assert (newest.year, newest.figure, newest.unit) == (2024, Decimal(12), KWH)
        assert newest.coverage == "bills for 366 of 366 days"
        assert newest.basis == "worked out from bills"
        assert (oldest.figure, oldest.unit) == (Decimal("79.3"), "kBtu/(ft²·a)")
        assert (oldest.coverage, oldest.correction, oldest.reason) == ("", "", "")


def test_a_refused_year_names_its_months_and_meter_in_both_languages(
    city: Area, futian: Area
) -> None:
    owner = building(futian)
    one = meter(owner)
    monthly(one, 2024, skip=(7, 8))
    annualise([owner.pk], today=ON)
    for lang, words in (("en", "has no bill for"), ("zh-hans", "账单")):
        with override(lang):
            [year] = energy_years(owner, ON)
            assert year.figure is None and "304" in year.coverage
            for said in (one.number, "2024-07-01", "2024-08-31", "2024-07, 2024-08", words):
                assert said in year.reason


def test_bills_beside_a_reported_figure(city: Area, futian: Area) -> None:
    owner = building(futian)
    reported(owner, 2024, "11.5")
    monthly(meter(owner), 2024)
    annualise([owner.pk], today=ON)
    [year] = energy_years(owner, ON)
    assert (year.figure, year.bills) == (Decimal("11.5"), Decimal(12))


def test_a_corrected_figure_says_for_what_and_from_what(city: Area, futian: Area) -> None:
    enter(
        "GB",
        row("80", energy_class=OFFICE),
        row("0.3", "correction.hours.fixed", "1", energy_class=OFFICE),
        row("2500", "correction.hours.reference", "h", energy_class=OFFICE),
        city=city,
    )
    reported(building(futian, energy_class=OFFICE), 2024, "100", hours=Decimal(5000))
    owner = building(futian, energy_class=OFFICE)
    reported(owner, 2024, "100", hours=Decimal(5000))
    [year] = energy_years(owner, ON)
    assert (year.figure, year.stated) == (Decimal(65), Decimal(100))
    with override("en"):
        assert year.correction == "corrected for hours of use a year; 100 before"


def test_a_correction_nobody_confirmed_is_the_reason(city: Area, futian: Area) -> None:
    enter("GB", row("80"), city=city)
    enter(
        "GB",
        row("0.3", "correction.hours.fixed", "1"),
        row("2500", "correction.hours.reference", "h"),
        confirmed=False,
    )
    owner = building(futian, energy_class=OFFICE)
    reported(owner, 2024, "100", hours=Decimal(5000))
    with override("en"):
        [year] = energy_years(owner, ON)
        assert (year.figure, year.stated) == (None, Decimal(100))
        assert "not confirmed" in year.reason and "GB" in year.reason


def test_a_year_without_figure_or_reason_says_that_none_is_on_file(
    city: Area, futian: Area
) -> None:
    owner = building(futian)
    reported(owner, 2024, None, why_missing=[])
    with override("en"):
        assert energy_years(owner, ON)[0].reason.startswith("no figure of energy use")
