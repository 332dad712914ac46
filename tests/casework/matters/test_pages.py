"""The inbox and the pages of matters, as each person meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import factors
from greenward.bureau.casework.inbox import Inbox
from greenward.bureau.casework.models import Comment, Matter, Request, Task

from .kit import Cast, open_matter

Reader = Callable[[Actor], Client]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A browser in English in which a person is signed in, their second factor shown."""
    monkeypatch.setattr(factors, "needed", lambda user: False)

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(actor.user)
        return client

    return sign_in


def act_url(matter: Matter, name: str) -> str:
    return reverse("casework:act", args=[matter.pk, name])


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_officer_sees_what_to_do_and_whom_they_wait_for(
    cast: Cast, matter: Matter, reader: Reader
) -> None:
    officer = reader(cast.officer)
    mine = said(officer.get("/inbox"))
    assert "Try_inspect" in mine and "Try_decide" not in mine and matter.number in mine
    others = said(officer.get("/inbox?tab=others"))
    assert "Director · try_decide" in others and "Administrative Penalty Law Article 60" in others
    assert "Plot B-12" in said(reader(cast.director).get("/inbox"))
    assert "Nothing waits for you" in said(reader(cast.stranger).get("/inbox"))
    assert "Nothing waits for you" in said(reader(cast.sibling).get("/inbox"))


def test_a_task_of_a_named_officer_is_not_a_colleagues(cast: Cast, matter: Matter) -> None:
    assert Inbox(cast.officer).mine().count() == 1
    assert Inbox(cast.second).mine().count() == 0
    Task.objects.update(user=None)
    assert Inbox(cast.second).mine().count() == 1
    assert Inbox(cast.sibling).mine().count() == 0


def test_counts_and_filters(cast: Cast, matter: Matter, reader: Reader) -> None:
    today = date.today()
    Task.objects.filter(act="try_inspect").update(due_on=today - timedelta(days=3))
    answer = reader(cast.officer).get("/inbox?due=overdue")
    assert answer.context["counts"] == (1, 0, 1)
    assert len(answer.context["lines"]) == 1
    client = reader(cast.officer)
    assert client.get("/inbox?due=week").context["lines"] == []
    assert client.get(f"/inbox?text={matter.number}").context["lines"]
    assert client.get("/inbox?text=elsewhere").context["lines"] == []
    assert said(client.get("/inbox/count")).startswith("1<")


def test_the_number_of_queries_does_not_grow(cast: Cast, reader: Reader) -> None:
    client = reader(cast.officer)

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    open_matter(cast.officer, cast)
    few = {url: queries(url) for url in ("/inbox", "/inbox?tab=others", "/matters/")}
    for _ in range(12):
        open_matter(cast.officer, cast)
    assert {url: queries(url) for url in few} == few
    assert max(few.values()) <= 10


def test_the_matter_offers_what_the_reader_may_do(
    cast: Cast, matter: Matter, reader: Reader
) -> None:
    url = reverse("casework:matter", args=[matter.pk])
    assert act_url(matter, "try_inspect") in said(reader(cast.officer).get(url))
    assert act_url(matter, "try_inspect") not in said(reader(cast.clerk).get(url))
    assert reader(cast.stranger).get(url).status_code == 404
    assert reader(cast.clerk).get(act_url(matter, "try_inspect")).status_code == 403
    assert reader(cast.officer).get(act_url(matter, "no_such_act")).status_code == 404


def test_an_act_without_a_view_of_its_own(cast: Cast, matter: Matter, reader: Reader) -> None:
    client = reader(cast.officer)
    assert 'name="remark"' in said(client.get(act_url(matter, "try_inspect")))
    answer = client.post(act_url(matter, "try_inspect"), {"remark": "seen on site"})
    assert answer.status_code == 302
    assert Task.objects.get(act="try_inspect").done_by == cast.officer.user
    page = said(client.get(reverse("casework:matter", args=[matter.pk])))
    assert "remark: seen on site" in page


def test_a_request_is_asked_and_answered_in_place(
    cast: Cast, matter: Matter, reader: Reader
) -> None:
    asked = reader(cast.officer).post(
        act_url(matter, "request_correction"),
        {
            "of": "developer",
            "lines": "2",
            "type-0": "missing",
            "what-0": "the plan",
            "type-1": "form",
        },
    )
    assert asked.status_code == 302
    item = Request.objects.get().items.get()
    clerk, url = reader(cast.clerk), act_url(matter, "answer_request")
    assert clerk.post(url, {f"text-{item.pk}": "soon", "draft": "1"}).status_code == 302
    page = reverse("casework:matter", args=[matter.pk])
    assert "soon" in said(clerk.get(page))
    assert "soon" not in said(reader(cast.officer).get(page))
    assert clerk.post(url, {f"text-{item.pk}": ""}).status_code == 422
    assert clerk.post(url, {f"text-{item.pk}": "here it is"}).status_code == 302
    assert "here it is" in said(reader(cast.officer).get(page))


def test_internal_remarks_stay_inside(cast: Cast, matter: Matter, reader: Reader) -> None:
    reader(cast.officer).post(act_url(matter, "comment"), {"text": "secret", "internal": "on"})
    reader(cast.clerk).post(act_url(matter, "comment"), {"text": "hello", "internal": "on"})
    assert list(Comment.objects.values_list("internal", flat=True)) == [True, False]
    url = reverse("casework:matter", args=[matter.pk])
    assert "secret" not in said(reader(cast.clerk).get(url))
    assert "secret" in said(reader(cast.officer).get(url))


def test_the_matters_list_and_its_file(cast: Cast, matter: Matter, reader: Reader) -> None:
    client = reader(cast.officer)
    assert matter.number in said(client.get("/matters/?state=open&whose=me"))
    assert matter.number not in said(client.get("/matters/?state=closed"))
    answer = client.get("/matters/?format=csv")
    rows = b"".join(answer).decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and matter.number in rows[1] and "trial" in rows[1]


def test_the_file_of_matters_names_each_in_the_language_of_the_reader(
    cast: Cast, matter: Matter, reader: Reader
) -> None:
    def names(language: str) -> bool:
        client = reader(cast.officer)
        answer = client.get("/matters/?format=csv", headers={"accept-language": language})
        return "The trial of plot B-12" in b"".join(answer).decode("utf-8-sig")

    assert not names("en") and matter.title == "Plot B-12"  # it has one name alone
    Matter.objects.filter(pk=matter.pk).update(title_en="The trial of plot B-12")
    assert names("en") and not names("zh-hans")


def test_handing_over_by_the_page(cast: Cast, matter: Matter, reader: Reader) -> None:
    client = reader(cast.director)
    page = client.get(f"/handover?giver={cast.officer.user.pk}")
    assert "handles 1 open matter" in said(page)
    form = {"giver": cast.officer.user.pk, "taker": cast.second.user.pk, "note": "leaves"}
    assert client.post("/handover", form).status_code == 302
    assert Inbox(cast.second).mine().count() == 1
    assert reader(cast.officer).get("/handover").status_code == 403


def test_where_a_day_begins(cast: Cast, reader: Reader) -> None:
    assert reader(cast.officer).get("/start").url == "/inbox"
    assert reader(cast.clerk).get("/start").url == "/"
    assert reader(cast.clerk).get("/").url == "/inbox"  # no project asks anything of the company
    assert reader(cast.auditor).get("/start").url == "/"
