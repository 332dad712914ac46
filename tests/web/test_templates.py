"""Rules every template and style sheet of the site keeps, and the pages shown when things fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, permission_denied, server_error

import greenward

PACKAGE = Path(greenward.__file__).parent
TAKEN_AWAY = PACKAGE / "bureau/letters/templates/letters/file.html"
"""A letter as a file of its own; it is kept and downloaded, never served as a page here."""
TEMPLATES = sorted(
    path for path in PACKAGE.rglob("*.html") if "templates" in path.parts and path != TAKEN_AWAY
)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an inline style": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an inline handler": re.compile(r"<[^>]*\s(on\w+|hx-on[\w:-]*)\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "an htmx expression that needs eval": re.compile(
        r"hx-(vals|headers)=['\"]js:|hx-trigger=[^>]*\["
    ),
    "something from another host": re.compile(
        r"(src|href)\s*=\s*['\"](https?:)?//(?!www\.w3\.org)"
    ),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_template_keeps_the_policy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative contrast of two colours."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


CSS = (PACKAGE / "web/static/web/greenward.css").read_text("utf-8")
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", CSS))


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        *((text, "paper", 4.5) for text in ("ink", "soft", "green", "green-deep")),
        *((text, "paper", 4.5) for text in ("red", "amber", "blue")),
        *((text, "tint", 4.5) for text in ("ink", "soft", "green-deep")),
        ("red", "red-tint", 4.5),
        ("amber", "amber-tint", 4.5),
        ("ink", "amber-tint", 4.5),
        ("blue", "blue-tint", 4.5),
        ("edge", "paper", 3),
        ("focus", "paper", 3),
    ],
)
def test_colours_are_told_apart(text: str, ground: str, least: float) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= least


def test_the_style_sheet_names_no_colour_outside_its_tokens() -> None:
    rules = CSS.split("/* --- ground", 1)[1]
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", rules)) <= {"#fff"}


# --- when things fail -----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_missing_page_says_what_now_in_both_languages(client: Client, language: str) -> None:
    answer = client.get("/no-such-page", headers={"accept-language": language})
    words = {"zh-hans": "没有这个页面", "en": "There is no such page"}
    assert answer.status_code == 404
    assert words[language] in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_an_expired_form_says_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/")
    assert answer.status_code == 403
    assert "表单已失效" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (lambda request: server_error(request), 500, "系统出现故障"),
        (lambda request: bad_request(request, ValueError()), 400, "无法识别此请求"),
        (lambda request: permission_denied(request, PermissionError()), 403, "您无权查看"),
    ],
)
def test_failures_are_told_in_plain_words(view: object, status: int, words: str) -> None:
    answer = view(RequestFactory().get("/"))  # type: ignore[operator]
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_the_page_of_a_failure_needs_nothing_that_may_have_failed() -> None:
    assert "<h1>" in render_to_string("500.html")
