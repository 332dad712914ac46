"""The announcement in the log: under which checkpoint it stands, and that this was in time.

The clock of the machine could be set back to freeze a pool late; a checkpoint that others hold a
copy of could not. Where a log is kept, the first checkpoint over the announcement decides.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from greenward.bureau.casework.errors import Refusal
from greenward.bureau.casework.models import AuditEvent, Matter
from greenward.bureau.log.models import Checkpoint

from .models import Draw


def freezing(draw: Draw) -> AuditEvent | None:
    """The act that froze a draw."""
    rows = AuditEvent.objects.filter(
        subject_type=Matter._meta.label_lower, subject_id=str(draw.pk), act="freeze_draw"
    )
    return rows.first()


def checkpoint_over(event: AuditEvent) -> Checkpoint | None:
    """The first checkpoint of the log that holds an act; None while there is none."""
    if event.leaf_index is None:
        return None
    return Checkpoint.objects.filter(size__gt=event.leaf_index).order_by("size").first()


def check_logged(draw: Draw, first_source: datetime) -> None:
    """A draw whose announcement was not under a checkpoint before its first source spoke is no
    draw. Raises Refusal. A house that keeps no log at all has nothing but the clock."""
    event = freezing(draw)
    if event is None:
        raise Refusal(_("The act that froze this draw is not on file."), code="not_logged")
    over = checkpoint_over(event)
    if over is None and not Checkpoint.objects.exists():
        return
    if over is None or over.at >= first_source:
        raise Refusal(
            _(
                "The announcement was not in the log before the first source spoke. The draw is "
                "invalid by its own rule: abandon it and plan a new one."
            ),
            code="not_logged",
        )
