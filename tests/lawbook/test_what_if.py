"""The page *what if*: what it offers, what it finds, to whom, and what it refuses."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.assessment.services import assess
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.lawbook.book import book_of
from greenward.bureau.lawbook.whatif import numbers
from greenward.law.amend import change_of
from greenward.law.canonical import digest
from greenward.law.shenzhen import PACK
from tests.assessment.amendable import amendable_city

from .test_pages import show, words  # noqa: F401 - the fixture that opens a page

PAGE = "/law/what-if/"
PERCENT = f"n.{next(iter(change_of(PACK, '32.2.3:150=130')))}"
LARGE = f"n.{next(iter(change_of(PACK, '32.2.3:20000=1')))}"
LOW, HIGH = "n.32.2.3.fine_low", "n.32.2.3.fine_high"


def url(**asked: str) -> str:
    return f"{PAGE}?{urlencode(asked)}"


def moving(**asked: Any) -> str:
    return url(**{PERCENT: "130"} | asked)


@pytest.fixture
def made(city, futian, nanshan) -> dict[str, Any]:
    buildings = amendable_city(city, futian, nanshan)
    assess(Actor.operator(), city, timezone.localdate())
    return buildings


needs_db = pytest.mark.django_db


# --- what is offered ------------------------------------------------------------------------


@needs_db
def test_at_first_every_number_stands_as_in_force(show, made, director):  # noqa: F811
    page = show(director, PAGE)
    assert re.search(rf'name="{re.escape(PERCENT)}" value="150"', page)
    assert 'value="500,000"' in page and 'value="20,000"' in page
    assert "Nothing is moved yet" in words(page)
    assert f"the law in force stays edition {digest(PACK)[:12]}" in words(page)
    assert "150% of the value is 50% above it." in words(page)
    assert "commercial office, class A" in words(page)


@needs_db
def test_both_years_of_the_rule_are_one_number(show, made, director):  # noqa: F811
    page = show(director, PAGE)
    assert page.count("of the constraint value of the year before") == 1
    assert "The same number holds for: The energy use intensity of the year before" in words(page)


@needs_db
def test_every_number_of_the_law_is_a_sentence_with_a_place_to_fill_in(made):
    for number in numbers.numbers(book_of(digest(PACK))).values():
        before, _after = number.sentence
        assert before and number.written(number.value) not in before, number.label
        assert number.stands(number.written(number.value))


@needs_db
def test_a_rule_nothing_answers_is_offered_and_said_not_to_be_counted(show, made, director):  # noqa: F811
    page = show(director, url(rule="14.1", **{"n.14.1.fine_low": "3"}))
    assert "Nothing on file can count what this changes." in words(page)
    assert "Moved as well, but not counted" in words(page)
    assert "% of:" in words(page)


# --- what is found --------------------------------------------------------------------------


@needs_db
def test_the_finding_says_who_and_how_much(show, made, director):  # noqa: F811
    said = words(show(director, moving()))
    assert "1 more building would be bound (30,000 m²): energy retrofit 1." in said
    assert "None would be released." in said
    assert "2 buildings would be in breach of these duties instead of 1." in said
    assert "In force: at least ¥500,000.00, at most ¥1,000,000.00." in said
    assert "On paper: at least ¥1,000,000.00, at most ¥2,000,000.00." in said
    assert "+¥500,000.00 at the lower end, +¥1,000,000.00 at the upper end" in said
    assert "Persons directly responsible: 1%–5% of the fine imposed" in said
    assert "Energy retrofit: 2 buildings bound instead of 1" in said


@needs_db
def test_the_list_names_the_building_and_links_it(show, made, director):  # noqa: F811
    page = show(director, moving())
    assert f'href="/buildings/{made["near"].pk}"' in page
    assert f'href="/buildings/{made["far"].pk}"' not in page
    released = show(director, url(**{PERCENT: "170", "list": "released"}))
    assert f'href="/buildings/{made["far"].pk}"' in released


@needs_db
def test_a_building_that_many_duties_bind_counts_once(show, made, director):  # noqa: F811
    said = words(show(director, url(**{LARGE: "12,000"})))
    assert "1 more building would be bound (12,000 m²):" in said
    assert "energy audit and measures 1" in said and "energy retrofit 1" in said


@needs_db
def test_limits_all_and_one(show, made, director):  # noqa: F811
    said = words(show(director, url(all="-10")))
    assert "2 more buildings would be bound (60,000 m²)" in said
    assert "All limits, % of those in force" in said
    own = words(show(director, url(**{"all": "-10", "limit.office-commercial-B": "80"})))
    assert "Nothing would change for any of 4 buildings." in own


@needs_db
def test_a_fine_moves_no_building(show, made, director):  # noqa: F811
    said = words(show(director, url(**{HIGH: "2,000,000"})))
    assert "as many as now" in said and "newly bound buildings 0" in said
    assert "+¥0.00" not in said and "¥0.00 at the lower end" in said
    assert "+¥1,000,000.00 at the upper end" in said


@needs_db
def test_a_fine_that_is_a_share_takes_per_cent(show, made, director):  # noqa: F811
    page = show(director, url(rule="18.2.1", **{"n.18.2.1.fine_high": "3"}))
    assert "2 → 3" in words(page)


# --- to whom --------------------------------------------------------------------------------


@needs_db
def test_each_sees_what_lies_in_the_own_posts(show, made, officer, sibling_officer, owner):  # noqa: F811
    assert "1 more building would be bound" in words(show(officer, moving()))
    for who in (sibling_officer, owner):
        page = show(who, moving())
        assert "1 more building" not in words(page) and "near" not in words(page)


@needs_db
def test_an_owner_sees_the_own_building_and_no_file(show, made, owner):  # noqa: F811
    type(made["near"]).objects.filter(pk=made["near"].pk).update(owner=owner.organisations[0])
    page = show(owner, moving())
    assert "1 more building would be bound" in words(page) and "format=csv" not in page
    show(owner, moving(format="csv"), status=403)


@needs_db
def test_one_district_and_one_year(show, made, director):  # noqa: F811
    assert "1 more building" in words(show(director, moving(district="440304")))
    assert "Nothing would change" in words(show(director, moving(district="440305")))
    assert "1 more building" not in words(show(director, moving(year="2024")))
    assert "There is a problem" in words(show(director, moving(district="1"), status=422))


# --- what is refused ------------------------------------------------------------------------


@needs_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({LOW: "2,000,000"}, "At least 2,000,000 is above at most 1,000,000: that is no band."),
        ({HIGH: "1"}, "At least 500,000 is above at most 1: that is no band."),
        ({HIGH: "0"}, "Write an amount, at most above nought."),
        ({PERCENT: "much"}, "Write a number, such as 150."),
        ({PERCENT: "0"}, "Write a percentage above 0"),
        ({PERCENT: "130.001"}, "The law does not count that finely here."),
        ({PERCENT: "1e99"}, "Write a number, such as 150."),
        ({LARGE: "-1"}, "Write a value from"),
        ({"n.000000000000": "1"}, "no longer stands in the law"),
        ({"all": "-100"}, "Write a change above -100"),
        ({"all": "x"}, "Write a number, such as 90."),
        ({"limit.office-commercial-A": "0"}, "A limit is above nought"),
        ({"limit.office-commercial-A": "80.00001"}, "Write at most four decimals."),
    ],
)
def test_what_is_no_law_is_refused_in_place(show, made, director, asked, said):  # noqa: F811
    page = show(director, url(**asked), status=422)
    assert page.count("There is a problem") == 1 and said in words(page)
    assert "building would be bound" not in words(page) and "newly bound buildings" not in page


@needs_db
@pytest.mark.parametrize("value", ["NaN", "Infinity", "−Infinity", "1e400", "٣"])
def test_no_strange_number_breaks_the_page(client, made, director, value):
    client.force_login(director.user)
    for name in (PERCENT, LARGE, LOW, "all", "limit.office-commercial-A"):
        assert client.get(url(**{name: value})).status_code in (200, 302, 422)


# --- state ----------------------------------------------------------------------------------


@needs_db
def test_the_address_keeps_only_what_is_moved(client, made, director):
    client.force_login(director.user)
    asked = {PERCENT: "130", LARGE: "20,000", LOW: "500000", "all": "", "year": "2025", "show": ""}
    answer = client.get(url(**asked, **{"limit.office-commercial-A": "80"}))
    assert answer.status_code == 302
    assert answer["Location"] == moving()
    assert client.get(answer["Location"]).status_code == 200


@needs_db
def test_numbers_of_other_rules_stay_when_another_rule_is_shown(show, made, director):  # noqa: F811
    page = show(director, moving(rule="27.1"))
    assert re.search(rf'name="{re.escape(PERCENT)}" value="130"', page)
    assert "In other rules" in words(page) and "150 → 130" in words(page)
    back = re.search(r'href="(\?[^"]*)">take back', page)
    assert back and "130" not in unescape(back[1])


@needs_db
def test_nothing_is_stored(show, made, director):  # noqa: F811
    show(director, PAGE)

    def rows() -> dict[str, int]:
        """The rows of every table but those that keep sign-ins."""
        doors = ("doors.Session", "doors.Attempt", "casework.SecurityEvent")
        kept = (m for m in apps.get_models() if m._meta.label not in doors)
        return {model._meta.label: model.objects.count() for model in kept}

    before = rows()
    show(director, moving(all="-10"))
    assert rows() == before


@needs_db
def test_the_file_holds_every_building_that_moves_and_is_logged(show, client, made, director):  # noqa: F811
    client.force_login(director.user)
    client.cookies["django_language"] = "en"
    answer = client.get(moving(format="csv"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("\ufeffBuilding code,Name,District")
    assert [line.split(",")[1:8] for line in lines[1:]] == [
        [
            "near",
            "Futian",
            '"commercial office',
            ' class B"',
            "30000.00",
            "32.2.3",
            "energy retrofit",
        ]
    ]
    assert "500000.00,1000000.00" in lines[1] and "Newly bound" in lines[1]
    assert AuditEvent.objects.filter(act="export").count() == 1


@needs_db
def test_the_queries_do_not_grow_with_what_is_moved(client, made, director):
    client.force_login(director.user)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert asked(PAGE) <= 14
    assert asked(url(**{LARGE: "12,000", "all": "-10"})) == asked(moving()) <= 20


@needs_db
def test_both_languages_are_whole(show, made, director):  # noqa: F811
    page = words(show(director, moving(all="-10"), "zh-hans"))
    assert "假如法规另作规定" in page and "现行法规仍是版本" in page
    for english in ("would be", "In force", "On paper", "Newly", "By duty", "take back"):
        assert english not in page


# --- in a browser ---------------------------------------------------------------------------


@pytest.fixture
def made_live(transactional_db, city, futian, nanshan) -> dict[str, Any]:
    buildings = amendable_city(city, futian, nanshan)
    assess(Actor.operator(), city, date(2026, 11, 20))
    return buildings


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_width_scrolls_sideways(page, sign_in, made_live, director, width, language):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, director.user, language)
    for address in (PAGE, moving(all="-10"), url(**{LOW: "2,000,000"}), url(rule="6.1.1")):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(over) == 0, address


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_by_keyboard_a_number_is_moved_and_the_city_answers(page, sign_in, made_live, director):
    sign_in(page, director.user, "en")
    page.goto("/law/articles/32/")
    rule = page.locator("[id='rule-32.2.3'] details", has_text="Try other numbers")
    rule.evaluate("node => node.open = true")
    rule.get_by_role("link", name="Try other numbers").click()
    field = page.get_by_label("The year's energy use intensity is at least")
    expect(field).to_have_value("150")
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("130")
    page.keyboard.press("Enter")
    expect(page.locator(".lede")).to_contain_text("1 more building would be bound")
    expect(page.locator("svg[role=img]:visible")).to_be_visible()
    page.get_by_role("link", name="take back").click()
    expect(page.get_by_text("Nothing is moved yet")).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_error_is_led_to_its_field(page, sign_in, made_live, director):
    sign_in(page, director.user, "en")
    page.goto(url(**{LOW: "2,000,000"}))
    page.locator(".error-summary a").click()
    assert page.evaluate("document.activeElement.name") == LOW
