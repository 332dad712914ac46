"""Reports that the content security policy was broken are counted; nonsense is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from greenward.web.csp import policy, reports

pytestmark = pytest.mark.django_db  # reports are counted, too, against a flood


@pytest.fixture(autouse=True)
def _no_reports() -> None:
    reports.clear()


def send(body: str | bytes, address: str = "127.0.0.1") -> int:
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR=address)
    return client.post("/csp-report", body, content_type="application/csp-report").status_code


def test_a_report_is_counted_and_kept() -> None:
    report = {"violated-directive": "style-src", "document-uri": "http://localhost:8000/"}
    assert send(json.dumps({"csp-report": report})) == 204
    assert reports.total == 1
    assert reports.recent[0]["violated-directive"] == "style-src"


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"csp-report": 1}', b"\xff\xfe", "{}"])
def test_what_is_no_report_is_refused(body: str | bytes) -> None:
    assert send(body) == 400
    assert reports.total == 0


def test_a_flood_keeps_the_last_hundred_cut_short() -> None:
    for number in range(120):
        report = {"blocked-uri": f"{number}-" + "x" * 9000}
        send(json.dumps({"csp-report": report}), address=f"10.0.0.{number}")
    assert (reports.total, len(reports.recent)) == (120, 100)
    assert reports.recent[-1]["blocked-uri"].startswith("119-")
    assert len(reports.recent[-1]["blocked-uri"]) == 500


def test_a_report_is_only_posted() -> None:
    assert Client().get("/csp-report").status_code == 405


def test_pages_carry_the_policy_without_exceptions(client: Client) -> None:
    sent = client.get("/no-such-page").headers["Content-Security-Policy"]
    assert "unsafe" not in sent
    for name in policy()["DIRECTIVES"]:
        assert name in sent
    kept: dict[str, Any] = dict(part.strip().split(" ", 1) for part in sent.split(";"))
    assert kept["script-src"] == kept["style-src"] == "'self'"
