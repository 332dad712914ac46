"""To see what a mask hides is an act of its own: with a reason, logged, and not too often.

A room says in its module `personal` which rows a reader may ask for: `revealable("accounts.User",
lambda actor: …)`, a queryset of the rows the actor may see.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor

from ..acts import act
from ..models import AuditEvent
from .fields import PersonalField, of_model

MOST, HOURS = 30, 1
"""How often one person may look behind a mask, in how many hours."""
LOCK = 7_032_043

_rows: dict[str, Callable[[Actor], models.QuerySet[Any]]] = {}


def revealable(model: str, rows: Callable[[Actor], models.QuerySet[Any]]) -> None:
    _rows[model] = rows


def to_reveal(actor: Actor, model: str, pk: int, field: str) -> tuple[models.Model, PersonalField]:
    """The row and the entry of the map; LookupError outside what the actor may see."""
    entry = next((one for one in of_model(model) if one.field == field and one.mask), None)
    row = _rows[model](actor).filter(pk=pk).first() if entry and model in _rows else None
    if row is None or entry is None:
        raise LookupError(f"{model} {pk} {field}")
    return row, entry


def reveal(actor: Actor, model: str, pk: int, field: str, reason: str) -> str:
    """The value behind a mask. The log says who saw what of whom and why, never the value.

    Raises PermissionDenied, LookupError, or ValidationError: no reason, or too often.
    """
    with act(actor, "reveal_personal") as event:
        row, entry = to_reveal(actor, model, pk, field)
        event.subject = row
        if len(reason.strip()) < 4:
            raise ValidationError(_("Say for what you need it; the reason stands in the log."))
        _check_pace(actor)
        event.note(field=entry.field)
        event.personal(reason=reason.strip())
    return str(getattr(row, field))


def _check_pace(actor: Actor) -> None:
    if actor.user is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, actor.user.pk])
    since = timezone.now() - timedelta(hours=HOURS)
    seen = AuditEvent.objects.filter(at__gt=since, act="reveal_personal", actor=actor.user)
    if seen.count() >= MOST:
        raise ValidationError(
            _(
                "You have looked behind %(most)s masks within the hour. Go on later, or ask for a list with a reason of its own."
            )
            % {"most": MOST}
        )
