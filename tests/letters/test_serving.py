"""Service: only with consent or proof, each attempt kept, and the recorded day starts what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation
from greenward.bureau.casework.filings import visible
from greenward.bureau.casework.matters import clocks
from greenward.bureau.casework.models import AuditEvent, Clock, Filing, Matter, Task
from greenward.bureau.letters import consents, issuing, kinds, opening, serving
from greenward.bureau.letters.models import Attempt, Consent, Letter, Mail, Method, Opening
from greenward.bureau.letters.serving import NEEDS, Way
from greenward.law.language import Count, Period

from .conftest import paper, refused_by_the_database, write_order


def today() -> date:
    return timezone.localdate()


def way(method: Method, **said: str) -> Way:
    given = {name: f"某{name}" for name in NEEDS[method]}
    return Way(method, today(), **{**given, **said})


@pytest.fixture(autouse=True)
def _starts_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of these tests starts a clock at service, as a room does."""

    def begin(actor: Actor, letter: Letter, day: date) -> None:
        period = Period(int(letter.fields["days"]), Count(letter.fields["count"]))
        clocks.begin(actor, letter.matter, "correction", period, on=day, reason="送达")

    monkeypatch.setitem(kinds._kinds, "order", replace(kinds.named("order"), on_served=begin))


def test_in_the_inbox_only_with_a_consent_in_force(
    issued: Letter, officer: Actor, consent: Consent
) -> None:
    attempt = serving.in_inbox(officer, issued)
    assert (attempt.state, attempt.served_on) == (Attempt.State.SERVED, today())
    assert attempt.consent == consent
    clock = Clock.objects.get(name="correction")
    assert clock.due_on and clock.due_on >= today() + timedelta(30)
    assert Mail.objects.get().to == "office@greenwood.example"
    asked = Task.objects.get(act="confirm_letter")
    assert (asked.organisation_id, asked.note) == (consent.organisation_id, issued.number)
    assert Task.objects.get(act="begin_service").done_by == officer.user


def test_without_consent_nothing_is_served_here(issued: Letter, officer: Actor) -> None:
    with pytest.raises(ValidationError, match="书面|consent|同意"):
        serving.in_inbox(officer, issued)
    assert not Attempt.objects.exists()
    assert not Clock.objects.filter(name="correction").exists()


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-1, 1, True)],
)
def test_a_consent_holds_on_its_days(
    first: int,
    last: int | None,
    holds: bool,
    issued: Letter,
    owner: Actor,
    company: Organisation,
    officer: Actor,
) -> None:
    consents.give(
        owner,
        company,
        signed=paper(),
        first_day=today() + timedelta(first),
        last_day=None if last is None else today() + timedelta(last),
    )
    assert (consents.in_force(issued.party) is not None) is holds
    if holds:
        serving.in_inbox(officer, issued)
        assert not Mail.objects.exists()  # no address was given
    else:
        with pytest.raises(ValidationError):
            serving.in_inbox(officer, issued)


def test_a_withdrawn_consent_serves_nothing(
    issued: Letter, officer: Actor, owner: Actor, consent: Consent
) -> None:
    consents.withdraw(owner, consent)
    with pytest.raises(ValidationError):
        serving.in_inbox(officer, issued)
    with pytest.raises(ValidationError):
        consents.withdraw(owner, consent)


def test_only_the_company_or_an_officer_gives_its_consent(
    company: Organisation, other_owner: Actor, officer: Actor, auditor: Actor
) -> None:
    for stranger in (other_owner, auditor):
        with pytest.raises(PermissionDenied):
            consents.give(stranger, company, signed=paper(), first_day=today())
    given = consents.give(officer, company, signed=paper(), first_day=today())
    assert list(consents.visible(officer)) == [given]
    assert list(consents.visible(other_owner)) == []


@pytest.mark.parametrize("method", [m for m in Method if m not in (Method.INBOX, Method.NOTICE)])
def test_on_paper_it_counts_with_its_proof(method: Method, issued: Letter, officer: Actor) -> None:
    attempt = serving.begin(officer, issued, way(method))
    with pytest.raises(ValidationError) as caught:
        serving.complete(officer, attempt, served_on=today())
    assert "proof" in caught.value.message_dict
    assert not Clock.objects.filter(name="correction").exists()
    waiting = Task.objects.get(act="serve_letter")
    assert waiting.closed_at is None
    done = serving.complete(officer, attempt, served_on=today(), proof=paper())
    assert (done.state, done.served_on) == (Attempt.State.SERVED, today())
    assert done.proof.kind == "proof_of_service"
    waiting.refresh_from_db()
    assert waiting.closed_at is not None
    assert Clock.objects.get(name="correction").law_events[0].on == today()
    event = AuditEvent.objects.get(act="serve_letter")
    assert event.payload["served_on"] == today().isoformat()


