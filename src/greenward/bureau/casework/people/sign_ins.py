"""Acts about sign-ins: one is made, gets a new password, is unlocked, is closed."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import lockout
from greenward.bureau.accounts.models import Organisation, Post, Role, User

from ..acts import act


def create_user(
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str,
    email: str = "",
    organisation: Organisation | None = None,
) -> User:
    """A new sign-in, without any right yet; `organisation` names the one whose administrator makes
    it for a colleague. Raises ValidationError."""
    user = User(username=username, name=name, email=email)
    user.clean_fields(exclude=["password"])
    validate_password(password, user)
    user.set_password(password)
    own = actor.standing_in(organisation.pk) if organisation else frozenset()
    with act(actor, "create_user", parties=own) as event:
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError as error:
            raise ValidationError(
                {"username": _("The sign-in name %(username)s is taken.") % {"username": username}}
            ) from error
        event.subject = user
        event.personal(username=username, name=name)
    return user


def a_password(user: User) -> str:
    """A password to hand to a person, who chooses another at the first sign-in: five groups of
    letters and digits without those that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    while True:
        groups = ["".join(secrets.choice(letters) for _i in range(4)) for _j in range(4)]
        password = "-".join(
            [*groups, f"{secrets.choice('ABCDEFGH')}{secrets.randbelow(900) + 100}"]
        )
        try:
            validate_password(password, user)
        except ValidationError:
            continue
        return password


def set_password(actor: Actor, *, user: User, password: str) -> None:
    """Give a person a new password; whoever is signed in with the old one is signed out."""
    validate_password(password, user)
    with act(actor, "set_password", user):
        require_reach(actor, user)
        user.set_password(password)
        user.save(update_fields=["password"])


def unlock(actor: Actor, *, user: User) -> None:
    """Let a person who failed too often try again at once."""
    with act(actor, "unlock_user", user):
        require_reach(actor, user)
        lockout.unlock(user)


def close_user(actor: Actor, *, user: User) -> None:
    """Close a sign-in; the person stays on file with all that was done."""
    with act(actor, "close_user", user):
        require_reach(actor, user)
        if actor.user is not None and actor.user.pk == user.pk:
            raise ValidationError(_("You cannot close your own sign-in."))
        user.is_active = False
        user.save(update_fields=["is_active"])


def require_reach(actor: Actor, user: User, by: Role = Role.SECURITY) -> None:
    """Raises PermissionDenied when the person holds a post outside the areas in which the actor
    is such an administrator: a district's does not touch the city's people."""
    if actor.everywhere:
        return
    own = [duty.area_path for duty in actor.duties if duty.role == by]
    held = Post.objects.filter(user=user).exclude(last_day__lt=timezone.localdate())
    for path in held.values_list("area__path", flat=True):
        if not any(path.startswith(area) for area in own):
            raise PermissionDenied(_("This person holds a post outside your area."))
