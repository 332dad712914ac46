"""The star chain of a project: from the statutory minimum to the special acceptance (Articles 6, 12 to 16).

No link may be lower than the one before it. The facts, and the conditions that compare them, are
those the duties and gates of Shenzhen ask; the chain only walks along them.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import vocabulary as fact
from .language import Quantity, Text
from .reading import Facts, Truth, read, value_of
from .shenzhen.general import LEAST_STAR, LEAST_STAR_OF_TWO_CLASSES, two_star_class
from .shenzhen.planning import at_least


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


STATUTORY = Text("法定最低等级", "the statutory minimum")

STATED: tuple[tuple[str, str, Text, Quantity], ...] = (
    ("land", "12.4", Text("土地文件", "the land document"), fact.land_star),
    ("permit", "12.4", Text("建设工程规划许可证", "the planning permit"), fact.permit_star),
    ("chapter", "13.1", Text("绿色专篇", "the green chapter"), fact.chapter_star),
    ("assessment", "15.1", Text("符合性评估", "the conformity assessment"), fact.assessed_star),
    ("acceptance", "16.1", Text("专项验收", "the special acceptance"), fact.accepted_star),
)
"""Name, article, words and fact of every link after the first."""


def chain(facts: Facts) -> tuple[Link, ...]:
    """The six links of a project's case, in the order of the law."""
    least = statutory_minimum(facts)
    links = [Link("statutory", "6.1", STATUTORY, least, None)]
    known: Quantity | int | None = least
    for name, article, text, star in STATED:
        links.append(Link(name, article, text, value_of(star, facts), _holds(star, known, facts)))
        known = known if value_of(star, facts) is None else star
    return tuple(links)


def statutory_minimum(facts: Facts) -> int | None:
    """The star Article 6 asks of the project; 0 of what is no new construction, None if unknown."""
    new = read(fact.new_construction, facts).truth
    of_two_classes = read(two_star_class, facts).truth
    if new is False:
        return 0
    if new is None or of_two_classes is None:
        return None
    return LEAST_STAR_OF_TWO_CLASSES if of_two_classes else LEAST_STAR


def _holds(star: Quantity, known: Quantity | int | None, facts: Facts) -> Truth:
    if known is None:
        return None
    return read(at_least(star, known), facts).truth


def broken(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links that are lower than the last known one before them."""
    return tuple(link for link in links if link.holds is False)
