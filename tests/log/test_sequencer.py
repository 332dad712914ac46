"""The sequencer: order, gaps, late rows, crashes, two at once, and acts that never wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.log import sequencer
from greenward.bureau.log.errors import LogBroken
from greenward.bureau.log.keys import origin, ring, verifier_keys
from greenward.bureau.log.models import Checkpoint, Tile
from greenward.bureau.log.sequencer import drain, sequence
from greenward.bureau.log.verifying import verify
from greenward.trust import merkle, notes
from greenward.trust.keys import KeyTrouble

OPERATOR = Actor.operator()


def do(count: int = 1) -> None:
    for number in range(count):
        with act(OPERATOR, "assess") as event:
            event.note(number=number)


def leaves() -> list[bytes]:
    rows = AuditEvent.objects.exclude(leaf_index=None).order_by("leaf_index")
    return [bytes(row) for row in rows.values_list("leaf_hash", flat=True)]


def in_threads(*works: Callable[[], Any]) -> list[Any]:
    """Run these at once, each with a connection of its own; give what each gave."""
    found: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        try:
            found[place] = works[place]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_acts_are_taken_in_their_order_and_signed_for(db: None) -> None:
    do(3)
    assert sequence() == 3
    at = Checkpoint.objects.get()
    assert leaves() == [bytes(row.leaf_hash) for row in AuditEvent.objects.order_by("pk")]
    note = notes.parse(at.note)
    assert notes.checkpoint_of(note) == (origin(), 3, merkle.root_of(leaves()))
    assert note.signed_by(verifier_keys())
    assert verify().broken == ""


def test_nothing_new_signs_nothing(db: None) -> None:
    assert sequence() == 0
    do()
    drain()
    assert drain() == 0
    assert Checkpoint.objects.count() == 1


def test_a_log_grows_over_many_checkpoints(db: None) -> None:
    for count in (1, 2, 250, 3, 256, 1, 511):
        do(count)
        assert drain() == count
    assert Checkpoint.objects.count() == 7
    assert [(t.level, t.number, len(bytes(t.hashes)) // 32) for t in Tile.objects.order_by("level", "number")] == [
        (0, 0, 256), (0, 1, 256), (0, 2, 256), (0, 3, 256), (1, 0, 4)
    ]  # fmt: skip
    found = verify()
    assert (found.size, found.broken) == (1024, "")


def test_a_transaction_takes_no_more_than_it_should(db: None) -> None:
    do(5)
    assert [sequence(2), sequence(2), sequence(2), sequence(2)] == [2, 2, 1, 0]
    assert [c.size for c in Checkpoint.objects.order_by("size")] == [2, 4, 5]
    assert verify().broken == ""


def test_a_rotated_key_signs_on_and_the_old_signatures_hold(db: None) -> None:
    do()
    drain()
    ring().rotate()
    do()
    drain()
    assert [c.kid for c in Checkpoint.objects.order_by("size")] == ["log-1", "log-2"]
    assert verify().broken == ""


def test_without_its_key_the_log_waits(db: None, settings: Any) -> None:
    do()
    drain()
    (settings.KEYS / "log-1.key").unlink()
    do()
    with pytest.raises(KeyTrouble):
        drain()
    assert AuditEvent.objects.filter(leaf_index=None).count() == 1
    ring().rotate()
    assert drain() == 1


def test_the_name_of_a_log_never_changes(db: None, settings: Any) -> None:
    settings.PUBLIC_URL = "https://city.example"
    assert origin() == "city.example/log"
    do()
    drain()
    settings.PUBLIC_URL = "https://moved.example"
    assert origin() == "city.example/log"


def test_a_broken_log_is_not_extended(db: None) -> None:
    do(3)
    drain()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE log_tile SET hashes = decode(repeat('00', 96), 'hex')")
        cursor.execute("SET session_replication_role = origin")
    do()
    with pytest.raises(LogBroken, match="do not have the root"):
        sequence()
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_tile SET hashes = decode(repeat('00', 128), 'hex')",
        "UPDATE log_tile SET hashes = substr(hashes, 1, 32)",
        "UPDATE log_tile SET number = 7",
        "DELETE FROM log_tile",
        "TRUNCATE log_tile",
        "UPDATE log_checkpoint SET note = 'x'",
        "DELETE FROM log_checkpoint",
        "TRUNCATE log_checkpoint CASCADE",
        "DELETE FROM log_outsidecopy",
        "DELETE FROM log_cosignature",
        "UPDATE log_verification SET broken = ''",
    ],
)
def test_the_database_keeps_the_log(db: None, statement: str) -> None:
    do(3)
    drain()
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="refused"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_lower_id_committed_after_higher_ones_were_taken() -> None:
    """A watermark on ids would pass over it for ever."""
    inserted, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            do()
            inserted.set()
            assert go_on.wait(30)

    def quick() -> None:
        assert inserted.wait(30)
        do(2)
        assert drain() == 2
        go_on.set()

    in_threads(slow, quick)
    assert drain() == 1
    order = AuditEvent.objects.order_by("leaf_index").values_list("pk", flat=True)
    assert min(order) == list(order)[-1]
    assert verify().broken == ""


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_take_each_act_once() -> None:
    do(400)

    def take() -> int:
        taken = 0
        while AuditEvent.objects.filter(leaf_index=None).exists():
            taken += sequence(20) or 0
        return taken

    assert sum(in_threads(take, take, take)) == 400
    assert len(leaves()) == 400
    assert verify().broken == ""


@pytest.mark.django_db(transaction=True)
def test_a_second_sequencer_goes_away_at_once() -> None:
    do()
    held, go_on = threading.Event(), threading.Event()

    def holder() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sequencer.LOCK])
            held.set()
            assert go_on.wait(30)

    def other() -> int | None:
        assert held.wait(30)
        found = sequence()
        go_on.set()
        return found

    assert in_threads(holder, other)[1] is None
    assert sequence() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["_store", "_sign"])
def test_a_crash_between_leaves_nothing_half_done(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(2)
    drain()
    do(3)

    def die(*arguments: Any) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(sequencer, step, die)
        sequence()
    assert (len(leaves()), Checkpoint.objects.count()) == (2, 1)
    assert verify().broken == ""
    assert drain() == 3
    assert verify().broken == ""


@pytest.mark.django_db(transaction=True)
def test_acts_never_wait_for_the_sequencer() -> None:
    """While a sequencer holds all it ever holds, acts are done; with a time limit on every lock."""
    do(20)
    held, done = threading.Event(), threading.Event()

    def hold() -> int | None:
        with transaction.atomic():
            taken = sequence()
            held.set()
            assert done.wait(30)
        return taken

    def go_on() -> int:
        assert held.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1ms'")
        do(30)
        done.set()
        return AuditEvent.objects.filter(leaf_index=None).count()

    assert in_threads(hold, go_on)[0] == 20
    assert drain() == 30
    assert verify().broken == ""
