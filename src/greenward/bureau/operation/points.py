"""What a buyer looks at in one home: what there is in every home, what this building promises, and
its equipment; the guide and the checklist are both made of it (Article 19, second paragraph).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenward.bureau.construction.saying import star_words
from greenward.law.language import Text

from .rooms import ALWAYS, Room

if TYPE_CHECKING:
    from .contents import Material

NOTHING = Text("", "")
CERTIFICATE = Text(
    "向开发企业要绿色建筑专项验收报告，看等级。",
    "Ask for the special acceptance report and look at the star.",
)


@dataclass(frozen=True)
class Point:
    """One thing to look at in one room, and what was promised of it; `promised` may be empty."""

    room: Room
    what: Text
    promised: Text = NOTHING


def points(given: Material) -> tuple[Point, ...]:
    """All there is to look at, in the order of the way through the home."""
    found = [*_promises(given), *_always(), *_equipment(given)]
    return tuple(one for room in Room for one in found if one.room is room)


def _promises(given: Material) -> Iterator[Point]:
    if given.known.star is not None:
        yield Point(Room.COMMON, CERTIFICATE, star_words(given.known.star))
    for kind, value in given.indicators:
        if kind.look is not None:
            yield Point(kind.room, kind.look, kind.said(value))


def _always() -> Iterator[Point]:
    for room, texts in ALWAYS.items():
        for text in texts:
            yield Point(room, text)


def _equipment(given: Material) -> Iterator[Point]:
    for one in given.equipment:
        what = Text(
            f"{one.name}：装好了，能用，型号对。", f"{one.name}: it is there, works, is the model."
        )
        said = " · ".join(part for part in (one.model, one.amount) if part)
        yield Point(Room(one.place), what, Text(said, said))
