"""How often one place may ask for what costs much or needs no sign-in (ASVS V2.4).

One statement in PostgreSQL decides, shared by all processes: the generic cell rate algorithm, which
keeps for each place only the moment from which its next request is on time (ITU-T I.371). An
allowance may be used at once; after that it refills evenly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

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


def searching(request: HttpRequest) -> bool:
    """Whether the address asks for a text among everything there is."""
    return bool(request.GET.get("q"))


def listing(request: HttpRequest) -> bool:
    """Whether a whole list is asked for as a file."""
    return "format" in request.GET


def sending(request: HttpRequest) -> bool:
    return request.method == "POST"


def always(request: HttpRequest) -> bool:
    return True


class Allowance(NamedTuple):
    """`amount` requests in `seconds` for each address, or each person when signed in; only of
    those requests that `when` picks, so that ordinary pages cost no query."""

    amount: int
    seconds: int
    when: Callable[[HttpRequest], bool] = always


MINUTE, HOUR = 60, 3600
PROBLEM = "application/problem+json"
JSON = frozenset({PROBLEM, "application/json"})
ALLOWANCES: dict[str, tuple[Allowance, ...]] = {
    "account_login": (Allowance(30, MINUTE),),
    "mfa_login_webauthn": (Allowance(30, MINUTE),),
    "mfa_authenticate": (Allowance(30, MINUTE),),
    "openid_connect_login": (Allowance(30, MINUTE),),
    "openid_connect_callback": (Allowance(30, MINUTE),),
    "web:csp-report": (Allowance(60, MINUTE),),
    "assessment:buildings": (Allowance(60, MINUTE, searching), Allowance(20, MINUTE, listing)),
    "assessment:findings": (Allowance(60, MINUTE, searching), Allowance(20, MINUTE, listing)),
    "lawbook:index": (Allowance(60, MINUTE, searching),),
    "casework:list": (Allowance(20, MINUTE),),
    "casework:export_file": (Allowance(60, MINUTE),),
    "letters:ask": (Allowance(30, MINUTE),),
    "letters:check": (Allowance(30, MINUTE),),
    "letters:volume": (Allowance(60, HOUR, sending),),
    "letters:volume_file": (Allowance(60, MINUTE),),
    "registry:new": (Allowance(60, HOUR, sending),),
    "registry:again": (Allowance(60, HOUR, sending),),
    "draws": (Allowance(120, MINUTE),),
    "log": (Allowance(120, MINUTE),),
    "certificates": (Allowance(120, MINUTE),),
    "publication": (Allowance(120, MINUTE),),
    "api:openapi-json": (Allowance(30, MINUTE),),
}
"""By the name of an address, or by the room for all its addresses without one of their own. What
machines ask is counted by token where the token is read (`greenward.api.door`)."""


def allowances_of(view_name: str) -> tuple[str, tuple[Allowance, ...]]:
    """The name an address is counted under and its allowances; none when it is not counted."""
    for name in (view_name, view_name.partition(":")[0]):
        if name in ALLOWANCES:
            return name, ALLOWANCES[name]
    return view_name, ()


class LimitsMiddleware:
    """Answers 429 with a page and Retry-After to whoever asks faster than their allowance."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        name, counted = allowances_of(match.view_name if match and match.view_name else "")
        for amount, seconds, when in counted:
            if when(request):
                wait = take(f"{name} {when.__name__} {who(request)}", amount, seconds)
                if wait:
                    return too_many(request, wait=wait)
        return None


def who(request: HttpRequest) -> str:
    """Whom a request counts for: the person signed in, else the address it came from."""
    user = request.user
    return f"person {user.pk}" if user.is_authenticated else f"from {places.address_of(request)}"


def too_many(request: HttpRequest, wait: int = MINUTE) -> HttpResponse:
    """The answer to somebody who asks too often (429): a page, or problem details (RFC 9457) for a
    program that asks for JSON."""
    if request.get_preferred_type(["text/html", PROBLEM, "application/json"]) in JSON:
        said = {"title": _("Too many requests"), "status": 429, "code": "too_often", "wait": wait}
        answer: HttpResponse = JsonResponse(said, status=429, content_type=PROBLEM)
    else:
        answer = render(request, "doors/too_many.html", {"wait": wait}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


def forget() -> int:
    """Drop the paces that are over; give how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM doors_pace WHERE free_at < now()")
        return cursor.rowcount
