"""Tiles: addresses, growth in any steps, and proofs read from tiles alone."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.trust import merkle, tiles
from greenward.trust.tiles import TilePath

MANY = 70_000
LEAVES = [hashlib.sha256(b"%d" % number).digest() for number in range(MANY)]


class Store:
    """A log as a tile server keeps it."""

    def __init__(self) -> None:
        self.size, self.root = 0, merkle.EMPTY
        self.tiles: dict[tuple[int, int], bytes] = {}

    def append(self, leaves: list[bytes]) -> None:
        edge = {path.level: self.read(path.level, path.number) for path in tiles.edge_of(self.size)}
        assert tiles.root(self.size, edge) == self.root
        done = tiles.append(self.size, edge, leaves)
        for where, hashes in done.tiles.items():
            assert hashes.startswith(self.tiles.get(where, b""))
            self.tiles[where] = hashes
        self.size, self.root = done.size, done.root

    def read(self, level: int, number: int) -> bytes:
        return self.tiles[level, number]


@pytest.fixture(scope="module")
def log() -> Store:
    """Seventy thousand leaves, in one append."""
    store = Store()
    store.append(LEAVES)
    return store


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (TilePath(0, 0), "0/000"),
        (TilePath(1, 67), "1/067"),
        (TilePath(0, 1067), "0/x001/067"),
        (TilePath(63, 1234067), "63/x001/x234/067"),
        (TilePath(2, 1000, 1), "2/x001/000.p/1"),
        (TilePath(0, 273, 112), "0/273.p/112"),
    ],
)
def test_addresses(path: TilePath, text: str) -> None:
    assert str(path) == text
    assert tiles.parse_path(text) == path


@pytest.mark.parametrize(
    "text",
    ["", "0", "0/0", "00/000", "64/000", "0/x000/000", "0/1000", "0/000.p/0", "0/000.p/256",
     "0/000.p/01", "0/001/067", "0/x001/067/", "-1/000", "0/000.p/", "0/000 ", "0/٠٠٠"],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    assert tiles.parse_path(text) is None


@given(st.integers(0, 63), st.integers(0, 10**15), st.integers(1, 256))
def test_an_address_is_written_one_way(level: int, number: int, width: int) -> None:
    path = TilePath(level, number, width)
    assert tiles.parse_path(str(path)) == path


def test_the_tiles_of_the_specifications_example(log: Store) -> None:
    """70,000 leaves: 273 full tiles and one of 112; one full and one of 17; one of 1."""
    paths = list(tiles.tiles_of(MANY))
    widths = [[p.width for p in paths if p.level == level] for level in range(4)]
    assert widths == [[256] * 273 + [112], [256, 17], [1], []]
    assert {(p.level, p.number): p.width * 32 for p in paths} == {
        where: len(hashes) for where, hashes in log.tiles.items()
    }
    assert [str(p) for p in tiles.tiles_of(256)] == ["0/000", "1/000.p/1"]


def test_the_root_from_tiles_is_the_root_of_the_tree(log: Store) -> None:
    assert log.root == merkle.root_of(LEAVES)
    assert log.root == merkle.range_hash(tiles.subtrees(log.read), 0, MANY)


@given(st.lists(st.integers(0, 700), max_size=8))
def test_growth_in_any_steps_gives_the_same_tiles(steps: list[int]) -> None:
    store, whole = Store(), Store()
    for step in steps:
        store.append(LEAVES[store.size : store.size + step])
    whole.append(LEAVES[: sum(steps)])
    assert (store.tiles, store.root) == (whole.tiles, whole.root)
    assert store.root == merkle.root_of(LEAVES[: sum(steps)])


@given(st.data())
def test_proofs_read_from_tiles(log: Store, data: st.DataObject) -> None:
    """Also for sizes before the last: a partial tile is the beginning of what it became."""
    size = data.draw(st.integers(1, MANY))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    subtree = tiles.subtrees(log.read)
    root = merkle.range_hash(subtree, 0, size)
    inclusion = merkle.inclusion_proof(subtree, index, size)
    assert merkle.includes(root, LEAVES[index], index, size, inclusion)
    consistency = merkle.consistency_proof(subtree, old, size)
    assert merkle.is_consistent(old, merkle.range_hash(subtree, 0, old), size, root, consistency)


def test_an_edge_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="ends with"):
        tiles.append(3, {0: LEAVES[0]}, LEAVES[:1])
    with pytest.raises(ValueError, match="missing or too short"):
        tiles.root(3, {0: LEAVES[0]})
