"""Each small mistake in a duty is caught by a hand-written case of its pack.

Only the cases of the packs and the lines of `duties/` are asked, no generated test. A mutant of a
condition is caught by a case alone. None may survive; one that no case can tell from the law
would have to be excepted here by name, with the reason why it is the same law.
"""

from __future__ import annotations

from collections import defaultdict

from greenward.law.casebook import Case, outcome
from greenward.law.language import Duty

from .casebook import PACKS, cases_of, load_duties, terms
from .mutants import Mutant, mutants

DUTIES = {pack: load_duties(pack) for pack in PACKS}
CASES: dict[tuple[str, str], list[Case]] = defaultdict(list)
for _pack in PACKS:
    for _case in cases_of(_pack):
        for _id in _case.expected:
            CASES[_pack, _id].append(_case)


def caught(pack: str, duty: Duty) -> bool:
    if terms(duty) != DUTIES[pack][duty.id]:
        return True
    edition = PACKS[pack][0]
    return any(outcome(duty, edition, c) != c.expected[duty.id] for c in CASES[pack, duty.id])


ALL = [
    (pack, mutant)
    for pack, (edition, _) in PACKS.items()
    for duty in edition.duties
    for mutant in mutants(duty, edition)
]


def test_the_law_itself_survives() -> None:
    assert [(p, d.id) for p, (e, _) in PACKS.items() for d in e.duties if caught(p, d)] == []


def test_a_mutant_is_never_the_law_itself() -> None:
    assert [m.change for p, m in ALL if m.duty == PACKS[p][0].duty(m.duty.id)] == []


def test_hand_written_cases_catch_the_mutants_of_conditions() -> None:
    _assert_caught([(p, m) for p, m in ALL if m.part == "condition"], at_least=500)


def test_hand_written_duties_catch_the_mutants_of_terms() -> None:
    _assert_caught([(p, m) for p, m in ALL if m.part == "terms"], at_least=250)


def _assert_caught(found: list[tuple[str, Mutant]], at_least: int) -> None:
    alive = [(p, m.duty.id, m.change) for p, m in found if not caught(p, m.duty)]
    share = 1 - len(alive) / len(found)
    shown = "\n".join(f"  {pack} {id}: {change}" for pack, id, change in alive)
    assert len(found) >= at_least
    assert not alive, f"caught {share:.1%} of {len(found)} mutants; alive:\n{shown}"
