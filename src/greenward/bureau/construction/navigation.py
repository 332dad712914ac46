"""The entries of this room in the main navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.web import nav


def enter() -> None:
    """Add the entries; called when the app is ready."""
    nav.register(_("Projects"), "construction:projects", order=18, may=_concerned)
    nav.register(_("Owed now"), "construction:owed", order=17, may=_of_a_company)


def _concerned(user: Any) -> bool:
    actor = Actor.signed_in(user)
    return actor.is_official or bool(actor.organisations)


def _of_a_company(user: Any) -> bool:
    return bool(Actor.signed_in(user).organisations)
