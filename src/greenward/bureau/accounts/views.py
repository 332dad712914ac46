"""The door: signing in and out, and what a person sees who tries too often."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from .forms import SignInForm


class SignIn(LoginView):
    """Name and password. Failed attempts are counted by address and name, in each process."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        password, people = sign_ins()
        return super().get_context_data(invented=people, password=password, **kwargs)


class SignOut(LogoutView):
    """By POST alone: a link on another site signs nobody out."""

    http_method_names = ["post"]


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()


def sign_ins() -> tuple[str, list[tuple[str, str]]]:
    """On an invented city the password of all and its people with their purposes; else nothing."""
    source = settings.GREENWARD_SIGN_INS
    return import_string(source)() if source else ("", [])


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to too many attempts from one address (429)."""
    return render(request, "accounts/too_many.html", status=429)
