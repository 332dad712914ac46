"""The tree of RFC 6962: published roots, and every proof of every tree up to 300 leaves."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.trust import merkle
from greenward.trust.merkle import CompactRange, node_hash

ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 300
LEAVES = [merkle.leaf_hash(b"%d" % number) for number in range(MOST)]


def by_definition(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962, section 2.1, defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(by_definition(leaves[:half]), by_definition(leaves[half:]))


def subtree(level: int, index: int) -> bytes:
    width = 1 << level
    return merkle.perfect_root(LEAVES[index * width : (index + 1) * width])


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_published_roots(size: int) -> None:
    leaves = [merkle.leaf_hash(entry) for entry in ENTRIES[:size]]
    assert merkle.root_of(leaves).hex() == ROOTS[size]
    assert by_definition(leaves).hex() == ROOTS[size]


def test_every_root_by_appending_and_by_definition() -> None:
    tree = CompactRange()
    for size in range(MOST + 1):
        expected = by_definition(LEAVES[:size])
        assert tree.root() == expected
        assert merkle.range_hash(subtree, 0, size) == expected
        peaks = [subtree(*peak) for peak in merkle.peaks(size)]
        assert CompactRange(size, peaks).root() == expected
        if size < MOST:
            tree.append(LEAVES[size])


def test_every_inclusion_proof() -> None:
    for size in range(1, MOST + 1):
        root = merkle.root_of(LEAVES[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(subtree, index, size)
            assert merkle.includes(root, LEAVES[index], index, size, proof)
            assert not merkle.includes(root, LEAVES[index], (index + 1) % (size + 1), size, proof)


def test_every_consistency_proof() -> None:
    roots = [merkle.root_of(LEAVES[:size]) for size in range(MOST + 1)]
    for new in range(1, MOST + 1):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(subtree, old, new)
            assert merkle.is_consistent(old, roots[old], new, roots[new], proof)
            assert not merkle.is_consistent(old, roots[old - 1], new, roots[new], proof)
            assert not merkle.is_consistent(old, roots[old], new, roots[new - 1], proof)


def test_the_empty_tree_begins_every_tree() -> None:
    assert merkle.is_consistent(0, merkle.EMPTY, 3, by_definition(LEAVES[:3]), [])
    assert merkle.is_consistent(0, merkle.EMPTY, 0, merkle.EMPTY, [])
    assert not merkle.is_consistent(0, LEAVES[0], 3, by_definition(LEAVES[:3]), [])
    assert not merkle.is_consistent(4, LEAVES[0], 3, LEAVES[0], [])
    assert not merkle.is_consistent(2, LEAVES[0], 3, LEAVES[0], [])


def test_what_does_not_exist_is_not_proved() -> None:
    for index, size in ((0, 0), (3, 3), (-1, 3)):
        with pytest.raises(ValueError, match="no leaf"):
            merkle.inclusion_proof(subtree, index, size)
        assert merkle.root_from_inclusion(LEAVES[0], index, size, []) is None
    for old, new in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="no tree"):
            merkle.consistency_proof(subtree, old, new)
    with pytest.raises(ValueError, match="perfect subtrees"):
        CompactRange(3, [LEAVES[0]])


def forged(proof: list[bytes], at: int, bit: int, how: str) -> list[bytes]:
    """The proof with one bit turned, one hash left out, one added, or two swapped."""
    other = list(proof)
    place = at % max(len(other), 1)
    if how == "bit" and other:
        changed = bytearray(other[place])
        changed[bit // 8] ^= 1 << bit % 8
        other[place] = bytes(changed)
    elif how == "drop" and other:
        del other[place]
    elif how == "swap" and len(other) > 1:
        other[place], other[place - 1] = other[place - 1], other[place]
    else:
        other.insert(place, LEAVES[bit])
    return other


tampering = (
    st.integers(0, 20),
    st.integers(0, 255),
    st.sampled_from(["bit", "drop", "swap", "add"]),
)


@given(st.data(), *tampering)
def test_no_forged_inclusion_proof_holds(data: st.DataObject, at: int, bit: int, how: str) -> None:
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(subtree, index, size)
    bad = forged(proof, at, bit, how)
    root = merkle.root_of(LEAVES[:size])
    assert not merkle.includes(root, LEAVES[index], index, size, bad)


@given(st.data(), *tampering)
def test_no_forged_consistency_proof_holds(
    data: st.DataObject, at: int, bit: int, how: str
) -> None:
    new = data.draw(st.integers(1, MOST))
    old = data.draw(st.integers(1, new))
    bad = forged(merkle.consistency_proof(subtree, old, new), at, bit, how)
    roots = merkle.root_of(LEAVES[:old]), merkle.root_of(LEAVES[:new])
    assert not merkle.is_consistent(old, roots[0], new, roots[1], bad)


@given(st.integers(0, 20), st.integers(0, 4))
def test_a_perfect_subtree_is_added_as_its_leaves_are(before: int, level: int) -> None:
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range((before + 1) << level)]
    whole = merkle.CompactRange()
    for begin in range(0, len(leaves), 1 << level):
        whole.append(merkle.perfect_root(leaves[begin : begin + (1 << level)]), level)
    assert (whole.size, whole.root()) == (len(leaves), merkle.root_of(leaves))


def test_a_subtree_is_added_on_its_boundary_only() -> None:
    with pytest.raises(ValueError, match="no subtree"):
        merkle.CompactRange(1, [merkle.leaf_hash(b"")]).append(merkle.leaf_hash(b""), 1)
