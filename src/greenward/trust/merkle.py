"""The Merkle tree of RFC 6962 and RFC 9162, section 2.1: hashes, roots and proofs.

A hash is 32 bytes of SHA-256. Leaves and nodes are told apart by a prefix, so no node can pass for
a leaf. `CompactRange` holds what is needed to append and no more: one hash for each bit of the size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH = 32
EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""

Subtree = Callable[[int, int], bytes]
"""Gives the hash of the perfect subtree number `index` of 2**level leaves: ``subtree(level, index)``."""


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class CompactRange:
    """A tree by the roots of its perfect subtrees, the largest first."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self._peaks = size, list(peaks)
        if len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} perfect subtrees")

    def append(self, hash: bytes, level: int = 0) -> None:
        """Add the hash of one leaf, or of a perfect subtree of 2**level leaves, of which the tree
        must hold a whole number so far."""
        peaks, rest = self._peaks, self.size >> level
        if rest << level != self.size:
            raise ValueError(f"a tree of {self.size} leaves takes no subtree of level {level}")
        while rest & 1:
            hash = node_hash(peaks.pop(), hash)
            rest >>= 1
        peaks.append(hash)
        self.size += 1 << level

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves."""
    tree = CompactRange()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over 2**k hashes, the quickest way."""
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [
            hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(pairs, pairs, strict=True)
        ]
    return hashes[0]


def peaks(size: int) -> list[tuple[int, int]]:
    """The perfect subtrees of a tree, the largest first, as (level, index)."""
    return _cover(0, size)


def range_hash(subtree: Subtree, begin: int, end: int) -> bytes:
    """The hash over the leaves of ``[begin, end)`` as a tree of their own (begin on a boundary of
    its first perfect subtree, as everywhere in a proof)."""
    parts = [subtree(level, index) for level, index in _cover(begin, end)]
    if not parts:
        return EMPTY
    root = parts.pop()
    while parts:
        root = node_hash(parts.pop(), root)
    return root


def inclusion_proof(subtree: Subtree, index: int, size: int) -> list[bytes]:
    """The hashes beside the way from a leaf to the root (RFC 9162, 2.1.3.1), the leaf's own first."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    beside = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((begin, middle))
            begin = middle
    return [range_hash(subtree, *span) for span in reversed(beside)]


def consistency_proof(subtree: Subtree, old: int, new: int) -> list[bytes]:
    """The hashes that show the tree of `old` leaves to be the beginning of the one of `new`
    (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError(f"no tree of {old} leaves is shown to begin one of {new}")
    beside: list[tuple[int, int]] = []
    begin, end, whole = 0, new, True
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((begin, middle))
            begin, whole = middle, False
    if not whole:
        beside.append((begin, end))
    return [range_hash(subtree, *span) for span in reversed(beside)]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); None when it does not fit."""
    if not 0 <= index < size:
        return None
    node, last, found = index, size - 1, leaf
    for hash in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            found = node_hash(hash, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, hash)
        node, last = node >> 1, last >> 1
    return found if last == 0 else None


def includes(root: bytes, leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the leaf at this index of the tree."""
    return root_from_inclusion(leaf, index, size, proof) == root


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows the new tree to begin with the old one (RFC 9162, 2.1.4.2)."""
    if old == new:
        return old_root == new_root and not proof
    if old == 0:
        return old_root == EMPTY and not proof
    if old > new or old < 0:
        return False
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not path:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for hash in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(hash, first), node_hash(hash, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, hash)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _cover(begin: int, end: int) -> list[tuple[int, int]]:
    """The perfect subtrees that cover ``[begin, end)``, as (level, index)."""
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        if begin:
            level = min(level, (begin & -begin).bit_length() - 1)
        found.append((level, begin >> level))
        begin += 1 << level
    return found
