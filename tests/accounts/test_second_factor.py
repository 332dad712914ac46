"""The second factor: whoever holds a post shows one, others may; what replaces a lost one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from greenward.bureau.accounts.doors import factors
from greenward.bureau.accounts.models import Area, Post, Role, User

from .conftest import PASSWORD, SECRET, code_of

Try = Callable[..., Any]
SignedIn = Callable[[Client], bool]
STEP = "/account/sign-in/second-step"


@pytest.fixture
def set_up(django_capture_on_commit_callbacks: Any) -> Callable[[Client], str]:
    """Set up an app as the page says; its secret."""

    def set_up(client: Client) -> str:
        secret: str = client.get(reverse("mfa_activate_totp")).context["secret"]
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                reverse("mfa_activate_totp"), {"code": code_of(secret, time.time())}
            )
        assert answer.url == reverse("mfa_view_recovery_codes")
        return secret

    return set_up


SetUp = Callable[[Client], str]


@pytest.mark.django_db(transaction=True)
def test_an_official_reaches_nothing_before_setting_one_up(
    client: Client, wu: User, attempt: Try, set_up: SetUp
) -> None:
    attempt(client, "wu")
    for page in ("/", "/acts", "/buildings", "/standards/"):
        assert client.get(page).url == reverse("account_second_factor"), page
    assert (
        "a second step for signing in" in client.get("/account/own/second-factor").content.decode()
    )
    assert client.post("/i18n/setlang/", {"language": "en"}).status_code == 302
    set_up(client)
    assert client.get("/acts").status_code == 200


def test_a_fragment_asked_for_in_between_leads_the_whole_page_there(
    client: Client, wu: User, attempt: Try
) -> None:
    attempt(client, "wu")
    answer = client.get("/acts", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, reverse("account_second_factor"))
    there = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/own/second-factor"}
    assert client.get("/acts", headers=there).status_code == 204


def test_a_company_may_go_without(client: Client, lin: User, attempt: Try) -> None:
    attempt(client, "lin")
    assert client.get("/law/").status_code == 200


def test_a_post_given_in_the_middle_of_a_session_asks_at_the_next_page(
    client: Client, lin: User, city: Area, attempt: Try
) -> None:
    attempt(client, "lin")
    assert client.get("/law/").status_code == 200
    Post.objects.create(user=lin, role=Role.OFFICER, area=city, first_day=date(2020, 1, 1))
    assert client.get("/law/").url == reverse("account_second_factor")


def test_password_then_code(
    client: Client, wu_with_app: User, attempt: Try, signed_in: SignedIn
) -> None:
    answer = attempt(client, "wu", next="/acts")
    assert answer.url == STEP
    assert not signed_in(client)
    assert client.get("/acts").status_code == 302
    wrong = client.post(STEP, {"code": "000000"})
    assert "not right" in str(wrong.context["form"].errors)
    assert client.post(STEP, {"code": code_of(SECRET, time.time())}).url == "/acts"
    assert client.get("/acts").status_code == 200


def test_a_code_opens_once(client: Client, wu_with_app: User, attempt: Try) -> None:
    """Also from another process: the use is noted in the database (RFC 6238, 5.2)."""
    code = code_of(SECRET, time.time())
    attempt(client, "wu")
    assert client.post(STEP, {"code": code}).status_code == 302
    from django.core.cache import cache

    cache.clear()  # what another process would not know
    other = Client(headers={"accept-language": "en"})
    attempt(other, "wu")
    assert "used already" in str(other.post(STEP, {"code": code}).context["form"].errors)


def test_a_code_of_two_minutes_ago_is_too_old(
    client: Client, wu_with_app: User, attempt: Try
) -> None:
    attempt(client, "wu")
    page = client.post(STEP, {"code": code_of(SECRET, time.time() - 120)})
    assert "not right" in str(page.context["form"].errors)


def test_recovery_codes_are_shown_once_and_each_opens_once(
    client: Client, wu: User, attempt: Try, signed_in: SignedIn, set_up: SetUp
) -> None:
    attempt(client, "wu")
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(set(codes)) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in codes)
    for _ in range(2):
        client.logout()
        attempt(client, "wu")
        client.post(STEP, {"code": codes[0]})
        if not signed_in(client):
            break
    assert not signed_in(client)
    client.post(STEP, {"code": codes[1]})
    assert signed_in(client)
    assert "8 left" in client.get("/account/own").content.decode()


def test_secrets_are_not_in_the_clear(
    client: Client, wu: User, attempt: Try, set_up: SetUp
) -> None:
    attempt(client, "wu")
    secret = set_up(client).replace(" ", "")
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert "seed" in kept
    for code in client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]:
        assert code not in kept


def test_an_older_installation_secret_still_opens(settings: Any) -> None:
    adapter = factors.FactorsAdapter()
    closed = adapter.encrypt("secret")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "quite another key"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert adapter.decrypt(closed) == "secret"


def test_an_official_keeps_the_last_one(client: Client, wu_with_app: User, attempt: Try) -> None:
    attempt(client, "wu")
    client.post(STEP, {"code": code_of(SECRET, time.time())})
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "your post needs one" in page.content.decode()
    assert Authenticator.objects.filter(user=wu_with_app).exists()


def test_somebody_without_a_post_may_remove_it(
    client: Client, lin: User, attempt: Try, set_up: SetUp
) -> None:
    attempt(client, "lin")
    set_up(client)
    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=lin).exists()
    assert not client.session.get(factors.MARK)


def test_a_change_asks_again_for_a_password_some_minutes_after_the_sign_in(
    client: Client, lin: User, attempt: Try
) -> None:
    import time_machine

    attempt(client, "lin")
    with time_machine.travel(time.time() + 301):
        asked = client.get(reverse("mfa_activate_totp"))
        assert asked.url.startswith(reverse("account_reauthenticate"))
        wrong = client.post(asked.url, {"password": "guess"})
        assert "This is not your password" in wrong.content.decode()
        done = client.post(asked.url, {"password": PASSWORD})
        assert done.url == reverse("mfa_activate_totp")
        assert client.get(done.url).status_code == 200


def test_the_mark_of_one_person_is_worth_nothing_for_another(
    client: Client, lin: User, wu: User, attempt: Try
) -> None:
    """Somebody shows a second factor, and another signs in with a password on the same browser."""
    session = client.session
    session[factors.MARK] = [lin.pk, "totp"]
    session.save()
    attempt(client, "wu")
    assert client.get("/acts").url == reverse("account_second_factor")


@pytest.mark.usefixtures("plain_force_login")
def test_the_suite_s_force_login_is_what_marks_a_session(client: Client, wu: User) -> None:
    client.force_login(wu)
    assert client.get("/acts").url == reverse("account_second_factor")
