"""A lost second factor is taken off by one administrator, a password given by another."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import limits, sessions
from greenward.bureau.accounts.doors.issuers import Issuer
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.people import second_factors, sign_ins
from tests.fixtures.people import make_actor


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
