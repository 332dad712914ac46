"""How allauth behaves here: people are appointed by the authority, nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .models import User

MISMATCH = _("The sign-in name or the password is not right.")


class ClosedAdapter(DefaultAccountAdapter):
    """Closed to sign-up; says nothing in messages, since the next page shows the state."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Leave out allauth's "signed in as" messages: the page header says it."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Somebody whose sign-in was closed meets the door again."""
        return redirect("account_login")
