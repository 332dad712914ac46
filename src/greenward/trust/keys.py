"""Signing keys: one ring for each purpose ("log", "certificate"), so that no signature made for one
thing can be shown for another.

A private key lies in a file that only its owner may read; it is made on first use and deleted when
another takes its place. Public keys are kept for ever, since what they signed must stay verifiable.
Ed25519 (RFC 8032) is built in; `ALGORITHMS` takes others under their own id (SM2 through a device).
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

OTHERS_BITS = 0o077


class KeyTrouble(Exception):
    """A key cannot be used; the text says which one, why and what to do."""


class Algorithm(Protocol):
    """A way to sign. What it keeps as "private" is its own: the key, or a handle of a device."""

    def generate(self) -> bytes: ...
    def public(self, private: bytes) -> bytes: ...
    def sign(self, private: bytes, message: bytes) -> bytes: ...
    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool: ...


class Ed25519:
    """RFC 8032: private and public keys of 32 bytes, signatures of 64."""

    def generate(self) -> bytes:
        return Ed25519PrivateKey.generate().private_bytes_raw()

    def public(self, private: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def sign(self, private: bytes, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).sign(message)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


ED25519 = "Ed25519"
ALGORITHMS: dict[str, Algorithm] = {ED25519: Ed25519()}
"""By id. A plug-in adds its own before the first ring is opened."""


@dataclass(frozen=True)
class PublicKey:
    """A public key under its id, such as ``log-2``; in use from `made_on` until the next one's."""

    kid: str
    raw: bytes
    made_on: date
    algorithm: str = ED25519

    def verify(self, message: bytes, signature: bytes) -> bool:
        return ALGORITHMS[self.algorithm].verify(self.raw, message, signature)


@dataclass(frozen=True)
class Signer:
    """The key in use. Holds the private part: never log it, never send it."""

    public: PublicKey
    _private: bytes

    @property
    def kid(self) -> str:
        return self.public.kid

    def sign(self, message: bytes) -> bytes:
        return ALGORITHMS[self.public.algorithm].sign(self._private, message)

    def __repr__(self) -> str:
        return f"Signer({self.kid})"


class KeyRing:
    """The keys of one purpose, as files ``<purpose>-<n>.key`` and ``.pub`` in a folder."""

    def __init__(self, folder: Path, purpose: str, algorithm: str = ED25519) -> None:
        self._folder, self._purpose, self._algorithm = folder, purpose, algorithm

    def signer(self) -> Signer:
        """The key in use, made if this ring never had one. Raises KeyTrouble.

        A ring that has public keys and no private one has lost it: that is said, not mended.
        """
        # A key is written before its public one: read the other way round, a ring that is just
        # being made by another process never looks like one that has lost its key.
        known, held = self._numbers("pub"), self._numbers("key")
        if held:
            return self._open(held[-1])
        if known:
            raise KeyTrouble(
                f"The private key {self._name(known[-1])} is not in {self._folder}. Put it back from "
                "the safe copy, or make a new key by rotation."
            )
        return self._make(1)

    def rotate(self) -> Signer:
        """Take a new key into use. Earlier private keys are deleted, public ones stay."""
        before = self._numbers("key")
        made = self._make(max([0, *before, *self._numbers("pub")]) + 1)
        for number in before:
            self._path(number, "key").unlink(missing_ok=True)
        return made

    def public_keys(self) -> tuple[PublicKey, ...]:
        """Every public key this ring ever had, the oldest first; reading them makes none."""
        return tuple(self._read_public(number) for number in self._numbers("pub"))

    def public_key(self, kid: str) -> PublicKey:
        """The public key of this id. Raises KeyTrouble."""
        for key in self.public_keys():
            if key.kid == kid:
                return key
        raise KeyTrouble(f"No key {kid} was ever made for {self._purpose}.")

    def _make(self, number: int) -> Signer:
        """A new key; of two processes that make one at once, both get the same."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        private = ALGORITHMS[self._algorithm].generate()
        _put(self._path(number, "key"), {"algorithm": self._algorithm, "key": _text(private)})
        return self._open(number)

    def _open(self, number: int) -> Signer:
        path = self._path(number, "key")
        if path.stat().st_mode & OTHERS_BITS:
            raise KeyTrouble(
                f"Others may read the private key {path}. Treat it as stolen: set its mode to 600 "
                "and rotate the key."
            )
        kept = json.loads(path.read_text())
        private, algorithm = base64.b64decode(kept["key"]), kept["algorithm"]
        raw = ALGORITHMS[algorithm].public(private)
        said = {"algorithm": algorithm, "key": _text(raw), "made_on": date.today().isoformat()}
        if not self._path(number, "pub").exists():
            _put(self._path(number, "pub"), said, mode=0o644)
        public = self._read_public(number)
        if public.raw != raw:
            raise KeyTrouble(f"The files of {public.kid} in {self._folder} are not of one key.")
        return Signer(public, private)

    def _read_public(self, number: int) -> PublicKey:
        kept = json.loads(self._path(number, "pub").read_text())
        return PublicKey(
            self._name(number),
            base64.b64decode(kept["key"]),
            date.fromisoformat(kept["made_on"]),
            kept["algorithm"],
        )

    def _numbers(self, ending: str) -> list[int]:
        found = self._folder.glob(f"{self._purpose}-*.{ending}")
        parts = (path.stem.removeprefix(f"{self._purpose}-") for path in found)
        return sorted(int(part) for part in parts if part.isdecimal())

    def _name(self, number: int) -> str:
        return f"{self._purpose}-{number}"

    def _path(self, number: int, ending: str) -> Path:
        return self._folder / f"{self._name(number)}.{ending}"


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _put(path: Path, content: dict[str, str], mode: int = 0o600) -> None:
    """Write a file that appears whole and only once: whoever comes second keeps the first's."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with open(handle, "w") as file:
            os.fchmod(handle, mode)
            file.write(json.dumps(content) + "\n")
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)
