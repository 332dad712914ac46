"""What was asked for and is on record by now answers itself: the party only sends it (Administrative
Licensing Law, Article 32, Item 4)."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters import requests
from greenward.bureau.casework.matters.asking import AnswerForm
from greenward.bureau.casework.matters.requests import Item
from greenward.bureau.casework.models import Matter, RequestItem
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.chapters.contents import PARTS
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.missing import line_of, request_missing
from greenward.bureau.construction.stating import state

from .chapters import handed_in
from .conftest import Site


def begun(site: Site, matter: Matter, language: str = "en") -> dict[str, str]:
    """The answers a form begins with, by what was asked."""
    with override(language):
        form = AnswerForm(actor=site.developer, matter=matter)
        return {item.what: str(text.initial) for item, text, _file in form.lines}


def test_a_fact_on_record_by_now_stands_in_the_answer(jinzhou: Site) -> None:
    matter = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    with override("zh-hans"):
        request_missing(jinzhou.housing, matter)
    assert not any(begun(jinzhou, matter).values())
    state(jinzhou.parties[PartyRole.DESIGNER], jinzhou.fresh(), {"green_designed": True})
    matter = Matter.objects.get(pk=matter.pk)
    said = [text for text in begun(jinzhou, matter).values() if text]
    assert len(said) == 1 and said[0].startswith("On record: ") and said[0].endswith(": yes.")
    assert [text for text in begun(jinzhou, matter, "zh-hans").values() if text][0].endswith("是。")


def test_what_the_party_wrote_itself_stays(jinzhou: Site) -> None:
    matter = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    request_missing(jinzhou.housing, matter)
    keys = list(RequestItem.objects.filter(request__matter=matter).values_list("pk", flat=True))
    requests.draft(
        jinzhou.developer, matter, answers={key: requests.Answer("own words") for key in keys}
    )
    state(jinzhou.parties[PartyRole.DESIGNER], jinzhou.fresh(), {"green_designed": True})
    assert set(begun(jinzhou, Matter.objects.get(pk=matter.pk)).values()) == {"own words"}


def test_a_part_of_a_chapter_is_answered_by_the_version_that_has_it(shenzhen: Site) -> None:
    star, standard = (next(p for p in PARTS if p.name == name) for name in ("star", "standard"))
    matter = shenzhen.project.matter
    with override("zh-hans"):
        lines = [Item("missing", f"{one.title}: {one.missing}") for one in (star, standard)]
        lines.append(Item("missing", "something in the official's own words"))
    requests.ask(shenzhen.planning, matter, items=lines, of=PartyRole.DEVELOPER)
    assert not any(begun(shenzhen, matter).values())
    handed_in(shenzhen, standard="")
    said = list(begun(shenzhen, matter).values())
    assert "stage “planning”, version 1" in said[0] and said[1:] == ["", ""]


def test_one_click_sends_what_is_on_record(jinzhou: Site) -> None:
    matter = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    found = request_missing(jinzhou.housing, matter)
    line = found.items.get(what=line_of(law_of(matter.area).entry("green_designed")).zh)
    found.items.exclude(pk=line.pk).delete()
    state(jinzhou.parties[PartyRole.DESIGNER], jinzhou.fresh(), {"green_designed": True})
    client = Client()
    client.force_login(jinzhou.developer.user)
    page = client.get(f"/matters/{matter.pk}").content.decode()
    assert "可直接提交" in page
    (said,) = re.findall(rf'name="text-{line.pk}"[^>]*>\s*(已记录：[^<]+)</textarea>', page)
    sent = client.post(
        reverse("casework:act", args=[matter.pk, "answer_request"]), {f"text-{line.pk}": said}
    )
    assert sent.status_code == 302
    line.refresh_from_db()
    assert line.answer == said and line.request.answered_at is not None
