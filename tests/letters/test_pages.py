"""The pages in a real browser: from the draft to the party's reading, and the check by anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models import Matter
from greenward.bureau.letters import serving
from greenward.bureau.letters.models import Authority, Consent, Letter, Opening

from .conftest import ORDER, pdf_of, write_order

QUERIES = 20
"""Most queries of a page of letters, session and navigation included; the same for any number."""


def test_from_the_draft_to_the_reading(
    page: Any,
    sign_in: Callable[..., None],
    matter: Matter,
    authority: Authority,
    officer: Actor,
    futian_director: Actor,
    owner: Actor,
    consent: Consent,
) -> None:
    sign_in(page, officer.user)
    page.goto(reverse("letters:of_matter", args=[matter.pk]))
    page.locator(f"a[href='{reverse('letters:write', args=[matter.pk, 'order'])}']").click()
    for name in ("found", "basis", "demand"):
        page.fill(f"[name={name}]", ORDER[name])
    page.fill("[name=days]", "30")
    page.check("[name=count][value=calendar_days]")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".letter-mark")).to_have_count(1)
    expect(page.get_by_role("button", name="签发")).to_have_count(0)

    sign_in(page, futian_director.user)
    page.reload()
    page.get_by_role("button", name="签发").click()
    expect(page.locator(".letter-mark")).to_have_count(0)
    letter = Letter.objects.get()
    expect(page.locator("h1")).to_contain_text(letter.number)

    sign_in(page, officer.user)
    page.reload()
    page.get_by_role("button", name="现在在收件箱送达").click()
    expect(page.locator(".lede")).to_contain_text("送达", use_inner_text=True)

    sign_in(page, owner.user)
    page.goto(reverse("letters:list"))
    page.get_by_role("link", name=letter.number).click()
    page.get_by_role("button", name="我已阅读").click()
    expect(page.get_by_role("button", name="我已阅读")).to_have_count(0)
    assert Opening.objects.get().confirmed_at is not None

    page.context.clear_cookies()
    page.goto(reverse("letters:check", args=[letter.code]))
    assert letter.number in page.content()
    assert "岭南大厦" not in page.content()
    paper = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf_of(letter).getvalue()}
    page.set_input_files("[name=file]", paper)
    page.locator("main button[type=submit]").click()
    expect(page.locator(".notice.good")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_fit_a_phone(
    language: str,
    page: Any,
    sign_in: Callable[..., None],
    issued: Letter,
    officer: Actor,
    consent: Consent,
) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    sign_in(page, officer.user, language)
    for name, args in (
        ("list", []),
        ("of_matter", [issued.matter_id]),
        ("letter", [issued.pk]),
        ("serve", [issued.pk]),
        ("consents_of", [consent.organisation_id]),
        ("check", [issued.code]),
    ):
        page.goto(reverse(f"letters:{name}", args=args))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 375, f"{name} is {wide} wide"


def test_a_list_costs_the_same_for_any_number(
    issued: Letter, officer: Actor, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(officer.user)
    client.get(reverse("letters:list"))
    with django_assert_max_num_queries(QUERIES) as few:
        client.get(reverse("letters:list"))
    for _ in range(5):
        write_order(officer, issued.matter)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("letters:list"))


def test_the_check_finds_a_changed_file_and_an_unknown_code(issued: Letter) -> None:
    client = Client()
    address = reverse("letters:check", args=[issued.code])
    true = pdf_of(issued).getvalue()
    for content, same in ((true, True), (true + b" ", False)):
        sent = SimpleUploadedFile("a.pdf", content, "application/pdf")
        answer = client.post(address, {"file": sent})
        assert answer.context["same"] is same
    assert client.get(reverse("letters:check", args=["AAAA-BBBB-CCCC-DDDD"])).status_code == 404
    found = client.post(reverse("letters:ask"), {"code": issued.code.lower()})
    assert found.status_code == 302 and found["Location"].endswith(issued.code)


def test_a_sealed_record_that_was_changed_is_told(
    issued: Letter, officer: Actor, consent: Consent
) -> None:
    """Whoever changes the database past its guards is found by the seal."""
    address = reverse("letters:check", args=[issued.code])
    assert Client().get(address).context["sealed"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE letters_letter SET issued_on = issued_on - 1")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert not Client().get(address).context["sealed"]


def test_a_party_gets_no_letter_before_service(
    issued: Letter, officer: Actor, owner: Actor, consent: Consent
) -> None:
    client = Client()
    client.force_login(owner.user)
    address = reverse("letters:letter", args=[issued.pk])
    assert client.get(address).status_code == 404
    assert client.get(reverse("letters:pdf", args=[issued.pk])).status_code == 404
    serving.in_inbox(officer, issued)
    assert client.get(address).status_code == 200
    assert Opening.objects.count() == 1


def test_who_signs_is_written_in_signs_that_can_be_printed(
    client: Client, authority: Authority, futian_director: Actor
) -> None:
    client.force_login(futian_director.user)
    given = {f.name: getattr(authority, f.name) for f in Authority._meta.fields if f.name != "area"}
    url = reverse("letters:authority", args=[authority.area_id])
    answer = client.post(url, given | {"name_zh": "局\u202e", "court_en": "Court\u200b"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name_zh", "court_en"}
    assert client.post(url, given | {"name_zh": "局"}).status_code == 302
