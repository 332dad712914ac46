"""The tree as tiles of up to 256 hashes, after C2SP tlog-tiles: what is kept and what is published.

Tile `n` of level `l` holds the hashes over 256**l leaves each. Only the rightmost tile of a level
is partial; it only ever grows, so a tile of an earlier size is the beginning of today's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .merkle import HASH, CompactRange, Subtree, perfect_root

HEIGHT = 8
WIDTH = 1 << HEIGHT
LEVELS = 64
_PATH = re.compile(r"(0|[1-9][0-9]?)/((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")

Read = Callable[[int, int], bytes]
"""Gives the hashes of tile ``read(level, number)``, one after the other."""


class TilePath(NamedTuple):
    """A tile as its address names it; `width` is below 256 for a partial one."""

    level: int
    number: int
    width: int = WIDTH

    def __str__(self) -> str:
        groups = [f"{self.number % 1000:03d}"]
        rest = self.number // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        part = f".p/{self.width}" if self.width < WIDTH else ""
        return f"{self.level}/{'/'.join(groups)}{part}"


def parse_path(text: str) -> TilePath | None:
    """The tile of an address such as ``1/x001/067.p/5``; None when it is not the one way to write it."""
    found = _PATH.fullmatch(text)
    if found is None:
        return None
    level, groups, last, width = found.groups()
    number = int("".join(re.findall(r"[0-9]{3}", groups)) + last)
    path = TilePath(int(level), number, int(width) if width else WIDTH)
    return path if path.level < LEVELS and str(path) == text else None


def tiles_of(size: int) -> Iterator[TilePath]:
    """Every tile of a tree, partial ones in the width they have at that size."""
    level, count = 0, size
    while count:
        full, rest = divmod(count, WIDTH)
        yield from (TilePath(level, number) for number in range(full))
        if rest:
            yield TilePath(level, full, rest)
        level, count = level + 1, full


def edge_of(size: int) -> Iterator[TilePath]:
    """The partial tiles of a tree, from the leaves up: what has to be read to append to it."""
    level, count = 0, size
    while count:
        if count % WIDTH:
            yield TilePath(level, count // WIDTH, count % WIDTH)
        level, count = level + 1, count // WIDTH


class Appended(NamedTuple):
    """What an append gives: the tiles that are new or grew, whole, by (level, number)."""

    size: int
    root: bytes
    tiles: dict[tuple[int, int], bytes]


def append(size: int, edge: Mapping[int, bytes], leaves: Sequence[bytes]) -> Appended:
    """Append hashes of leaves to a tree known by its partial tiles (level: hashes)."""
    changed: dict[tuple[int, int], bytes] = {}
    partial = dict(edge)
    new, level, count = list(leaves), 0, size
    while new:
        index, held = divmod(count, WIDTH)
        before = _split(partial.get(level, b""))
        if len(before) != held:
            raise ValueError(f"level {level} ends with {len(before)} hashes instead of {held}")
        hashes, above = before + new, []
        for place in range(0, len(hashes), WIDTH):
            tile = hashes[place : place + WIDTH]
            changed[level, index + place // WIDTH] = b"".join(tile)
            if len(tile) == WIDTH:
                above.append(perfect_root(tile))
                partial.pop(level, None)
            else:
                partial[level] = b"".join(tile)
        new, level, count = above, level + 1, index
    return Appended(size + len(leaves), root(size + len(leaves), partial), changed)


def root(size: int, edge: Mapping[int, bytes]) -> bytes:
    """The root of a tree known by its partial tiles. Raises ValueError when one does not fit."""
    return _compact(size, edge).root()


def _compact(size: int, edge: Mapping[int, bytes]) -> CompactRange:
    """The tree as the roots of its perfect subtrees, the largest first."""
    peaks: list[bytes] = []
    for path in reversed(list(edge_of(size))):
        hashes = _split(edge.get(path.level, b""))
        if len(hashes) < path.width:
            raise ValueError(f"tile {path} is missing or too short")
        begin = 0
        for bit in reversed(range(HEIGHT)):
            if path.width >> bit & 1:
                peaks.append(perfect_root(hashes[begin : begin + (1 << bit)]))
                begin += 1 << bit
    return CompactRange(size, peaks)


def subtrees(read: Read) -> Subtree:
    """The perfect subtrees of a tree that lies in tiles; each tile is read once."""
    held: dict[tuple[int, int], list[bytes]] = {}

    def subtree(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, HEIGHT)
        begin = index << height
        where = tile_level, begin // WIDTH
        if where not in held:
            held[where] = _split(read(*where))
        place = begin % WIDTH
        return perfect_root(held[where][place : place + (1 << height)])

    return subtree


def _split(hashes: bytes) -> list[bytes]:
    return [bytes(hashes[at : at + HASH]) for at in range(0, len(hashes), HASH)]
