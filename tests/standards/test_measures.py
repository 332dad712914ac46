"""From a seeded row to a verdict of Articles 33 to 35: unverified until it is confirmed, then decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards import services
from greenward.bureau.standards.measures import Measures, purposes_of
from greenward.bureau.standards.models import Standard, StandardInUse, StandardRow
from greenward.law.language import Verdict
from greenward.law.measured import (
    AirSample,
    Measured,
    SoundTest,
    WaterYear,
    air_facts,
    sound_facts,
    water_facts,
)
from greenward.law.reading import judge
from greenward.law.shenzhen import PACK

from .kit import OPERATOR, SAID, enter, row

TODAY = date(2026, 11, 21)
LONG_AGO = date(2011, 6, 1)
BUILDING = {"in_city": True, "in_use": True, "new_recorded": True, "public": True, "dwelling": True}
OFFICE = WaterYear("office", Decimal(1000), "m³", Decimal(40_000), "person·shift")
HOME = WaterYear("dwelling-2", Decimal(165), "m³", Decimal(1000), "person·d")
FORMALDEHYDE = AirSample("formaldehyde", Decimal("0.065"), "mg/m³", "1h")
WALL = SoundTest("party_bedrooms", "DnT,w+C", Decimal(48))
Purpose = StandardInUse.Purpose


@pytest.fixture
def applied(city: Area) -> Area:
    """The city applies the shipped standards of water, air and sound, none of them confirmed."""
    services.seed(OPERATOR)
    for code, purpose in (
        ("GB 50555-2010", Purpose.WATER),
        ("GB/T 18883-2022", Purpose.AIR),
        ("GB 50118-2010", Purpose.SOUND),
        ("GB 55038-2025", Purpose.SOUND),
    ):
        services.use_standard(
            OPERATOR,
            area=city,
            standard=Standard.objects.get(code=code),
            first_day=LONG_AGO,
            purpose=purpose,
        )
    return city


def confirm(**where: object) -> None:
    services.confirm(OPERATOR, StandardRow.objects.filter(**where), SAID)


def verdict(duty: str, found: Measured) -> Verdict:
    return judge(PACK.duty(duty), {**BUILDING, **found.facts}).verdict


def water(city: Area, year: WaterYear = OFFICE) -> Measured:
    return water_facts(year, Measures(city, TODAY).limits, TODAY)


def air(city: Area, sample: AirSample = FORMALDEHYDE) -> Measured:
    known = Measures(city, TODAY)
    return air_facts(sample, known.limits, known.main(sample.pollutant), TODAY)


def sound(city: Area, project: date | None) -> Measured:
    return sound_facts(WALL, Measures(city, TODAY).limits, project, TODAY)


def test_a_seeded_quota_decides_once_confirmed(applied: Area) -> None:
    waits = water(applied)
    assert waits.why["water_quota_upper"] == "unverified:GB 50555-2010"
    assert verdict("33.1", waits) is Verdict.UNKNOWN
    confirm(quantity="water.quota.lower", selector__water_use="office")
    assert verdict("33.1", water(applied)) is Verdict.UNKNOWN, "the upper end still waits"
    confirm(quantity="water.quota.upper", selector__water_use="office")
    decided = water(applied)
    assert decided.facts["water_quota_lower"] == decided.facts["water_per_day"] == 250_000
    assert verdict("33.1", decided) is verdict("33.2", decided) is Verdict.SATISFIED
    services.withdraw(
        OPERATOR, StandardRow.objects.get(quantity="water.quota.upper", selector__water_use="office"),
        SAID,
    )  # fmt: skip
    assert verdict("33.1", water(applied)) is Verdict.UNKNOWN


def test_a_dwellings_quota_waits_for_the_citys_zone_too(applied: Area) -> None:
    confirm(quantity__startswith="water.quota.", selector__water_use="dwelling-2")
    assert water(applied, HOME).why["water_quota_lower"] == "unverified:GB 50555-2010"
    confirm(quantity="water.place", selector__city="shenzhen")
    found = water(applied, HOME)
    assert (found.facts["water_quota_lower"], found.facts["water_quota_upper"]) == (
        1_200_000,
        2_000_000,
    ), "zone 1, very large city"
    assert verdict("33.1", found) is Verdict.BREACHED, "165 L where the mean is 160"


def test_another_city_without_a_zone_has_no_quota_for_dwellings(applied: Area) -> None:
    Area.objects.filter(pk=applied.pk).update(pack="elsewhere")
    applied.refresh_from_db()
    confirm(quantity__startswith="water.")
    assert water(applied, HOME).why["water_quota_lower"] == "no_limit_row"
    assert "water_quota_lower" not in water(applied).why, "an office has one in every zone"
    own = {"water_zone": "water-zone-2", "city_size": "large"}
    enter("本市用水分区", row("1", "water.place", "1", first=LONG_AGO, **own), city=applied)
    assert water(applied, HOME).facts["water_quota_upper"] == 1_100_000


def test_a_seeded_limit_of_air_and_the_authoritys_list(applied: Area) -> None:
    waits = air(applied)
    assert (waits.why["air_limit"], waits.why["main_pollutant"]) == (
        "unverified:GB/T 18883-2022",
        "no_pollutant_list",
    )
    confirm(quantity="air.limit", selector__pollutant="formaldehyde")
    assert verdict("34", air(applied)) is Verdict.UNKNOWN, "nobody says it is a main pollutant"
    listed = enter("污染物清单", row("1", "air.main", "1", pollutant=["formaldehyde", "tvoc"]),
                   city=applied, confirmed=False)  # fmt: skip
    assert air(applied).why == {"main_pollutant": "no_pollutant_list"}, "the list waits too"
    confirm(standard=listed)
    assert verdict("34", air(applied)) is Verdict.BREACHED, "0.065 where 80 % of 0.08 is 0.064"
    sample = AirSample("ozone", Decimal(1), "mg/m³", "1h")
    assert verdict("34", air(applied, sample)) is Verdict.NOT_APPLICABLE
    enter("补充清单", row("1", "air.main", "1", pollutant="ozone"), city=applied, confirmed=False)
    assert verdict("34", air(applied, sample)) is Verdict.UNKNOWN, "its own row waits"
    assert verdict("34", air(applied)) is Verdict.BREACHED, "what is listed stays listed"


def test_every_shipped_limit_of_air_is_exact_where_it_is_compared(applied: Area) -> None:
    confirm(quantity="air.limit")
    limits = [limit for limit in Measures(applied, TODAY).limits if limit.kind == "air.limit"]
    assert len(limits) == 18
    for limit in limits:
        sample = AirSample(limit.of, limit.value, limit.unit, limit.averaging)
        found = air_facts(sample, limits, frozenset({limit.of}), TODAY)
        assert not found.why, limit
        assert verdict("34", found) is Verdict.BREACHED, "the limit itself is above 80 % of it"


def test_sound_and_the_code_by_the_projects_day(applied: Area) -> None:
    before, after = date(2025, 4, 30), date(2025, 5, 1)
    assert sound(applied, before).why["sound_low_limit"] == "unverified:GB 50118-2010"
    confirm(quantity__in=["sound.low", "sound.high"], selector__element="party_bedrooms")
    old = sound(applied, before)
    assert (old.facts["sound_code_holds"], verdict("35.1", old)) == (False, Verdict.SATISFIED)
    assert verdict("35.1", sound(applied, after)) is Verdict.UNKNOWN, "the code's row waits"
    confirm(quantity="sound.code", selector__element="party_bedrooms")
    assert verdict("35.1", sound(applied, after)) is Verdict.BREACHED, "48 where the code asks 50"


def test_every_shipped_quota_is_exact_where_it_is_compared(applied: Area) -> None:
    confirm(quantity__startswith="water.")
    limits = Measures(applied, TODAY).limits
    uses = {limit.of for limit in limits if limit.kind == "water.lower"}
    assert len(uses) == 48
    for use in uses:
        [unit] = {limit.unit for limit in limits if limit.of == use}
        year = WaterYear(use, Decimal(1), "m³", Decimal(1000), unit[3:-1])
        assert not water_facts(year, limits, TODAY).why, use


def test_a_standard_counts_only_for_what_it_is_applied_and_only_in_its_days(applied: Area) -> None:
    assert {limit.kind for limit in Measures(applied, TODAY).limits} == {
        "air.limit", "water.lower", "water.upper", "sound.low", "sound.high", "sound.code",
    }  # fmt: skip
    use = StandardInUse.objects.get(purpose=Purpose.AIR)
    services.end_use(OPERATOR, use, date(2026, 6, 30))
    assert air(applied).why["air_limit"] == "no_limit_row"
    assert "air_limit" not in {
        n for n, w in air_on(applied, use.last_day).items() if w == "no_limit_row"
    }
    assert not Measures(applied, date(2011, 5, 31)).limits


def air_on(city: Area, day: date | None) -> dict[str, str]:
    assert day
    return air_facts(FORMALDEHYDE, Measures(city, day).limits, None, day).why


def test_limits_are_read_in_one_query(applied: Area, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        known = Measures(applied, TODAY)
        assert known.limits and known.main("ozone") is None


def test_a_table_is_put_in_use_for_what_it_limits(city: Area) -> None:
    assert purposes_of(["energy.guiding", "due.25.2"]) == [Purpose.ENERGY]
    assert purposes_of(["due.25.2"]) == [Purpose.ENERGY]
    assert purposes_of(["sound.low", "water.quota.lower"]) == [Purpose.WATER, Purpose.SOUND]
    enter("A", row("5", "air.limit", "mg/m³", pollutant="ozone"), city=city)
    assert StandardInUse.objects.get().purpose == Purpose.AIR
