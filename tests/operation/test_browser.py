"""The buyer walks through the home with a phone, the developer repairs, the buyer confirms; and the
pages of handover and sale fit a phone in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.operation import handing, papers, selling
from greenward.bureau.operation.models import Defect, InspectionItem, PaperKind, Sale
from tests.casework.papers import jpeg

from .conftest import Estate, prepare, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 760}
SignIn = Callable[..., None]


def everything(estate: Estate) -> Sale:
    """All papers issued, the home handed over, a sale entered."""
    prepare(estate)
    actor, project = estate.developer, estate.project
    given = [
        papers.file_report(actor, project, report()),
        papers.issue(actor, project, PaperKind.GUARANTEE),
        papers.issue(actor, project, PaperKind.MANUAL),
    ]
    handing.hand_over(
        actor,
        project,
        building=estate.building,
        unit=estate.unit,
        receiver="owner",
        name="",
        on=timezone.localdate(),
        given=given,
    )
    return selling.enter_sale(
        actor, project, permit="presale", number="2026-1", first_day=timezone.localdate()
    )


def test_a_buyer_inspects_alone_and_the_developer_repairs(
    page: Any, sign_in: SignIn, estate: Estate
) -> None:
    everything(estate)
    page.set_viewport_size(PHONE)
    sign_in(page, estate.buyer.user)
    page.goto(reverse("homes:own"))
    page.get_by_role("link", name="自己验房").click()
    page.get_by_role("button", name="签收").click()
    page.get_by_role("button", name="开始").click()
    first = page.locator(".look > li").first
    first.get_by_role("button", name="不正常").click()
    first.locator("input[name=remark]").wait_for()  # htmx asks for more, the page stays
    first.locator("input[name=remark]").fill("门关不严")
    first.locator("input[type=file]").set_input_files(
        {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    first.get_by_role("button", name="保存").click()
    first.locator("img.shot").wait_for()
    second = page.locator(".look > li").nth(1)
    second.get_by_role("button", name="✓").click()
    page.locator("#progress").get_by_text("已看 2 项").wait_for()
    item = InspectionItem.objects.get(place=1)
    assert (item.result, item.remark) == ("not_ok", "门关不严") and item.photo_id
    page.get_by_role("link", name="最后一步").first.click()
    page.wait_for_load_state()  # the photograph is there
    page.get_by_label("来了，也帮了忙").check()
    page.get_by_role("button", name="交给开发企业").click()
    page.get_by_text("正在处理").wait_for()

    defect = Defect.objects.get()
    sign_in(page, estate.developer.user)
    page.goto(reverse("operation:homes", args=[estate.project.pk]))
    page.locator("ul.tasks a").first.click()
    page.goto(reverse("casework:act", args=[defect.matter_id, "repair_defect"]))
    page.locator("textarea").fill("换了铰链")
    page.locator("input[type=file]").set_input_files(
        {"name": "after.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    page.locator("main form button[type=submit]").click()
    page.get_by_role("heading", level=1).wait_for()

    sign_in(page, estate.buyer.user)
    page.goto(reverse("casework:act", args=[defect.matter_id, "confirm_repair"]))
    page.locator("main form button[type=submit]").click()
    page.get_by_role("heading", level=1).wait_for()
    defect.matter.refresh_from_db()
    assert defect.matter.state == "closed"


def test_the_checklist_works_without_script(
    browser: Any, live_server: Any, sign_in: SignIn, estate: Estate
) -> None:
    """A plain POST for each item: an old phone in a cellar needs no more."""
    prepare(estate)
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, estate.buyer.user, "en")
    page.goto(reverse("operation:home", args=[estate.holding.unit_id]))
    page.get_by_role("button", name="Begin").click()
    page.locator(".look > li").first.get_by_role("button", name="✓").click()
    page.get_by_text("1 of").first.wait_for()
    assert InspectionItem.objects.get(place=1).result == "ok"
    context.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_fit_a_phone(
    page: Any, sign_in: SignIn, estate: Estate, language: str, shoot: Callable[[Any, str], None]
) -> None:
    sale = everything(estate)
    pk, unit = estate.project.pk, estate.holding.unit_id
    handover = estate.project.handovers.get().pk
    manual = papers.latest(estate.project, PaperKind.MANUAL)
    assert manual
    addresses = {
        "handover": reverse("operation:handover", args=[pk]),
        "particulars": reverse("operation:particulars", args=[pk]),
        "indicators": reverse("operation:indicators", args=[pk]),
        "equipment": reverse("operation:equipment", args=[pk]),
        "new": reverse("operation:new_handover", args=[pk]),
        "handed_over": reverse("operation:handed_over", args=[handover]),
        "sale": reverse("operation:sale", args=[pk]),
        "contract": reverse("operation:contract", args=[sale.pk]),
        "homes": reverse("operation:homes", args=[pk]),
        "check": reverse("operation:check", args=[manual.code]),
    }
    buyers = {"home": reverse("operation:home", args=[unit])}
    for who, pages in ((estate.developer, addresses), (estate.buyer, buyers)):
        sign_in(page, who.user, language)
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for name, address in pages.items():
                answer = page.goto(address)
                assert answer.status == 200, name
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{name} at {width}: {wide} px"
                shoot(page, f"{name}-{language}-{width}")
    page.set_viewport_size(PHONE)
    page.locator("form[action$=begin] button").click()
    page.locator(".look .answers button").nth(1).click()
    page.locator(".look input[name=remark]").first.wait_for()
    shoot(page, f"inspection-{language}")
    page.goto(reverse("operation:hand_in", args=[unit]))
    shoot(page, f"hand_in-{language}")
