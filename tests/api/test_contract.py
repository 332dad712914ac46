"""The description of the interface holds for every role: generated requests meet no 500, every
answer is one that openapi.json describes, and nothing of the sibling district comes through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.conf import settings as site
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole
from greenward.bureau.casework.matters.steps import TakingPart, opened
from greenward.bureau.construction.opening import open_project
from greenward.bureau.registry.models import Building
from greenward.wsgi import application
from tests.fixtures.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ROLES = ("anonymous", "client", "officer", "owner", "contractor", "buyer", "security", "auditor")
SECRET = "NANSHAN-ALONE"
Own = tuple[dict[str, str], dict[str, str]]


@pytest.fixture
def elsewhere(world: World, nanshan: Area) -> dict[str, int]:
    """A building, a matter and a project of the sibling district: their numbers by the operation's
    path."""
    body = Organisation.objects.create(name=f"{SECRET} company")
    building = Building.objects.create(name=SECRET, code="440305A001", area=nanshan, owner=body)
    parties = [TakingPart(PartyRole.OWNER, body)]
    with opened(Actor.operator(), "correction", title=SECRET, area=nanshan, parties=parties) as (
        matter,
        _event,
    ):
        pass
    project = open_project(
        Actor.operator(),
        area=nanshan,
        code=SECRET,
        name=SECRET,
        developer=body,
        regime_on=date(2024, 3, 1),
        regime_reason=SECRET,
    )
    assert world.building and world.matter and world.import_run and world.client and world.project
    return {
        "/buildings/{number}": building.pk,
        "/matters/{number}": matter.pk,
        "/projects/{number}": project.pk,
    }


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application asks in the test's own transaction, so no request closes its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def credentials(world: World, role: str) -> Own:
    """The headers and the cookies of a role."""
    if role == "client":
        return {"Authorization": f"Bearer {world.client[1]}"}, {}
    user = world.people[role].user
    if user is None:
        return {}, {}
    client = Client()
    client.force_login(user)
    name = site.SESSION_COOKIE_NAME
    return {}, {name: client.cookies[name].value}


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_described_and_nothing_leaks(
    world: World, elsewhere: dict[str, int], role: str
) -> None:
    own = credentials(world, role)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 10
    for operation in operations:
        foreign = next((pk for path, pk in elsewhere.items() if operation.path.endswith(path)), 0)
        _explore(operation, own, foreign, sees_all=role == "auditor")


def _explore(operation: Any, own: Own, foreign: int, *, sees_all: bool) -> None:
    headers, cookies = own

    @settings(
        max_examples=12,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), take_foreign=st.booleans())
    def check(case: Any, take_foreign: bool) -> None:
        case.headers = {
            name: value
            for name, value in (case.headers or {}).items()
            if name.lower() not in ("authorization", "cookie")
        } | headers
        case.cookies = cookies
        aimed = bool(take_foreign and foreign)
        if aimed:
            case.path_parameters = {"number": foreign}
        with transaction.atomic():
            answer = case.call()
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)
        if (headers or cookies) and answer.status_code == 401:
            raise AssertionError("the role's own credentials were not taken")
        if aimed and (headers or cookies) and not sees_all:
            assert answer.status_code in (404, 422), answer.text
        if not sees_all:
            assert SECRET not in answer.text

    check()
