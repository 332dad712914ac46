"""Rows about security: sign-ins and their failures, and acts that were refused or went wrong.

They are written outside the transaction of what failed, or they would be taken back with it
(OWASP ASVS V16.2 and V16.3). They are not acts and not in the Merkle log; the database keeps each
for six months at least (Cybersecurity Law, Article 21).
"""

from __future__ import annotations

import json
import logging
from contextlib import closing
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import User

from .models import SecurityEvent
from .words import in_words

REFUSED, UNFIT, FAILED = "act_refused", "act_unfit", "act_failed"
"""An act the actor may not do; one that does not fit the law or the state; one that broke."""
_log = logging.getLogger(__name__)


def note_security(
    who: Actor | User | None,
    name: str,
    *,
    address: str | None = None,
    reason: str = "",
    act: str = "",
    subject: models.Model | None = None,
    area_path: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Write one row, at once and for good, whatever becomes of a transaction that is open.

    `name` says what happened, such as ``sign_in_failed``; `detail` holds words and whole numbers,
    never a secret or what somebody typed. A database that cannot take it is told to the server's
    log: the act that is being refused stays refused.
    """
    user = who.user if isinstance(who, Actor) else who
    row = {
        "at": timezone.now(),
        "name": name,
        "user_id": user.pk if user else None,
        "actor_name": who.name if who else "",
        "address": address,
        "act": act,
        "subject_type": subject._meta.label_lower if subject else "",
        "subject_id": str(subject.pk) if subject and subject.pk else "",
        "area_path": area_path,
        "reason": reason[:500],
        "detail": json.dumps(detail or {}, default=str),
    }
    try:
        _write(row)
    except DatabaseError:
        _log.exception("a security event could not be written: %s", name)


def note_failure(
    actor: Actor, act: str, subject: models.Model | None, area_path: str, error: Exception
) -> None:
    """Write that an act came to nothing, once for an error however many acts it passes through."""
    if getattr(error, "noted", False):
        return
    error.noted = True
    name, reason = _why(error)
    note_security(actor, name, reason=reason, act=act, subject=subject, area_path=area_path)


def happened(
    sender: object, kind: str, user: User | None, address: str | None, **more: Any
) -> None:
    """A receiver for what the doors of the house tell (`greenward.bureau.accounts.doors.events`)."""
    note_security(user, str(kind), address=address, detail=more.get("detail"))


def _why(error: Exception) -> tuple[str, str]:
    if isinstance(error, PermissionDenied):
        return REFUSED, str(error)
    if isinstance(error, ValidationError):
        return UNFIT, in_words(error)
    return FAILED, type(error).__name__


def _write(row: dict[str, Any]) -> None:
    columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
    statement = f"INSERT INTO {SecurityEvent._meta.db_table} ({columns}) VALUES ({places})"
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(statement, list(row.values()))
    except RuntimeError:  # a transaction is open that may yet be taken back: go beside it
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute(statement, list(row.values()))
