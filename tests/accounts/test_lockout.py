"""Failed attempts lock a name and an address, for names that exist and for others."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.doors import events, lockout
from greenward.bureau.accounts.doors.models import Attempt
from greenward.bureau.accounts.models import User

Try = Callable[..., Any]
SignedIn = Callable[[Client], bool]


def said(answer: Any) -> str:
    return " ".join(answer.context["form"].non_field_errors())


def earlier(minutes: float) -> None:
    """Let so many minutes pass for all that was tried."""
    for row in Attempt.objects.all():
        Attempt.objects.filter(pk=row.pk).update(at=row.at - timedelta(minutes=minutes))


@pytest.mark.parametrize("name", ["lin", "nobody"])
def test_five_failures_lock_a_name_whoever_has_it(
    client: Client, lin: User, attempt: Try, name: str
) -> None:
    for _ in range(5):
        assert "not right" in said(attempt(client, name, "guess"))
    assert said(attempt(client, name, "guess")).startswith(
        "Too many failed attempts. Wait 15 minutes"
    )


def test_the_right_password_does_not_help_until_the_time_is_over(
    client: Client, lin: User, attempt: Try, signed_in: SignedIn
) -> None:
    for spelled in ("lin", "LIN", " lin", "ｌｉｎ", "Lin"):
        attempt(client, spelled, "guess")
    attempt(client, "lin")
    assert not signed_in(client)
    earlier(14)
    assert "Wait 1 minute" in said(attempt(client, "lin"))
    earlier(1.1)
    attempt(client, "lin")
    assert signed_in(client)


def test_a_locked_attempt_does_not_lengthen_the_lock(
    client: Client, lin: User, attempt: Try
) -> None:
    for _ in range(5):
        attempt(client, "lin", "guess")
    before = Attempt.objects.count()
    attempt(client, "lin", "guess")
    assert Attempt.objects.count() == before


def test_a_whole_sign_in_forgives_the_failures_before_it(
    client: Client, lin: User, attempt: Try, signed_in: SignedIn
) -> None:
    for _ in range(4):
        attempt(client, "lin", "guess")
    attempt(client, "lin")
    client.logout()
    for _ in range(4):
        attempt(client, "lin", "guess")
    attempt(client, "lin")
    assert signed_in(client)


def test_the_right_password_alone_forgives_nothing_where_a_second_step_follows(
    client: Client, wu_with_app: User, attempt: Try, signed_in: SignedIn
) -> None:
    for _ in range(4):
        attempt(client, "wu")
        client.post("/account/sign-in/second-step", {"code": "000000"})
        client.post("/account/sign-out")
    attempt(client, "wu")
    wrong = client.post("/account/sign-in/second-step", {"code": "000000"})
    assert "not right" in str(wrong.context["form"].errors)
    locked = client.post("/account/sign-in/second-step", {"code": "000000"})
    assert "Too many failed attempts" in str(locked.context["form"].errors)
    assert not signed_in(client)


def test_one_address_that_tries_many_names_is_stopped(
    client: Client, lin: User, attempt: Try, signed_in: SignedIn, settings: Any
) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 7
    for number in range(7):
        attempt(client, f"name{number}", "guess")
    assert "Too many" in said(attempt(client, "lin"))
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    attempt(elsewhere, "lin")
    assert signed_in(elsewhere)


def test_a_whole_ipv6_network_counts_as_one_address(lin: User, attempt: Try, settings: Any) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 3
    for number in range(3):
        attempt(Client(REMOTE_ADDR=f"2001:db8:1:2::{number}"), f"name{number}", "guess")
    assert "Too many" in said(
        attempt(Client(REMOTE_ADDR="2001:db8:1:2:9::1", headers={"accept-language": "en"}), "lin")
    )
    assert attempt(Client(REMOTE_ADDR="2001:db8:1:3::1"), "lin").status_code == 302


def test_what_a_sender_writes_about_its_own_address_does_not_count(
    lin: User, attempt: Try, settings: Any
) -> None:
    for number in range(3):
        attempt(Client(headers={"x-forwarded-for": f"198.51.100.{number}"}), "lin", "guess")
    assert set(Attempt.objects.values_list("address", flat=True)) >= {"127.0.0.1"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    header = {"x-forwarded-for": "198.51.100.7, 203.0.113.5"}
    attempt(Client(headers=header), "lin", "guess")
    assert Attempt.objects.latest("pk").address == "203.0.113.5"


def test_the_security_administrator_can_unlock(
    client: Client, lin: User, attempt: Try, signed_in: SignedIn
) -> None:
    for _ in range(5):
        attempt(client, "lin", "guess")
    assert lockout.is_locked(lin)
    lockout.unlock(lin)
    assert not lockout.is_locked(lin)
    attempt(client, "lin")
    assert signed_in(client)


def test_after_signing_in_one_reads_when_and_from_where_before(lin: User, attempt: Try) -> None:
    attempt(Client(REMOTE_ADDR="192.0.2.1"), "lin")
    for _ in range(2):
        attempt(Client(REMOTE_ADDR="198.51.100.4"), "lin", "guess")
    client = Client(REMOTE_ADDR="192.0.2.1", headers={"accept-language": "en"})
    attempt(client, "lin")
    page = client.get("/account/own").content.decode()
    assert "Your last sign-in was on" in page
    assert "from 192.0.2.1" in page
    assert "2 attempts failed" in page
    assert "from 198.51.100.4" in page


def test_no_name_that_was_typed_is_kept(client: Client, lin: User, attempt: Try) -> None:
    attempt(client, "my secret passphrase by mistake", "x")
    row = Attempt.objects.latest("pk")
    assert "secret" not in str(vars(row))
    assert row.user is None


def test_failures_and_locks_are_told_to_who_keeps_the_records(
    client: Client, lin: User, attempt: Try
) -> None:
    told: list[tuple[str, Any]] = []

    def listen(sender: object, kind: str, user: Any, **more: Any) -> None:
        told.append((kind, user))

    events.happened.connect(listen)
    try:
        for _ in range(5):
            attempt(client, "lin", "guess")
        lockout.unlock(lin)
        attempt(client, "lin")
    finally:
        events.happened.disconnect(listen)
    assert told == [
        *[("sign_in_failed", lin)] * 5,
        ("sign_in_locked", lin),
        ("signed_in", lin),
    ]


def test_old_attempts_are_forgotten(client: Client, lin: User, attempt: Try) -> None:
    attempt(client, "lin", "guess")
    assert lockout.forget() == 0
    earlier(60 * 24 * 181)
    assert lockout.forget() == 1


@given(steps=st.lists(st.tuples(st.sampled_from("fsu"), st.integers(0, 20)), max_size=25))
@pytest.mark.django_db(transaction=False)
def test_no_quarter_of_an_hour_holds_more_than_five_failures_in_a_row(
    steps: list[tuple[str, int]],
) -> None:
    """Whatever is tried in whatever order: the model is a plain list of minutes."""
    Attempt.objects.all().delete()
    request = RequestFactory().get("/")
    now, failures = 0, []
    key = lockout.key_of("somebody")
    for what, minutes in steps:
        now += minutes
        for row in Attempt.objects.all():
            Attempt.objects.filter(pk=row.pk).update(at=row.at - timedelta(minutes=minutes))
        latest = failures[-5:]
        locked = len(latest) == 5 and latest[4] - latest[0] <= 15 and now < latest[4] + 15
        assert (lockout.locked_until(key) is not None) == locked
        if what == "f":
            try:
                with lockout.attempt("somebody", request):
                    pass
            except lockout.Locked:
                assert locked
            else:
                assert not locked
                failures.append(now)
        else:
            outcome = "signed_in" if what == "s" else "unlocked"
            Attempt.objects.create(name_key=key, outcome=outcome)
            failures = []


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_five_tries() -> None:
    """Twelve connections of their own, let go at one moment, all reach the check before any ends."""
    begun, go = [], threading.Barrier(12)
    request = RequestFactory().get("/")

    def guess() -> None:
        go.wait()
        try:
            with lockout.attempt("lin", request):
                begun.append(timezone.now())
        except ValidationError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 5
