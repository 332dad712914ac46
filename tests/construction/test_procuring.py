"""Tenders and contracts: what is entered, what a machine reads, what an officer finds, what the law
then says (Article 14)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import typst
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction import cases
from greenward.bureau.construction.models import Procurement
from greenward.bureau.construction.stating import state
from greenward.bureau.construction.tendering import procuring
from greenward.bureau.construction.tendering.reading import propose, read_document
from greenward.bureau.construction.tendering.wording import Requirements, requirements, sample
from greenward.bureau.letters.printing import _fonts
from greenward.law.clauses import Paper, Service
from greenward.law.language import Subject, Verdict
from greenward.law.reading import judge
from greenward.law.shenzhen import PACK

from .conftest import Site

DAY = date(2026, 3, 2)


SHEET = b'#set text(font: "Noto Sans CJK SC")\n#sys.inputs.words'


def paper(words: str, name: str = "contract.pdf") -> ContentFile:
    """A PDF that says some words."""
    made = typst.Compiler(SHEET, font_paths=_fonts()).compile(sys_inputs={"words": words})
    return ContentFile(made, name)


def verdict(site: Site, row: Procurement) -> Verdict:
    """What duty 14.2 says of the case of one procurement, over the facts of its project."""
    project = site.fresh()
    found = [
        one for one in cases.gather([project.pk])[project.pk] if one.subject is Subject.PROCUREMENT
    ]
    assert len(found) == 1
    return judge(PACK.duty("14.2"), {**project.facts, **found[0].facts}).verdict


def procured(site: Site, **fields: Any) -> Procurement:
    given = {"service": "construction", "tendered": False, "commissioned_on": DAY} | fields
    return procuring.procure(site.developer, site.fresh(), **given)


def permitted(site: Site, star: int = 2) -> None:
    state(
        site.planning,
        site.fresh(),
        {"permit_star": star, "permit_notes_prefab": True},
    )


def test_a_contract_is_in_order_once_its_clause_states_the_permits_star(shenzhen: Site) -> None:
    permitted(shenzhen)
    row = procured(shenzhen)
    assert verdict(shenzhen, row) is Verdict.UNKNOWN
    filing = procuring.attach(shenzhen.developer, row, Paper.CONTRACT, paper("绿色建筑二星级"))
    assert (filing.matter_id, filing.kind) == (shenzhen.project.matter_id, "contract")
    assert verdict(shenzhen, row) is Verdict.UNKNOWN  # a machine's reading is no statement
    procuring.state_clause(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=1)
    assert verdict(shenzhen, row) is Verdict.BREACHED
    procuring.state_clause(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=2)
    assert verdict(shenzhen, row) is Verdict.SATISFIED


def test_a_tender_needs_its_document_too(shenzhen: Site) -> None:
    permitted(shenzhen)
    row = procured(shenzhen, tendered=True)
    for one in Paper:
        procuring.attach(shenzhen.developer, row, one, paper("绿色建筑二星级"))
    procuring.state_clause(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=2)
    assert verdict(shenzhen, row) is Verdict.UNKNOWN
    procuring.state_clause(shenzhen.developer, row, Paper.TENDER, stated=False, star=None)
    assert verdict(shenzhen, row) is Verdict.BREACHED


def test_a_new_version_of_a_document_takes_what_was_said_with_it(shenzhen: Site) -> None:
    row = procured(shenzhen)
    first = procuring.attach(shenzhen.developer, row, Paper.CONTRACT, paper("绿色建筑二星级"))
    procuring.state_clause(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=2)
    second = procuring.attach(shenzhen.developer, row, Paper.CONTRACT, paper("绿色建筑一星级"))
    row.refresh_from_db()
    assert second.replaces_id == first.pk and second.version == 2
    assert row.contract_id == second.pk
    assert (row.contract_clause, row.contract_star) == (None, None)


def test_what_an_officer_read_holds_until_it_is_lifted(shenzhen: Site) -> None:
    permitted(shenzhen)
    row = procured(shenzhen)
    procuring.attach(shenzhen.developer, row, Paper.CONTRACT, paper("绿色建筑二星级"))
    procuring.state_clause(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=2)
    found = procuring.find(
        shenzhen.housing, row, Paper.CONTRACT, star=None, remark="第三条只说按国家标准"
    )
    assert verdict(shenzhen, row) is Verdict.BREACHED
    newer = procuring.find(shenzhen.housing, row, Paper.CONTRACT, star=3, remark="补充协议")
    found.refresh_from_db()
    assert found.lifted_at is not None
    assert verdict(shenzhen, row) is Verdict.SATISFIED
    procuring.lift(shenzhen.housing, newer)
    assert verdict(shenzhen, row) is Verdict.SATISFIED
    with pytest.raises(ValidationError):
        procuring.lift(shenzhen.housing, newer)


def test_only_the_developer_enters_and_only_an_officer_finds(shenzhen: Site) -> None:
    row = procured(shenzhen)
    for actor in (shenzhen.housing, shenzhen.parties[PartyRole.CONTRACTOR]):
        with pytest.raises(PermissionDenied):
            procuring.procure(actor, shenzhen.fresh(), service="design")
        with pytest.raises(PermissionDenied):
            procuring.state_clause(actor, row, Paper.CONTRACT, stated=False, star=None)
    with pytest.raises(PermissionDenied):
        procuring.find(shenzhen.developer, row, Paper.CONTRACT, star=2, remark="看过")


def test_what_makes_no_sense_is_refused(shenzhen: Site) -> None:
    row = procured(shenzhen)
    say = procuring.state_clause
    with pytest.raises(ValidationError):  # nothing is on file that could state it
        say(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=2)
    for stated, star in ((False, 2), (True, 4), (True, -1)):
        with pytest.raises(ValidationError):
            say(shenzhen.developer, row, Paper.CONTRACT, stated=stated, star=star)
    for fields in ({"commissioned_on": timezone.localdate() + timedelta(1)}, {"price_fen": -1}):
        with pytest.raises(ValidationError):
            procured(shenzhen, **fields)
    with pytest.raises(ValidationError):
        procuring.find(shenzhen.housing, row, Paper.CONTRACT, star=2, remark="  ")


def test_what_is_withdrawn_stays_and_counts_no_more(shenzhen: Site) -> None:
    row = procured(shenzhen)
    procuring.withdraw(shenzhen.developer, row, because="重复登记")
    assert Procurement.objects.filter(pk=row.pk).exists()
    assert not [
        one
        for one in cases.gather([shenzhen.project.pk])[shenzhen.project.pk]
        if one.subject is Subject.PROCUREMENT
    ]
    with pytest.raises(ValidationError):
        procuring.amend(shenzhen.developer, row, lot="A")


def test_the_database_keeps_every_row(shenzhen: Site) -> None:
    row = procured(shenzhen)
    found = procuring.find(shenzhen.housing, row, Paper.CONTRACT, star=2, remark="第三条")
    for statement in (
        f"DELETE FROM construction_procurement WHERE id = {row.pk}",
        f"UPDATE construction_procurement SET service = 'design' WHERE id = {row.pk}",
        f"DELETE FROM construction_clausefinding WHERE id = {found.pk}",
        f"UPDATE construction_clausefinding SET star = 0 WHERE id = {found.pk}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_contract_price_is_known_once_each_contract_has_one(jinzhou: Site) -> None:
    first = procured(jinzhou, price_fen=10_000_00, lot="A")
    assert jinzhou.fresh().facts["contract_price"] == 10_000_00
    second = procured(jinzhou, lot="B")
    assert "contract_price" not in jinzhou.fresh().facts
    procuring.amend(jinzhou.developer, second, price_fen=5_000_00)
    assert jinzhou.fresh().facts["contract_price"] == 15_000_00
    procuring.withdraw(jinzhou.developer, first, because="重复")
    assert jinzhou.fresh().facts["contract_price"] == 5_000_00


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "stated", "star"),
    [
        ("第五条 本工程绿色建筑等级不低于二星级。", True, 2),
        ("绿色建筑等级为★★★，并符合要求", True, 3),
        ("绿 色 建 筑 ⼆ 星 级", True, 2),
        ("建设标准：三星级绿色建筑", True, 3),
        ("The works reach a two-star green building rating.", True, 2),
        ("Green building: 1 star", True, 1),
        ("green building, basic level", True, 0),
        ("绿色建筑一星级或者绿色建筑二星级", True, None),
        ("按绿色建筑标准施工", False, None),
        ("二星级酒店装修工程", False, None),
        ("本合同价款为人民币壹佰万元", False, None),
        ("   ", None, None),
    ],
)
def test_what_is_read_in_words(words: str, stated: bool | None, star: int | None) -> None:
    found = propose([words])
    assert (found.stated, found.star) == (stated, star)


def test_a_filed_document_is_read_with_its_page(shenzhen: Site) -> None:
    row = procured(shenzhen)
    filing = procuring.attach(
        shenzhen.developer,
        row,
        Paper.CONTRACT,
        paper("第三条 绿色建筑等级不低于二星级，详见附件。"),
    )
    found = read_document(filing.document)
    assert (found.star, found.places[0].page) == (2, 1)
    assert "不低于二星级" in found.places[0].words


@given(st.lists(st.text(max_size=400), max_size=4))
def test_any_words_are_read_without_a_fault(pages: list[str]) -> None:
    found = propose(pages)
    assert found.star is None or found.star in found.stars
    assert found.readable or not found.places


# --- the sample clause --------------------------------------------------------------------------


@pytest.mark.parametrize("service", list(Service))
@pytest.mark.parametrize("one", list(Paper))
def test_the_reader_finds_the_star_in_every_sample_clause(service: Service, one: Paper) -> None:
    for star in (1, 2, 3):
        text = sample(service, one, Requirements(star, prefab=True, permit="建字第440304-1号"))
        assert propose([text.zh]).star == star == propose([text.en]).star
        assert "440304-1" in text.zh and "440304-1" in text.en


def test_a_sample_clause_says_what_the_permit_says_and_leaves_the_rest_blank(
    shenzhen: Site,
) -> None:
    unknown = sample(Service.DESIGN, Paper.CONTRACT, requirements(shenzhen.fresh()))
    assert "______" in unknown.zh and "工业化" not in unknown.zh
    permitted(shenzhen, star=3)
    known = sample(Service.DESIGN, Paper.CONTRACT, requirements(shenzhen.fresh()))
    assert "三星级" in known.zh and "工业化" in known.zh and "three stars" in known.en
