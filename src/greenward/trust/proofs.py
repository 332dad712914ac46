"""Proof files after C2SP tlog-proof: one text that shows, offline, that an entry is in a log.

It carries the entry itself as its extra data, the entry's index, the hashes beside its way to the
root and the signed checkpoint. Who checks it needs nothing else but the log's public key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import notes
from .merkle import HASH, includes, leaf_hash
from .notes import Checkpoint, NoteError, VerifierKey, from_base64, to_base64

HEAD = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 64


@dataclass(frozen=True)
class Proof:
    """A proof file. `checkpoint` is the signed note as text."""

    entry: bytes
    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        lines = [HEAD, f"extra {to_base64(self.entry)}", f"index {self.index}"]
        return "\n".join([*lines, *map(to_base64, self.hashes), "", self.checkpoint])


@dataclass(frozen=True)
class Shown:
    """What a proof that holds has shown, and the names of the keys that vouch for it."""

    entry: bytes
    index: int
    checkpoint: Checkpoint
    signed_by: tuple[str, ...]


def parse(text: str) -> Proof:
    """Read a proof file. Raises NoteError."""
    above, blank, checkpoint = text.partition("\n\n")
    lines = above.split("\n")
    if not blank or lines[0] != HEAD:
        raise NoteError(f"A proof file begins with {HEAD}.")
    entry = _after("extra ", lines[1:2])
    index = _after("index ", lines[2:3])
    if not (index.isascii() and index.isdecimal()) or str(int(index)) != index:
        raise NoteError("The index of a proof is a whole number.")
    if len(lines) - 3 > MOST_HASHES:
        raise NoteError("No log is so large that a proof has this many hashes.")
    hashes = tuple(from_base64(line, "a hash") for line in lines[3:])
    if any(len(hash) != HASH for hash in hashes):
        raise NoteError("A hash in a proof has 32 bytes.")
    return Proof(from_base64(entry, "the entry"), int(index), hashes, checkpoint)


def check(proof: Proof, keys: Iterable[VerifierKey]) -> Shown:
    """Verify a proof against trusted keys. Raises NoteError, saying what does not hold.

    At least one signature must be of a trusted key that carries the log's own name.
    """
    note = notes.parse(proof.checkpoint)
    at = notes.checkpoint_of(note)
    signers = note.signed_by(keys)
    if not any(key.name == at.origin for key in signers):
        raise NoteError(f"The checkpoint of {at.origin} is not signed by its own key.")
    if not includes(at.root, leaf_hash(proof.entry), proof.index, at.size, proof.hashes):
        raise NoteError("The entry is not in the log under this checkpoint: it was changed.")
    return Shown(proof.entry, proof.index, at, tuple(key.name for key in signers))


def _after(word: str, lines: list[str]) -> str:
    if not lines or not lines[0].startswith(word):
        raise NoteError(f"The proof lacks its line “{word.strip()}”.")
    return lines[0].removeprefix(word)
