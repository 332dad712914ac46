"""Numbers that people type: what is one wrong character away is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.certificates import numbers

bodies = st.text(numbers.ALPHABET, min_size=11, max_size=11)


def whole(body: str) -> str:
    return body + numbers.check_character(body)


@given(bodies, st.integers(0, 11), st.sampled_from(numbers.ALPHABET))
def test_one_wrong_character_is_found(body: str, at: int, other: str) -> None:
    number = whole(body)
    changed = number[:at] + other + number[at + 1 :]
    assert numbers.read(changed) == (number if changed == number else None)


@given(bodies)
def test_it_is_read_as_it_is_written(body: str) -> None:
    number = whole(body)
    spoken = numbers.written(number).lower().replace("0", "o").replace("1", "l")
    assert numbers.read(f"  {spoken} ") == number


@given(st.text(max_size=20))
def test_nothing_else_is_a_number(text: str) -> None:
    found = numbers.read(text)
    assert found is None or len(found) == numbers.LENGTH


def test_new_ones_are_numbers_and_differ() -> None:
    made = {numbers.new() for _ in range(200)}
    assert len(made) == 200
    assert all(numbers.read(number) == number for number in made)
