"""An edition arranged for reading: articles in order, rules and fines at their places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenward.bureau.lawbook import words
from greenward.bureau.lawbook.book import ordinal
from greenward.law.language import Duty
from greenward.law.shenzhen import PACK

from .kit import book, whole


def test_every_rule_stands_at_its_article_and_every_fine_at_the_one_that_states_it() -> None:
    law = book(whole())
    sections = law.by_key
    assert [rule.id for rule in sections["sz-2022", "9"].rules] == ["9.1"]
    assert [duty.id for duty in sections["sz-2022", "50"].fines] == ["9.1"]
    assert [duty.id for duty in sections["sz-2022", "58"].fines] == ["9.1"]
    assert [g.id for g, _ in sections["sz-2022", "6"].grounds] == ["permit"]
    assert [rule.id for rule in sections["national", "17"].rules] == ["n.17"]


def test_articles_come_in_the_order_of_the_texts_and_their_numbers() -> None:
    keys = [section.key for section in book(whole()).sections]
    assert keys == [("sz-2022", n) for n in ("6", "9", "10", "12", "47", "50", "58")] + [
        ("national", "17")
    ]


def test_numbers_are_ordered_as_numbers() -> None:
    assert sorted(["10", "9", "B2", "B11", "B1"], key=ordinal) == ["9", "10", "B1", "B2", "B11"]


def test_a_fine_is_shown_where_it_is_stated_and_where_it_is_incurred() -> None:
    sections = book(whole()).by_key
    for number, article in (("9", "50"), ("50", "50"), ("58", "58")):
        stated = sections["sz-2022", number].stated_fines
        assert [fine.article for _duty, fine in stated] == [article]


def test_an_edition_from_before_articles_and_instruments_reads_as_well() -> None:
    old = replace(PACK, articles=(), instruments=(), gates=(), permissions=(), duties=_plain())
    law = book(old)
    assert law.main == ""
    numbers = {section.number for section in law.sections}
    assert {"6", "25", "27", "32", "55", "57", "58"} <= numbers
    assert all(section.article is None for section in law.sections)


def _plain() -> tuple[Duty, ...]:
    return tuple(replace(duty, instrument="") for duty in PACK.duties)


def test_every_fact_knows_the_rules_that_ask_it() -> None:
    law = book(whole())
    asked = {(use.rule.id, use.where) for use in law.uses["star"]}
    assert asked == {
        ("9.1", "requires"),
        ("10.1", "requires"),
        ("n.17", "requires"),
        ("permit", "requires"),
        ("47.1", "applies"),
    }
    assert {(u.rule.id, u.where) for u in law.uses["order_expired_9_1"]} == {("9.1", "fine")}
    assert {(u.rule.id, u.where) for u in law.uses["floor_area"]} == {("47.1", "amount")}


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        ("32.2.2", "¥100,000.00–¥300,000.00"),
        ("14.1", "2%–4% of: "),
        ("28", "¥2,000.00 per m² of: "),
    ],
)
def test_fines_are_said_in_yuan_in_shares_and_per_unit(duty: str, said: str) -> None:
    found = next(d for d in PACK.duties if d.id.startswith(duty) and d.breach)
    from django.utils import translation

    with translation.override("en"):
        assert words.fine_line(found.breach, PACK).startswith(said)


def test_no_article_of_the_law_is_lost() -> None:
    law = book(PACK)
    placed = {rule.id for section in law.sections for rule in section.rules}
    assert placed == {rule.id for rule in PACK.rules()}
    assert len(law.sections) >= 62
