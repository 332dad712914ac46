"""The supervision practice of Jinzhou."""

from __future__ import annotations

from datetime import date

from ..language import Instrument, Span, Text
from ..pack import build

PRACTICE = Instrument(
    "jinzhou-practice",
    Text("锦州市绿色建筑监督管理做法", "Jinzhou's supervision of green buildings"),
    Span(date(2019, 2, 1)),
)

PACK = build("jinzhou", PRACTICE.title, (PRACTICE,), duties=(), articles=())
