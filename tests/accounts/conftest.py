"""A person at the door, and what they type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from greenward.bureau.accounts.doors import passwords
from greenward.bureau.accounts.models import Area, Post, Role, User

PASSWORD = "a long and good password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_person(username: str, password: str = PASSWORD, **fields: str) -> User:
    """Somebody who chose this password themselves."""
    user = User.objects.create_user(username, password, name=f"{username}科员", **fields)
    passwords.choose(user, password)
    return user


def code_of(secret: str, at: float) -> str:
    """The code an authenticator app shows at a moment (RFC 6238)."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(at) // 30))


@pytest.fixture
def lin(db: None) -> User:
    """Somebody without a post."""
    return make_person("lin")


@pytest.fixture
def wu(city: Area) -> User:
    """An official: director of the city."""
    user = make_person("wu")
    Post.objects.create(user=user, role=Role.DIRECTOR, area=city, first_day=date(2020, 1, 1))
    return user


@pytest.fixture
def wu_with_app(wu: User) -> User:
    """The official with an authenticator app that holds SECRET."""
    TOTP.activate(wu, SECRET)
    return wu


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def attempt() -> Callable[..., Any]:
    def attempt(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
        given = {"login": login, "password": password, **more}
        return client.post(reverse("account_login"), given)

    return attempt


@pytest.fixture
def signed_in() -> Callable[[Client], bool]:
    return lambda client: "_auth_user_id" in client.session
