"""The block “what the law says” on an application's page: grounds, facts, what is missing and from
whom, what changed since the decision before; in a constant number of queries."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.models import Matter
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.panel import says
from greenward.bureau.construction.stating import state
from greenward.law.language import Verdict

from .conftest import Site

MOST = 4
"""Queries of the block itself, beside those every matter's page has."""


def page(actor: Actor, matter: Matter) -> tuple[str, int]:
    """The page of a matter, and how many queries it took."""
    client = Client()
    assert actor.user is not None
    client.force_login(actor.user)
    client.get("/")
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(f"/matters/{matter.pk}")
    assert answer.status_code == 200
    return answer.content.decode(), len(caught)


def test_it_says_what_is_met_and_what_is_missing_from_whom(jinzhou: Site) -> None:
    state(jinzhou.housing, jinzhou.fresh(), {"in_key_scope": True, "green_planned": False})
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    found = says(jinzhou.housing, permit)
    assert {line.mark for line in found.lines} == {Verdict.BREACHED, Verdict.UNKNOWN}
    lacking = [fact for line in found.lines for fact in line.facts if fact.missing]
    assert any("设计" in fact.who and "?for=construction_permit" in fact.url for fact in lacking)
    text, _queries = page(jinzhou.housing, permit)
    assert 'id="law"' in text and "?for=construction_permit" in text


def test_a_decided_one_is_explained_by_the_facts_of_its_decision(jinzhou: Site) -> None:
    facts = {"green_designed": True, "drawings_meet_energy_standards": True}
    state(jinzhou.housing, jinzhou.fresh(), facts)
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    first = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate").matter
    grant(reviewer, first)
    state(jinzhou.housing, jinzhou.fresh(), {"green_designed": False}, because="设计变更")
    second = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate").matter
    first, second = Matter.objects.get(pk=first.pk), Matter.objects.get(pk=second.pk)
    assert all(line.mark is Verdict.SATISFIED for line in says(reviewer, first).lines)
    again = says(reviewer, second)
    assert again.before is not None and again.decided is None
    assert [(then, now) for _label, then, now in again.changed] == [("是", "否")]
    text, _queries = page(reviewer, second)
    assert again.before.number in text


def test_the_page_asks_as_often_however_much_there_is(jinzhou: Site) -> None:
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    first = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate").matter
    page(reviewer, first)
    _text, few = page(reviewer, first)
    facts = {"green_designed": True, "drawings_meet_energy_standards": True}
    state(jinzhou.housing, jinzhou.fresh(), facts)
    grant(reviewer, first)
    state(jinzhou.housing, jinzhou.fresh(), {"green_designed": False}, because="设计变更")
    second = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate").matter
    _text, many = page(reviewer, second)
    assert many <= few
    project = jinzhou.fresh().matter
    _text, plain = page(jinzhou.housing, project)
    _text, with_block = page(jinzhou.housing, second)
    assert with_block - plain <= MOST


def test_it_is_called_by_its_gate_in_the_readers_language(jinzhou: Site) -> None:
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    client = Client()
    assert jinzhou.housing.user is not None
    client.force_login(jinzhou.housing.user)
    for language, said in (("zh-hans", "施工许可"), ("en", "construction permit")):
        client.cookies["django_language"] = language
        for url in (f"/matters/{permit.pk}", "/matters/", "/inbox"):
            assert f"工程JZ-1 · {said}" in client.get(url).content.decode(), url
    assert "construction permit" in client.get("/matters/?text=construction").content.decode()
