"""Every hand-written case holds, and together they cover every duty of Shenzhen in every verdict.

A failing case names itself by the sentence it proves (Articles 2, 6, 25, 27, 32, 55, 57, 58, 62).
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from greenward.law.shenzhen import PACK

from .casebook import VERDICTS, Case, actual, load_cases, load_duties, terms

CASES = load_cases(PACK)
DUTIES = load_duties()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_case(case: Case) -> None:
    found = {id: actual(PACK.duty(id), case) for id in case.expected}
    assert found == case.expected, case.why


@pytest.mark.parametrize("duty", PACK.duties, ids=lambda duty: duty.id)
def test_a_duty_binds_whom_and_costs_what_the_text_says(duty) -> None:
    assert terms(duty) == DUTIES[duty.id]


def test_duties_yaml_names_every_duty_and_no_other() -> None:
    assert list(DUTIES) == [duty.id for duty in PACK.duties]


def test_at_least_120_cases_each_with_its_own_name() -> None:
    assert len({(case.file, case.name) for case in CASES}) == len(CASES) >= 120


def test_every_case_names_its_reason_and_at_least_one_duty() -> None:
    assert [case.name for case in CASES if not case.why or not case.expected] == []


def test_every_duty_is_shown_in_every_verdict() -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for case in CASES:
        for id, expected in case.expected.items():
            shown[id].add(expected["verdict"])
    assert {duty.id: shown[duty.id] for duty in PACK.duties} == {
        duty.id: set(VERDICTS) for duty in PACK.duties
    }


def test_every_duty_is_shown_owed_while_unknown() -> None:
    owed = {
        id
        for case in CASES
        for id, expected in case.expected.items()
        if expected["verdict"] == "unknown" and expected["owed"] == "yes"
    }
    assert owed == {duty.id for duty in PACK.duties}


def test_every_fine_is_shown_before_and_after_the_order_and_while_that_is_unknown() -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for case in CASES:
        for id, expected in case.expected.items():
            if expected["fine"]:
                shown[id].add(expected["fine"]["now"])
    assert shown == {duty.id: {"yes", "no", "unknown"} for duty in PACK.duties if duty.breach}


@pytest.mark.parametrize(
    "id", ["6.1.1", "6.1.2", "6.2", "25.1", "25.2", "27.2.2", "32.1", "32.2.1"]
)
def test_no_fine_is_ever_suggested_where_the_text_has_none(id: str) -> None:
    assert PACK.duty(id).breach is None
