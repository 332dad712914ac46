"""The verifiable log at a million acts, and what an act pays for it.

Appended: the tree and its tiles alone, and the database's sequencer, which also numbers a million
rows. Verified: everything, from the tables. An act pays one INSERT; beside it stands what a chain
of hashes locked in the transaction would cost sixteen writers. The million rows are real entries
of acts, written by COPY beforehand. `log.py 100000` takes a quick look with fewer; the targets
are those of a million.
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from support import Figure, report, scratch, seconds

LEAVES, BLOCK = 1_000_000, 100_000
WRITERS, PAUSE, LASTING = 16, 0.005, 4.0
SINGLE = 1_500
HANDBOOK = "handbook, PostgreSQL 15: 157 against 2,190 a second"
COLUMNS = (
    "at, actor_id, actor_name, act, subject_type, subject_id, area_path, payload, personal, salt,"
    " canon, leaf_hash"
)
UPDATE = "UPDATE bench_row SET value = value + 1 WHERE id = %s"
INSERT = f"INSERT INTO casework_auditevent ({COLUMNS}) VALUES ({', '.join(['%s'] * 12)})"


def main() -> int:
    global LEAVES
    LEAVES = int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES
    pure = _pure()
    with scratch():
        figures = [pure, *_database(), *_acts()]
    return report("The verifiable log", figures)


def _pure() -> Figure:
    from greenward.trust import merkle, tiles

    leaves = [hashlib.sha256(b"%d" % number).digest() for number in range(LEAVES)]

    def append() -> tiles.Appended:
        kept: dict[tuple[int, int], bytes] = {}
        done = tiles.Appended(0, merkle.EMPTY, {})
        for begin in range(0, LEAVES, BLOCK):
            edge = {p.level: kept[p.level, p.number] for p in tiles.edge_of(done.size)}
            done = tiles.append(done.size, edge, leaves[begin : begin + BLOCK])
            kept |= done.tiles
        return done

    taken = seconds(append, 3)
    return Figure(f"{LEAVES:,} leaves: tree and tiles", taken, "s", at_most=3.0)


def _database() -> list[Figure]:
    from django.db import connection

    from greenward.bureau.log.sequencer import drain
    from greenward.bureau.log.verifying import verify

    with connection.cursor() as cursor:
        _copy_acts(cursor)
        cursor.execute("VACUUM (ANALYZE, FREEZE) casework_auditevent")
    taken = seconds(drain)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE casework_auditevent")
    found = verify()
    assert (found.size, found.broken) == (LEAVES, ""), found
    return [
        Figure(f"{LEAVES:,} acts: numbered, stored and signed in the database", taken, "s"),
        Figure(f"{LEAVES:,} acts: verified from the database", found.seconds, "s", at_most=15.0),
    ]


def _copy_acts(cursor: Any) -> None:
    from greenward.bureau.casework.leaves import seal
    from greenward.bureau.casework.models import AuditEvent

    with cursor.cursor.copy(f"COPY casework_auditevent ({COLUMNS}) FROM STDIN") as copy:
        for number in range(LEAVES):
            row = _act(number)
            seal(row)
            copy.write_row(_values(row, AuditEvent))


def _act(number: int) -> Any:
    from greenward.bureau.casework.models import AuditEvent

    return AuditEvent(
        at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        actor_name=f"官员{number % 500}",
        act="record_metering",
        subject_type="registry.building",
        subject_id=str(number),
        area_path="440300/440304/",
        payload={"number": number, "year": 2026},
        personal={"witness": "张三"} if number % 10 == 0 else None,
    )


def _values(row: Any, model: Any) -> list[Any]:
    import json

    return [
        row.at, row.actor_id, row.actor_name, row.act, row.subject_type, row.subject_id,
        row.area_path, json.dumps(row.payload), row.personal and json.dumps(row.personal),
        row.salt, row.canon, row.leaf_hash,
    ]  # fmt: skip


def _acts() -> list[Figure]:
    """Transactions a second: a bare update, with the audit row, and with a head locked in them."""
    from django.db import connection

    from greenward.bureau.casework.leaves import seal
    from greenward.bureau.casework.models import AuditEvent

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id int PRIMARY KEY, value int NOT NULL)")
        cursor.execute("INSERT INTO bench_row SELECT n, 0 FROM generate_series(0, 99) n")
        cursor.execute("CREATE TABLE bench_head (hash bytea NOT NULL)")
        cursor.execute("INSERT INTO bench_head VALUES ('')")

    def audited(cursor: Any, number: int) -> None:
        row = _act(number)
        seal(row)
        cursor.execute(INSERT, _values(row, AuditEvent))

    def chained(cursor: Any, number: int) -> None:
        cursor.execute("UPDATE bench_head SET hash = sha256(hash)")
        audited(cursor, number)

    def nothing(cursor: Any, number: int) -> None: ...

    bare, with_row = _single(nothing, audited)
    free, locked = _many(audited), _many(chained)
    return [
        Figure("one writer: a bare update", bare, "/s"),
        Figure("one writer: with its audit row", with_row, "/s"),
        Figure("the audit row's cost", 100 * (1 - with_row / bare), "%", at_most=45.0,
               peer="about 30 % in the handbook's measurement"),
        Figure(f"{WRITERS} writers, 5 ms of work: with the audit row", free, "/s", at_least=1000),
        Figure(f"{WRITERS} writers, 5 ms of work: with a head locked too", locked, "/s",
               peer=HANDBOOK),
    ]  # fmt: skip


Work = Callable[[Any, int], None]


def _single(*works: Work) -> list[float]:
    """Transactions a second of each, in turns, so that a slow moment meets all of them."""
    from django.db import connection, transaction

    rounds, spent = 5, [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            began = time.perf_counter()
            for number in range(SINGLE // rounds):
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(UPDATE, [number % 100])
                    work(cursor, number)
            spent[place].append(time.perf_counter() - began)
    return [SINGLE / rounds / statistics.median(times) for times in spent]


def _many(work: Work) -> float:
    """Transactions a second of sixteen writers on rows of their own, each with a pause of work."""
    from django.db import connection, transaction

    done, until = [0] * WRITERS, time.perf_counter() + LASTING

    def write(place: int) -> None:
        while time.perf_counter() < until:
            with transaction.atomic(), connection.cursor() as cursor:
                work(cursor, place)
                cursor.execute(UPDATE, [place])
                time.sleep(PAUSE)
            done[place] += 1
        connection.close()

    threads = [threading.Thread(target=write, args=(place,)) for place in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / LASTING


if __name__ == "__main__":
    sys.exit(main())
