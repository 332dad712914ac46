"""The regulations of the Shenzhen Special Economic Zone on green buildings, one module a chapter.

In force from 1 July 2022 (Article 62). The Chinese text governs; each duty says in our own words
what it requires.
"""

from __future__ import annotations

from ..check import check
from ..language import Edition, Text
from ..vocabulary import ENTRIES, order_entry
from . import general, operation, performance

DUTIES = (*general.DUTIES, *operation.DUTIES, *performance.DUTIES)

PACK = check(
    Edition(
        pack="shenzhen",
        title=Text(
            "深圳经济特区绿色建筑条例",
            "Regulations of Shenzhen Special Economic Zone on Green Buildings",
        ),
        duties=DUTIES,
        vocabulary=(
            *ENTRIES.values(),
            *(
                order_entry(duty.id, duty.article)
                for duty in DUTIES
                if duty.breach and duty.breach.cure_first
            ),
        ),
    )
)
