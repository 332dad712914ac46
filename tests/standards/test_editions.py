"""Editions of the law: stored once as canonical text, read back byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.standards.editions import edition, latest, pack_named, publish
from greenward.bureau.standards.errors import StandardsError
from greenward.bureau.standards.models import PublishedEdition
from greenward.law.canonical import canonical, digest
from greenward.law.language import LawError, Text
from greenward.law.shenzhen import PACK


def amended() -> object:
    return replace(PACK, title=Text("修订", "amended"))


def test_an_edition_is_stored_under_its_hash_and_read_back(operator: Actor) -> None:
    row = publish(operator, PACK)
    assert row.hash == digest(PACK)
    assert edition(row.hash) == PACK
    assert canonical(edition(row.hash)) == row.body == canonical(PACK)
    assert latest("shenzhen").hash == row.hash


def test_publishing_the_same_law_again_changes_nothing(operator: Actor, officer: Actor) -> None:
    publish(operator, PACK)
    assert publish(officer, PACK).published_by == operator.name
    assert PublishedEdition.objects.count() == AuditEvent.objects.count() == 1


def test_the_latest_edition_is_the_one_published_last(director: Actor) -> None:
    publish(director, PACK)
    second = publish(director, amended())
    assert latest("shenzhen").hash == second.hash != digest(PACK)
    assert edition(digest(PACK)) == PACK, "the earlier one stays"


def test_only_a_director_publishes(officer: Actor, standards_official: Actor, owner: Actor) -> None:
    for other in (officer, standards_official, owner):
        with pytest.raises(PermissionDenied):
            publish(other, PACK)
    assert not PublishedEdition.objects.exists()


def test_a_law_that_does_not_hold_together_is_not_published(operator: Actor) -> None:
    with pytest.raises(LawError):
        publish(operator, replace(PACK, vocabulary=PACK.vocabulary[:3]))
    assert not PublishedEdition.objects.exists()


def test_the_city_packs_are_found_by_name(db: None) -> None:
    assert pack_named("shenzhen") == PACK
    with pytest.raises(StandardsError, match="shenzhen"):
        pack_named("atlantis")


def test_no_edition_on_file_says_what_to_do(db: None) -> None:
    with pytest.raises(StandardsError, match="greenward law publish"):
        latest("shenzhen")
    with pytest.raises(StandardsError):
        edition("0" * 64)
