"""Failed attempts to sign in are counted in the database, by name and by address, and stop the
next ones (ASVS V6.3.1; MLPS 8.1.4.1 b).

An attempt is written down as failed before anything is checked and taken back when the check
succeeds: however many processes try at once, none tries more often than allowed. A name nobody has
is counted and locked like any other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.bureau.accounts.models import User

from .events import Kind, emit
from .models import Attempt
from .places import address_of

Outcome = Attempt.Outcome
WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=180)


class Locked(ValidationError):
    """No attempt is allowed now; says until when. The same for names that exist and others."""

    def __init__(self, until: datetime) -> None:
        minutes = max(1, ceil((until - timezone.now()).total_seconds() / 60))
        super().__init__(
            ngettext(
                "Too many failed attempts. Wait %(minutes)s minute, then try again. "
                "The security administrator can also unlock the sign-in name.",
                "Too many failed attempts. Wait %(minutes)s minutes, then try again. "
                "The security administrator can also unlock the sign-in name.",
                minutes,
            )
            % {"minutes": minutes},
            code="locked",
        )


def key_of(name: str) -> str:
    """What a typed name is counted under, however it is spelled."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return salted_hmac("greenward.doors.name", plain, algorithm="sha256").hexdigest()


@contextmanager
def attempt(name: str, request: HttpRequest) -> Iterator[Tried]:
    """One attempt under a name. It counts as failed unless `succeeded()` is called inside.

    Raises Locked, before anything is checked, when the name or the address failed too often.
    """
    tried = Tried(name, request)
    try:
        yield tried
    finally:
        tried.close()


class Tried:
    """An attempt under way."""

    def __init__(self, name: str, request: HttpRequest) -> None:
        self._request, self._right = request, False
        self._row = _begin(name, request)

    def succeeded(self) -> None:
        self._right = True
        self._row.delete()

    def close(self) -> None:
        if self._right:
            return
        user = self._row.user
        emit(Kind.FAILED, self._request, user, known=user is not None)
        if until := locked_until(self._row.name_key):
            emit(Kind.LOCKED, self._request, user, minutes=_minutes(until))


def _begin(name: str, request: HttpRequest) -> Attempt:
    key, address = key_of(name), address_of(request)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        until = locked_until(key) or _address_locked_until(address)
        if not until:
            user = User.objects.filter(username__iexact=name.strip()).first()
            return Attempt.objects.create(
                name_key=key, address=address, user=user, outcome=Outcome.FAILED
            )
    raise Locked(until)


def locked_until(name_key: str) -> datetime | None:
    """When a name is free again, or None: five failures in a quarter of an hour lock it for a
    quarter of an hour from the last one, unless a sign-in or an unlocking came after."""
    latest = Attempt.objects.filter(name_key=name_key).order_by("-at", "-pk")
    failures: list[datetime] = []
    for row in latest[: settings.SIGN_IN_FAILURES]:
        if row.outcome != Outcome.FAILED:
            return None
        failures.append(row.at)
    return _free_again(failures, settings.SIGN_IN_FAILURES)


def _address_locked_until(address: str | None) -> datetime | None:
    since = timezone.now() - WINDOW
    failed = Attempt.objects.filter(address=address, outcome=Outcome.FAILED, at__gt=since)
    most = settings.SIGN_IN_FAILURES_OF_ADDRESS
    return _free_again(list(failed.order_by("-at").values_list("at", flat=True)[:most]), most)


def _free_again(failures: list[datetime], most: int) -> datetime | None:
    """`failures`: the latest ones, newest first."""
    if len(failures) < most or failures[0] - failures[-1] > WINDOW:
        return None
    until = failures[0] + WINDOW
    return until if until > timezone.now() else None


def _minutes(until: datetime) -> int:
    return ceil((until - timezone.now()).total_seconds() / 60)


def signed_in(user: User, request: HttpRequest) -> None:
    """Note a sign-in that succeeded with all its steps: failures before it no longer count."""
    Attempt.objects.create(
        name_key=key_of(user.username),
        user=user,
        address=address_of(request),
        outcome=Outcome.SIGNED_IN,
    )


def unlock(user: User) -> None:
    """Let a person try again at once."""
    Attempt.objects.create(name_key=key_of(user.username), user=user, outcome=Outcome.UNLOCKED)


def is_locked(user: User) -> bool:
    return locked_until(key_of(user.username)) is not None


def history(user: User) -> QuerySet[Attempt]:
    """A person's sign-ins and failures, the latest first."""
    return Attempt.objects.filter(user=user).order_by("-at", "-pk")


def since_last(user: User) -> str:
    """One sentence or two for somebody who just signed in: the sign-in before, the failures since."""
    earlier = list(history(user).exclude(outcome=Outcome.UNLOCKED)[1:101])
    failed = []
    for row in earlier:
        if row.outcome == Outcome.SIGNED_IN:
            return " ".join(filter(None, [_last(row), _failed(failed)]))
        failed.append(row)
    return _failed(failed)


def _last(row: Attempt) -> str:
    return _("Your last sign-in was on %(at)s from %(address)s.") % _said(row)


def _failed(rows: list[Attempt]) -> str:
    if not rows:
        return ""
    text = ngettext(
        "Before this sign-in %(count)s attempt failed, the latest on %(at)s from %(address)s. If that was "
        "not you, change your password.",
        "Before this sign-in %(count)s attempts failed, the latest on %(at)s from %(address)s. If that was "
        "not you, change your password.",
        len(rows),
    )
    return text % {"count": len(rows), **_said(rows[0])}


def _said(row: Attempt) -> dict[str, str]:
    at = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M")
    return {"at": at, "address": row.address or _("an unknown address")}


def forget() -> int:
    """Drop what is older than anybody needs; give how many rows."""
    return Attempt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
