"""Sessions: what they cost, when they end, and what their holder sees and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from greenward.bureau.accounts.doors import sessions
from greenward.bureau.accounts.doors.models import Session
from greenward.bureau.accounts.models import User

Try = Callable[..., Any]
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
OWN = "/account/own"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def is_in(client: Client) -> bool:
    return client.get(OWN).status_code == 200


@pytest.mark.parametrize(("kind", "minutes"), [("official", 30), ("owner", 120)])
def test_a_while_without_use_ends_a_session_sooner_for_the_staff(
    client: Client, lin: User, wu: User, clock: Any, kind: str, minutes: int
) -> None:
    client.force_login(wu if kind == "official" else lin)
    for _ in range(3):
        clock.shift(timedelta(minutes=minutes - 1))
        assert "_auth_user_id" in client.session
        client.get(OWN)
    clock.shift(timedelta(minutes=minutes, seconds=1))
    answer = client.get(OWN)
    assert answer.url.startswith(reverse("account_login"))
    page = client.get(answer.url).content.decode()
    assert "You were signed out: after 30 minutes without use (120 for companies" in page


def test_twelve_hours_end_a_session_however_busy(
    client: Client, lin: User, attempt: Try, clock: Any
) -> None:
    attempt(client, "lin")
    for _ in range(12 * 3 - 1):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=19, seconds=59))
    assert is_in(client)
    clock.shift(timedelta(seconds=1))
    assert not is_in(client)


def test_the_database_refuses_an_old_session_even_where_nobody_asks(
    client: Client, lin: User, attempt: Try, clock: Any
) -> None:
    attempt(client, "lin")
    key = client.session.session_key
    clock.shift(timedelta(minutes=121))
    assert sessions.SessionStore(key).load() == {}


def test_use_is_noted_once_a_minute_and_costs_nothing_between(
    client: Client,
    lin: User,
    attempt: Try,
    clock: Any,
) -> None:
    attempt(client, "lin")
    client.get("/account/own/password")  # shows the message of the sign-in
    with CaptureQueriesContext(connection) as asked:
        client.get("/law/")
    assert not [query for query in asked if not query["sql"].lstrip("(").startswith("SELECT")]
    before = Session.objects.get(user=lin).seen_at
    clock.shift(timedelta(seconds=59))
    client.get("/account/own/password")
    assert Session.objects.get(user=lin).seen_at == before
    clock.shift(timedelta(seconds=1))
    client.get("/account/own/password")
    assert Session.objects.get(user=lin).seen_at == before + timedelta(minutes=1)


def test_signing_in_changes_the_key(client: Client, lin: User, attempt: Try) -> None:
    """A key that somebody planted before the sign-in is worth nothing after it (V7.2.4)."""
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    attempt(client, "lin")
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_one_sees_ones_sessions_and_ends_them(lin: User, attempt: Try) -> None:
    here = Client(REMOTE_ADDR="192.0.2.1", headers={"accept-language": "en"})
    there = Client(REMOTE_ADDR="192.0.2.2", headers={"user-agent": FIREFOX})
    third = Client()
    for client in (here, there, third):
        attempt(client, "lin")
    page = here.get(OWN).content.decode()
    assert "Firefox · Linux" in page
    assert "192.0.2.2" in page
    for client in (here, there, third):
        assert client.session.session_key not in page
    row = Session.objects.get(user=lin, address="192.0.2.2")
    assert here.post(reverse("account_end_session", args=[sessions.tag(row)])).url == OWN
    assert not is_in(there)
    assert is_in(third)
    here.post(reverse("account_end_others"))
    assert not is_in(third)
    assert is_in(here)
    mine = Session.objects.get(user=lin)
    ended = here.post(reverse("account_end_session", args=[sessions.tag(mine)]))
    assert ended.url == reverse("account_login")
    assert not is_in(here)


def test_nobody_ends_the_session_of_another(lin: User, wu: User) -> None:
    mine, theirs = Client(), Client()
    mine.force_login(lin)
    theirs.force_login(wu)
    row = Session.objects.get(user=wu)
    assert mine.post(reverse("account_end_session", args=[sessions.tag(row)])).status_code == 404
    mine.post(reverse("account_end_others"))
    assert is_in(theirs)


def test_closing_a_person_and_a_new_password_end_all_sessions(lin: User) -> None:
    for end in (
        lambda: (lin.set_password("given by the office"), lin.save()),
        lambda: (setattr(lin, "is_active", False), lin.save(update_fields=["is_active"])),
    ):
        client = Client()
        client.force_login(lin)
        assert is_in(client)
        end()
        assert not is_in(client)
        assert not Session.objects.filter(user=lin).exists()


def test_the_page_costs_the_same_with_many_sessions(
    client: Client, lin: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(8):
        Client().force_login(lin)
    client.force_login(lin)
    with django_assert_max_num_queries(10):
        client.get(OWN)


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (FIREFOX, "Firefox · Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari · iOS",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile MicroMessenger/8.0",
            "WeChat · Android",
        ),
        ("curl/8", "? · ?"),
        ("", "? · ?"),
    ],
)
def test_only_browser_and_system_are_kept_of_a_device(agent: str, told: str) -> None:
    assert sessions.device(agent) == told
