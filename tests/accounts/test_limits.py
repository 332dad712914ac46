"""Paces: so many requests of one kind from one place, whichever process answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.doors import limits
from greenward.bureau.accounts.doors.models import Pace
from greenward.bureau.accounts.models import User


def later(seconds: float) -> None:
    """Let time pass in the database, whose clock counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE doors_pace SET free_at = free_at - make_interval(secs => %s)", [seconds]
        )


@pytest.mark.django_db
def test_an_allowance_may_be_used_at_once_and_then_refills_evenly() -> None:
    assert [limits.take("k", 3, 60) for _ in range(3)] == [0, 0, 0]
    assert limits.take("k", 3, 60) in range(18, 21)
    assert limits.take("other", 3, 60) == 0
    later(21)
    assert limits.take("k", 3, 60) == 0
    assert limits.take("k", 3, 60) > 0
    later(600)
    assert [limits.take("k", 3, 60) for _ in range(3)] == [0, 0, 0]
    assert limits.take("k", 3, 60) > 0


@given(
    amount=st.integers(1, 5),
    steps=st.lists(st.integers(0, 30), max_size=20),
)
@pytest.mark.django_db
def test_no_stretch_of_time_holds_more_than_its_allowance(amount: int, steps: list[int]) -> None:
    """In any stretch of `s` seconds at most amount + s * amount / 60 requests pass; and whoever
    keeps the pace is never refused."""
    Pace.objects.all().delete()
    now, passed = 0, []
    for step in steps:
        now += step
        later(step)
        if limits.take("k", amount, 60) == 0:
            passed.append(now)
        else:
            assert passed
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            stretch = passed[last] - passed[first]
            assert last - first + 1 <= amount + stretch * amount / 60 + 0.1


@pytest.mark.django_db(transaction=True)
def test_processes_share_one_count() -> None:
    """Twenty connections at one moment: no more than the allowance passes."""
    passed, go = [], threading.Barrier(20)

    def ask() -> None:
        go.wait()
        if limits.take("shared", 7, 600) == 0:
            passed.append(1)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 7


def test_hammering_the_door_is_refused_with_a_page(
    client: Client, lin: User, attempt: Callable[..., Any]
) -> None:
    answers = [client.get(reverse("account_login")) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    page = answers[-1].content.decode()
    assert "Too many requests" in page
    assert Client(REMOTE_ADDR="192.0.2.7").get(reverse("account_login")).status_code == 200


@pytest.fixture
def two_in_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every allowance cut down, each for the requests it is for."""
    for name, allowances in limits.ALLOWANCES.items():
        cut = tuple(each._replace(amount=2) for each in allowances)
        monkeypatch.setitem(limits.ALLOWANCES, name, cut)


@pytest.mark.parametrize(
    ("ordinary", "counted", "verb"),
    [
        ("/buildings", "/buildings?q=tower", "get"),
        ("/buildings", "/buildings?format=csv", "get"),
        ("/findings", "/findings?q=tower", "get"),
        ("/law/", "/law/?q=32", "get"),
        ("/matters/", "/lists/buildings", "get"),
        ("/letters/", "/letters/check", "get"),
        ("/letters/", "/letters/check/AAAA", "get"),
        ("/letters/", "/letters/matter/1/volume", "post"),
        ("/imports/new", "/imports/new", "post"),
        ("/law/", "/draws/", "get"),
        ("/law/", "/log/check", "get"),
        ("/law/", "/v", "get"),
        ("/law/", "/status/", "get"),
        ("/law/", "/api/v1/openapi.json", "get"),
    ],
)
def test_each_kind_of_costly_request_has_its_allowance(
    client: Client, wu: User, two_in_a_minute: None, ordinary: str, counted: str, verb: str
) -> None:
    client.force_login(wu)
    session = client.session
    session["second_factor"] = [wu.pk, "totp"]
    session.save()
    codes = [getattr(client, verb)(counted).status_code for _ in range(3)]
    assert 429 not in codes[:2]
    assert codes[2] == 429
    Pace.objects.all().delete()
    for _ in range(3):
        assert client.get(ordinary).status_code != 429
    assert not Pace.objects.exists(), "an ordinary page is not counted and costs no query"


def test_a_program_is_refused_with_problem_details(
    client: Client, db: None, two_in_a_minute: None
) -> None:
    wants = {"accept": "application/json"}
    answer = [client.get("/status/", headers=wants) for _ in range(3)][-1]
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "too_often"
    assert int(answer["Retry-After"]) == answer.json()["wait"]
    assert client.get("/status/").headers["Content-Type"].startswith("text/html")


def test_people_behind_one_address_have_an_allowance_each(lin: User, wu: User) -> None:
    for user in (lin, wu):
        client = Client()
        client.force_login(user)
        codes = {client.get("/account/sign-in").status_code for _ in range(30)}
        assert codes == {302}


def test_every_counted_address_exists() -> None:
    names, rooms = set(), set()
    for entry in get_resolver().url_patterns:
        rooms.add(getattr(entry, "namespace", None))
        for inner in getattr(entry, "url_patterns", [entry]):
            room = getattr(entry, "namespace", None)
            names.add(f"{room}:{inner.name}" if room else inner.name)
    assert set(limits.ALLOWANCES) <= names | rooms


@pytest.mark.django_db
def test_paces_that_are_over_are_forgotten_and_never_logged() -> None:
    limits.take("k", 1, 60)
    assert limits.forget() == 0
    later(61)
    assert limits.forget() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'doors_pace'")
        assert cursor.fetchone() == ("u",)
