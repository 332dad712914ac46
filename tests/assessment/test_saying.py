"""What a breach costs and when a duty falls due, in both languages; and as columns of the findings."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from django.utils import translation

from greenward.bureau.assessment import saying
from greenward.bureau.assessment.explaining import explain_finding
from greenward.bureau.assessment.models import Finding
from greenward.bureau.assessment.nextsteps import Kind, Matter, for_bearer, next_step
from greenward.bureau.assessment.rows import finding_rows
from greenward.law.assess import assess
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Authority, Clock, Count, Fine, Period, Text, Verdict
from greenward.law.sentence import as_text
from greenward.law.shenzhen import PACK

from .factories import published
from .test_nextsteps import TODAY, order

HOUSING = (Authority.MUNICIPAL_HOUSING,)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def fine(low: int, high: int, **more) -> Fine:
    return Fine("9", low, high, HOUSING, False, **more)


@pytest.mark.parametrize(
    ("cost", "band", "en", "zh"),
    [
        (fine(10_000_00, 20_000_00), None, "¥10,000.00 to ¥20,000.00", "¥10,000.00至¥20,000.00"),
        (fine(0, 20_000_00), None, "up to ¥20,000.00", "¥20,000.00以下"),
        (fine(200, 400, base="contract_price"), (2_00, 4_00), "¥2.00 to ¥4.00", "¥2.00至¥4.00"),
        (fine(0, 200, base="contract_price"), (0, 4_00), "up to ¥4.00", "¥4.00以下"),
        (
            fine(200, 400, base="contract_price"),
            None,
            "2 % to 4 % of: the contract price of the project",
            "项目合同价款的2 %至4 %",
        ),
        (
            fine(0, 50, base="contract_price"),
            None,
            "up to 0.5 % of: the contract price of the project",
            "项目合同价款的0.5 %以下",
        ),
    ],
)
def test_an_amount_or_the_share_it_will_be(cost, band, en, zh):
    assert saying.amount(cost, JINZHOU, band) == en
    with translation.override("zh-hans"):
        assert saying.amount(cost, JINZHOU, band) == zh


def test_a_fine_for_each_unit_is_said_per_unit_and_without_the_law_unnamed():
    each = fine(20, 50, base="floor_area", per=1)
    assert saying.amount(each, PACK) == (
        f"¥20.00 to ¥50.00 for each m² of: {PACK.entry('floor_area').label.en}"
    )
    assert saying.amount(each) == "2000 % to 5000 % of: an amount that is not on file"


def test_every_fine_of_both_cities_is_said_in_both_languages():
    for law in (PACK, JINZHOU):
        fined = [duty.breach for duty in law.duties if duty.breach]
        assert fined
        for lang in ("en", "zh-hans"):
            with translation.override(lang):
                for cost in fined:
                    line = saying.fine_line(cost, law)
                    assert cost.article in line and "None" not in line
                    assert all(text in line for text in saying.measures(cost))


def test_grave_measures_name_who_orders_them():
    supervision = JINZHOU.duty("N15.3").breach
    assert saying.measures(supervision) == [
        "in grave cases: suspension of business, a lower qualification or its revocation "
        "(the body that granted the qualification)"
    ]
    assert "only after an order to correct has expired" in saying.fine_line(supervision, JINZHOU)


def test_a_clock_with_and_without_a_number_of_days():
    event = Text("送达", "service")
    said = "service; the text gives no number of days, the authority enters the day"
    assert saying.clock(Clock(event)) == said
    week = Clock(event, Period(5, Count.WORKING_DAYS))
    assert saying.clock(week) == "5 working days from: service"
    with translation.override("zh-hans"):
        assert saying.clock(week) == "自送达起5个工作日"
    assert dict(saying.terms(JINZHOU.duty("N12.2.2")))["Due"].startswith("10 calendar days")


def test_a_fine_that_waits_for_no_order_is_proposed_at_once():
    duty = JINZHOU.duty("N17.2")
    exposed = Matter(Verdict.BREACHED, True, True, {}, (2_00, 4_00))
    step = next_step(duty, exposed, [], TODAY, JINZHOU)
    assert step.kind is Kind.FINE
    assert step.text == "Propose the fine of Article 38: ¥2.00 to ¥4.00"
    assert for_bearer(duty, step, []).text == "A fine may be imposed: ¥2.00 to ¥4.00"
    unknown = next_step(duty, replace(exposed, band=None), [order(TODAY)], TODAY, JINZHOU)
    assert unknown.text.endswith("2 % to 4 % of: the contract price of the project")


# --- as columns of the findings -------------------------------------------------------------


def columns(cost: Fine | None, area: int | None, installed: bool = False) -> tuple:
    """`fine_low` and `fine_high` of Article 27.1 with another fine, over one building."""
    duty = replace(PACK.duty("27.1"), breach=cost)
    facts = {
        "building": 1,
        "year": None,
        "in_city": True,
        "public": True,
        "large_public_recorded": True,
        "submeters_installed": installed,
        "monitoring_installed": installed,
        "floor_area": area,
    }
    kinds = {"year": pl.Int64, "floor_area": pl.Int64}
    row = finding_rows(assess(pl.DataFrame([facts], schema_overrides=kinds), [duty], PACK), duty)
    return row.select("fine_low", "fine_high").row(0)


@pytest.mark.parametrize(
    ("cost", "area", "band"),
    [
        (fine(100, 200), None, (100, 200)),
        (fine(2, 5, base="floor_area", per=1), 1_000, (2_000, 5_000)),
        (fine(200, 400, base="floor_area"), 1_001, (21, 40)),
        (fine(200, 400, base="floor_area"), None, (None, None)),
        (None, 1_000, (None, None)),
    ],
)
def test_the_band_of_a_finding(cost, area, band):
    assert columns(cost, area) == band
    assert columns(cost, area, installed=True) == (None, None)


# --- units ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("unit", ["L/(person·d)", "m³/(m²·a)"])
def test_water_is_explained_in_the_unit_of_its_quota(unit: str):
    facts = {
        "in_city": True,
        "in_use": True,
        "public": True,
        "dwelling": False,
        "dormitory": False,
        "water_per_day": 1_200_000,
        "water_quota_lower": 800_000,
        "water_quota_upper": 1_000_000,
    }
    found = Finding(edition_id=published().hash, duty="33.1", facts=facts, missing={}, unit=unit)
    text = as_text(explain_finding(found, "en"))
    assert unit in text and "water_use" not in text
