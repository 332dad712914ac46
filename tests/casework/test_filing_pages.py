"""Pages of filed documents: several files at once, the file as a download that runs nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework import examining
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.models import AuditEvent, Filing, Matter, Party
from greenward.bureau.casework.privacy.masks import masked
from greenward.bureau.casework.uploading import ANONYMOUS
from tests.fixtures.people import make_actor

from . import papers


def sent(content: bytes, name: str, said: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=said)


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.user
    client.force_login(actor.user)
    return client


def test_several_files_are_taken_or_refused_one_by_one(owner: Actor, matter: Matter) -> None:
    files = [
        sent(papers.pdf(), "report.pdf"),
        sent(b"MZ" + bytes(99), "virus.pdf", "application/pdf"),
        sent(papers.png(), "photo.png", "text/html"),
    ]
    url = reverse("casework:file", args=[matter.pk])
    answer = signed_in(owner).post(url, {"files": files, "kind": "report"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "virus.pdf" in page
    found = {(f.title, f.document.media_type) for f in Filing.objects.select_related("document")}
    assert found == {("report", "application/pdf"), ("photo", "image/png")}
    assert {f.label for f in Filing.objects.all()} == {"parties"}


def test_all_taken_leads_back_to_the_matter(owner: Actor, matter: Matter) -> None:
    url = reverse("casework:file", args=[matter.pk])
    client = signed_in(owner)
    answer = client.post(url, {"files": [sent(papers.pdf(), "a.pdf")], "kind": "report"})
    assert answer.status_code == 302
    again = {"files": [sent(papers.png(), "b.png")], "kind": "photo"}
    answer = client.post(url, again, headers={"hx-request": "true"})
    assert (answer.status_code, "HX-Redirect" in answer.headers) == (204, True)


def test_an_empty_file_is_refused_in_words(owner: Actor, matter: Matter) -> None:
    url = reverse("casework:file", args=[matter.pk])
    answer = signed_in(owner).post(url, {"files": [sent(b"", "a.pdf")], "kind": "report"})
    assert answer.status_code == 422
    assert not Filing.objects.exists()


def test_a_party_cannot_slip_in_a_label(owner: Actor, matter: Matter) -> None:
    form = {"files": [sent(papers.pdf(), "a.pdf")], "kind": "report", "label": "public"}
    signed_in(owner).post(reverse("casework:file", args=[matter.pk]), form)
    assert Filing.objects.get().label == "parties"


def test_a_file_is_a_download_that_runs_nothing(owner: Actor, matter: Matter) -> None:
    upload = papers.upload(papers.pdf(), "审计 报告.pdf")
    filing = file_document(owner, matter, upload, "report", 'Report "A"/../b')
    answer = signed_in(owner).get(reverse("casework:filing_file", args=[filing.pk]))
    assert b"".join(answer) == papers.pdf()  # type: ignore[call-overload]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "/" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("content", [papers.pdf(), papers.png(), papers.jpeg()])
def test_a_preview_is_drawn_anew(owner: Actor, matter: Matter, content: bytes) -> None:
    filing = file_document(owner, matter, papers.upload(content, ""), "photo")
    url = reverse("casework:filing_preview", args=[filing.pk])
    assert signed_in(owner).get(url).status_code == 404
    examining.run(filing.pk)
    answer = signed_in(owner).get(url)
    picture = b"".join(answer)  # type: ignore[call-overload]
    assert answer["Content-Type"] == "image/png"
    assert picture.startswith(b"\x89PNG") and picture != content


def test_what_is_internal_or_personal_is_opened_and_logged_never_glimpsed(
    officer: Actor, matter: Matter
) -> None:
    filing = file_document(officer, matter, papers.upload(papers.jpeg(), "a.jpg"), "identity")
    examining.run(filing.pk)
    client = signed_in(officer)
    assert client.get(reverse("casework:filing_preview", args=[filing.pk])).status_code == 404
    assert client.get(reverse("casework:filing_file", args=[filing.pk])).status_code == 200
    assert AuditEvent.objects.filter(act="open_document").count() == 1


def test_who_is_not_signed_in_fills_no_disk(db: None) -> None:
    large = sent(bytes(ANONYMOUS + 1), "a.pdf")
    answer = Client(raise_request_exception=False).post(reverse("account_login"), {"file": large})
    assert answer.status_code in (400, 413)


def test_a_page_of_a_document_has_few_queries(
    officer: Actor, matter: Matter, django_assert_max_num_queries: Any
) -> None:
    filing = file_document(officer, matter, papers.upload(papers.pdf(), "a.pdf"), "report")
    client = signed_in(officer)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("casework:filing", args=[filing.pk])).status_code == 200


def test_officials_act_by_name_and_only_private_persons_are_masked(
    officer: Actor, owner: Actor, buyer: Actor, matter: Matter
) -> None:
    for number, actor in enumerate((officer, owner, buyer)):
        content = papers.upload(papers.pdf(), f"{number}.pdf")
        file_document(actor, matter, content, "report", f"of {number}")
    for reader in (officer, owner):
        page = signed_in(reader).get(reverse("casework:matter", args=[matter.pk])).content.decode()
        listed = page[page.index('id="documents"') : page.index('id="remarks"')]
        assert officer.user.name in listed and "Greenwood" in listed
        assert buyer.user.name not in listed and masked(buyer.user.name, "name") in listed
        assert "<caption" not in listed


@pytest.fixture
def buyer(matter: Matter) -> Actor:
    """A private person who takes part in the matter."""
    person = make_actor("buyer")
    Party.objects.create(
        matter=matter, role=PartyRole.BUYER, user=person.user, first_day=date(2020, 1, 1)
    )
    return person


def test_a_matters_page_asks_as_often_with_more_documents(officer: Actor, matter: Matter) -> None:
    client, url = signed_in(officer), reverse("casework:matter", args=[matter.pk])
    asked = []
    for number in range(3):
        content = papers.upload(papers.pdf(), f"{number}.pdf")
        file_document(officer, matter, content, "report", f"of {number}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2]
