"""Whoever came in but has something to settle first is led there: a password somebody else knows,
a second factor that the post needs. Signed-in pages are kept by no browser (ASVS V14.3, V7).
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from . import factors, sessions
from .receivers import MUST_CHANGE

OPEN = frozenset({"set_language", "health", "web:csp-report", "account_logout"})
"""Addresses for everybody, whatever they have to settle."""


class DoorsMiddleware:
    """Runs after AuthenticationMiddleware and MessageMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            sessions.touch(request)
        elif _ended(request):
            messages.info(request, _ended_words())
        response = self._get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        if request.htmx and response.status_code == 302 and _is_a_door(response["Location"]):
            return _instead_of_a_fragment(request, response["Location"])
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or match is None or match.view_name in OPEN:
            return None
        if MUST_CHANGE in request.session:
            return None if match.view_name == "account_password" else redirect("account_password")
        if match.view_name in _names() or factors.shown(request):
            return None
        return redirect("account_second_factor") if factors.needed(request.user) else None


def _ended(request: HttpRequest) -> bool:
    """Whether the browser still holds the cookie of a session that is no more."""
    held = settings.SESSION_COOKIE_NAME in request.COOKIES
    return held and request.session.session_key is None and request.method == "GET"


def _ended_words() -> str:
    return _(
        "You were signed out: after %(minutes)s minutes without use (%(others)s for companies and "
        "owners), after %(hours)s hours in all, or because the session was ended elsewhere."
    ) % {
        "minutes": settings.SESSION_COOKIE_AGE // 60,
        "others": settings.SESSION_IDLE_OF_OTHERS // 60,
        "hours": settings.SESSION_ABSOLUTE_AGE // 3600,
    }


def _names() -> frozenset[str]:
    """The addresses of the doors themselves."""
    from .urls import urlpatterns

    return frozenset(entry.name for entry in urlpatterns if entry.name)


def _instead_of_a_fragment(request: HttpRequest, door: str) -> HttpResponse:
    """The whole page goes to the door; one that stands there already gets nothing to show."""
    if _is_a_door(request.htmx.current_url_abs_path or ""):
        return HttpResponse(status=204)
    return HttpResponseClientRedirect(door)


def _is_a_door(path: str) -> bool:
    return path.startswith(reverse("account_login").rpartition("/")[0] + "/")
