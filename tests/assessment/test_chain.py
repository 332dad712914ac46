"""The screens ask the edition which duties measure energy; another numbering is shown the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from greenward.bureau.assessment.chain import chain_of, law_of, of_others, short_name
from greenward.law.canonical import canonical, digest
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Edition, Subject
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
        duties=tuple(replace(duty, id="9." + duty.id, leans_on=()) for duty in PACK.duties),
        vocabulary=PACK.vocabulary,
    )
    assert chain_of(publish(other)).limit == "9.32.2.1"


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


OLD_NAMES = {
    "6.1.1": "green-building star",
    "6.2": "star after renovation",
    "25.2": "energy data",
    "27.1": "sub-metering",
    "27.2.1": "metering in operation",
    "27.2.2": "monitoring data",
    "32.1": "energy of a new building",
    "32.2.1": "energy limit",
    "32.2.2": "energy audit and measures",
    "32.2.3": "energy retrofit",
}


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("law", [PACK, JINZHOU], ids=lambda law: law.pack)
def test_every_duty_is_called_something_and_none_by_its_number(law: Edition, lang: str):
    hash = publish(law)
    with translation.override(lang):
        names = {duty.id: short_name(duty, hash) for duty in law.duties}
    assert all(names.values())
    assert [id for id, name in names.items() if id in name or "Article" in name] == []
    assert all(("A" <= name[0] <= "z") is (lang == "en") for name in names.values())


def test_the_energy_duties_keep_their_own_names():
    hash = publish(PACK)
    with translation.override("en"):
        assert {id: short_name(PACK.duty(id), hash) for id in OLD_NAMES} == OLD_NAMES
        rules = next(article for article in PACK.articles if article.number == "20")
        assert short_name(PACK.duty("20.1.1"), hash) == rules.title.en


def test_an_edition_that_lists_no_articles_calls_a_duty_by_its_number():
    bare = replace(PACK, articles=(), duties=(PACK.duty("20.1.1"),), gates=(), permissions=())
    with translation.override("en"):
        assert short_name(bare.duties[0], publish(bare)) == "Article 20.1.1"


def test_what_authorities_agencies_and_suppliers_owe_is_no_duty_of_the_building():
    asked = [d.id for d in PACK.duties if d.subject in (Subject.BUILDING, Subject.BUILDING_YEAR)]
    assert [id for id in asked if of_others(PACK.duty(id))] == ["23.2", "26.1.2", "37"]
