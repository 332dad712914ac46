"""Signing in through another site: against a provider that speaks real HTTP on loopback."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from joserfc.jwk import RSAKey

from greenward.bureau.accounts.doors import issuers
from greenward.bureau.accounts.models import User
from greenward.web.csp import policy
from tests.fixtures.issuer import SECRET, Provider

SignedIn = Callable[[Client], bool]
FILE = """
[[issuer]]
id = "city"
name = "City sign-in"
issuer = "{issuer}"
client_id = "greenward"
secret_file = "{secret}"
match = "{match}"
second_factor = ["mfa", "https://refeds.org/profile/mfa"]
"""


@pytest.fixture
def configured(provider: Provider, tmp_path: Path, settings: Any) -> Callable[..., None]:
    """Settings as the file of issuers makes them."""

    def use(match: str = "subject") -> None:
        (tmp_path / "secret").write_text(SECRET + "\n")
        text = FILE.format(issuer=provider.issuer, secret=tmp_path / "secret", match=match)
        (tmp_path / "oidc.toml").write_text(text)
        found = issuers.read(str(tmp_path / "oidc.toml"))
        settings.SOCIALACCOUNT_PROVIDERS = issuers.providers(found)
        settings.CONTENT_SECURITY_POLICY = policy(issuers.origins(found))

    use()
    return use


def come_through(client: Client, **query: str) -> Any:
    """Press the button, agree at the other site, come back: the last answer of ours."""
    begun = client.post("/account/sign-in/city", query)
    assert begun.status_code == 302
    there = requests.get(begun.url, allow_redirects=False, timeout=5)
    back = there.headers["Location"]
    assert back.startswith("http://testserver/account/sign-in/city/back?")
    return client.get(back.removeprefix("http://testserver"))


def known(user: User, subject: str = "s-1") -> None:
    SocialAccount.objects.create(user=user, provider="city", uid=subject)


def test_somebody_registered_beforehand_comes_in(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    known(lin)
    page = client.get("/account/sign-in")
    assert "Sign in through City sign-in" in page.content.decode()
    assert provider.issuer in page["Content-Security-Policy"]
    assert come_through(client, next="/law/").url == "/law/"
    assert client.session["_auth_user_id"] == str(lin.pk)
    assert provider.requests == [
        "/.well-known/openid-configuration",
        "/authorize",
        "/.well-known/openid-configuration",
        "/token",
        "/userinfo",
        "/keys",
    ]


def test_nobody_is_created(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    provider.person |= {"email": "lin@example.org", "email_verified": True}
    answer = come_through(client)
    assert answer.status_code == 403
    assert "nobody here is registered for it" in answer.content.decode()
    assert not signed_in(client)
    assert list(User.objects.all()) == [lin]
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        ({"email": "Lin@Example.org", "email_verified": True}, True),
        ({"email": "lin@example.org", "email_verified": False}, False),
        ({"email": "lin@example.org"}, False),
        ({"email": "lin@example.org", "email_verified": "true"}, False),
        ({"email": "other@example.org", "email_verified": True}, False),
        ({}, False),
    ],
)
def test_a_proven_address_on_file_is_enough_where_the_authority_says_so(
    client: Client,
    lin: User,
    configured: Any,
    provider: Provider,
    signed_in: SignedIn,
    claims: dict[str, Any],
    comes_in: bool,
) -> None:
    configured(match="email")
    User.objects.filter(pk=lin.pk).update(email="lin@example.org")
    provider.person |= claims
    come_through(client)
    assert signed_in(client) == comes_in
    lin.refresh_from_db()
    assert lin.has_usable_password()


def test_after_a_match_the_subject_counts_and_not_who_holds_the_address(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    configured(match="email")
    User.objects.filter(pk=lin.pk).update(email="lin@example.org")
    provider.person |= {"email": "lin@example.org", "email_verified": True}
    come_through(client)
    account = SocialAccount.objects.get(user=lin)
    assert (account.uid, account.extra_data) == ("s-1", {})
    client.logout()
    provider.person = {"sub": "s-2", "email": "lin@example.org", "email_verified": True}
    assert come_through(client).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("claims", "enough"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({}, False),
    ],
)
def test_its_second_factor_counts_where_the_configuration_says_so(
    client: Client,
    wu: User,
    configured: Any,
    provider: Provider,
    claims: dict[str, Any],
    enough: bool,
) -> None:
    known(wu)
    provider.person |= claims
    come_through(client)
    answer = client.get("/acts")
    assert (answer.status_code == 200) == enough
    if not enough:
        assert answer.url == "/account/own/second-factor"


def test_without_it_our_own_second_step_follows(
    client: Client, wu_with_app: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    known(wu_with_app)
    assert come_through(client).url == "/account/sign-in/second-step"
    assert not signed_in(client)


def test_a_closed_person_stays_outside(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    known(lin)
    User.objects.filter(pk=lin.pk).update(is_active=False)
    assert come_through(client).status_code == 403
    assert not signed_in(client)


def test_userinfo_about_somebody_else_is_refused(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    known(lin, "s-9")
    provider.userinfo = {"sub": "s-9"}
    assert come_through(client).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-site"},
        {"aud": ["greenward", "another-site"], "azp": "another-site"},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": 7},
    ],
)
def test_a_token_for_others_of_another_time_or_sign_in_is_refused(
    client: Client,
    lin: User,
    configured: Any,
    provider: Provider,
    signed_in: SignedIn,
    lie: dict[str, Any],
) -> None:
    known(lin)
    provider.person |= lie
    provider.userinfo = {"sub": "s-1"}
    answer = come_through(client)
    assert answer.status_code == 403
    assert "did not confirm the sign-in" in answer.content.decode()
    assert not signed_in(client)


def test_a_token_that_the_issuer_did_not_sign_is_refused(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    known(lin)
    provider.signing = RSAKey.generate_key(2048, {"kid": "one"})
    assert come_through(client).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_signed_by_nobody_or_with_the_shared_secret_is_refused(
    client: Client,
    lin: User,
    configured: Any,
    provider: Provider,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    algorithm: str,
) -> None:
    known(lin)
    tokens = provider.tokens

    def otherwise(given: dict[str, str]) -> dict[str, Any] | None:
        told = tokens(given)
        body = told["id_token"].split(".")[1]
        header = b64({"alg": algorithm, "kid": "one"})
        signed = f"{header}.{body}"
        seal = hmac.digest(SECRET.encode(), signed.encode(), "sha256")
        end = "" if algorithm == "none" else urlsafe_b64encode(seal).rstrip(b"=").decode()
        return told | {"id_token": f"{signed}.{end}"}

    monkeypatch.setattr(provider, "tokens", otherwise)
    assert come_through(client).status_code == 403
    assert not signed_in(client)


def b64(value: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_sign_in_pages_on_another_host_may_be_led_to(
    client: Client, db: None, configured: Any, tmp_path: Path, settings: Any
) -> None:
    text = (tmp_path / "oidc.toml").read_text() + 'pages = ["https://login.example.gov.cn/a?b"]\n'
    (tmp_path / "oidc.toml").write_text(text)
    found = issuers.read(str(tmp_path / "oidc.toml"))
    settings.CONTENT_SECURITY_POLICY = policy(issuers.origins(found))
    told = client.get("/account/sign-in")["Content-Security-Policy"]
    form_action = next(part for part in told.split("; ") if part.startswith("form-action"))
    assert form_action.split()[1:] == [
        "'self'",
        urlsplit(found[0].issuer).geturl(),
        "https://login.example.gov.cn",
    ]


def test_nobody_ties_a_subject_to_themselves(
    client: Client, lin: User, configured: Any, provider: Provider
) -> None:
    client.force_login(lin)
    answer = come_through(client, process="connect")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_stopping_there_leads_back_with_a_word(
    client: Client, lin: User, configured: Any, provider: Provider
) -> None:
    provider.refuses = True
    assert "You stopped the sign-in" in come_through(client).content.decode()


def test_an_answer_nobody_asked_for_is_refused(
    client: Client, lin: User, configured: Any, provider: Provider, signed_in: SignedIn
) -> None:
    """A code of an attacker, sent to a victim's browser, has no state there (RFC 6749, 10.12)."""
    known(lin)
    begun = client.post("/account/sign-in/city")
    back = requests.get(begun.url, allow_redirects=False, timeout=5).headers["Location"]
    victim = Client()
    assert victim.get(back.removeprefix("http://testserver")).status_code == 403
    assert not signed_in(victim)


