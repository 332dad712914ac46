"""Numbers without a gap, a seal that holds, a letter that never changes."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.casework.models import AuditEvent, Matter, Task
from greenward.bureau.letters import drafts, issuing, kinds, numbers, rendering, seals
from greenward.bureau.letters.models import Authority, Letter, Series

from .conftest import ORDER, open_matter, pdf_of, refused_by_the_database, write_order


def test_a_draft_has_no_number_and_issue_gives_one(draft: Letter, futian_director: Actor) -> None:
    assert (draft.number, draft.serial, draft.code) == ("", None, "")
    issued = issuing.issue(futian_director, draft)
    assert issued.number == f"深福建责改〔{issued.year}〕1号"
    assert issued.issued_on and issued.issued_on.year == issued.year
    event = AuditEvent.objects.get(act="issue_letter")
    assert event.payload["number"] == issued.number
    assert event.payload["sha256"] == issued.pdf_id


def test_whoever_wrote_it_does_not_issue_it(
    matter: Matter, authority: Authority, futian_director: Actor
) -> None:
    letter = write_order(futian_director, matter)
    with pytest.raises(PermissionDenied):
        issuing.issue(futian_director, letter)
    assert not Series.objects.exists()


def test_an_officer_does_not_issue_a_decision(draft: Letter, officer: Actor) -> None:
    with pytest.raises(PermissionDenied):
        issuing.issue(officer, draft)


def test_where_nobody_signs_nothing_is_issued(officer: Actor, matter: Matter) -> None:
    with pytest.raises(rendering.NobodySigns, match="福田"):
        write_order(officer, matter)


def test_the_nearest_authority_signs(city: Area, futian: Area, nanshan: Area) -> None:
    assert numbers.signing_for(futian) is None
    whole = Authority.objects.create(area=city, short="深建", name_zh="市局", name_en="City")
    own = Authority.objects.create(area=futian, short="深福建", name_zh="区局", name_en="District")
    assert numbers.signing_for(futian) == own
    assert numbers.signing_for(nanshan) == whole


def test_each_kind_counts_for_itself(
    draft: Letter, officer: Actor, futian_director: Actor, matter: Matter
) -> None:
    first = issuing.issue(futian_director, draft)
    second = issuing.issue(futian_director, write_order(officer, matter))
    reminder = drafts.write(
        officer, matter, "reminder", party=first.party, fields={"text": "报告"}, about=first
    )
    third = issuing.issue(officer, reminder)
    assert [first.serial, second.serial, third.serial] == [1, 2, 1]
    assert third.number.startswith("深福建提醒〔")


def test_an_issue_taken_back_leaves_no_gap(
    officer: Actor, futian_director: Actor, matter: Matter, authority: Authority
) -> None:
    """Whatever is issued or taken back at the last moment, the numbers stay 1, 2, 3 …"""

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.booleans(), min_size=1, max_size=6))
    def check(kept: list[bool]) -> None:
        for keep in kept:
            letter = write_order(officer, matter)
            try:
                with transaction.atomic():
                    issuing.issue(futian_director, letter)
                    if not keep:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                assert Letter.objects.get(pk=letter.pk).is_draft
        given_out = Letter.objects.filter(state="issued").order_by("serial")
        serials = list(given_out.values_list("serial", flat=True))
        assert serials == list(range(1, len(serials) + 1))
        last = Series.objects.filter(authority=authority).values_list("last", flat=True)
        assert list(last) in ([], [len(serials)])

    check()


def test_sixteen_writers_at_once_leave_no_gap(
    officer: Actor,
    futian_director: Actor,
    authority: Authority,
    futian: Area,
    company: Organisation,
    transactional_db: None,
) -> None:
    """Sixteen threads, each with a matter of its own; every fourth takes its issue back."""
    letters = [write_order(officer, open_matter(officer, futian, company)) for _ in range(16)]
    troubles: list[BaseException] = []

    def issue(place: int, letter: Letter) -> None:
        try:
            with transaction.atomic():
                issuing.issue(futian_director, letter)
                if place % 4 == 3:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        except BaseException as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=issue, args=(place, letter)) for place, letter in enumerate(letters)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    serials = Letter.objects.filter(state="issued").values_list("serial", flat=True)
    assert sorted(serials) == list(range(1, 13))


def test_a_number_needs_a_transaction(authority: Authority, transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        numbers.next_serial(authority, "责改", 2026)


@pytest.mark.parametrize(
    "change", ["number = '深福建责改〔2026〕9号'", "fields = '{}'", "state = 'draft'", "code = 'X'"]
)
def test_an_issued_letter_never_changes(issued: Letter, change: str) -> None:
    refused_by_the_database(f"UPDATE letters_letter SET {change} WHERE id = {issued.pk}")
    refused_by_the_database(f"DELETE FROM letters_letter WHERE id = {issued.pk}")


def test_the_database_refuses_a_number_out_of_turn(
    issued: Letter, officer: Actor, futian_director: Actor, matter: Matter
) -> None:
    letter = write_order(officer, matter)
    Series.objects.update(last=7)
    with pytest.raises(IntegrityError, match="does not follow"), transaction.atomic():
        issuing.issue(futian_director, letter)


def test_an_issued_letter_is_not_changed_or_discarded(issued: Letter, officer: Actor) -> None:
    with pytest.raises(ValidationError):
        drafts.change(officer, issued, fields=ORDER)
    with pytest.raises(ValidationError):
        drafts.discard(officer, issued)
    assert Letter.objects.get(pk=issued.pk).fields == issued.fields


def test_a_discarded_draft_uses_up_no_number(
    draft: Letter, officer: Actor, futian_director: Actor, matter: Matter
) -> None:
    drafts.discard(officer, draft)
    with pytest.raises(ValidationError):
        issuing.issue(futian_director, draft)
    assert issuing.issue(futian_director, write_order(officer, matter)).serial == 1


def test_the_seal_signs_the_pdf(issued: Letter) -> None:
    assert seals.holds(issued.seal, issuing.statement_of(issued))
    other = seals.statement(issued.number, issued.authority.name_zh, issued.issued_on, "0" * 64)
    assert not seals.holds(issued.seal, other)


def test_a_later_name_changes_no_issued_letter(issued: Letter, authority: Authority) -> None:
    before = pdf_of(issued).getvalue()
    assert rendering.built(issued).remedies[0].zh.count("福田区人民政府")
    Authority.objects.update(review_zh="别处")
    again = Letter.objects.get(pk=issued.pk)
    assert rendering.built(again).remedies[0].zh.count("福田区人民政府")
    assert pdf_of(again).getvalue() == before


def test_a_withdrawal_is_a_letter_of_its_own(
    issued: Letter, officer: Actor, futian_director: Actor
) -> None:
    assert issuing.withdrawal_of(issued) is None
    letter = drafts.write(
        officer,
        issued.matter,
        "withdrawal",
        party=issued.party,
        fields={"reason": "事实已变化"},
        about=issued,
    )
    assert issuing.withdrawal_of(issued) is None
    made = issuing.issue(futian_director, letter)
    assert issuing.withdrawal_of(issued) == made
    assert issued.number in rendering.built(made).opening.zh


def test_issue_asks_for_service_within_the_laws_time(issued: Letter) -> None:
    task = Task.objects.get(act="begin_service")
    assert (task.note, task.closed_at) == (issued.number, None)
    assert task.due_on and task.due_on > issued.issued_on


def test_what_a_room_does_at_issue_is_part_of_it(
    draft: Letter, futian_director: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(actor: Actor, letter: Letter, day: Any) -> None:
        raise ValidationError("not so")

    monkeypatch.setitem(kinds._kinds, "order", replace(kinds.named("order"), on_issued=refuse))
    with pytest.raises(ValidationError, match="not so"):
        issuing.issue(futian_director, draft)
    assert Letter.objects.get(pk=draft.pk).is_draft
    assert not Series.objects.exists()
