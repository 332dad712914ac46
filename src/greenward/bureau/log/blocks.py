"""The acts of the log read from their rows and checked, a block of numbers at a time.

Blocks do not depend on each other, so a large log is spread over the processors: each helper has a
connection of its own that sees the tables at the same moment. Knows no Django, so a helper starts
at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, NamedTuple

import psycopg
from psycopg import Connection, Cursor, IsolationLevel, ServerCursor, sql
from psycopg.conninfo import make_conninfo

from greenward.bureau.casework.entries import Kept, Said, fault_in, plain
from greenward.trust.merkle import perfect_root
from greenward.trust.tiles import WIDTH

BLOCK = 32 * WIDTH
"""Acts checked at a time: whole tiles of their hashes."""
ROWS = """
    SELECT id, leaf_index, canon, leaf_hash,
           to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
           actor_id, act, subject_type, subject_id, area_path, payload::text,
           actor_name, personal::text, salt
    FROM casework_auditevent
"""
NUMBERED = ROWS + " WHERE leaf_index >= %s AND leaf_index < %s ORDER BY leaf_index"
WAITING = ROWS + " WHERE leaf_index IS NULL ORDER BY id"


class Block(NamedTuple):
    """What was found of some acts that follow each other."""

    hashes: list[bytes]
    """Of the leaves, up to the first break."""
    roots: list[bytes]
    """Over each full tile of them."""
    broken: str
    """The break that comes after the hashes; empty when there is none."""


def checked(connection: Connection, begin: int, end: int) -> Block:
    """The acts numbered from `begin` (where a tile begins) to before `end`, all of them."""
    hashes: list[bytes] = []
    broken = ""
    with Cursor(connection) as cursor:
        for row in cursor.execute(NUMBERED, (begin, end), binary=True):
            if broken := fault_of(row, begin + len(hashes)):
                break
            hashes.append(row[3])
    if not broken and begin + len(hashes) < end:
        broken = f"Act {begin + len(hashes)} of the log is missing."
    full = range(0, len(hashes) - WIDTH + 1, WIDTH)
    return Block(hashes, [perfect_root(hashes[at : at + WIDTH]) for at in full], broken)


def waiting_fault(connection: Connection) -> str:
    """The first break among the acts that no log holds yet; empty when there is none."""
    with ServerCursor(connection, "waiting") as cursor:
        cursor.itersize = BLOCK
        cursor.execute(WAITING, binary=True)
        return next(filter(None, (fault_of(row, None) for row in cursor)), "")


def fault_of(row: tuple[Any, ...], expected: int | None) -> str:
    """What is wrong with a row that should have this number, in words; empty when it is sound."""
    id, index, canon, leaf, *said, payload, actor_name, personal, salt = row
    if index != expected:
        return f"Act {expected} of the log is missing: the next one has number {index}."
    try:
        kept = Kept(actor_name, json.loads(personal) if personal else None, salt)
        found = fault_in(canon, leaf, Said(*said, plain(payload)), kept)
    except (ValueError, TypeError, AttributeError):
        found = "payload"
    if not found:
        return ""
    where = "that waits for the log" if index is None else f"with number {index} in the log"
    return f"The act {where} (row {id}) was changed: {found} differs from its entry."


@contextmanager
def helpers(connection: Connection) -> Iterator[Executor]:
    """Processes, one a processor, that see what the transaction of `connection` sees."""
    (snapshot,) = Cursor(connection).execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    where = make_conninfo(connection.info.dsn, password=connection.info.password or None)
    pool = ProcessPoolExecutor(
        os.cpu_count(), get_context("spawn"), initializer=_join, initargs=(where, snapshot)
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


_here: Connection
"""In a helper: its connection."""


def _join(where: str, snapshot: str) -> None:
    global _here
    _here = psycopg.connect(where)
    _here.isolation_level, _here.read_only = IsolationLevel.REPEATABLE_READ, True
    _here.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(snapshot))


def checked_here(begin: int, end: int) -> Block:
    """`checked`, asked of a helper."""
    return checked(_here, begin, end)
