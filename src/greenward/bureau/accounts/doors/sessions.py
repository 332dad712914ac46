"""Sessions in the database that end by themselves: after a while without use, sooner for whoever
holds a duty post, and after a day's work at the latest (ASVS V7.3; MLPS 8.1.4.1 b).

The limits are the row's own expiry date, so no session outlives them whatever a page forgets.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone as clock
from django.utils.crypto import salted_hmac

from greenward.bureau.accounts.actors import Actor

from . import places
from .models import Session

BEGAN, SEEN, IDLE, ADDRESS, DEVICE = "began", "seen", "idle", "address", "device"
EVERY = 60
"""Seconds between two notes that a session is in use; the idle limit is exact to this."""


class SessionStore(DatabaseStore):
    """Django's sessions in the database, on a row that says whose it is (`models.Session`)."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def get_session_cookie_age(self) -> int:
        """Seconds this session has left: the idle limit, or what remains of the absolute one."""
        now = time.time()
        left = self.get(BEGAN, now) + settings.SESSION_ABSOLUTE_AGE - now
        return max(0, int(min(self.get(IDLE, settings.SESSION_COOKIE_AGE), left)))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.began_at, row.seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.address, row.device = data.get(ADDRESS), data.get(DEVICE, "")
        return row


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def begin(request: HttpRequest, user: Any) -> None:
    """Note at sign-in where and on what the session is open."""
    now = time.time()
    request.session.update(
        {
            BEGAN: now,
            SEEN: now,
            IDLE: idle_of(user),
            ADDRESS: places.address_of(request),
            DEVICE: device(request.META.get("HTTP_USER_AGENT", "")),
        }
    )


def idle_of(user: Any) -> int:
    """Seconds without use that end a session of a person."""
    staff = Actor.signed_in(user).holds_post
    return int(settings.SESSION_COOKIE_AGE if staff else settings.SESSION_IDLE_OF_OTHERS)


def touch(request: HttpRequest) -> None:
    """Note that a signed-in session is in use, once a minute at most; who was given a post since
    the sign-in has its limit from now on."""
    now = time.time()
    if now - request.session.get(SEEN, 0) >= EVERY:
        request.session.update({SEEN: now, IDLE: idle_of(request.user)})


def open_sessions(user: Any) -> QuerySet[Session]:
    """The sessions a person has open now, the latest used first."""
    return Session.objects.filter(user=user, expire_date__gt=clock.now()).order_by("-seen_at")


def end(user: Any, *, but: str = "", only: str = "") -> int:
    """End a person's sessions: all, all `but` one, or `only` one (session keys); give how many."""
    rows = Session.objects.filter(user=user)
    if only:
        rows = rows.filter(session_key=only)
    return rows.exclude(session_key=but).delete()[0]


def forget() -> int:
    """Drop sessions that ran out; give how many."""
    return Session.objects.filter(expire_date__lte=clock.now()).delete()[0]


def tag(row: Session) -> str:
    """What names a session on a page: never its key, which is the secret itself."""
    return salted_hmac("greenward.doors.session", row.session_key, algorithm="sha256").hexdigest()[
        :16
    ]


BROWSERS = (
    (r"MicroMessenger", "WeChat"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "HarmonyOS"),
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux", "Linux"),
)


def device(agent: str) -> str:
    """``Chrome · Windows`` of a browser's long name for itself; only this is kept."""
    return " · ".join(
        next(names, "?")
        for names in (
            (name for pattern, name in known if re.search(pattern, agent))
            for known in (BROWSERS, SYSTEMS)
        )
    )
