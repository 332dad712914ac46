"""The editor of the discretion table in a real browser, on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role
from greenward.bureau.statutes import discretion
from greenward.bureau.statutes.models import DiscretionTable, DiscretionTier
from tests.fixtures.people import area, make_actor

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(transactional_db: None) -> DiscretionTable:
    city = area("440300", "深圳市", "Shenzhen", pack="shenzhen")
    make_actor("standards", (Role.STANDARDS, city))
    make_actor("director", (Role.DIRECTOR, city))
    return discretion.draft(Actor.operator())


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_table_is_drafted_and_published(
    page: Any, sign_in: Any, draft: DiscretionTable, width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, "standards", language)
    page.goto(f"/law/desk/discretion/{draft.pk}/")
    assert fits(page, width)
    page.locator("a[href$='/fines/sz-2022/55/']").click()
    expect(page.locator(".lede")).to_contain_text("¥100,000 – ¥300,000", use_inner_text=True)
    fill(page, 0, "较轻", "100000", "200000")
    fill(page, 1, "较重", "150000", "300000")
    page.locator("main form .button").first.click()
    expect(page.locator(".error-summary li")).to_have_count(1)
    assert page.locator("[name=tier-1-low]").get_attribute("aria-invalid") == "true"
    assert fits(page, width)
    page.fill("[name=tier-1-low]", "200000")
    page.locator("main form .button").first.click()
    page.wait_for_url(f"**/discretion/{draft.pk}/")
    assert DiscretionTier.objects.count() == 2
    page.locator("a[href$='/name/']").click()
    page.fill("[name=title]", "裁量基准")
    page.fill("[name=document]", "1号")
    page.fill("[name=first_day]", "2026-01-01")
    page.locator("main form .button").click()
    page.wait_for_url(f"**/discretion/{draft.pk}/")
    assert fits(page, width)
    sign_in(page, "director", language)
    page.goto(f"/law/desk/discretion/{draft.pk}/")
    page.locator("form[action$='/publish/'] button").click()
    page.wait_for_load_state()
    draft.refresh_from_db()
    assert draft.published_by == "Director"


def fill(page: Any, at: int, name: str, low: str, high: str) -> None:
    for field, value in (("name_zh", name), ("low", low), ("high", high), ("criteria_zh", name)):
        page.fill(f"[name=tier-{at}-{field}]", value)


def fits(page: Any, width: int) -> bool:
    """Whether nothing sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width)
