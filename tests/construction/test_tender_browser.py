"""The pages of contracts and of who answers for a project fit a phone and a desk in both languages."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.stating import state
from greenward.bureau.construction.tendering import procuring
from greenward.law.clauses import Paper

from .conftest import Site
from .test_engaging import lead
from .test_procuring import paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., None]
SHOTS = os.environ.get("GREENWARD_SHOTS")
"""A folder for pictures of the pages, to be looked at."""


def test_the_pages_fit(page: Any, sign_in: SignIn, shenzhen: Site) -> None:
    state(shenzhen.planning, shenzhen.fresh(), {"permit_star": 2, "permit_notes_prefab": True})
    row = procuring.procure(
        shenzhen.developer, shenzhen.fresh(), service="construction", tendered=True,
        commissioned_on=date(2026, 3, 2), price_fen=123_456_789_00,
    )  # fmt: skip
    procuring.attach(
        shenzhen.developer, row, Paper.CONTRACT, paper("第三条 绿色建筑等级不低于一星级。")
    )
    procuring.state_clause(shenzhen.developer, row, Paper.CONTRACT, stated=True, star=1)
    procuring.find(shenzhen.housing, row, Paper.CONTRACT, star=None, remark="仅见于附件目录")
    lead(
        shenzhen, PartyRole.DEVELOPER, "王小明", registration="粤1442020202101234",
        user=shenzhen.developer.user,
    )  # fmt: skip
    person = shenzhen.fresh().engagements.get()
    pk = shenzhen.project.pk
    urls = {
        "contracts": reverse("construction:contracts", args=[pk]),
        "clause": reverse("construction:clause", args=[pk, row.pk, "contract"]),
        "people": reverse("construction:people", args=[pk]),
        "commitment": reverse("construction:commitment", args=[pk, person.pk]),
        "register": reverse("construction:responsibility"),
        "engage": reverse(
            "construction:engage",
            args=[pk, shenzhen.project.matter.parties.get(role=PartyRole.DEVELOPER).pk],
        ),
    }
    for language in ("zh-hans", "en"):
        sign_in(page, shenzhen.developer.user, language)
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for name, url in urls.items():
                assert page.goto(url).status == 200
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (name, language, wide)
                if SHOTS:
                    shot = Path(SHOTS, f"{name}-{language}-{width}.png")
                    page.screenshot(path=str(shot), full_page=True)
