"""The regulations of the Shenzhen Special Economic Zone on green buildings, one module a chapter.

In force from 1 July 2022 (Article 62). The Chinese text governs; each rule says in our own words
what it requires.
"""

from __future__ import annotations

from ..language import Instrument, Text
from ..pack import build
from . import general, operation, performance

REGULATIONS = Instrument(
    "sz-2022",
    Text(
        "深圳经济特区绿色建筑条例",
        "Regulations of Shenzhen Special Economic Zone on Green Buildings",
    ),
    general.IN_FORCE,
)

PACK = build(
    "shenzhen",
    REGULATIONS.title,
    (REGULATIONS,),
    duties=(*general.DUTIES, *operation.DUTIES, *performance.DUTIES),
    articles=(),
)
