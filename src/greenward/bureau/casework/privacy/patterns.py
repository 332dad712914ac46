"""Numbers that point at a private person, found in running text: identity cards (GB 11643, with
their check digit), mobile phones, bank cards (Luhn)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

_EDGE, _END = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"
_IDENTITY = re.compile(
    _EDGE + r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]" + _END
)
_PHONE = re.compile(_EDGE + r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}" + _END)
_CARD = re.compile(_EDGE + r"62\d{14,17}" + _END)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Found(NamedTuple):
    """What was found, and its last two characters to find it by."""

    name: Any
    end: str


def identity_number(text: str) -> bool:
    """Whether 18 characters end in their check digit (GB 11643-1999: ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17].upper()


def luhn(text: str) -> bool:
    """Whether the digits of a card end in their check digit (ISO/IEC 7812-1, annex B)."""
    doubled = [int(d) * (2 if at % 2 else 1) for at, d in enumerate(reversed(text))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def found_in(text: str) -> list[Found]:
    """The numbers of private persons that stand in a text."""
    kinds: tuple[tuple[Any, re.Pattern[str], Callable[[str], bool]], ...] = (
        (_("an identity card number"), _IDENTITY, identity_number),
        (_("a mobile phone number"), _PHONE, lambda _text: True),
        (_("a bank card number"), _CARD, luhn),
    )
    return [
        Found(name, match.group()[-2:])
        for name, pattern, check in kinds
        for match in pattern.finditer(text)
        if check(match.group())
    ]
