"""Casework's own acts: taken up, given, handed over; asked and answered; more time; reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.matters import calendars, extensions, following, handling, requests
from greenward.bureau.casework.matters.handover import hand_over
from greenward.bureau.casework.matters.requests import Answer, Item
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.casework.models import AuditEvent, Comment, Matter, Request, Task
from greenward.bureau.statutes.holidays import enter, withdraw
from greenward.law.clocks import Calendar

from .kit import Cast, open_matter

ITEMS = [Item("missing", "the plan", "13"), Item("unclear", "the area")]
TODAY = date.today()


def ask(cast: Cast, matter: Matter, **more: object) -> Request:
    return requests.ask(cast.officer, matter, items=ITEMS, of=PartyRole.DEVELOPER, **more)


def due_days(matter: Matter) -> dict[str, date | None]:
    return dict(matter.clocks.values_list("name", "due_on"))


def test_taking_up_and_giving(cast: Cast) -> None:
    matter = open_matter(cast.clerk, cast)
    handling.take(cast.second, matter)
    assert Task.objects.get(act="try_inspect").user == cast.second.user
    assert Task.objects.get(act="try_decide").officer == cast.second.user
    with pytest.raises(ValidationError):
        handling.take(cast.officer, matter)
    with pytest.raises(ValidationError):
        handling.assign(cast.director, matter, officer=cast.sibling.user)
    with pytest.raises(PermissionDenied):
        handling.assign(cast.officer, matter, officer=cast.officer.user)
    handling.assign(cast.director, matter, officer=cast.officer.user, note="knows the site")
    matter.refresh_from_db()
    assert matter.officer == cast.officer.user


def test_a_request_stops_the_authoritys_clocks_until_it_is_answered(
    cast: Cast, matter: Matter
) -> None:
    before = due_days(matter)
    found = ask(cast, matter, due_on=TODAY + timedelta(days=9))
    assert due_days(matter) == {"try_inspect": None, "decision": None}
    assert found.clocks.count() == 2
    task = Task.objects.get(act="answer_request")
    assert (task.organisation, task.due_on) == (cast.developer, TODAY + timedelta(days=9))
    first, second = found.items.all()
    requests.draft(cast.clerk, matter, answers={first.pk: Answer("soon")})
    with pytest.raises(ValidationError, match="the area"):
        requests.answer(cast.clerk, matter, answers={first.pk: Answer("here")})
    with pytest.raises(PermissionDenied):
        requests.answer(cast.stranger, matter, answers={})
    answers = {first.pk: Answer("here"), second.pk: Answer("90 m²")}
    requests.answer(cast.clerk, matter, answers=answers)
    assert due_days(matter) == before
    assert not Task.objects.filter(act="answer_request", closed_at=None).exists()
    with pytest.raises(ValidationError):
        requests.answer(cast.clerk, matter, answers=answers)


def test_one_list_and_a_second_one_only_for_what_is_new(cast: Cast, matter: Matter) -> None:
    with pytest.raises(ValidationError):
        requests.ask(cast.officer, matter, items=[], of=PartyRole.DEVELOPER)
    with pytest.raises(ValidationError):
        requests.ask(cast.officer, matter, items=ITEMS, of=PartyRole.OWNER)
    found = ask(cast, matter)
    with pytest.raises(ValidationError):
        ask(cast, matter)
    answers = {item.pk: Answer("here") for item in found.items.all()}
    requests.answer(cast.clerk, matter, answers=answers)
    with pytest.raises(ValidationError):
        ask(cast, matter)
    ask(cast, matter, why_again="the plan names a second tower")
    requests.withdraw(cast.officer, matter)
    assert None not in due_days(matter).values()


def test_closing_a_matter_gives_up_its_request(cast: Cast, matter: Matter) -> None:
    ask(cast, matter)
    with step(cast.officer, matter, "try_close"):
        pass
    assert Request.objects.get().withdrawn_at is not None
    assert not Task.objects.filter(closed_at=None).exists()


def test_more_time_is_granted_by_somebody_else(cast: Cast, matter: Matter) -> None:
    clock = matter.clocks.get(name="decision")
    before = clock.due_on
    asked = {"clock": clock, "length": 30, "count": "calendar_days", "reason": "an expert opinion"}
    found = extensions.ask(cast.both, matter, **asked)
    with pytest.raises(ValidationError):
        extensions.ask(cast.officer, matter, **asked)
    with pytest.raises(PermissionDenied):
        extensions.grant(cast.both, matter, extension=found)
    with pytest.raises(PermissionDenied):
        extensions.grant(cast.officer, matter, extension=found)
    extensions.grant(cast.director, matter, extension=found)
    clock.refresh_from_db()
    assert clock.due_on > before + timedelta(days=20)  # holidays at the end move both
    assert Task.objects.get(act="try_decide").due_on == clock.due_on
    with pytest.raises(ValidationError):
        extensions.refuse(cast.director, matter, extension=found, remark="late")


def test_refused_time_changes_nothing(cast: Cast, matter: Matter) -> None:
    clock = matter.clocks.get(name="decision")
    found = extensions.ask(
        cast.officer, matter, clock=clock, length=5, count="working_days", reason="ill"
    )
    before = due_days(matter)
    extensions.refuse(cast.director, matter, extension=found, remark="somebody else takes over")
    assert due_days(matter) == before
    assert not Task.objects.filter(act="grant_extension", closed_at=None).exists()


def test_reminding_telling_and_settling(
    cast: Cast, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(following, "_messengers", [lambda task: told.append(task.pk)])
    task = Task.objects.get(act="try_decide")
    following.remind(cast.officer, matter, task=task)
    assert told == [task.pk]
    with pytest.raises(ValidationError):
        following.remind(cast.officer, matter, task=task)
    following.escalate(cast.officer, matter, task=task, note="the owner refuses service")
    assert Task.objects.get(act="settle_escalation").note == "the owner refuses service"
    with pytest.raises(ValidationError):
        following.escalate(cast.officer, matter, task=task, note="again")
    following.settle(cast.director, matter, remark="serve by public notice")
    assert Task.objects.get(act="settle_escalation").done_by == cast.director.user


def test_handing_over_all_or_some(cast: Cast) -> None:
    rows = [open_matter(cast.officer, cast) for _ in range(3)]
    giver, taker = cast.officer.user, cast.second.user
    some = hand_over(cast.director, giver=giver, taker=taker, note="ill", matters=[rows[0].pk])
    assert some == 1
    assert hand_over(cast.director, giver=giver, taker=taker, note="left") == 2
    assert Matter.objects.filter(officer=taker).count() == 3
    assert Task.objects.filter(user=taker, act="try_inspect").count() == 3
    assert Comment.objects.filter(internal=True).count() == 3
    assert AuditEvent.objects.filter(act="hand_over").count() == 2
    with pytest.raises(ValidationError):
        hand_over(cast.director, giver=giver, taker=taker, note="nothing is left")
    with pytest.raises(ValidationError):
        hand_over(cast.director, giver=taker, taker=cast.sibling.user, note="another district")


def test_a_new_party_has_the_tasks_of_its_role_and_loses_them(cast: Cast, matter: Matter) -> None:
    other = Organisation.objects.create(name="Second developer")
    with step(cast.officer, matter, "try_inspect"):
        pass
    with step(cast.director, matter, "try_decide"):
        pass
    party = handling.add_party(cast.officer, matter, role=PartyRole.DEVELOPER, who=other)
    waiting = Task.objects.filter(act="try_reply", closed_at=None)
    assert waiting.count() == 2
    assert len(set(waiting.values_list("due_on", flat=True))) == 1
    with pytest.raises(ValidationError):
        handling.add_party(cast.officer, matter, role=PartyRole.DEVELOPER, who=other)
    handling.end_party(cast.officer, matter, party=party)
    assert waiting.get().organisation == cast.developer


def test_due_days_follow_the_holidays(cast: Cast, matter: Matter, operator: object) -> None:
    clock = matter.clocks.get(name="try_inspect")
    before = clock.due_on
    day = before if Calendar().is_working(before) else before - timedelta(days=1)
    notice = enter(operator, year=day.year, document="7", days={day: False}, whole_year=False)
    assert calendars.refresh() == 1
    clock.refresh_from_db()
    assert clock.due_on > before
    assert Task.objects.get(act="try_inspect").due_on == clock.due_on
    assert calendars.refresh() == 0
    withdraw(operator, notice, reason="entered wrongly")
    assert calendars.refresh() == 1
    clock.refresh_from_db()
    assert clock.due_on == before


def test_the_calendar_is_read_once(cast: Cast, django_assert_num_queries: object) -> None:
    calendars.calendar()
    with django_assert_num_queries(1):
        calendars.calendar()
