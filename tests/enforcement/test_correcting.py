"""The course of an order to correct made here: two people, service, its clock, its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from pypdf import PdfWriter

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.casework.matters import offers
from greenward.bureau.casework.matters.reading import Standing
from greenward.bureau.casework.matters.steps import WrongState
from greenward.bureau.casework.models import Clock, Matter, Task
from greenward.bureau.enforcement import correcting
from greenward.bureau.enforcement.checks import EnforcementError
from greenward.bureau.enforcement.facts import year_orders
from greenward.bureau.enforcement.models import CorrectionCase, CorrectionOrder
from greenward.bureau.letters import drafts, issuing, serving
from greenward.bureau.letters.authorities import name_authority
from greenward.bureau.letters.models import Letter, Method
from greenward.bureau.letters.serving import Way
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import publish
from greenward.law.shenzhen import PACK
from tests.fixtures.people import make_actor

TODAY = date(2026, 3, 2)
AUTHORITY = {
    "name_zh": "福田区住房和建设局",
    "name_en": "Futian Housing and Construction Bureau",
    "short": "深福建",
    "review_zh": "福田区人民政府",
    "review_en": "the People's Government of Futian",
    "court_zh": "盐田区人民法院",
    "court_en": "the People's Court of Yantian",
}
LETTER = {
    "found": "2025 年能耗超过约束值。",
    "basis": "深圳经济特区绿色建筑条例第三十二条第二款",
    "demand": "开展能源审计。",
    "days": "60",
    "count": "calendar_days",
}
GIVEN = {"duty": "32.2.2", "year": 2025, "letter": LETTER}


def on(day: date) -> time_machine.travel:
    """Nine in the morning of a day, in the city."""
    return time_machine.travel(
        datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai")), tick=False
    )


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with on(TODAY):
        yield


@pytest.fixture
def building(futian: Area, owner: Actor) -> Building:
    publish(Actor.operator(), PACK)
    name_authority(Actor.operator(), futian, **AUTHORITY)
    return Building.objects.create(
        code="440304A001", name="岭南大厦", area=futian, owner_id=owner.organisations[0]
    )


@pytest.fixture
def case(officer: Actor, building: Building) -> CorrectionCase:
    return correcting.draft(officer, building=building, **GIVEN)


@pytest.fixture
def served(case: CorrectionCase, officer: Actor, director: Actor) -> Matter:
    issue(director, case)
    serve(officer, case, TODAY)
    return case.matter


def blank_pdf() -> bytes:
    """A page that was signed by hand, as far as a machine can tell."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(210, 297)
    writer.write(out)
    return out.getvalue()


def letter_of(case: CorrectionCase) -> Letter:
    return Letter.objects.filter(matter=case.matter, kind="order").latest("pk")


def issue(actor: Actor, case: CorrectionCase) -> CorrectionOrder:
    """Issue the order as the letter's page does."""
    issuing.issue(actor, letter_of(case))
    return CorrectionOrder.objects.latest("pk")


def serve(actor: Actor, case: CorrectionCase, day: date) -> CorrectionOrder:
    """Serve it by hand on a day, with the signed receipt."""
    serve_letter(actor, letter_of(case), day)
    return CorrectionOrder.objects.latest("pk")


def serve_letter(actor: Actor, letter: Letter, day: date) -> None:
    receipt = ContentFile(blank_pdf(), "receipt.pdf")
    way = Way(Method.HAND, begun_on=TODAY, receiver="王经理")
    attempt = serving.begin(actor, letter, way, receipt)
    serving.complete(actor, attempt, served_on=day)


def act(actor: Actor, matter: Matter, name: str, **fields: object) -> None:
    """What the matter's page does with the form of an act."""
    offer = offers.find(Standing(actor, Matter.objects.get(pk=matter.pk)), name)
    form = offer.form(fields, actor=actor, matter=matter)
    assert form.is_valid(), form.errors
    if offer.refusal:
        raise ValidationError(offer.refusal)
    offer.service(actor, matter, **form.for_service())


def expired(day: date) -> list[bool]:
    """What the law's facts say of the order on a day."""
    return year_orders("440300/", day)["order_expired_32_2_2"].to_list()


def state(matter: Matter) -> str:
    return Matter.objects.get(pk=matter.pk).state


def open_tasks(matter: Matter) -> list[tuple[str, date | None]]:
    rows = Task.objects.filter(matter=matter, closed_at=None).order_by("pk")
    return [(row.act, row.due_on) for row in rows]


def test_it_takes_two_people_and_counts_from_service(
    case: CorrectionCase, officer: Actor, director: Actor
) -> None:
    assert not CorrectionOrder.objects.exists()  # a draft binds nobody
    with pytest.raises(PermissionDenied):
        issue(officer, case)
    order = issue(director, case)
    assert (order.issued_on, order.served_on, expired(date(2027, 1, 1))) == (TODAY, None, [False])
    assert (order.number, order.document.media_type) == (letter_of(case).number, "application/pdf")

    order = serve(officer, case, TODAY)

    assert order.due_on == date(2026, 5, 6)
    assert open_tasks(case.matter) == [("report_correction", order.due_on)]
    assert expired(order.due_on) == [False]
    assert expired(order.due_on + timedelta(1)) == [True]


