"""Every component in a real browser: on a phone and a desk, by keyboard, with and without scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SIZES = [(375, 667), (800, 900), (1280, 900)]

WIDER_THAN_THE_PAGE = """() => [...document.querySelectorAll("body *")].filter(e => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility({contentVisibilityAuto: true}) && box.right > innerWidth + 1
        && !e.closest(".table-wrap, .visually-hidden, .skip-link");
}).map(e => e.outerHTML.slice(0, 120))"""

OUT_OF_REACH = """() => {
    const named = e => (e.innerText || e.getAttribute("aria-label") || e.title || "").trim();
    const labelled = e => e.labels?.length || e.getAttribute("aria-label");
    const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
    const shown = q => [...document.querySelectorAll(q)].filter(e => e.checkVisibility());
    return [
        ...ids.filter((id, n) => ids.indexOf(id) < n).map(id => "id twice: " + id),
        ...shown("input:not([type=hidden]), select, textarea")
            .filter(e => !labelled(e)).map(e => "no label: " + e.name),
        ...shown("a, button, summary").filter(e => !named(e)).map(e => "no name: " + e.outerHTML),
        ...shown("img:not([alt])").map(e => "no alt: " + e.src),
        ...shown("button, .button, .pagination a, .menu summary")
            .filter(e => e.getBoundingClientRect().height < 24).map(e => "too low: " + named(e)),
    ];
}"""


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.GREENWARD_DEMO = True


@pytest.fixture
def plain_page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A page whose browser runs no scripts."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


def in_language(page: Any, language: str) -> None:
    cookie = {"name": "django_language", "value": language, "domain": "localhost", "path": "/"}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_component_fits(
    page: Any, tmp_path: Path, language: str, width: int, height: int
) -> None:
    in_language(page, language)
    page.set_viewport_size({"width": width, "height": height})
    assert page.goto("/kit").status == 200
    page.wait_for_selector(".lazy", state="detached")
    folder = Path(os.environ.get("GREENWARD_SCREENSHOTS", tmp_path))
    page.screenshot(path=folder / f"kit-{language}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
    assert page.evaluate(OUT_OF_REACH) == []
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == language


def test_the_gallery_is_closed_outside_a_demonstration(settings: Any) -> None:
    settings.GREENWARD_DEMO = False
    assert Client().get("/kit").status_code == 404


def test_a_chart_shows_the_drawing_that_is_legible(page: Any) -> None:
    for width, shown in ((1280, "wide"), (375, "narrow")):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/kit")
        visible = page.locator(".chart").first.locator("svg:visible")
        assert visible.count() == 1
        assert visible.locator("xpath=..").get_attribute("class") == shown
        scale = visible.evaluate(
            "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
        )
        assert scale * 12 > 11


def test_sorting_swaps_the_list_and_nothing_else(page: Any) -> None:
    page.goto("/kit")
    page.evaluate("window.kept = true")
    page.click("#sort-area")
    page.wait_for_url("**/kit?sort=area")
    page.wait_for_selector("th[aria-sort=ascending] #sort-area")
    assert page.evaluate("window.kept")
    assert page.evaluate("document.activeElement.id") == "sort-area"


def test_paging_keeps_the_filters(page: Any) -> None:
    page.goto("/kit?kind=hotel")
    page.click("text=下一页")
    page.wait_for_url("**/kit?kind=hotel&page=2")
    page.wait_for_selector("text=第 6–10 条，共 23 条")


def test_a_filter_applies_when_it_is_chosen(page: Any) -> None:
    page.goto("/kit")
    page.evaluate("window.kept = true")
    page.select_option("select[name=kind]", "hotel")
    page.wait_for_url("**/kit?*kind=hotel*")
    assert page.evaluate("window.kept")


def test_everything_works_without_scripts(plain_page: Any) -> None:
    page = plain_page
    page.goto("/kit")
    assert not page.is_visible(".copy") and not page.is_visible(".skeleton")
    page.select_option("select[name=kind]", "hotel")
    page.click(".filter-bar button")
    page.wait_for_url("**/kit?*kind=hotel*")
    page.click("#sort-area")
    page.wait_for_url("**/kit?*sort=area*")
    page.click(".language button")
    page.wait_for_selector("html[lang=en]")
    assert "sort=area" in page.url and "kind=hotel" in page.url
    page.locator(".lazy a").click()
    expect(page.locator("svg").first).to_be_attached()


def test_the_keyboard_reaches_the_content_and_the_menu(page: Any) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto("/kit")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".menu .tools", state="visible")
    page.keyboard.press("Escape")
    page.wait_for_selector(".menu .tools", state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_errors_of_a_form_are_reached_first_and_lead_to_their_fields(page: Any) -> None:
    page.goto("/kit")
    assert "error-summary" in page.evaluate("document.activeElement.className")
    page.click(".error-summary a >> nth=1")
    assert page.evaluate("document.activeElement.id") == "id_way_0"


def test_a_form_is_sent_once(page: Any) -> None:
    page.goto("/kit")
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.evaluate(
        "() => { const form = document.querySelector('main form[method=post]');"
        " form.requestSubmit(); form.requestSubmit(); }"
    )
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_a_part_that_cannot_be_loaded_says_so(page: Any) -> None:
    page.route("**/kit?part=excess", lambda route: route.abort())
    page.goto("/kit")
    page.wait_for_selector("#messages .notice.bad >> text=未能加载")


def test_a_text_is_copied(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/kit")
    page.click(".copy")
    page.wait_for_selector("text=已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "440304A017"


def test_print_keeps_the_matter_and_drops_the_tools(page: Any) -> None:
    page.goto("/kit")
    page.emulate_media(media="print")
    for tool in (".site-nav", ".filter-bar", ".button", ".downloads", ".language"):
        assert not page.locator(tool).first.is_visible()
    assert page.is_visible("h1") and page.is_visible("#buildings .data")
