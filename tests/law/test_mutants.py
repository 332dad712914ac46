"""Each small mistake in a rule is caught by a hand-written case of its pack.

Only the cases of the packs and the lines of `duties/` are asked, no generated test. A mutant of a
condition is caught by a case alone. None may survive; one that no case can tell from the law is
excepted by name, with the reason why it is the same law in meaning.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from greenward.law.casebook import Case, outcome
from greenward.law.language import Duty, Rule

from .casebook import PACKS, cases_of, load_duties, terms
from .mutants import mutants

EXCEPTED: dict[tuple[str, str, str], str] = {
    (
        "shenzhen",
        "47.1.4",
        "applies: >= becomes ==",
    ): "three stars are the most a building can have",
}
"""Pack, rule and change -> why it is the same law in meaning."""

DUTIES = {pack: load_duties(pack) for pack in PACKS}
CASES: dict[tuple[str, str], list[Case]] = defaultdict(list)
for _pack in PACKS:
    for _case in cases_of(_pack):
        for _id in _case.expected:
            CASES[_pack, _id].append(_case)

RULES = [(pack, rule) for pack, (edition, _) in PACKS.items() for rule in edition.rules()]
each_rule = pytest.mark.parametrize(
    ("pack", "rule"), RULES, ids=[f"{pack}: {rule.id}" for pack, rule in RULES]
)


def caught(pack: str, rule: Rule) -> bool:
    if isinstance(rule, Duty) and terms(rule) != DUTIES[pack][rule.id]:
        return True
    edition = PACKS[pack][0]
    return any(outcome(rule, edition, c) != c.expected[rule.id] for c in CASES[pack, rule.id])


def test_the_law_itself_survives() -> None:
    assert [(pack, rule.id) for pack, rule in RULES if caught(pack, rule)] == []


@each_rule
def test_hand_written_cases_catch_every_mutant(pack: str, rule: Rule) -> None:
    made = [m for m in mutants(rule, PACKS[pack][0]) if (pack, rule.id, m.change) not in EXCEPTED]
    assert made
    assert [m.change for m in made if m.rule == rule] == [], "a mutant is never the law itself"
    alive = [m.change for m in made if not caught(pack, m.rule)]
    assert not alive, f"{len(made) - len(alive)} of {len(made)} caught; alive: {alive}"


@pytest.mark.parametrize(("pack", "id", "change"), EXCEPTED)
def test_what_is_excepted_is_still_made_and_still_survives(pack: str, id: str, change: str) -> None:
    (rule,) = (rule for of, rule in RULES if (of, rule.id) == (pack, id))
    (mutant,) = (m for m in mutants(rule, PACKS[pack][0]) if m.change == change)
    assert not caught(pack, mutant.rule), "a case tells it apart: take it out of EXCEPTED"


@pytest.mark.parametrize("pack", PACKS)
def test_there_are_many_mutants_of_every_kind(pack: str) -> None:
    """At least ten of a condition for each rule that has one, and twenty of terms for each duty."""
    edition = PACKS[pack][0]
    found = [m for rule in edition.rules() for m in mutants(rule, edition)]
    assert sum(m.part == "condition" for m in found) >= 10 * len(edition.rules())
    assert sum(m.part == "terms" for m in found) >= 20 * len(edition.duties)