def test_a_draft_is_sent_back_changed_and_issued(
    case: CorrectionCase, officer: Actor, director: Actor
) -> None:
    act(director, case.matter, "return_order", remark="Say which storeys.")
    assert state(case.matter) == "returned"
    with pytest.raises(WrongState):
        issue(director, case)
    assert letter_of(case).number == ""  # what was refused used up no number
    drafts.change(officer, letter_of(case), fields=LETTER | {"days": "90"})
    act(officer, case.matter, "draft_order", remark="")
    order = issue(director, case)
    assert order.due_on == TODAY + timedelta(90)


def test_whoever_drafted_it_does_not_issue_it(building: Building, futian: Area) -> None:
    both = make_actor("", (Role.OFFICER, futian), (Role.DIRECTOR, futian))
    case = correcting.draft(both, building=building, **GIVEN)
    with pytest.raises(PermissionDenied, match="four eyes|四眼"):
        issue(both, case)


def test_the_owner_reports_and_the_officer_decides(
    served: Matter, owner: Actor, other_owner: Actor, officer: Actor
) -> None:
    with pytest.raises(PermissionDenied):
        act(other_owner, served, "report_correction", remark="Done.")
    act(owner, served, "report_correction", remark="Audited by Green Engineers.")
    act(officer, served, "reject_correction", remark="The report covers one storey.")
    assert state(served) == "served"
    act(owner, served, "report_correction", remark="All storeys now.")
    correcting.confirm(officer, served, corrected_on=TODAY)
    assert (state(served), open_tasks(served)) == ("corrected", [])
    assert expired(date(2027, 1, 1)) == [False]
    assert Clock.objects.get().stopped_on == TODAY


def test_a_report_brings_its_proof_along_or_is_not_made(served: Matter, owner: Actor) -> None:
    matter = Matter.objects.select_related("area").get(pk=served.pk)
    with pytest.raises(ValidationError):
        correcting.report(owner, matter, remark="Done.", proof=ContentFile(b"MZ", "proof.pdf"))
    assert state(served) == "served"
    before = served.filings.count()
    paper = ContentFile(blank_pdf(), "proof.pdf")
    correcting.report(owner, matter, remark="Done.", proof=paper)
    assert (state(served), served.filings.count()) == ("reported", before + 1)


def test_the_owner_is_led_to_a_letter_not_read_yet(served: Matter, owner: Actor) -> None:
    letter = Letter.objects.get(kind="order")
    assert not list(correcting.actions(owner, served))
    Task.objects.create(
        matter=served, act="confirm_letter", organisation=letter.party.organisation, of_state=False
    )
    [way] = correcting.actions(owner, served)
    assert (way.act, way.url) == ("confirm_letter", f"/letters/{letter.pk}")


def test_it_expires_only_after_its_last_day(served: Matter, officer: Actor) -> None:
    due = CorrectionOrder.objects.get().due_on
    with pytest.raises(ValidationError, match=str(due)):
        act(officer, served, "find_expired")
    with on(due), pytest.raises(ValidationError):
        act(officer, served, "find_expired")
    with on(due + timedelta(1)):
        act(officer, served, "find_expired")
    assert state(served) == "expired"


def test_a_withdrawn_order_binds_nobody(
    served: Matter, director: Actor, officer: Actor, building: Building
) -> None:
    with pytest.raises(EnforcementError):  # one order a breach
        correcting.draft(officer, building=building, **GIVEN)
    order = CorrectionOrder.objects.get()
    letter = Letter.objects.get(kind="order")
    back = drafts.write(
        officer,
        served,
        "withdrawal",
        party=letter.party,
        about=letter,
        fields={"reason": "The meter was misread."},
    )
    issuing.issue(director, back)
    assert state(served) == "served"  # the letter takes effect when it is served
    serve_letter(officer, back, TODAY)
    order.refresh_from_db()
    assert (order.withdrawn_on, state(served), open_tasks(served)) == (TODAY, "withdrawn", [])
    assert expired(date(2027, 1, 1)) == [False]
    with pytest.raises(WrongState):
        correcting.confirm(officer, served, corrected_on=TODAY)
    correcting.draft(officer, building=building, **GIVEN)


def test_a_duty_without_a_fine_after_an_order_gives_no_ground(
    officer: Actor, building: Building
) -> None:
    with pytest.raises(EnforcementError):
        correcting.draft(officer, building=building, **(GIVEN | {"duty": "32.2.1"}))
    assert not Matter.objects.exists()


def test_service_lies_neither_before_the_issue_nor_in_the_future(
    case: CorrectionCase, officer: Actor, director: Actor
) -> None:
    issue(director, case)
    for day in (TODAY - timedelta(1), TODAY + timedelta(1)):
        with pytest.raises(ValidationError), transaction.atomic():
            serve(officer, case, day)
    assert (state(case.matter), CorrectionOrder.objects.get().served_on) == ("issued", None)


def test_an_order_needs_an_owner(officer: Actor, building: Building) -> None:
    building.owner = None
    building.save()
    with pytest.raises(EnforcementError):
        correcting.draft(officer, building=building, **GIVEN)
