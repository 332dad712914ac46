"""The pages of the room as people use them: draft, approval by somebody else, revocation."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.certificates.checking import check
from greenward.bureau.certificates.models import Certificate
from greenward.bureau.certificates.services import approve
from greenward.bureau.certificates.waiting import leads

from .kit import CLAIMS, building, issued, prepared

pytestmark = pytest.mark.django_db
SUBJECT = {"kind": "green_building_label", "key": "440304A017"}


def at(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def test_from_a_building_code_to_a_revoked_certificate(officer, director, futian):
    building(futian)
    first, second = at(officer), at(director)
    asked = "/certificates/new/?kind=green_building_label&key=440304A017"
    assert first.get("/certificates/new/").status_code == 200
    assert "岭南大厦" in first.get(asked).content.decode()
    assert first.post(asked, CLAIMS | {"star": 5}).status_code == 422
    page = first.post(asked, CLAIMS, follow=True)
    draft = Certificate.objects.get()
    assert page.request["PATH_INFO"] == f"/certificates/{draft.pk}/"
    assert f"/certificates/{draft.pk}/issue" not in page.content.decode()
    assert first.post(f"/certificates/{draft.pk}/issue").status_code == 403
    assert "1 certificate waits" in second.get("/certificates/").content.decode()
    assert (
        f"/certificates/{draft.pk}/issue"
        in second.get(f"/certificates/{draft.pk}/").content.decode()
    )
    second.post(f"/certificates/{draft.pk}/issue")
    draft.refresh_from_db()
    assert check(draft.jws).code == "valid"
    assert second.post(f"/certificates/{draft.pk}/revoke", {"reason": "mistake"}).status_code == 422
    revocation = {"reason": "mistake", "note": "a wrong star"}
    assert second.post(f"/certificates/{draft.pk}/revoke", revocation).status_code == 302
    assert check(draft.jws).code == "revoked"
    assert "a wrong star" in first.get(f"/certificates/{draft.pk}/").content.decode()
    assert "a wrong star" not in Client().get(f"/v/{draft.number}").content.decode()


def test_what_is_outside_the_area_is_not_found_by_its_code(sibling_officer, futian):
    building(futian)
    answer = at(sibling_officer).get("/certificates/new/", SUBJECT)
    assert "岭南大厦" not in answer.content.decode()


def test_a_replacement_starts_from_the_old_one(officer, director, futian):
    old = issued(officer, director, building(futian))
    page = at(officer).get(f"/certificates/{old.pk}/replace").content.decode()
    assert 'value="2026-11-20"' in page
    at(officer).post(f"/certificates/{old.pk}/replace", CLAIMS | {"star": 3})
    new = Certificate.objects.get(replaces=old)
    at(director).post(f"/certificates/{new.pk}/issue")
    assert (check(old.jws).code, Certificate.objects.get(pk=new.pk).standing) == (
        "revoked",
        "valid",
    )


def test_a_number_is_found_as_it_is_typed(officer, director, futian):
    made = issued(officer, director, building(futian))
    page = at(director).get("/certificates/", {"number": str(made).lower()}).content.decode()
    assert f"/certificates/{made.pk}/" in page
    none = at(director).get("/certificates/", {"number": "7Q2M"}).content.decode()
    assert "No certificate has this number" in none


def test_the_list_has_a_constant_number_of_queries(
    officer, director, futian, django_assert_max_num_queries: Any
):
    for number in range(8):
        issued(officer, director, building(futian, f"440304A{number:03}"))
    client = at(director)
    client.get("/certificates/")
    with django_assert_max_num_queries(10):
        assert client.get("/certificates/").status_code == 200


def test_an_owner_sees_what_is_issued_and_no_draft(officer, director, owner, futian):
    from .kit import prepared

    about = building(futian, owner_id=owner.organisations[0])
    draft = prepared(officer, about)
    client = at(owner)
    assert client.get(f"/certificates/{draft.pk}/").status_code == 404
    made = issued(officer, director, about)
    assert client.get(f"/certificates/{made.pk}/print").status_code == 200
    page = client.get("/certificates/").content.decode()
    assert f"/certificates/{made.pk}/" in page
    assert f"/certificates/{draft.pk}/" not in page


def test_anybody_gets_the_proof_that_it_is_in_the_log(officer, director, futian):
    from greenward.bureau.log.sequencer import sequence

    made = issued(officer, director, building(futian))
    sequence()
    page = Client().get(f"/v/{made.number}").content.decode()
    address = page.split('href="/log/proof/')[1].split('"')[0]
    proof = Client().get(f"/log/proof/{address}")
    assert proof.status_code == 200
    assert proof.content.startswith(b"c2sp.org/tlog-proof@v1\n")


def test_a_draft_stands_in_the_inbox_of_whoever_may_issue_it(
    officer, director, sibling_officer, futian, django_assert_max_num_queries
):
    about = building(futian)
    draft = prepared(officer, about)
    prepared(officer, about)
    link = f'href="/certificates/{draft.pk}/"'
    waiting = leads(director, 1)
    assert (waiting.count, len(waiting.first)) == (2, 1)
    with django_assert_max_num_queries(1):
        leads(director, 5)
    page = at(director).get("/inbox").content.decode()
    assert link in page and "Certificates that wait for your approval" in page
    for other in (officer, sibling_officer):
        assert leads(other, 5) is None
        assert link not in at(other).get("/inbox").content.decode()
    approve(director, draft)
    assert link not in at(director).get("/inbox").content.decode()


def test_a_buildings_page_lists_its_certificates(officer, director, futian, owner):
    about = building(futian, owner_id=owner.organisations[0])
    first, draft = issued(officer, director, about), prepared(officer, about)
    seen = at(officer).get(f"/buildings/{about.pk}").content.decode()
    assert f"/certificates/{first.pk}/" in seen and f"/certificates/{draft.pk}/" in seen
    mine = at(owner).get(f"/buildings/{about.pk}").content.decode()
    assert f"/certificates/{first.pk}/" in mine and f"/certificates/{draft.pk}/" not in mine


def test_a_buildings_page_asks_as_often_with_more_certificates(officer, director, futian):
    about = building(futian)
    client = at(officer)
    issued(officer, director, about)
    few = _asked(client, f"/buildings/{about.pk}")
    for _more in range(3):
        issued(officer, director, about)
    assert _asked(client, f"/buildings/{about.pk}") == few


def _asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
