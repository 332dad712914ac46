"""The limits an assessment uses: which row decides, for whom, when, and what makes it unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards import limits, services
from greenward.bureau.standards.limits import SCALE, DueDates, energy_limits, standards_hash
from greenward.bureau.standards.models import StandardInUse
from greenward.law.language import Text
from greenward.law.standards import Gap
from greenward.units import parse_unit

from .kit import DAY_ONE, OPERATOR, SAID, enter, limit, only, row

CLASS = "office-commercial-A"
KWH, KBTU = "kWh/(m²·a)", "kBtu/(ft²·a)"


def test_one_value_for_all_classes_and_every_year_in_its_own_unit(city: Area) -> None:
    standard = enter("市能耗限额", row("79.3", unit=KBTU), city=city)
    for energy_class, year in ((None, 2017), (CLASS, 2022), ("hospital", 2025)):
        found = limit(city, energy_class, year)
        assert (found["unit"], found["constraint_value"]) == (KBTU, 793_000)
        assert found["limit_row"] == only(standard).pk
        assert found["why"] is None
        assert (found["compare"], found["decimals"]) == ("full", 1)


def test_without_a_guiding_value_the_mean_is_unknown_and_the_limit_is_not(city: Area) -> None:
    enter("市能耗限额", row("79.3", unit=KBTU), city=city)
    found = limit(city, None, 2022)
    assert (found["mean_why"], found["mean_why_of"]) == ("no_guiding", "市能耗限额")
    assert found["mean_constraint"] is None and found["mean_guiding"] is None


def test_no_standard_in_use(city: Area) -> None:
    enter("市能耗限额", row("80"))
    found = limit(city, CLASS, 2022)
    assert (found["why"], found["mean_why"]) == ("no_standard", "no_standard")
    assert found["constraint_value"] is None


@pytest.mark.parametrize(("year", "value"), [(2023, 800_000), (2024, 700_000), (2025, 700_000)])
def test_the_row_in_force_on_the_last_day_of_the_year_holds(
    city: Area, year: int, value: int
) -> None:
    enter(
        "市能耗限额",
        row("80", last=date(2024, 6, 30)),
        row("70", first=date(2024, 7, 1)),
        city=city,
    )
    assert limit(city, CLASS, year)["constraint_value"] == value


def test_a_row_that_ended_in_june_limits_nothing_that_december(city: Area) -> None:
    enter("市能耗限额", row("80", last=date(2024, 6, 30)), city=city)
    assert limit(city, CLASS, 2023)["constraint_value"] == 800_000
    assert limit(city, CLASS, 2024)["why"] == "no_row"


def test_a_row_that_begins_on_31_december_holds_for_that_year(city: Area) -> None:
    enter("市能耗限额", row("80", first=date(2024, 12, 31)), city=city)
    services.use_standard(
        OPERATOR,
        area=city,
        standard=only_standard(),
        first_day=DAY_ONE,
        last_day=date(2024, 12, 30),
    )
    assert limit(city, CLASS, 2024)["constraint_value"] == 800_000
    assert limit(city, CLASS, 2023)["why"] == "no_row"


def only_standard() -> limits.Standard:
    return limits.Standard.objects.get()


def test_a_year_not_over_meets_what_is_in_force_today(city: Area) -> None:
    enter("市能耗限额", row("80"), row("70", first=date(2027, 1, 1), energy_class=CLASS), city=city)
    enter("后法", row("60", first=date(2026, 12, 1)), city=city)
    assert limit(city, CLASS, 2026, on=date(2026, 11, 20))["constraint_value"] == 800_000
    assert limit(city, CLASS, 2026, on=date(2026, 12, 31))["constraint_value"] == 600_000


def test_a_standard_whose_use_ended_no_longer_limits(city: Area) -> None:
    enter("旧标准", row("60"), city=city)
    enter("新标准", row("90"), city=city)
    services.end_use(
        OPERATOR, StandardInUse.objects.get(standard__code="旧标准"), date(2023, 12, 30)
    )
    assert limit(city, CLASS, 2022)["constraint_value"] == 600_000
    assert limit(city, CLASS, 2023)["constraint_value"] == 900_000


def test_the_most_specific_row_of_a_standard_holds(city: Area) -> None:
    enter(
        "市能耗限额",
        row("100"),
        row("90", climate_zone="HSWW"),
        row("80", climate_zone="HSWW", energy_class=CLASS),
        row("10", climate_zone="SC", energy_class="hospital"),
        city=city,
    )
    assert limit(city, CLASS, 2022)["constraint_value"] == 800_000
    assert limit(city, "hospital", 2022)["constraint_value"] == 900_000


def test_two_rows_that_fit_equally_well_are_not_chosen_between(city: Area) -> None:
    enter("市能耗限额", row("90", climate_zone="HSWW"), row("80", energy_class=CLASS), city=city)
    assert limit(city, CLASS, 2022)["why"] == "ambiguous"
    assert limit(city, "hospital", 2022)["constraint_value"] == 900_000


def test_a_building_without_energy_class_is_not_given_the_general_row(city: Area) -> None:
    """A more specific row might be its own."""
    enter("市能耗限额", row("100"), row("80", energy_class=CLASS), city=city)
    assert limit(city, None, 2022)["why"] == "no_energy_class"
    assert limit(city, "", 2022)["why"] == "no_energy_class"
    assert limit(city, "hospital", 2022)["constraint_value"] == 1_000_000


def test_a_city_without_climate_zone(city: Area) -> None:
    Area.objects.filter(pk=city.pk).update(climate_zone="")
    city.refresh_from_db()
    enter("市能耗限额", row("80", climate_zone="HSWW"), city=city)
    assert limit(city, CLASS, 2022)["why"] == "no_climate_zone"


# --- two standards --------------------------------------------------------------------------


def test_the_stricter_of_national_and_local_across_units(city: Area) -> None:
    """25 kBtu/(ft²·a) is 78.86 kWh/(m²·a), stricter than 80; 26 is 82.02."""
    enter("GB", row("80", energy_class=CLASS), city=city, level="national")
    enter("SJG", row("25", unit=KBTU, energy_class=CLASS), city=city)
    assert (found := limit(city, CLASS, 2022))["unit"] == KBTU
    assert found["constraint_value"] == 250_000
    services.reject(OPERATOR, only_row("SJG"), SAID)
    enter("SJG", row("26", unit=KBTU, energy_class=CLASS))
    assert (found := limit(city, CLASS, 2022))["unit"] == KWH
    assert found["constraint_value"] == 800_000


def only_row(code: str) -> limits.StandardRow:
    return limits.StandardRow.objects.standing().get(standard__code=code)


def test_of_equal_limits_the_citys_own_is_named(city: Area) -> None:
    enter("GB", row("80"), city=city, level="national")
    local = enter("SJG", row("80"), city=city)
    assert limit(city, CLASS, 2022)["limit_row"] == only(local).pk


def test_a_standard_silent_on_a_class_does_not_limit_it(city: Area) -> None:
    enter("GB", row("80", energy_class=CLASS), city=city, level="national")
    enter("SJG", row("50", energy_class="hospital"), city=city)
    assert limit(city, CLASS, 2022)["constraint_value"] == 800_000
    assert limit(city, "school", 2022)["why"] == "no_row"


def test_a_standard_whose_value_nobody_supplied_might_be_the_stricter(city: Area) -> None:
    gap = Gap("", {"energy_class": frozenset([CLASS])}, Text("未取得", "not obtained"))
    enter("GB", row("80"), city=city, level="national")
    enter("SJG", city=city, gaps=(gap,))
    assert (found := limit(city, CLASS, 2022))["why"] == "no_row"
    assert found["why_of"] == "SJG"
    assert limit(city, "hospital", 2022)["constraint_value"] == 800_000


def test_an_unverified_row_makes_the_limit_unknown_and_confirmation_flips_it(city: Area) -> None:
    enter("GB", row("80"), city=city, level="national")
    local = enter("SJG", row("90"), confirmed=False, city=city)
    assert (found := limit(city, CLASS, 2022))["why"] == "unverified"
    assert (found["why_of"], found["constraint_value"]) == ("SJG", None)
    services.confirm(OPERATOR, [only(local)], SAID)
    assert limit(city, CLASS, 2022)["constraint_value"] == 800_000
    services.withdraw(OPERATOR, only(local), SAID)
    assert limit(city, CLASS, 2022)["why"] == "unverified"
    services.reject(OPERATOR, only(local), SAID)
    assert limit(city, CLASS, 2022)["constraint_value"] == 800_000


def test_a_primary_row_decides_without_confirmation(city: Area) -> None:
    standard = enter("GB", city=city, level="national", gaps=(gap_of("hospital"),))
    services._add(standard, [row("80", evidence="P")], "a reader")
    assert limit(city, CLASS, 2022)["constraint_value"] == 800_000


def gap_of(energy_class: str) -> Gap:
    return Gap("", {"energy_class": frozenset([energy_class])}, Text("未取得", "not obtained"))


# --- the mean of Article 32, first paragraph ------------------------------------------------


def pair(constraint: str, guiding: str, unit: str = KWH) -> tuple[limits.Row, ...]:
    return row(constraint, unit=unit), row(guiding, "energy.guiding", unit=unit)


def test_the_mean_is_of_the_standard_whose_mean_is_lower(city: Area) -> None:
    """GB has the lower constraint value, SJG the lower mean."""
    enter("GB", *pair("80", "78"), city=city, level="national")
    enter("SJG", *pair("90", "60"), city=city)
    found = limit(city, CLASS, 2022)
    assert found["constraint_value"] == 800_000
    assert (found["mean_constraint"], found["mean_guiding"]) == (900_000, 600_000)


def test_an_unverified_guiding_value_leaves_only_the_mean_unknown(city: Area) -> None:
    enter("GB", *pair("80", "65"), city=city, level="national")
    enter("SJG", row("90"), city=city)
    services.import_table(OPERATOR, _guide_only())
    found = limit(city, CLASS, 2022)
    assert (found["constraint_value"], found["why"]) == (800_000, None)
    assert (found["mean_why"], found["mean_why_of"]) == ("unverified", "SJG")


def _guide_only() -> object:
    from .kit import table

    return table("SJG", row("60", "energy.guiding"))


def test_a_mean_in_another_unit_is_given_in_the_limits_unit(city: Area) -> None:
    """A figure equal to the mean in its own unit passes; one clearly above does not."""
    enter("GB", row("80"), row("80", "energy.guiding"), city=city, level="national")
    enter("SJG", *pair("26", "20", KBTU), city=city)
    found = limit(city, CLASS, 2022)
    assert found["unit"] == KWH
    total = found["mean_constraint"] + found["mean_guiding"]
    assert total % 2 == 0
    exact = 23 * parse_unit(KBTU).factor / parse_unit(KWH).factor * SCALE
    assert 0 <= total // 2 - exact < 1


@given(st.integers(1, 50_000), st.integers(1, 50_000), st.fractions(0, 1, max_denominator=10**6))
def test_no_figure_at_or_below_a_mean_in_another_unit_is_judged_above_it(
    constraint: int, guiding: int, below: Fraction
) -> None:
    from decimal import Decimal

    from greenward.units import to_scaled

    def stored(hundredths: int, unit: str) -> limits.StandardRow:
        return limits.StandardRow(value=Decimal(hundredths) / 100, unit=unit)

    rows = stored(constraint, KBTU), stored(guiding, KBTU)
    first, second = limits._mean(stored(8000, KWH), rows)
    exact = Fraction(constraint + guiding, 200) * parse_unit(KBTU).factor / parse_unit(KWH).factor
    assert 2 * to_scaled(exact, SCALE) <= first + second
    assert 2 * to_scaled(exact - below, SCALE) <= first + second
    assert 2 * to_scaled(exact + Fraction(2, SCALE), SCALE) > first + second


# --- combinations, queries, hash, due dates -------------------------------------------------


def test_one_row_a_combination_and_a_constant_number_of_queries(
    city: Area, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    enter("GB", row("80", energy_class=CLASS), city=city, level="national")
    enter("SJG", row("70"), city=city)
    combos = pl.DataFrame(
        {
            "energy_class": [CLASS, None, "hospital", CLASS] * 50,
            "year": [2022, 2022, 2023, 2024] * 50,
        }
    )
    with django_assert_num_queries(2):
        found = energy_limits(city, combos, date(2026, 11, 20))
    assert found.height == 4
    assert found.schema == limits.SCHEMA


def test_no_combinations_give_no_rows_of_the_same_shape(city: Area) -> None:
    combos = pl.DataFrame(schema={"energy_class": pl.String, "year": pl.Int64})
    found = energy_limits(city, combos, date(2026, 11, 20))
    assert found.height == 0 and found.schema == limits.SCHEMA


def test_the_hash_changes_with_everything_that_decides(city: Area) -> None:
    seen = [standards_hash(city)]
    standard = enter("GB", row("80"), confirmed=False)
    seen.append(standards_hash(city))
    services.use_standard(OPERATOR, area=city, standard=standard, first_day=DAY_ONE)
    seen.append(standards_hash(city))
    services.confirm(OPERATOR, [only(standard)], SAID)
    seen.append(standards_hash(city))
    services.withdraw(OPERATOR, only(standard), SAID)
    seen.append(standards_hash(city))
    services.end_use(OPERATOR, StandardInUse.objects.get(), date(2024, 12, 31))
    seen.append(standards_hash(city))
    Area.objects.filter(pk=city.pk).update(climate_zone="HSCW")
    city.refresh_from_db()
    seen.append(standards_hash(city))
    assert len(set(seen)) == len(seen)
    assert standards_hash(city) == seen[-1]


def test_due_dates_hold_only_when_confirmed(city: Area) -> None:
    assert DueDates().on("32.2.2", 2024) is None
    waiting = enter("办理期限", row("180", "due.32.2.2", "d"), confirmed=False)
    assert DueDates().on("32.2.2", 2024) is None
    services.confirm(OPERATOR, [only(waiting)], SAID)
    assert DueDates().on("32.2.2", 2024) == date(2025, 6, 29)
    assert DueDates().on("32.2.2", 2015) is None
    assert DueDates().on("32.2.3", 2024) is None
    enter("市局通知", row("90", "due.32.2.2", "d"))
    assert DueDates().on("32.2.2", 2024) == date(2025, 6, 29), "the later of two holds"
