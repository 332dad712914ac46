"""The pages about verdicts: what they say, to whom, in both languages, and when they are empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import unescape
from re import findall

import pytest
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.assessment.models import Assessment
from greenward.bureau.registry.models import BuildingClass, Identifier
from greenward.bureau.standards.models import Standard, StandardRow
from tests.fixtures.people import make_actor

from .factories import UNIT, Case, assessed, make_case

pytestmark = pytest.mark.django_db
YEARS = {2023: (121.6, 80), 2024: (126.4, 80), 2025: (137.2, 80)}


@pytest.fixture
def tower(futian: Area) -> Case:
    """The building of the look: 71.5 % over, for the third year."""
    return make_case(
        futian,
        "岭南大厦",
        YEARS,
        yearly={"audit_done": True, "measures_taken": True, "energy_retrofit_done": False},
        facts={"metering_operating": None},
        code="440304A017",
        star=2,
        owner=Organisation.objects.create(name="Lingnan Property"),
    )


@pytest.fixture
def run(city: Area, tower: Case) -> Assessment:
    return assessed(city, [tower])


def read(actor: Actor, url: str, language: str = "en", status: int = 200) -> str:
    """A page as text, without tags, as a person signed in reads it."""
    client = Client()
    client.force_login(actor.user)
    client.cookies["django_language"] = language
    answer = client.get(url)
    assert answer.status_code == status, url
    text = answer.content.decode()
    assert "style=" not in text and "onclick" not in text
    return " ".join(unescape(part) for part in findall(r">([^<]+)<", text) if part.strip())


# --- one building ---------------------------------------------------------------------------


def test_a_building_says_its_finding_its_duties_and_what_is_next(run, tower, officer):
    text = read(officer, f"/buildings/{tower.building.pk}")
    assert f"Energy: 137.2 {UNIT} in 2025, limit 80: 71.5 % over, 3 years running." in text
    assert "energy retrofit (32.2.3)" in text
    assert "no energy-saving retrofit was carried out" in text
    assert "¥500,000.00–¥1,000,000.00" in text
    assert "Order to correct; the draft is ready" in text
    assert "Lingnan Property" in text and "★★" in text and "large public buildings" in text
    assert "green-building star (6.1.1)" in text  # among the duties that do not apply


def test_and_in_chinese(run, tower, officer):
    text = read(officer, f"/buildings/{tower.building.pk}", "zh-hans")
    assert "2025年能耗137.2 kWh/(m²·a)，限值80，超出71.5%，连续3年。" in text
    assert "责令限期改正（草稿已备好）" in text


def test_the_owner_reads_the_same_verdicts_without_the_acts_of_officials(run, tower):
    owner = make_actor("own", organisations=(tower.building.owner,))
    text = read(owner, f"/buildings/{tower.building.pk}")
    assert "71.5 % over" in text
    assert "draft" not in text and "Record" not in text
    assert "File the retrofit plan" in text


def test_who_may_not_see_it_finds_nothing(run, tower, sibling_officer, owner):
    for actor in (sibling_officer, owner):
        read(actor, f"/buildings/{tower.building.pk}", status=404)
        read(actor, f"/buildings/{tower.building.pk}/chart", status=404)
        read(actor, f"/buildings/{tower.building.pk}/why/6.1.1", status=404)


def test_what_is_missing_names_proof_supplier_and_where_it_is_supplied(run, tower, officer, client):
    text = read(officer, f"/buildings/{tower.building.pk}")
    assert "the platform's operating record or a site inspection" in text
    assert "supplied by: property company" in text
    client.force_login(officer.user)
    page = client.get(f"/buildings/{tower.building.pk}").content.decode()
    assert f'href="/buildings/{tower.building.pk}#metering"' in page


def test_the_years_name_where_figure_and_limit_come_from(city, futian, officer, tower):
    run = assessed(city, [tower])
    standard = Standard.objects.create(code="GB/T 51161", title_zh="标准", title_en="Standard")
    row = StandardRow.objects.create(
        standard=standard,
        quantity="energy.constraint",
        value=80,
        unit=UNIT,
        first_day=date(2016, 12, 1),
        source="-",
        evidence="P",
        key="k",
    )
    run.made.filter(duty="32.2.1").update(limit_row=row)
    text = read(officer, f"/buildings/{tower.building.pk}/chart")
    assert "Above the limit in 3 of 3 years with a figure" in text
    assert "GB/T 51161" in text and "annual figure as reported" in text
    assert "+71.5%" in text and "+52.0%" in text


def test_another_year_of_the_same_building(run, tower, officer):
    text = read(officer, f"/buildings/{tower.building.pk}?year=2024")
    assert "126.4 kWh/(m²·a) in 2024, limit 80: 58.0 % over, 2 years running" in text
    assert "Duties in 2024" in text


def test_a_year_without_a_figure_and_a_building_without_any(city, futian, officer):
    blank = make_case(futian, "Blank", {2025: (None, 80)})
    bare = make_case(futian, "Bare", {})
    assessed(city, [blank, bare])
    assert "No energy figure for 2025 is on file; the limit is 80" in read(
        officer, f"/buildings/{blank.building.pk}"
    )
    assert "No energy figure for 2025 is on file." in read(
        officer, f"/buildings/{bare.building.pk}"
    )


def test_figures_in_another_unit_are_shown_in_that_of_the_limit(city, futian, officer):
    case = make_case(futian, "Feet", {2025: (100, None)}, yearly={"unit": "kBtu/ft²"})
    case.building.energy_years.update(intensity=Decimal("79.3"), intensity_unit="kBtu/ft²")
    assessed(city, [case])
    text = read(officer, f"/buildings/{case.building.pk}")
    assert "100 kBtu/ft² in 2025" in text


def test_a_recorded_class_is_shown_with_its_reason(run, tower, officer):
    BuildingClass.objects.create(
        building=tower.building,
        name="large_public",
        value=True,
        reason="named by the covered-buildings list",
        recorded_by="Wu",
    )
    Identifier.objects.create(building=tower.building, scheme="portal", value="B-77")
    text = read(officer, f"/buildings/{tower.building.pk}")
    assert "large public building – yes. named by the covered-buildings list (Wu," in text
    assert "440304A017 · portal B-77" in text


def test_earlier_findings_keep_their_span(run, city, tower, officer):
    tower.figures = {2025: (70, 80)}
    assessed(city, [tower], on=date(2026, 6, 1))
    text = read(officer, f"/buildings/{tower.building.pk}")
    assert "Earlier findings" in text
    assert "2026-03-01" in text and "2026-06-01" in text


def test_why_a_duty_does_not_apply(run, tower, officer):
    text = read(officer, f"/buildings/{tower.building.pk}/why/6.2?year=2025")
    assert "the building was not renovated as a whole" in text
    read(officer, f"/buildings/{tower.building.pk}/why/99", status=404)


# --- lists ----------------------------------------------------------------------------------


def test_the_list_of_buildings(run, officer):
    text = read(officer, "/buildings")
    assert "1 building, reporting year 2025." in text
    assert "岭南大厦" in text and "440304A017" in text and "137.2" in text and "+71.5%" in text


@pytest.mark.parametrize(
    "url",
    [
        "/buildings?q=%00&year=1066&district=x&sort=--&page=0",
        "/findings?tab=no&fact=zzz&why=zzz&change=zzz&page=99",
    ],
)
def test_words_that_do_not_fit_are_left_out(run, officer, url):
    assert "岭南大厦" in read(officer, url)


def test_filters_that_nothing_fits_offer_the_way_back(run, officer):
    for url in ("/buildings?q=zzz", "/findings?q=zzz"):
        text = read(officer, url)
        assert "No building fits these filters" in text and "Show all" in text


def test_the_work_list_says_what_is_owed_since_when_and_what_is_next(run, officer):
    text = read(officer, "/findings")
    assert "3 duties are owed in 2025; 2 of them breached." in text
    assert "energy retrofit (32.2.3) · 2025" in text
    assert "2026-03-01" in text and "complete" in text
    assert "exposes to a fine: ¥500,000.00 to ¥1,000,000.00" in text
    assert "missing: the platform's operating record" in text


def test_the_unknown_are_grouped_by_what_they_wait_for(run, officer):
    text = read(officer, "/findings?tab=unknown")
    assert "What they wait for" in text
    assert "Not on file: the platform's operating record or a site inspection" in text


def test_each_page_of_a_list_takes_few_queries(run, officer, client, django_assert_max_num_queries):
    client.force_login(officer.user)
    for url in ("/buildings", "/buildings?verdict=breached&sort=-excess", "/findings"):
        client.get(url)
        with django_assert_max_num_queries(10):
            assert client.get(url).status_code == 200


def test_the_queries_do_not_grow_with_the_rows(
    city, futian, officer, client, django_assert_max_num_queries
):
    cases = [make_case(futian, f"Tower {n}", YEARS) for n in range(30)]
    assessed(city, cases)
    client.force_login(officer.user)
    for url in ("/buildings", "/findings"):
        client.get(url)
        with django_assert_max_num_queries(10):
            assert client.get(url).content.count(b'<th scope="row">') >= 30


# --- the city -------------------------------------------------------------------------------


def test_the_city_opens_with_its_finding(run, officer):
    text = read(officer, "/")
    assert "1 building was judged in 2025: 1 owes an energy retrofit, as many as in 2024." in text
    assert "It was the first one: everything is new." in text
    assert "Test officer" in text


def test_the_director_may_assess_and_the_officer_of_a_district_may_not(run, director, officer):
    assert "Assess now" in read(director, "/")
    assert "Assess now" not in read(officer, "/")


def test_what_changed_names_verdicts_and_opens_them(run, city, tower, officer):
    tower.figures = {2024: (126.4, 80), 2025: (70, 80)}
    assessed(city, [tower])
    text = read(officer, "/")
    assert "What changed with the last assessment" in text
    assert "energy limit (32.2.1)" in text


def test_every_chart_of_the_city(run, director):
    for name in ("excess", "districts", "years"):
        assert "Source" in read(director, f"/charts/{name}")
    read(director, "/charts/other", status=404)


def test_a_member_of_an_organisation_begins_at_the_inbox(run, owner, client):
    client.force_login(owner.user)
    assert client.get("/").url == "/inbox"
    assert "No building is on file for your organisation" in read(owner, "/buildings")


def test_empty_pages_say_what_would_fill_them(city, futian, officer, director):
    assert "No buildings yet" in read(officer, "/")
    assert "No buildings yet" in read(officer, "/buildings")
    make_case(futian, "New", {2025: (70, 80)})
    assert "1 building waits for the first assessment" in read(director, "/")
    assert "Nothing has been assessed yet" in read(officer, "/findings")


def test_a_person_without_a_post_is_told_so(city):
    assert "You hold no duty post today" in read(make_actor("nobody"), "/")


def test_without_a_standard_in_use_the_city_says_so(city, futian, officer):
    case = make_case(futian, "New", {2025: (70, None)})
    case.yearly["why:constraint_value"] = "no_standard"
    assessed(city, [case])
    assert "No energy standard is in use" in read(officer, "/")


def test_nothing_owed_is_good_news(city, futian, officer):
    assessed(city, [make_case(futian, "Fine", {2025: (70, 80)})])
    assert "Nothing is owed under the energy limit" in read(officer, "/")
    assert "Nothing here" in read(officer, "/findings?tab=breached")


def test_an_edition_is_said_in_words(run, officer):
    text = read(officer, f"/editions/{run.edition_id}")
    assert "Article 32.2: energy retrofit" in text
    assert "only after an order to correct has expired" in text
    read(officer, "/editions/nothing", status=404)
