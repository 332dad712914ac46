"""Every table of numbers that was gathered for the law is a row, a gap that says so, or is left out for
a reason stated here."""

from __future__ import annotations

import pytest

from greenward.law.standards import shipped

TABLES = {table.code: table for table in shipped()}

SEEDED = {
    "3.2 energy of offices": [("GB/T 51161-2016", "energy.constraint energy.guiding")],
    "3.3 energy of shops": [("GB/T 51161-2016", "energy.constraint energy.guiding")],
    "3.5 energy of garages": [("GB/T 51161-2016", "energy.constraint energy.guiding")],
    "3.6 energy of dwellings": [
        ("GB/T 51161-2016",
         "energy.household.electricity energy.household.gas energy.household.persons"),
    ],
    "3.7 corrections": [
        ("GB/T 51161-2016",
         "correction.hours.reference correction.area_per_person.reference "
         "correction.occupancy.reference correction.guest_room_share.reference "
         "correction.cold_storage.low correction.cold_storage.middle correction.cold_storage.high"),
    ],
    "3.11 standard coal and electricity equivalents": [
        ("GB/T 2589-2020", "factor.kgce"), ("GB/T 51161-2016", "factor.electricity"),
    ],
    "4.1 water of dwellings": [("GB 50555-2010", "water.quota.lower water.quota.upper water.place")],
    "4.2 water of public buildings": [("GB 50555-2010", "water.quota.lower water.quota.upper")],
    "5.1 indoor air in use": [
        ("GB/T 18883-2022",
         "air.limit air.temperature.low air.temperature.high air.humidity.low air.humidity.high "
         "air.velocity air.fresh"),
    ],
    "5.2 indoor air at acceptance": [("GB 50325-2020", "air.acceptance")],
    "6.1 sound of dwellings and offices": [
        ("GB 50118-2010", "sound.low sound.high noise.low noise.high"),
        ("GB/T 50378-2019技术细则", "sound.low sound.high"),
    ],
    "6.2 the residential code": [("GB 55038-2025", "sound.code noise.code")],
    "6.3 room noise": [("GB 55016-2021", "noise.code noise.relaxation")],
    "8.1 defaults of the carbon calculation": [
        ("GB/T 51366-2019", "carbon.distance carbon.design_life"),
    ],
    "8.2 material factors": [("GB/T 51366-2019", "factor.material")],
    "8.3 electricity in 2023": [("2025年第47号公告", "factor.co2")],
    "8.4 electricity in earlier years": [
        ("电力二氧化碳排放因子（2021年）", "factor.co2"),
        ("电力二氧化碳排放因子（2022年）", "factor.co2"),
        ("企业温室气体核算电网因子", "factor.co2"),
        ("电力碳足迹因子", "factor.footprint"),
    ],
    "8.5 fuels": [("GB/T 51366-2019", "factor.co2")],
    "8.6 the general code of energy": [
        ("GB 55015-2021",
         "design.energy_reduction design.saving_rate design.carbon_reduction "
         "design.carbon_decrease"),
    ],
    "8.7 carbon trading": [
        ("深圳市人民政府令第343号", "ets.cap ets.cap_share"),
        ("深圳市人民政府令第262号",
         "ets.threshold.emissions ets.threshold.office_area ets.shortfall_multiple"),
    ],
    "10.1 household tiers": [("深圳市居民阶梯电价", "tariff.tier_to tariff.price tariff.surcharge")],
    "11.1 targets": [("“十四五”建筑节能规划", "target")],
}  # fmt: skip
GAPS = {
    "3.4 energy of hotels": [("GB/T 51161-2016", "energy.constraint energy.guiding")],
    "3.7 hours of restaurants and ordinary shops": [
        ("GB/T 51161-2016", "correction.hours.reference"),
    ],
    "3.8 heating": [("GB/T 51161-2016", "energy.heating.constraint energy.heating.guiding")],
    "3.10 the Shenzhen energy standard": [("SJG 34-2017", "")],
    "4.1 zone and size of other cities": [("GB 50555-2010", "water.place")],
    "4.3 the Guangdong quotas": [("DB44/T 1461.3-2021", "water.quota.lower water.quota.upper")],
    "5 the authority's main pollutants": [("主要空气污染物清单", "air.main")],
    "6.1 an office's outer wall, high requirement": [("GB 50118-2010", "sound.high")],
    "8.2 the other materials": [("GB/T 51366-2019", "factor.material")],
    "8.4 the other regions of earlier years": [
        ("电力二氧化碳排放因子（2021年）", "factor.co2"),
        ("电力二氧化碳排放因子（2022年）", "factor.co2"),
    ],
    "8.4 electricity in 2024": [("电力二氧化碳排放因子（2024年）", "factor.co2")],
    "8.5 petrol and diesel by the litre": [("GB/T 51366-2019", "factor.co2")],
    "8.7 thresholds in force": [
        ("深圳市人民政府令第343号", "ets.threshold.emissions ets.threshold.office_area"),
    ],
    "10.2 quotas and prices of public buildings": [
        ("深圳市民用建筑用电定额", "electricity.quota tariff.surcharge"),
    ],
    "14 reference lines of Article 24": [("深圳市建筑碳排放基准线", "carbon.reference_line")],
}  # fmt: skip
LEFT_OUT = {
    "1 the star standard": "greenward.rating holds it as scorecards, clause by clause",
    "2 retrofitting": "greenward.rating holds it as a scorecard",
    "3.1 definitions": "words, not numbers; type A and B are energy classes",
    "3.9 values derived for Article 32": "worked out by the law from 3.2, never written a second time",
    "4.3 worked values of Article 33": "worked out by the law from 4.1 and 4.2",
    "5.1 eighty per cent of the limits": "worked out by the law",
    "6.1 means of low and high": "worked out by the law",
    "7 the efficiency label": "greenward.rating holds the ladders",
    "8.1 formulas": "code, not numbers",
    "8.5 natural gas by the cubic metre": "worked out from its energy content and its factor by energy",
    "8.5 petrol and diesel as ranges": "a range is no value; a gap says so",
    "8.7 surplus that was seen": "a finding of a study, not a rule",
    "9.1 large public building": "the law's own definition holds 20,000 m²; written once, there",
    "9.2–9.5 codes and metering practice": "field formats of the registry and of metering",
    "11.1 observed figures": "statistics of past years, not targets",
    "11.2 the statistical system": "describes a survey; no number to hold anybody to",
    "12 penalties, terms, credit": "greenward.law.penalties and the national procedure",
    "13 bonus, minimum stars, prefabrication": "articles of the law, and greenward.rating",
}


