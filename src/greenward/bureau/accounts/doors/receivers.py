"""What follows when allauth or Django says that something happened at the doors."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import signals as auth
from django.db.models.signals import post_save
from django.http import HttpRequest

from greenward.bureau.accounts.models import User

from . import factors, lockout, passwords, sessions
from .events import Kind, emit

MUST_CHANGE = "must_change_password"


def connect() -> None:
    """Called once, when Django is ready."""
    auth.user_logged_in.connect(signed_in, dispatch_uid="doors.signed_in")
    auth.user_logged_out.connect(signed_out, dispatch_uid="doors.signed_out")
    post_save.connect(person_saved, sender=User, dispatch_uid="doors.person_saved")
    mfa.authenticator_used.connect(factor_used, dispatch_uid="doors.used")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="doors.added")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="doors.removed")


def signed_in(sender: object, request: HttpRequest, user: User, **more: Any) -> None:
    """All steps are done: the session begins, failures before it are told and forgotten."""
    sessions.begin(request, user)
    lockout.signed_in(user, request)
    emit(Kind.SIGNED_IN, request, user, second_factor=_second(request, user))
    if factors.invented(user):
        return
    if factors.by_password(request, user) and (why := passwords.must_change(user)):
        request.session[MUST_CHANGE] = why
    if hasattr(request, "_messages") and (told := lockout.since_last(user)):
        messages.info(request, told)


def _second(request: HttpRequest, user: User) -> str:
    pk, how = request.session.get(factors.MARK) or (None, "")
    return how if pk == user.pk else ""


def person_saved(sender: object, instance: User, **more: Any) -> None:
    """Whose sign-in is closed is outside at once, on every device."""
    if not instance.is_active:
        sessions.end(instance)


def signed_out(sender: object, request: HttpRequest, user: User | None, **more: Any) -> None:
    if user is not None:
        emit(Kind.SIGNED_OUT, request, user)


def factor_used(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    factors.mark(request, user, authenticator.type)


def factor_added(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    """Setting one up shows it: the session goes on without asking again."""
    if authenticator.type in factors.OWN:
        factors.mark(request, user, authenticator.type)
    emit(Kind.FACTOR_ADDED, request, user, factor=authenticator.type)


def factor_removed(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    """A session that rests on no factor any more has shown none."""
    left = Authenticator.objects.filter(user=user, type__in=factors.OWN)
    if not left.exclude(pk=authenticator.pk).exists():
        factors.unmark(request)
    emit(Kind.FACTOR_REMOVED, request, user, factor=authenticator.type)
