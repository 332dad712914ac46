"""Articles 18 and 19 and national 22 and 23 as a lawyer reads them: cases of handovers and sales."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from greenward.bureau.construction.cases import Case
from greenward.bureau.construction.cases import gather as cases_of
from greenward.bureau.operation import handing, papers, selling
from greenward.bureau.operation.models import Given, Handover, Paper, PaperKind, Sale, SalesAmount
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Duty, Subject, Verdict
from greenward.law.reading import judge
from greenward.law.shenzhen import PACK as SHENZHEN
from tests.casework.papers import jpeg

from .conftest import Estate, prepare, report

DUTIES: dict[str, Duty] = {duty.id: duty for duty in (*JINZHOU.duties, *SHENZHEN.duties)}
TODAY = timezone.localdate()


def judged(estate: Estate, subject: Subject, duty: str) -> dict[str, Verdict]:
    """The verdict of one duty on each case of a subject, over the facts of the project."""
    project = estate.site.fresh()
    found: list[Case] = cases_of([project.pk])[project.pk]
    return {
        case.label.zh: judge(DUTIES[duty], {**project.facts, **case.facts}).verdict
        for case in found
        if case.subject is subject
    }


def issue_all(estate: Estate) -> list[Paper]:
    prepare(estate)
    return [
        papers.file_report(estate.developer, estate.project, report()),
        papers.issue(estate.developer, estate.project, PaperKind.GUARANTEE),
        papers.issue(estate.developer, estate.project, PaperKind.MANUAL),
    ]


def hand_over(estate: Estate, given: list[Paper], on: date = TODAY) -> Handover:
    return handing.hand_over(
        estate.developer,
        estate.project,
        building=estate.building,
        unit=estate.unit,
        receiver="owner",
        name="",
        on=on,
        given=given,
    )


def test_with_three_papers_and_a_receipt_the_duties_are_satisfied(estate: Estate) -> None:
    row = hand_over(estate, issue_all(estate))
    assert set(judged(estate, Subject.HANDOVER, "18.1").values()) == {Verdict.UNKNOWN}
    handing.sign(estate.buyer, row)
    for duty in ("18.1", "18.2.1", "18.2.2", "N23.1.1"):
        assert set(judged(estate, Subject.HANDOVER, duty).values()) == {Verdict.SATISFIED}, duty


def test_a_paper_that_was_not_given_is_a_breach_and_mends_when_given_later(estate: Estate) -> None:
    """The report not handed over breaches 18.1, which Article 52 does not fine."""
    accepted, *others = issue_all(estate)
    row = hand_over(estate, others)
    handing.sign(estate.buyer, row)
    assert set(judged(estate, Subject.HANDOVER, "18.1").values()) == {Verdict.BREACHED}
    assert DUTIES["18.1"].breach is None
    handing.give(estate.developer, row, [accepted], on=TODAY)
    assert set(judged(estate, Subject.HANDOVER, "18.1").values()) == {Verdict.SATISFIED}


def test_a_handover_before_the_regulation_is_not_bound(estate: Estate) -> None:
    hand_over(estate, [], on=date(2022, 6, 30))
    for duty in ("18.1", "18.2.1"):
        assert set(judged(estate, Subject.HANDOVER, duty).values()) == {Verdict.NOT_APPLICABLE}


def test_the_receiver_alone_signs_and_once(estate: Estate) -> None:
    row = hand_over(estate, issue_all(estate))
    with pytest.raises(PermissionDenied):
        handing.sign(estate.developer, row)
    handing.sign(estate.buyer, row)
    with pytest.raises(ValidationError):
        handing.sign(estate.buyer, row)


def test_a_signed_paper_is_a_receipt_too(estate: Estate) -> None:
    row = hand_over(estate, issue_all(estate))
    handing.file_receipt(estate.developer, row, ContentFile(jpeg(), name="receipt.jpg"))
    assert row.received and row.receipt and row.receipt.personal
    assert set(judged(estate, Subject.HANDOVER, "18.1").values()) == {Verdict.SATISFIED}


def test_what_was_given_stays(estate: Estate) -> None:
    hand_over(estate, issue_all(estate))
    with pytest.raises(DatabaseError), transaction.atomic():
        Given.objects.all().delete()


def test_a_version_is_not_given_before_it_was_made(estate: Estate) -> None:
    """A handover told of later: what was made since was not given then; the report was signed before."""
    row = hand_over(estate, issue_all(estate), on=TODAY - timedelta(5))
    days = {one.paper.kind: one.given_on for one in row.given.select_related("paper")}
    assert days.pop(PaperKind.ACCEPTANCE) == TODAY - timedelta(5)
    assert set(days.values()) == {TODAY}


@pytest.mark.parametrize("days", [1, 30])
def test_a_day_to_come_is_no_handover(estate: Estate, days: int) -> None:
    with pytest.raises(ValidationError):
        hand_over(estate, [], on=TODAY + timedelta(days))


def on_sale(estate: Estate, **days: date) -> Sale:
    return selling.enter_sale(
        estate.developer,
        estate.project,
        permit="presale",
        number="深房许字2026-1",
        **{"first_day": TODAY, **days},
    )


SHOWS = {"shows_star": True, "shows_indicators": True, "shows_energy": True}
STATES = {"states_star": True, "states_indicators": True, "states_energy": True}


def display(estate: Estate, sale: Sale, **shows: bool) -> None:
    photo = ContentFile(jpeg(), name="site.jpg")
    selling.prove_display(estate.developer, sale, photo, taken_on=TODAY, shows={**SHOWS, **shows})


def test_the_site_is_unknown_without_a_photograph_and_then_as_it_shows(estate: Estate) -> None:
    """19.1.1: nothing is presumed missing; a board without indicators is a breach, fined by 53."""
    sale = on_sale(estate)
    assert judged(estate, Subject.SALE, "19.1.1") == {sale.number: Verdict.UNKNOWN}
    display(estate, sale, shows_indicators=False)
    assert judged(estate, Subject.SALE, "19.1.1") == {sale.number: Verdict.BREACHED}
    display(estate, sale)
    assert judged(estate, Subject.SALE, "19.1.1") == {sale.number: Verdict.SATISFIED}


def test_homes_no_longer_on_sale_need_no_board(estate: Estate) -> None:
    on_sale(estate, first_day=date(2023, 1, 1), last_day=TODAY - timedelta(1))
    assert judged(estate, Subject.SALE, "19.1.1") == {}


def sign_contract(estate: Estate, sale: Sale, on: date = TODAY, **states: bool | None) -> None:
    selling.read_contract(
        estate.developer,
        sale,
        unit=estate.unit,
        signed_on=on,
        states={name: states.get(name) for name in STATES},
    )


def test_a_contract_states_what_its_template_states_until_it_is_read(estate: Estate) -> None:
    """19.1.2, N22.2: of the contract of a home; a home that is sold is on sale no more."""
    sale = on_sale(estate)
    label = f"{sale} · {estate.unit}"
    sign_contract(estate, sale)
    assert judged(estate, Subject.SALE, "19.1.2")[label] is Verdict.UNKNOWN
    selling.read_contract(estate.developer, sale, unit=None, signed_on=None, states=STATES)
    assert judged(estate, Subject.SALE, "19.1.2")[label] is Verdict.SATISFIED
    assert judged(estate, Subject.SALE, "19.1.1")[label] is Verdict.NOT_APPLICABLE
    sign_contract(estate, sale, states_indicators=False)
    assert judged(estate, Subject.SALE, "19.1.2")[label] is Verdict.BREACHED
    assert sale.contracts.filter(ended_at=None, unit=estate.unit).count() == 1


def test_a_contract_of_the_last_day_before_is_not_bound(estate: Estate) -> None:
    sale = on_sale(estate, first_day=date(2022, 1, 1))
    for day, verdict in (
        (date(2022, 6, 30), Verdict.NOT_APPLICABLE),
        (date(2022, 7, 1), Verdict.BREACHED),
    ):
        sign_contract(estate, sale, day, states_star=False, states_indicators=True)
        assert judged(estate, Subject.SALE, "19.1.2")[f"{sale} · {estate.unit}"] is verdict


def test_the_guide_goes_with_the_home_and_is_fined_by_nothing(estate: Estate) -> None:
    sale = on_sale(estate)
    sign_contract(estate, sale)
    label = f"{sale} · {estate.unit}"
    row = hand_over(estate, issue_all(estate))
    handing.sign(estate.buyer, row)
    assert judged(estate, Subject.SALE, "19.1.3")[label] is Verdict.SATISFIED
    assert DUTIES["19.1.3"].breach is None and DUTIES["19.1.4"].breach is None


def test_the_base_of_the_fine_is_chosen_by_an_officer_with_a_reason(estate: Estate) -> None:
    """53, Item 2: the text does not say whether one contract or all of them count."""
    sale = on_sale(estate)
    sign_contract(estate, sale, states_star=False, states_indicators=True)
    label = f"{sale} · {estate.unit}"
    project = estate.site.fresh()

    def exposed() -> tuple[int, int] | None:
        found = {case.label.zh: case for case in cases_of([project.pk])[project.pk]}
        exposure = judge(DUTIES["19.1.2"], {**project.facts, **found[label].facts}).exposure
        assert exposure
        return exposure.band

    assert exposed() is None
    with pytest.raises(PermissionDenied):
        selling.choose_amount(estate.developer, sale, contract=None, fen=1, reason="x")
    officer = estate.site.housing
    with pytest.raises(ValidationError):
        selling.choose_amount(officer, sale, contract=None, fen=1, reason=" ")
    selling.choose_amount(officer, sale, contract=None, fen=800_000_000_00, reason="全部合同")
    assert exposed() == (8_000_000_00, 16_000_000_00)
    only = sale.contracts.get(ended_at=None, unit=estate.unit)
    selling.choose_amount(officer, sale, contract=only, fen=5_000_000_00, reason="仅此一份")
    assert exposed() == (50_000_00, 100_000_00)
    with pytest.raises(DatabaseError), transaction.atomic():
        SalesAmount.objects.update(fen=0)


def test_a_clause_is_read_as_a_proposal_and_never_as_a_no() -> None:
    found = selling.proposed("本房屋所在建筑为绿色建筑 二 星级，性能指标见附件。")
    assert found == {"states_star": True, "states_indicators": True, "states_energy": None}
    assert set(selling.proposed("").values()) == {None}


def test_cases_are_read_in_a_constant_number_of_queries(
    estate: Estate, django_assert_max_num_queries: object
) -> None:
    sale = on_sale(estate)
    sign_contract(estate, sale)
    hand_over(estate, issue_all(estate))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        cases_of([estate.project.pk])
