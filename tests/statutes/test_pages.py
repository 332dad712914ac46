"""The pages of the desk beside the law: what they lead with, and the acts done through them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.statutes import discretion, holidays, policies
from greenward.bureau.statutes.models import DiscretionTable, HolidayNotice, ImplementingPolicy
from greenward.bureau.statutes.texts import load
from greenward.law.shenzhen import PACK

from .kit import BAND, TIERS, band, page, send, signed_in, text

NOW = "2026-11-21T09:00:00+08:00"
OPERATOR = Actor.operator()


@pytest.fixture
def desk(standards_official: Actor) -> Client:
    return signed_in(standards_official)


@pytest.fixture
def head(director: Actor) -> Client:
    return signed_in(director)


def tier_form(*tiers: tuple[str, str, str], initial: int = 0, **more: str) -> dict[str, str]:
    """What the editor sends: names and ends as written, Chinese criteria for all."""
    data = {
        "tier-TOTAL_FORMS": str(max(len(tiers), initial) + 2),
        "tier-INITIAL_FORMS": str(initial),
    }
    for at, (name, low, high) in enumerate(tiers):
        criteria = f"{name}的情形" if name else ""
        data |= {f"tier-{at}-name_zh": name, f"tier-{at}-low": low, f"tier-{at}-high": high,
                 f"tier-{at}-criteria_zh": criteria}  # fmt: skip
    return data | more


# --- the overview ---------------------------------------------------------------------------


@time_machine.travel(NOW, tick=False)
def test_the_overview_leads_with_what_is_missing_and_what_follows(desk: Client) -> None:
    found = page(desk, "overview")
    assert "4 things are missing." in found
    for said in (
        "No discretion table in force",
        "Officers choose freely inside the legal band",
        "No policy switches on Article 47&#x27;s incentives",
        "2027 holidays are not published yet",
        "Deadlines in 2027 are provisional",
        "Chinese text not loaded: Regulations of Shenzhen",
    ):
        assert said in found, said
    assert found.index("2027 holidays") < found.index("2026 holidays are settled")


@time_machine.travel(NOW, tick=False)
def test_what_is_entered_moves_from_missing_to_on_file(desk: Client, director: Actor) -> None:
    holidays.enter(
        OPERATOR, year=2027, document="1", days={date(2027, 1, 1): False}, whole_year=True
    )
    policies.enter(
        OPERATOR, permission="47.1.1", document_number="1", title="t", first_day=date(2023, 1, 1)
    )
    table = discretion.draft(OPERATOR)
    discretion.set_tiers(OPERATOR, table, band(), TIERS)
    discretion.name(
        OPERATOR, table, title="T", document="D", first_day=date(2026, 1, 1), last_day=None
    )
    discretion.publish(director, table)
    load(OPERATOR, text("甲。"), "a.md")
    found = page(desk, "overview")
    assert "1 of 4 incentives of Article 47 is switched on" in found
    assert "2027 holidays are settled" in found
    assert "T, version 1 is in force" in found
    assert "Without tiers: Articles 48, 49.1," in found, "and says which fines are still open"
    assert "were read from other words: Regulations of Shenzhen" in found


def test_the_overview_asks_a_constant_number_of_questions(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    load(OPERATOR, text(*["甲。"] * 10), "a.md")
    for year in range(2031, 2036):
        holidays.enter(
            OPERATOR, year=year, document="1", days={date(year, 1, 1): False}, whole_year=True
        )
    page(desk, "overview")
    with django_assert_max_num_queries(16):
        page(desk, "overview")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ["overview", "texts", "discretion", "policies", "holidays"])
def test_every_page_speaks_one_language(
    standards_official: Actor, name: str, language: str
) -> None:
    found = page(signed_in(standards_official, language), name)
    assert f'lang="{language}"' in found.lower()
    assert ("法律配套" in found) == (language == "zh-hans")


# --- texts ----------------------------------------------------------------------------------


def test_a_text_is_uploaded_and_read(desk: Client) -> None:
    file = SimpleUploadedFile("garden.md", text("甲。", "乙：\n（一）子。"))
    sent = send(desk, "texts", {"file": file, "instrument": "", "language": ""})
    found = desk.get(sent.url).content.decode()
    assert "is loaded: 2 articles, 2 paragraphs, 1 item." in found
    assert "<strong>（一）</strong> 子。" in found
    shelf = page(desk, "texts")
    assert "rules were read from other words" in shelf and "garden.md" in shelf


def test_a_refused_file_says_why_on_the_page(desk: Client) -> None:
    file = SimpleUploadedFile("x.md", text("甲。", title="无题"))
    answer = send(desk, "texts", {"file": file, "instrument": "", "language": ""})
    assert answer.status_code == 422
    assert "does not say which instrument it is" in answer.content.decode()


def test_a_superseded_text_says_so(desk: Client) -> None:
    first = load(OPERATOR, text("甲。"), "a.md").text
    second = load(OPERATOR, text("乙。"), "b.md").text
    found = page(desk, "text", first.pk)
    assert reverse("statutes:text", args=[second.pk]) in found and "superseded" in found
    assert "superseded" not in page(desk, "text", second.pk)


# --- discretion -----------------------------------------------------------------------------


def test_a_table_from_the_first_draft_to_its_publication(desk: Client, head: Client) -> None:
    sent = send(desk, "discretion", {})
    table = DiscretionTable.objects.get()
    assert sent.url == reverse("statutes:table", args=[table.pk])
    tiers = tier_form(("较轻", "100000", "200000"), ("较重", "200000", "300000"))
    send(desk, "tiers", tiers, table.pk, "sz-2022", BAND)
    assert [(t.low, t.high) for t in table.tiers.all()] == [
        (100_000_00, 200_000_00),
        (200_000_00, 300_000_00),
    ]
    answer = send(head, "publish", {}, table.pk)
    assert answer.status_code == 422
    assert "Name the document" in answer.content.decode()
    named = {"title": "裁量基准", "document": "1号", "first_day": "2026-01-01", "last_day": ""}
    assert send(desk, "name", named, table.pk).status_code == 302
    assert send(head, "publish", {}, table.pk).status_code == 302
    table.refresh_from_db()
    assert not table.is_draft
    assert "裁量基准, version 1 is in force." in page(desk, "discretion")
    assert "Change the tiers" not in page(desk, "table", table.pk)


def test_the_editor_shows_the_band_and_each_error_at_its_field(desk: Client) -> None:
    table = discretion.draft(OPERATOR)
    assert "The law: ¥100,000 – ¥300,000" in page(desk, "tiers", table.pk, "sz-2022", BAND)
    wrong = tier_form(("较轻", "100000", "200000"), ("较重", "150000", "400000"), ("", "5", ""))
    answer = send(desk, "tiers", wrong, table.pk, "sz-2022", BAND)
    assert answer.status_code == 422
    forms = answer.context["form"].forms
    assert set(forms[2].errors) == {"name_zh", "high", "criteria_zh"}
    right = tier_form(("较轻", "100000", "200000"), ("较重", "150000", "400000"))
    answer = send(desk, "tiers", right, table.pk, "sz-2022", BAND)
    errors = [dict(form.errors) for form in answer.context["form"].forms]
    assert errors[0] == {} and set(errors[1]) == {"low", "high"}
    assert not table.tiers.exists()


def test_tiers_are_kept_from_the_lightest_up_and_an_emptied_one_is_taken_out(desk: Client) -> None:
    table = discretion.draft(OPERATOR)
    swapped = tier_form(("较重", "200000", "300000"), ("较轻", "100000", "200000"))
    send(desk, "tiers", swapped, table.pk, "sz-2022", BAND)
    assert [t.name_zh for t in table.tiers.all()] == ["较轻", "较重"]
    emptied = tier_form(("较轻", "100000", "200000"), ("", "", ""), initial=2)
    assert send(desk, "tiers", emptied, table.pk, "sz-2022", BAND).status_code == 302
    assert [t.name_zh for t in table.tiers.all()] == ["较轻"]


def test_a_share_is_entered_in_per_cent(desk: Client) -> None:
    table = discretion.draft(OPERATOR)
    send(desk, "tiers", tier_form(("一般", "2.5", "3.25")), table.pk, "sz-2022", "49.1")
    tier = table.tiers.get()
    assert (tier.low, tier.high) == (250, 325)
    assert "2.5% – 3.25%" in page(desk, "table", table.pk)
    finer = send(desk, "tiers", tier_form(("一般", "2.505", "3")), table.pk, "sz-2022", "49.1")
    assert "no finer than a hundredth" in finer.content.decode()


def test_a_fine_without_a_choice_has_no_editor(desk: Client) -> None:
    table = discretion.draft(OPERATOR)
    for article in ("56", "99"):
        url = reverse("statutes:tiers", args=[table.pk, "sz-2022", article])
        assert desk.get(url).status_code == 404
    assert "¥2,000 for each m²" in page(desk, "table", table.pk), "it is named as exact"


def test_versions_are_compared_fine_by_fine(desk: Client, director: Actor) -> None:
    first = discretion.draft(OPERATOR)
    discretion.set_tiers(OPERATOR, first, band(), TIERS)
    discretion.set_tiers(OPERATOR, first, band("57.1"), TIERS)
    discretion.name(
        OPERATOR, first, title="T", document="D", first_day=date(2026, 1, 1), last_day=None
    )
    discretion.publish(director, first)
    second = discretion.draft(OPERATOR)
    assert "Both versions say the same" in page(desk, "changes", second.pk)
    discretion.set_tiers(OPERATOR, second, band(), TIERS[:2])
    found = page(desk, "changes", second.pk)
    assert "1 fine is tiered differently." in found
    assert "Article 55" in found and "Article 57.1" not in found


# --- policies -------------------------------------------------------------------------------


def test_a_policy_is_entered_with_its_ratio_and_withdrawn(desk: Client) -> None:
    entered = {"document_number": "1号", "title": "公积金办法", "first_day": "2023-01-01",
               "last_day": "", "loan_uplift": "20", "loan_uplift_limit": ""}  # fmt: skip
    assert send(desk, "enter_policy", entered, "47.1.3").status_code == 302
    policy = ImplementingPolicy.objects.get()
    assert policy.numbers == {"loan_uplift": 2_000}, "what is not given is not known"
    found = page(desk, "policies")
    assert "1 of 4 incentives is switched on." in found and "20%" in found
    again = send(desk, "enter_policy", entered, "47.1.3")
    assert again.status_code == 422 and "Withdraw it first" in again.content.decode()
    send(desk, "withdraw_policy", {"from_day": "2023-01-01", "reason": "误录"}, policy.pk)
    assert "No incentive is switched on" in page(desk, "policies")
    assert "误录" in page(desk, "policies")


# --- holidays -------------------------------------------------------------------------------


@time_machine.travel(NOW, tick=False)
def test_a_notice_is_pasted_and_withdrawn(desk: Client) -> None:
    assert "Not published yet: 2027." in page(desk, "holidays")
    pasted = {"year": "2027", "document": "国办发明电〔2026〕1号", "whole_year": "on",
              "text": "元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。"}  # fmt: skip
    assert send(desk, "enter_notice", pasted).status_code == 302
    found = page(desk, "holidays")
    assert "Every year shown is settled." in found
    assert "2027-01-01 – 2027-01-03" in found and "2027-01-09" in found
    notice = HolidayNotice.objects.get()
    send(desk, "withdraw_notice", {"reason": "抄错"}, notice.pk)
    assert "Not published yet: 2027." in page(desk, "holidays")


def test_each_wrong_line_of_a_notice_is_named(desk: Client) -> None:
    pasted = {"year": "2027", "document": "1", "text": "1月1日（周三）放假。\n2月30日上班。"}
    answer = send(desk, "enter_notice", pasted)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Line 1: 2027-01-01 is a Friday" in said and "Line 2:" in said
    assert not HolidayNotice.objects.exists()


def test_a_city_without_incentives_has_no_line_for_them(desk: Client, city: Area) -> None:
    Area.objects.filter(pk=city.pk).update(pack="jinzhou")
    assert "Article 47" not in page(desk, "overview")
    assert PACK.permissions, "while Shenzhen has some"
