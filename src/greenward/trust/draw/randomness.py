"""Public randomness as one byte string: the second step of RFC 3797.

Each source is given as whole numbers, in any order, or as a text. Both people who enter the values
of a draw, and everybody who checks it, come to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .errors import DrawError

Value = Sequence[int] | str
"""What one source gave: whole numbers, whose order means nothing, or a text, whose order does."""

LARGEST = 2**53 - 1
"""The largest whole number every reader of the published file holds exactly."""
_TEXT = re.compile(r"[0-9A-Z]+", re.ASCII)


def encode(values: Sequence[Value]) -> bytes:
    """The key string of RFC 3797, section 4: for each source its numbers, ascending, without
    leading zeros, each ended with a full stop; the source ended with a slash. A text is taken as
    it is, in upper-case ASCII letters and digits.

    Raises DrawError: no source, a source without values, a negative number, another character.
    """
    if not values:
        raise DrawError("no_values", "No source of randomness was given.")
    return "".join(f"{_source(value)}/" for value in values).encode("ascii")


def _source(value: Value) -> str:
    if isinstance(value, str):
        if not _TEXT.fullmatch(value):
            raise DrawError("bad_text", "A text may hold upper-case letters A to Z and digits.")
        return f"{value}."
    if not value:
        raise DrawError("no_values", "A source gave no value.")
    for number in value:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= LARGEST:
            raise DrawError("bad_number", f"{number!r} is not a whole number from 0 on.")
    return "".join(f"{number}." for number in sorted(value))
