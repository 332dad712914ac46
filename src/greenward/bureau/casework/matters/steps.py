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
from greenward.law.language import Text

from .. import rows
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
    title: str | Text,
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
        event.note(kind=kind.name, number=matter.number, state=kind.initial)
        yield matter, event
        tasks.enter_state(actor, matter, kind, day)


@contextmanager
def step(
    actor: Actor, matter: Matter, name: str, *, on: date | None = None
) -> Iterator[tuple[Matter, Event]]:
    """Do an act of a matter's kind. The matter given to the block is the locked row.

    Raises PermissionDenied (no post or party of the rule; or the actor did an act that four eyes
    keep apart) and ValidationError (WrongState, a hold, a guard) before the block runs.
    """
    kind, day = kinds.named(matter.kind), on or timezone.localdate()
    with act(actor, name, matter, area=matter.area, parties=_roles(actor, matter, name)) as event:
        matter = event.subject = _locked(matter)
        check_four_eyes(actor, matter, name)
        _check_not_held(matter, name)
        target = _target(kind, matter, name)
        yield matter, event
        if target is None:
            tasks.done(actor, matter, name, of_state=True)
        else:
            event.note(state=target)
            tasks.move(actor, matter, kind, name, target, day)


@contextmanager
def beside(actor: Actor, matter: Matter, name: str) -> Iterator[Event]:
    """Do an act that moves no matter: file a document, remark, ask for a correction.

    Raises PermissionDenied where the actor's posts have nothing to do with matters of the kind,
    or four eyes keep the act apart from an earlier one, and WrongState when the matter is closed.
    """
    with act(actor, name, matter, area=matter.area, parties=_roles(actor, matter, name)) as event:
        if not concerned(actor, matter, name):  # within the act, so that the refusal is noted
            raise PermissionDenied(_("Your duty post does not include this act."))
        event.subject = locked = _locked(matter)
        for name_of in ("state", "officer_id", "closed_at"):  # the caller's copy may be old
            setattr(matter, name_of, getattr(locked, name_of))
        if locked.closed_at is not None:
            raise WrongState(_("The matter is closed: nothing more is added to it."))
        check_four_eyes(actor, locked, name)
        _check_not_held(locked, name)
        yield event


def concerned(
    actor: Actor, matter: Matter, name: str, roles: frozenset[PartyRole] | None = None
) -> bool:
    """Whether an act beside the course of a matter may be the actor's: by a post of its rule that
    has to do with matters of the kind, held where the matter lies, or as a party. `roles` are the
    actor's in the matter, where they are known already."""
    if actor.everywhere:
        return True
    posts = kinds.named(matter.kind).posts & ACTS[name].posts
    if actor.holds(posts, matter.area.path):
        return True
    return bool(ACTS[name].parties & (roles_in(actor, matter) if roles is None else roles))


def check_four_eyes(actor: Actor, matter: Matter, name: str) -> None:
    """Nobody decides on what they did themselves in the same matter; the console neither."""
    apart = ACTS[name].not_by
    if apart and took_part(actor, matter, apart):
        raise PermissionDenied(
            _("Somebody else must do this: you took part in what it decides on (four eyes).")
        )


def took_part(actor: Actor, matter: Matter, acts: Iterable[str]) -> set[str]:
    """Which of some acts the actor did in a matter, by its audit rows."""
    did = AuditEvent.objects.filter(
        subject_type=matter._meta.label_lower,
        subject_id=str(matter.pk),
        act__in=list(acts),
        actor=actor.user,
    )
    return set(did.values_list("act", flat=True))


def _roles(actor: Actor, matter: Matter, name: str) -> frozenset[PartyRole]:
    """The actor's roles in the matter, asked for only where no post gives the right already."""
    if not ACTS[name].parties or actor.may(name, matter.area.path):
        return frozenset()
    return roles_in(actor, matter)


def _locked(matter: Matter) -> Matter:
    """The matter's row, locked until the act ends; its area never changes and is handed over."""
    locked = rows.locked(Matter, matter.pk)
    locked.area = matter.area
    return locked


def _create(
    actor: Actor, kind: kinds.Kind, title: str | Text, area: Area, subject: models.Model | None
) -> Matter:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('casework_matter', 'id'))")
        pk = cursor.fetchone()[0]
    now = timezone.now()
    return Matter.objects.create(
        pk=pk,
        kind=kind.name,
        number=f"{area.code}-{kind.code}-{timezone.localdate().year}-{pk:06d}",
        title=title if isinstance(title, str) else title.zh,
        title_en="" if isinstance(title, str) else title.en,
        area=area,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        state=kind.initial,
        officer=actor.user if actor.holds((kind.handler,), area.path) else None,
        opened_at=now,
        opened_by=actor.user,
    )


def _check_not_held(matter: Matter, name: str) -> None:
    if why := kinds.named(matter.kind).why_held(matter, name):
        raise ValidationError(why)


def _target(kind: kinds.Kind, matter: Matter, name: str) -> str | None:
    found = kind.transition(name)
    if matter.closed_at is not None:
        raise WrongState(_("The matter is closed: nothing more is added to it."))
    if found is None or matter.state not in found.source:
        raise WrongState(
            _("“%(act)s” does not fit: the matter is in the state “%(state)s”.")
            % {"act": act_name(name), "state": kind.states[matter.state].label}
        )
    if found.guard:
        found.guard(matter)
    return found.target


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
