"""Where the pages about people stand in the navigation, and who sees them there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.permissions import ADMINISTRATORS
from greenward.web import nav

from .. import inbox
from . import selectors

MOST = 100
"""Waiting proposals are counted up to here."""


def register() -> None:
    """Called once, when Django is ready. The table of who may do what is open to everybody; it
    stands here only for those whose work it is, and in the footer for all."""
    nav.register(
        _("My company"), "people:company", order=86, may=_is(lambda a: bool(a.organisations))
    )
    nav.register(_("People"), "people:list", order=88, may=_is(lambda a: a.may("see_people")))
    nav.register(_("Who may do what"), "people:rules", order=95, may=_is(_administers))
    inbox.register(inbox.Provider("proposals", _proposals))


def _proposals(actor: Actor, most: int) -> inbox.Leads | None:
    """The proposed posts that wait for this director, as leads of the inbox."""
    if not actor.may("appoint"):
        return None
    waiting, url = list(selectors.proposals(actor)[:MOST]), reverse("people:list")
    first = [
        inbox.Lead(
            f"{one.user}: {one.get_role_display()}, {one.area}",
            url,
            since=timezone.localtime(one.proposed_at).date(),
        )
        for one in waiting[:most]
    ]
    title = _("Proposed posts that wait for a director")
    return inbox.Leads(title, first, len(waiting), url)


def _is(condition: Callable[[Actor], bool]) -> Callable[[Any], bool]:
    return lambda user: condition(Actor.signed_in(user))


def _administers(actor: Actor) -> bool:
    return any(duty.role in ADMINISTRATORS for duty in actor.duties)
