"""The door: who gets in, who is kept out, and what they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from greenward.bureau.accounts.models import User

from .conftest import PASSWORD

MISMATCH = "The sign-in name or the password is not right."
Attempt = Callable[..., Any]
SignedIn = Callable[[Client], bool]


def test_the_right_words_open_the_door(client: Client, lin: User, attempt: Attempt) -> None:
    answer = attempt(client, "lin")
    assert (answer.status_code, answer.url) == (302, "/start")
    assert client.session["_auth_user_id"] == str(lin.pk)
    assert client.session.get_expire_at_browser_close()


def test_one_returns_to_the_page_asked_for_but_never_to_another_site(
    client: Client, lin: User, attempt: Attempt
) -> None:
    assert attempt(client, "lin", next="/acts").url == "/acts"
    client.logout()
    assert attempt(client, "lin", next="https://evil.example/").url == "/start"


@pytest.mark.parametrize(("login", "password"), [("lin", "no"), ("who", PASSWORD), ("a@b.c", "x")])
def test_wrong_words_do_not_say_which_was_wrong(
    client: Client, lin: User, attempt: Attempt, login: str, password: str
) -> None:
    answer = attempt(client, login, password)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [MISMATCH]


class Counting(PBKDF2PasswordHasher):
    """Counts how often a password was hashed: what a sign-in costs."""

    algorithm = "counting"
    iterations = 1
    count = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        Counting.count += 1
        return super().encode(password, salt, iterations)


def test_a_name_nobody_has_costs_as_much_as_one_that_exists(
    client: Client, lin: User, attempt: Attempt, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    lin.set_password(PASSWORD)
    lin.save()
    other = User.objects.create_user("only-elsewhere", None, name="-")
    assert not other.has_usable_password()
    costs = []
    for name in ("lin", "nobody", "only-elsewhere"):
        Counting.count = 0
        attempt(client, name, "wrong")
        costs.append(Counting.count)
    assert costs == [1, 1, 1]


def test_a_closed_sign_in_stays_outside(
    client: Client, lin: User, attempt: Attempt, signed_in: SignedIn
) -> None:
    lin.is_active = False
    lin.save()
    attempt(client, "lin")
    assert not signed_in(client)


def test_signing_out_takes_a_post(client: Client, lin: User, signed_in: SignedIn) -> None:
    client.force_login(lin)
    assert client.get(reverse("account_logout")).status_code == 405
    assert signed_in(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert not signed_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_change_password",
        "account_set_password",
        "mfa_trust",
        "mfa_list_webauthn",
        "mfa_download_recovery_codes",
        "socialaccount_signup",
        "socialaccount_connections",
        "socialaccount_login_cancelled",
    ],
)
def test_the_rest_of_allauth_does_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_every_page_of_the_doors_is_drawn_with_our_own_templates() -> None:
    """A view of allauth that kept its own template would show a page that is not ours."""
    doors = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "account/")
    for entry in doors.url_patterns:
        view = getattr(entry.callback, "view_class", None)
        template = getattr(view, "template_name", None)
        if template and "get" in view.http_method_names:
            assert template.startswith("doors/"), entry.name


def test_the_demo_offers_its_people(client: Client, lin: User, settings: Any) -> None:
    page = client.get(reverse("account_login"))
    assert b"Look around as" not in page.content
    settings.GREENWARD_SIGN_INS = f"{__name__}.invented"
    page = client.get(reverse("account_login"))
    assert b"Look around as" in page.content
    assert b"the log" in page.content
    assert b"need no second step" in page.content
    assert PASSWORD.encode() in page.content


def invented() -> tuple[str, list[tuple[str, str]]]:
    return PASSWORD, [("lin", "the log"), ("wu", "the city")]


def test_invented_people_come_in_with_one_click(
    client: Client, wu: User, attempt: Attempt, settings: Any
) -> None:
    """No second factor, no new password: neither would mean anything where all share one."""
    wu.set_password(PASSWORD)
    wu.save()
    settings.GREENWARD_SIGN_INS = f"{__name__}.invented"
    attempt(client, "wu")
    assert client.get("/acts").status_code == 200
    changing = {"present": PASSWORD, "new": "quite another long one"}
    client.post(reverse("account_password"), changing)
    wu.refresh_from_db()
    assert wu.check_password(PASSWORD)