@pytest.mark.parametrize("method", [m for m in Method if m is not Method.INBOX])
def test_each_way_says_what_it_needs(method: Method, issued: Letter, officer: Actor) -> None:
    for name in NEEDS[method]:
        with pytest.raises(ValidationError) as caught:
            serving.begin(officer, issued, way(method, **{name: " "}))
        assert set(caught.value.message_dict) == {name}


def test_the_day_lies_between_the_attempt_and_today(issued: Letter, officer: Actor) -> None:
    attempt = serving.begin(officer, issued, way(Method.POST))
    for wrong in (today() - timedelta(1), today() + timedelta(1)):
        with pytest.raises(ValidationError) as caught:
            serving.complete(officer, attempt, served_on=wrong, proof=paper())
        assert "served_on" in caught.value.message_dict
    assert not Filing.objects.filter(kind="proof_of_service").exists()


def test_a_public_notice_counts_after_thirty_days(issued: Letter, officer: Actor) -> None:
    attempt = serving.begin(officer, issued, way(Method.NOTICE), proof=paper())
    assert attempt.not_before and attempt.not_before > today() + timedelta(30)
    assert Task.objects.get(act="serve_letter").due_on == attempt.not_before
    with pytest.raises(ValidationError):
        serving.complete(officer, attempt)
    day = attempt.not_before
    with time_machine.travel(f"{day}T02:00:00+08:00", tick=False):
        later = Actor.of(officer.user)
        done = serving.complete(later, attempt)
    assert done.served_on == day


def test_a_failed_attempt_is_followed_by_another(issued: Letter, officer: Actor) -> None:
    first = serving.begin(officer, issued, way(Method.POST, tracking="EMS1"))
    with pytest.raises(ValidationError):
        serving.begin(officer, issued, way(Method.HAND))
    with pytest.raises(ValidationError):
        serving.fail(officer, first, because=" ")
    serving.fail(officer, first, because="查无此人", proof=paper())
    with pytest.raises(ValidationError):
        serving.complete(officer, first, served_on=today(), proof=paper())
    second = serving.begin(officer, issued, way(Method.LEFT))
    serving.complete(officer, second, served_on=today(), proof=paper())
    states = list(issued.attempts.values_list("state", flat=True))
    assert states == [Attempt.State.FAILED, Attempt.State.SERVED]
    open_tasks = Task.objects.filter(closed_at=None, act__in=("begin_service", "serve_letter"))
    assert not open_tasks.exists()


def test_it_is_served_once(issued: Letter, officer: Actor, consent: Consent) -> None:
    serving.in_inbox(officer, issued)
    with pytest.raises(ValidationError):
        serving.in_inbox(officer, issued)
    with pytest.raises(ValidationError):
        serving.begin(officer, issued, way(Method.HAND))


@pytest.mark.parametrize("change", ["served_on = '2020-01-01'", "proof_id = NULL", "note = 'x'"])
def test_an_ended_attempt_is_kept(
    change: str, issued: Letter, officer: Actor, consent: Consent
) -> None:
    attempt = serving.in_inbox(officer, issued)
    for statement in (
        f"UPDATE letters_attempt SET {change} WHERE id = {attempt.pk}",
        f"DELETE FROM letters_attempt WHERE id = {attempt.pk}",
        f"UPDATE letters_consent SET first_day = '2020-01-01' WHERE id = {consent.pk}",
        f"DELETE FROM letters_consent WHERE id = {consent.pk}",
    ):
        refused_by_the_database(statement)


