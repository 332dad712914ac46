"""Gates: open, incomplete, refused; what is asked for at once; their graph; Shenzhen's six."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.law.casebook import Case
from greenward.law.check import check
from greenward.law.gates import Answer, ask, contrary, order, waits_for
from greenward.law.language import (
    ALWAYS,
    Bearer,
    Gate,
    Ground,
    LawError,
    Span,
    Subject,
    Text,
    facts_of,
    gate_passed,
    passed,
)

from .casebook import PACKS, cases_of
from .strategies import LABORATORY, Row, conditions, data_of, tables

WORDS = Text("试", "try")
SPAN = Span(date(2000, 1, 1))


def gate_of(*grounds: Ground, id: str = "g") -> Gate:
    return Gate(id, "1", Subject.PROJECT, WORDS, (Bearer.DEVELOPER,), (), grounds, SPAN)


@st.composite
def made_gates(draw: st.DrawFn, closed: bool = False) -> Gate:
    pairs = draw(
        st.lists(st.tuples(conditions(closed), conditions(closed)), min_size=1, max_size=4)
    )
    return gate_of(
        *(Ground(f"g{i}", "1", WORDS, met, applies=asked) for i, (asked, met) in enumerate(pairs))
    )


def rows_for(gate: Gate, data: st.DataObject, height: int = 12) -> list[Row]:
    parts = [part for ground in gate.grounds for part in (ground.applies, ground.requires)]
    return data.draw(tables(data_of(*parts), height))


# --- the answer -----------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(made_gates(), st.data())
def test_a_gate_is_refused_by_any_ground_and_open_by_all(gate: Gate, data: st.DataObject) -> None:
    for row in rows_for(gate, data):
        heard = ask(gate, row)
        truths = [found.truth for found in heard.findings]
        assert (heard.answer is Answer.REFUSED) == (False in truths)
        assert (heard.answer is Answer.OPEN) == all(truth is True for truth in truths)
        assert bool(heard.missing) == (None in truths)
        assert all(row[name] is None for name in heard.missing)


@settings(max_examples=80, deadline=None)
@given(made_gates(closed=True), st.data())
def test_what_arrives_later_never_opens_a_refusal_nor_refuses_what_was_open(
    gate: Gate, data: st.DataObject
) -> None:
    """An answer that is not *incomplete* holds however the unknown facts turn out."""
    for row in rows_for(gate, data):
        before = ask(gate, row).answer
        for value in (True, False):
            told = {
                name: (value if LABORATORY.entry(name).kind == "flag" else 3) if v is None else v
                for name, v in row.items()
            }
            after = ask(gate, told).answer
            assert after is not Answer.INCOMPLETE
            assert before in (after, Answer.INCOMPLETE)


@settings(max_examples=60, deadline=None)
@given(made_gates(), st.data())
def test_a_ground_that_is_not_asked_for_never_closes_a_gate(
    gate: Gate, data: st.DataObject
) -> None:
    unasked = replace(gate, grounds=tuple(replace(g, applies=~ALWAYS) for g in gate.grounds))
    for row in rows_for(gate, data, height=4):
        assert ask(unasked, row).answer is Answer.OPEN


@pytest.mark.parametrize(
    ("answer", "granted", "lead"),
    [
        (Answer.OPEN, True, False),
        (Answer.OPEN, False, True),
        (Answer.REFUSED, True, True),
        (Answer.REFUSED, False, False),
        (Answer.INCOMPLETE, True, False),
        (Answer.INCOMPLETE, False, False),
    ],
)
def test_a_decision_of_another_authority_is_a_lead_only_against_a_clear_answer(
    answer: Answer, granted: bool, lead: bool
) -> None:
    facts = {Answer.OPEN: True, Answer.REFUSED: False, Answer.INCOMPLETE: None}
    heard = ask(
        gate_of(Ground("g1", "1", WORDS, passed("before"))), {"passed_before": facts[answer]}
    )
    assert heard.answer is answer
    assert contrary(heard, granted) is lead


# --- the graph ------------------------------------------------------------------------------

each_pack = pytest.mark.parametrize("pack", PACKS)


@each_pack
def test_each_gate_comes_after_those_it_waits_for(pack: str) -> None:
    edition = PACKS[pack][0]
    in_order = [gate.id for gate in order(edition)]
    assert sorted(in_order) == sorted(gate.id for gate in edition.gates)
    for gate in edition.gates:
        for before in waits_for(gate, edition):
            assert in_order.index(before) < in_order.index(gate.id)


def test_gates_that_wait_for_each_other_are_an_error_of_the_law() -> None:
    edition = PACKS["shenzhen"][0]
    first = gate_of(Ground("g1", "1", WORDS, passed("b")), id="a")
    second = gate_of(Ground("g2", "1", WORDS, passed("a")), id="b")
    with pytest.raises(ValueError, match="cycle"):
        order(replace(edition, gates=(first, second)))


def test_a_gate_without_a_ground_is_refused() -> None:
    with pytest.raises(LawError, match="would always be open"):
        check(replace(LABORATORY, gates=(gate_of(),)))


# --- Shenzhen's -----------------------------------------------------------------------------

PLANNING = ["municipal_planning", "district_planning"]
SHENZHEN = {
    "land_terms": ("12.4", "plot", PLANNING, None, ()),
    "planning_permit": ("13.2", "project", PLANNING, "20 working_days", ("land_terms",)),
    "conformity_assessment": ("15", "project", [], None, ("planning_permit",)),
    "special_acceptance": ("16.1", "project", [], None, ("conformity_assessment",)),
    "completion_acceptance": ("16.1", "project", [], None, ("special_acceptance",)),
    "completion_filing": ("16.1", "project", [], "15 calendar_days", ("completion_acceptance",)),
}
"""Gate -> its article, subject, who decides, its time and what it waits for, read from the text."""
GROUNDS = {
    "land_terms": ["12.3", "12.4", "6.1", "6.1"],
    "planning_permit": ["12.4", "13.1", "13.2", "6.1", "6.1", "12.4", "13.2"],
    "conformity_assessment": ["14.1", "15.1", "15.2", "14.1"],
    "special_acceptance": [
        *["15.1", "16.1", "16.1", "16.1", "16.1", "14.1", "17", "34", "35", "27.1", "43.2"],
    ],
    "completion_acceptance": ["16.1"],
    "completion_filing": ["16.1", "16.1"],
}
"""Gate -> the articles of its grounds in their order."""


def test_the_gates_of_shenzhen_are_those_of_the_text() -> None:
    edition = PACKS["shenzhen"][0]
    found = {
        gate.id: (
            gate.article,
            gate.subject.value,
            [authority.value for authority in gate.authorities],
            f"{gate.period.length} {gate.period.count}" if gate.period else None,
            waits_for(gate, edition),
        )
        for gate in edition.gates
    }
    assert found == SHENZHEN
    assert all(gate.applicants == (Bearer.DEVELOPER,) for gate in edition.gates)
    assert {gate.in_force for gate in edition.gates} == {Span(date(2022, 7, 1))}
    assert {g.id: [one.article for one in g.grounds] for g in edition.gates} == GROUNDS


def test_shenzhen_has_no_gate_of_drawing_review() -> None:
    bearers = {bearer for gate in PACKS["shenzhen"][0].gates for bearer in gate.applicants}
    assert Bearer.DRAWING_REVIEWER not in bearers
    assert not any("drawing_certificate" in gate.id for gate in PACKS["shenzhen"][0].gates)


@each_pack
def test_every_gate_and_ground_is_said_in_both_languages(pack: str) -> None:
    gates = PACKS[pack][0].gates
    said = [*(gate.title for gate in gates), *(g.text for gate in gates for g in gate.grounds)]
    assert [text for text in said if not text.zh or not text.en] == []


def _asked(pack: str) -> list[tuple[Gate, Case]]:
    edition = PACKS[pack][0]
    return [(g, c) for g in edition.gates for c in cases_of(pack) if g.id in c.expected]


@each_pack
def test_a_fact_forgotten_never_opens_a_gate_that_was_refused_or_incomplete(pack: str) -> None:
    for gate, case in _asked(pack):
        before = ask(gate, case.facts).answer
        for name in facts_of(gate):
            after = ask(gate, {**case.facts, name: None}).answer
            # A recorded class forgotten falls back on what is derived, and may turn the answer.
            if not name.endswith("_recorded") and before is not Answer.OPEN:
                assert after is not Answer.OPEN, (case.name.en, name)


@each_pack
def test_a_passed_gate_is_a_fact_every_gate_may_wait_for(pack: str) -> None:
    edition = PACKS[pack][0]
    for gate in edition.gates:
        for before in waits_for(gate, edition):
            assert edition.entry(gate_passed(before)).recorded