def test_a_silent_provider_says_what_to_do(
    client: Client, lin: User, configured: Any, provider: Provider
) -> None:
    begun = client.post("/account/sign-in/city")
    back = requests.get(begun.url, allow_redirects=False, timeout=5).headers["Location"]
    provider.codes.clear()
    answer = client.get(back.removeprefix("http://testserver"))
    assert answer.status_code == 403
    assert "did not confirm the sign-in" in answer.content.decode()


def test_a_provider_that_is_down_says_so_at_the_button(
    client: Client, db: None, configured: Any, provider: Provider
) -> None:
    provider.shutdown()
    provider.server_close()
    answer = client.post("/account/sign-in/city")
    assert answer.status_code == 403
    assert "did not confirm the sign-in" in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("http://127.0.0.1:1", "http://id.example.org"), "not reached by https"),
        (('match = "subject"', 'match = "name"'), 'match is "subject" or "email"'),
        (('id = "city"\n', ""), "has no id"),
        (('name = "City', 'nmae = "City'), "unknown: nmae"),
        (("/secret", "/nosecret"), "the secret cannot be read"),
        (("[[issuer]]", "[[issuer"), "oidc.toml"),
        (('match = "subject"', 'pages = ["http://login.example"]'), "not reached by https"),
        (('match = "subject"', 'pages = ["login.example"]'), "not reached by https"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    text = FILE.format(issuer="http://127.0.0.1:1", secret=tmp_path / "secret", match="subject")
    (tmp_path / "oidc.toml").write_text(text.replace(*change, 1))
    with pytest.raises(issuers.IssuersError) as error:
        issuers.read(str(tmp_path / "oidc.toml"))
    assert said in str(error.value)
