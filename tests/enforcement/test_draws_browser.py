"""The verifying page in a real browser agrees with the house and finds what was changed; the pages
of a draw fit a phone in both languages."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import time_machine
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.enforcement.draws import services
from greenward.bureau.enforcement.draws.reading import draw_file
from greenward.trust.draw import verifier
from tests.fixtures.people import make_actor
from tests.trust.draw_cases import files
from tests.trust.test_draw_verifier import places, tampered

from .test_draws import SSQ, evidence, later, planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
VERIFY = """async (text) => {
  const { verify } = await import("/static/enforcement/draws/verifier.js");
  try { return await verify(JSON.parse(text)); } catch { return null; }
}"""


def python_says(file: dict[str, Any]) -> list[str] | None:
    try:
        return verifier.verify(file)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None


def test_both_verifiers_agree(page: Any) -> None:
    """Some dozens of generated draws, as they are and with one leaf changed."""
    page.goto("/draws/verify/")

    @settings(max_examples=40, phases=[Phase.generate], database=None)
    @given(files(), st.data())
    def agree(file: dict[str, Any], data: st.DataObject) -> None:
        other = tampered(file, data.draw(st.sampled_from(places(file))))
        for one in (file, other):
            assert page.evaluate(VERIFY, json.dumps(one)) == python_says(one)

    agree()


@pytest.fixture
def published(transactional_db: None, officer: Actor, director: Actor, futian: Area) -> Any:
    colleague = make_actor("colleague", (Role.OFFICER, futian))
    draw = services.freeze(director, planned(officer, futian))
    with time_machine.travel(later(3), tick=True):
        services.enter(officer, draw, values=SSQ, evidence=evidence())
        services.enter(colleague, draw, values=SSQ, evidence=evidence())
        return services.publish(director, services.reveal(officer, draw))


def verdict(page: Any, file: dict[str, Any] | str, hash: str = "") -> str:
    """What the page says of a file that is chosen."""
    page.goto("/draws/verify/")
    page.fill("#hash", hash)
    content = file if isinstance(file, str) else json.dumps(file, ensure_ascii=False)
    page.set_input_files(
        "#file", {"name": "draw.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    page.wait_for_selector("#verifier[data-verdict]:not([data-verdict=busy])")
    return page.get_attribute("#verifier", "data-verdict")


def change(file: dict[str, Any], *path: Any, value: Any) -> dict[str, Any]:
    copied = copy.deepcopy(file)
    holder: Any = copied
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return copied


def test_the_page_says_the_same_result_or_where_it_differs(page: Any, published: Any) -> None:
    file, said = draw_file(published), published.announcement_sha256
    assert verdict(page, file, said) == "same"
    expect(page.locator("code.hash").last).to_have_text(said, use_inner_text=True)
    other = file["result"]["chosen"][1]["target"]
    for changed, words in (
        (change(file, "pool", "cap", value=9), "名录与公告不符"),
        (change(file, "code", value="00" * 32), "验证码与公告的承诺值不符"),
        (change(file, "values", 0, value=[1, 2, 3, 4, 5, 6]), "公布的结果"),
        (change(file, "result", "chosen", 0, "target", value=other), "result/chosen/0/target"),
    ):
        assert verdict(page, changed) == "differs"
        assert words in page.inner_text("#answer")
        assert python_says(changed)
    assert verdict(page, file, "0" * 64) == "differs"
    for broken in ("no JSON", "[]", json.dumps({"announcement": {}, "pool": {}, "result": {}})):
        assert verdict(page, broken) == "unverifiable"
    assert verdict(page, {name: file[name] for name in ("announcement", "pool")}, said) == "early"


def test_a_published_draw_opens_and_checks_itself(page: Any, published: Any) -> None:
    page.goto(f"/draws/{published.pk}/")
    page.get_by_role("link", name="在浏览器中核验").click()
    page.wait_for_selector("#verifier[data-verdict=same]")
    assert "结果一致" in page.inner_text("#answer")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_a_draw_scrolls_sideways(
    page: Any, sign_in: Any, published: Any, officer: Actor, futian: Area, size: Any, language: str
) -> None:
    page.set_viewport_size(size)
    sign_in(page, officer.user, language)
    plan = planned(officer, futian)
    for url in (
        "/draws/",
        "/draws/new/",
        "/draws/verify/",
        f"/draws/{plan.pk}/",
        f"/draws/{plan.pk}/plan/",
        f"/draws/{published.pk}/",
        f"/draws/{published.pk}/substitute/?target=P001",
    ):
        page.goto(url)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, url
        assert page.locator("h1").inner_text().strip()
