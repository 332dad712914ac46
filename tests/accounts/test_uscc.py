"""The unified social credit code and its check character (GB 32100-2015)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.uscc import (
    ALPHABET,
    check_character,
    is_valid,
    normalise,
    validate_uscc,
)

bodies = st.text(st.sampled_from(ALPHABET), min_size=17, max_size=17)


def test_a_published_code() -> None:
    assert is_valid("91350100M000100Y43")  # the standard's own example of a business


@given(bodies)
def test_the_check_character_makes_a_code_valid(body: str) -> None:
    assert is_valid(body + check_character(body))


@given(bodies, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    if wrong != body[place]:
        spoilt = body[:place] + wrong + body[place + 1 :]
        assert not is_valid(spoilt + check_character(body))


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100Y4O", "９" * 18])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_uscc(code)


def test_a_code_is_read_as_people_write_it() -> None:
    assert normalise(" 91350100 m000100y43 ") == "91350100M000100Y43"
