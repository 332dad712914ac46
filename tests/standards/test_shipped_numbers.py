"""The shipped tables of water, air, sound and carbon: every number and how sure it is, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from greenward.law.standards import Row, Table, shipped

TABLES = {table.code: table for table in shipped()}
WATER, AIR, SOUND = (TABLES[c] for c in ("GB 50555-2010", "GB/T 18883-2022", "GB 50118-2010"))
ZONES = [f"water-zone-{zone}" for zone in (1, 2, 3)]
SIZES = ["mega", "large", "small"]


def the(table: Table, quantity: str, **selector: str | None) -> Row:
    """The one row of a quantity narrowed exactly so; a key that is None is not to be there."""
    wanted = {key: frozenset([code]) for key, code in selector.items() if code is not None}
    [row] = [r for r in table.rows if r.quantity == quantity and dict(r.selector) == wanted]
    return row


def how(row: Row) -> str:
    """The class of evidence with its confidence: ``M88``, ``S``."""
    return f"{row.evidence}{row.confidence or ''}"


# --- water quotas ---------------------------------------------------------------------------

DWELLINGS = """
dwelling-1 M75 100–140 / 90–110 / 80–100 | 70–110 / 60–80 / 50–70 | 60–90 / 50–70 / 45–65
dwelling-2 M80 120–200 / 100–150 / 90–140 | 80–140 / 70–110 / 60–100 | 70–120 / 60–90 / 50–80
dwelling-3 M75 140–230 / 130–180 / 100–160 | 90–170 / 80–140 / 70–120 | 80–140 / 70–100 / 60–90
villa      M65 150–250 / 140–200 / 110–180 | 100–190 / 90–160 / 80–140 | 90–160 / 80–140 / 70–120
"""


@pytest.mark.parametrize("line", list(filter(None, DWELLINGS.splitlines())))
def test_every_cell_of_the_dwellings_quotas(line: str) -> None:
    use, sure, cells = line.split(maxsplit=2)
    for zone, group in zip(ZONES, cells.split("|"), strict=True):
        for size, cell in zip(SIZES, group.split("/"), strict=True):
            where = {"water_use": use, "water_zone": zone, "city_size": size}
            ends = [the(WATER, f"water.quota.{end}", **where) for end in ("lower", "upper")]
            assert "–".join(str(row.value) for row in ends) == cell.strip(), where
            assert {how(row) for row in ends} == {sure}
            assert {row.unit for row in ends} == {"L/(person·d)"}


USES = """
L/(person·d)      M82 dormitory-1-2 130 160, dormitory-3-4 90 120
L/(person·d)      M80 hostel-shared 40 80, hostel-shower 70 100, hostel-laundry 90 120
L/(person·d)      M80 hostel-private 110 160, serviced-apartment 180 240, hotel-staff 70 80
L/(bed·d)         M85 hotel-guest 220 320
L/(bed·d)         M80 ward-shared 90 160, ward-shower 130 200
L/(bed·d)         M82 ward-private 220 320
L/(person·shift)  M80 medical-staff 130 200
L/(person·visit)  M82 outpatient 6 12
L/(bed·d)         M75 sanatorium 180 240
L/(person·d)      M78 nursing-full 90 120, nursing-day 40 60
L/(child·d)       M78 kindergarten-boarding 40 80, kindergarten-day 25 40
L/(person·time)   M75 bath-shower 70 90, bath-tub 120 150, bath-sauna 130 160, hairdresser 35 80
L/(kg)            M85 laundry 40 80
L/(person·time)   M82 restaurant 35 50, canteen 15 20, bar 5 10
L/(m²·d)          M85 mall 4 6
L/(person·time)   M78 library 5 8
L/(person·shift)  M75 bookshop-staff 27 40, exhibition-staff 27 40
L/(m²·d)          M75 bookshop-area 3 5, exhibition-hall 3 5, market-floor 8 15
L/(person·shift)  M88 office 25 40
L/(student·d)     M80 school 15 35, university 35 40
L/(seat·show)     M80 theatre 3 5
L/(person·time)   M80 fitness 25 40
L/(person·event)  M75 stadium-spectator 3 3, stadium-athlete 25 40
L/(seat·time)     M80 conference 6 8
L/(person·time)   M75 station 3 6
L/(m²·time)       M82 garage-floor 2 3
"""


def test_every_public_use_has_its_quota_and_its_unit_of_count() -> None:
    seen = set()
    for line in filter(None, USES.splitlines()):
        unit, sure, cells = line.split(maxsplit=2)
        for cell in cells.split(","):
            use, *ends = cell.split()
            for end, value in zip(("lower", "upper"), ends, strict=True):
                row = the(WATER, f"water.quota.{end}", water_use=use)
                assert (str(row.value), row.unit, how(row)) == (value, unit, sure), use
            seen.add(use)
    stated = {c for r in WATER.rows for c in r.selector.get("water_use", ()) if "water_zone" not in
              r.selector}  # fmt: skip
    assert seen == stated and len(seen) == 44


def test_where_shenzhen_and_jinzhou_lie() -> None:
    for city, zone, size in (("shenzhen", ZONES[0], "mega"), ("jinzhou", ZONES[1], "large")):
        assert how(the(WATER, "water.place", city=city, water_zone=zone, city_size=size)) == "M85"


# --- indoor air -----------------------------------------------------------------------------

IN_USE = """
ozone 0.16 mg/m³ 1h M88
no2 0.20 mg/m³ 1h M88
so2 0.50 mg/m³ 1h M88
co2 0.10 % 1h M88
co 10 mg/m³ 1h M88
ammonia 0.20 mg/m³ 1h M90
formaldehyde 0.08 mg/m³ 1h S
benzene 0.03 mg/m³ 1h S
toluene 0.20 mg/m³ 1h M90
xylene 0.20 mg/m³ 1h M90
tvoc 0.60 mg/m³ 8h S
trichloroethylene 0.006 mg/m³ 8h M85
tetrachloroethylene 0.12 mg/m³ 8h M85
benzopyrene 1 ng/m³ 24h M88
pm10 0.10 mg/m³ 24h S
pm2_5 0.05 mg/m³ 24h S
bacteria 1500 CFU/m³ - M85
radon 300 Bq/m³ year M88
"""


def test_every_limit_of_indoor_air_with_its_averaging_time() -> None:
    lines = [line.split() for line in filter(None, IN_USE.splitlines())]
    for pollutant, value, unit, averaging, sure in lines:
        over = None if averaging == "-" else averaging
        row = the(AIR, "air.limit", pollutant=pollutant, averaging=over)
        assert (row.value, row.unit, how(row)) == (Decimal(value), unit, sure), pollutant
        assert (row.direction, row.first_day) == ("at most", date(2023, 2, 1))
    assert len(lines) == sum(row.quantity == "air.limit" for row in AIR.rows) == 18


def test_comfort_in_summer_and_winter() -> None:
    wanted = {
        ("air.temperature.low", "summer"): "22 °C at least",
        ("air.temperature.high", "summer"): "28 °C at most",
        ("air.temperature.low", "winter"): "16 °C at least",
        ("air.temperature.high", "winter"): "24 °C at most",
        ("air.humidity.low", "summer"): "40 % at least",
        ("air.humidity.high", "summer"): "80 % at most",
        ("air.humidity.low", "winter"): "30 % at least",
        ("air.humidity.high", "winter"): "60 % at most",
        ("air.velocity", "summer"): "0.3 m/s at most",
        ("air.velocity", "winter"): "0.2 m/s at most",
        ("air.fresh", None): "30 m³/(h·person) at least",
    }
    for (quantity, season), said in wanted.items():
        row = the(AIR, quantity, season=season)
        assert (f"{row.value} {row.unit} {row.direction}", how(row)) == (said, "M90")


ACCEPTANCE = """
radon 150 150 S1 S1
formaldehyde 0.07 0.08 S S
ammonia 0.15 0.20 S1 M88
benzene 0.06 0.09 S1 S1
toluene 0.15 0.20 S1 S1
xylene 0.20 0.20 S1 S1
tvoc 0.45 0.50 S1 S1
"""


def test_acceptance_limits_of_both_classes() -> None:
    table = TABLES["GB 50325-2020"]
    for pollutant, one, two, *sure in map(str.split, filter(None, ACCEPTANCE.splitlines())):
        rows = [
            the(table, "air.acceptance", pollutant=pollutant, pollution_class=c)
            for c in ("I", "II")
        ]
        assert [row.value for row in rows] == [Decimal(one), Decimal(two)], pollutant
        assert [how(row) for row in rows] == sure
        assert rows[0].unit == ("Bq/m³" if pollutant == "radon" else "mg/m³")
    assert len(table.rows) == 14


# --- sound and noise ------------------------------------------------------------------------

INSULATION = """
low  party_bedrooms             DnT,w+C   at-least 45 S
low  party_component            Rw+C      above    45 S
low  mixed_use_floor_component  Rw+Ctr    above    51 S
low  mixed_use_floor            DnT,w+Ctr at-least 51 S
low  window_street              Rw+Ctr    at-least 30 S
low  window_other               Rw+Ctr    at-least 25 M92
low  outer_wall                 Rw+Ctr    at-least 45 M88
low  dwelling_door              Rw+C      at-least 25 M88
low  bedroom_wall               Rw+C      at-least 35 M88
low  inner_wall                 Rw+C      at-least 30 M88
low  floor_component            Ln,w      below    75 M92
low  bedroom_floor              L'nT,w    at-most  75 M92
high party_bedrooms             DnT,w+C   at-least 50 M92
high party_component            Rw+C      above    50 M92
high floor_component            Ln,w      below    65 M92
high bedroom_floor              L'nT,w    at-most  65 M92
low  office_partition           -         above    45 S1
low  office_outer_wall          -         at-least 45 S1
low  office_door                -         at-least 20 S1
low  office_window              -         at-least 25 S1
low  office_floor               -         below    75 S1
high office_partition           -         above    50 S1
high office_door                -         at-least 25 S1
high office_window              -         at-least 30 S1
high office_floor               -         below    65 S1
"""
CODE = """
party_bedrooms DnT,w+C at-least 50
party_other    DnT,w+C at-least 48
bedroom_floor  L'nT,w  at-most  65
outer_wall     Rw+Ctr  at-least 45
window_street  Rw+Ctr  at-least 35
window_other   Rw+Ctr  at-least 30
"""


def test_every_value_of_sound_insulation_with_metric_and_direction() -> None:
    lines = [line.split() for line in filter(None, INSULATION.splitlines())]
    for level, element, metric, direction, value, sure in lines:
        stated = None if metric == "-" else metric
        row = the(SOUND, f"sound.{level}", element=element, metric=stated)
        found = (str(row.value), row.direction.replace(" ", "-"), how(row))
        assert found == (value, direction, sure), element
    assert len(lines) == sum(row.quantity.startswith("sound.") for row in SOUND.rows)


def test_the_residential_code_of_2025() -> None:
    table = TABLES["GB 55038-2025"]
    lines = [line.split() for line in filter(None, CODE.splitlines())]
    for element, metric, direction, value in lines:
        row = the(table, "sound.code", element=element, metric=metric)
        assert (str(row.value), row.direction.replace(" ", "-")) == (value, direction)
        assert (how(row), row.first_day) == ("S", date(2025, 5, 1))
    drain = the(table, "noise.code", room_use="bedroom", noise_source="drain")
    day, night = (
        the(table, "noise.code", room_use="bedroom", time_of_day=t) for t in ("day", "night")
    )
    assert [(r.value, how(r)) for r in (drain, day, night)] == [(33, "S"), (40, "S1"), (30, "S1")]
    assert len(table.rows) == len(lines) + 3


def test_between_outdoors_and_a_bedroom_nothing_is_sure() -> None:
    rules = TABLES["GB/T 50378-2019技术细则"]
    where = {"element": "outdoor_bedroom", "metric": "DnT,w+Ctr"}
    pair = [the(rules, f"sound.{level}", **where) for level in ("low", "high")]
    assert [(row.value, how(row)) for row in pair] == [(30, "M60"), (35, "M60")]


def test_noise_in_rooms() -> None:
    code = TABLES["GB 55016-2021"]
    external = {("sleeping", "day"): (40, "M88"), ("sleeping", "night"): (30, "M88"),
                ("daily_living", None): (40, "M85"), ("study", None): (35, "M85"),
                ("work", None): (40, "S"), ("public_space", None): (40, "S1")}  # fmt: skip
    for (use, time), said in external.items():
        row = the(code, "noise.code", room_use=use, noise_source="external", time_of_day=time)
        assert (row.value, how(row)) == said
    equipment = {"sleeping": (33, "M88"), "daily_living": (40, "M85"), "study": (40, "M85"),
                 "work": (45, "S"), "public_space": (55, "S1")}  # fmt: skip
    for use, said in equipment.items():
        row = the(code, "noise.code", room_use=use, noise_source="equipment")
        assert (row.value, how(row)) == said
    [relaxed] = [row for row in code.rows if row.quantity == "noise.relaxation"]
    assert (relaxed.value, how(relaxed), len(relaxed.selector["noise_zone"])) == (5, "M75", 3)
    dwelling = {("low", "bedroom", "day"): (45, "S"), ("low", "bedroom", "night"): (37, "S"),
                ("low", "living_room", None): (45, "S"), ("high", "bedroom", "day"): (40, "M90"),
                ("high", "bedroom", "night"): (30, "M90"),
                ("high", "living_room", None): (40, "M90")}  # fmt: skip
    for (level, use, time), said in dwelling.items():
        row = the(SOUND, f"noise.{level}", room_use=use, time_of_day=time)
        assert (row.value, how(row), row.direction) == (*said, "at most")


# --- carbon, tiers, targets -----------------------------------------------------------------


def test_electricity_factors_of_earlier_years() -> None:
    wanted = {
        2022: {"national": ("0.5366", 80), "guangdong": ("0.4403", 75), "liaoning": ("0.5626", 65)},
        2021: {"national": ("0.5568", 80), "guangdong": ("0.4715", 70), "liaoning": ("0.5876", 60)},
    }
    for year, regions in wanted.items():
        table = TABLES[f"电力二氧化碳排放因子（{year}年）"]
        found = {
            next(iter(row.selector["region"])): (str(row.value), row.confidence)
            for row in table.rows
        }
        assert found == regions
        assert {(row.first_day.year, row.last_day) for row in table.rows} == {
            (year, date(year, 12, 31))
        }
    reporting = {(row.first_day.year, str(row.value), how(row))
                 for row in TABLES["企业温室气体核算电网因子"].rows}  # fmt: skip
    assert reporting == {(2021, "0.5810", "M85"), (2022, "0.5703", "M85")}
    footprint = {(row.first_day.year, str(row.value), row.unit)
                 for row in TABLES["电力碳足迹因子"].rows}  # fmt: skip
    assert footprint == {(2023, "0.6205", "kgCO2e/kWh"), (2024, "0.5777", "kgCO2e/kWh")}
    assert not TABLES["电力二氧化碳排放因子（2024年）"].rows


def test_materials_defaults_and_fuels() -> None:
    table = TABLES["GB/T 51366-2019"]
    wanted = {
        "concrete-c30": "295 kgCO2e/m³ S", "steel-bar": "2340 kgCO2e/t S",
        "cement": "735 kgCO2e/t S1", "flat-glass": "1130 kgCO2e/t S1",
        "aluminium-strip": "28500 kgCO2e/t S1", "hollow-brick": "204 kgCO2e/m³ S1",
        "concrete-c50": "385 kgCO2e/m³ M85", "tap-water": "0.168 kgCO2e/t M85",
    }  # fmt: skip
    for material, said in wanted.items():
        row = the(table, "factor.material", material=material)
        assert f"{row.value} {row.unit} {how(row)}" == said
    distances = {
        len(row.selector.get("material", ())): (row.value, row.unit, how(row))
        for row in table.rows
        if row.quantity == "carbon.distance"
    }
    assert distances == {0: (500, "km", "M88"), 3: (40, "km", "M88")}
    assert (the(table, "carbon.design_life").value, how(the(table, "carbon.design_life"))) == (
        50,
        "S1",
    )
    gas = the(table, "factor.co2", commodity="natural_gas")
    heat = the(table, "factor.co2", commodity="purchased_heat")
    assert (str(gas.value), gas.unit, how(gas)) == ("55.54", "tCO2/TJ", "M92")
    assert (str(heat.value), heat.unit, how(heat)) == ("0.11", "tCO2/GJ", "S")


def test_the_general_code_of_energy() -> None:
    found = {
        (row.quantity.partition(".")[2], *sorted(row.selector.get("sector", ())),
         *sorted(row.selector.get("climate_zone", ()))): f"{row.value} {row.unit} {how(row)}"
        for row in TABLES["GB 55015-2021"].rows
    }  # fmt: skip
    assert found == {
        ("energy_reduction", "residential"): "30 % S",
        ("energy_reduction", "public"): "20 % S",
        ("saving_rate", "residential", "C", "SC"): "75 % S",
        ("saving_rate", "residential", "HSCW", "HSWW", "M"): "65 % S",
        ("saving_rate", "public"): "72 % S",
        ("carbon_reduction",): "40 % M90",
        ("carbon_decrease",): "7 kgCO2/(m²·a) M90",
    }


def test_carbon_trading() -> None:
    now = {row.quantity: row for row in TABLES["深圳市人民政府令第343号"].rows if not row.selector}
    shares = [row.value for row in TABLES["深圳市人民政府令第343号"].rows if row.selector]
    assert (now["ets.cap"].value, how(now["ets.cap"])) == (26, "S1")
    assert sorted(shares) == [2, 2, 96]
    before = {row.quantity: row for row in TABLES["深圳市人民政府令第262号"].rows}
    said = {
        name: f"{row.direction} {row.value} {row.unit} {how(row)}" for name, row in before.items()
    }
    assert said == {
        "ets.threshold.emissions": "above 3000 tCO2/a S1",
        "ets.threshold.office_area": "at least 10000 m² M82",
        "ets.shortfall_multiple": "at most 3 1 S1",
    }


def test_household_tiers_and_targets() -> None:
    table = TABLES["深圳市居民阶梯电价"]
    ends = {(next(iter(r.selector["tier"])), next(iter(r.selector["tariff_season"]))): r.value
            for r in table.rows if r.quantity == "tariff.tier_to"}  # fmt: skip
    assert ends == {("tier-1", "may_october"): 260, ("tier-1", "other_months"): 200,
                    ("tier-2", "may_october"): 600, ("tier-2", "other_months"): 400}  # fmt: skip
    first = the(table, "tariff.price", tier="tier-1")
    added = [the(table, "tariff.surcharge", tier=f"tier-{n}").value for n in (2, 3)]
    assert (str(first.value), how(first)) == ("0.66286875", "S1")
    assert [round(first.value + more, 4) for more in added] == [
        Decimal("0.7129"),
        Decimal("0.9629"),
    ]
    plan = TABLES["“十四五”建筑节能规划"]
    targets = {(next(iter(r.selector["indicator"])), r.first_day.year): f"{r.value} {r.unit}"
               for r in plan.rows}  # fmt: skip
    assert targets == {
        ("green_share", 2022): "70 %", ("green_share", 2025): "100 %",
        ("retrofit_area", 2025): "350000000 m²", ("low_energy_area", 2025): "50000000 m²",
        ("prefabricated_share", 2025): "30 %", ("pv_capacity", 2025): "50000000 kW",
        ("geothermal_area", 2025): "100000000 m²", ("renewable_share", 2025): "8 %",
        ("electricity_share", 2025): "55 %",
    }  # fmt: skip
