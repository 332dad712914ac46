"""Salted commitments: they bind, they hide, and canonical JSON has one form."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.trust.commitment import canonical, commit, new_salt, opens

text = st.text(st.characters(codec="utf-8"))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
values = st.dictionaries(text, plain, max_size=4)


@given(plain)
def test_canonical_json_says_what_was_given(value: object) -> None:
    assert json.loads(canonical(value)) == value


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": 1, "a": ["名", None, True]}) == '{"a":["名",null,true],"b":1}'.encode()
    for wrong in (1.0, {"a": 2.5}, [b"x"], {1: 2}, {"a": {1, 2}}):
        with pytest.raises(ValueError, match="canonical JSON"):
            canonical(wrong)


@given(values, values)
def test_a_commitment_opens_to_its_values_alone(
    said: dict[str, object], other: dict[str, object]
) -> None:
    salt = new_salt()
    commitment = commit(salt, canonical(said))
    assert opens(commitment, salt, canonical(said))
    assert opens(commitment, salt, canonical(other)) == (canonical(said) == canonical(other))
    assert not opens(commitment, new_salt(), canonical(said))


def test_the_same_values_are_committed_to_differently_each_time() -> None:
    assert len({commit(new_salt(), b"a name") for _ in range(100)}) == 100
