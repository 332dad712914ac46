"""The unified social credit code of an organisation and its check digit (GB 32100-2015)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters: no I, O, S, V, Z."""
LENGTH = 18


def check_character(body: str) -> str:
    """The 18th character for the first 17: the sum of values times 3^i, to 31."""
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return ALPHABET[-total % 31]


def normalise(text: str) -> str:
    return text.strip().replace(" ", "").upper()


def is_valid(code: str) -> bool:
    return (
        len(code) == LENGTH
        and all(c in ALPHABET for c in code)
        and check_character(code[:-1]) == code[-1]
    )


def validate_uscc(code: str) -> None:
    if not is_valid(code):
        raise ValidationError(
            _("%(code)s is not a unified social credit code: check its 18 characters."),
            code="uscc",
            params={"code": code},
        )
