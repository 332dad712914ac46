"""The door: who gets in, who is kept out, and what they read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from greenward.bureau.accounts.models import Area, Post, Role, User

PASSWORD = "a long and good password"
MISMATCH = "The sign-in name or the password is not right."


@pytest.fixture
def lin(db: None) -> User:
    cache.clear()
    return User.objects.create_user("lin", PASSWORD, name="林科员")


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def attempt(client: Client, login: str, password: str, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def test_the_right_words_open_the_door(client: Client, lin: User) -> None:
    answer = attempt(client, "lin", PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(lin.pk)
    assert client.session.get_expire_at_browser_close()


def test_one_returns_to_the_page_asked_for_but_never_to_another_site(
    client: Client, lin: User
) -> None:
    assert attempt(client, "lin", PASSWORD, next="/acts").url == "/acts"
    client.logout()
    assert attempt(client, "lin", PASSWORD, next="https://evil.example/").url == "/"


@pytest.mark.parametrize(("login", "password"), [("lin", "no"), ("who", PASSWORD), ("a@b.c", "x")])
def test_wrong_words_do_not_say_which_was_wrong(
    client: Client, lin: User, login: str, password: str
) -> None:
    answer = attempt(client, login, password)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [MISMATCH]


def test_a_closed_sign_in_stays_outside(client: Client, lin: User) -> None:
    lin.is_active = False
    lin.save()
    attempt(client, "lin", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped(client: Client, lin: User) -> None:
    for _ in range(5):
        attempt(client, "lin", "guess")
    said = attempt(client, "lin", PASSWORD).context["form"].non_field_errors()
    assert said == ["Too many failed attempts. Wait five minutes, then try again."]
    assert "_auth_user_id" not in client.session


def test_hammering_is_refused_with_a_page(client: Client, lin: User) -> None:
    answers = [attempt(client, f"name{n}", "guess").status_code for n in range(31)]
    assert answers[-1] == 429


def test_signing_out_takes_a_post(client: Client, lin: User) -> None:
    client.force_login(lin)
    assert client.get(reverse("account_logout")).status_code == 405
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_change_password"]
)
def test_the_rest_of_allauth_does_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_demo_offers_its_people(client: Client, lin: User, settings: Any) -> None:
    page = client.get(reverse("account_login"))
    assert b"Look around as" not in page.content
    settings.GREENWARD_SIGN_INS = f"{__name__}.invented"
    page = client.get(reverse("account_login"))
    assert b"Look around as" in page.content
    assert b"the log" in page.content
    assert PASSWORD.encode() in page.content


def invented() -> tuple[str, list[tuple[str, str]]]:
    return PASSWORD, [("lin", "the log")]


@pytest.mark.browser
def test_a_person_signs_in_and_out_by_keyboard(page: Any, lin: User, city: Area) -> None:
    Post.objects.create(user=lin, role=Role.DIRECTOR, area=city, first_day=date(2020, 1, 1))
    page.goto("/acts")
    page.get_by_label("登录名").focus()
    page.keyboard.type("lin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="行为日志").wait_for()
    page.get_by_role("button", name="退出").first.press("Enter")
    page.wait_for_url("**/")
    page.goto("/acts")
    page.get_by_label("登录名").wait_for()
