"""How often one place may ask for what costs much or needs no sign-in (ASVS V2.4).

One statement in PostgreSQL decides, shared by all processes: the generic cell rate algorithm, which
keeps for each place only the moment from which its next request is on time (ITU-T I.371). An
allowance may be used at once; after that it refills evenly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import places

TAKE = """
    INSERT INTO doors_pace AS pace (key, free_at)
    VALUES (%(key)s, now() + make_interval(secs => %(each)s))
    ON CONFLICT (key) DO UPDATE
        SET free_at = greatest(pace.free_at, now()) + make_interval(secs => %(each)s)
        WHERE greatest(pace.free_at, now()) + make_interval(secs => %(each)s)
              <= now() + make_interval(secs => %(seconds)s)
    RETURNING 0
"""
WAIT = """
    SELECT ceil(extract(epoch FROM free_at - now()) + %(each)s - %(seconds)s)::int
    FROM doors_pace WHERE key = %(key)s
"""


def take(key: str, amount: int, seconds: float) -> int:
    """Use one of `amount` in `seconds` under a key: 0 when there was one, else the seconds to
    wait for the next."""
    given = {"key": key, "each": seconds / amount, "seconds": seconds}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, given)
        if cursor.fetchone():
            return 0
        cursor.execute(WAIT, given)
        row = cursor.fetchone()
    return max(1, row[0]) if row else 1


def once(key: str, seconds: float) -> bool:
    """Whether this is the first use of a key within so many seconds."""
    return take(key, 1, seconds) == 0


class Allowance(NamedTuple):
    """`amount` requests in `seconds` for each address, or each person when signed in."""

    amount: int
    seconds: int


MINUTE = 60
ALLOWANCES: dict[str, Allowance] = {
    "account_login": Allowance(30, MINUTE),
    "mfa_login_webauthn": Allowance(30, MINUTE),
    "mfa_authenticate": Allowance(30, MINUTE),
    "openid_connect_login": Allowance(30, MINUTE),
    "openid_connect_callback": Allowance(30, MINUTE),
    "web:csp-report": Allowance(60, MINUTE),
    "casework:list": Allowance(20, MINUTE),
    "log": Allowance(120, MINUTE),
    "certificates": Allowance(120, MINUTE),
    "publication": Allowance(120, MINUTE),
}
"""By the name of an address, or by the room for all its addresses without one of their own."""


def allowance_of(view_name: str) -> tuple[str, Allowance] | None:
    """The name an address is counted under and its allowance; None when it is not counted."""
    for name in (view_name, view_name.partition(":")[0]):
        if name in ALLOWANCES:
            return name, ALLOWANCES[name]
    return None


class LimitsMiddleware:
    """Answers 429 with a page and Retry-After to whoever asks faster than their allowance."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        counted = allowance_of(match.view_name) if match and match.view_name else None
        if counted is None:
            return None
        name, (amount, seconds) = counted
        wait = take(f"{name} {_who(request)}", amount, seconds)
        return too_many(request, wait=wait) if wait else None


def _who(request: HttpRequest) -> str:
    user = request.user
    return f"person {user.pk}" if user.is_authenticated else f"from {places.address_of(request)}"


def too_many(request: HttpRequest, wait: int = MINUTE) -> HttpResponse:
    """The page for somebody who asks too often (429)."""
    answer = render(request, "doors/too_many.html", {"wait": wait}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


def forget() -> int:
    """Drop the paces that are over; give how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM doors_pace WHERE free_at < now()")
        return cursor.rowcount
