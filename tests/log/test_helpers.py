"""The verification over several processes finds what the one in a single process finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.log import verifying
from greenward.bureau.log.sequencer import drain
from greenward.bureau.log.verifying import verify
from greenward.trust.tiles import WIDTH

SIZE = 3 * WIDTH + 7


@pytest.fixture
def log(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Some acts in the log under two checkpoints, blocks of one tile, helpers from the first act."""
    monkeypatch.setattr(verifying, "BLOCK", WIDTH)
    for number in range(SIZE):
        with act(Actor.operator(), "assess") as event:
            event.note(number=number)
            event.personal(name=f"person {number}")
        if number == WIDTH + 40:
            drain()
    drain()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.parametrize(
    "forgery",
    [
        "SELECT",
        "UPDATE casework_auditevent SET act = 'x' WHERE leaf_index = 300",
        "UPDATE casework_auditevent SET personal = NULL WHERE leaf_index = 770",
        "DELETE FROM casework_auditevent WHERE leaf_index = 511",
        "DELETE FROM casework_auditevent WHERE leaf_index = 774",
        "UPDATE casework_auditevent SET leaf_index = -1 WHERE leaf_index = 0",
        "UPDATE log_tile SET hashes = set_byte(hashes, 0, 0) || '' WHERE level = 0 AND number = 2",
    ],
)
def test_helpers_say_the_same(log: Any, forgery: str, monkeypatch: pytest.MonkeyPatch) -> None:
    log.execute(forgery)
    alone = verify()
    monkeypatch.setattr(verifying, "MANY", 1)
    together = verify()
    assert (alone.size, alone.broken) == (together.size, together.broken)
    assert (alone.broken == "") == (forgery == "SELECT")
