"""How allauth behaves here: people are appointed by the authority, nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """Closed to sign-up; says nothing in messages, since the next page shows the state."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Leave out allauth's "signed in as" messages: the page header says it."""
