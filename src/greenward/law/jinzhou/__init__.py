"""The supervision practice of Jinzhou (B1 to B11) with the national rules it relies on.

Gates, supervision, funds and figures are the city's; duties and fines on energy saving are those
of the national regulations of 2008. The Liaoning regulations give the gates their first day.
"""

from __future__ import annotations

from ..national import ARTICLES as NATIONAL_ARTICLES
from ..national import DUTIES as NATIONAL_DUTIES
from ..national import GATES as NATIONAL_GATES
from ..national import INSTRUMENT as ENERGY
from ..pack import build
from . import articles, gates, promotion, supervision
from .terms import PRACTICE, PROVINCE

PACK = build(
    "jinzhou",
    PRACTICE.title,
    (PRACTICE, PROVINCE, ENERGY),
    duties=(*gates.DUTIES, *supervision.DUTIES, *promotion.DUTIES, *NATIONAL_DUTIES),
    gates=(*gates.GATES, *NATIONAL_GATES),
    articles=(*articles.ARTICLES, *NATIONAL_ARTICLES),
)
