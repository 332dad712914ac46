"""More time for a clock: asked for with a reason, decided by somebody else (four eyes).

The deadline engine alone says what the longer time comes to; an extension that comes after the
end of the period is refused by it when it is asked for and again when it is granted, as is one
beyond what the law of the matter's kind allows in all.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role
from greenward.law import clocks as law
from greenward.law.clocks.words import say
from greenward.law.language import Count, Period

from ..models import Clock, Extension, Matter, Task
from ..words import in_language
from . import clocks, kinds, tasks
from .steps import beside

DECIDE = "grant_extension"


def ask(
    actor: Actor, matter: Matter, *, clock: Clock, length: int, count: str, reason: str
) -> Extension:
    """Ask for more time. Raises ValidationError where the clock has stopped or ended, or a
    decision is being waited for."""
    with beside(actor, matter, "ask_extension") as event:
        clock = _running(matter, clock.pk)
        if clock.extensions.filter(granted__isnull=True).exists():
            raise ValidationError(_("More time was asked for already and is being decided on."))
        added, today = Period(length, Count(count)), timezone.localdate()
        _check_allowed(clock, added)
        _try(clock, law.extend(today, reason, actor.name, added))
        found = Extension.objects.create(
            clock=clock, length=length, count=count, reason=reason, asked_by=actor.user
        )
        rows = tasks.tasks_for(
            matter, DECIDE, Role.DIRECTOR, clock=clock, of_state=clock.of_state, note=reason
        )
        Task.objects.bulk_create(rows)
        event.note(clock=clock.name, length=length, count=count)
        event.personal(reason=reason)
    return found


def grant(actor: Actor, matter: Matter, *, extension: Extension) -> None:
    """Grant it: the clock is longer from today on. Somebody else than who asked."""
    with beside(actor, matter, DECIDE) as event:
        found = _open(matter, extension)
        event.note(clock=found.clock.name, length=found.length, count=found.count)
        _check_allowed(found.clock, found.period)
        clocks.record(
            actor,
            found.clock,
            law.extend(timezone.localdate(), found.reason, actor.name, found.period),
        )
        _decide(actor, matter, found, granted=True)
        event.note(due_on=found.clock.due_on)


def refuse(actor: Actor, matter: Matter, *, extension: Extension, remark: str) -> None:
    """Refuse it, with the reason."""
    with beside(actor, matter, "refuse_extension") as event:
        found = _open(matter, extension)
        _decide(actor, matter, found, granted=False)
        event.note(clock=found.clock.name)
        event.personal(remark=remark)


def _running(matter: Matter, pk: int) -> Clock:
    found = Clock.objects.filter(matter=matter, pk=pk, stopped_on__isnull=True).first()
    if found is None:
        raise ValidationError(_("This time no longer runs."))
    return found


def _open(matter: Matter, extension: Extension) -> Extension:
    found = Extension.objects.select_related("clock").get(pk=extension.pk)
    if found.clock.matter_id != matter.pk or found.granted is not None:
        raise ValidationError(_("This was decided already."))
    if found.clock.stopped_on is not None:
        raise ValidationError(_("This time no longer runs."))
    return found


def _check_allowed(clock: Clock, added: Period) -> None:
    """Whether the law lets a clock be made so much longer, beside what was granted before."""
    rule = kinds.named(clock.matter.kind).longer
    if rule is None:
        return
    most = rule(clock)
    if most is None:
        raise ValidationError(_("The law lets nobody make this time longer."))
    granted = [event.extension for event in clock.law_events if event.extension]
    of_all = [*granted, added]
    alike = all(one.count is most.count for one in of_all)
    if not alike or sum(one.length for one in of_all) > most.length:
        raise ValidationError(
            _("The law lets this time be made longer by %(most)s in all, and counted so.")
            % {"most": in_language(say(most))}
        )


def _try(clock: Clock, event: law.Event) -> None:
    """Whether the engine would take the event today; its refusal in words."""
    try:
        law.record(clock.period, clock.law_events, event, clocks.calendar())
    except law.DeadlineError as error:
        raise ValidationError(in_language(error.text)) from error


def _decide(actor: Actor, matter: Matter, extension: Extension, *, granted: bool) -> None:
    extension.granted, extension.decided_at = granted, timezone.now()
    extension.decided_by = actor.user
    extension.save(update_fields=["granted", "decided_at", "decided_by"])
    tasks.done(actor, matter, DECIDE, clock=extension.clock)
