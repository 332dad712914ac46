"""Signed notes and checkpoints, after C2SP signed-note, tlog-checkpoint and tlog-cosignature.

A note is a text and, below it, one line for each signature. A checkpoint is a note whose text names
the log, its size and its root. The log signs the text itself (type 1, Ed25519); a witness, who saw
the log grow consistently, signs the text with the time (type 4).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from .keys import ALGORITHMS, ED25519
from .merkle import HASH

DASH = "\N{EM DASH} "
NOTE, COSIGNATURE = 0x01, 0x04
ID, STAMP, KEY = 4, 8, 32
MOST_SIGNATURES = 64


class NoteError(ValueError):
    """A note cannot be read, or its signatures do not hold; the text says which and why."""


class Signs(Protocol):
    """What signs: `greenward.trust.keys.Signer` is one."""

    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True)
class VerifierKey:
    """A name with a public key and the way it signs; written ``name+id+base64(type key)``."""

    name: str
    raw: bytes
    type: int = NOTE

    @property
    def id(self) -> bytes:
        """Four bytes by which signature lines name the key."""
        said = self.name.encode() + b"\n" + bytes([self.type]) + self.raw
        return hashlib.sha256(said).digest()[:ID]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.type]) + self.raw)}"

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (with the time in front, for a witness) is this key's of the text."""
        if self.type == COSIGNATURE:
            if len(signature) <= STAMP:
                return False
            text = cosigned(text, int.from_bytes(signature[:STAMP], "big"))
            signature = signature[STAMP:]
        return ALGORITHMS[ED25519].verify(self.raw, text, signature)


def parse_key(text: str) -> VerifierKey:
    """Read a verifier key. Raises NoteError."""
    name, id, rest = [*text.strip().split("+", 2), "", ""][:3]
    raw = from_base64(rest, "the key")
    if not _is_name(name) or len(raw) != 1 + KEY or raw[0] not in (NOTE, COSIGNATURE):
        raise NoteError(f"“{text.strip()[:80]}” is not a verifier key of a type known here.")
    key = VerifierKey(name, raw[1:], raw[0])
    if key.id.hex() != id:
        raise NoteError(f"The id in the verifier key of {name} is not that of its key.")
    return key


class Signature(NamedTuple):
    """One line below a note."""

    name: str
    id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {to_base64(self.id + self.signature)}\n"


@dataclass(frozen=True)
class Note:
    """A text (ends with a newline) and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed_by(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """The known keys whose signatures hold. Raises NoteError when one does not, or none is there."""
        known: Mapping[tuple[str, bytes], VerifierKey] = {(key.name, key.id): key for key in keys}
        text, found = self.text.encode(), []
        for line in self.signatures:
            key = known.get((line.name, line.id))
            if key is None:
                continue
            if not key.verify(text, line.signature):
                raise NoteError(f"The signature of {key.name} does not hold.")
            found.append(key)
        if not found:
            raise NoteError("No signature is of a key that is trusted here.")
        return found


def parse(text: str) -> Note:
    """Read a note; says nothing about its signatures. Raises NoteError."""
    body, blank, below = text.rpartition("\n\n")
    lines = below.split("\n")
    if not blank or lines.pop() or not lines:
        raise NoteError("A signed note is a text, an empty line, and lines of signatures.")
    if any(ord(char) < 0x20 and char != "\n" for char in text):
        raise NoteError("A note holds no control characters.")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError(f"A note with more than {MOST_SIGNATURES} signatures is not read.")
    return Note(body + "\n", tuple(map(_signature, lines)))


def sign(text: str, name: str, raw: bytes, signer: Signs) -> Note:
    """The text signed under a name by the key whose public half is `raw`."""
    if not text.endswith("\n"):
        raise NoteError("The text of a note ends with a newline.")
    return Note(text, (signature(text, VerifierKey(name, raw), signer),))


def signature(text: str, key: VerifierKey, signer: Signs, at: int = 0) -> Signature:
    """A line for a note; for a witness, `at` is the time in whole seconds since 1970."""
    if not _is_name(key.name):
        raise NoteError(f"“{key.name}” is no name for a key: no spaces, no plus.")
    if key.type == COSIGNATURE:
        signed = at.to_bytes(STAMP, "big") + signer.sign(cosigned(text.encode(), at))
        return Signature(key.name, key.id, signed)
    return Signature(key.name, key.id, signer.sign(text.encode()))


def cosigned(text: bytes, at: int) -> bytes:
    """What a witness signs."""
    return b"cosignature/v1\ntime %d\n" % at + text


class Checkpoint(NamedTuple):
    """The log at a moment: who keeps it, how many leaves it has, their root."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"


def checkpoint_of(note: Note) -> Checkpoint:
    """The checkpoint that is the note's text. Raises NoteError."""
    lines = note.text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise NoteError("A checkpoint has three lines: the log's name, its size, its root.")
    origin, size, root = lines[:3]
    if not (size.isascii() and size.isdecimal()) or str(int(size)) != size:
        raise NoteError(f"“{size[:40]}” is not the size of a log.")
    found = Checkpoint(origin, int(size), from_base64(root, "the root"))
    if len(found.root) != HASH:
        raise NoteError("The root of a checkpoint has 32 bytes.")
    return found


def _signature(line: str) -> Signature:
    name, space, rest = line.removeprefix(DASH).partition(" ")
    raw = from_base64(rest, "a signature")
    if not line.startswith(DASH) or not space or not _is_name(name) or len(raw) <= ID:
        raise NoteError(f"“{line[:80]}” is not a line of a signature.")
    return Signature(name, raw[:ID], raw[ID:])


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(char.isspace() for char in name)


def to_base64(raw: bytes) -> str:
    """Base64 as the formats of the log write it (RFC 4648, section 4)."""
    return base64.b64encode(raw).decode()


def from_base64(text: str, what: str) -> bytes:
    """The bytes of `what`. Raises NoteError unless they are written the one way there is."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"In a note, {what} is written in base64.") from error
    if to_base64(raw) != text:  # so that no file has a twin
        raise NoteError(f"In a note, {what} is written in base64.")
    return raw
