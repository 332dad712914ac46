"""Rows from before the log, whose entries held names, take the second form by migration 0007."""

from __future__ import annotations

import json
from importlib import import_module

from django.apps import apps
from django.db import connection

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.log.sequencer import drain
from greenward.bureau.log.verifying import verify
from greenward.trust.merkle import leaf_hash

LEAVES = import_module("greenward.bureau.casework.migrations.0007_leaves")
FORWARD = (LEAVES.OPEN, LEAVES.GUARD.partition("CREATE FUNCTION")[0])


def first_form(row: AuditEvent) -> None:
    """As acts wrote their entries before: named, unsalted."""
    said = {"at": row.at.isoformat(), "actor": row.actor_id, "name": row.actor_name, "act": row.act}
    row.canon = json.dumps(said, sort_keys=True).encode()
    row.leaf_hash, row.salt = leaf_hash(row.canon), None
    row.save()


def test_old_rows_verify_after_the_migration(officer: Actor, operator: Actor, futian: Area) -> None:
    for actor, payload in ((officer, {"year": 2026, "list": [1, "二", None]}), (operator, {})):
        with act(actor, "record_metering", futian, area=futian) as event:
            event.note(**payload)
    opened, closed = FORWARD
    with connection.cursor() as cursor:
        cursor.execute(opened)
        for row in AuditEvent.objects.all():
            first_form(row)
        assert "canon" in verify().broken
        LEAVES.rewrite(apps, None)
        cursor.execute(closed)
    assert drain() == 2
    found = verify()
    assert (found.size, found.broken) == (2, "")
    assert officer.name.encode() not in b"".join(
        map(bytes, AuditEvent.objects.values_list("canon", flat=True))
    )
