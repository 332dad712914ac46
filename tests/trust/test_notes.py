"""Signed notes, checkpoints, cosignatures and proof files, with the published vector."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.trust import merkle, notes, proofs
from greenward.trust.keys import KeyRing, Signer
from greenward.trust.notes import COSIGNATURE, Checkpoint, NoteError, VerifierKey
from greenward.trust.proofs import Proof

VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
TEXT = "This is an example message.\n"
SIGNED = (
    TEXT + "\n\N{EM DASH} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1E"
    "RYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
ORIGIN = "city.example/log"
ENTRIES = [b"%d" % number for number in range(7)]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return KeyRing(tmp_path_factory.mktemp("keys"), "log").signer()


@pytest.fixture(scope="module")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return KeyRing(tmp_path_factory.mktemp("keys"), "witness").signer()


@pytest.fixture(scope="module")
def vkey(signer: Signer) -> VerifierKey:
    return VerifierKey(ORIGIN, signer.public.raw)


@pytest.fixture(scope="module")
def note(signer: Signer) -> notes.Note:
    head = Checkpoint(ORIGIN, len(LEAVES), merkle.root_of(LEAVES))
    return notes.sign(str(head), ORIGIN, signer.public.raw, signer)


@pytest.fixture(scope="module")
def proof(note: notes.Note) -> Proof:
    hashes = merkle.inclusion_proof(subtree, 4, len(LEAVES))
    return Proof(ENTRIES[4], 4, tuple(hashes), str(note))


def subtree(level: int, index: int) -> bytes:
    return merkle.perfect_root(LEAVES[index << level : (index + 1) << level])


def test_the_published_note_verifies() -> None:
    key = notes.parse_key(VKEY)
    note = notes.parse(SIGNED)
    assert (note.text, str(note), str(key)) == (TEXT, SIGNED, VKEY)
    assert note.signed_by([key]) == [key]


def test_a_changed_text_does_not() -> None:
    note = notes.parse(SIGNED.replace("example message", "example massage"))
    with pytest.raises(NoteError, match="does not hold"):
        note.signed_by([notes.parse_key(VKEY)])


def test_unknown_keys_vouch_for_nothing(vkey: VerifierKey) -> None:
    with pytest.raises(NoteError, match="trusted"):
        notes.parse(SIGNED).signed_by([vkey])
    same_name = VerifierKey("example.com/foo", vkey.raw)
    with pytest.raises(NoteError, match="trusted"):
        notes.parse(SIGNED).signed_by([same_name])


def test_a_note_may_hold_empty_lines(signer: Signer, vkey: VerifierKey) -> None:
    text = "first\n\nsecond\n"
    note = notes.parse(str(notes.sign(text, ORIGIN, signer.public.raw, signer)))
    assert note.text == text
    assert note.signed_by([vkey]) == [vkey]


def test_a_checkpoint_is_read_as_it_was_written(note: notes.Note, vkey: VerifierKey) -> None:
    read = notes.parse(str(note))
    assert read == note
    assert read.signed_by([vkey]) == [vkey]
    assert notes.checkpoint_of(read) == (ORIGIN, 7, merkle.root_of(LEAVES))


def test_a_witness_signs_the_checkpoint_with_the_time(
    note: notes.Note, vkey: VerifierKey, witness: Signer
) -> None:
    seen_by = VerifierKey("witness.example", witness.public.raw, COSIGNATURE)
    line = notes.signature(note.text, seen_by, witness, at=1_679_315_147)
    both = notes.parse(str(note) + str(line))
    assert both.signed_by([vkey, seen_by]) == [vkey, seen_by]
    assert notes.parse_key(str(seen_by)) == seen_by
    other_time = line.signature[:7] + b"\0" + line.signature[8:]
    forged = notes.parse(str(note) + str(line._replace(signature=other_time)))
    with pytest.raises(NoteError, match=r"witness\.example"):
        forged.signed_by([vkey, seen_by])
    short = notes.parse(str(note) + str(line._replace(signature=b"12345678")))
    with pytest.raises(NoteError, match=r"witness\.example"):
        short.signed_by([seen_by])


def test_the_key_of_another_type_has_another_id(vkey: VerifierKey) -> None:
    assert VerifierKey(ORIGIN, vkey.raw, COSIGNATURE).id != vkey.id


LINE = SIGNED.rsplit("\n\n")[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        TEXT + "\n",
        SIGNED.rstrip("\n"),
        SIGNED + "more\n",
        SIGNED.replace("\N{EM DASH}", "-"),
        SIGNED.replace("example.com/foo", "example.com foo"),
        SIGNED.replace("example.com/foo", "example.com+foo"),
        SIGNED.replace("aQM=", "aQM"),
        SIGNED.replace("aQM=", "aQN="),
        SIGNED.replace("an", "an\t"),
        TEXT + "\n\N{EM DASH} example.com/foo AAAA\n",
        TEXT + "\n" + LINE * 65,
    ],
)
def test_what_is_no_note(text: str) -> None:
    with pytest.raises(NoteError):
        notes.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "x", "a+b+c", VKEY.replace("530d903a", "530d903b"), VKEY[:-4], VKEY.replace("+Aek", "+Bek"),
     VKEY.replace("/foo", " foo")],
)  # fmt: skip
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(NoteError):
        notes.parse_key(text)


@pytest.mark.parametrize(
    "text",
    ["a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n", "a\n٣\nAAAA\n", "\n1\nAAAA\n"],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(NoteError):
        notes.checkpoint_of(notes.Note(text, ()))


def test_names_and_texts_that_cannot_be_signed(signer: Signer) -> None:
    for text, name in ((TEXT, "two words"), (TEXT, ""), ("no newline", ORIGIN)):
        with pytest.raises(NoteError):
            notes.sign(text, name, signer.public.raw, signer)


def test_a_proof_file_verifies_offline(proof: Proof, vkey: VerifierKey) -> None:
    shown = proofs.check(proofs.parse(str(proof)), [vkey])
    assert (shown.entry, shown.index, shown.checkpoint.size) == (b"4", 4, 7)
    assert shown.signed_by == (ORIGIN,)
    assert str(proof).startswith("c2sp.org/tlog-proof@v1\nextra NA==\nindex 4\n")


def test_a_witness_alone_does_not_vouch_for_the_log(
    proof: Proof, note: notes.Note, witness: Signer
) -> None:
    seen_by = VerifierKey("witness.example", witness.public.raw, COSIGNATURE)
    line = notes.signature(note.text, seen_by, witness, at=1)
    cosigned = Proof(proof.entry, proof.index, proof.hashes, str(note) + str(line))
    with pytest.raises(NoteError, match="own key"):
        proofs.check(cosigned, [seen_by])


@given(st.data())
def test_a_proof_file_with_any_letter_changed_does_not_hold(
    proof: Proof, vkey: VerifierKey, data: st.DataObject
) -> None:
    text = str(proof)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8"))
    changed = text[:at] + other + text[at + 1 :]
    if changed == text:
        return
    with pytest.raises(NoteError):
        proofs.check(proofs.parse(changed), [vkey])


@pytest.mark.parametrize(
    "change",
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("extra ", ""),
        ("index 4", "index 04"),
        ("index 4", "index -4"),
        ("\n\n", "\n"),
        ("index 4\n", "index 4\nAAAA\n"),
        ("index 4\n", "index 4\n" + "A" * 43 + "=\n" * 1),
        ("index 4\n", "index 4\n" + ("A" * 43 + "=\n") * 65),
    ],
)
def test_what_is_no_proof(proof: Proof, vkey: VerifierKey, change: tuple[str, str]) -> None:
    with pytest.raises(NoteError):
        proofs.check(proofs.parse(str(proof).replace(*change, 1)), [vkey])


def test_files_on_disk_are_text(proof: Proof, tmp_path: Path) -> None:
    file = tmp_path / "act.tlog-proof"
    file.write_text(str(proof), encoding="utf-8")
    assert proofs.parse(file.read_text(encoding="utf-8")) == proof
