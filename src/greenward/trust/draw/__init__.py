"""The verifiable draw of "double random, one open": random targets, random inspectors, checkable by all.

Before the date the pool and a commitment are published; public randomness and the revealed code then
decide by a fixed computation (draft-thomson-elegy-vrs, or RFC 3797), and whoever distrusts the
authority repeats it. Serves spot checks and post-assessment (Articles 16, 22), the supervision of
sub-metering (Articles 27, 55) and the inspections and material samples of the Jinzhou practice.
"""

from .compute import Standing, Withdrawal, draw, substitute
from .errors import DrawError
from .file import Draw, Round, Source, announcement, check_time, digest, standing
from .orders import (
    ROUNDS,
    SECRET_BYTES,
    Method,
    Ordering,
    Rfc3797,
    Vrs,
    code_of,
    commitment,
    fits,
)
from .pool import PER_TARGET, Inspector, Pool, Quota, Target, canonical
from .randomness import Value, encode
from .result import Chosen, Placed, Reason, Result, Skip, Taken

__all__ = [
    "PER_TARGET",
    "ROUNDS",
    "SECRET_BYTES",
    "Chosen",
    "Draw",
    "DrawError",
    "Inspector",
    "Method",
    "Ordering",
    "Placed",
    "Pool",
    "Quota",
    "Reason",
    "Result",
    "Rfc3797",
    "Round",
    "Skip",
    "Source",
    "Standing",
    "Taken",
    "Target",
    "Value",
    "Vrs",
    "Withdrawal",
    "announcement",
    "canonical",
    "check_time",
    "code_of",
    "commitment",
    "digest",
    "draw",
    "encode",
    "fits",
    "standing",
    "substitute",
]
