"""Every hand-written case of every pack holds, and together they show every rule in every light.

A failing case names itself by the sentence it proves.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from greenward.law.casebook import NOT_IN_FORCE, VERDICTS, Case, actual
from greenward.law.gates import Answer

from .casebook import PACKS, cases_of, load_duties, terms

CASES = {pack: cases_of(pack) for pack in PACKS}
EVERY = [(pack, case) for pack, cases in CASES.items() for case in cases]
DUTIES = {pack: load_duties(pack) for pack in PACKS}
each_pack = pytest.mark.parametrize("pack", PACKS)


def shown(pack: str, key: str) -> dict[str, set[str]]:
    """Rule -> everything its cases expect under a key."""
    found: dict[str, set[str]] = defaultdict(set)
    for case in CASES[pack]:
        for id, expected in case.expected.items():
            if expected.get(key) is not None:
                found[id].add(expected[key])
    return found


@pytest.mark.parametrize(
    ("pack", "case"), EVERY, ids=[f"{p}/{c.file}: {c.name.en}" for p, c in EVERY]
)
def test_case(pack: str, case: Case) -> None:
    edition = PACKS[pack][0]
    found = {id: actual(edition, id, case) for id in case.expected}
    assert found == case.expected, case.why.en


@pytest.mark.parametrize(
    ("pack", "id"),
    [(pack, duty.id) for pack, (edition, _) in PACKS.items() for duty in edition.duties],
)
def test_a_duty_binds_whom_and_costs_what_the_text_says(pack: str, id: str) -> None:
    assert terms(PACKS[pack][0].duty(id)) == DUTIES[pack][id]


@each_pack
def test_the_files_of_duties_name_every_duty_and_no_other(pack: str) -> None:
    assert set(DUTIES[pack]) == {duty.id for duty in PACKS[pack][0].duties}


def test_at_least_300_cases_each_with_its_own_name() -> None:
    assert len({(p, c.file, c.name.en) for p, c in EVERY}) == len(EVERY) >= 300


def test_every_case_names_its_reason_and_at_least_one_rule() -> None:
    assert [case.name for _, case in EVERY if not case.why.en or not case.expected] == []


def test_every_case_is_said_in_both_languages() -> None:
    assert [(c.file, c.name.en) for _, c in EVERY if not c.name.zh or not c.why.zh] == []


@each_pack
def test_every_duty_is_shown_in_every_verdict(pack: str) -> None:
    found = shown(pack, "verdict")
    assert {duty.id: found[duty.id] for duty in PACKS[pack][0].duties} == {
        duty.id: set(VERDICTS) for duty in PACKS[pack][0].duties
    }


@each_pack
def test_every_gate_is_shown_open_incomplete_refused_and_not_in_force(pack: str) -> None:
    found = shown(pack, "answer")
    assert {gate.id: found[gate.id] for gate in PACKS[pack][0].gates} == {
        gate.id: {*(a.value for a in Answer), NOT_IN_FORCE} for gate in PACKS[pack][0].gates
    }


@each_pack
def test_every_ground_of_a_gate_is_shown_refusing(pack: str) -> None:
    refused = {
        ground
        for case in CASES[pack]
        for expected in case.expected.values()
        for ground in expected.get("grounds", [])
    }
    assert refused == {g.id for gate in PACKS[pack][0].gates for g in gate.grounds}


@each_pack
def test_every_permission_is_shown_granted_denied_and_unknown(pack: str) -> None:
    found = shown(pack, "granted")
    assert {p.id: found[p.id] for p in PACKS[pack][0].permissions} == {
        p.id: {"yes", "no", "unknown", NOT_IN_FORCE} for p in PACKS[pack][0].permissions
    }


@each_pack
def test_every_duty_is_shown_owed_while_unknown(pack: str) -> None:
    owed = {
        id
        for case in CASES[pack]
        for id, expected in case.expected.items()
        if expected.get("verdict") == "unknown" and expected["owed"] == "yes"
    }
    assert owed == {duty.id for duty in PACKS[pack][0].duties}


@each_pack
def test_every_fine_is_shown_before_and_after_the_order_and_while_that_is_unknown(
    pack: str,
) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for case in CASES[pack]:
        for id, expected in case.expected.items():
            if expected.get("fine"):
                found[id].add(expected["fine"]["now"])
    assert found == {
        duty.id: {"yes", "no", "unknown"} if duty.breach.cure_first else {"yes"}
        for duty in PACKS[pack][0].duties
        if duty.breach
    }


@pytest.mark.parametrize(
    "article", ["6", "12", "17", "20", "25", "26", "33", "34", "35", "36", "38", "41", "44"]
)
def test_no_fine_is_ever_suggested_where_the_text_has_none(article: str) -> None:
    duties = [d for d in PACKS["shenzhen"][0].duties if d.article.split(".")[0] == article]
    assert [duty.id for duty in duties if duty.breach] == []
