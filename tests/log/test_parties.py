"""Parties get the proofs of what they read in the history of their matter, and of nothing more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.matters.handling import comment
from greenward.bureau.casework.models import AuditEvent, Matter
from greenward.bureau.log.sequencer import drain
from tests.casework.matters import kit


@pytest.fixture
def cast(city: Area, futian: Area, nanshan: Area) -> Iterator[kit.Cast]:
    with kit.the_kind():
        yield kit.cast(city, futian, nanshan)


@pytest.fixture
def matter(cast: kit.Cast) -> Matter:
    """A matter with a remark for its parties and one for the authority alone, in the log."""
    matter = kit.open_matter(cast.officer, cast)
    comment(cast.officer, matter, text="for all", internal=False)
    comment(cast.officer, matter, text="for us", internal=True)
    drain()
    return matter


def proved(actor: Actor, matter: Matter) -> list[int]:
    """The statuses of the proofs of the matter's acts, in their order."""
    client = Client()
    client.force_login(actor.user)
    rows = AuditEvent.objects.filter(subject_type="casework.matter", subject_id=str(matter.pk))
    return [client.get(f"/log/proof/{row.pk}").status_code for row in rows.order_by("pk")]


def test_a_party_proves_what_the_history_shows_it(cast: kit.Cast, matter: Matter) -> None:
    assert proved(cast.clerk, matter) == [200, 200, 404]


def test_an_official_of_the_matter_proves_all_of_it(cast: kit.Cast, matter: Matter) -> None:
    assert proved(cast.second, matter) == [200, 200, 200]


def test_who_takes_no_part_proves_nothing(cast: kit.Cast, matter: Matter) -> None:
    assert proved(cast.stranger, matter) == [404, 404, 404]
