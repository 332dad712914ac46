"""Gives every request its actor: the signed-in person with the posts held today, or nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .actors import Actor


class ActorMiddleware:
    """Sets ``request.actor``; the posts are read when somebody first asks for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: Actor.signed_in(request.user))
        return self._get_response(request)
