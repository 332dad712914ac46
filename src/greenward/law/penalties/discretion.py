"""Discretion inside the band: tiers an authority publishes, and the sub-band each one proposes.

Serves Articles 48 to 58 and the Penalty Law, Article 34. No tiers are shipped: those Shenzhen
published in 2022 are not known here, so the authority enters its table. A tier narrows the legal
band and never leaves it; rounding goes inwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from ..language import Fine, Span, Text
from .money import Band, NoBand, band_of, whole_fen

WIDTH = 10_000
"""Basis points of the whole width of a band."""


class Unit(StrEnum):
    """What the two ends of a tier are stated in."""

    WIDTH = "width"
    """Basis points of the width of the legal band: 0 is its low end, 10,000 its high end."""
    FINE = "fine"
    """The fine's own: fen, or where it is a share of a base the same shares of it."""


@dataclass(frozen=True)
class Tier:
    """One step of discretion. Both ends are included; neighbours may share an end.

    `after_gap` says that the table leaves a gap below this tier on purpose.
    """

    name: str
    title: Text
    low: int
    high: int
    criteria: Text
    unit: Unit = Unit.WIDTH
    after_gap: bool = False


@dataclass(frozen=True)
class DiscretionTable:
    """One published version: the tiers of each fine by its article, from the lightest up."""

    version: str
    in_force: Span
    rows: Mapping[str, Sequence[Tier]]


@dataclass(frozen=True)
class Problem:
    """Why a table cannot be taken: a code, the article and tier, and what to change."""

    code: str
    article: str
    tier: str
    text: Text


@dataclass(frozen=True)
class Proposal:
    """The sub-band a tier proposes inside the legal band, and the version that says so."""

    tier: Tier
    legal: Band
    band: Band
    version: str


class DiscretionError(Exception):
    """No sub-band can be proposed; `code` says why and the message what to do."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def problems(table: DiscretionTable, fines: Mapping[str, Fine]) -> list[Problem]:
    """Everything that keeps a table from being taken; `fines` are those of the law, by article."""
    found: list[Problem] = []
    for article, tiers in table.rows.items():
        fine = fines.get(article)
        if fine is None:
            found.append(
                _problem("no_fine", article, "", "法律没有这项罚款", "there is no such fine")
            )
        elif fine.low == fine.high:
            found.append(
                _problem("nothing_to_choose", article, "", "罚款为定额，没有裁量",
                         "the fine is a fixed amount and leaves no choice")
            )  # fmt: skip
        else:
            found += _problems_of(article, tiers, fine)
    return found


def _problems_of(article: str, tiers: Sequence[Tier], fine: Fine) -> list[Problem]:
    found: list[Problem] = []
    if not tiers:
        found.append(_problem("empty", article, "", "没有档次", "it has no tiers"))
    if len({tier.name for tier in tiers}) != len(tiers):
        found.append(_problem("twice", article, "", "档次重名", "two tiers carry one name"))
    if len({tier.unit for tier in tiers}) > 1:
        found.append(_problem("mixed", article, "", "档次单位不一", "its tiers mix two units"))
        return found
    for tier in tiers:
        low, high = (0, WIDTH) if tier.unit is Unit.WIDTH else (fine.low, fine.high)
        whole_fen(tier.low, tier.high)
        if not low <= tier.low <= tier.high <= high:
            found.append(
                _problem("outside", article, tier.name, f"须在 {low} 至 {high} 之间",
                         f"it must lie within {low} and {high}")
            )  # fmt: skip
    for lower, upper in pairwise(tiers):
        found += _joint(article, lower, upper)
    return found


def _joint(article: str, lower: Tier, upper: Tier) -> list[Problem]:
    """Neighbours meet in one point; a gap is said to be one; they never overlap."""
    if upper.low < lower.high:
        words = ("与前一档重叠", "it overlaps the tier before it")
        return [_problem("overlap", article, upper.name, *words)]
    if (upper.low > lower.high) != upper.after_gap:
        words = (
            ("与前一档之间有空档，须注明", "there is a gap below it that is not said to be one")
            if upper.low > lower.high
            else ("注明的空档不存在", "the gap it names is not there")
        )
        return [_problem("gap", article, upper.name, *words)]
    return []


def _problem(code: str, article: str, tier: str, zh: str, en: str) -> Problem:
    place_zh, place_en = f"第{article}条{tier}", f"Article {article} {tier}".strip()
    return Problem(code, article, tier, Text(f"{place_zh}：{zh}", f"{place_en}: {en}"))


def propose(table: DiscretionTable, fine: Fine, base: int | None, tier: str, on: date) -> Proposal:
    """The sub-band of a tier for a fine decided on a day, with the base in the fact's own units.

    Raises DiscretionError where the version is not in force, has no such tier, breaks its own
    rules, or the tier holds no whole fen; NoBand where the base is unknown.
    """
    if not table.in_force.holds(on):
        raise DiscretionError(
            "not_in_force", f"version {table.version} is not in force on {on}: choose another"
        )
    tiers = {one.name: one for one in table.rows.get(fine.article, ())}
    if tier not in tiers:
        known = ", ".join(tiers) or "none"
        raise DiscretionError(
            "no_tier",
            f"version {table.version} has no tier {tier!r} for Article {fine.article}; it has {known}",
        )
    if wrong := problems(_only(table, fine.article), {fine.article: fine}):
        raise DiscretionError(wrong[0].code, wrong[0].text.en)
    legal = band_of(fine, base)
    try:
        return Proposal(tiers[tier], legal, _narrowed(fine, base, tiers[tier]), table.version)
    except NoBand as none:
        raise DiscretionError(
            "too_narrow", f"the tier {tier!r} holds no whole fen: choose a neighbour"
        ) from none


def _only(table: DiscretionTable, article: str) -> DiscretionTable:
    return DiscretionTable(table.version, table.in_force, {article: table.rows[article]})


def _narrowed(fine: Fine, base: int | None, tier: Tier) -> Band:
    """The ends of the tier, computed exactly and rounded once, inwards."""
    amount, per = (1, 1) if fine.base is None else (base or 0, fine.per)
    if tier.unit is Unit.FINE:
        low, high, whole = tier.low, tier.high, per
    else:
        width = fine.high - fine.low
        low, high = (fine.low * WIDTH + width * end for end in (tier.low, tier.high))
        whole = per * WIDTH
    return Band(-(-amount * low // whole), amount * high // whole)
