"""Acts about people: a sign-in is made, a post is given and ended, somebody acts for a company.

They are acts with audit rows, so they live above `accounts`, which only knows the tables. A post
is never deleted: ending it sets its last day.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Membership, Organisation, Post, Role, User

from .acts import act


def create_user(actor: Actor, *, username: str, name: str, password: str, email: str = "") -> User:
    """A new sign-in, without any right yet. Raises ValidationError."""
    user = User(username=username, name=name, email=email)
    user.clean_fields(exclude=["password"])
    validate_password(password, user)
    user.set_password(password)
    with act(actor, "create_user") as event:
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError as error:
            raise ValidationError(
                _("The sign-in name %(username)s is taken.") % {"username": username}
            ) from error
        event.subject = user
        event.note(username=username)
    return user


def set_password(actor: Actor, *, user: User, password: str) -> None:
    """Give a person a new password; whoever is signed in with the old one is signed out."""
    validate_password(password, user)
    with act(actor, "set_password", user):
        user.set_password(password)
        user.save(update_fields=["password"])


def close_user(actor: Actor, *, user: User) -> None:
    """Close a sign-in; the person stays on file with all that was done."""
    with act(actor, "close_user", user):
        user.is_active = False
        user.save(update_fields=["is_active"])


def enrol(actor: Actor, *, user: User, organisation: Organisation, first_day: date) -> Membership:
    """Let a person act for an organisation from a day."""
    with act(actor, "enrol", organisation) as event:
        membership = Membership.objects.create(
            user=user, organisation=organisation, first_day=first_day
        )
        event.note(user=user.pk, first_day=first_day)
    return membership


def appoint(
    actor: Actor,
    *,
    user: User,
    role: Role,
    area: Area,
    first_day: date,
    last_day: date | None = None,
) -> Post:
    """Give a person a post. Raises ValidationError when it is held on some of these days."""
    if last_day and last_day < first_day:
        raise ValidationError(_("The last day lies before the first."))
    with act(actor, "appoint", user, area=area) as event:
        try:
            with transaction.atomic():
                post = Post.objects.create(
                    user=user, role=role, area=area, first_day=first_day, last_day=last_day
                )
        except IntegrityError as error:
            raise ValidationError(
                _("%(person)s already holds this post on some of these days.") % {"person": user}
            ) from error
        event.note(post=post.pk, role=role, first_day=first_day, last_day=last_day)
    return post


def end_post(actor: Actor, *, post: Post, last_day: date) -> Post:
    """Set a post's last day: today or later, or yesterday for "as of now"."""
    if last_day < post.first_day:
        raise ValidationError(_("The last day lies before the first."))
    if last_day < timezone.localdate() - timedelta(days=1):
        raise ValidationError(_("A post cannot be ended further back than yesterday."))
    with act(actor, "end_post", post, area=post.area) as event:
        post.last_day = last_day
        post.save(update_fields=["last_day"])
        event.note(user=post.user_id, last_day=last_day)
    return post
