"""Many cases share hearings: the answer is always that of the gate asked about the case itself."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from greenward.law.gates import ask
from greenward.law.hearings import Hearings
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import facts_of
from greenward.law.shenzhen import PACK as SHENZHEN

GATES = (*SHENZHEN.gates, *JINZHOU.gates)
ENTRIES = {entry.name: entry for pack in (SHENZHEN, JINZHOU) for entry in pack.vocabulary}
NAMES = tuple(dict.fromkeys(name for gate in GATES for name in facts_of(gate)))
shared = Hearings()


def value(name: str) -> st.SearchStrategy[Any]:
    if ENTRIES[name].kind == "flag":
        return st.sampled_from([None, True, False])
    return st.none() | st.sampled_from([0, 1, 2, 3, 1_999_999, 2_000_000, 2_000_001])


@given(st.fixed_dictionaries({name: value(name) for name in NAMES}))
def test_a_shared_hearing_says_what_the_gate_says_of_the_case(facts: dict[str, Any]) -> None:
    for gate in GATES:
        alone, together = ask(gate, facts), shared.ask(gate, facts)
        assert together.answer is alone.answer
        assert [f.ground.id for f in together.unmet] == [f.ground.id for f in alone.unmet]
        assert together.missing == alone.missing
        assert [f.truth for f in together.findings] == [f.truth for f in alone.findings]
