"""The clerk at the chapter in a real browser: what is typed is saved in passing and what is missing now is
said at once, in both languages, without a break of the content security policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.construction.chapters.writing import begin, begin_stage
from greenward.bureau.construction.models import Chapter, Stage
from greenward.bureau.standards.editions import publish
from greenward.law.shenzhen import PACK
from tests.fixtures.people import make_city

from .chapters import BEGUN
from .conftest import build_site


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "left"), [("zh-hans", "还缺 8 项"), ("en", "8 of 9 parts")])
def test_what_is_typed_is_saved_in_passing(
    page: Any, sign_in: Callable[..., None], language: str, left: str
) -> None:
    make_city()
    publish(Actor.operator(), PACK)
    site = build_site(Area.objects.get(code="440304"), "SZ-1")
    begin_stage(site.developer, site.fresh(), Stage.PLANNING, on=BEGUN[Stage.PLANNING])
    begin(site.developer, site.fresh(), Stage.PLANNING)
    sign_in(page, site.developer.user, language)
    page.goto(reverse("construction:write_chapter", args=[site.project.pk, "planning"]))
    page.fill("#id_energy_target", "62.5")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.press("#id_energy_target", "Tab")
    page.wait_for_selector(f"#missing h2:has-text('{left}')")
    assert str(Chapter.objects.get().energy_target) == "62.50"
    page.fill("#id_saving_rate", "172")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.press("#id_saving_rate", "Tab")
    page.wait_for_selector("#missing .field-error")
    assert Chapter.objects.get().saving_rate is None
    page.click("button[value=save]")  # a plain send of the whole form says it beside the field
    page.wait_for_selector(".field.invalid")
