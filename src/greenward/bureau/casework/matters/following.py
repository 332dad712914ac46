"""Following what others have to do: reminding them, and telling the director when that is not enough.

Whoever delivers copies outside the inbox (by e-mail, say) registers with `tell_by`; it is called
in the act's own transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role

from ..models import Matter, Task
from . import tasks
from .steps import beside

BETWEEN = timedelta(days=1)
"""Nobody is reminded of the same thing more often."""
SETTLE = "settle_escalation"

_messengers: list[Callable[[Task], None]] = []


def tell_by(messenger: Callable[[Task], None]) -> None:
    """Add a way reminders are delivered outside the inbox; call it in ``AppConfig.ready``."""
    _messengers.append(messenger)


def remind(actor: Actor, matter: Matter, *, task: Task) -> None:
    """Remind those who have a task: their inbox shows it, and a copy goes out."""
    with beside(actor, matter, "remind") as event:
        found = _open(matter, task)
        now = timezone.now()
        if found.reminded_at and now - found.reminded_at < BETWEEN:
            raise ValidationError(_("They were reminded within the last day."))
        found.reminded_at = now
        found.save(update_fields=["reminded_at"])
        for messenger in _messengers:
            messenger(found)
        event.note(task=found.pk, act=found.act)


def escalate(actor: Actor, matter: Matter, *, task: Task, note: str) -> None:
    """Tell the director that a task is not being done, and what is needed."""
    with beside(actor, matter, "escalate") as event:
        found = _open(matter, task)
        same = Task.objects.filter(matter=matter, act=SETTLE, closed_at__isnull=True)
        if same.exists():
            raise ValidationError(_("The director has been told and has not answered yet."))
        Task.objects.bulk_create(
            tasks.tasks_for(
                matter, SETTLE, Role.DIRECTOR, of_state=False, due_on=found.due_on, note=note
            )
        )
        event.note(task=found.pk, act=found.act)
        event.personal(remark=note)


def settle(actor: Actor, matter: Matter, *, remark: str) -> None:
    """Say what happens now; the officer reads it in the matter's history."""
    with beside(actor, matter, SETTLE) as event:
        waiting = Task.objects.filter(matter=matter, act=SETTLE, closed_at__isnull=True)
        if not waiting.exists():
            raise ValidationError(_("There is nothing to settle."))
        tasks.done(actor, matter, SETTLE)
        event.personal(remark=remark)


def _open(matter: Matter, task: Task) -> Task:
    found = Task.objects.filter(matter=matter, pk=task.pk, closed_at__isnull=True).first()
    if found is None:
        raise ValidationError(_("This has been done already."))
    return found
