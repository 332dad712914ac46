"""What was refused or went wrong leaves a row, whatever is taken back; what went well leaves none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, Role
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.matters.steps import beside
from greenward.bureau.casework.models import AuditEvent, Matter, SecurityEvent
from greenward.bureau.casework.people.posts import appoint
from greenward.bureau.casework.security import note_security
from tests.casework.matters import kit
from tests.fixtures.people import make_user


@pytest.fixture
def cast(city: Area, futian: Area, nanshan: Area) -> Iterator[kit.Cast]:
    with kit.the_kind():
        yield kit.cast(city, futian, nanshan)


@pytest.fixture
def matter(cast: kit.Cast) -> Matter:
    return kit.open_matter(cast.officer, cast)


def test_a_good_act_leaves_no_security_event(officer: Actor, futian: Area) -> None:
    with act(officer, "record_metering", area=futian):
        pass
    assert not SecurityEvent.objects.filter(user=officer.user).exists()


def test_a_refused_act_says_who_tried_what_and_where(officer: Actor, nanshan: Area) -> None:
    with pytest.raises(PermissionDenied), act(officer, "record_metering", nanshan, area=nanshan):
        pass
    row = SecurityEvent.objects.get(user=officer.user)
    assert (row.name, row.user, row.act) == ("act_refused", officer.user, "record_metering")
    assert (row.subject_type, row.subject_id) == ("accounts.area", str(nanshan.pk))
    assert row.area_path == nanshan.path
    assert row.reason


@pytest.mark.parametrize(
    ("error", "name", "reason"),
    [
        (ValidationError("the matter is closed"), "act_unfit", "the matter is closed"),
        (PermissionDenied("four eyes"), "act_refused", "four eyes"),
        (ZeroDivisionError("secret"), "act_failed", "ZeroDivisionError"),
    ],
)
def test_what_fails_inside_is_told_apart(
    officer: Actor, futian: Area, error: Exception, name: str, reason: str
) -> None:
    with pytest.raises(type(error)), act(officer, "record_metering", area=futian):
        Organisation.objects.create(name="taken back")
        raise error
    row = SecurityEvent.objects.get(user=officer.user)
    assert (row.name, row.reason) == (name, reason)
    assert not Organisation.objects.filter(name="taken back").exists()
    assert not AuditEvent.objects.exists()


def test_an_error_through_two_acts_is_noted_once(operator: Actor, futian: Area) -> None:
    with (
        pytest.raises(ValidationError),
        act(operator, "assess", area=futian),
        act(operator, "record_metering", area=futian),
    ):
        raise ValidationError("no")
    assert SecurityEvent.objects.get(user=None, reason="no").act == "record_metering"


@pytest.mark.django_db(transaction=True)
def test_the_row_stays_when_everything_around_it_is_taken_back(
    officer: Actor, nanshan: Area
) -> None:
    with (
        pytest.raises(PermissionDenied),
        transaction.atomic(),
        act(officer, "record_metering", area=nanshan),
    ):
        pass
    assert SecurityEvent.objects.get(user=officer.user).name == "act_refused"


def test_a_note_of_the_doors(db: None) -> None:
    user = make_user("lin")
    note_security(user, "sign_in_failed", address="192.0.2.7", detail={"tries": 3})
    note_security(None, "sign_in_failed", address="2001:db8::1", reason="x" * 900)
    first, second = SecurityEvent.objects.filter(name="sign_in_failed").order_by("pk")
    assert (first.user, first.actor_name, first.address) == (user, "Lin", "192.0.2.7")
    assert first.detail == {"tries": 3}
    assert (second.user, second.actor_name, len(second.reason)) == (None, "", 500)


def test_a_refusal_beside_a_matter_is_noted(cast: kit.Cast, matter: Matter) -> None:
    """The stranger takes no part: what is asked before anything is written leaves its row too."""
    with pytest.raises(PermissionDenied), beside(cast.stranger, matter, "comment"):
        pass
    row = SecurityEvent.objects.get(user=cast.stranger.user)
    assert (row.name, row.act, row.subject_id) == ("act_refused", "comment", str(matter.pk))


def test_a_post_given_at_once_by_a_person_is_noted_as_refused(officer: Actor, futian: Area) -> None:
    with pytest.raises(PermissionDenied):
        appoint(officer, user=make_user(), role=Role.OFFICER, area=futian, first_day=date.today())
    assert SecurityEvent.objects.get(user=officer.user).act == "appoint"
