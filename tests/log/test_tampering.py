"""Whoever goes past the guards of the database, as its superuser, is found out by the verification.

A log of some acts is made once; each example changes it in a savepoint with every trigger off.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.leaves import seal
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.log.anchors import copy_out
from greenward.bureau.log.models import Checkpoint, Cosignature, OutsideCopy, Tile
from greenward.bureau.log.sequencer import drain
from greenward.bureau.log.verifying import verify
from tests.fixtures.people import make_user

EXAMPLES = 1_000
EVENT, TILE, CHECKPOINT = "casework_auditevent", "log_tile", "log_checkpoint"


class Taken(Exception):
    """Ends a savepoint."""


@contextmanager
def unguarded() -> Iterator[Any]:
    """A superuser at work; whatever was done is taken back afterwards."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield cursor
            raise Taken
    except Taken:
        pass
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def log(officer: Actor, operator: Actor, futian: Area) -> int:
    """Thirty acts in the log under three checkpoints, and two that wait."""
    make_user("somebody")
    for number in range(32):
        with act(officer, "record_metering", futian, area=futian) as event:
            event.note(number=number, list=[number, "x"])
            event.personal(witness=f"person {number}")
        if number in (9, 22, 29):
            drain()
    return 30


def _columns() -> dict[str, str]:
    """For each column of an act, an expression that gives another value than it holds."""
    return {
        "at": "at + interval '1 microsecond'",
        "actor_id": "(SELECT max(id) FROM accounts_user)",
        "actor_name": "actor_name || 'x'",
        "act": "act || 'x'",
        "subject_type": "subject_type || 'x'",
        "subject_id": "subject_id || '1'",
        "area_path": "area_path || 'x'",
        "payload": "payload || '{\"number\": -1}'",
        "personal": 'personal || \'{"witness": "x"}\'',
        "salt": "sha256(salt)",
        "canon": "canon || ' '::bytea",
        "leaf_hash": "sha256(leaf_hash)",
        "leaf_index": "leaf_index + 1000",
    }


def edit_an_act(cursor: Any, dice: random.Random, size: int) -> str:
    column, change = dice.choice(list(_columns().items()))
    place = dice.randrange(size)
    cursor.execute(f"UPDATE {EVENT} SET {column} = {change} WHERE leaf_index = {place}")
    return f"{column} of {place}"


def edit_a_waiting_act(cursor: Any, dice: random.Random, size: int) -> str:
    columns = {k: v for k, v in _columns().items() if k != "leaf_index"}
    column, change = dice.choice(list(columns.items()))
    cursor.execute(f"UPDATE {EVENT} SET {column} = {change} WHERE leaf_index IS NULL")
    return f"{column} of those that wait"


def edit_an_act_with_its_leaf(cursor: Any, dice: random.Random, size: int) -> str:
    """A careful forger also makes the entry and its hash anew."""
    row = AuditEvent.objects.get(leaf_index=dice.randrange(size))
    row.payload = {"number": -1}
    seal(row)
    row.save()
    return f"the whole of {row.leaf_index}"


def delete_acts(cursor: Any, dice: random.Random, size: int) -> str:
    first = dice.randrange(size)
    last = min(size - 1, first + dice.choice((0, 0, 3)))
    cursor.execute(f"DELETE FROM {EVENT} WHERE leaf_index BETWEEN {first} AND {last}")
    return f"{first} to {last} deleted"


def delete_and_close_the_gap(cursor: Any, dice: random.Random, size: int) -> str:
    place = dice.randrange(size)
    cursor.execute(f"DELETE FROM {EVENT} WHERE leaf_index = {place}")
    for number in range(place + 1, size):
        cursor.execute(f"UPDATE {EVENT} SET leaf_index = {number - 1} WHERE leaf_index = {number}")
    return f"{place} deleted, gap closed"


