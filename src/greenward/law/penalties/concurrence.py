"""One act under several fines: one fine, by the rule with the higher amount (Penalty Law, 29).

Article 51 beside Article 49, or a city's fine beside a national one. The high ends are compared
first, then the low ends; an unknown base leaves it open and is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language import Fine, LawError
from .money import Band, NoBand, band_of


@dataclass(frozen=True)
class Candidate:
    """A fine the act is exposed to now: the rule's id, the fine, and its base if it has one."""

    rule: str
    fine: Fine
    base: int | None = None

    @property
    def band(self) -> Band | None:
        """The band in fen, or None while the base is unknown."""
        try:
            return band_of(self.fine, self.base)
        except NoBand as gap:
            if gap.base:
                return None
            raise


@dataclass(frozen=True)
class Concurrence:
    """The rule to fine by, or None while it cannot be decided.

    `equal` are rules with the very same band, `others` the rules that stay named and do not add
    a fine; `missing` are the bases that must be known first.
    """

    chosen: Candidate | None
    equal: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    missing: tuple[str, ...]


def concur(candidates: Iterable[Candidate]) -> Concurrence:
    """Choose among the fines of one act, whatever the order they are named in.

    Of rules with the same band the one named first in the law (by the number of its article) is
    proposed. Raises LawError for none or for the same rule twice.
    """
    found = sorted(candidates, key=lambda one: (_place(one.fine.article), one.rule))
    if not found or len({one.rule for one in found}) != len(found):
        raise LawError("name each rule the act breaks once, and at least one")
    bands = {one.rule: one.band for one in found}
    missing = dict.fromkeys(one.fine.base or "" for one in found if bands[one.rule] is None)
    if missing and len(found) > 1:
        return Concurrence(None, (), tuple(found), tuple(missing))
    if missing:
        return Concurrence(found[0], (), (), ())
    highest = max((band.high, band.low) for band in bands.values() if band)
    top = [one for one in found if bands[one.rule] == Band(highest[1], highest[0])]
    rest = tuple(one for one in found if one not in top)
    return Concurrence(top[0], tuple(top[1:]), rest, ())


def _place(article: str) -> tuple[int, ...]:
    return tuple(int(number) for number in article.split("."))
