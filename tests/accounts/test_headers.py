"""What every answer tells the browser, and what changes where the site is served by HTTPS."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from greenward.bureau.accounts.models import User
from tests.fixtures.processes import environment


@pytest.mark.parametrize("address", ["/account/sign-in", "/static/web/greenward.css", "/nowhere"])
def test_every_answer_carries_the_headers(db: None, client: Client, address: str) -> None:
    answer = client.get(address)
    assert "camera=()" in answer["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_pages_carry_the_rest(db: None, client: Client) -> None:
    answer = client.get("/account/sign-in")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "form-action 'self';" in policy + ";"


def test_no_browser_keeps_a_page_of_somebody_signed_in(client: Client, lin: User) -> None:
    assert "no-store" not in client.get("/nowhere").get("Cache-Control", "")
    client.force_login(lin)
    for page in ("/account/own", "/law/", "/nowhere"):
        assert "no-store" in client.get(page)["Cache-Control"], page


def test_cookies_are_out_of_reach_of_scripts(client: Client, lin: User, attempt: Any) -> None:
    client.get("/account/sign-in")
    attempt(client, "lin")
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax"


HTTPS = {"GREENWARD_HTTPS": "1", "GREENWARD_HOSTS": "city.example", "DATABASE_URL": "postgres:///x"}
ASK = """
import django; django.setup()
from django.test import RequestFactory
from django.conf import settings
from django.middleware.security import SecurityMiddleware
from django.http import HttpResponse
secure = RequestFactory().get("/x", HTTP_HOST="city.example", HTTP_X_FORWARDED_PROTO="https")
plain = RequestFactory().get("/x", HTTP_HOST="city.example")
guard = SecurityMiddleware(lambda request: HttpResponse())
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE)
print(guard(secure)["Strict-Transport-Security"])
print(guard(plain).status_code, guard(plain)["Location"])
print(settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH)
"""


def test_https_turns_on_the_strict_forms(tmp_path: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=True,
        env=environment(**HTTPS, GREENWARD_HOME=str(tmp_path)),
    )
    assert done.stdout.splitlines() == [
        "__Host-session __Host-csrf True",
        "max-age=31536000; includeSubDomains",
        "301 https://city.example/x",
        "None /",
    ]


def test_the_deployment_check_has_nothing_to_say(tmp_path: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "check", "--deploy", "--fail-level=INFO"],
        capture_output=True,
        text=True,
        env=environment(**HTTPS, GREENWARD_HOME=str(tmp_path)),
    )
    assert done.returncode == 0, done.stderr
