"""The log of acts: who may read it, which part, and how it reads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.selectors import audit_log
from greenward.bureau.casework.words import details, subject_name
from tests.fixtures.people import make_actor


@pytest.fixture
def acts(operator: Actor, officer: Actor, futian: Area, nanshan: Area) -> None:
    """One act in each district and one in none."""
    for actor, name, area in (
        (officer, "record_metering", futian),
        (operator, "record_penalty", nanshan),
        (operator, "create_user", None),
    ):
        with act(actor, name, area, area=area) as event:
            event.note(why="because", year=2026)


def names(actor: Actor, **filters: Any) -> set[str]:
    return {event.act for event in audit_log(actor, **filters)}


ALL = {"record_metering", "record_penalty", "create_user"}


def test_readers_see_their_areas_and_what_is_in_none(
    acts: None, auditor: Actor, operator: Actor, futian: Area
) -> None:
    assert names(auditor) == ALL
    assert names(operator) == ALL
    assert names(make_actor("", (Role.AUDITOR, futian))) == {"record_metering", "create_user"}


def test_a_post_that_does_not_read_adds_no_area(acts: None, futian: Area, city: Area) -> None:
    actor = make_actor("", (Role.AUDITOR, futian), (Role.OFFICER, city))
    assert names(actor) == {"record_metering", "create_user"}


def test_others_read_nothing(acts: None, officer: Actor, owner: Actor) -> None:
    for actor in (officer, owner, Actor.nobody()):
        with pytest.raises(PermissionDenied):
            audit_log(actor)


def test_filters(acts: None, auditor: Actor) -> None:
    assert names(auditor, act="create_user") == {"create_user"}
    assert names(auditor, who="OFFIC") == {"record_metering"}
    assert names(auditor, until=date(2020, 1, 1)) == set()
    assert names(auditor, since=date(2020, 1, 1)) == ALL


def test_days_are_the_citys(auditor: Actor) -> None:
    hours = {"before": (1, 15), "first": (1, 16), "last": (2, 15), "after": (2, 16)}  # in UTC
    for name, (day, hour) in hours.items():
        AuditEvent.objects.create(
            at=datetime(2026, 3, day, hour, 59, tzinfo=UTC),
            act=name,
            payload={},
            canon=b"",
            leaf_hash=b"",
        )
    day = date(2026, 3, 2)
    assert names(auditor, since=day, until=day) == {"first", "last"}


def test_the_page_reads_as_words(acts: None, auditor: Actor, futian: Area) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(auditor.user)
    page = client.get("/acts").content.decode()
    assert "record the state of metering" in page
    assert f"area {futian.pk}" in page
    assert "why: because · year: 2026" in page
    assert "No act in your areas" in client.get("/acts?act=assess").content.decode()
    assert client.get("/acts?since=nonsense").status_code == 200


def test_the_page_takes_few_queries(
    acts: None, auditor: Actor, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(auditor.user)
    with django_assert_max_num_queries(8):
        client.get("/acts")


def test_details_and_subjects_in_words() -> None:
    payload = {"none": None, "empty": "", "no": False, "zero": 0, "list": [1, "x"], "in": {"a": 1}}
    assert details(payload) == "no: False · zero: 0 · list: 1, x · in: (a: 1)"
    assert subject_name(("", "")) == ""
    assert subject_name(("accounts.area", "4")).endswith(" 4")
