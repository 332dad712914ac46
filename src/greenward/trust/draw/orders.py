"""The order in which a draw takes what is in its pool, by one of two published methods.

`Vrs` (draft-thomson-elegy-vrs) is the default: nobody knows the order before both the public
randomness and the authority's committed secret are known. `Rfc3797` is the alternative for a draw
without a secret; its order is known to everybody as soon as the sources have spoken.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .errors import DrawError

SECRET_BYTES = 32
ROUNDS = 100
"""The draw and up to 98 substitutions: the length of the chain of codes."""
RFC3797_MOST = 2**16
"""Entries RFC 3797 can number: its counter has two bytes."""


class Method(StrEnum):
    VRS = "vrs"
    RFC3797 = "rfc3797"


class Ordering(Protocol):
    def values(self, kind: tuple[str, ...], ids: Iterable[str]) -> dict[str, str]:
        """For each id its place in the order, as text that sorts like it.

        `kind` is ``("target",)``, or ``("inspector", target)``: every target has its own order
        of inspectors.
        """


# --- the chain of codes -----------------------------------------------------------------------


def chain(secret: bytes, times: int) -> bytes:
    """SHA-256 applied `times` times."""
    for _ in range(times):
        secret = hashlib.sha256(secret).digest()
    return secret


def commitment(secret: bytes, rounds: int = ROUNDS) -> bytes:
    """H^n of the secret: published before the randomness exists, and binds every code."""
    return chain(secret, rounds)


def code_of(secret: bytes, round: int, rounds: int = ROUNDS) -> bytes:
    """The code of a round, 1 for the draw itself: H^(n - round). Raises DrawError past the last,
    since the code of round n would be the secret."""
    if not 1 <= round < rounds:
        raise DrawError("no_code_left", f"The chain has no code for round {round}.")
    return chain(secret, rounds - round)


def fits(code: bytes, commit: bytes, round: int) -> bool:
    """Whether a revealed code is the one the commitment binds for the round."""
    return hmac.compare_digest(chain(code, round), commit)


# --- the methods -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vrs:
    """HKDF (RFC 5869) with SHA-256: extract with the code as salt, expand over the label."""

    code: bytes
    randomness: bytes

    def value(self, label: str) -> str:
        """The order of one label, 32 bytes in hex."""
        return self._expand(self._key(), label)

    def values(self, kind: tuple[str, ...], ids: Iterable[str]) -> dict[str, str]:
        key, prefix = self._key(), "\n".join((*kind, ""))
        return {one: self._expand(key, prefix + one) for one in ids}

    def _key(self) -> bytes:
        return hmac.digest(self.code, self.randomness, "sha256")

    @staticmethod
    def _expand(key: bytes, label: str) -> str:
        return hmac.digest(key, label.encode() + b"\x01", "sha256").hex()


@dataclass(frozen=True)
class Rfc3797:
    """RFC 3797, section 4: positions in the sorted list, by MD5 over the counter and the key.

    The list of targets uses the sources' key alone. The inspectors of a target get a text source
    more, the SHA-256 of the kind and the target in upper-case hex, or all targets would have the
    same inspectors.
    """

    randomness: bytes

    def values(self, kind: tuple[str, ...], ids: Iterable[str]) -> dict[str, str]:
        key = self.randomness
        if len(kind) > 1:
            key += hashlib.sha256("\n".join(kind).encode()).hexdigest().upper().encode() + b"./"
        left = sorted(ids)
        picked = [left.pop(at) for at in picks(key, len(left))]
        return {one: f"{place:05d}" for place, one in enumerate(picked, start=1)}


def picks(key: bytes, size: int) -> Iterable[int]:
    """For each step the index, from 0, in what is left of a list of `size` entries."""
    if size > RFC3797_MOST:
        raise DrawError("too_many", f"RFC 3797 cannot number more than {RFC3797_MOST} entries.")
    for step in range(size):
        yield remainder(key, step) % (size - step)


def remainder(key: bytes, step: int) -> int:
    """The 128-bit number of one step."""
    counter = step.to_bytes(2, "big")
    digest = hashlib.md5(counter + key + counter, usedforsecurity=False).digest()
    return int.from_bytes(digest, "big")
