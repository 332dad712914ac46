"""Units and numbers as people write them on bills and forms, read exactly.

Every factor is a Fraction and every conversion returns one, so that no conversion can move a
figure across a limit of Article 32. What cannot be read with certainty is refused with
suggestions, never guessed; what is not stated ("Not Available", 无) is unknown, never zero.
Serves every door through which an amount enters, and the limits it is compared with.
"""

from .exact import as_fraction, convert, round_gbt8170, to_scaled
from .kinds import (
    AmbiguousUnit,
    BadNumber,
    Dimension,
    DimensionMismatch,
    NumberOutOfRange,
    QuantityError,
    Unit,
    UnknownUnit,
)
from .numbers import parse_number
from .reading import parse_unit

__all__ = [
    "AmbiguousUnit",
    "BadNumber",
    "Dimension",
    "DimensionMismatch",
    "NumberOutOfRange",
    "QuantityError",
    "Unit",
    "UnknownUnit",
    "as_fraction",
    "convert",
    "parse_number",
    "parse_unit",
    "round_gbt8170",
    "to_scaled",
]
