"""Chapter III, operation and renovation (Articles 18 to 29), with the fines of Articles 52 to 56.

The chapter in its order: what changes hands, how a building is run, how the stock is renewed,
what is consumed, how a building ends. Each part is a module of its own beside this one.
"""

from __future__ import annotations

from . import consumption, demolition, handover, renovation, upkeep

PARTS = (handover, upkeep, renovation, consumption, demolition)

ARTICLES = tuple(article for part in PARTS for article in part.ARTICLES)
DUTIES = tuple(duty for part in PARTS for duty in part.DUTIES)
