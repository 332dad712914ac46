"""The public side of the log: pages, tiles, proofs for those who may see the act, a monitor."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.log.anchors import copy_out, is_due
from greenward.bureau.log.errors import LogError
from greenward.bureau.log.keys import verifier_keys
from greenward.bureau.log.models import Cosignature, OutsideCopy, Verification
from greenward.bureau.log.selectors import alerts, last_checkpoint, let_anyone_prove
from greenward.bureau.log.sequencer import drain
from greenward.bureau.log.verifying import verify_and_keep
from greenward.trust import merkle, notes, proofs, tiles
from greenward.trust.keys import KeyRing
from greenward.trust.notes import COSIGNATURE, VerifierKey


@pytest.fixture
def log(officer: Actor, operator: Actor, futian: Area) -> None:
    """Three hundred acts, the last by the officer, in the log."""
    for _ in range(299):
        with act(operator, "assess", futian, area=futian):
            pass
    with act(officer, "record_metering", futian, area=futian) as event:
        event.note(year=2026)
        event.personal(witness="王小明")
    drain()


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def own(actor: Actor) -> AuditEvent:
    return AuditEvent.objects.get(actor=actor.user)


def test_an_outsider_rebuilds_the_log_from_what_is_published(log: None, client: Client) -> None:
    """Checkpoint, keys and tiles alone; nothing of the database."""
    note = notes.parse(client.get("/log/checkpoint").content.decode())
    keys = [notes.parse_key(line) for line in client.get("/log/key").content.decode().split()]
    assert note.signed_by(keys)
    at = notes.checkpoint_of(note)
    leaves = b""
    for path in tiles.tiles_of(at.size):
        answer = client.get(f"/log/tile/{path}")
        assert answer["Content-Type"] == "application/octet-stream"
        assert "immutable" in answer["Cache-Control"]
        assert len(answer.content) == 32 * path.width
        leaves += answer.content if path.level == 0 else b""
    hashes = [leaves[at : at + 32] for at in range(0, len(leaves), 32)]
    assert merkle.root_of(hashes) == at.root
    assert client.get("/log/checkpoint")["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["0/001", "0/001.p/45", "2/000", "0/0", "entries/000", "x", "0/1000"]
)
def test_tiles_that_are_not_there(log: None, client: Client, path: str) -> None:
    assert client.get(f"/log/tile/{path}").status_code == 404


def test_a_partial_tile_of_an_earlier_size_stays(log: None, client: Client) -> None:
    before = client.get("/log/tile/0/001.p/44").content
    with act(Actor.operator(), "assess"):
        pass
    drain()
    assert client.get("/log/tile/0/001.p/44").content == before


def test_the_proof_of_an_act_verifies_offline_and_names_nobody(log: None, officer: Actor) -> None:
    answer = signed_in(officer).get(f"/log/proof/{own(officer).pk}")
    assert answer["Content-Disposition"].endswith('.tlog-proof"')
    shown = proofs.check(proofs.parse(answer.content.decode()), verifier_keys())
    assert json.loads(shown.entry)["payload"] == {"year": 2026}
    assert shown.index == 299
    assert "王小明" not in shown.entry.decode()
    assert officer.name not in shown.entry.decode()


def test_every_act_of_the_log_has_a_proof(log: None, auditor: Actor) -> None:
    client = signed_in(auditor)
    for event in AuditEvent.objects.filter(leaf_index__in=(0, 1, 127, 255, 256, 298)):
        text = client.get(f"/log/proof/{event.pk}").content.decode()
        assert proofs.check(proofs.parse(text), verifier_keys()).index == event.leaf_index


def test_a_proof_takes_few_queries(
    log: None, auditor: Actor, django_assert_max_num_queries: Any
) -> None:
    client, pk = signed_in(auditor), AuditEvent.objects.earliest("pk").pk
    with django_assert_max_num_queries(10):
        client.get(f"/log/proof/{pk}")


def test_who_may_not_see_an_act_gets_no_proof(
    log: None, officer: Actor, sibling_officer: Actor, owner: Actor, client: Client
) -> None:
    address = f"/log/proof/{own(officer).pk}"
    for other in (signed_in(sibling_officer), signed_in(owner), client):
        assert other.get(address).status_code == 404


def test_public_acts_are_proved_to_anybody(
    log: None, officer: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("greenward.bureau.log.selectors._public_acts", set())
    let_anyone_prove("record_metering")
    assert client.get(f"/log/proof/{own(officer).pk}").status_code == 200
    other = AuditEvent.objects.filter(act="assess").earliest("pk")
    assert client.get(f"/log/proof/{other.pk}").status_code == 404


def test_an_act_that_waits_says_so(officer: Actor, futian: Area) -> None:
    with act(officer, "record_metering", futian, area=futian):
        pass
    answer = signed_in(officer).get(f"/log/proof/{own(officer).pk}")
    assert answer.status_code == 409
    assert answer.content


def test_the_front_page_says_how_it_stands(log: None, client: Client) -> None:
    client = Client(headers={"accept-language": "en"})
    page = client.get("/log/").content.decode()
    assert "none yet" in page
    assert "not yet" in page
    copy_out()
    verify_and_keep()
    page = client.get("/log/").content.decode()
    assert "the first 300 acts" in page
    assert "300 acts, sound" in page


def test_an_empty_log_has_pages_too(db: None, client: Client) -> None:
    for address, status in (("/log/", 200), ("/log/check", 200), ("/log/checkpoint", 404)):
        assert client.get(address).status_code == status
    assert client.get("/log/health").json() == {"status": "ok", "alerts": []}


def test_a_stalled_sequencer_is_told(db: None, operator: Actor, client: Client) -> None:
    with act(operator, "assess"):
        pass
    assert alerts() == []
    old = AuditEvent.objects.get()
    old.pk, old.at = None, timezone.now() - timedelta(minutes=5)
    old.save(force_insert=True)
    answer = client.get("/log/health")
    assert answer.status_code == 503
    assert len(answer.json()["alerts"]) == 1


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=hours))


def test_a_missing_copy_is_told_after_a_day(log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 24)
    assert alerts() == []
    later(monkeypatch, 2)
    assert len(alerts()) == 1
    copy_out()
    assert alerts() == []


def test_a_log_that_does_not_grow_needs_no_new_copy(
    log: None, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_due()
    copy_out()
    later(monkeypatch, 100)
    assert not is_due()
    assert alerts() == []
    with act(Actor.operator(), "assess"):
        pass
    drain()
    assert is_due()
    copy_out()
    assert len(list(outside.iterdir())) == 2


def test_a_copy_is_due_once_a_day(log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_out()
    with act(Actor.operator(), "assess"):
        pass
    drain()
    assert not is_due()
    later(monkeypatch, 25)
    assert is_due()


def test_a_copy_on_file_is_never_overwritten(log: None, outside: Path) -> None:
    receipt = copy_out().receipt
    (file,) = outside.iterdir()
    assert receipt.startswith(str(file))
    file.write_text("forged")
    copy_out()
    assert file.read_text() == "forged"
    assert OutsideCopy.objects.last().receipt != receipt


def test_a_place_that_fails_or_is_unknown_is_said(log: None, outside: Path, settings: Any) -> None:
    outside.write_text("a file where the directory should be")
    with pytest.raises(LogError, match="could not be handed"):
        copy_out()
    settings.LOG_ANCHOR = "pigeon:loft"
    with pytest.raises(LogError, match="directory"):
        copy_out()
    assert not OutsideCopy.objects.exists()


def test_a_break_found_at_night_stands_on_the_page(log: None, client: Client) -> None:
    Verification.objects.create(size=3, copies=0, broken="Act 3 is missing.", seconds=1.0)
    assert "Act 3 is missing." in client.get("/log/").content.decode()
    assert client.get("/log/health").status_code == 503


def test_a_witness_is_published_with_the_checkpoint_and_in_proofs(
    log: None, officer: Actor, client: Client, tmp_path: Path
) -> None:
    witness = KeyRing(tmp_path / "witness", "witness").signer()
    key = VerifierKey("archives.example", witness.public.raw, COSIGNATURE)
    at = last_checkpoint()
    line = notes.signature(notes.parse(at.note).text, key, witness, at=1_790_000_000)
    Cosignature.objects.create(checkpoint=at, vkey=str(key), line=str(line))
    note = notes.parse(client.get("/log/checkpoint").content.decode())
    assert note.signed_by([key]) == [key]
    text = signed_in(officer).get(f"/log/proof/{own(officer).pk}").content.decode()
    shown = proofs.check(proofs.parse(text), [*verifier_keys(), key])
    assert shown.signed_by[-1] == "archives.example"


def test_the_log_of_acts_leads_to_the_proofs(log: None, auditor: Actor, officer: Actor) -> None:
    page = signed_in(auditor).get("/acts").content.decode()
    assert f"/log/proof/{own(officer).pk}" in page
    assert "#299" in page


def drop(page: Any, text: str, name: str = "act.tlog-proof") -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    page.wait_for_selector("#answer:not([hidden])")


@pytest.mark.browser
def test_a_browser_verifies_a_proof(page: Any, log: None, officer: Actor, tmp_path: Path) -> None:
    text = signed_in(officer).get(f"/log/proof/{own(officer).pk}").content.decode()
    code = "document.getElementById('answer').dataset.code"
    page.goto("/log/check")
    drop(page, text)
    page.wait_for_function(f"{code} === 'holds'")
    assert '"year": 2026' in page.inner_text("#answer")
    entry = text.split("\n")[1]
    swapped = entry[:40] + ("A" if entry[40] != "A" else "B") + entry[41:]
    drop(page, text.replace(entry, swapped))
    page.wait_for_function(f"{code} === 'entry'")
    drop(page, text.replace("\n300\n", "\n301\n"))
    page.wait_for_function(f"{code} === 'key'")
    drop(page, "hello")
    page.wait_for_function(f"{code} === 'form'")
    other = VerifierKey(verifier_keys()[0].name, KeyRing(tmp_path / "o", "log").signer().public.raw)
    page.eval_on_selector("#keys", "(area, key) => { area.value = key; }", str(other))
    drop(page, text)
    page.wait_for_function(f"{code} === 'key'")


@pytest.mark.browser
def test_the_browser_and_python_agree_on_every_place(page: Any, log: None, auditor: Actor) -> None:
    client = signed_in(auditor)
    page.goto("/log/check")
    keys = [str(key) for key in verifier_keys()]
    wanted = [*range(0, 300, 37), 255, 256, 299]
    for event in AuditEvent.objects.filter(leaf_index__in=wanted):
        text = client.get(f"/log/proof/{event.pk}").content.decode()
        found = page.evaluate(
            """async ([text, keys]) => {
                const { check } = await import("/static/log/proof.js");
                return (await check(text, keys)).index;
            }""",
            [text, keys],
        )
        assert found == event.leaf_index
