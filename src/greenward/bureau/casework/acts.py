"""One way to act: permission, transaction, one audit row, and only then is anything acknowledged.

    with act(actor, "confirm_standard", row) as event:
        ...write...
        event.note(source=source)
        event.personal(official=name)

The audit row is written in the act's own transaction by one INSERT; nothing is locked that other
acts wait for. What names a person is noted with `event.personal(...)`: it stays out of the log's
entry. An act that is refused or fails leaves a row among the security events instead.
"""

from __future__ import annotations

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

from . import rows
from .leaves import seal
from .models import AuditEvent
from .security import note_failure


@dataclass
class Event:
    """What the audit row of a running act will say."""

    payload: dict[str, Any] = field(default_factory=dict)
    subject: models.Model | None = None
    private: dict[str, Any] = field(default_factory=dict)

    def note(self, **facts: Any) -> None:
        """Add to the payload: text, whole numbers, booleans, dates, lists of these."""
        self.payload.update(facts)

    def personal(self, **values: Any) -> None:
        """Add what names or describes a person: kept beside the log's entry, deletable for ever."""
        self.private.update(values)


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
    event = Event(subject=subject)
    try:
        if not actor.may(name, area_path or None, parties):
            raise PermissionDenied(_("Your duty post does not include this act."))
        with transaction.atomic():
            yield event
            _write(actor, name, event, area_path)
    except Exception as error:
        note_failure(actor, name, event.subject, area_path, error)
        raise


def _write(actor: Actor, name: str, event: Event, area_path: str) -> None:
    row = audit_row(actor, name, event.subject, event.payload, area_path)
    row.personal = _plain(event.private) or None
    seal(row)
    rows.insert([row])


def audit_row(
    actor: Actor, name: str, subject: models.Model | None, said: dict[str, Any], area_path: str
) -> AuditEvent:
    """An audit row that is yet to be sealed and written."""
    return AuditEvent(
        at=timezone.now(),
        actor=actor.user,
        actor_name=actor.name,
        act=name,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        area_path=area_path,
        payload=_plain(said),
    )


def _plain(value: Any) -> Any:
    """Payload values as canonical JSON allows them: what is no whole number becomes text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