@pytest.mark.parametrize("section", SEEDED)
def test_what_was_gathered_is_a_row(section: str) -> None:
    for code, names in SEEDED[section]:
        assert set(names.split()) <= {row.quantity for row in TABLES[code].rows}


@pytest.mark.parametrize("section", GAPS)
def test_what_is_missing_is_a_gap_that_says_where_it_would_come_from(section: str) -> None:
    for code, names in GAPS[section]:
        gaps = {gap.quantity: gap for gap in TABLES[code].gaps}
        for name in names.split() or [""]:
            assert gaps[name].source and gaps[name].source.zh and gaps[name].source.en


def test_every_shipped_table_and_quantity_is_claimed_and_every_omission_has_a_reason() -> None:
    claimed = {
        (code, name)
        for listed in SEEDED.values()
        for code, names in listed
        for name in names.split()
    }
    shipped_names = {(t.code, row.quantity) for t in shipped() for row in t.rows}
    parts = {
        (code, name)
        for code, name in shipped_names
        if name.startswith("correction.") and name.endswith((".fixed", "_to"))
    }
    assert shipped_names - parts == claimed
    missing = {
        (code, name)
        for listed in GAPS.values()
        for code, names in listed
        for name in names.split() or [""]
    }
    assert missing == {(table.code, gap.quantity) for table in shipped() for gap in table.gaps}
    assert all(LEFT_OUT.values())


def test_nothing_that_was_not_known_well_enough_became_a_row() -> None:
    """Hotels (55 and 45 % sure) and heating (45 %) are gaps; no row is less than 60 % sure."""
    for table in shipped():
        for row in table.rows:
            assert row.evidence in ("S", "S1", "M")
            assert (row.evidence == "M") == (row.confidence is not None)
            assert row.confidence is None or 60 <= row.confidence <= 95
            assert not any(c.startswith("hotel-") for c in row.selector.get("energy_class", ()) if
                           row.quantity.startswith("energy."))  # fmt: skip
