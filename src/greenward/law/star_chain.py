"""The star chain of a project: from the statutory minimum to the special acceptance (Articles 6, 12 to 16).

No link may be lower than the one before it. Which links there are, and how low the first may be, is
read off the gates of an edition: a law that asks for no star has no chain.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import vocabulary as fact
from .language import (
    All,
    Comparison,
    Condition,
    Constant,
    Edition,
    Ground,
    Quantity,
    Subject,
    Text,
    facts_of,
)
from .reading import Facts, Truth, read, value_of


@dataclass(frozen=True)
class Link:
    """One link. `star` is None while nothing states it.

    `holds`: whether it is at least the last known link before it; None while it is itself unknown
    or no link before it is known. A missing link is unknown and never a failure.
    """

    name: str
    article: str
    text: Text
    star: int | None
    holds: Truth


@dataclass(frozen=True)
class Floor:
    """A ground of a gate that sets a least star by itself, and where it applies."""

    ground: Ground
    star: Quantity
    least: int


STATUTORY = Text("法定最低等级", "the statutory minimum")

STATED: tuple[tuple[str, str, Text, Quantity], ...] = (
    ("land", "12.4", Text("土地文件", "the land document"), fact.land_star),
    ("permit", "12.4", Text("建设工程规划许可证", "the planning permit"), fact.permit_star),
    ("chapter", "13.1", Text("绿色专篇", "the green chapter"), fact.chapter_star),
    ("assessment", "15.1", Text("符合性评估", "the conformity assessment"), fact.assessed_star),
    ("acceptance", "16.1", Text("专项验收", "the special acceptance"), fact.accepted_star),
)
"""Name, article, words and fact of every link after the first that a law may ask for."""
STARS = frozenset(star.name for *_, star in STATED)


def chain(edition: Edition, facts: Facts) -> tuple[Link, ...]:
    """The links of a project's case that the gates of an edition ask for, in the order of the law."""
    asked = {name for gate in edition.gates for name in facts_of(gate)}
    stated = [one for one in STATED if one[-1].name in asked]
    if not stated:
        return ()
    least = statutory_minimum(edition, facts)
    links = [Link("statutory", _article(edition), STATUTORY, least, None)]
    known = least
    for name, article, text, star in stated:
        found = value_of(star, facts)
        holds = None if found is None or known is None else found >= known
        links.append(Link(name, article, text, found, holds))
        known = known if found is None else found
    return tuple(links)


def statutory_minimum(edition: Edition, facts: Facts) -> int | None:
    """The least star the law asks of the project; 0 of what it asks none of, None while unknown."""
    asked = [(floor.least, read(floor.ground.applies, facts).truth) for floor in floors(edition)]
    certain = max((least for least, applies in asked if applies), default=0)
    open_question = any(applies is None and least > certain for least, applies in asked)
    return None if open_question else certain


def floors(edition: Edition) -> tuple[Floor, ...]:
    """The grounds of a project's gates that compare a star with a number of the law itself."""
    return tuple(
        Floor(ground, comparison.left, comparison.right.value)
        for gate in edition.gates
        if gate.subject is Subject.PROJECT
        for ground in gate.grounds
        for comparison in _comparisons(ground.requires)
        if comparison.operator == ">="
        and isinstance(comparison.left, Quantity)
        and comparison.left.name in STARS
        and isinstance(comparison.right, Constant)
    )


def _comparisons(condition: Condition) -> tuple[Comparison, ...]:
    """The comparisons a condition demands all of."""
    if isinstance(condition, All):
        return tuple(found for part in condition.parts for found in _comparisons(part))
    return (condition,) if isinstance(condition, Comparison) else ()


def _article(edition: Edition) -> str:
    return next((floor.ground.article for floor in floors(edition)), "")


def broken(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links that are lower than the last known one before them."""
    return tuple(link for link in links if link.holds is False)
