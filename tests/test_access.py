"""Every address of the site answers every role as tests/access.yaml says; none is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import User
from tests.fixtures.people import make_city
from tests.fixtures.world import GROUPS, LIKE, OBJECTS, ROLES, World, make_people, make_world

TABLE: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("access.yaml").read_text(encoding="utf-8")
)


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespaces; "" for one without a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"(no name: {entry.pattern})"
        else:
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)


def name_of(key: str) -> str:
    """The address a row is about: ``POST room:name, which`` is about ``room:name``."""
    return key.removeprefix("POST ").partition(",")[0]


def expected(row: dict[str, Any]) -> dict[str, int]:
    """The answer for each role: groups first, then roles named alone, then those like another."""
    found: dict[str, int] = {}
    for group, roles in GROUPS.items():
        if group in row:
            found |= dict.fromkeys(roles.split(), row[group])
    found |= {role: row[role] for role in ROLES if role in row}
    return {role: found[other] for role, other in LIKE.items() if other in found} | found


def test_every_address_is_in_the_table() -> None:
    listed = {name_of(key) for key in TABLE}
    assert set(names()) - listed == set(), "add these to tests/access.yaml"
    assert listed - set(names()) == set(), "these addresses no longer exist"


@pytest.mark.parametrize("key", TABLE)
def test_every_row_is_whole(key: str) -> None:
    row = TABLE[key]
    assert set(expected(row)) == set(ROLES)
    assert set(row) - {"with", *GROUPS, *ROLES} == set()
    assert row.get("with", next(iter(OBJECTS))) in OBJECTS


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Actor]]:
    """The people of the city, made once: what a test adds is taken back after it, they at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_city()
        yield make_people()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(everybody: dict[str, Actor]) -> dict[str, str]:
    """Those of each role's session; none of who does not sign in."""
    return {role: signed_in(actor.user) for role, actor in everybody.items()}


def signed_in(user: User | None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.cookies.output(header="", sep=";")


@pytest.fixture
def world(everybody: dict[str, Actor], db: None) -> World:
    return make_world(everybody)


@pytest.mark.parametrize("key", TABLE)
def test_who_may_open_it(key: str, world: World, cookies: dict[str, str]) -> None:
    row = TABLE[key]
    verb = "post" if key.startswith("POST ") else "get"
    url = reverse(name_of(key), kwargs=world.fill(row["with"]) if "with" in row else None)
    given = {role: answer(world, role, cookies[role], verb, url) for role in ROLES}
    assert {
        role: f"{code}, not {given[role]}"
        for role, code in expected(row).items()
        if given[role] != code
    } == {}


def answer(world: World, role: str, cookies: str, verb: str, url: str) -> int:
    """What a person or a machine gets; whatever the request changes is taken back."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    if role == "client":
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {world.client[1]}"
    with transaction.atomic():
        response = client.post(url, {"nothing": "asked"}) if verb == "post" else client.get(url)
        b"".join(response)
        transaction.set_rollback(True)
    return response.status_code
