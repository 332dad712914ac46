"""What the log of RFC 6962 holds of an act: its canonical entry and the hash that becomes a leaf.

An entry names the actor by number. What names a person (the actor's name, values that an act notes
as personal) is in it only as a salted commitment, so it can be deleted later (PIPL, Article 47); the
fresh salt also keeps anyone from guessing an entry by its published hash.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any, NamedTuple

from greenward.trust.commitment import canonical, commit, new_salt
from greenward.trust.merkle import leaf_hash

from .models import AuditEvent

FORM = 2
"""Which form of entry this is; the first one held names and was never published."""


class Said(NamedTuple):
    """What an entry says of an act, beside the commitment to its personal data."""

    at: str
    """UTC, ISO 8601, to the microsecond."""
    actor: int | None
    act: str
    subject_type: str
    subject_id: str
    area: str
    payload: Any


class Kept(NamedTuple):
    """What is kept beside an entry: the personal data and their salt, until they are deleted."""

    actor_name: str
    values: dict[str, Any] | None
    salt: bytes | None

    @property
    def committed(self) -> dict[str, Any]:
        return {"actor": self.actor_name, "values": self.values or {}}


def seal(row: AuditEvent) -> None:
    """Fill the entry, its hash and the salt of a row whose other columns are set."""
    row.salt = new_salt()
    kept = Kept(row.actor_name, row.personal, row.salt)
    row.canon = entry(said(row), commit(row.salt, kept.committed))
    row.leaf_hash = leaf_hash(row.canon)


def said(row: AuditEvent) -> Said:
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    subject = row.subject_type, row.subject_id
    return Said(at, row.actor_id, row.act, *subject, row.area_path, row.payload)


def entry(said: Said, commitment: str) -> bytes:
    """The canonical JSON (RFC 8785) of an entry."""
    at, actor, act, subject_type, subject_id, area, payload = said
    return canonical(
        {
            "v": FORM,
            "at": at,
            "actor": actor,
            "act": act,
            "subject": [subject_type, subject_id],
            "area": area,
            "payload": payload,
            "personal": commitment,
        }
    )


def fault(row: AuditEvent) -> str:
    """What of a row does not agree with its entry, as `fault_in`."""
    salt = None if row.salt is None else bytes(row.salt)
    kept = Kept(row.actor_name, row.personal, salt)
    return fault_in(bytes(row.canon), bytes(row.leaf_hash), said(row), kept)


def fault_in(canon: bytes, leaf: bytes, said: Said, kept: Kept) -> str:
    """The first part of a row that does not agree with its entry; empty when it is sound.

    Deleted personal data are no fault, provided that all of them are gone.
    """
    if leaf != leaf_hash(canon):
        return "leaf_hash"
    try:
        if kept.salt is not None and entry(said, commit(kept.salt, kept.committed)) == canon:
            return ""
        logged = json.loads(canon)
        if entry(said, logged["personal"]) != canon:
            return _differing(said, logged)
    except (ValueError, KeyError, TypeError):
        return "canon"
    gone = kept.salt is None and not kept.actor_name and not kept.values
    return "" if gone else "personal"


def _differing(said: Said, logged: dict[str, Any]) -> str:
    subject = [said.subject_type, said.subject_id]
    now = said._asdict() | {"subject": subject}
    names = ("at", "actor", "act", "subject", "area", "payload")
    return next((name for name in names if logged.get(name) != now[name]), "canon")
