"""The whole log recomputed from its tables: every act against its entry, every hash, every number,
every tile, every checkpoint's root and signature, and every copy that somebody else holds.

It stops at the first break and says what broke. What it trusts: the public keys on file and, for a
history written anew by whoever holds the private key, the copies outside; nothing else can show that.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from django.db import connection, transaction

from greenward.trust import notes, tiles
from greenward.trust.merkle import CompactRange, perfect_root
from greenward.trust.notes import NoteError, VerifierKey

from .anchors import kept_outside
from .blocks import BLOCK, Block, checked, checked_here, helpers, waiting_fault
from .errors import LogBroken
from .keys import origin, verifier_keys
from .models import Checkpoint, Cosignature, Tile, Verification

MANY = 50_000
"""From so many acts on, helpers are worth their start."""
ROWS = 5_000
"""Of small tables, read at a time."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Report:
    """What a verification found. `broken` is empty when the log is sound."""

    size: int
    copies: int
    broken: str
    seconds: float


class Claim(NamedTuple):
    """Somebody's word that the log had a root at a size."""

    whose: str
    root: bytes


def verify(more: Iterable[tuple[str, str]] = (), progress: Progress = lambda size: None) -> Report:
    """Verify the log against itself, the copies that can be read, and `more` (whose, note)."""
    began, run = time.monotonic(), _Run(progress)
    broken = ""
    try:
        with _one_moment() as shared:
            run.all([*kept_outside(), *more], shared)
    except LogBroken as error:
        broken = str(error)
    return Report(run.size, run.copies, broken, time.monotonic() - began)


def verify_and_keep() -> Verification:
    """Verify and put the outcome on file, for the public page."""
    found = verify()
    return Verification.objects.create(
        size=found.size, copies=found.copies, broken=found.broken, seconds=found.seconds
    )


@contextmanager
def _one_moment() -> Iterator[bool]:
    """All tables as they are at one moment, though acts and the sequencer go on meanwhile; gives
    whether other connections can see the same: not what an open transaction wrote."""
    if connection.in_atomic_block:
        yield False
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield True


