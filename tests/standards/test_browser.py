"""The standards desk in a real browser: an official confirms what buildings wait for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from greenward.bureau.accounts.models import Role
from greenward.bureau.standards import services, waiting
from greenward.bureau.standards.models import Ruling, StandardRow
from greenward.bureau.standards.waiting import Waiting
from tests.fixtures.people import area, make_actor

from .kit import OPERATOR

pytestmark = pytest.mark.browser


@pytest.fixture
def rows(transactional_db: None) -> Iterator[list[StandardRow]]:
    """Two rows that 300 buildings wait for, and an official to confirm them."""
    city = area("440300", "深圳市", "Shenzhen", pack="shenzhen", climate_zone="HSWW")
    make_actor("standards", (Role.STANDARDS, city))
    services.seed(OPERATOR)
    needed = list(StandardRow.objects.filter(selector__energy_class="office-commercial-A")[:2])
    before = waiting._counters[:]
    waiting.register(lambda actor: Waiting({row.pk: 300 for row in needed}, 300))
    yield needed
    waiting._counters[:] = before


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_confirming_what_buildings_wait_for(
    page: Any, sign_in: Any, rows: list[StandardRow], width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, "standards", language)
    page.goto("/standards/")
    lede = {
        "zh-hans": "2行待核准，涉及300栋建筑。",
        "en": "2 rows to confirm, 300 buildings wait on them.",
    }
    expect(page.locator(".lede")).to_have_text(lede[language], use_inner_text=True)
    assert fits(page, width)
    page.locator("form[action='/standards/confirm/'] button").first.click()
    page.wait_for_url("**/confirm/**")
    page.locator("table tbody tr").first.wait_for()
    expect(page.locator("table tbody tr"), "what waits is chosen beforehand").to_have_count(2)
    assert fits(page, width)
    page.fill("[name=source]", "GB/T 51161-2016, p. 9")
    page.locator("main form button").click()
    page.wait_for_url("**/standards/")
    said = Ruling.objects.values_list("row_id", "source")
    assert set(said) == {(row.pk, "GB/T 51161-2016, p. 9") for row in rows}


def test_the_keyboard_alone_chooses_and_confirms(
    page: Any, sign_in: Any, rows: list[StandardRow]
) -> None:
    sign_in(page, "standards", "en")
    page.goto(f"/standards/rows/{rows[0].pk}/")
    page.get_by_role("link", name="Confirm this row").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/**")
    page.locator("[name=source]").focus()
    page.keyboard.type("p. 9")
    page.keyboard.press("Tab")
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/standards/")
    assert Ruling.objects.get().row_id == rows[0].pk


def test_a_standard_and_its_forms_fit_a_phone(
    page: Any, sign_in: Any, rows: list[StandardRow]
) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    sign_in(page, "standards", "zh-hans")
    for address in (
        f"/standards/{rows[0].standard_id}/",
        f"/standards/rows/{rows[0].pk}/",
        "/standards/?show=duty",
        "/standards/?show=missing",
        "/standards/import/",
        "/standards/in-use/",
    ):
        page.goto(address)
        assert fits(page, 375), address


@pytest.mark.parametrize("width", [1280, 375])
def test_narrowing_the_desk_to_what_is_missing(
    page: Any, sign_in: Any, rows: list[StandardRow], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, "standards", "zh-hans")
    page.goto("/standards/")
    page.select_option("[name=show]", "missing")
    page.wait_for_url("**show=missing**")
    gap = page.get_by_text("旅馆建筑约束值（表5.2.2）未能取得")
    gap.wait_for()
    assert gap.is_visible(), "what is missing is open at once"
    expect(page.locator("#results")).to_contain_text("来源：标准原文。", use_inner_text=True)
    assert fits(page, width)
    page.get_by_role("link", name="第34条").first.click()
    page.wait_for_url("**/law/articles/34/")


def fits(page: Any, width: int) -> bool:
    """Whether nothing sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width)
