"""Incomplete files (Administrative Licensing Law, Article 32): everything asked for at once, the time
standing still meanwhile, and a file that nobody asked about counting as accepted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.inbox import Inbox
from greenward.bureau.casework.matters import clocks, extensions, requests
from greenward.bureau.casework.matters.asking import RequestForm
from greenward.bureau.casework.models import AuditEvent, Clock, Matter, RequestItem, Task
from greenward.bureau.construction.application import CLOCK, hearing
from greenward.bureau.construction.applying import accept, apply
from greenward.bureau.construction.deeming import deem_accepted, nightly
from greenward.bureau.construction.holding import hold, release
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.missing import items as missing_items
from greenward.bureau.construction.missing import request_missing
from greenward.bureau.construction.stating import state, supplied_by
from greenward.law.clocks import State

from .conftest import Site

MONDAY = datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def monday(time_machine: Any) -> Any:
    time_machine.move_to(MONDAY)
    return time_machine


def handed_in(site: Site, gate: str = "construction_permit") -> Matter:
    return apply(site.developer, site.fresh(), gate).matter


def clock(matter: Matter, name: str = CLOCK) -> Clock:
    found = Clock.objects.get(matter=matter, name=name)
    found.matter = matter
    return found


def of_parties(matter: Matter) -> set[str]:
    """The facts an application lacks that one of the parties supplies."""
    law = law_of(matter.area)
    return {name for name in hearing(matter).missing if supplied_by(law.entry(name))}


def answers(matter: Matter) -> dict[int, requests.Answer]:
    found = RequestItem.objects.filter(request__matter=matter, request__answered_at=None)
    return {item.pk: requests.Answer("已补正") for item in found}


def test_one_request_lists_everything_and_stops_the_clock(monday: Any, jinzhou: Site) -> None:
    matter = handed_in(jinzhou)
    missing = of_parties(matter)
    assert len(missing) > 1
    found = request_missing(jinzhou.housing, matter)
    lines = [item.what for item in found.items.all()]
    assert len(lines) == len(missing)
    assert all("提供" in line for line in lines)
    assert {item.article for item in found.items.all()} >= {"B3"}
    stands = clocks.deadline(clock(matter, "completeness"))
    assert stands.state is State.SUSPENDED
    with pytest.raises(ValidationError):
        request_missing(jinzhou.housing, matter)

    monday.move_to(date(2026, 12, 1))
    requests.answer(jinzhou.developer, matter, answers=answers(matter))
    assert clocks.deadline(clock(matter, "completeness")).state is State.RUNNING
    with pytest.raises(ValidationError):  # a second one says what the answer raised newly
        request_missing(jinzhou.housing, matter)


def test_the_form_of_a_request_begins_with_what_is_missing(jinzhou: Site) -> None:
    matter = handed_in(jinzhou)
    form = RequestForm(actor=jinzhou.housing, matter=matter)
    begun = [form.initial.get(f"what-{i}") for i in range(form.count)]
    assert len([line for line in begun if line]) == len(of_parties(matter))


def test_nobody_is_asked_for_what_the_authority_supplies_itself(jinzhou: Site) -> None:
    """Its own review would stop its clock with its own work."""
    matter = handed_in(jinzhou)
    assert of_parties(matter) < set(hearing(matter).missing)
    asked = [item.what for item in missing_items(matter)]
    assert len(asked) == len(of_parties(matter)) and not any("审批机关" in one for one in asked)


def test_asking_for_more_lines_finds_nothing_wrong(jinzhou: Site) -> None:
    matter = handed_in(jinzhou)
    sent = {"lines": "1", "more": "1", "what-0": "", "of": "developer"}
    form = RequestForm(sent, actor=jinzhou.housing, matter=matter)
    assert form.count > 1 and not form.errors
    del sent["more"]
    assert RequestForm(sent, actor=jinzhou.housing, matter=matter).errors


def test_while_more_is_asked_for_the_party_changes_what_it_handed_in(jinzhou: Site) -> None:
    state(jinzhou.developer, jinzhou.fresh(), {"green_planned": False})
    matter = handed_in(jinzhou)
    with pytest.raises(ValidationError, match="-ZJ-"):
        state(jinzhou.developer, jinzhou.fresh(), {"green_planned": True})
    request_missing(jinzhou.housing, matter)
    state(jinzhou.developer, jinzhou.fresh(), {"green_planned": True})
    requests.answer(jinzhou.developer, matter, answers=answers(matter))
    with pytest.raises(ValidationError, match="-ZJ-"):
        state(jinzhou.developer, jinzhou.fresh(), {"green_planned": False})


def test_what_was_unknown_may_be_added_at_any_time(jinzhou: Site) -> None:
    handed_in(jinzhou)
    state(jinzhou.parties[PartyRole.DESIGNER], jinzhou.fresh(), {"green_designed": True})
    assert jinzhou.fresh().facts["green_designed"] is True


def test_a_file_nobody_asked_about_counts_as_accepted(monday: Any, jinzhou: Site) -> None:
    """Handed in on Monday; the fifth working day is the next Monday; on Tuesday it is accepted."""
    matter = handed_in(jinzhou)
    monday.move_to(date(2026, 11, 30))
    assert deem_accepted() == []
    monday.move_to(date(2026, 12, 1))
    nightly()
    matter.refresh_from_db()
    assert matter.state == "in_review"
    running = clock(matter)
    assert running.law_events[0].on == MONDAY.date()
    assert running.of_state and running.due_on is not None
    task = Task.objects.get(matter=matter, act="grant_housing", closed_at=None)
    assert task.due_on == running.due_on
    row = AuditEvent.objects.get(act="accept_housing")
    assert row.actor is None and row.actor_name.startswith("operator")
    assert deem_accepted() == []


def test_a_request_in_time_keeps_it_from_being_accepted(monday: Any, jinzhou: Site) -> None:
    matter = handed_in(jinzhou)
    request_missing(jinzhou.housing, matter)
    monday.move_to(date(2026, 12, 10))
    assert deem_accepted() == []
    requests.answer(jinzhou.developer, matter, answers=answers(matter))
    monday.move_to(date(2026, 12, 20))
    assert deem_accepted() == [matter]
    assert clock(matter).law_events[0].on == date(2026, 12, 10)


def test_a_held_file_is_not_accepted_by_silence(monday: Any, jinzhou: Site) -> None:
    matter = handed_in(jinzhou)
    hold(jinzhou.director, jinzhou.fresh().matter, remark="法院裁定")
    monday.move_to(date(2026, 12, 10))
    assert deem_accepted() == []
    release(jinzhou.director, jinzhou.fresh().matter, remark="裁定解除")
    assert clock(matter, "completeness").due_on == date(2026, 12, 16)
    assert deem_accepted() == []
    monday.move_to(date(2026, 12, 17))
    assert deem_accepted() == [matter]


def test_the_decision_has_its_day_and_more_time_is_the_heads_to_grant(
    monday: Any, jinzhou: Site
) -> None:
    """Twenty working days from acceptance, ten more with the approval of the head, both on record."""
    matter = handed_in(jinzhou)
    accept(jinzhou.housing, matter)
    task = Task.objects.get(matter=matter, act="grant_housing")
    assert task.due_on == clock(matter).due_on == date(2026, 12, 21)
    mine = Inbox(jinzhou.housing).mine().filter(matter=matter, due_on__isnull=False)
    assert mine.exists()
    with pytest.raises(PermissionDenied):
        asked = extensions.ask(
            jinzhou.housing,
            matter,
            clock=clock(matter),
            length=10,
            count="working_days",
            reason="需专家论证",
        )
        extensions.grant(jinzhou.housing, matter, extension=asked)
    extensions.grant(jinzhou.director, matter, extension=asked)
    task.refresh_from_db()
    assert task.due_on == clock(matter).due_on > date(2026, 12, 30)
    assert AuditEvent.objects.filter(act="grant_extension", subject_id=str(matter.pk)).exists()
