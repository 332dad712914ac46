"""Sign-ins, appointments and their ends, as acts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, Post, Role, User
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.people import (
    appoint,
    close_user,
    create_user,
    end_post,
    enrol,
    set_password,
)
from tests.fixtures.people import make_user

DAY = date(2026, 1, 1)
GOOD = "a long and good password"


def test_a_new_sign_in_has_no_rights(director: Actor) -> None:
    user = create_user(director, username="lin", name="林", password=GOOD)
    assert user.check_password(GOOD)
    assert Actor.of(user).duties == ()
    assert AuditEvent.objects.get().payload == {"username": "lin"}


@pytest.mark.parametrize(
    ("username", "password", "what"),
    [("taken", GOOD, "taken"), ("new", "short", "short"), ("", GOOD, "blank")],
)
def test_a_sign_in_is_refused_with_a_reason(
    director: Actor, username: str, password: str, what: str
) -> None:
    make_user("taken")
    before = User.objects.count()
    with pytest.raises(ValidationError):
        create_user(director, username=username, name="n", password=password)
    assert User.objects.count() == before
    assert not AuditEvent.objects.exists()


def test_an_appointment_gives_the_role_in_the_area(director: Actor, futian: Area) -> None:
    user = make_user()
    post = appoint(director, user=user, role=Role.OFFICER, area=futian, first_day=DAY)
    actor = Actor.of(user)
    assert actor.may("record_metering", futian.path)
    assert not actor.may("record_metering", futian.parent.path)
    assert not Actor.of(user, on=DAY - timedelta(days=1)).duties
    assert AuditEvent.objects.get().payload["post"] == post.pk


def test_a_director_appoints_in_the_own_area_only(futian: Area, nanshan: Area) -> None:
    user = make_user()
    Post.objects.create(user=user, role=Role.DIRECTOR, area=futian, first_day=DAY)
    actor = Actor.of(user)
    with pytest.raises(PermissionDenied):
        appoint(actor, user=make_user(), role=Role.OFFICER, area=nanshan, first_day=DAY)


def test_a_post_is_held_once_and_ends_after_it_begins(director: Actor, futian: Area) -> None:
    user = make_user()
    appoint(director, user=user, role=Role.OFFICER, area=futian, first_day=DAY)
    with pytest.raises(ValidationError, match="already holds|已任"):
        appoint(director, user=user, role=Role.OFFICER, area=futian, first_day=DAY)
    with pytest.raises(ValidationError):
        appoint(
            director,
            user=user,
            role=Role.AUDITOR,
            area=futian,
            first_day=DAY,
            last_day=DAY - timedelta(days=1),
        )
    assert AuditEvent.objects.count() == 1


def test_a_post_ends_and_stays_on_file(director: Actor, futian: Area) -> None:
    user, today = make_user(), timezone.localdate()
    post = appoint(director, user=user, role=Role.OFFICER, area=futian, first_day=DAY)
    end_post(director, post=post, last_day=today)
    assert Actor.of(user, on=today).duties
    assert not Actor.of(user, on=today + timedelta(days=1)).duties
    with pytest.raises(ValidationError):
        end_post(director, post=post, last_day=today - timedelta(days=2))
    assert Post.objects.filter(user=user).count() == 1


def test_a_new_password_ends_the_old_sessions(operator: Actor) -> None:
    user = User.objects.create_user("lin", GOOD)
    client = Client()
    client.force_login(user)
    with pytest.raises(ValidationError):
        set_password(operator, user=user, password="short")
    assert get_user(client).is_authenticated
    set_password(operator, user=user, password=GOOD + "!")
    assert not get_user(client).is_authenticated
    assert client.login(username="lin", password=GOOD + "!")
    close_user(operator, user=user)
    assert not get_user(client).is_authenticated
    assert not client.login(username="lin", password=GOOD + "!")
    assert [event.payload for event in AuditEvent.objects.all()] == [{}, {}]


@pytest.mark.parametrize("name", ["set_password", "close_user", "enrol", "record_area"])
def test_what_reaches_beyond_an_area_takes_the_console(director: Actor, name: str) -> None:
    with pytest.raises(PermissionDenied), act(director, name):
        pass


def test_a_member_acts_for_the_organisation_from_the_day(operator: Actor) -> None:
    user, body = make_user(), Organisation.objects.create(name="Greenwood")
    enrol(operator, user=user, organisation=body, first_day=DAY)
    assert Actor.of(user).organisations == (body.pk,)
    assert Actor.of(user, on=DAY - timedelta(days=1)).organisations == ()


def test_officers_appoint_nobody(officer: Actor, futian: Area) -> None:
    with pytest.raises(PermissionDenied):
        appoint(officer, user=officer.user, role=Role.DIRECTOR, area=futian, first_day=DAY)
    assert not AuditEvent.objects.exists()
