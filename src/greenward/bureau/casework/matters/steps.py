"""How a matter is opened and moves: under its row's lock, by an act its kind knows, with four eyes.

with opened(actor, "correction", title=…, area=…, subject=building, parties=…) as (matter, event):
    ...the room's own writes...

with step(actor, matter, "issue_order") as (matter, event):
    ...the room's own writes; a ValidationError takes everything back...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, User
from greenward.bureau.accounts.permissions import ACTS

from ..acts import Event, act
from ..models import AuditEvent, Matter, Party
from ..words import act_name
from . import kinds, tasks
from .parties import roles_in


class TakingPart(NamedTuple):
    """Who takes part in a matter to be opened: an organisation, or a person for a home buyer."""

    role: PartyRole
    who: Organisation | User


class WrongState(ValidationError):
    """The act does not fit the state the matter is in."""


@contextmanager
def opened(
    actor: Actor,
    kind_name: str,
    *,
    title: str,
    area: Area,
    subject: models.Model | None = None,
    parties: Iterable[TakingPart] = (),
    on: date | None = None,
) -> Iterator[tuple[Matter, Event]]:
    """Open a matter; what its first state waits for is opened when the block ends well.

    A party may open one whose rule names its role, by being among `parties` with an organisation
    the actor acts for (or as the person).
    """
    kind, day, parties = kinds.named(kind_name), on or timezone.localdate(), tuple(parties)
    roles = frozenset(p.role for p in parties if _is(actor, p.who))
    with act(actor, kind.opens, area=area, parties=roles) as event:
        matter = _create(actor, kind, title, area, subject)
        Party.objects.bulk_create(_party(matter, one, day) for one in parties)
        event.subject = matter
        event.note(kind=kind.name, number=matter.number)
        yield matter, event
        tasks.enter_state(actor, matter, kind, day)


@contextmanager
def step(
    actor: Actor, matter: Matter, name: str, *, on: date | None = None
) -> Iterator[tuple[Matter, Event]]:
    """Do an act of a matter's kind. The matter given to the block is the locked row.

    Raises PermissionDenied (no post or party of the rule; or the actor did an act that four eyes
    keep apart) and ValidationError (WrongState, a guard) before the block runs.
    """
    kind, day = kinds.named(matter.kind), on or timezone.localdate()
    with act(actor, name, matter, area=matter.area, parties=roles_in(actor, matter)) as event:
        locked = Matter.objects.select_related("area", "officer").select_for_update(of=("self",))
        matter = locked.get(pk=matter.pk)
        _check_four_eyes(actor, matter, name)
        target = _target(kind, matter, name)
        yield matter, event
        if target is not None:
            event.note(state=target)
            _move(actor, matter, kind, name, target, day)


@contextmanager
def beside(actor: Actor, matter: Matter, name: str) -> Iterator[Event]:
    """Do an act that moves no matter: file a document, remark, ask for a correction.

    Raises PermissionDenied where the actor's posts have nothing to do with matters of the kind,
    and WrongState when the matter is closed.
    """
    kind, roles = kinds.named(matter.kind), roles_in(actor, matter)
    if not (actor.everywhere or roles or any(d.role in kind.posts for d in actor.duties)):
        raise PermissionDenied(_("Your duty post does not include this act."))
    with act(actor, name, matter, area=matter.area, parties=roles) as event:
        locked = Matter.objects.select_for_update().get(pk=matter.pk)
        if locked.closed_at is not None:
            raise WrongState(_("The matter is closed: nothing more is added to it."))
        yield event


def _create(
    actor: Actor, kind: kinds.Kind, title: str, area: Area, subject: models.Model | None
) -> Matter:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('casework_matter', 'id'))")
        pk = cursor.fetchone()[0]
    now = timezone.now()
    return Matter.objects.create(
        pk=pk,
        kind=kind.name,
        number=f"{area.code}-{kind.code}-{timezone.localdate().year}-{pk:06d}",
        title=title,
        area=area,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        state=kind.initial,
        officer=actor.user if actor.duties else None,
        opened_at=now,
        opened_by=actor.user,
    )


def _move(
    actor: Actor, matter: Matter, kind: kinds.Kind, name: str, target: str, day: date
) -> None:
    tasks.leave_state(actor, matter, name, day)
    matter.state = target
    matter.closed_at = timezone.now() if target in kind.final else None
    matter.save(update_fields=["state", "closed_at"])
    tasks.enter_state(actor, matter, kind, day)


def _target(kind: kinds.Kind, matter: Matter, name: str) -> str | None:
    found = kind.transition(name)
    if found is None or matter.state not in found.source:
        raise WrongState(
            _("“%(act)s” does not fit: the matter is in the state “%(state)s”.")
            % {"act": act_name(name), "state": kind.states[matter.state].label}
        )
    if found.guard:
        found.guard(matter)
    return found.target


def _check_four_eyes(actor: Actor, matter: Matter, name: str) -> None:
    """Nobody decides on what they did themselves in the same matter; the console neither."""
    apart = ACTS[name].not_by
    done = apart and AuditEvent.objects.filter(
        subject_type=matter._meta.label_lower,
        subject_id=str(matter.pk),
        act__in=apart,
        actor=actor.user,
    )
    if apart and done.exists():
        raise PermissionDenied(
            _("Somebody else must do this: you took part in what it decides on (four eyes).")
        )


def _is(actor: Actor, who: Organisation | User) -> bool:
    if isinstance(who, Organisation):
        return who.pk in actor.organisations
    return actor.user is not None and who.pk == actor.user.pk


def _party(matter: Matter, one: TakingPart, day: date) -> Party:
    organisation = one.who if isinstance(one.who, Organisation) else None
    return Party(
        matter=matter,
        role=one.role,
        organisation=organisation,
        user=None if organisation else one.who,
        first_day=day,
    )
