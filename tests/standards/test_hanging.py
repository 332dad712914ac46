"""Which duties hang on which rows: the declared map holds every fact that comes from a standard."""

from __future__ import annotations

import pytest

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards import editions
from greenward.bureau.standards.hanging import Laws, places, together
from greenward.law.language import facts_of
from greenward.law.shenzhen import PACK
from greenward.law.standards import QUANTITIES, shipped
from greenward.law.standards.uses import FACTS, Hanging

from .kit import OPERATOR

HANGING = Hanging(PACK)
ASKED = {fact for duty in PACK.duties for fact in facts_of(duty)}
MEASURED = {"water_per_day", "air_concentration", "airborne_insulation", "impact_level"}
"""Figures of reports and meters: compared with a row, but not taken from one."""
SAID_BY_A_STANDARD = {"main_pollutant", "sound_code_holds", "indoor_air_conforms"}
"""Answers, not figures, that rest on rows."""


def test_every_fact_of_a_duty_that_comes_from_a_standard_is_mapped() -> None:
    held = {
        name
        for name in ASKED
        if PACK.entry(name).unit in ("energy_intensity", "water_use", "air_concentration", "dB")
    }
    mapped = {fact for facts in FACTS.values() for fact in facts}
    assert mapped == (held - MEASURED) | SAID_BY_A_STANDARD


def test_the_map_names_only_known_quantities_and_facts_a_duty_asks() -> None:
    assert FACTS.keys() <= QUANTITIES.keys()
    assert {fact for facts in FACTS.values() for fact in facts} <= ASKED


def test_everything_shipped_for_articles_32_to_35_is_mapped() -> None:
    free = ("air.temperature", "air.humidity", "air.velocity", "air.fresh", "energy.household",
            "energy.heating")  # fmt: skip
    for table in shipped():
        for row in table.rows:
            named = row.quantity.startswith(("energy.", "water.", "air.", "sound.", "correction."))
            if named and not row.quantity.startswith(free):
                assert row.quantity in FACTS, row.quantity


def hung(quantity: str, **selector: str) -> list[str]:
    return [d.id for d in HANGING.on(quantity, {k: frozenset([v]) for k, v in selector.items()})]


@pytest.mark.parametrize(
    ("quantity", "selector", "duties"),
    [
        ("energy.constraint", {"energy_class": "hospital"}, ["32.1", "32.2.1", "32.2.2", "32.2.3"]),
        ("energy.guiding", {}, ["32.1"]),
        ("water.quota.lower", {"water_use": "office"}, ["33.1", "33.2"]),
        ("water.quota.upper", {"water_use": "office"}, ["33.1"]),
        ("air.limit", {"pollutant": "radon"}, ["17", "34"]),
        ("air.main", {"pollutant": "radon"}, ["34"]),
        ("air.acceptance", {"pollutant": "radon"}, ["17"]),
        ("sound.low", {"element": "party_bedrooms"}, ["35.1"]),
        ("sound.low", {"element": "bedroom_floor"}, ["35.2"]),
        ("sound.code", {"element": "outdoor_bedroom"}, ["35.1"]),
        ("sound.code", {"element": "window_street"}, []),
        ("due.32.2.3", {}, ["32.2.3"]),
        ("due.99", {}, []),
        ("factor.material", {"material": "cement"}, []),
        ("tariff.price", {"tier": "tier-1"}, []),
    ],
)
def test_what_hangs_on_a_row(quantity: str, selector: dict[str, str], duties: list[str]) -> None:
    assert hung(quantity, **selector) == duties


def test_the_law_of_the_cities_on_file_published_or_not(
    city: Area, django_assert_num_queries: object
) -> None:
    before = Laws().on("energy.guiding", {})
    assert [(one.id, one.article, one.url) for one in before] == [
        ("32.1", "32", "/law/articles/32/")
    ]
    editions.publish(OPERATOR, PACK)
    assert Laws().on("energy.guiding", {}) == before
    with django_assert_num_queries(2):  # type: ignore[operator]
        laws = Laws()
        for table in shipped():
            for row in table.rows:
                laws.on(row.quantity, row.selector)


def test_without_a_city_nothing_hangs(db: None) -> None:
    assert Laws().on("energy.guiding", {}) == ()
    Area.objects.create(
        code="110000", path="110000/", name_zh="某市", name_en="A", pack="elsewhere"
    )
    assert Laws().on("energy.guiding", {}) == (), "a pack that is not installed"


def test_a_gap_without_a_quantity_leaves_the_energy_limits_open(city: Area) -> None:
    duties = Laws().on("", {})
    assert [one.id for one in duties] == ["32.1", "32.2.1", "32.2.2", "32.2.3"]
    [place] = places(together([duties, duties]))
    assert (place.article, place.duties) == ("32", 4)
