"""Passwords: two profiles, what is refused, when a new one is due, and what a change ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.accounts.doors import passwords, profiles
from greenward.bureau.accounts.models import Area, User

from .conftest import PASSWORD, make_person

Try = Callable[..., Any]


def codes(password: str, user: User | None = None) -> set[str]:
    """Why a password is refused; nothing when it is taken."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {each.code or "" for each in error.error_list}
    return set()


@pytest.fixture
def profile(settings: Any) -> Callable[[str], None]:
    def use(name: str) -> None:
        settings.GREENWARD_PASSWORDS = name
        settings.AUTH_PASSWORD_VALIDATORS = profiles.validators(name)

    return use


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("elevenchars", {"password_too_short"}),
        ("twelve chars", set()),
        ("全是中文也可以的十二个字", set()),
        ("x" * 5 + " pasted from a manager " * 10, set()),
        ("q" * 257, {"password_too_long"}),
        ("password1234", {"password_too_common"}),
        ("GreenWard rules here", {"password_of_this_place"}),
        ("we love shenzhen a lot", {"password_of_this_place"}),
        ("深圳的绿色建筑多么美好呢啊", {"password_of_this_place"}),
        ("zhaolin likes trees", {"password_of_this_place"}),
        ("赵琳科员喜欢树木和草地呢呀", {"password_of_this_place"}),
    ],
)
def test_asvs(city: Area, password: str, refused: set[str]) -> None:
    user = User(username="zhaolin", name="赵琳科员", email="zl@example.org")
    assert codes(password, user) == refused


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("Ab1-def", {"password_too_short"}),
        ("Ab1-defg", set()),
        ("abcdefgh-ijkl", {"password_too_uniform"}),
        ("abcdefgh1-", set()),
        ("TREEqqhouse", {"password_too_uniform"}),
        ("p@ssw0rd", {"password_too_common"}),
    ],
)
def test_mlps3(db: None, profile: Callable[[str], None], password: str, refused: set[str]) -> None:
    profile("mlps3")
    assert codes(password) == refused


def test_an_unknown_profile_stops_the_start() -> None:
    with pytest.raises(KeyError):
        profiles.validators("none")


def test_mlps3_refuses_the_last_five_and_keeps_only_hashes(
    db: None, profile: Callable[[str], None]
) -> None:
    profile("mlps3")
    user = make_person("lin", "Abcdef-0")
    user.passwords.all().delete()
    for number in range(6):
        passwords.choose(user, f"Abcdef-{number}")
    assert codes("Abcdef-0", user) == set()
    assert [codes(f"Abcdef-{n}", user) for n in range(1, 6)] == [{"password_used_before"}] * 5
    assert user.passwords.count() == 5
    assert not any("Abcdef" in row.encoded for row in user.passwords.all())


def test_a_password_from_somebody_else_is_changed_before_anything(
    client: Client, lin: User, attempt: Try
) -> None:
    lin.set_password("given by the office")
    lin.save()
    attempt(client, "lin", "given by the office")
    for page in ("/", "/buildings", "/account/own"):
        assert client.get(page).url == reverse("account_password")
    assert client.post("/i18n/setlang/", {"language": "en"}).status_code == 302
    assert "Somebody else gave you" in client.get(reverse("account_password")).content.decode()
    done = client.post(
        reverse("account_password"), {"present": "given by the office", "new": PASSWORD}
    )
    assert (done.status_code, done.url) == (302, "/start")
    assert client.get("/account/own").status_code == 200


def test_mlps3_asks_for_a_new_one_after_90_days(
    client: Client, lin: User, attempt: Try, profile: Callable[[str], None]
) -> None:
    since = timezone.now() - timedelta(days=91)
    lin.passwords.update(at=since)
    attempt(client, "lin")
    assert client.get("/account/own").status_code == 200
    client.logout()
    profile("mlps3")
    attempt(client, "lin")
    assert client.get("/account/own").url == reverse("account_password")
    assert "older than 90 days" in client.get(reverse("account_password")).content.decode()


def test_changing_it_ends_all_other_sessions_and_goes_on_here(
    client: Client, lin: User, attempt: Try
) -> None:
    elsewhere = Client()
    attempt(elsewhere, "lin")
    attempt(client, "lin")
    key = client.session.session_key
    answer = client.post(
        reverse("account_password"), {"present": PASSWORD, "new": "words about other things"}
    )
    assert answer.url == reverse("mfa_index")
    assert client.get("/account/own").status_code == 200
    assert client.session.session_key != key
    assert elsewhere.get("/account/own").status_code == 302
    lin.refresh_from_db()
    assert lin.check_password("words about other things")


@pytest.mark.parametrize(
    ("present", "new", "said"),
    [
        ("wrong", "words about other things", "This is not your password."),
        (PASSWORD, PASSWORD, "differs from the present"),
        (PASSWORD, "minimum", "12 characters or more"),
    ],
)
def test_what_does_not_change_it(
    client: Client, lin: User, attempt: Try, present: str, new: str, said: str
) -> None:
    attempt(client, "lin")
    page = client.post(reverse("account_password"), {"present": present, "new": new})
    assert said in page.content.decode()
    assert new not in page.content.decode()
    lin.refresh_from_db()
    assert lin.check_password(PASSWORD)


def test_guessing_the_present_password_from_inside_is_locked_too(
    client: Client, lin: User, attempt: Try
) -> None:
    attempt(client, "lin")
    given = {"present": "guess", "new": "words about other things"}
    for _ in range(5):
        client.post(reverse("account_password"), given)
    page = client.post(reverse("account_password"), given | {"present": PASSWORD})
    assert "Too many failed attempts" in page.content.decode()