def swap_acts(cursor: Any, dice: random.Random, size: int) -> str:
    one, other = dice.sample(range(size), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        cursor.execute(f"UPDATE {EVENT} SET leaf_index = {after} WHERE leaf_index = {before}")
    return f"{one} and {other} swapped"


def swap_contents(cursor: Any, dice: random.Random, size: int) -> str:
    """Rows keep their number and trade everything else."""
    one, other = (AuditEvent.objects.get(leaf_index=n) for n in dice.sample(range(size), 2))
    one.pk, other.pk = other.pk, one.pk
    one.leaf_index, other.leaf_index = other.leaf_index, one.leaf_index
    one.save()
    other.save()
    return f"contents of {one.leaf_index} and {other.leaf_index} swapped"


def forget_an_act(cursor: Any, dice: random.Random, size: int) -> str:
    """As if the sequencer had never seen it."""
    place = dice.randrange(size)
    cursor.execute(f"UPDATE {EVENT} SET leaf_index = NULL WHERE leaf_index = {place}")
    return f"number of {place} removed"


def add_an_act(cursor: Any, dice: random.Random, size: int) -> str:
    row = AuditEvent.objects.get(leaf_index=dice.randrange(size))
    row.pk, row.leaf_index = None, size
    row.save(force_insert=True)
    return "an act added beyond the last checkpoint"


def change_a_tile(cursor: Any, dice: random.Random, size: int) -> str:
    place, value = dice.randrange(size * 32), dice.randrange(1, 256)
    cursor.execute(
        f"UPDATE {TILE} SET hashes = set_byte(hashes, {place}, get_byte(hashes, {place}) # {value})"
    )
    return f"byte {place} of the tile"


def lose_a_tile(cursor: Any, dice: random.Random, size: int) -> str:
    change = dice.choice(
        (
            f"DELETE FROM {TILE}",
            f"UPDATE {TILE} SET number = 1",
            f"UPDATE {TILE} SET level = 1",
            f"UPDATE {TILE} SET hashes = substr(hashes, 1, 32 * {dice.randrange(1, size)})",
            f"UPDATE {TILE} SET hashes = hashes || sha256('x')",
            f"INSERT INTO {TILE} (level, number, hashes) VALUES (1, 0, sha256('x'))",
            f"INSERT INTO {TILE} (level, number, hashes) VALUES (0, 1, sha256('x'))",
        )
    )
    cursor.execute(change)
    return change


def change_a_checkpoint(cursor: Any, dice: random.Random, size: int) -> str:
    which = dice.choice((10, 23, 30))
    change = dice.choice(
        (
            "root = sha256(root)",
            "size = size + 1",
            "note = replace(note, '/log', '/lag')",
            "note = overlay(note placing 'AAAA' from length(note) - 20)",
            f"note = regexp_replace(note, '\\n{which}\\n', E'\\n{which - 1}\\n')",
        )
    )
    cursor.execute(f"UPDATE {CHECKPOINT} SET {change} WHERE size = {which}")
    return f"{change} of checkpoint {which}"


def lose_the_last_checkpoint(cursor: Any, dice: random.Random, size: int) -> str:
    cursor.execute(f"DELETE FROM {CHECKPOINT} WHERE size = {size}")
    return "the last checkpoint deleted"


FORGERIES: list[Callable[[Any, random.Random, int], str]] = [
    edit_an_act,
    edit_an_act,
    edit_an_act,
    edit_a_waiting_act,
    edit_an_act_with_its_leaf,
    delete_acts,
    delete_and_close_the_gap,
    swap_acts,
    swap_contents,
    forget_an_act,
    add_an_act,
    change_a_tile,
    change_a_tile,
    lose_a_tile,
    change_a_checkpoint,
    lose_the_last_checkpoint,
]


def test_a_thousand_forgeries_are_all_detected(log: int) -> None:
    assert verify().broken == ""
    dice = random.Random(4)
    for number in range(EXAMPLES):
        with unguarded() as cursor:
            forgery = FORGERIES[number % len(FORGERIES)]
            what = forgery(cursor, dice, log)
            assert verify().broken, f"not detected: {forgery.__name__}, {what}"
    assert verify().broken == ""


def test_every_column_of_every_act_matters(log: int) -> None:
    for column, change in _columns().items():
        for place in (0, 9, 10, log - 1):
            with unguarded() as cursor:
                cursor.execute(f"UPDATE {EVENT} SET {column} = {change} WHERE leaf_index = {place}")
                assert verify().broken, (column, place)


def test_the_break_is_said_in_words(log: int) -> None:
    with unguarded() as cursor:
        cursor.execute(f"UPDATE {EVENT} SET payload = '{{}}' WHERE leaf_index = 7")
        broken = verify().broken
        assert "number 7 in the log" in broken
        assert "payload differs" in broken
    with unguarded() as cursor:
        cursor.execute(f"DELETE FROM {EVENT} WHERE leaf_index = 12")
        assert "Act 12 of the log is missing" in verify().broken


def test_deleted_personal_data_are_no_break(log: int) -> None:
    AuditEvent.objects.filter(leaf_index__lt=12).update(actor_name="", personal=None, salt=None)
    AuditEvent.objects.filter(leaf_index=None).update(actor_name="", personal=None, salt=None)
    assert verify().broken == ""
    with unguarded() as cursor:
        cursor.execute(f"UPDATE {EVENT} SET actor_name = 'x' WHERE leaf_index = 3")
        assert "personal" in verify().broken
    with unguarded() as cursor:
        cursor.execute(f"UPDATE {EVENT} SET salt = NULL WHERE leaf_index = 20")
        assert "personal" in verify().broken


def rewrite(cursor: Any) -> None:
    """Whoever holds the key and the database writes the whole history anew, without a trace."""
    for table in (OutsideCopy, Cosignature, Checkpoint, Tile):
        cursor.execute(f"DELETE FROM {table._meta.db_table}")
    for row in AuditEvent.objects.order_by("pk"):
        row.leaf_index = None
        if row.payload["number"] == 5:
            row.payload = {"number": 5, "list": ["forged"]}
        seal(row)
        row.save()
    drain()


def test_a_rewritten_history_is_shown_by_a_copy_outside_and_by_nothing_else(
    log: int, outside: Path, settings: Any
) -> None:
    copy_out()
    assert verify().broken == ""
    assert verify().copies == 1
    with unguarded() as cursor:
        rewrite(cursor)
        broken = verify().broken
        assert "do not have the root" in broken
        assert str(outside) in broken
        note = next(outside.iterdir()).read_text()
        settings.LOG_ANCHOR = ""
        assert verify().broken == ""  # honestly: from inside, the forged log is sound
        assert verify([("the notary's copy", note)]).broken


def test_an_act_rewritten_after_the_copy_is_shown_no_longer(log: int, outside: Path) -> None:
    """What happens between two copies rests on the key alone: so copies are daily."""
    copy_out()
    with unguarded():
        rows = AuditEvent.objects.filter(leaf_index=None)
        first = rows.order_by("pk")[0]
        first.payload = {"number": -1}
        seal(first)
        first.save()
        drain()
        assert verify().broken == ""


def test_a_log_cut_off_below_its_copy_is_shown(log: int, outside: Path) -> None:
    copy_out()
    with unguarded() as cursor:
        cursor.execute(f"DELETE FROM {CHECKPOINT} WHERE size > 23")
        cursor.execute("DELETE FROM log_outsidecopy")
        cursor.execute(f"DELETE FROM {EVENT} WHERE leaf_index >= 23 OR leaf_index IS NULL")
        cursor.execute(f"UPDATE {TILE} SET hashes = substr(hashes, 1, 23 * 32)")
        assert "the end was cut off" in verify().broken


def test_a_copy_of_another_log_or_a_torn_one_is_told(log: int, outside: Path) -> None:
    copy_out()
    file = next(outside.iterdir())
    whole = file.read_text()
    for torn in (whole[:-20], "", whole.replace("\n30\n", "\n31\n")):
        file.write_text(torn)
        assert "cannot be verified" in verify().broken
    file.write_text(whole)
    assert verify().broken == ""


def test_an_empty_log_is_sound(db: None) -> None:
    found = verify()
    assert (found.size, found.copies, found.broken) == (0, 0, "")
