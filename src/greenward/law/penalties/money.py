"""Bands of fines in whole fen, and the fines of the persons responsible (Article 58).

A share of a base is rounded up at the low end and down at the high end, so that no amount in the
band lies outside what the law allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language import Fine, LawError


class NoBand(Exception):
    """There is no whole fen to choose; `base` names the fact that is missing, if one is."""

    def __init__(self, message: str, base: str = "") -> None:
        self.base = base
        super().__init__(message)


@dataclass(frozen=True)
class Band:
    """The least and the greatest fine in fen, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        whole_fen(self.low, self.high)
        if not 0 <= self.low <= self.high:
            raise NoBand(f"no whole fen lies between {self.low} and {self.high}")

    def __contains__(self, fen: int) -> bool:
        return self.low <= fen <= self.high


def whole_fen(*amounts: int) -> None:
    """Raises LawError for an amount that is not a whole number: money is never a float."""
    for amount in amounts:
        if isinstance(amount, bool) or not isinstance(amount, int):
            raise LawError(f"{amount!r} is no whole number of fen")


def band_of(fine: Fine, base: int | None = None) -> Band:
    """The band of a fine. Raises NoBand, which names the base, while that is unknown."""
    if fine.base is not None and base is None:
        raise NoBand(f"the band of Article {fine.article} needs {fine.base}", fine.base)
    if base is not None:
        whole_fen(base)
    return Band(*fine.band(base))


def inside(fine: Fine, base: int | None, fen: int) -> bool:
    """Whether an amount lies in the band of a fine."""
    whole_fen(fen)
    return fen in band_of(fine, base)


def person_bands(fine: Fine, imposed: int | None, persons: Iterable[str]) -> dict[str, Band]:
    """Each person's own band: 1 to 5 % of what the entity was *actually* fined, person by person.

    `imposed` is that fine in fen. Raises NoBand while it is unknown or where the entity was not
    fined: Article 58 follows a fine, not a breach.
    """
    if fine.persons is None:
        raise LawError(f"Article {fine.article} has no fine for the persons responsible")
    if imposed == 0:
        raise NoBand("the entity was not fined, so no person is")
    return {person: band_of(fine.persons, imposed) for person in persons}
