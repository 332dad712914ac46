"""National law that city packs rely on: the energy-saving regulations for civil buildings (2008)."""

from .energy import ARTICLES as ARTICLES
from .energy import DUTIES as DUTIES
from .energy import GATES as GATES
from .energy import INSTRUMENT as INSTRUMENT
