"""The screens ask the edition which duties measure energy; another numbering is shown the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenward.bureau.assessment.chain import chain_of, law_of, short_name
from greenward.law.canonical import canonical, digest
from greenward.law.language import Edition, facts_of
from greenward.law.reading import read
from greenward.law.shenzhen import PACK

from . import factories

pytestmark = pytest.mark.django_db


def publish(law: Edition) -> str:
    factories.PublishedEdition.objects.create(
        hash=digest(law), pack=law.pack, body=canonical(law), published_by="test"
    )
    return digest(law)


def test_shenzhen():
    chain = chain_of(publish(PACK))
    assert (chain.limit, chain.mean, chain.audit, chain.retrofit) == (
        "32.2.1",
        "32.1",
        "32.2.2",
        "32.2.3",
    )
    assert [each.key for each in chain.classes] == [
        "large_public_recorded",
        "state_organ_office",
        "fiscal_recorded",
    ]


def test_other_numbers_are_found_by_what_the_duties_require():
    other = replace(
        PACK,
        duties=tuple(
            replace(duty, id="9." + duty.id.replace(".", ""), leans_on=()) for duty in PACK.duties
        ),
        vocabulary=PACK.vocabulary,
    )
    assert chain_of(publish(other)).limit == "9.3221"


def test_an_edition_without_energy_duties_has_no_chain():
    bare = replace(PACK, duties=(replace(PACK.duty("6.1.1")),))
    chain = chain_of(publish(bare))
    assert (chain.limit, chain.classes) == ("", ())


def test_an_edition_is_read_once(django_assert_num_queries):
    hash = publish(replace(PACK, pack="elsewhere"))
    law_of(hash)
    with django_assert_num_queries(0):
        assert law_of(hash).pack == "elsewhere"


def test_the_classes_are_the_laws_own_conditions():
    large = chain_of(publish(PACK)).classes[0].condition
    facts = {"public": True, "floor_area": 20_000 * 100}
    assert read(large, facts).truth is True
    assert read(large, facts | {"floor_area": 20_000 * 100 - 1}).truth is False
    assert read(large, facts | {"large_public_recorded": False}).truth is False


def test_every_duty_has_a_short_name():
    names = {duty.id: short_name(duty) for duty in PACK.duties if duty.id != "25.1"}
    assert len(set(names.values())) == len(names) - 1  # the two star duties share one
    assert all("Article" not in name for name in names.values())
    assert all(facts_of(duty.requires) for duty in PACK.duties)
