"""Reading: the first opening by a person of the addressee is logged, and may be confirmed.

Neither is service, which happened when the letter reached the inbox.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import Event, act
from greenward.bureau.casework.matters import tasks
from greenward.bureau.casework.matters.parties import roles_in

from .models import Letter, Opening
from .serving import CONFIRM


def is_addressee(actor: Actor, letter: Letter) -> bool:
    """Whether the actor is the person it is addressed to or acts for the organisation."""
    if actor.user is None:
        return False
    party = letter.party
    return party.user_id == actor.user.pk or party.organisation_id in actor.organisations


def note(actor: Actor, letter: Letter) -> None:
    """Log the first opening of a letter by a person of its addressee; later ones leave no trace."""
    if not is_addressee(actor, letter) or not letter.is_issued:
        return
    if Opening.objects.filter(letter=letter, user=actor.user).exists():
        return
    with _read(actor, letter, "open_letter") as event:
        _opening, first = Opening.objects.get_or_create(letter=letter, user=actor.user)
        event.note(number=letter.number, first=first)


def confirm(actor: Actor, letter: Letter) -> None:
    """The addressee confirms having read the letter; their inbox no longer asks for it."""
    note(actor, letter)
    with _read(actor, letter, "confirm_letter") as event:
        mine = Opening.objects.filter(letter=letter, user=actor.user, confirmed_at=None)
        mine.update(confirmed_at=timezone.now())
        tasks.done(actor, letter.matter, CONFIRM, note=letter.number)
        event.note(number=letter.number)


def _read(actor: Actor, letter: Letter, name: str) -> AbstractContextManager[Event]:
    """An act of reading, also of a letter of a matter that is closed by now."""
    roles = roles_in(actor, letter.matter)
    return act(actor, name, letter, area=letter.matter.area, parties=roles)
