"""One way to act: permission, transaction, one audit row, and only then is anything acknowledged.

    with act(actor, "confirm_standard", row) as event:
        ...write...
        event.note(official=name)

The audit row is written in the act's own transaction; nothing is locked that other acts wait for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, PartyRole
from greenward.law.canonical import canonical

from .models import AuditEvent


@dataclass
class Event:
    """What the audit row of a running act will say."""

    payload: dict[str, Any] = field(default_factory=dict)
    subject: models.Model | None = None

    def note(self, **facts: Any) -> None:
        """Add to the payload: text, whole numbers, booleans, dates, lists of these."""
        self.payload.update(facts)


@contextmanager
def act(
    actor: Actor,
    name: str,
    subject: models.Model | None = None,
    *,
    area: Area | None = None,
    parties: frozenset[PartyRole] = frozenset(),
) -> Iterator[Event]:
    """Run one act of the law in a transaction with exactly one audit row.

    Raises PermissionDenied before anything is read or written when the actor may not do it in
    the area: neither by a post nor by one of the roles they hold in the matter (`parties`).
    `subject` may be set later on the event, for acts that create it.
    """
    area_path = area.path if area else ""
    if not actor.may(name, area_path or None, parties):
        raise PermissionDenied(_("Your duty post does not include this act."))
    event = Event(subject=subject)
    with transaction.atomic():
        yield event
        _write(actor, name, event, area_path)


def _write(actor: Actor, name: str, event: Event, area_path: str) -> AuditEvent:
    subject = event.subject
    row = AuditEvent(
        at=timezone.now(),
        actor=actor.user,
        actor_name=actor.name,
        act=name,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        area_path=area_path,
        payload=_plain(event.payload),
    )
    row.canon = canonical(
        {
            "at": row.at.isoformat(),
            "actor": actor.user.pk if actor.user else None,
            "actor_name": row.actor_name,
            "act": name,
            "subject": [row.subject_type, row.subject_id],
            "area": area_path,
            "payload": row.payload,
        }
    ).encode()
    row.leaf_hash = hashlib.sha256(b"\x00" + row.canon).digest()
    row.save(force_insert=True)
    return row


def _plain(value: Any) -> Any:
    """Payload values as canonical JSON allows them: what is no whole number becomes text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