class _Run:
    """One verification: what was claimed about the log, and the tree as it is computed."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._claims: dict[int, list[Claim]] = defaultdict(list)
        self._tree = CompactRange()
        self._levels: list[list[bytes]] = []
        self.copies = 0

    @property
    def size(self) -> int:
        return self._tree.size

    def all(self, outside: list[tuple[str, str]], shared: bool) -> None:
        name = origin()
        keys = verifier_keys(name)
        signed = self._checkpoints(name, keys)
        for whose, note in outside:
            self._claim_of_copy(whose, note, name, keys)
        self._leaves(shared)
        if self.size > signed:
            raise LogBroken(f"Acts are numbered up to {self.size}, but {signed} were signed for.")
        self._nothing_missing()
        self._upper_tiles()
        self._waiting()

    def _checkpoints(self, name: str, keys: list[VerifierKey]) -> int:
        """Every checkpoint on file becomes a claim; give the largest size."""
        largest = 0
        for row in Checkpoint.objects.order_by("size").iterator(ROWS):
            whose = f"checkpoint {row.size}"
            at = _read(row.note, whose, name, keys)
            if (at.size, at.root) != (row.size, bytes(row.root)):
                raise LogBroken(
                    f"The signed text of {whose} says another size or root than its row."
                )
            self._claims[at.size].append(Claim(whose, at.root))
            largest = at.size
        for line in Cosignature.objects.select_related("checkpoint").iterator(ROWS):
            _check_cosignature(line)
        return largest

    def _claim_of_copy(self, whose: str, note: str, name: str, keys: list[VerifierKey]) -> None:
        at = _read(note, whose, name, keys)
        self._claims[at.size].append(Claim(whose, at.root))
        self.copies += 1

    def _leaves(self, shared: bool) -> None:
        self._compare(0, self._tree.root)
        bottom = _tiles_of_bottom()
        for block in _blocks(_numbered(), shared):
            roots = iter(block.roots)
            for begin in range(0, len(block.hashes), tiles.WIDTH):
                tile, number = block.hashes[begin : begin + tiles.WIDTH], self.size // tiles.WIDTH
                self._grow(tile, next(roots, None))
                if len(tile) == tiles.WIDTH or not block.broken:
                    _same_tile(0, number, tile, next(bottom, None))
            if block.broken:
                raise LogBroken(block.broken)
            self._progress(self.size)
        if next(bottom, None) is not None:
            raise LogBroken("There are tiles of hashes for acts that are not on file.")

    def _grow(self, tile: list[bytes], root: bytes | None) -> None:
        """Add a tile of leaves to the tree: at once when it is full and nothing was claimed inside."""
        inside = range(self.size + 1, self.size + len(tile))
        if root is not None and self._claims.keys().isdisjoint(inside):
            self._tree.append(root, tiles.HEIGHT)
            self._compare(self.size, self._tree.root)
        else:
            for leaf in tile:
                self._tree.append(leaf)
                self._compare(self.size, self._tree.root)
        if root is not None:
            self._pass_up(root)

    def _pass_up(self, above: bytes) -> None:
        """Keep the root of a full tile for the tiles above it."""
        level = 0
        while True:
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(above)
            if len(self._levels[level]) % tiles.WIDTH:
                return
            above, level = perfect_root(self._levels[level][-tiles.WIDTH :]), level + 1

    def _compare(self, size: int, root: Callable[[], bytes]) -> None:
        for claim in self._claims.get(size, ()):
            if claim.root != root():
                raise LogBroken(
                    f"The first {size} acts do not have the root that {claim.whose} says: one of "
                    "them was changed, removed or put in another place after that was signed."
                )

    def _nothing_missing(self) -> None:
        for size in sorted(self._claims):
            if size > self.size:
                raise LogBroken(
                    f"The log holds {self.size} acts, but {self._claims[size][0].whose} knows "
                    f"{size}: the end was cut off."
                )

    def _upper_tiles(self) -> None:
        kept = {
            (row.level, row.number): bytes(row.hashes)
            for row in Tile.objects.filter(level__gt=0).iterator(ROWS)
        }
        for level, hashes in enumerate(self._levels, start=1):
            for begin in range(0, len(hashes), tiles.WIDTH):
                number, tile = begin // tiles.WIDTH, hashes[begin : begin + tiles.WIDTH]
                held = kept.pop((level, number), None)
                _same_tile(level, number, tile, None if held is None else (number, held))
        if kept:
            level, number = min(kept)
            raise LogBroken(f"Tile {tiles.TilePath(level, number)} belongs to no act on file.")

    def _waiting(self) -> None:
        """Acts that no log holds yet must at least agree with their own entries."""
        if broken := waiting_fault(connection.connection):
            raise LogBroken(broken)


def _numbered() -> int:
    """How many acts have a number. Raises LogBroken when they do not begin with 0."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(leaf_index), min(leaf_index) FROM casework_auditevent")
        count, first = cursor.fetchone()
    if count and first < 0:
        raise LogBroken(f"An act has number {first}, before the first of the log.")
    return count


def _blocks(count: int, shared: bool) -> Iterator[Block]:
    """All acts with numbers below `count`, checked in order: by helpers when they are many."""
    begins = range(0, count, BLOCK)
    ends = [min(begin + BLOCK, count) for begin in begins]
    if shared and count >= MANY:
        with helpers(connection.connection) as pool:
            yield from pool.map(checked_here, begins, ends)
    else:
        yield from map(partial(checked, connection.connection), begins, ends)


def _tiles_of_bottom() -> Iterator[tuple[int, bytes]]:
    rows = Tile.objects.filter(level=0).order_by("number").values_list("number", "hashes")
    for number, hashes in rows.iterator(64):
        yield number, bytes(hashes)


def _same_tile(level: int, number: int, tile: list[bytes], kept: tuple[int, bytes] | None) -> None:
    if kept != (number, b"".join(tile)):
        raise LogBroken(
            f"Tile {tiles.TilePath(level, number)} is missing or does not hold the hashes of its acts."
        )


def _read(note: str, whose: str, name: str, keys: list[VerifierKey]) -> notes.Checkpoint:
    """The checkpoint of a note that this log signed. Raises LogBroken."""
    try:
        read = notes.parse(note)
        at = notes.checkpoint_of(read)
        read.signed_by(keys)
    except NoteError as error:
        raise LogBroken(f"The signature of {whose} cannot be verified: {error}") from error
    if at.origin != name:
        raise LogBroken(f"The text of {whose} is of another log, {at.origin}.")
    return at


def _check_cosignature(row: Cosignature) -> None:
    try:
        key = notes.parse_key(row.vkey)
        notes.parse(row.checkpoint.note + row.line).signed_by([key])
    except NoteError as error:
        raise LogBroken(
            f"A witness's signature below checkpoint {row.checkpoint.size} does not hold: {error}"
        ) from error
