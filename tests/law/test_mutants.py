"""Each small mistake in a duty of Articles 6, 25, 27 and 32 is caught by a hand-written case.

Only the cases of `cases/*.yaml` and the lines of `duties.yaml` are asked, no generated test. A
mutant of a condition is caught by a case alone. None may survive; one that no case can tell from
the law would have to be excepted here by name, with the reason why it is the same law.
"""

from __future__ import annotations

from collections import defaultdict

from greenward.law.language import Duty
from greenward.law.shenzhen import PACK

from .casebook import Case, actual, load_cases, load_duties, terms
from .mutants import Mutant, mutants

DUTIES = load_duties()
CASES: dict[str, list[Case]] = defaultdict(list)
for _case in load_cases(PACK):
    for _id in _case.expected:
        CASES[_id].append(_case)


def caught(duty: Duty) -> bool:
    if terms(duty) != DUTIES[duty.id]:
        return True
    return any(actual(duty, case) != case.expected[duty.id] for case in CASES[duty.id])


ALL = [mutant for duty in PACK.duties for mutant in mutants(duty, PACK)]


def survivors(found: list[Mutant]) -> list[tuple[str, str]]:
    return [(m.duty.id, m.change) for m in found if not caught(m.duty)]


def test_the_law_itself_survives() -> None:
    assert [duty.id for duty in PACK.duties if caught(duty)] == []


def test_a_mutant_is_never_the_law_itself() -> None:
    assert [m.change for m in ALL if m.duty == PACK.duty(m.duty.id)] == []


def test_hand_written_cases_catch_the_mutants_of_conditions() -> None:
    _assert_caught([m for m in ALL if m.part == "condition"], at_least=500)


def test_hand_written_duties_catch_the_mutants_of_terms() -> None:
    _assert_caught([m for m in ALL if m.part == "terms"], at_least=250)


def _assert_caught(found: list[Mutant], at_least: int) -> None:
    alive = survivors(found)
    share = 1 - len(alive) / len(found)
    shown = "\n".join(f"  {id}: {change}" for id, change in alive)
    assert len(found) >= at_least
    assert not alive, f"caught {share:.1%} of {len(found)} mutants; alive:\n{shown}"
