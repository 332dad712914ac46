"""The regulations of the Shenzhen Special Economic Zone on green buildings, one module a chapter.

In force from 1 July 2022 (Article 62). The Chinese text governs; each rule says in our own words
what it requires. A chapter's module states its articles, duties, gates and permissions; a new one
is named once, in `CHAPTERS`.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from ..anchors import read_anchors
from ..language import Instrument, Text
from ..pack import build
from . import (
    acceptance,
    gates,
    general,
    liability,
    operation,
    performance,
    planning,
    promotion,
)

REGULATIONS = Instrument(
    "sz-2022",
    Text(
        "深圳经济特区绿色建筑条例",
        "Regulations of Shenzhen Special Economic Zone on Green Buildings",
    ),
    general.IN_FORCE,
    chapters=(
        Text("总则", "General provisions"),
        Text("规划和建设", "Planning and construction"),
        Text("运行和改造", "Operation and renovation"),
        Text("性能和评价", "Performance and evaluation"),
        Text("促进和保障", "Promotion and guarantee"),
        Text("法律责任", "Legal liability"),
        Text("附则", "Supplementary provisions"),
    ),
)

CHAPTERS = (
    general,
    planning,
    acceptance,
    gates,
    operation,
    performance,
    promotion,
    liability,
)


def _all(kind: str) -> tuple[Any, ...]:
    """What the chapters state of one kind, in the order of the articles; most state not all four."""
    return tuple(chain.from_iterable(getattr(chapter, kind, ()) for chapter in CHAPTERS))


def _number(article: Any) -> int:
    return int(article.number)


PACK = build(
    "shenzhen",
    REGULATIONS.title,
    (REGULATIONS,),
    duties=_all("DUTIES"),
    articles=sorted(_all("ARTICLES"), key=_number),
    gates=_all("GATES"),
    permissions=_all("PERMISSIONS"),
    anchors=read_anchors(__package__),
)
