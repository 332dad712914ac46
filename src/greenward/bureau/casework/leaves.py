"""What the log of RFC 6962 holds of an act: its canonical entry and the hash that becomes a leaf.

An entry names the actor by number. What names a person (the actor's name, values that an act notes
as personal) is in it only as a salted commitment, so it can be deleted later (PIPL, Article 47); the
fresh salt also keeps anyone from guessing an entry by its published hash.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from greenward.trust.commitment import canonical, commit, new_salt, opens
from greenward.trust.merkle import leaf_hash

from .models import AuditEvent

FORM = 2
"""Which form of entry this is; the first one held names and was never published."""


def seal(row: AuditEvent) -> None:
    """Fill the entry, its hash and the salt of a row whose other columns are set."""
    row.salt = new_salt()
    row.canon = entry(row, commit(row.salt, named(row.actor_name, row.personal)))
    row.leaf_hash = leaf_hash(row.canon)


def entry(row: AuditEvent, commitment: str) -> bytes:
    """The canonical JSON (RFC 8785) of what a row says of its act."""
    return canonical(
        {
            "v": FORM,
            "at": moment(row.at),
            "actor": row.actor_id,
            "act": row.act,
            "subject": [row.subject_type, row.subject_id],
            "area": row.area_path,
            "payload": row.payload,
            "personal": commitment,
        }
    )


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def named(actor_name: str, personal: dict[str, Any] | None) -> dict[str, Any]:
    """The personal data of a row, as they are committed to."""
    return {"actor": actor_name, "values": personal or {}}


def fault(row: AuditEvent) -> str:
    """What of a row does not agree with its entry: the name of the column; empty when it is sound.

    Deleted personal data are no fault, provided that all of them are gone.
    """
    canon = bytes(row.canon)
    if bytes(row.leaf_hash) != leaf_hash(canon):
        return "leaf_hash"
    try:
        said = json.loads(canon)
        if entry(row, said["personal"]) != canon:
            return _which(row, said)
        if row.salt is None:
            return "personal" if row.actor_name or row.personal else ""
        kept = opens(said["personal"], bytes(row.salt), named(row.actor_name, row.personal))
    except (ValueError, KeyError, TypeError):
        return "canon"
    return "" if kept else "personal"


def _which(row: AuditEvent, said: dict[str, Any]) -> str:
    """The first column that says something else than the entry."""
    columns = {
        "at": moment(row.at),
        "actor": row.actor_id,
        "act": row.act,
        "subject": [row.subject_type, row.subject_id],
        "area": row.area_path,
        "payload": row.payload,
    }
    differing = [name for name, value in columns.items() if said.get(name) != value]
    return differing[0] if differing else "canon"