def test_what_follows_service_is_part_of_it(
    issued: Letter, officer: Actor, consent: Consent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(actor: Actor, letter: Letter, day: date) -> None:
        raise ValidationError("the matter does not take it")

    monkeypatch.setitem(kinds._kinds, "order", replace(kinds.named("order"), on_served=refuse))
    with pytest.raises(ValidationError, match="does not take it"):
        serving.in_inbox(officer, issued)
    assert not Attempt.objects.exists() and not Mail.objects.exists()


def test_a_party_sees_a_letter_once_it_is_served(
    draft: Letter, futian_director: Actor, officer: Actor, owner: Actor, other_owner: Actor,
    consent: Consent,
) -> None:  # fmt: skip
    def seen(actor: Actor) -> bool:
        return Letter.objects.visible_to(actor).filter(pk=draft.pk).exists()

    def filed(actor: Actor) -> bool:
        return Filing.objects.filter(visible(actor), kind="decision").exists()

    assert (seen(officer), seen(owner)) == (True, False)
    issued = issuing.issue(futian_director, draft)
    assert (seen(officer), seen(owner), filed(owner)) == (True, False, False)
    serving.in_inbox(officer, issued)
    assert (seen(officer), seen(owner), filed(owner)) == (True, True, True)
    assert (seen(other_owner), filed(other_owner)) == (False, False)


def test_opening_is_logged_once_and_confirming_ends_the_task(
    issued: Letter, officer: Actor, owner: Actor, consent: Consent
) -> None:
    serving.in_inbox(officer, issued)
    letter = Letter.objects.get(pk=issued.pk)
    opening.note(officer, letter)
    assert not Opening.objects.exists()
    opening.note(owner, letter)
    opening.note(owner, letter)
    assert AuditEvent.objects.filter(act="open_letter").count() == 1
    assert letter.attempts.get().served_on == today()
    opening.confirm(owner, letter)
    assert Opening.objects.get().confirmed_at is not None
    assert Task.objects.get(act="confirm_letter").done_by == owner.user


def test_an_officer_elsewhere_serves_nothing(
    issued: Letter, sibling_officer: Actor, owner: Actor, consent: Consent
) -> None:
    for stranger in (sibling_officer, owner):
        with pytest.raises(PermissionDenied):
            serving.in_inbox(stranger, issued)


class Course(RuleBasedStateMachine):
    officer: Actor
    director: Actor
    matter: Matter
    reached: set[str] = set()

    @initialize()
    def start(self) -> None:
        self.point = transaction.savepoint()
        self.letter = issuing.issue(self.director, write_order(self.officer, self.matter))

    def opened(self) -> Attempt | None:
        return self.letter.attempts.filter(state="under_way").first()

    def served(self) -> bool:
        return self.letter.attempts.filter(state="served").exists()

    @rule()
    def post(self) -> None:
        if self.opened() or self.served():
            with pytest.raises(ValidationError):
                serving.begin(self.officer, self.letter, way(Method.POST))
            self.reached.add("begin refused")
        else:
            serving.begin(self.officer, self.letter, way(Method.POST))
            self.reached.add("begin")

    @precondition(lambda self: self.opened())
    @rule()
    def lose(self) -> None:
        serving.fail(self.officer, self.opened(), because="退回")
        self.reached.add("fail")

    @precondition(lambda self: self.opened())
    @rule()
    def receive(self) -> None:
        serving.complete(self.officer, self.opened(), served_on=today(), proof=paper())
        self.reached.add("complete")

    @rule()
    def here(self) -> None:
        if self.served():
            with pytest.raises(ValidationError):
                serving.in_inbox(self.officer, self.letter)
            self.reached.add("inbox refused")
        elif not self.opened():
            serving.in_inbox(self.officer, self.letter)
            self.reached.add("inbox")

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "letter"):
            return
        mine = Task.objects.filter(note=self.letter.number, closed_at=None)
        asked = list(mine.exclude(act="confirm_letter").values_list("act", flat=True))
        if self.served():
            assert asked == []
        else:
            assert asked == (["serve_letter"] if self.opened() else ["begin_service"])
        assert self.letter.attempts.filter(state="served").count() <= 1

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)


def test_the_courses_of_service(
    officer: Actor, futian_director: Actor, draft: Letter, consent: Consent
) -> None:
    """Whatever is tried in whatever order: at most one open attempt, one service, one clock, and
    exactly one line in the officer's inbox until it is served."""

    Course.officer, Course.director, Course.matter = officer, futian_director, draft.matter
    Course.TestCase.settings = settings(
        max_examples=20, stateful_step_count=8, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    Course.TestCase().runTest()
    assert {"begin", "begin refused", "fail", "complete", "inbox"} <= Course.reached
