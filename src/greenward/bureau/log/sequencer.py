"""The sequencer takes the acts that no log holds yet, in the order of their rows, into the log.

One works at a time, under an advisory lock that no act ever asks for; acts only insert their rows.
In one transaction it numbers the leaves, extends the tiles and signs a checkpoint, so that a crash
leaves either all of it or nothing. Rows are found by having no number, not by a watermark: a
transaction that began earlier may commit later with a lower id.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from greenward.trust import notes, tiles
from greenward.trust.merkle import EMPTY

from .errors import LogBroken
from .keys import origin, ring
from .models import Checkpoint, Tile

LOCK = 7_032_002
MOST = 100_000
"""Leaves taken in one transaction."""

NUMBER = """
    WITH waiting AS (
        SELECT id, %s + row_number() OVER (ORDER BY id) - 1 AS place
        FROM (SELECT id FROM casework_auditevent WHERE leaf_index IS NULL ORDER BY id LIMIT %s) w
    )
    UPDATE casework_auditevent AS event SET leaf_index = waiting.place
    FROM waiting WHERE event.id = waiting.id
    RETURNING event.leaf_index, event.leaf_hash
"""
STORE = """
    INSERT INTO log_tile (level, number, hashes)
    SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])
    ON CONFLICT (level, number) DO UPDATE SET hashes = EXCLUDED.hashes
"""


def sequence(most: int = MOST) -> int | None:
    """Take up to `most` waiting acts into the log and sign it; give how many.

    None when another sequencer is at work. Raises LogBroken when the tiles on file do not have the
    root that was signed last: a log is never extended past a break.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT FROM casework_auditevent WHERE leaf_index IS NULL LIMIT 1")
        if cursor.fetchone() is None:
            return 0
        last = Checkpoint.objects.order_by("-size").first()
        size = last.size if last else 0
        edge = sound_edge(size, bytes(last.root) if last else EMPTY)
        cursor.execute("SELECT coalesce(max(leaf_index) + 1, 0) FROM casework_auditevent")
        if (numbered := cursor.fetchone()[0]) != size:
            raise LogBroken(f"{numbered} acts are numbered, but {size} were signed for last.")
        cursor.execute(NUMBER, [size, most])
        leaves = [bytes(hash) for _, hash in sorted(cursor.fetchall())]
        grown = tiles.append(size, edge, leaves)
        _store(cursor, grown.tiles)
        _sign(grown)
    return len(leaves)


def drain() -> int:
    """Take everything that waits; give how many. Another sequencer at work counts as done."""
    taken = 0
    while done := sequence():
        taken += done
        if done < MOST:
            break
    return taken


def sound_edge(size: int, root: bytes) -> dict[int, bytes]:
    """The partial tiles of the log at a size, by level. Raises LogBroken unless they have the root."""
    edge = {path.level: read_tile(path.level, path.number) for path in tiles.edge_of(size)}
    try:
        found = tiles.root(size, edge)
    except ValueError as error:
        raise LogBroken(f"The tiles do not make up a log of {size}: {error}.") from error
    if found != root:
        raise LogBroken(f"The tiles do not have the root that was signed for {size} acts.")
    return edge


def read_tile(level: int, number: int) -> bytes:
    """The hashes of a tile; empty when there is none."""
    found = Tile.objects.filter(level=level, number=number).values_list("hashes", flat=True)
    return bytes(found.first() or b"")


def _store(cursor: Any, changed: dict[tuple[int, int], bytes]) -> None:
    levels, numbers = zip(*changed, strict=True)
    cursor.execute(STORE, [list(levels), list(numbers), list(changed.values())])


def _sign(grown: tiles.Appended) -> None:
    signer, name = ring().signer(), origin()
    head = notes.Checkpoint(name, grown.size, grown.root)
    note = notes.sign(str(head), name, signer.public.raw, signer)
    Checkpoint.objects.create(
        size=grown.size, root=grown.root, note=str(note), kid=signer.kid, at=timezone.now()
    )
