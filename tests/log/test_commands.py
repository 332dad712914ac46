"""The commands of the log: what they print, and what they exit with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.log import commands, nightly
from greenward.bureau.log.errors import LogError
from greenward.bureau.log.keys import ring, verifier_keys
from greenward.bureau.log.models import Cosignature, OutsideCopy, Verification
from greenward.bureau.log.running import attempt
from greenward.bureau.log.selectors import last_checkpoint, proof_of
from greenward.bureau.log.sequencer import drain
from greenward.cli import app
from greenward.trust import notes
from greenward.trust.keys import KeyRing
from greenward.trust.notes import COSIGNATURE, NoteError, VerifierKey


@pytest.fixture
def log(db: None) -> None:
    for number in range(5):
        with act(Actor.operator(), "assess") as event:
            event.note(number=number)
    drain()


def forge() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE casework_auditevent SET act = 'x' WHERE leaf_index = 3")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_sequence_and_verify(log: None, capsys: Any) -> None:
    with act(Actor.operator(), "assess"):
        pass
    commands.run_sequence(None)
    assert commands.run_verify(None) == 0
    assert "6" in capsys.readouterr().out
    forge()
    assert commands.run_verify(None) == 1
    assert "number 3 in the log" in capsys.readouterr().out


def test_verify_against_a_checkpoint_that_somebody_kept(log: None, tmp_path: Path) -> None:
    file = tmp_path / "kept.checkpoint"
    commands.run_checkpoint(file, "", "")
    assert commands.run_verify(file) == 0
    file.write_text(file.read_text().replace("\n5\n", "\n6\n"))
    assert commands.run_verify(file) == 1


def test_a_checkpoint_for_a_newspaper_is_put_on_file(log: None, capsys: Any) -> None:
    commands.run_checkpoint(None, "the daily", "2026-11-22, page 4")
    assert notes.parse(capsys.readouterr().out).signed_by(verifier_keys())
    copy = OutsideCopy.objects.get()
    assert (copy.place, copy.receipt) == ("the daily", "2026-11-22, page 4")


def test_nothing_is_handed_out_of_an_empty_log(db: None, settings: Any) -> None:
    with pytest.raises(LogError):
        commands.run_checkpoint(None, "", "")
    commands.run_anchor()
    assert not OutsideCopy.objects.exists()
    settings.LOG_ANCHOR = ""
    with pytest.raises(LogError):
        commands.run_anchor()


def test_status_says_what_to_look_at(log: None, capsys: Any) -> None:
    assert commands.run_status() == 0
    Verification.objects.create(size=5, copies=0, broken="Act 3.", seconds=1.0)
    assert commands.run_status() == 1
    assert "Act 3." in capsys.readouterr().out


def test_a_witness_is_added_once_and_only_for_this_log(log: None, tmp_path: Path) -> None:
    witness = KeyRing(tmp_path / "w", "witness").signer()
    key = VerifierKey("archives.example", witness.public.raw, COSIGNATURE)
    note = last_checkpoint().note
    line = notes.signature(notes.parse(note).text, key, witness, at=5)
    file = tmp_path / "cosigned"
    file.write_text(f"{note}{line}")
    commands.run_cosign(file, str(key))
    commands.run_cosign(file, str(key))
    assert Cosignature.objects.count() == 1
    assert commands.run_verify(None) == 0
    other = "other.example/log\n5\n" + "A" * 43 + "=\n"
    signed = notes.Note(other, (notes.signature(other, key, witness, at=5),))
    file.write_text(str(signed))
    with pytest.raises(LogError):
        commands.run_cosign(file, str(key))
    file.write_text(note)
    with pytest.raises(LogError):
        commands.run_cosign(file, str(key))


def test_keys_are_rotated_and_shown(log: None, capsys: Any) -> None:
    before = capsys.readouterr()
    commands.run_rotate()
    shown = capsys.readouterr().out.split()
    assert len(shown) == 2
    assert [str(notes.parse_key(key)) for key in shown] == [str(key) for key in verifier_keys()]
    assert ring().signer().kid == "log-2"
    assert before.err == ""


def test_a_proof_is_checked_without_any_database(log: None, tmp_path: Path) -> None:
    file, keys = tmp_path / "act.tlog-proof", tmp_path / "city.keys"
    file.write_text(str(proof_of(AuditEvent.objects.get(leaf_index=2))))
    keys.write_text("".join(f"{key}\n" for key in verifier_keys()))
    done = CliRunner().invoke(app, ["log", "check", str(file), "--keys", str(keys)])
    assert done.exit_code == 0
    assert '"number":2' in done.stdout
    file.write_text(file.read_text().replace("index 2", "index 1"))
    done = CliRunner().invoke(app, ["log", "check", str(file), "--keys", str(keys)])
    assert isinstance(done.exception, NoteError)
    assert CliRunner().invoke(app, ["log", "check", str(file)]).exit_code == 2


def test_trouble_is_said_and_tried_again(log: None, settings: Any) -> None:
    with act(Actor.operator(), "assess"):
        pass
    kept = (settings.KEYS / "log-1.key").read_bytes()
    (settings.KEYS / "log-1.key").unlink()
    assert "log-1" in attempt()
    (settings.KEYS / "log-1.key").write_bytes(kept)
    (settings.KEYS / "log-1.key").chmod(0o600)
    assert attempt() == ""
    assert last_checkpoint().size == 6


def test_the_workers_verify_and_copy_by_themselves(log: None, outside: Path) -> None:
    nightly.verify(timestamp=0)
    assert (Verification.objects.get().size, Verification.objects.get().broken) == (5, "")
    nightly.anchor(timestamp=0)
    nightly.anchor(timestamp=0)
    assert len(list(outside.iterdir())) == 1
