"""A lost second factor is taken off by one administrator, a password given by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone, translation

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import limits, sessions
from greenward.bureau.accounts.doors.issuers import Issuer
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.people import second_factors, sign_ins
from tests.fixtures.people import make_actor


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def system(city: Area) -> Actor:
    return make_actor("", (Role.SYSTEM, city))


@pytest.fixture
def issuers(settings: Any) -> None:
    settings.ISSUERS = (Issuer("city", "-", "https://id.example", "greenward", "-"),)


def test_the_person_is_signed_out_and_sets_up_a_new_one(system: Actor, officer: Actor) -> None:
    TOTP.activate(officer.user, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(officer.user)
    assert second_factors.reset(system, user=officer.user) == 1
    assert not Authenticator.objects.exists()
    assert client.get("/account/own").status_code == 302
    assert AuditEvent.objects.get(act="reset_second_factor").payload == {"factors": ["totp"]}


def test_nobody_resets_their_own(system: Actor) -> None:
    TOTP.activate(system.user, "JBSWY3DPEHPK3PXP")
    with pytest.raises(ValidationError):
        second_factors.reset(system, user=system.user)
    assert Authenticator.objects.exists()


def test_no_one_post_takes_over_a_sign_in(system: Actor, officer: Actor) -> None:
    """Who gives passwords resets no second factor, and the other way round."""
    takers = ACTS["set_password"].posts & ACTS["reset_second_factor"].posts
    assert not takers
    assert not ACTS["set_password"].posts & ACTS["register_subject"].posts
    with pytest.raises(PermissionDenied):
        sign_ins.set_password(system, user=officer.user, password="quite another long one")
    with pytest.raises(PermissionDenied):
        second_factors.reset(officer, user=officer.user)


def test_a_subject_is_one_person_s(
    system: Actor, officer: Actor, owner: Actor, issuers: None
) -> None:
    second_factors.register_subject(system, user=officer.user, issuer="city", subject="s-1")
    with pytest.raises(ValidationError, match="registered already"):
        second_factors.register_subject(system, user=owner.user, issuer="city", subject="s-1")
    with pytest.raises(ValidationError, match="No issuer"):
        second_factors.register_subject(system, user=owner.user, issuer="other", subject="s-2")
    assert SocialAccount.objects.get().user == officer.user


def test_what_ran_out_is_forgotten_at_night(officer: Actor) -> None:
    Client().force_login(officer.user)
    row = sessions.open_sessions(officer.user).get()
    row.expire_date = row.began_at
    row.save()
    limits.take("k", 1, 0.001)
    second_factors.nightly()
    assert not sessions.Session.objects.exists()


def test_one_system_administrator_does_not_both_take_off_and_let_in(
    city: Area, system: Actor, officer: Actor, owner: Actor, issuers: None
) -> None:
    """Whoever did both could come in as the person through a site where they are somebody."""
    other = make_actor("second", (Role.SYSTEM, city))
    second_factors.reset(system, user=officer.user)
    with pytest.raises(ValidationError, match="another system administrator"):
        second_factors.register_subject(system, user=officer.user, issuer="city", subject="s-1")
    second_factors.register_subject(other, user=officer.user, issuer="city", subject="s-1")
    with pytest.raises(ValidationError, match="another system administrator"):
        second_factors.reset(other, user=officer.user)
    second_factors.register_subject(system, user=owner.user, issuer="city", subject="s-2")
    with time_machine.travel(timezone.now() + second_factors.APART + timedelta(seconds=1)):
        second_factors.reset(other, user=officer.user)
    with pytest.raises(ValidationError, match="does this for you"):
        second_factors.register_subject(system, user=system.user, issuer="city", subject="s-3")


def test_a_districts_system_administrator_leaves_the_citys_people_alone(
    futian: Area, director: Actor, officer: Actor, issuers: None
) -> None:
    actor = make_actor("district", (Role.SYSTEM, futian))
    second_factors.register_subject(actor, user=officer.user, issuer="city", subject="s-1")
    for does in (
        lambda: second_factors.reset(actor, user=director.user),
        lambda: second_factors.register_subject(
            actor, user=director.user, issuer="city", subject="s-2"
        ),
        lambda: second_factors.remove_subject(actor, user=director.user, pk=1),
    ):
        with pytest.raises(PermissionDenied):
            does()


def test_the_page_of_a_person_does_it_with_buttons(
    system: Actor, security: Actor, officer: Actor, issuers: None
) -> None:
    TOTP.activate(officer.user, "JBSWY3DPEHPK3PXP")
    client = signed_in(system)
    url = f"/people/{officer.user.pk}"
    page = client.get(url).content.decode()
    assert "authenticator app" in page
    assert "Give a new password" not in page
    theirs = signed_in(security).get(url).content.decode()
    assert "Give a new password" in theirs
    assert "Reset the second step" not in theirs

    wrong = client.post(f"{url}/subjects", {"issuer": "city", "subject": ""})
    assert wrong.status_code == 422
    client.post(f"{url}/subjects", {"issuer": "city", "subject": "s-1"})
    account = SocialAccount.objects.get(user=officer.user)
    assert (account.provider, account.uid) == ("city", "s-1")
    assert "s-1" in client.get(url).content.decode()
    refused = client.post(f"{url}/second-step", follow=True).content.decode()
    assert "another system administrator" in refused
    assert Authenticator.objects.exists()
    event = AuditEvent.objects.get(act="register_subject")
    assert b"s-1" not in bytes(event.canon)

    officers = signed_in(officer)
    assert officers.get("/account/own").status_code == 200
    client.post(f"{url}/subjects/{account.pk}/remove")
    assert not SocialAccount.objects.exists()
    assert officers.get("/account/own").status_code == 302


def test_a_lost_second_step_is_reset_on_the_page(system: Actor, officer: Actor) -> None:
    TOTP.activate(officer.user, "JBSWY3DPEHPK3PXP")
    client = signed_in(system)
    url = f"/people/{officer.user.pk}"
    told = client.post(f"{url}/second-step", follow=True).content.decode()
    assert "sets up a new one at the next sign-in" in told
    assert "None is set up" in told
    assert not Authenticator.objects.exists()


def signed_in(actor: Actor) -> Client:
    """Whoever acts, with a second factor shown."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    session = client.session
    session["second_factor"] = [actor.user.pk, "totp"]
    session.save()
    return client
