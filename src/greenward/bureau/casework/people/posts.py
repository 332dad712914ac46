"""Acts about duty posts: one is proposed, confirmed or declined, and ended; none is deleted.

The security administrator, who makes sign-ins, proposes; a director, who knows who does the work,
confirms. It is one click for each, and nobody makes a holder of power alone, not even of an
invented person (MLPS 2.0, 8.1.4.2). Taking a right away is one person's act and works at once.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Appointment, Area, Post, Role, User

from ..acts import Event, act


def propose(
    actor: Actor,
    *,
    user: User,
    role: Role,
    area: Area,
    first_day: date,
    last_day: date | None = None,
) -> Appointment:
    """Propose a post for a person. Raises ValidationError as `appoint` does, PermissionDenied for
    oneself."""
    _not_oneself(actor, user)
    given = {"user": user, "role": role, "area": area, "first_day": first_day, "last_day": last_day}
    with act(actor, "propose_post", user, area=area) as event:
        with transaction.atomic():
            _given(**given)
            transaction.set_rollback(True)  # only to hear what the database says of it
        if Appointment.objects.filter(user=user, role=role, area=area, decided_at=None).exists():
            raise ValidationError(_("This post is proposed already and waits for a director."))
        found = Appointment.objects.create(**given, proposed_by=actor.user)
        event.note(role=role, first_day=first_day, last_day=last_day)
    return found


def confirm(actor: Actor, appointment: Appointment) -> Post:
    """Make a proposed post real, from its first day or today. Raises PermissionDenied for its
    proposer and its candidate, ValidationError when it was decided or its days are over."""
    with act(actor, "appoint", appointment.user, area=appointment.area) as event:
        _not_oneself(actor, appointment.user)
        waiting = _waiting(appointment)
        if actor.user is not None and actor.user.pk == waiting.proposed_by_id:
            raise PermissionDenied(_("Somebody else must confirm what you proposed (four eyes)."))
        today = timezone.localdate()
        post = _given(
            user=appointment.user,
            role=Role(waiting.role),
            area=appointment.area,
            first_day=max(waiting.first_day, today),
            last_day=waiting.last_day,
        )
        _note(event, post)
        _decide(actor, waiting, post)
    return post


def decline(actor: Actor, appointment: Appointment) -> None:
    """Decline a proposed post, or take one's own proposal back."""
    with act(actor, "decline_post", appointment.user, area=appointment.area) as event:
        waiting = _waiting(appointment)
        event.note(role=waiting.role)
        _decide(actor, waiting, None)


def appoint(
    actor: Actor,
    *,
    user: User,
    role: Role,
    area: Area,
    first_day: date,
    last_day: date | None = None,
) -> Post:
    """Give a person a post at once: the operator's way to the first administrator and director.

    Raises ValidationError when the post is held on some of these days, there or in an area around
    or inside it, or when the person administers the system in another way on one of them.
    """
    with act(actor, "appoint", user, area=area) as event:
        if not actor.everywhere:
            raise PermissionDenied(_("A post is proposed by the security administrator first."))
        post = _given(user=user, role=role, area=area, first_day=first_day, last_day=last_day)
        _note(event, post)
    return post


def end_post(actor: Actor, *, post: Post, last_day: date) -> Post:
    """Set a post's last day: today or later, or yesterday for "as of now"."""
    if last_day < post.first_day:
        raise ValidationError(_("The last day lies before the first."))
    if last_day < timezone.localdate() - timedelta(days=1):
        raise ValidationError(_("A post cannot be ended further back than yesterday."))
    with act(actor, "end_post", post, area=post.area) as event:
        if post.last_day and last_day > post.last_day:
            raise ValidationError(_("To hold a post for longer, it is proposed anew."))
        post.last_day = last_day
        post.save(update_fields=["last_day"])
        event.note(user=post.user_id, last_day=last_day)
    return post


def _given(
    *, user: User, role: Role, area: Area, first_day: date, last_day: date | None = None
) -> Post:
    """The row of a post, as the database allows it."""
    if last_day and last_day < first_day:
        raise ValidationError(_("The last day lies before the first."))
    try:
        with transaction.atomic():
            return Post.objects.create(
                user=user, role=role, area=area, first_day=first_day, last_day=last_day
            )
    except IntegrityError as error:
        three = getattr(error.__cause__, "diag", None)
        if three and three.constraint_name == "three_administrators":
            raise ValidationError(
                _(
                    "System administrator, security administrator and auditor are three people: "
                    "%(person)s already is one of them on some of these days."
                )
                % {"person": user}
            ) from error
        raise ValidationError(
            _("%(person)s already holds this post on some of these days.") % {"person": user}
        ) from error


def _note(event: Event, post: Post) -> None:
    event.note(post=post.pk, role=post.role, first_day=post.first_day, last_day=post.last_day)


def _not_oneself(actor: Actor, user: User) -> None:
    if actor.user is not None and actor.user.pk == user.pk:
        raise PermissionDenied(_("Nobody gives a post to themselves."))


def _waiting(appointment: Appointment) -> Appointment:
    found = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if found.decided_at is not None:
        raise ValidationError(_("This proposal was decided already."))
    return found


def _decide(actor: Actor, appointment: Appointment, post: Post | None) -> None:
    appointment.decided_by, appointment.decided_at = actor.user, timezone.now()
    appointment.post = post
    appointment.save(update_fields=["decided_by", "decided_at", "post"])
