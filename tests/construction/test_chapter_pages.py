"""The pages of green chapters: the clerk writes and hands in, the planning officer reviews, others read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.construction.chapters.contents import part
from greenward.bureau.construction.chapters.writing import begin
from greenward.bureau.construction.models import Chapter, ChapterReview, Stage
from tests.fixtures.people import make_actor

from .chapters import draft, handed_in, land_papers, writer
from .conftest import Site

PLANNING = "planning"


def as_(actor: Actor) -> Client:
    client = Client()
    assert actor.user
    client.force_login(actor.user)
    return client


def at(site: Site, name: str, *args: Any) -> str:
    return reverse(f"construction:{name}", args=[site.project.pk, *args])


def test_the_clerk_begins_saves_and_hands_in(shenzhen: Site) -> None:
    clerk = as_(shenzhen.developer)
    page = clerk.get(at(shenzhen, "chapters")).content.decode()
    assert page.count('name="planning-begun_on"') == 1
    clerk.post(at(shenzhen, "begin_chapter", PLANNING), {"planning-begun_on": "2024-05-06"})
    answer = clerk.post(at(shenzhen, "begin_chapter", PLANNING))
    assert answer.headers["Location"] == at(shenzhen, "write_chapter", PLANNING)
    write = at(shenzhen, "write_chapter", PLANNING)
    assert (
        clerk.post(write, {"star": "2", "energy_target": "62.5", "do": "save"}).status_code == 302
    )
    found = Chapter.objects.get()
    assert (found.star, found.energy_target) == (2, Decimal("62.50"))
    refused = clerk.post(write, {"star": "2", "emission_target": "28.4", "do": "hand_in"})
    assert refused.status_code == 422
    assert Chapter.objects.get().is_draft
    assert Chapter.objects.get().emission_target == Decimal("28.40")  # what is right is saved
    rest = {"industrialised": "False", "technical_path": "外遮阳。", "cost": "3800000.50"}
    assert clerk.post(write, rest | {"do": "hand_in"}).status_code == 302
    found = Chapter.objects.get()
    assert (found.is_draft, found.cost_fen) == (False, 380_000_050)
    assert found.sha256 in clerk.get(at(shenzhen, "chapter", PLANNING)).content.decode()


def test_what_is_wrong_is_said_and_what_is_right_is_saved(shenzhen: Site) -> None:
    draft(shenzhen, star=None, saving_rate=None)
    client = as_(writer(shenzhen, Stage.PLANNING))
    answer = client.post(
        at(shenzhen, "write_chapter", PLANNING), {"star": "3", "saving_rate": "120", "do": "save"}
    )
    assert answer.status_code == 422
    found = Chapter.objects.get()
    assert (found.star, found.saving_rate) == (3, None)


def test_saving_in_passing_answers_with_what_is_missing_now(shenzhen: Site) -> None:
    draft(shenzhen, funding_source="")
    client = as_(writer(shenzhen, Stage.PLANNING))
    answer = client.post(
        at(shenzhen, "write_chapter", PLANNING),
        {"funding_source": "自筹", "do": "save"},
        headers={"HX-Request": "true"},
    )
    assert 'id="missing"' in answer.content.decode() and "<html" not in answer.content.decode()
    assert Chapter.objects.get().funding_source == "自筹"


def test_a_stage_shows_what_is_carried_over_and_takes_the_rest_at_a_click(shenzhen: Site) -> None:
    handed_in(shenzhen)
    begun = draft(shenzhen, Stage.DESIGN)
    Chapter.objects.filter(pk=begun.pk).delete()
    begin(writer(shenzhen, Stage.DESIGN), shenzhen.fresh(), Stage.DESIGN)
    client = as_(writer(shenzhen, Stage.DESIGN))
    page = client.get(at(shenzhen, "write_chapter", "design")).content.decode()
    assert page.count("tag info") == 6
    client.post(at(shenzhen, "write_chapter", "design"), {"do": "take:path"})
    assert Chapter.objects.get(stage="design").technical_path == "外遮阳、高效机组、屋顶光伏。"


def test_documents_are_attached_and_left_out(shenzhen: Site) -> None:
    draft(shenzhen)
    client, write = as_(writer(shenzhen, Stage.PLANNING)), at(shenzhen, "write_chapter", PLANNING)
    sent = SimpleUploadedFile("a.txt", b"heat load")
    assert client.post(write, {"do": "attach", "file": sent}).status_code == 302
    filing = Chapter.objects.get().attachments.get()
    client.post(write, {"do": f"detach:{filing.pk}"})
    assert not Chapter.objects.get().attachments.exists()


def test_the_officer_sees_the_change_and_the_law_beside_it(shenzhen: Site) -> None:
    land_papers(shenzhen)
    handed_in(shenzhen)
    handed_in(shenzhen, energy_target=Decimal("58.00"), star=3)
    officer = as_(shenzhen.planning)
    page = officer.get(at(shenzhen, "review_chapter")).content.decode()
    assert "−4.50" in page.replace("-", "−") and "+1 ★" in page
    assert page.count('class="changed"') == 2
    sent = {"opinion": "符合要求。", "conforms": "True"}
    assert officer.post(at(shenzhen, "review_chapter"), {"conforms": "True"}).status_code == 422
    assert officer.post(at(shenzhen, "review_chapter"), sent).status_code == 302
    assert ChapterReview.objects.get().conforms


def test_the_request_for_what_is_missing_begins_with_it(shenzhen: Site) -> None:
    handed_in(shenzhen, funding_source="", standard="")
    officer = as_(shenzhen.planning)
    page = officer.get(at(shenzhen, "review_chapter")).content.decode()
    ask = reverse("casework:act", args=[shenzhen.project.matter_id, "request_correction"])
    assert ask in page
    form = officer.get(ask).context["form"]
    lines = [what.value() for _type, what, _article in form.lines if what.value()]
    assert lines == [f"{one.title}: {one.missing}" for one in (part("standard"), part("funding"))]


@pytest.mark.parametrize(
    ("who", "read", "write", "review"),
    [
        ("developer", 200, 302, 403),
        ("contractor", 200, 403, 403),
        ("planning", 200, 403, 200),
        ("housing", 200, 302, 403),
        ("stranger", 404, 404, 404),
    ],
)
def test_who_may_open_what(shenzhen: Site, who: str, read: int, write: int, review: int) -> None:
    handed_in(shenzhen)
    actors = {
        "planning": shenzhen.planning,
        "housing": shenzhen.housing,
        "stranger": make_actor("stranger"),
        **{role.value: actor for role, actor in shenzhen.parties.items()},
    }
    client = as_(actors[who])
    assert client.get(at(shenzhen, "chapter", PLANNING)).status_code == read
    assert client.get(at(shenzhen, "chapters")).status_code == read
    assert client.get(at(shenzhen, "write_chapter", PLANNING)).status_code == write
    assert client.get(at(shenzhen, "review_chapter")).status_code == review


def test_where_the_law_asks_for_no_chapter_there_is_no_page(jinzhou: Site) -> None:
    assert as_(jinzhou.developer).get(at(jinzhou, "chapters")).status_code == 404


def test_a_page_asks_the_database_the_same_however_much_there_is(shenzhen: Site) -> None:
    handed_in(shenzhen)
    client = as_(shenzhen.planning)
    pages = (
        at(shenzhen, "review_chapter"),
        at(shenzhen, "chapter", PLANNING),
        at(shenzhen, "chapters"),
    )
    counts = []
    for star in (3, 2, 1):
        counts.append([queries_of(client, page) for page in pages])
        handed_in(shenzhen, star=star)
    assert counts[1] == counts[2]
    assert max(counts[2]) <= 15


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_the_city_says_who_writes(shenzhen: Site) -> None:
    city = shenzhen.project.area.city()
    url = reverse("construction:chapter_writers", args=[city.code])
    assert as_(shenzhen.planning).get(url).status_code == 403  # of a district
    director = as_(make_actor("of-the-city", (Role.DIRECTOR, city)))
    assert director.get(url).status_code == 200
    sent = {stage.value: ["developer", "designer"] for stage in Stage}
    assert director.post(url, sent).status_code == 302
    begun = draft(shenzhen, Stage.DESIGN)
    assert begun.pk
    contractor = as_(shenzhen.parties[PartyRole.CONTRACTOR])
    assert contractor.get(at(shenzhen, "write_chapter", "design")).status_code == 403
