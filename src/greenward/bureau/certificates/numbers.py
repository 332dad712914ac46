"""The number of a certificate: eleven random characters and one that checks them, to be read from
paper and typed by hand. Crockford's base 32, so that 0 and O, 1, I and L are one character each.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
LOOKALIKES = str.maketrans("OIL", "011")


def new() -> str:
    """A number nobody can guess from another one: 55 random bits and the check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Luhn's rule over 32 characters: finds every single wrong one and most that were swapped."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 - place % 2)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def read(typed: str) -> str | None:
    """The number somebody typed, with or without hyphens; None when a character is wrong."""
    text = "".join(typed.upper().split()).replace("-", "").translate(LOOKALIKES)
    whole = len(text) == LENGTH and set(text) <= set(ALPHABET)
    return text if whole and check_character(text[:-1]) == text[-1] else None


def written(number: str) -> str:
    """The number as it is printed: ``7Q2M-9XR4-TKWD``."""
    return "-".join(number[at : at + GROUP] for at in range(0, len(number), GROUP))
