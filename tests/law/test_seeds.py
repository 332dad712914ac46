"""The shipped tables: what they state, how sure it is, and the closed form that states it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.standards import (
    NAMES,
    Row,
    Table,
    TableRefused,
    describe,
    find,
    overlaps,
    quantity,
    read_name,
    read_table,
    shipped,
)
from greenward.metering.commodities import Commodity, Kind
from greenward.metering.corrections import Use
from greenward.metering.factors import Evidence
from greenward.units import parse_unit

TABLES = {table.code: table for table in shipped()}
GB = TABLES["GB/T 51161-2016"]


def rows(table: Table, quantity: str) -> dict[tuple[str, ...], Row]:
    """The rows of a quantity by energy class and climate zone, lists taken apart."""
    return {
        (*one, zone): row
        for row in table.rows
        if row.quantity == quantity
        for one in [(c,) for c in row.selector.get("energy_class", {""})]
        for zone in row.selector.get("climate_zone", {""})
    }


# --- what is stated -------------------------------------------------------------------------

OFFICES = """
office-government-A  55/45  70/55  65/50  50/40
office-commercial-A  65/55  85/70  80/65  65/50
office-government-B  70/50  90/65  80/60  60/45
office-commercial-B  80/60 110/80 100/75  70/55
"""
SHOPS = """
shop-department-store-A  80/60 130/110 120/100 80/65
shop-shopping-centre-A   80/60 130/110 120/100 80/65
shop-supermarket-A      110/90 150/120 135/105 85/70
shop-restaurant-A        60/45  90/70   85/65  55/40
shop-ordinary-A          55/40  90/70   85/65  55/40
shop-department-store-B 140/100 200/170 245/190 90/70
shop-shopping-centre-B  175/135 260/210 300/245 90/70
shop-supermarket-B      170/120 225/180 290/240 100/80
"""


@pytest.mark.parametrize("line", list(filter(None, (OFFICES + SHOPS).splitlines())))
def test_every_cell_of_the_tables_of_offices_and_shops(line: str) -> None:
    energy_class, *cells = line.split()
    limits, guides = rows(GB, "energy.constraint"), rows(GB, "energy.guiding")
    for zones, cell in zip((("SC", "C"), ("HSCW",), ("HSWW",), ("M",)), cells, strict=True):
        for zone in zones:
            constraint, guiding = limits[energy_class, zone], guides[energy_class, zone]
            assert f"{constraint.value}/{guiding.value}" == cell, zone
            assert constraint.unit == guiding.unit == "kWh/(m²·a)"


def test_garages_and_dwellings() -> None:
    limits, guides = rows(GB, "energy.constraint"), rows(GB, "energy.guiding")
    garages = {name: (limits[name, ""].value, guides[name, ""].value) for name in
               ("garage-office", "garage-hotel", "garage-shop")}  # fmt: skip
    assert garages == {"garage-office": (9, 6), "garage-hotel": (15, 11), "garage-shop": (12, 8)}
    power = {key[1]: row.value for key, row in rows(GB, "energy.household.electricity").items()}
    gas = {key[1]: row.value for key, row in rows(GB, "energy.household.gas").items()}
    assert power == {"SC": 2200, "C": 2700, "HSCW": 3100, "HSWW": 2800, "M": 2200}
    assert gas == {"SC": 150, "C": 140, "HSCW": 240, "HSWW": 160, "M": 150}


def test_the_evidence_is_what_it_is() -> None:
    """Nothing was read in the standard; one cell and the office corrections have another source."""
    seen = {row.evidence for row in GB.rows}
    assert seen == {"M", "S1"}
    limits = rows(GB, "energy.constraint")
    assert limits["office-commercial-B", "SC"].evidence == "S1"
    assert limits["office-commercial-B", "HSWW"].confidence == 88
    assert limits["shop-supermarket-B", "M"].confidence == 78
    assert limits["shop-restaurant-A", "M"].confidence == 75
    assert limits["garage-shop", ""].confidence == 85
    assert all(row.evidence != "P" for table in shipped() for row in table.rows)
    assert all((row.confidence or 100) >= 60 for table in shipped() for row in table.rows)
    assert all(row.source for table in shipped() for row in table.rows)


def test_hotels_have_no_row_but_a_gap_that_says_so() -> None:
    hotels = [name for name in NAMES["energy_class"] if name.startswith("hotel-")]
    assert len(hotels) == 6
    for name in ("energy.constraint", "energy.guiding"):
        for hotel in hotels:
            case = {"energy_class": hotel, "climate_zone": "HSWW"}
            assert find(GB.rows, GB.gaps, name, case, date(2024, 12, 31)).why == "no_row"
    case = {"energy_class": "hospital", "climate_zone": "HSWW"}
    assert find(GB.rows, GB.gaps, "energy.constraint", case, date(2024, 12, 31)).why == ""


def test_the_shenzhen_standard_is_there_without_values() -> None:
    table = TABLES["SJG 34-2017"]
    assert (table.level, table.rows) == ("local", ())
    assert find((), table.gaps, "energy.constraint", {}, date(2024, 12, 31)).why == "no_row"


def test_corrections_by_class() -> None:
    def of(energy_class: str) -> dict[str, Fraction]:
        case = {"energy_class": energy_class}
        found = {
            f"{use}.{part}": find(
                GB.rows, GB.gaps, f"correction.{use}.{part}", case, date(2024, 12, 31)
            )
            for use in Use
            for part in ("fixed", "reference")
        }
        return {
            name: Fraction(one.row.value) if one.row else Fraction(-1)
            for name, one in found.items()
            if one.row or one.why
        }

    assert of("office-commercial-B") == {
        "hours.fixed": Fraction("0.3"),
        "hours.reference": 2500,
        "area_per_person.fixed": Fraction("0.7"),
        "area_per_person.reference": 10,
    }
    assert of("shop-shopping-centre-B")["hours.reference"] == 4570
    assert of("shop-supermarket-A")["hours.reference"] == 5000
    assert of("shop-ordinary-A")["hours.reference"] == -1, "a gap, not the reference of others"
    assert of("hotel-four-star-B") == {
        "occupancy.fixed": Fraction("0.4"),
        "occupancy.reference": 50,
        "guest_room_share.fixed": Fraction("0.5"),
        "guest_room_share.reference": 70,
    }
    assert of("hospital") == {}


def test_factors_and_their_dates() -> None:
    coal = {
        (*row.selector["commodity"], *row.selector.get("origin", ())): (row.value, row.unit)
        for row in TABLES["GB/T 2589-2020"].rows
    }
    assert coal[("electricity",)] == (Decimal("0.1229"), "kgce/kWh")
    assert coal[("natural_gas", "gas_field")] == (Decimal("1.2143"), "kgce/m³")
    assert coal[("natural_gas", "oil_field")] == (Decimal("1.3300"), "kgce/m³")
    assert coal[("purchased_heat",)] == (Decimal("34.12"), "kgce/GJ")
    assert coal[("lpg",)] == (Decimal("1.7143"), "kgce/kg")
    co2 = {next(iter(row.selector["region"])): row for row in TABLES["2025年第47号公告"].rows}
    assert len(co2) == 40
    assert co2["guangdong"].value == Decimal("0.4419")
    assert co2["liaoning"].value == Decimal("0.4878")
    assert co2["grid_south"].value == Decimal("0.4042")
    assert co2["grid_central"].value == Decimal("0.5271")
    span = {(row.first_day, row.last_day) for row in co2.values()}
    assert span == {(date(2023, 1, 1), date(2023, 12, 31))}


# --- the closed lists -----------------------------------------------------------------------


def test_commodities_are_those_of_metering() -> None:
    known = {one.value: one.about for one in Commodity}
    names = NAMES["commodity"]
    assert set(names) <= set(known)
    assert {(names[c].zh, names[c].en) for c in names} == {
        (known[c].zh, known[c].en) for c in names
    }
    energies = {c for c, about in known.items() if about.kind is not Kind.WATER}
    assert energies <= set(names), "a commodity without a name can have no factor"


def test_every_name_is_read_back_in_both_languages() -> None:
    for key, codes in NAMES.items():
        for code, text in codes.items():
            assert text.zh and text.en
            assert {read_name(key, said) for said in (code, text.zh, text.en)} == {code}


def test_metering_knows_the_evidence_of_every_shipped_row() -> None:
    assert {row.evidence for table in shipped() for row in table.rows} <= set(Evidence)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_row_can_be_said(lang: str) -> None:
    said = describe("energy.constraint", {"climate_zone": frozenset({"HSWW"}),
                    "energy_class": frozenset({"office-commercial-A"})}, lang)  # fmt: skip
    assert (
        said
        == {
            "zh-hans": "约束值 · A类商业办公建筑 · 夏热冬暖地区",
            "en": "constraint value · commercial office, class A · hot summer and warm winter zone",
        }[lang]
    )
    for table in shipped():
        for row in table.rows:
            assert quantity(row.quantity)
            assert describe(row.quantity, row.selector, lang)


def test_keys_tell_every_row_apart() -> None:
    keys = [row.key(table.code) for table in shipped() for row in table.rows]
    assert len(set(keys)) == len(keys) == 490


# --- the form is closed ---------------------------------------------------------------------

HEAD = """
[standard]
code = "深建能〔2026〕1号"
title = { zh = "市能耗限额", en = "City energy limits" }
level = "local"
first_day = 2026-01-01
source = "深建能〔2026〕1号附件"
evidence = "A"
"""
GROUP = """
[[group]]
quantity = "energy.constraint"
unit = "kBtu/ft2"
rows = [{ value = 79.3 }]
"""


def test_a_small_table_in_its_own_unit() -> None:
    table = read_table(HEAD + GROUP)
    [row] = table.rows
    assert (row.value, row.decimals, row.unit) == (Decimal("79.3"), 1, "kBtu/(ft²·a)")
    assert (row.compare, row.direction, row.selector) == ("full", "at most", {})
    assert (table.method, table.complete) == ("electricity_equivalent", False)


def codes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(TableRefused) as refused:
        read_table(text)
    assert all(one.text("zh") and one.text("en") for one in refused.value.problems)
    return [(one.code, one.where) for one in refused.value.problems]


def row(cells: str, group: str = 'quantity = "energy.constraint"\nunit = "kWh/(m²·a)"') -> str:
    return f"{HEAD}\n[[group]]\n{group}\nrows = [{{ {cells} }}]\n"


AIR = 'quantity = "air.limit"\nunit = "mg/m³"'
MAIN = 'quantity = "air.main"\nunit = "1"'
SOUND = 'quantity = "sound.low"\nunit = "dB"'
QUOTA = 'quantity = "water.quota.lower"\nunit = "L/(person·shift)"'


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("[standard", "not_toml", ""),
        ("[[group]]\nrows = []", "missing_key", ""),
        (HEAD.replace("level", "levl") + GROUP, "unknown_key", "standard"),
        (HEAD.replace('"local"', '"municipal"') + GROUP, "bad_choice", "standard"),
        (HEAD.replace("{ zh", "{ cn") + GROUP, "bad_type", "standard"),
        (HEAD, "empty", ""),
        (HEAD + "[[group]]\nunit = '1'", "missing_key", "group 1"),
        (row("value = 80, colour = 'red'"), "unknown_key", "group 1, row 1"),
        (row("value = 'many'"), "number", "group 1, row 1"),
        (row("energy_class = 'hospital'"), "missing_key", "group 1, row 1"),
        (row("value = 0"), "not_positive", "group 1, row 1"),
        (row("value = -5"), "not_positive", "group 1, row 1"),
        (row("value = 79.123"), "too_fine", "group 1, row 1"),
        (row("value = 80, unit = 'kWh'"), "unit", "group 1, row 1"),
        (row("value = 80, unit = 'furlongs'"), "unit", "group 1, row 1"),
        (row("value = 80, quantity = 'energy.limit'"), "unknown_quantity", "group 1, row 1"),
        (row("value = 80, energy_class = 'palace'"), "unknown_name", "group 1, row 1"),
        (row("value = 80, commodity = 'coal'"), "key_not_used", "group 1, row 1"),
        (row("value = 80, first_day = 'soon'"), "bad_date", "group 1, row 1"),
        (row("value = 80, last_day = 2025-12-31"), "ends_before_begins", "group 1, row 1"),
        (row("value = 80, compare = 'roughly'"), "bad_choice", "group 1, row 1"),
        (row("value = 80, direction = 'at least'"), "bad_choice", "group 1, row 1"),
        (row("value = 80, evidence = 'U'"), "bad_choice", "group 1, row 1"),
        (row("value = 80, evidence = 'M'"), "confidence", "group 1, row 1"),
        (row("value = 80, evidence = 'M', confidence = 59"), "confidence", "group 1, row 1"),
        (row("value = 80, confidence = 90"), "unknown_key", "group 1, row 1"),
        (row("value = 1, quantity = 'factor.kgce', unit = 'kgce/kWh'"), "missing_key",
         "group 1, row 1"),
        (row("value = 1.5, quantity = 'due.32.2.2', unit = 'd'"), "not_whole", "group 1, row 1"),
        (row("value = 1") + "[[gap]]\nzh = 'x'", "missing_key", "gap 1"),
        (row("value = 1") + "[[gap]]\nzh = 'x'\nen = 'x'\nfrom_zh = 'x'", "missing_key", "gap 1"),
        (row("value = 2, pollutant = 'ozone'", MAIN), "bad_choice", "group 1, row 1"),
        (row("value = 1", MAIN), "missing_key", "group 1, row 1"),
        (row("value = 0.123456, pollutant = 'ozone'", AIR), "too_fine", "group 1, row 1"),
        (row("value = 1, pollutant = 'soot'", AIR), "unknown_name", "group 1, row 1"),
        (row("value = 1, pollutant = 'ozone', unit = 'ppm'", AIR), "unit", "group 1, row 1"),
        (row("value = 1, pollutant = 'ozone', averaging = '3h'", AIR), "unknown_name",
         "group 1, row 1"),
        (row("value = 1, pollutant = 'ozone', direction = 'at least'", AIR), "bad_choice",
         "group 1, row 1"),
        (row("value = 45, metric = 'DnT,w+C'", SOUND), "missing_key", "group 1, row 1"),
        (row("value = 45, element = 'outer_wall'", SOUND), "missing_key", "group 1, row 1"),
        (row("value = 45, element = 'outer_wall', metric = 'Rw+Ctr', direction = 'at most'", SOUND),
         "bad_choice", "group 1, row 1"),
        (row("value = 65, element = 'bedroom_floor', metric = \"L'nT,w\", direction = 'above'",
             SOUND), "bad_choice", "group 1, row 1"),
        (row("value = 45.123, element = 'outer_wall', metric = 'Rw+Ctr'", SOUND), "too_fine",
         "group 1, row 1"),
        (row("value = 25", QUOTA), "missing_key", "group 1, row 1"),
        (row("value = 25, water_use = 'office', unit = 'L/(desk·d)'", QUOTA), "unit",
         "group 1, row 1"),
        (row("value = 1") + "[[gap]]\nzh = 'x'\nen = 'x'\nenergy_class = 'palace'",
         "unknown_name", "gap 1"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_form_is_refused_with_its_place(
    text: str, code: str, where: str
) -> None:
    assert (code, where) in codes(text)


def test_confidence_of_sixty_may_be_entered_and_equal_guiding_value_too() -> None:
    cells = "value = 80, evidence = 'M', confidence = 60"
    assert read_table(row(cells)).rows[0].confidence == 60
    equal = row("value = 80 }, { value = 80, quantity = 'energy.guiding'")
    assert len(read_table(equal).rows) == 2


def test_the_metric_of_sound_says_which_way_it_is_compared() -> None:
    for metric, said in (("DnT,w+C", "at least"), ("L'nT,w", "at most"), ("Rw+Ctr", "at least")):
        [one] = read_table(
            row(f'value = 50, element = "outer_wall", metric = "{metric}"', SOUND)
        ).rows
        assert one.direction == said
    [strict] = read_table(
        row('value = 50, element = "outer_wall", metric = "Rw+C", direction = "above"', SOUND)
    ).rows
    assert strict.direction == "above"


def test_every_problem_is_named_at_once() -> None:
    found = codes(row("value = 0, energy_class = 'palace' }, { value = 'x', last_day = 2020-01-01"))
    assert [code for code, _ in found] == [
        "not_positive", "unknown_name", "number", "ends_before_begins",
    ]  # fmt: skip


def test_a_guiding_value_above_its_constraint_value_across_units() -> None:
    """26 kBtu/(ft²·a) is 82.02 kWh/(m²·a)."""
    cells = "value = 80 }, { value = 26, unit = 'kBtu/ft2', quantity = 'energy.guiding'"
    assert codes(row(cells)) == [("guiding_above_constraint", "group 1, row 2")]
    read_table(row(cells.replace("26", "25")))


def test_overlapping_rows_are_refused_naming_both() -> None:
    both = "value = 80, last_day = 2026-06-30 }, { value = 70, first_day = 2026-06-30"
    with pytest.raises(TableRefused) as refused:
        read_table(row(both))
    [problem] = refused.value.problems
    assert problem.code == "overlap"
    assert "group 1, row 1" in problem.text("en") and "group 1, row 2" in problem.text("en")
    assert "2026-06-30" in problem.text("zh") and "第1组第2行" in problem.text("zh")
    read_table(row(both.replace("first_day = 2026-06-30", "first_day = 2026-07-01")))


def test_lists_overlap_where_they_share_a_code_and_depth_does_not_matter() -> None:
    def zones(one: str, other: str) -> str:
        return row(f"value = 1, climate_zone = {one} }}, {{ value = 2, climate_zone = {other}")

    assert codes(zones("['SC', 'C']", "'C'"))[0][0] == "overlap"
    read_table(zones("['SC', 'C']", "'M'"))
    read_table(row("value = 1 }, { value = 2, climate_zone = 'M'"))


# --- the look-up ----------------------------------------------------------------------------

ZONES, CLASSES = ("SC", "C", "HSWW"), ("hospital", "school")
SELECTORS = st.fixed_dictionaries(
    {},
    optional={
        "climate_zone": st.frozensets(st.sampled_from(ZONES), min_size=1),
        "energy_class": st.frozensets(st.sampled_from(CLASSES), min_size=1),
    },
)
DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 6))


@st.composite
def any_rows(draw: st.DrawFn) -> list[Row]:
    found: list[Row] = []
    for number in range(draw(st.integers(0, 6))):
        first, last = draw(DAYS), draw(st.none() | DAYS)
        if last and last < first:
            first, last = last, first
        one = Row("energy.constraint", Decimal(number + 1), "kWh/(m²·a)", draw(SELECTORS), first,
                  last, "s", "A")  # fmt: skip
        if not overlaps([one], found):
            found.append(one)
    return found


@given(any_rows(), st.sampled_from(ZONES), st.sampled_from(CLASSES), DAYS)
def test_a_row_found_fits_and_no_deeper_one_does(
    table: list[Row], zone: str, energy_class: str, on: date
) -> None:
    """Against a plain reading of the rule, row by row."""
    case = {"climate_zone": zone, "energy_class": energy_class}
    fitting = [
        one
        for one in table
        if all(case[key] in one.selector[key] for key in one.selector)
        and one.first_day <= on <= (one.last_day or date.max)
    ]
    found = find(table, (), "energy.constraint", case, on)
    if not fitting:
        assert (found.row, found.why) == (None, "")
        return
    deepest = [one for one in fitting if len(one.selector) == max(len(f.selector) for f in fitting)]
    assert (found.why == "ambiguous") == (len(deepest) > 1)
    assert found.row is (deepest[0] if len(deepest) == 1 else None)


@given(any_rows(), st.sampled_from(ZONES), DAYS)
def test_an_unknown_class_is_never_guessed(table: list[Row], zone: str, on: date) -> None:
    """If a row is found without the class, it is the row for every class."""
    found = find(table, (), "energy.constraint", {"climate_zone": zone, "energy_class": None}, on)
    if found.row:
        for energy_class in CLASSES:
            case = {"climate_zone": zone, "energy_class": energy_class}
            assert find(table, (), "energy.constraint", case, on).row is found.row


def test_units_of_all_shipped_limits_are_intensities() -> None:
    for table in shipped():
        for one in table.rows:
            if one.quantity in ("energy.constraint", "energy.guiding"):
                assert parse_unit(one.unit).symbol == one.unit
