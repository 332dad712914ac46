"""What the log holds of a draw: when it was signed, and that the announcement was in time.

The clock of the machine could be set back to freeze a pool late; a checkpoint that others hold a
copy of could not. Where a log is kept, the first checkpoint over the announcement decides.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from greenward.bureau.casework.errors import Refusal
from greenward.bureau.casework.models import AuditEvent, Matter
from greenward.bureau.log.models import Checkpoint

from .models import Draw


def events_of(draw: Draw) -> QuerySet[AuditEvent]:
    """What was done in a draw, first to last; `signed_at`: when the first checkpoint over the act
    was signed, None while there is none. One query."""
    over = Checkpoint.objects.filter(size__gt=OuterRef("leaf_index")).order_by("size")
    rows = AuditEvent.objects.filter(
        subject_type=Matter._meta.label_lower, subject_id=str(draw.pk)
    ).order_by("id")
    only = rows.only("act", "at", "actor", "actor_name", "leaf_index", "payload")
    return only.annotate(signed_at=over.values("at")[:1])


def check_logged(draw: Draw, first_source: datetime) -> None:
    """A draw whose announcement was not under a checkpoint before its first source spoke is no
    draw. Raises Refusal. A house that keeps no log at all has nothing but the clock."""
    event = events_of(draw).filter(act="freeze_draw").first()
    if event is None:
        raise Refusal(_("The act that froze this draw is not on file."), code="not_logged")
    if event.signed_at is None and not Checkpoint.objects.exists():
        return
    if event.signed_at is None or event.signed_at >= first_source:
        raise Refusal(
            _(
                "The announcement was not in the log before the first source spoke. The draw is "
                "invalid by its own rule: abandon it and plan a new one."
            ),
            code="not_logged",
        )
