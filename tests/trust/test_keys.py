"""Rings of signing keys: made once, private to their owner, rotated, verifiable for ever."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from greenward.trust.keys import ALGORITHMS, KeyRing, KeyTrouble, PublicKey

# RFC 8032, section 7.1, test 2
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_ed25519_is_rfc_8032() -> None:
    algorithm = ALGORITHMS["Ed25519"]
    assert algorithm.public(SEED) == PUBLIC
    assert algorithm.sign(SEED, b"\x72") == SIGNATURE
    assert algorithm.verify(PUBLIC, b"\x72", SIGNATURE)
    assert not algorithm.verify(PUBLIC, b"\x73", SIGNATURE)
    assert not algorithm.verify(PUBLIC, b"\x72", SIGNATURE[:-1])
    assert not algorithm.verify(b"short", b"\x72", SIGNATURE)


def test_a_key_is_made_on_first_use_and_kept(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", "log")
    assert ring.public_keys() == ()
    first = ring.signer()
    assert first.kid == "log-1"
    assert KeyRing(tmp_path / "keys", "log").signer().public == first.public
    assert ring.public_key("log-1").verify(b"m", first.sign(b"m"))
    assert "private" not in repr(first)


def test_only_the_owner_may_read_a_private_key(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", "log")
    ring.signer()
    file = tmp_path / "keys" / "log-1.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o640)
    with pytest.raises(KeyTrouble, match="Others may read"):
        ring.signer()


def test_purposes_have_keys_of_their_own(tmp_path: Path) -> None:
    log, other = KeyRing(tmp_path, "log"), KeyRing(tmp_path, "log-book")
    assert log.signer().public.raw != other.signer().public.raw
    assert [key.kid for key in log.public_keys()] == ["log-1"]


def test_rotation_keeps_what_was_signed_verifiable(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path, "log")
    old = ring.signer()
    signature = old.sign(b"m")
    new = ring.rotate()
    assert (new.kid, ring.signer().kid) == ("log-2", "log-2")
    assert [key.kid for key in ring.public_keys()] == ["log-1", "log-2"]
    assert ring.public_key("log-1").verify(b"m", signature)
    assert not ring.public_key("log-2").verify(b"m", signature)
    assert not (tmp_path / "log-1.key").exists()


def test_a_lost_key_is_said_and_never_made_in_silence(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path, "log")
    ring.signer()
    (tmp_path / "log-1.key").unlink()
    with pytest.raises(KeyTrouble, match="log-1"):
        ring.signer()
    assert ring.rotate().kid == "log-2"
    with pytest.raises(KeyTrouble, match="log-9"):
        ring.public_key("log-9")


def test_files_of_two_keys_are_noticed(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path, "log")
    ring.signer()
    KeyRing(tmp_path, "other").signer()
    (tmp_path / "other-1.pub").replace(tmp_path / "log-1.pub")
    with pytest.raises(KeyTrouble, match="not of one key"):
        ring.signer()


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda n: KeyRing(tmp_path, "log").signer().public, range(64)))
    assert len({key.raw for key in made}) == 1


def test_another_algorithm_is_a_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Reversed:
        """Ed25519 over the message backwards: enough to see that the id is obeyed."""

        generate = staticmethod(ALGORITHMS["Ed25519"].generate)
        public = staticmethod(ALGORITHMS["Ed25519"].public)

        def sign(self, private: bytes, message: bytes) -> bytes:
            return ALGORITHMS["Ed25519"].sign(private, message[::-1])

        def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
            return ALGORITHMS["Ed25519"].verify(public, message[::-1], signature)

    monkeypatch.setitem(ALGORITHMS, "reversed", Reversed())
    signer = KeyRing(tmp_path, "log", "reversed").signer()
    (public,) = KeyRing(tmp_path, "log").public_keys()
    assert public.algorithm == "reversed"
    assert public.verify(b"abc", signer.sign(b"abc"))
    plain = PublicKey(public.kid, public.raw, public.made_on)
    assert not plain.verify(b"abc", signer.sign(b"abc"))
