"""Where the facts of plots and projects come from: one module a topic, each registers its sources."""

from . import decisions as decisions
from . import register as register
