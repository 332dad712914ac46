"""Jinzhou beside Shenzhen: two graphs of gates, one national law below them.

Jinzhou goes from the drawing certificate through the construction permit to the acceptance filing;
Shenzhen has no drawing gate.
"""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from greenward.law.assess import assess, judgement
from greenward.law.canonical import canonical, read_edition
from greenward.law.gates import Answer, ask, contrary, order, waits_for
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Authority, Edition
from greenward.law.national import terms
from greenward.law.national.buildings import WARRANTY_MONTHS
from greenward.law.reading import judge
from greenward.law.sentence import sentence
from greenward.law.shenzhen import PACK as SHENZHEN
from greenward.law.shenzhen import general

from .casebook import cases_of

CHAIN = ("drawing_certificate", "construction_permit", "acceptance_filing")


def test_jinzhou_goes_from_drawings_through_the_permit_to_the_filing() -> None:
    ranked = [gate.id for gate in order(JINZHOU)]
    assert [id for id in ranked if id in CHAIN] == list(CHAIN)
    for earlier, later in pairwise(CHAIN):
        assert earlier in waits_for(JINZHOU.gate(later), JINZHOU)
    assert waits_for(JINZHOU.gate("construction_permit"), JINZHOU) == (
        "drawing_certificate",
        "green_review_filing",
    )
    assert waits_for(JINZHOU.gate("drawing_certificate"), JINZHOU) == ()


@pytest.mark.parametrize("edition", [SHENZHEN, JINZHOU], ids=lambda edition: edition.pack)
def test_a_gate_comes_after_those_it_waits_for(edition: Edition) -> None:
    ranked = [gate.id for gate in order(edition)]
    assert len(ranked) == len(edition.gates) > 0
    for gate in edition.gates:
        assert all(ranked.index(id) < ranked.index(gate.id) for id in waits_for(gate, edition))


def test_shenzhen_has_no_drawing_gate() -> None:
    assert [g.id for g in SHENZHEN.gates if "drawing" in g.id] == []
    assert all(Authority.DRAWING_REVIEW not in gate.authorities for gate in SHENZHEN.gates)
    assert "planning_permit" in [gate.id for gate in SHENZHEN.gates]


def test_a_permit_granted_elsewhere_against_a_known_ground_is_a_lead() -> None:
    known = {"civil_project": True, "in_key_scope": False, "passed_drawing_certificate": False}
    heard = ask(JINZHOU.gate("construction_permit"), known)
    assert heard.answer is Answer.REFUSED
    assert contrary(heard, granted=True) and not contrary(heard, granted=False)
    unknown = ask(JINZHOU.gate("construction_permit"), {"civil_project": True})
    assert not contrary(unknown, granted=True)


def test_every_rule_of_the_national_law_names_its_instrument() -> None:
    assert {rule.instrument for rule in JINZHOU.rules() if rule.id.startswith("N")} == {terms.CODE}
    assert {rule.instrument for rule in JINZHOU.duties if rule.id.startswith("B")} == {""}


def test_ids_fit_the_register() -> None:
    assert [rule.id for rule in JINZHOU.duties if len(rule.id) > 20] == []


def test_the_large_public_building_is_the_same_in_city_and_nation() -> None:
    assert general.large_public == terms.large_public
    assert WARRANTY_MONTHS == 5 * 12


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "is on or before day 15 after the day completion acceptance was passed"),
        ("zh", "不晚于竣工验收合格日期之后第15日"),
    ],
)
def test_a_time_limit_is_said_in_days(lang: str, said: str) -> None:
    assert sentence(JINZHOU.duty("B5.1").requires, JINZHOU, lang).endswith(said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_condition_of_jinzhou_is_said(lang: str) -> None:
    for duty in JINZHOU.duties:
        for condition in (duty.applies, duty.requires, duty.exposed_when):
            assert sentence(condition, JINZHOU, lang) and sentence(~condition, JINZHOU, lang)
    for gate in JINZHOU.gates:
        for ground in gate.grounds:
            assert sentence(ground.requires, JINZHOU, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_facts_of_jinzhou_read_alike(lang: str) -> None:
    labels = [entry.label.in_(lang) for entry in JINZHOU.vocabulary]
    assert len(set(labels)) == len(labels)


def test_the_edition_is_read_back_from_its_text() -> None:
    assert read_edition(canonical(JINZHOU)) == JINZHOU


def test_every_case_is_judged_in_columns_as_by_itself() -> None:
    rows = [case.facts for case in cases_of("jinzhou")]
    names = {entry.name: entry for entry in JINZHOU.vocabulary}
    table = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in names},
        schema={n: pl.Boolean if e.kind == "flag" else pl.Int64 for n, e in names.items()},
    )
    judged = assess(table, JINZHOU.duties, JINZHOU)
    for duty in JINZHOU.duties:
        alone = [judge(duty, row) for row in rows]
        assert judged[judgement("verdict", duty.id)].to_list() == [found.verdict for found in alone]
        assert judged[judgement("owed", duty.id)].to_list() == [found.owed for found in alone]
