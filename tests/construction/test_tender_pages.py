"""The pages of contracts and of who answers: as many queries for many rows as for few, and ways to the
register of lifelong responsibility (Articles 8, 14)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.construction.responsibility import engaging
from greenward.bureau.construction.tendering import procuring
from greenward.law.clauses import Service

from .conftest import Site

MOST = 12


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def grow(site: Site, number: int) -> None:
    """One more contract, one more contractor with its leader, and what was found of it."""
    today = timezone.localdate()
    procuring.procure(
        site.developer, site.fresh(), service=Service.CONSTRUCTION, tendered=True,
        commissioned_on=today, lot=f"lot {number}",
    )  # fmt: skip
    company = Organisation.objects.create(name=f"contractor {number}")
    engaging.join(
        site.developer, site.fresh(), role=PartyRole.CONTRACTOR, organisation=company, on=today
    )
    engaging.engage(
        site.developer, site.fresh(), role=PartyRole.CONTRACTOR, organisation=company,
        name=f"leader {number}", on=today,
    )  # fmt: skip


@pytest.mark.parametrize("reader", ["developer", "housing"])
def test_pages_ask_as_many_queries_for_many_rows_as_for_few(
    shenzhen: Site, client: Client, reader: str
) -> None:
    client.force_login(getattr(shenzhen, reader).user)
    pk = shenzhen.project.pk
    pages = [
        reverse("construction:contracts", args=[pk]),
        reverse("construction:people", args=[pk]),
        reverse("construction:responsibility"),
    ]
    grow(shenzhen, 0)
    for page in pages:
        client.get(page)
    few = [queries_of(client, page) for page in pages]
    for number in range(1, 4):
        grow(shenzhen, number)
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= MOST, few


@pytest.mark.parametrize("reader", ["developer", "housing"])
def test_the_register_is_found_from_the_list_and_from_the_project(
    shenzhen: Site, client: Client, reader: str
) -> None:
    client.force_login(getattr(shenzhen, reader).user)
    register = f'href="{reverse("construction:responsibility")}"'
    people = reverse("construction:people", args=[shenzhen.project.pk])
    assert register in client.get(reverse("construction:projects")).content.decode()
    assert register in client.get(people).content.decode()
    project = reverse("construction:project", args=[shenzhen.project.pk])
    assert f'href="{people}"' in client.get(project).content.decode()
