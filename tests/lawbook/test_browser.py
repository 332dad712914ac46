"""The law browser in a real browser: phone and desk, both languages, by keyboard, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from greenward.bureau.accounts.models import Area

from .kit import judged_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
PAGES = (
    "/law/",
    "/law/?q=%E8%83%BD%E8%80%97",
    "/law/articles/32/",
    "/law/articles/13/",
    "/law/articles/47/",
    "/law/articles/57/",
    "/law/gates/",
    "/law/fines/",
    "/law/facts/constraint_value/",
    "/law/rules/32.2.2/examples/",
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('main details').forEach(node => node.open = true)"


@pytest.fixture
def judged(transactional_db: None, city: Area, futian: Area, nanshan: Area) -> Any:
    return judged_city(city, futian, nanshan)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_scrolls_sideways_or_breaks_the_policy(
    page, sign_in, judged, officer, size, language
):
    page.set_viewport_size(size)
    sign_in(page, officer.user, language)
    for url in PAGES:
        assert page.goto(url).status == 200
        page.evaluate(OPEN_ALL)
        assert page.evaluate(SIDEWAYS) == 0, url
        expect(page.locator("h1")).to_have_count(1)


def test_the_search_narrows_the_list_without_leaving_the_page(page, sign_in, judged, officer):
    sign_in(page, officer.user, "en")
    page.goto("/law/")
    everything = page.locator(".articles > li").count()
    page.get_by_label("Search the law").fill("audit")
    page.get_by_label("Search the law").press("Enter")
    page.wait_for_url("**q=audit**")
    expect(page.locator("mark").first).to_be_visible()
    assert 0 < page.locator(".articles > li").count() < everything
    page.get_by_label("with a fine").check()
    page.wait_for_url("**fine=on**")
    page.get_by_role("link", name="Energy consumption").click()
    assert page.locator("h1").inner_text().startswith("Article 32")


def test_from_an_article_to_those_who_breach_it(page, sign_in, judged, officer):
    sign_in(page, officer.user, "en")
    page.goto("/law/articles/27/")
    page.locator(".lede a").click()
    row = page.locator("#today tbody tr", has=page.locator("a[href='#rule-27.1']"))
    row.locator("td[data-label=breaches] a").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("岭南大厦", use_inner_text=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_gate_of_the_picture_leads_to_its_grounds(page, sign_in, judged, officer, size):
    page.set_viewport_size(size)
    sign_in(page, officer.user, "en")
    page.goto("/law/gates/")
    box = page.locator("svg.gates:visible a").last
    box.focus()
    page.keyboard.press("Enter")
    target = box.get_attribute("href")
    assert page.url.endswith(target)
    expect(page.locator(f"[id='{target[1:]}'] ol li").first).to_be_attached()


def test_the_keyboard_opens_the_facts_and_examples(page, sign_in, judged, officer):
    sign_in(page, officer.user, "en")
    page.goto("/law/articles/32/")
    summary = page.locator("details:not([open]) > summary", has_text="fact").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if summary.evaluate("node => node === document.activeElement"):
            break
    else:
        pytest.fail("the keyboard does not reach the facts")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_without_scripts_search_and_filters_work(browser, live_server, sign_in, judged, officer):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, officer.user, "zh-hans")
    page.goto("/law/")
    page.get_by_label("检索法规").fill("能源审计")
    page.get_by_role("button").filter(has_text="筛选").click()
    expect(page.locator("mark").first).to_be_attached()
    expect(page.locator(".articles .no").first).to_contain_text("32", use_inner_text=True)
    context.close()
