"""Where the facts of plots and projects come from: one module a topic, each registers its sources."""

from . import acceptance as acceptance
from . import chapters as chapters
from . import decisions as decisions
from . import land as land
from . import procurement as procurement
from . import register as register
from . import responsibility as responsibility
from . import testing as testing
