"""The main ways through the pages in a real browser: phone and desk, both languages, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.enforcement.models import CorrectionOrder
from tests.fixtures.people import make_actor

from .factories import Case, assessed, make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}


@pytest.fixture
def cases(transactional_db: None, city: Area, futian: Area, nanshan: Area) -> list[Case]:
    figures = {2023: (121.6, 80), 2024: (126.4, 80), 2025: (137.2, 80)}
    made = [
        make_case(
            futian,
            "岭南大厦",
            figures,
            yearly={"energy_retrofit_done": False},
            code="440304A017",
            owner=Organisation.objects.create(name="Lingnan Property"),
        ),
        make_case(nanshan, "海岳中心", {2025: (70, 80)}, code="440305A001"),
    ]
    made += [make_case(futian, f"前海中心{n}", {2025: (60 + 3 * n, 80)}) for n in range(12)]
    assessed(city, made)
    return made


def sideways(page: Any) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_scrolls_sideways_or_breaks_the_policy(
    page, sign_in, cases, officer, size, language
):
    page.set_viewport_size(size)
    sign_in(page, officer.user, language)
    building = f"/buildings/{cases[0].building.pk}"
    for url in (
        "/",
        "/buildings",
        "/findings",
        "/findings?tab=unknown",
        building,
        f"{building}/order/32.2.3?year=2025",
    ):
        assert page.goto(url).status == 200
        page.wait_for_load_state("networkidle")
        assert page.locator("[aria-busy=true]").count() == 0, f"{url} still waits for a part"
        assert sideways(page) == 0, url
        expect(page.locator("h1")).to_have_count(1)


def test_charts_are_drawn_and_each_has_its_table(page, sign_in, cases, director):
    sign_in(page, director.user, "en")
    page.goto("/")
    page.wait_for_selector("figure.chart >> nth=2")
    expect(page.locator("figure.chart")).to_have_count(3)
    page.get_by_text("Show as a table").nth(1).click()
    page.locator("figure.chart table").nth(1).get_by_role("link", name="Nanshan").click()
    assert "district=440305" in page.url
    expect(page.locator("tbody tr")).to_have_count(1)


def test_from_the_city_to_an_order_to_correct(page, sign_in, cases, officer):
    sign_in(page, officer.user, "en")
    page.goto("/")
    page.get_by_role("link", name="owe an energy retrofit").click()
    page.get_by_role("link", name="岭南大厦").click()
    expect(page.locator(".lede")).to_contain_text(
        "71.5 % over, 3 years running", use_inner_text=True
    )
    page.locator(".tasks").get_by_role("link", name="Order to correct").click()
    page.get_by_text("The order was already issued on paper").click()
    page.get_by_label("Number of the order").fill("2026-017")
    page.get_by_label("Issued on").fill("2026-11-02")
    page.get_by_label("Served on").fill("2026-11-03")
    page.get_by_label("To be corrected by").fill("2027-03-01")
    page.get_by_role("button", name="Record the order").click()
    page.wait_for_url("**/buildings/*#duty-32.2.3")
    assert "Order 2026-017 of 2026-11-02, to be corrected by 2027-03-01" in page.content()
    assert CorrectionOrder.objects.get().duty == "32.2.3"


def test_filters_and_orders_change_the_list_without_leaving_the_page(page, sign_in, cases, officer):
    sign_in(page, officer.user, "en")
    page.goto("/buildings")
    expect(page.locator("tbody tr")).to_have_count(13)
    page.get_by_label("Verdict").select_option("breached")
    page.wait_for_url("**verdict=breached**")
    expect(page.locator("tbody tr")).to_have_count(6)
    page.get_by_role("link", name="Over the limit").click()
    page.wait_for_url("**sort=excess**")
    page.get_by_role("link", name="Over the limit").click()
    page.wait_for_url("**sort=-excess**")
    expect(page.locator("tbody tr").first).to_contain_text("岭南大厦", use_inner_text=True)
    page.go_back()
    page.wait_for_url("**sort=excess**")


def test_the_keyboard_reaches_the_list_and_opens_a_reason(page, sign_in, cases, officer):
    sign_in(page, officer.user, "en")
    page.goto(f"/buildings/{cases[-1].building.pk}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    closed = page.locator("details.reason:not([open]) > summary").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if closed.evaluate("node => node === document.activeElement"):
            break
    else:
        pytest.fail("the keyboard does not reach the reasons")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_a_chip_opens_the_reasons_it_leads_to(page, sign_in, cases, officer):
    sign_in(page, officer.user, "en")
    page.goto(f"/buildings/{cases[0].building.pk}")
    page.get_by_role("link", name="energy data (25.2)").first.click()
    expect(page.locator("#duty-25\\.2")).to_be_visible()


def test_without_scripts_everything_is_a_link_away(browser, live_server, sign_in, cases, officer):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, officer.user, "en")
    page.goto("/")
    page.get_by_role("link", name="Distribution of the excess").click()
    expect(page.locator("figure.chart")).to_have_count(1)
    page.goto("/buildings")
    page.get_by_label("Verdict").select_option("satisfied")
    page.get_by_role("button", name="Apply").click()
    assert "verdict=satisfied" in page.url
    context.close()


def test_an_owner_sees_the_own_building_on_a_phone(page, sign_in, cases, futian):
    page.set_viewport_size(PHONE)
    member: Actor = make_actor("member", organisations=(cases[0].building.owner,))
    sign_in(page, member.user, "zh-hans")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("待办", use_inner_text=True)
    page.goto("/buildings")
    expect(page.locator("h1")).to_have_text("我的建筑", use_inner_text=True)
    page.get_by_role("link", name="岭南大厦").click()
    assert "提交节能改造方案和竣工文件" in page.content()
    expect(page.locator("form[action*=record]")).to_have_count(0)
    assert sideways(page) == 0
