"""Fills the log's part of an act's row: salt, entry and leaf hash; and finds what does not agree."""

from __future__ import annotations

from datetime import UTC

from greenward.trust.commitment import canonical, new_salt
from greenward.trust.merkle import leaf_hash

from .entries import Kept, Said, commitment_to, entry, fault_in
from .models import AuditEvent


def seal(row: AuditEvent) -> None:
    """Fill the entry, its hash and the salt of a row whose other columns are set."""
    row.salt = new_salt()
    row.canon = entry(said(row), commitment_to(Kept(row.actor_name, row.personal, row.salt)))
    row.leaf_hash = leaf_hash(row.canon)


def said(row: AuditEvent) -> Said:
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    payload = canonical(row.payload).decode()
    about = row.subject_type, row.subject_id
    return Said(at, row.actor_id, row.act, *about, row.area_path, payload)


def fault(row: AuditEvent) -> str:
    """What of a row does not agree with its entry, as `fault_in`."""
    salt = None if row.salt is None else bytes(row.salt)
    try:
        logged = said(row)
    except ValueError:
        return "payload"
    kept = Kept(row.actor_name, row.personal, salt)
    return fault_in(bytes(row.canon), bytes(row.leaf_hash), logged, kept)
