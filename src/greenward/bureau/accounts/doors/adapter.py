"""How allauth behaves here: people are appointed by the authority, nobody signs up; failures are
counted in the database; a sign-in of the last minutes counts as a confirmation."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User

from . import lockout

SECOND_STEP = "greenward.bureau.accounts.doors.factors.SecondStep"
MISMATCH = _("The sign-in name or the password is not right.")


class ClosedAdapter(DefaultAccountAdapter):
    """Closed to sign-up; says nothing in messages, since the next page shows the state."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": MISMATCH,
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Leave out allauth's "signed in as" messages: the page header says it."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The person with this name and password, or None. Raises Locked (a ValidationError)."""
        with lockout.attempt(credentials.get("username", ""), request) as tried:
            user = super().authenticate(request, **credentials)
            if user is not None:
                tried.succeeded()
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's own count, in the memory of one process, is not used."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Somebody whose sign-in was closed meets the door again."""
        return redirect("account_login")

    def get_login_stages(self) -> list[str]:
        """The one step that can follow a password here."""
        return [SECOND_STEP]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether a change of the sign-in needs the password again: unless anything was shown to
        the door within the last minutes."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT
