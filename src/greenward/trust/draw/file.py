"""The published draw: an announcement before the date, and one JSON file after it.

The announcement names the pool by its hash, the method, the commitment and the sources with their
times; its own hash goes into the log before any source has spoken. The file adds the pool, the
values, the code and the result of every round, and is all that anybody needs to recompute it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .compute import Standing, Withdrawal, draw, substitute
from .errors import DrawError
from .orders import Method, Ordering, Rfc3797, Vrs, fits
from .pool import Pool, sha256
from .randomness import Value, encode
from .result import Result

FORMAT = "greenward-draw/1"


@dataclass(frozen=True)
class Source:
    """A future public source: its kind (`sources.kinds`), which announcement of it, and when."""

    kind: str
    name: str
    at: datetime

    def to_data(self) -> dict[str, str]:
        return {"kind": self.kind, "name": self.name, "at": self.at.isoformat()}

    @classmethod
    def read(cls, data: Mapping[str, str]) -> Source:
        return cls(data["kind"], data["name"], datetime.fromisoformat(data["at"]))


def announcement(
    *,
    number: str,
    purpose: str,
    article: str,
    pool: Pool,
    sources: Iterable[Source],
    method: Method = Method.VRS,
    commit: bytes = b"",
    rounds: int = 0,
) -> dict[str, Any]:
    """What is published before the date. `commit` and `rounds` are those of the chain of codes,
    empty for a method without a secret."""
    return {
        "format": FORMAT,
        "number": number,
        "purpose": purpose,
        "article": article,
        "method": method.value,
        "pool_sha256": pool.sha256,
        "sources": [one.to_data() for one in sources],
        "commit": commit.hex(),
        "rounds": rounds,
    }


def digest(said: Mapping[str, Any]) -> str:
    """The SHA-256 of an announcement, in hex: what the log holds."""
    return sha256(said)


def check_time(frozen_at: datetime, sources: Sequence[Source]) -> None:
    """A draw announced when one of its sources had spoken is no draw. Raises DrawError."""
    first = min((one.at for one in sources), default=None)
    if first is None:
        raise DrawError("no_source", "A draw names at least one future public source.")
    if frozen_at >= first:
        raise DrawError(
            "too_late", f"The pool was frozen at {frozen_at}, a source spoke at {first}."
        )


@dataclass(frozen=True)
class Round:
    """One round after the draw itself: what was withdrawn, for which reason, and what came of it."""

    withdrawal: Withdrawal
    reason: str
    code: bytes
    result: Result

    def to_data(self) -> dict[str, Any]:
        return {
            "withdrawn": self.withdrawal.to_data(),
            "reason": self.reason,
            "code": self.code.hex(),
            "result": self.result.to_data(),
        }


@dataclass(frozen=True)
class Draw:
    """A draw that was announced and whose sources have spoken; computes its rounds."""

    said: Mapping[str, Any]
    pool: Pool
    values: tuple[Value, ...]

    def ordering(self, code: bytes, round: int) -> Ordering:
        """The order of a round. Raises DrawError when the code is not the one committed to."""
        seed = encode(self.values)
        if self.said["method"] == Method.RFC3797:
            return Rfc3797(seed)
        if not fits(code, bytes.fromhex(self.said["commit"]), round):
            raise DrawError("bad_code", f"The code is not the one committed to for round {round}.")
        return Vrs(code, seed)

    def draw(self, code: bytes) -> Result:
        if self.pool.sha256 != self.said["pool_sha256"]:
            raise DrawError("other_pool", "The pool is not the one that was announced.")
        return draw(self.pool, self.ordering(code, 1))

    def substitute(
        self, code: bytes, first: Result, rounds: Sequence[Round], one: Withdrawal
    ) -> Result:
        """The next substitution after these rounds."""
        ordering = self.ordering(code, len(rounds) + 2)
        return substitute(self.pool, ordering, standing(first, rounds), one)

    def to_data(self, code: bytes, first: Result, rounds: Sequence[Round]) -> dict[str, Any]:
        """The draw file."""
        values = [one if isinstance(one, str) else list(one) for one in self.values]
        return {
            "announcement": dict(self.said),
            "pool": self.pool.to_data(),
            "values": values,
            "code": code.hex(),
            "result": first.to_data(),
            "substitutions": [one.to_data() for one in rounds],
        }


def standing(first: Result, rounds: Sequence[Round]) -> Standing:
    """Who inspects what after a draw and its substitutions."""
    found = Standing().after(first)
    for one in rounds:
        found = found.without(one.withdrawal).after(one.result)
    return found
