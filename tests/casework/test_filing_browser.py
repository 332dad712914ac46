"""Filing documents in a real browser: several dropped at once, one refused in words, the rest kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import examining
from greenward.bureau.casework.models import Filing, Matter

from . import papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_several_files_one_refused(
    page: Any, sign_in: Callable[..., None], owner: Actor, matter: Matter
) -> None:
    sign_in(page, owner.user, "en")
    page.goto(reverse("casework:file", args=[matter.pk]))
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "Audit.pdf", "mimeType": "application/pdf", "buffer": papers.pdf()},
            {"name": "Tool.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(99)},
        ]
    )
    page.get_by_label("What it is").select_option("report")
    page.get_by_role("button", name="File documents").click()
    page.get_by_text("Not taken").wait_for()
    expect(page.locator(".notice.bad")).to_contain_text("Tool.pdf", use_inner_text=True)
    page.locator(".notice.good").get_by_role("link", name="Audit").click()
    page.get_by_role("heading", name="Audit").wait_for()


def test_the_pages_fit_a_phone(
    page: Any, sign_in: Callable[..., None], officer: Actor, matter: Matter
) -> None:
    from greenward.bureau.casework.filings import file_document, redact, replace

    first = file_document(
        officer, matter, papers.upload(papers.pdf(), "a.pdf"), "report", "审计报告"
    )
    newer = replace(officer, first, papers.upload(papers.pdf("second"), "b.pdf"))
    redact(officer, newer, papers.upload(papers.pdf("less"), "c.pdf"))
    for filing in Filing.objects.all():
        examining.run(filing.pk)
    sign_in(page, officer.user)
    addresses = {
        "file": reverse("casework:file", args=[matter.pk]),
        "filing": reverse("casework:filing", args=[newer.pk]),
        "label": reverse("casework:label", args=[newer.pk]),
        "privacy": reverse("casework:privacy"),
    }
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in addresses.items():
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
