"""The letters of an application: drafted by the act, in both languages, from what the act recorded."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.documents import path_of
from greenward.bureau.construction.applying import accept, apply
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.missing import request_missing
from greenward.bureau.construction.papers import letter_of
from greenward.bureau.construction.stating import state
from greenward.bureau.letters import drafts, issuing
from greenward.bureau.letters.models import Authority, Letter

from .conftest import Site

KNOWN = {"in_key_scope": True, "green_review_passed": True}


@pytest.fixture
def site(jinzhou: Site, settings: Any, tmp_path: Path) -> Site:
    """The project in Jinzhou, where somebody signs letters."""
    settings.KEYS = tmp_path / "keys"
    Authority.objects.create(
        area=jinzhou.project.area,
        name_zh="锦州市古塔区住房和城乡建设局",
        name_en="Guta District Housing and Construction Bureau, Jinzhou",
        short="锦古建",
        review_zh="锦州市古塔区人民政府",
        review_en="the People's Government of Guta District",
        court_zh="锦州市古塔区人民法院",
        court_en="the Guta District People's Court",
    )
    return jinzhou


def words(letter: Letter) -> str:
    """Everything on the pages of a letter, without breaks."""
    data = path_of(letter.pdf).read_bytes() if letter.pdf else drafts.draft_pdf(letter)
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_acceptance_and_request_are_letters_of_the_application(site: Site) -> None:
    lacking = apply(site.developer, site.fresh(), "construction_permit").matter
    request_missing(site.housing, lacking)
    missing = Letter.objects.get(matter=lacking)
    assert missing.party.role == PartyRole.DEVELOPER
    text = words(missing)
    assert "一次性补正告知书" in text and "行政许可法" in text and "第B3条" in text
    assert "Noticeofeverythingthatismissing" in text and "由审批机关" not in text

    matter = apply(site.developer, site.fresh(), "green_review_filing").matter
    state(site.housing, site.fresh(), KNOWN)
    accept(site.housing, matter)
    accepted = Letter.objects.get(kind="application_accepted")
    text = words(accepted)
    assert "申请受理通知书" in text and "延长10个工作日" in text
    issued = issuing.issue(site.housing, accepted)
    assert issued.number.startswith("锦古建受理〔")


def test_a_grant_says_what_was_found_met(site: Site) -> None:
    state(site.housing, site.fresh(), KNOWN)
    matter = apply(site.developer, site.fresh(), "green_review_filing").matter
    accept(site.housing, matter)
    decision = grant(site.housing, matter)
    letter = letter_of(decision, site.housing)
    assert letter is not None and letter.matter == site.project.matter
    drafts.change(
        site.housing, letter, fields={}, translated=True
    )  # what it is about stays with it
    issued = issuing.issue(site.housing, Letter.objects.get(pk=letter.pk))
    text = words(issued)
    assert "准予决定书" in text and decision.number in text and "第B2条" in text
    assert "Decisiontogrant" in text and "Article B2".replace(" ", "") in text
    assert letter_of(decision, site.housing) == issued
    assert letter_of(decision, site.planning) == issued
    stranger = site.parties[PartyRole.LABORATORY]
    assert letter_of(decision, stranger) == letter_of(decision, site.developer)


def test_a_refusal_names_each_ground_its_remedy_and_where_to_appeal(site: Site) -> None:
    state(site.housing, site.fresh(), KNOWN | {"green_review_passed": False})
    matter = apply(site.developer, site.fresh(), "green_review_filing").matter
    accept(site.housing, matter)
    decision = refuse(site.housing, matter, remark="审查意见见附件")
    letter = letter_of(decision, site.housing)
    assert letter is not None
    text = words(letter)
    assert "不予许可" not in text and "不予准许决定书" in text
    assert "行政复议" in text and "古塔区人民法院" in text and "审查意见见附件" in text
    assert "不符合：" in text and "第B2条" in text and "reconsideration" in text


def test_what_a_reviewer_decides_is_a_record_and_no_letter(site: Site) -> None:
    facts = {"green_designed": True, "drawings_meet_energy_standards": True}
    state(site.housing, site.fresh(), facts)
    matter = apply(site.developer, site.fresh(), "drawing_certificate").matter
    decision = grant(site.parties[PartyRole.DRAWING_REVIEWER], matter)
    assert letter_of(decision, site.housing) is None and not Letter.objects.exists()


def test_without_a_signing_authority_the_act_goes_on(jinzhou: Site) -> None:
    state(jinzhou.housing, jinzhou.fresh(), KNOWN)
    matter = apply(jinzhou.developer, jinzhou.fresh(), "green_review_filing").matter
    accept(jinzhou.housing, matter)
    assert grant(jinzhou.housing, matter).stands
    assert not Letter.objects.exists()
