"""The law of penalties as pure functions: whole fen and basis points, no rounding over an edge.

Serves Articles 48 to 58 and the Administrative Penalty Law: limitation (36), breaches that are
not punished (33), one act under several fines (29), discretion (34), late payment (72, 73) and
the persons responsible. Every function proposes; an officer decides.
"""

from .concurrence import Candidate, Concurrence, concur
from .discretion import (
    DiscretionError,
    DiscretionTable,
    Problem,
    Proposal,
    Tier,
    Unit,
    problems,
    propose,
)
from .leniency import Leniency, Outcome, ReasonCode, first_slight
from .limitation import Answer, Limitation, limitation
from .money import Band, NoBand, band_of, inside, person_bands
from .surcharge import Payment, Surcharge, surcharge

__all__ = [
    "Answer",
    "Band",
    "Candidate",
    "Concurrence",
    "DiscretionError",
    "DiscretionTable",
    "Leniency",
    "Limitation",
    "NoBand",
    "Outcome",
    "Payment",
    "Problem",
    "Proposal",
    "ReasonCode",
    "Surcharge",
    "Tier",
    "Unit",
    "band_of",
    "concur",
    "first_slight",
    "inside",
    "limitation",
    "person_bands",
    "problems",
    "propose",
    "surcharge",
]
